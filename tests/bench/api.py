"""The API and the files of open data under load: 35 regions, 12 years and 5 breakdowns beside the national figures.

Client and server share the machine. Nothing is kept between answers but what the site itself remembers; what a reader
has already is its own line.
"""

from __future__ import annotations

import csv
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.bench.load import Asked, as_fast_as_it_goes, evenly, request
from tests.bench.measuring import Measured

from banenafspraak.core.regions import regions

PER_SECOND, WARM, LASTS = 50, 1.0, 10.0
P95 = 0.060
YEARS = range(2012, 2024)
BREAKDOWNS = (
    ("totaal", "alles"), ("markt", "alles"), ("overheid", "alles"), ("totaal", "regulier"), ("totaal", "inleen"),
)  # fmt: skip
LINES = {
    "resultaten of one year": ["/api/v1/resultaten?reeks=official&jaar=2018&regio=nederland"],
    "resultaten, a page of 100 in an order": ["/api/v1/resultaten?sorteer=-extraBanen,regio"],
    "metingen of one series": ["/api/v1/metingen?reeks=uwv_quarterly"],
    "one of each": [
        "/api/v1/resultaten/official.2018-12-31.total.all", "/api/v1/metingen/uwv_quarterly.2018-12-31",
        "/api/v1/doelstellingen/2018.totaal", "/api/v1/regios/AM01", "/api/v1/gemeenten/GM0363",
    ],
    "gemeenten, a page of 100": ["/api/v1/gemeenten?jaar=2025"],
    "openapi.json": ["/api/v1/openapi.json"],
    "files of open data": ["/open-data/jaarmonitor.csv", "/open-data/jaarmonitor.parquet", "/open-data/catalogus.ttl"],
}  # fmt: skip


@dataclass(frozen=True)
class Answered(Measured):
    """A line in thousandths of a second, for answers are that short."""

    def cells(self) -> list[str]:
        """The line as it stands on the page."""
        return [*super().cells()[:2], f"{self.seconds:.4f}", self.peer, "", "", self.asked]


def measure(folder: Path) -> Iterator[Measured]:
    """The p95 of each kind of question at an even pace, and how many a second it takes at most."""
    with site(folder) as port:
        for what, paths in LINES.items():
            yield _line(what, _after_one_to_warm_up(port, [request(path) for path in paths]))
        known = request(LINES["metingen of one series"][0], If_None_Match=_etag(port))
        yield _line("metingen that the reader has already", _after_one_to_warm_up(port, [known]))
        asked = as_fast_as_it_goes(port, [request(path) for path in LINES["one of each"]], LASTS)
        yield Answered(f"one of each, as fast as it goes: {asked.rate:.0f} a second", len(asked.seconds), asked.p95)


def _after_one_to_warm_up(port: int, requests: list[bytes]) -> Asked:
    evenly(port, requests, PER_SECOND, WARM)
    return evenly(port, requests, PER_SECOND, LASTS)


def _line(what: str, asked: Asked) -> Measured:
    told = f"p95 ≤ {P95:.3f} at {PER_SECOND} a second"
    return Answered(f"p95: {what}", len(asked.seconds), asked.p95, asked=told)


def _etag(port: int) -> str:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", LINES["metingen of one series"][0])
    found = connection.getresponse()
    found.read()
    return found.headers["ETag"]


@contextmanager
def site(folder: Path) -> Iterator[int]:
    """A site of its own with regional figures, and the port on which it stands."""
    data = folder / "api"
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    given = {**os.environ, "DATA_DIR": str(data), "DATABASE_URL": "", "DEMO": "0", "LISTEN": f"127.0.0.1:{port}"}
    command = (sys.executable, "-m", "banenafspraak.web")
    subprocess.run((*command, "migrate", "--verbosity", "0"), env=given, check=True, stdout=subprocess.DEVNULL)
    told = ("import_edition", str(_figures(folder / "regions.csv")), "--edition", "bench")
    subprocess.run((*command, *told), env=given, check=True, stdout=subprocess.DEVNULL)
    with subprocess.Popen((*command, "run"), env=given, stdout=subprocess.PIPE, text=True) as run:
        try:
            for line in run.stdout or ():
                if re.search(r"http://", line):
                    break
            yield port
        finally:
            run.terminate()


def _figures(file: Path) -> Path:
    """An edition with figures of every region, year and breakdown. They are invented and stay in this folder."""
    head = ["reeks", "peildatum", "regio", "sector", "soort", "extra_banen", "gepubliceerd_op", "bron", "zekerheid"]
    with file.open("w", encoding="utf-8", newline="") as stream:
        written = csv.writer(stream)
        written.writerow(head)
        for number, (region, year, (sector, work)) in enumerate(
            (region, year, breakdown) for region in regions() for year in YEARS for breakdown in BREAKDOWNS
        ):
            day = f"{year}-12-31"
            written.writerow(["official", day, region.code, sector, work, number, "2024-07-01", "verzonnen", "U"])
    return file
