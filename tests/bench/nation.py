"""A nation's year from a store, beside peers on the same rules and the same files. BENCH_SCALE makes it smaller.

Each job runs in a process of its own, so that its memory is its own too. All give the same cells, or the bench stops.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from pyarrow import parquet
from tests.bench import peers
from tests.bench.measuring import Measured

from banenafspraak.core.counting.definitions import built_in
from banenafspraak.core.counting.engines import Cluster, find_engine
from banenafspraak.core.counting.engines.duckdb import DuckEngine
from banenafspraak.core.counting.engines.sql import plan_tables
from banenafspraak.core.counting.plan import By, make_plan
from banenafspraak.core.counting.store import steps
from banenafspraak.core.counting.store.making import Terms
from banenafspraak.core.counting.store.objects import Objects
from banenafspraak.core.counting.store.shelf import Shelf
from banenafspraak.core.counting.store.state import Store
from banenafspraak.core.invented.nation import Nation, write_nation
from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.kernel.pseudonyms import Key

SCALE = Fraction(os.environ.get("BENCH_SCALE", "1"))
TIMES = 3
MONTHS = [Period.month(2018, month) for month in range(1, 13)]
SIX: tuple[By, ...] = ("sector", "soort", "regio", "grondslag", "leeftijdsklasse", "maand")
PUBLISHED: list[tuple[By, ...]] = [
    (), ("sector",), ("soort",), ("regio",), ("grondslag",), ("leeftijdsklasse",), ("maand",), ("sector", "regio"),
]  # fmt: skip
CORRECTED = 1000
HAND = steps.Hand(Key(bytes(32)), datetime(2026, 1, 1, tzinfo=UTC))
YEAR = make_plan(built_in("employer-year"), "2018", SIX)


def write_store(folder: Path, nation: Nation) -> None:
    """A store with a year, and a register of which a thousand persons differ beside it."""
    steps.init(folder, HAND)
    steps.register(folder, HAND, nation.register)
    steps.employers(folder, HAND, nation.employers)
    for path in nation.payroll:
        steps.add(folder, HAND, [path])


def corrected(nation: Nation, persons: int, *, new: bool) -> Path:
    """The register with some rows that begin a year later; half of them, when asked, as persons who were not in it."""
    lines = nation.register.read_text("utf-8").splitlines()
    header = lines[0].split(";")
    at, person = header.index("datum_begin"), header.index("persoon")
    step = (len(lines) - 1) // persons
    for number in range(1, step * persons + 1, step):
        cells = lines[number].split(";")
        cells[at] = f"{int(cells[at][:4]) + 1}{cells[at][4:]}"
        if new and number % 2:
            cells[person] = f"n{(int(cells[person][1:]) + 4_000_003) % 9_000_000:07d}"
        lines[number] = ";".join(cells)
    path = nation.register.with_name(f"register-verbeterd-{new}.csv")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def given(shelf: Shelf, months: int) -> peers.Given:
    """What peers read of a store."""
    kept = list(shelf.state.months.values())[:months]
    tables = {
        name: table for name, table in plan_tables(YEAR).items() if name in {"regions", "vensters", "geboortejaren"}
    }
    employers = shelf.objects.path(shelf.state.employers.rows if shelf.state.employers else "")
    return peers.Given(
        tuple(shelf.objects.path(part) for month in kept for part in month.rows),
        tables
        | {
            "register": parquet.read_table(shelf.maker.register_of(YEAR, shelf.maker.register.rows)),
            "employers": parquet.read_table(employers, columns=["werkgever_nummer", "sector", "gemeente"]),
        },
    )


def first_months(store: Store, months: int) -> Store:
    """The same store as if it had only its first months."""
    kept = dict(list(store.state.months.items())[:months])
    return Store(Objects(store.folder), replace(store.state, months=kept), store.digest)


def made(shelf: Shelf) -> set[Path]:
    """What was made so far."""
    return {path for path in shelf.objects.made.glob("*/*") if path.is_file()}


def forget(shelf: Shelf) -> None:
    """Take away everything that was made but the intervals of the register: peers get those ready too."""
    drop(made(shelf) - {shelf.maker.register_of(YEAR, shelf.maker.register.base)})


def drop(paths: set[Path]) -> None:
    """Take away what was made, so that it is made again."""
    for path in paths:
        path.unlink()


def timed(job: Callable[[], object], before: Callable[[], object] = lambda: None) -> list[float]:
    """Wall seconds of a few runs after one to warm up; before each something may be taken away."""
    found = []
    for _ in range(TIMES + 1):
        before()
        begun = time.perf_counter()
        job()
        found.append(time.perf_counter() - begun)
    return found[1:]


def count_from_nothing(store: Store, months: int) -> list[float]:
    """Extract, facts and cube of every month, and the cells."""
    shelf = Shelf(first_months(store, months), DuckEngine())
    return timed(lambda: Shelf(shelf.store, DuckEngine()).tables(YEAR, [SIX]), lambda: forget(shelf))


def count_with_persons(store: Store, months: int) -> list[float]:
    """The same with distinct persons, tallies and who works: everything that a result holds."""
    shelf = Shelf(first_months(store, months), DuckEngine())
    return timed(lambda: Shelf(shelf.store, DuckEngine()).outcome(YEAR), lambda: forget(shelf))


def count_from_extract(store: Store, months: int) -> list[float]:
    """As after another version of the rules: the extracts are there, nothing else is."""
    shelf = Shelf(first_months(store, months), DuckEngine())
    forget(shelf)
    for month in shelf.state.months.values():
        shelf.maker.extract(Terms.of(YEAR), month, shelf.maker.register.persons)
    extracts = made(shelf)
    return timed(lambda: Shelf(shelf.store, DuckEngine()).tables(YEAR, [SIX]), lambda: drop(made(shelf) - extracts))


def count_after_a_month(store: Store, months: int) -> list[float]:
    """As after adding the last month: what was made of the others is there."""
    shelf = Shelf(first_months(store, months - 1), DuckEngine())
    forget(shelf)
    shelf.tables(YEAR, [SIX])
    before, whole = made(shelf), first_months(store, months)
    return timed(lambda: Shelf(whole, DuckEngine()).tables(YEAR, [SIX]), lambda: drop(made(shelf) - before))


def count_after_corrections(store: Store, months: int) -> list[float]:
    """As after a register of which a thousand persons differ."""
    plain = replace(store.state.register, changed=None, added=None, rows=store.state.register.base)
    then = Store(Objects(store.folder), replace(store.state, register=plain), store.digest)
    forget(Shelf(then, DuckEngine()))
    Shelf(first_months(then, months), DuckEngine()).tables(YEAR, [SIX])
    shelf = Shelf(first_months(store, months), DuckEngine())
    before = made(shelf)
    return timed(lambda: Shelf(shelf.store, DuckEngine()).tables(YEAR, [SIX]), lambda: drop(made(shelf) - before))


def tables_from_the_cube(store: Store, months: int) -> list[float]:
    """Eight tables when everything was made before."""
    shelf = Shelf(first_months(store, months), DuckEngine())
    shelf.tables(YEAR, PUBLISHED)
    return timed(lambda: Shelf(shelf.store, DuckEngine()).tables(YEAR, PUBLISHED))


def peer(run: Callable[[peers.Given], object]) -> Callable[[Store, int], list[float]]:
    """A peer as a job."""
    return lambda store, months: timed(lambda: run(given(Shelf(store, DuckEngine()), months)))


def in_spark(store: Store, months: int) -> list[float]:
    """PySpark on two local cores, the same statements over the same files."""
    engine = find_engine("spark", Cluster("local[2]"))
    shelf = Shelf(first_months(store, months), engine)
    return timed(lambda: shelf.recount(YEAR, engine))


JOBS: dict[str, Callable[[Store, int], list[float]]] = {
    "first": count_from_nothing,
    "whole": count_with_persons,
    "extract": count_from_extract,
    "month": count_after_a_month,
    "corrections": count_after_corrections,
    "tables": tables_from_the_cube,
    "bare": peer(peers.bare),
    "hand": peer(peers.by_hand),
    "polars": peer(peers.in_polars),
    "pandas": peer(peers.in_pandas),
    "spark": in_spark,
}


def run(job: str, folder: Path, months: int = 12) -> tuple[float, float]:
    """Median wall seconds and peak gigabytes of a job in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.nation", job, str(folder), str(months)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = json.loads(said.splitlines()[-1])
    return statistics.median(found["seconds"]), found["peak"]


def agree(store: Store) -> int:
    """Stop when peers and store do not give the same cells of a month; else the number of cells."""
    shelf = Shelf(first_months(store, 1), DuckEngine())
    [ours] = shelf.tables(YEAR, [SIX])
    known = given(shelf, 1)
    for each in (peers.by_hand, peers.in_polars, peers.in_pandas):
        if each(known) != ours:
            raise ArithmeticError(f"{each.__name__} gives other cells")
    return len(ours)


def measure(folder: Path) -> Iterator[Measured]:
    """A year of the nation: brought in, counted from nothing and after each kind of step, beside peers."""
    nation = write_nation(folder / "natie", SCALE, 1, MONTHS)
    store = folder / "opslag"
    begun = time.perf_counter()
    write_store(store, nation)
    kept = Store.open(store)
    rows = sum(month.count for month in kept.state.months.values())
    yield Measured("bring a year in: read, check, digest, number, resolve", rows, time.perf_counter() - begun)
    agree(kept)
    hand, _ = run("hand", store)
    first, peak = run("first", store)
    yield Measured(
        f"first full count, cells; peak {peak:.2f} GB", rows, first, "one statement by hand", hand, "≤ 1.3 ×, ≤ 1 GB"
    )
    yield Measured("the same", rows, first, "bare decoding of its columns", run("bare", store)[0], "≤ 3.5 ×")
    whole, peak = run("whole", store)
    yield Measured(
        f"the same with persons, tallies, who works; peak {peak:.2f} GB", rows, whole, "first full count", first
    )
    for what, job, asked in (
        ("from the extract, as under other rules", "extract", "≤ 0.4 ×"),
        ("after adding a month", "month", "≤ 0.2 ×"),
    ):
        yield Measured(what, rows, run(job, store)[0], "first full count", first, asked)
    yield Measured("eight tables from the cube", rows, run("tables", store)[0], asked="≤ 0.1 s")
    some = max(1, round(CORRECTED * SCALE))
    for told, new, asked in (("persons", False, "≤ 0.25 ×"), ("persons, half of them new in the register", True, "")):
        steps.register(store, HAND, corrected(nation, some, new=new))
        what = f"after {some:,} corrected {told}"
        yield Measured(what, rows, run("corrections", store)[0], "first full count", first, asked)
    for name, job, months in (
        ("Polars, streaming", "polars", 12),
        ("pandas", "pandas", 1),
        ("PySpark local[2]", "spark", 1),
        ("PySpark local[2]", "spark", 12),
    ):
        ours = first if months == len(MONTHS) else run("first", store, months)[0]
        told = rows if months == len(MONTHS) else rows * months // len(MONTHS)
        seconds, peak = run(job, store, months)
        asked = "≤ 0.2 ×" if job == "spark" and told == rows else ""
        yield Measured("first full count, cells", told, ours, f"{name}; peak {peak:.2f} GB", seconds, asked)
    for months in (1, 3):
        ours, other = run("first", store, months)[0], run("hand", store, months)[0]
        yield Measured(f"growth: {months} of twelve months", rows * months // 12, ours, "one statement by hand", other)


def peak() -> float:
    """The most gigabytes that this process and those it started held at once; of each its own most, added up."""
    own = Path("/proc/self/task").glob("*/children")
    processes = ["self", *(child for file in own for child in file.read_text("ascii").split())]
    told = [Path(f"/proc/{process}/status").read_text("utf-8") for process in processes]
    return sum(int(line.split()[1]) for text in told for line in text.splitlines() if "VmHWM" in line) / 1024**2


def main() -> None:
    """One job, for the process that measures it."""
    job, folder, months = sys.argv[1:]
    seconds = JOBS[job](Store.open(Path(folder)), int(months))
    sys.stdout.write(json.dumps({"seconds": seconds, "peak": peak()}) + "\n")


if __name__ == "__main__":
    main()
