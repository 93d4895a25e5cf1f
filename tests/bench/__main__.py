"""`make bench`: measures beside peers in the same run and writes docs/reference/speed.md, a section per group.

`python -m tests.bench reading employer` runs these groups and leaves the other sections of the page as they are. A
figure alone says more about the machine than about the program: read the ratios.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from tests.bench import api, counting, employer, nation, own_count, people, reading, schemes, site
from tests.bench.measuring import TIMES, Measured

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "speed.md"
COLUMNS = ("what", "rows", "seconds", "beside", "seconds", "ratio", "asked")
HEADING = "\n## "


@dataclass(frozen=True)
class Group:
    """Measurements that belong together: the title of their section, and what takes them, given a folder for files."""

    title: str
    measure: Callable[[Path], Iterator[Measured]]


GROUPS = {
    "nation": Group("The nation: a year from a store", nation.measure),
    "counting": Group("Counting", counting.measure),
    "reading": Group("Reading", reading.measure),
    "api": Group("The API and open data, client and server on one machine", api.measure),
    "employer": Group("One employer, 5,000 workers and twelve months, from command to result", employer.measure),
    "own": Group("The own count on the site, 5,000 workers and twelve months", own_count.measure),
    "people": Group("Who is logged in: 50,000 organisations, 20,000 accounts, a long trail", people.measure),
    "schemes": Group("Schemes: one case, and a nation for a year", schemes.measure),
    "site": Group("The site: public pages, client and server on one machine", site.measure),
}
LEAD = f"""\
# Speed

Written by `make bench`; `python -m tests.bench GROUP` writes one section again ({", ".join(GROUPS)}).
Medians of {TIMES} runs after one to warm up, wall seconds, own work and its peer by turns; all data is invented. Read
the ratios: the seconds are of the machine. *Asked* is what the project asks of itself.
"""


def section(title: str, lines: Sequence[Measured]) -> str:
    """A section as Markdown."""
    versions = f"Python {platform.python_version()}, DuckDB {duckdb.__version__}"
    told = f"Measured on {datetime.now(UTC).date()}: {os.cpu_count()} cores ({platform.machine()}), {versions}."
    table = [COLUMNS, ("---", "---:", "---:", "---", "---:", "---:", "---"), *(line.cells() for line in lines)]
    return "\n".join([title, "", told, "", *(f"| {' | '.join(cells)} |" for cells in table), ""])


def page(old: str, made: Mapping[str, str]) -> str:
    """The page with the sections that were made, and the others as they were."""
    kept = {text.split("\n", 1)[0]: text.rstrip() + "\n" for text in old.split(HEADING)[1:]}
    titles = [group.title for group in GROUPS.values()]
    return HEADING.join([LEAD, *(text for title in titles if (text := (kept | made).get(title)))])


def main() -> None:
    """Measure the groups asked for, all of them when none is, and write their sections."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    asked = parser.parse_args().groups or list(GROUPS)
    if unknown := set(asked) - set(GROUPS):
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    folder = Path(tempfile.mkdtemp(prefix="banenafspraak-bench-"))
    made: dict[str, str] = {}
    try:
        for group in (GROUPS[name] for name in GROUPS if name in asked):
            lines: list[Measured] = []
            for line in group.measure(folder):
                sys.stdout.write(f"{line.what}: {line.seconds:.2f} s {line.ratio} {line.peer}\n")
                sys.stdout.flush()
                lines.append(line)
            made[group.title] = section(group.title, lines)
    finally:
        shutil.rmtree(folder)
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8") if PAGE.exists() else "", made), encoding="utf-8")
    sys.stdout.write(f"written: {PAGE}\n")


if __name__ == "__main__":
    main()
