"""A file of organisations: its headers and what they probably are, its rows as lines, and a file to take along.

What export writes, import reads: the columns are those of core/tables.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping as Names
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from banenafspraak.core.kernel.identifiers import looks_like_bsn
from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.kernel.pseudonyms import KEY_BYTES, Key
from banenafspraak.core.organisations.importing import Known, Line, line_of
from banenafspraak.core.regions.membership import municipality_named
from banenafspraak.core.reports.spreadsheets import Sheet, workbook
from banenafspraak.core.tables.arriving import MEGABYTE, Arrival
from banenafspraak.core.tables.columns import ORGANISATIONS
from banenafspraak.core.tables.door import Door
from banenafspraak.core.tables.mapping import Mapping
from banenafspraak.core.tables.proposing import headers_of
from banenafspraak.core.tables.reading import Intake, Reading
from banenafspraak.core.tables.taking import NUMBER
from banenafspraak.core.tables.values import ORGANISATIONS as KINDS
from banenafspraak.core.tables.writing import csv_bytes, unguarded

if TYPE_CHECKING:
    from banenafspraak.core.kernel.problems import Problem
    from banenafspraak.core.tables.sources import Source
    from banenafspraak.core.tables.writing import Line as Written

    type Tell = Callable[[int], None]
    """Told how many rows were read so far."""

MOST_BYTES, MOST_ROWS = 16 * MEGABYTE, 60_000
WORDS = {code: word for word, code in KINDS.items()}
COLUMNS = ORGANISATIONS.names()
TEXTS = ("naam", "subsector", "gemeenten", "werknemers_bron")
LIMITS = {"megabytes": MOST_BYTES // MEGABYTE, "rows": MOST_ROWS}


@dataclass(frozen=True, slots=True)
class Head:
    """The headers of a file, and which of them are probably which column."""

    headers: tuple[str, ...]
    columns: Names[str, str]


@dataclass(frozen=True, slots=True)
class Rows:
    """What was read of a file: lines, and each row that was refused with everything that is wrong with it."""

    lines: tuple[Line, ...]
    refused: Names[int, tuple[Problem, ...]]

    @property
    def read(self) -> int:
        """All rows that were read."""
        return len(self.lines) + len(self.refused)


def head_of(name: str, content: bytes) -> Head:
    """The headers of a file, and a guess at what they are.

    Raises:
        ProblemsError: it is too large, of a kind that is not taken, broken, or has no headers.
    """
    headers = [header for header in headers_of(_source(name, content), ORGANISATIONS, Mapping()) if header]
    if not headers or any(map(looks_like_bsn, headers)):
        raise stop("csv-no-header", Place(name), columns=", ".join(COLUMNS))
    chosen = {column.name: column.choose(headers) for column in ORGANISATIONS.columns}
    return Head(tuple(headers), {ours: theirs[0] for ours, theirs in chosen.items() if theirs})


def rows_of(name: str, content: bytes, mapping: Mapping, tell: Tell = lambda rows: None) -> Rows:  # noqa: ARG005 - nobody is told
    """The rows of a file.

    Raises:
        ProblemsError: with everything that keeps the file from being read as a whole.
    """

    def progress(_name: str, _done: int, _whole: int, rows: int) -> None:
        if rows > MOST_ROWS:
            raise stop("import-too-large", Place(name), **LIMITS)
        tell(rows)

    reading = Reading(Door(Key(secrets.token_bytes(KEY_BYTES))), mapping, progress=progress)
    intake = Intake(ORGANISATIONS, reading)
    intake.noted.found += mapping.faults(ORGANISATIONS, name)
    intake.noted.stop()
    intake.source(_source(name, content))
    found = intake.result()
    refused: dict[int, list[Problem]] = defaultdict(list)
    for one in found.refused:
        refused[one.row].append(one.problem())
    lines = []
    for cells in found.rows.to_pylist():
        texts = {column: unguarded(cells[column]) for column in TEXTS if cells[column]}
        line = line_of(cells[NUMBER], cells | texts, name)
        if isinstance(line, Line):
            lines.append(line)
        else:
            refused[cells[NUMBER]] += line
    return Rows(tuple(lines), {row: tuple(some) for row, some in sorted(refused.items())})


def _source(name: str, content: bytes) -> Source:
    if len(content) > MOST_BYTES:
        raise stop("import-too-large", Place(name), **LIMITS)
    parts = iter((content,))
    source = Arrival(name, 0, lambda: next(parts, b""), len(content)).source()
    if source.kind == "xml":
        raise stop("file-kind-unknown", source.place, kinds=".csv, .txt, .tsv, .xlsx")
    return replace(source, digest=lambda: "")


def written(known: Iterable[Known]) -> list[Written]:
    """Organisations as lines of a file, in the columns that an import reads."""
    return [_line(one) for one in known]


def as_csv(known: Iterable[Known]) -> bytes:
    """Organisations as CSV."""
    return csv_bytes(COLUMNS, written(known))


def as_spreadsheet(known: Iterable[Known], title: str) -> bytes:
    """Organisations as XLSX. Numbers such as that of the KvK stay text, so that no digit is lost."""
    return workbook([Sheet(title, COLUMNS, written(known))])


def _line(one: Known) -> Written:
    facts = one.facts
    days = (facts.workers_on, facts.active_from, facts.active_to)
    workers_on, active_from, active_to = (day.isoformat() if day else None for day in days)
    return {
        "kenmerk": one.id,
        "naam": facts.name,
        "soort_organisatie": WORDS[facts.kind],
        "sector": facts.sector or None,
        "subsector": facts.subsector or None,
        "kvk": facts.kvk or None,
        "oin": facts.oin or None,
        "website": facts.website or None,
        "gemeenten": ", ".join(map(_municipality, facts.municipalities)) or None,
        "werknemers": facts.workers,
        "werknemers_op": workers_on,
        "werknemers_bron": facts.workers_source or None,
        "actief_vanaf": active_from,
        "actief_tot": active_to,
    }


def _municipality(code: str) -> str:
    found = municipality_named(code)
    return found.name if found else code
