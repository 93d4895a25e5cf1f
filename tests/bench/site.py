"""The public pages of the site: how long a visitor waits, and how many it serves. Client and server share the machine.

A server of its own on the loopback, filled with 35 regions × 12 years × 5 breakdowns; 50 connections. Requests arrive
evenly, whether the ones before were answered or not, so that a server that falls behind is seen.
"""

from __future__ import annotations

import asyncio
import csv
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice, product
from pathlib import Path

from tests.bench.measuring import Measured

from banenafspraak.core.regions import regions

CONNECTIONS, RATE, SECONDS = 50, 50, 20
UNKEPT_RATE = 10
PERCENTILE = 95
YEARS = range(2013, 2025)
BREAKDOWNS = (
    ("totaal", "alles"), ("markt", "regulier"), ("overheid", "regulier"), ("totaal", "regulier"), ("totaal", "inleen"),
)  # fmt: skip
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
PAGES = (
    "/", "/cijfers/", "/cijfers/?jaar=2018", "/cijfers/?reeks=jaarmonitor&sector=markt", "/regios/",
    "/regios/?kaart=grenzen", "/cijfers/sector/markt/", "/cijfers/cijfer/uwv_quarterly/2018-12-31/total/all/",
    "/en/", "/en/regios/", "/begrippen/",
)  # fmt: skip


@dataclass
class Load:
    """What came of many requests: the seconds that each waited from when it was due, and what was not answered well."""

    waits: list[float] = field(default_factory=list)
    failed: int = 0
    seconds: float = 0.0

    @property
    def p95(self) -> float:
        """The wait that 95 of 100 stayed under."""
        return statistics.quantiles(self.waits, n=100)[PERCENTILE - 1]

    @property
    def rate(self) -> float:
        """Requests answered each second."""
        return len(self.waits) / self.seconds


def measure(folder: Path) -> Iterator[Measured]:
    """Waits at an even rate, the most that is served, and waits for pages that are not kept."""
    with served(folder) as port:
        addresses = (*PAGES, *(f"/regios/{each.slug}/" for each in regions()))
        asyncio.run(sustained(port, addresses, connections=1, seconds=30))  # every page once: charts are drawn then
        even = asyncio.run(evenly(port, addresses, RATE))
        yield _line(f"{RATE} requests/s from {CONNECTIONS} connections", even, "p95 ≤ 0.06 s")
        most = asyncio.run(sustained(port, addresses))
        yield _line("as many as it serves", most, "≥ 300 requests/s")
        fresh = [f"{page}{'&' if '?' in page else '?'}n={at}" for at in range(UNKEPT_RATE * SECONDS) for page in PAGES]
        unkept = asyncio.run(evenly(port, fresh, UNKEPT_RATE, connections=UNKEPT_RATE))
        yield _line(f"{UNKEPT_RATE} requests/s, each for a page that is not kept", unkept, "reported")


def _line(what: str, load: Load, asked: str) -> Measured:
    told = f"{what}: p95 {load.p95 * 1000:.1f} ms, {load.rate:.0f} requests/s, {load.failed} failed"
    return Measured(told, len(load.waits), load.seconds, asked=asked)


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """A site with figures in a process of its own, and its port."""
    given = {"DATA_DIR": str(folder / "site"), "DATABASE_URL": "", "DEMO": "0"}
    command = (sys.executable, "-m", "banenafspraak.web")
    for step in (("migrate", "-v0"), ("import_edition", str(_figures(folder)), "--edition", "bench")):
        subprocess.run((*command, *step), env={**os.environ, **given}, check=True, capture_output=True)
    with running(given) as port:
        yield port


@contextmanager
def running(given: Mapping[str, str]) -> Iterator[int]:
    """A site that is filled, in a process of its own, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    environment = {**os.environ, **given, "LISTEN": f"127.0.0.1:{port}"}
    command = (sys.executable, "-m", "banenafspraak.web", "run")
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as run:
        for line in run.stdout or ():
            if str(port) in line:
                break
        try:
            yield port
        finally:
            run.terminate()


def _figures(folder: Path) -> Path:
    """Invented figures in the form of an edition, to fill the site of the bench and nothing else."""
    path = folder / "figures.csv"
    header = ("reeks", "peildatum", "regio", "sector", "soort", "extra_banen", "gepubliceerd_op", "bron")
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(header)
        for at, (year, region, (sector, work)) in enumerate(product(YEARS, regions(), BREAKDOWNS)):
            writer.writerow(("uwv_quarterly", f"{year}-12-31", region.code, sector, work, at, "2025-04-01", "bench"))
    return path


async def evenly(
    port: int, addresses: Sequence[str], rate: int, connections: int = CONNECTIONS, cookies: Sequence[str] = ("",)
) -> Load:
    """Requests at even moments by turns over all connections, each with its own cookie if there are any."""
    load, begun = Load(), time.perf_counter()
    asked = list(islice(cycle(addresses), rate * SECONDS))

    async def visitor(number: int) -> None:
        ask = await _connection(port, cookies[number % len(cookies)])
        for at in range(number, len(asked), connections):
            due = begun + at / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            load.failed += not await ask(asked[at])
            load.waits.append(time.perf_counter() - due)

    await asyncio.gather(*map(visitor, range(connections)))
    load.seconds = time.perf_counter() - begun
    return load


async def sustained(
    port: int,
    addresses: Sequence[str],
    connections: int = CONNECTIONS,
    seconds: float = SECONDS,
    cookies: Sequence[str] = ("",),
) -> Load:
    """Every connection asks again as soon as it is answered."""
    load, begun = Load(), time.perf_counter()

    async def visitor(number: int) -> None:
        ask = await _connection(port, cookies[number % len(cookies)])
        for address in islice(cycle(addresses), number, None):
            now = time.perf_counter()
            if now - begun > seconds:
                return
            load.failed += not await ask(address)
            load.waits.append(time.perf_counter() - now)

    await asyncio.gather(*map(visitor, range(connections)))
    load.seconds = time.perf_counter() - begun
    return load


async def _connection(port: int, cookie: str) -> Callable[[str], Awaitable[bool]]:
    """A connection that stays open; asks for a page and says whether it came whole."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def ask(address: str) -> bool:
        head = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n"
        request = head + (f"Cookie: {cookie}\r\n\r\n" if cookie else "\r\n")
        writer.write(request.encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(answer)
        if length is None:
            return False
        await reader.readexactly(int(length[1]))
        return b" 200 " in answer.split(b"\r\n", 1)[0]

    return ask
