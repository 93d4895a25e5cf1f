"""`make bench`: measures the count, the readers and the command beside peers in the same run, and writes
docs/reference/speed.md. Medians and ratios; a figure alone says more about the machine than about the program.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import duckdb
from lxml import etree

from banenafspraak.core import counting
from banenafspraak.core.counting.order import count_prepared, prepare
from banenafspraak.core.invented.employer import write_employer
from banenafspraak.core.invented.nation import Nation, write_nation
from banenafspraak.core.kernel.pseudonyms import Key
from banenafspraak.core.tables.door import Door
from banenafspraak.core.tables.reading import Reading, read_table

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "speed.md"
KEY = Key(bytes(32))
TIMES = 3
SCALE = Fraction(1, 20)
MOST_REFERENCE = Fraction(1, 500)
BY_HAND = """
SELECT CASE WHEN sectorcode BETWEEN 61 AND 66 THEN 'overheid' ELSE 'markt' END AS sector,
       code_aard IN (11, 22, 82) AS inleen,
       SUM(verloonde_uren * (LEAST(tijdvak_einde, DATE '2018-12-31') - GREATEST(tijdvak_begin, DATE '2018-12-01') + 1)
           / (tijdvak_einde - tijdvak_begin + 1)) AS uren
FROM read_parquet('{payroll}/*.parquet') p
WHERE tijdvak_einde >= DATE '2018-12-01' AND tijdvak_begin <= DATE '2018-12-31' AND code_soort IN (11, 13, 15, 17)
  AND code_aard NOT IN (10, 21, 24)
  AND EXISTS (SELECT 1 FROM read_csv('{register}', delim = ';', header = true) r WHERE r.persoon = p.persoon
              AND r.datum_begin <= p.tijdvak_einde AND COALESCE(r.datum_einde, DATE '9999-12-31') >= p.tijdvak_begin)
GROUP BY ALL
"""


@dataclass(frozen=True)
class Measured:
    """One line of the page: what, how many rows, seconds, and the peer it is set beside."""

    what: str
    rows: int
    seconds: float
    peer: str = ""
    peer_seconds: float | None = None

    @property
    def ratio(self) -> str:
        """How many times the peer's time."""
        return "" if self.peer_seconds is None else f"{self.seconds / self.peer_seconds:.2f} ×"


def median(job: Callable[[], object]) -> float:
    """Median wall seconds of a few runs, after one to warm up."""
    job()
    found = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        job()
        found.append(time.perf_counter() - begun)
    return statistics.median(found)


def order_of(nation: Nation, **changes: object) -> counting.Order:
    """The monitor of 2018 over an invented nation."""
    return counting.Order(
        nation.payroll, nation.register, "2018", KEY, employers=nation.employers, keys=nation.keys, **changes
    )


def counts(folder: Path) -> Iterator[Measured]:
    """The count: engine beside a statement by hand over the same files, and the two engines beside each other."""
    nation = write_nation(folder / "land", SCALE, 1)
    order = order_of(nation)
    plan = counting.make_plan(order.definition, "2018")
    engine = counting.order.find_engine("duckdb")
    begun = time.perf_counter()
    ready = prepare(order, plan, engine)
    reading = time.perf_counter() - begun
    rows = ready.payroll.rows_read
    by_hand = BY_HAND.format(payroll=nation.payroll[0].parent, register=nation.register)
    hand = median(lambda: duckdb.sql(by_hand).fetchall())
    yield Measured(
        "monitor 2018 from checked rows: baseline, flow and notes too",
        rows,
        median(lambda: count_prepared(order, plan, engine, ready)),
        "one statement by hand, no checks",
        hand,
    )
    yield Measured(
        "read and check sixteen months (Parquet, door, checks)", rows, reading, "one statement by hand, no checks", hand
    )
    small = write_nation(folder / "klein", MOST_REFERENCE, 1)
    fast = median(lambda: counting.count(order_of(small)))
    slow = median(lambda: counting.count(order_of(small, engine="reference")))
    yield Measured("reference engine, files to result", 0, slow, "duckdb engine, the same", fast)


def readers(folder: Path) -> Iterator[Measured]:
    """The readers beside the bare read of the same bytes."""
    payroll = folder / "land" / "loonaangifte" / "2018-12.parquet"
    text = folder / "loon.csv"
    duckdb.sql(f"COPY (SELECT * FROM read_parquet('{payroll}')) TO '{text}' (HEADER, DELIMITER ';')")
    rows = duckdb.sql(f"SELECT COUNT(*) FROM read_parquet('{payroll}')").fetchall()[0][0]
    bare_read = f"CREATE OR REPLACE TEMP TABLE t AS SELECT * FROM read_csv('{text}', all_varchar = true)"
    bare = median(lambda: duckdb.sql(bare_read))
    ours = median(lambda: read_table("payroll", [text], Reading(Door(KEY))))
    yield Measured("CSV: text, door, checks", rows, ours, "DuckDB, the same file as bare text", bare)
    write_employer(folder / "werkgever", workers=5000)
    returns = sorted((folder / "werkgever" / "loonaangifte").glob("*.xml"))
    parse = median(lambda: [etree.parse(path) for path in returns])
    ours = median(lambda: read_table("payroll", returns, Reading(Door(KEY))))
    relations = read_table("payroll", returns, Reading(Door(KEY))).rows_read
    yield Measured(
        "wage tax returns (XML): text, door, checks", relations, ours, "lxml.etree.parse, the same files", parse
    )


def commands(folder: Path) -> Iterator[Measured]:
    """The command from a cold process."""
    binary = Path(sys.executable).parent / "banenafspraak"
    asked = [
        folder / "werkgever" / "loonaangifte",
        "--register",
        folder / "werkgever" / "register.csv",
        "--period",
        "2026",
    ]
    environment = {**os.environ, "BANENAFSPRAAK_KEY": "00" * 32}

    def run(*arguments: object) -> None:
        subprocess.run([str(binary), *map(str, arguments)], env=environment, capture_output=True, check=True)

    yield Measured("banenafspraak --version", 0, median(lambda: run("--version")))
    yield Measured(
        "banenafspraak count: one employer, 5,000 workers × 12 months in XML",
        0,
        median(lambda: run("count", *asked, "--quiet")),
    )


def page(lines: list[Measured]) -> str:
    """The page as Markdown."""
    versions = f"Python {platform.python_version()}, DuckDB {duckdb.__version__}"
    machine = f"{os.cpu_count()} cores ({platform.machine()}), {versions}"
    said = [
        "# Speed",
        "",
        f"Measured on {datetime.now(UTC).date()} by `make bench`: {machine}.",
        f"Medians of {TIMES} runs after one to warm up, wall seconds, all data invented. Read the ratios: the seconds",
        "are of this machine.",
        "",
        "| what | rows | seconds | beside | seconds | ratio |",
        "|---|---:|---:|---|---:|---:|",
    ]
    for line in lines:
        peer = "" if line.peer_seconds is None else f"{line.peer_seconds:.2f}"
        rows = f"{line.rows:,}" if line.rows else ""
        said.append(f"| {line.what} | {rows} | {line.seconds:.2f} | {line.peer} | {peer} | {line.ratio} |")
    return "\n".join(said) + "\n"


def main() -> None:
    """Measure and write the page."""
    folder = Path(tempfile.mkdtemp(prefix="banenafspraak-bench-"))
    lines: list[Measured] = []
    try:
        for part in (counts, readers, commands):
            for line in part(folder):
                sys.stdout.write(f"{line.what}: {line.seconds:.2f} s {line.ratio} {line.peer}\n")
                sys.stdout.flush()
                lines.append(line)
    finally:
        shutil.rmtree(folder)
    PAGE.write_text(page(lines), encoding="utf-8")
    sys.stdout.write(f"written: {PAGE}\n")


if __name__ == "__main__":
    main()
