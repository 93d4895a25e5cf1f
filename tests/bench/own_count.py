"""The own count on a site that runs: 5,000 workers, twelve months, from the first byte sent to the outcome."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.employer import as_csv, rows_of
from tests.bench.measuring import Job, Measured, beside, median
from tests.bench.reading import bare_text, parsed, write_returns
from tests.factories.visitors import PATIENCE, Visitor
from tests.journeys.conftest import started

PART = 1 << 18
LOOK_EVERY = 0.05


def measure(folder: Path) -> Iterator[Measured]:
    """Each format beside a bare look at the same bytes; and how soon progress is seen while the returns come in."""
    returns = write_returns(folder)
    rows = rows_of(returns)
    text = as_csv(rows, folder / "eigen.csv")
    register = folder / "werkgever" / "register.csv"
    with started(folder / "site") as (_, site):
        jobs: list[tuple[str, list[Path], str, Job, str]] = [
            ("CSV", [text], "DuckDB: the same file as bare text", bare_text(text), "≤ 3 s"),
            ("XML", returns, "lxml.etree.parse: the same files", parsed(returns), "≤ 5 ×"),
        ]
        for name, paths, peer, bare, asked in jobs:
            own, other = beside(_counted(site, paths, register), bare)
            yield Measured(f"upload to outcome, {name}", rows.num_rows, own, peer, other, asked)
        seen: list[float] = []
        median(lambda: seen.append(_first_progress(site, returns, register)))
        soon = sorted(seen)[len(seen) // 2]
        yield Measured("first rows seen in the progress of XML", rows.num_rows, soon, asked="≤ 1 s")


def _counted(site: str, paths: Sequence[Path], register: Path) -> Job:
    """What one visitor waits for: the form sent, and the page asked for until it is the outcome.

    The form itself is made before: that is the browser's work.
    """
    visitor = Visitor(site).begin()
    content, kind = visitor.body([*(("payroll", path) for path in paths), ("register", register)])

    def job() -> None:
        visitor.begin()
        visitor.ask("POST", f"{visitor.run}bestanden/", content, kind)
        if "Uw telling:" not in visitor.outcome():
            raise ValueError("no outcome")

    return job


def _first_progress(site: str, paths: Sequence[Path], register: Path) -> float:
    """Seconds from the first byte to the first rows that the page tells of, while the rest comes in."""
    visitor = Visitor(site).begin()
    content, kind = visitor.body([*(("payroll", path) for path in paths), ("register", register)])
    begun = time.perf_counter()
    sending = threading.Thread(target=_send, args=(visitor, content, kind))
    sending.start()
    while "rijen gelezen" not in visitor.ask("GET", f"{visitor.run}voortgang/")[2] and sending.is_alive():
        time.sleep(LOOK_EVERY)
    seconds = time.perf_counter() - begun
    sending.join()
    visitor.outcome()
    return seconds


def _send(visitor: Visitor, content: bytes, kind: dict[str, str]) -> None:
    connection = http.client.HTTPConnection(visitor.host, timeout=PATIENCE)
    parts = (content[at : at + PART] for at in range(0, len(content), PART))
    headers = visitor.headers() | kind | {"Content-Length": str(len(content))}
    connection.request("POST", f"{visitor.run}bestanden/", parts, headers)
    connection.getresponse().read()
    connection.close()
