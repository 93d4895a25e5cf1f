"""A file with a new edition of a published series, checked row by row: all of it is taken, or nothing and why.

The text of each cell is read by the checks of core/tables; what a row says as a figure is judged here, and what the
edition says beside the ones that are there. Nothing is mended: parts that miss their total stay as they were printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from banenafspraak.core.figures.editions import Edition, Editions
from banenafspraak.core.figures.published import FIRST, Figure
from banenafspraak.core.kernel.identifiers import holds_bsn
from banenafspraak.core.kernel.law import Source
from banenafspraak.core.kernel.periods import DECEMBER, MONTHS_PER_QUARTER, Period
from banenafspraak.core.kernel.problems import Noted, Place, Problem, ProblemsError
from banenafspraak.core.kernel.pseudonyms import KEY_BYTES, Key
from banenafspraak.core.tables.columns import plain
from banenafspraak.core.tables.door import Door
from banenafspraak.core.tables.mapping import Mapping as Columns
from banenafspraak.core.tables.reading import NUMBER, Read, Reading, read_table
from banenafspraak.core.tables.sources import one_table
from banenafspraak.core.tables.writing import unguarded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from banenafspraak.core.figures.published import Series

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
TOLD_FOR_ALL = frozenset({"reeks", "gepubliceerd_op", "bron"})
"""Columns that a file may lack when one value is told for all of its rows."""
NATION_NAMES = frozenset({"", "nederland", "nl", "landelijk"})
UNKNOWN = ""
"""The place of what names neither the nation nor a region that we know."""
MONTHS: Mapping[Series, int] = {"official": DECEMBER, "uwv_quarterly": MONTHS_PER_QUARTER}
type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Import:
    """What to import: a file, the name of the edition, the code of each name of a region, and which column is which.

    `columns.constants` says what the file leaves unsaid, such as gepubliceerd_op, bron and zekerheid.
    """

    file: Path
    name: str
    regions: Mapping[str, str] = field(default_factory=dict)
    columns: Columns = field(default_factory=Columns)


def read_edition(asked: Import, known: Editions) -> Edition:
    """The edition in a file, fit to stand beside the ones that are there.

    Raises:
        ProblemsError: with everything that keeps the file from being an edition.
    """
    noted = Noted()
    noted.found += _name_faults(asked.name, known)
    read = noted.take(partial(_read, asked))
    if read is None:
        raise ProblemsError(noted.found)
    file = read.files[0]
    rows = _placed(read.rows.to_pylist(), asked.regions)
    faults = [*(each.problem() for each in read.refused), *_row_faults(rows, file.name)]
    if faults or not rows:
        raise ProblemsError([*noted.found, *(faults or [Problem("edition-empty", Place(file.name))])])
    figures = tuple(figure_of(row, asked.name) for row in rows)
    made = Edition(asked.name, figures[0].series, rows[0]["gepubliceerd_op"], figures, file.name, file.sha256)
    noted.found += [*_beside(made, known), *_same_day(made, known, [row[NUMBER] for row in rows])]
    noted.stop()
    return made


def figure_of(row: Mapping[str, Any], edition: str) -> Figure:
    """A checked row as a figure of an edition: regio is a code or None. A mark that nobody gave is U: unverified."""
    return Figure(
        series=row["reeks"],
        measured_on=row["peildatum"],
        sector=row["sector"],
        employment_type=row["soort"],
        jobs_total=row["banen"],
        extra_jobs=row["extra_banen"],
        source=Source(edition, unguarded(row["bron"]), unguarded(row["adres"] or "")),
        mark=row["zekerheid"] or "U",
        note=unguarded(row["noot"] or ""),
        region=row["regio"],
        edition=edition,
    )


def place_of(name: str, regions: Mapping[str, str]) -> str | None:
    """The code of a region by any of its names, capitals, spaces and dashes apart; None is the nation, "" is unknown.

    >>> place_of("groot-amsterdam", {"Groot Amsterdam": "AM18"}), place_of("Nederland", {}), place_of("Ede", {})
    ('AM18', None, '')
    """
    codes = {plain(known): code for known, code in regions.items()}
    return None if plain(name) in NATION_NAMES else codes.get(plain(name), UNKNOWN)


def _name_faults(name: str, known: Editions) -> Iterator[Problem]:
    if not NAME.fullmatch(name) or holds_bsn(name):
        yield Problem("edition-name-unfit", Place("--edition"))
    elif name.casefold() in {each.casefold() for each in (FIRST, *known.names)}:
        yield Problem("edition-name-taken", Place("--edition"))


def _read(asked: Import) -> Read:
    """The rows of the file. No person stands in such a table, so its door needs no key of anyone's."""
    one_table(asked.file)
    try:
        return read_table("figures", [asked.file], Reading(Door(Key(bytes(KEY_BYTES))), asked.columns))
    except ProblemsError as error:
        raise ProblemsError(map(_unsaid, error.problems)) from None


def _unsaid(problem: Problem) -> Problem:
    """A column that the file lacks and that could be told for all rows has a remedy of its own."""
    lacks = problem.code == "column-missing" and problem.place.column in TOLD_FOR_ALL
    return Problem("edition-unsaid", problem.place) if lacks else problem


def _placed(rows: Sequence[Row], regions: Mapping[str, str]) -> list[Row]:
    """The rows with the codes of their regions in place of the names that the file gives."""
    codes = {name: place_of(name or "", regions) for name in {row["regio"] for row in rows}}
    return [{**row, "regio": codes[row["regio"]]} for row in rows]


def _row_faults(rows: Sequence[Row], file: str) -> Iterator[Problem]:
    """What is wrong with rows as figures, and between the rows of one edition."""
    met: set[tuple[Any, ...]] = set()
    for row in rows:
        faults = list(_figure_faults(row))
        name = tuple(row[column] for column in ("reeks", "peildatum", "regio", "sector", "soort"))
        if name in met:
            faults.append(("figure-double", "peildatum"))
        met.add(name)
        yield from (Problem(code, Place(file, row[NUMBER], column)) for code, column in faults)
    for column, code in (("reeks", "edition-mixed"), ("gepubliceerd_op", "edition-days-differ")):
        if other := next((row for row in rows if row[column] != rows[0][column]), None):
            yield Problem(code, Place(file, other[NUMBER], column))


def _figure_faults(row: Row) -> Iterator[tuple[str, str]]:
    if not _is_end(row["peildatum"], row["reeks"]):
        yield "figure-day-unfit", "peildatum"
    if row["peildatum"] > row["gepubliceerd_op"]:
        yield "figure-too-new", "peildatum"
    if row["banen"] is None and row["extra_banen"] is None:
        yield "figure-empty", "extra_banen"
    if row["regio"] == UNKNOWN:
        yield "region-unknown", "regio"


def _is_end(day: date, series: Series) -> bool:
    """Whether a series is measured on a day: the official one at the end of a year, the other of a quarter."""
    return day.month % MONTHS[series] == 0 and day == Period.month(day.year, day.month).last


def _beside(made: Edition, known: Editions) -> Iterator[Problem]:
    """The same edition a second time: the same file, or the same figures in another one."""
    for other in known.editions:
        if made.sha256 == other.sha256 or made.says_the_same(other):
            yield Problem("edition-known", Place(made.file), {"edition": other.name})


def _same_day(made: Edition, known: Editions, numbers: Sequence[int]) -> Iterator[Problem]:
    """Figures that another edition of the same day prints otherwise: which of the two came later cannot be seen."""
    for other in known.editions:
        if (other.series, other.published_on) != (made.series, made.published_on):
            continue
        there = {each.id: (each.extra_jobs, each.jobs_total) for each in other.figures}
        for number, each in zip(numbers, made.figures, strict=True):
            printed = each.extra_jobs, each.jobs_total
            if there.get(each.id, printed) != printed:
                place = Place(made.file, number, "gepubliceerd_op")
                yield Problem("figure-day-taken", place, {"edition": other.name})
