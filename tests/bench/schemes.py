"""The schemes: one case with its full trace, the next question, the pages, and a nation for a year on one core."""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
from tests.bench.measuring import Measured, median, seconds_of
from tests.bench.site import evenly, running, sustained
from tests.factories.visitors import Visitor

from banenafspraak.core.invented.claims import invented_people
from banenafspraak.core.kernel.law import LAW
from banenafspraak.core.schemes.asking import questions
from banenafspraak.core.schemes.assessing import assess
from banenafspraak.core.schemes.cases import Case
from banenafspraak.core.schemes.means import UNKNOWN_VALUE
from banenafspraak.core.schemes.outlook import outlook
from banenafspraak.core.schemes.population import People, year_of_all
from banenafspraak.core.schemes.reading import book_of, law_book

NATION, CASES, YEAR = 450_000, 100, 2026
MEGABYTE = 1024
RATE = 20
PAGES = ("/regelingen/welke/", "/regelingen/welke/vraag/loonwaarde/", "/regelingen/uitkomst/")
BEGIN, FORM = "/regelingen/welke/begin/", {"Content-Type": "application/x-www-form-urlencoded"}
ANSWERS = {
    "wsw": "geen",
    "uitkering": "bijstand",
    "begeleid_door_gemeente": "ja",
    "in_doelgroepregister": "ja",
    "kan_minimumloon_verdienen": "nee",
    "geboortedatum": "4-5-1998",
    "loonwaarde": "60",
    "voltijd_uren": "36",
    "vaste_subsidie_afgesproken": "nee",
    "uren_per_week": "32",
    "loon_per_maand": "2400",
    "startdatum": f"1-1-{datetime.now(UTC).year + 1}",
}
BARE = ("loonwaarde", "uren_per_week", "verloonde_uren")


def measure(folder: Path) -> Iterator[Measured]:
    """In this process; the nation in one of its own, held to one core, so that its memory is its own."""
    people, book, on = invented_people(CASES, 1), law_book(), date(YEAR, 9, 30)
    cases = [_case(people, row, on) for row in range(CASES)]
    each = median(lambda: [assess(case, book) for case in cases]) / CASES
    yield Measured(f"one case, 25 schemes with full trace, {1000 * each:.2f} ms", 0, each, asked="≤ 0.005 s")
    asked = median(lambda: questions(assess(Case(on, {}), book, readings=False, guesses=False), book))
    yield Measured(f"the next question, nothing known, {1000 * asked:.1f} ms", 0, asked)
    years = median(lambda: [outlook(case, book) for case in cases]) / CASES
    yield Measured(f"three calendar years of one case, {1000 * years:.1f} ms", 0, years)
    yield Measured("all of law/ about schemes read and checked", 0, median(lambda: book_of(LAW)))
    yield from _pages(folder)
    yield from _nation()


def _pages(folder: Path) -> Iterator[Measured]:
    """Questions and outcome for visitors who answered nothing, half and all; client and server share the machine."""
    with running({"DATA_DIR": str(folder / "questions"), "DATABASE_URL": "", "DEMO": "0"}) as port:
        cookies = [_visitor(f"http://127.0.0.1:{port}", many) for many in (0, len(ANSWERS) // 2, len(ANSWERS))]
        asyncio.run(sustained(port, PAGES, connections=1, seconds=5, cookies=cookies))
        load = asyncio.run(evenly(port, PAGES, RATE, connections=RATE, cookies=cookies))
    what = f"questions and outcome, {RATE} requests/s: p95 {1000 * load.p95:.1f} ms, {load.failed} failed"
    yield Measured(what, len(load.waits), load.seconds, asked="p95 ≤ 0.08 s")


def _visitor(site: str, many: int) -> str:
    """The cookies of somebody who answered so many questions."""
    visitor = Visitor(site)
    token = visitor.token(BEGIN)
    sent = {BEGIN: ("viewpoint", "kandidaat")}
    sent |= {f"/regelingen/welke/vraag/{name}/": (name, value) for name, value in [*ANSWERS.items()][:many]}
    for address, (name, value) in sent.items():
        visitor.ask("POST", address, urlencode({"csrfmiddlewaretoken": token, name: value}), FORM)
    return visitor.headers()["Cookie"]


def _case(people: People, row: int, on: date) -> Case:
    return Case(on, {name: int(column[row]) for name, column in people.columns.items() if column[row] != UNKNOWN_VALUE})


def _nation() -> Iterator[Measured]:
    alone = [sys.executable, "-m", "tests.bench.schemes"]
    told = subprocess.run(alone, capture_output=True, text=True, check=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
    own, peer, megabytes = (float(part) for part in told.stdout.split())
    what = f"a year: LKS by month, LKV, no-risk, combinations; one core, peak {megabytes:.0f} MB"
    by_hand = "NumPy by hand: LKS and LKV in floats, no conditions"
    yield Measured(what, NATION, own, by_hand, peer, "≤ 2 s, ≤ 500 MB")


def bare(people: People) -> float:
    """The sums of LKS and LKV alone, in floats, for everybody, whatever the conditions."""
    columns = {
        name: people.columns[name].astype(np.float64) for name in ("loonwaarde", "uren_per_week", "verloonde_uren")
    }
    total = np.zeros(people.size)
    for _month in range(12):
        wage = 2294.40 * 1.08
        less = np.minimum(wage * (1 - columns["loonwaarde"] / 100), wage * 0.7)
        total += np.maximum(less, 0) * 1.25 * columns["uren_per_week"] / 3600
    return float((total + np.minimum(columns["verloonde_uren"] * 1.01, 2000)).sum())


def main() -> None:
    """A nation for a year on one core: seconds, seconds of the bare sums, and megabytes at most."""
    os.sched_setaffinity(0, {0})
    people = invented_people(NATION, 2, YEAR)
    book = law_book()
    own = median(lambda: year_of_all(people, book, YEAR))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    bare(people)
    sys.stdout.write(f"{own} {seconds_of(lambda: bare(people))} {megabytes}\n")


if __name__ == "__main__":
    main()
