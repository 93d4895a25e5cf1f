"""The API and the files of open data, asked as the pages of the site are: same server, same figures, same pace."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from tests.bench.measuring import Measured
from tests.bench.site import RATE, Load, evenly, served, sustained

LINES = {
    "resultaten of one year": ("/api/v1/resultaten?reeks=official&jaar=2018&regio=nederland",),
    "resultaten, a page of 100 in an order": ("/api/v1/resultaten?sorteer=-extraBanen,regio",),
    "metingen of one series": ("/api/v1/metingen?reeks=uwv_quarterly",),
    "one of each": (
        "/api/v1/resultaten/official.2018-12-31.total.all", "/api/v1/metingen/official.2018-12-31",
        "/api/v1/doelstellingen/2018.totaal", "/api/v1/regios/AM01", "/api/v1/gemeenten/GM0363",
    ),
    "gemeenten, a page of 100": ("/api/v1/gemeenten?jaar=2025",),
    "openapi.json": ("/api/v1/openapi.json",),
    "files of open data": ("/open-data/jaarmonitor.csv", "/open-data/jaarmonitor.parquet", "/open-data/catalogus.ttl"),
}  # fmt: skip
LONG = (
    "resultaten?sorteer=-extraBanen,regio", "resultaten?sorteer=regio,-peildatum",
    "metingen?reeks=uwv_quarterly", "metingen?reeks=uwv_quarterly&sorteer=-peildatum",
)  # fmt: skip
NEW = tuple(f"/api/v1/{one}&perPagina={n}&pagina={at}" for n, at, one in product(range(50, 175), (1, 2), LONG))
"""Questions that are each asked once, so that no answer to them is kept: pages of 112 on average."""
READY, WARM = 10.0, 2.0
"""Seconds: a server gets ready to draw after its first answer; each kind of question is asked before it is measured."""


def measure(folder: Path) -> Iterator[Measured]:
    """The wait for each kind of question at an even pace, and how many a second it takes at most."""
    own = folder / "api"
    own.mkdir()
    with served(own) as port:
        asyncio.run(sustained(port, ("/",), connections=1, seconds=READY))
        for what, addresses in LINES.items():
            asyncio.run(sustained(port, addresses, connections=1, seconds=WARM))
            yield _line(f"{what}, {RATE} requests/s", asyncio.run(evenly(port, addresses, RATE)), "p95 ≤ 0.06 s")
        new = asyncio.run(evenly(port, NEW, RATE))
        yield _line(f"resultaten and metingen, each question once, {RATE} requests/s", new, "p95 ≤ 0.06 s")
        yield _line("one of each, as many as it serves", asyncio.run(sustained(port, LINES["one of each"])), "reported")


def _line(what: str, load: Load, asked: str) -> Measured:
    told = f"{what}: p95 {load.p95 * 1000:.1f} ms, {load.rate:.0f} requests/s, {load.failed} failed"
    return Measured(told, len(load.waits), load.seconds, asked=asked)
