"""From the text of one source to checked rows: the door, the checks, the decimal sign; every row taken or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping as Choices
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.kernel.problems import Place, Problem
from banenafspraak.core.tables import checks, values as reading_of
from banenafspraak.core.tables.checks import CHECKS, HOURS, Cells, Finding
from banenafspraak.core.tables.columns import Table
from banenafspraak.core.tables.door import DIGEST, Door
from banenafspraak.core.tables.mapping import Mapping
from banenafspraak.core.tables.sources import ROW
from banenafspraak.core.tables.values import HoursReading

PERSON = "persoon_nummer"
ANONYMOUS = "zonder_bsn"
FILE = "bestand"
NUMBER = "rij"
RANK = "volgorde"
RELATION = "nummer_ikv"
WITHDRAWAL = reading_of.RULES["intrekking"]
NOTHING = HoursReading(None, None, "")
COMMA, DOT = "uren_komma", "uren_punt"
MOST_KEPT = 1_000_000
"""So many reasons are kept by row number; of more than these only the number of reasons."""


@dataclass(frozen=True, slots=True)
class Refused:
    """One reason why one row was not taken. It holds no content of the row."""

    file: str
    row: int
    column: str
    code: str

    def problem(self) -> Problem:
        """The reason as a problem with its sentences."""
        return Problem(self.code, Place(self.file, self.row, self.column or None))


@dataclass(slots=True)
class Refusals:
    """The reasons of all sources of a table, as many as are kept, and how many more there are."""

    kept: list[Refused] = field(default_factory=list)
    more: int = 0

    def add(self, file: str, findings: Iterable[Finding]) -> int:
        """Note findings, in the order of their rows; gives the number of rows that they refuse."""
        found = list(findings)
        room = MOST_KEPT - len(self.kept)
        reasons = sorted(
            ((row, one.column, one.code) for one in found for row in one.rows[: max(room, 0)].to_pylist()),
            key=lambda reason: reason[0],
        )[: max(room, 0)]
        self.kept += [Refused(file, *reason) for reason in reasons]
        self.more += sum(len(one.rows) for one in found) - len(reasons)
        return len(refused_rows(found))


def refused_rows(findings: Iterable[Finding]) -> pa.Array:
    """The numbers of the rows that findings refuse, each once."""
    rows = [one.rows.cast(pa.int64()) for one in findings]
    return pc.unique(pa.chunked_array(rows, pa.int64()))


def readers(table: Table, door: Door, choices: Choices[str, frozenset[str]]) -> Choices[str, Callable[[str], Any]]:
    """The readers of the columns of a table, which remember what they read: to be used for one table and then dropped.

    A column with choices takes these words alone.
    """

    def relation(text: str) -> int | None:
        digits = reading_of.read_relation(text)
        return None if digits is None else door.relation(digits)

    reads: dict[str, Callable[[str], Any]] = {check.column: check.read for check in CHECKS[table.name]}
    reads |= {column: checks.one_of(allowed) for column, allowed in choices.items()}
    if table.name == "payroll":
        reads |= {RELATION: relation, HOURS: reading_of.read_hours}
    return {column: lru_cache(checks.REMEMBERED)(read) for column, read in reads.items()}


@dataclass(slots=True)
class Taking:
    """Takes in the batches of one source; holds the accepted ones until the decimal sign of the whole is known."""

    table: Table
    name: str
    number: int
    rank: int
    door: Door
    mapping: Mapping
    readers: Choices[str, Callable[[str], Any]]
    refusals: Refusals
    read: int = 0
    taken: int = 0
    left: int = 0
    persons_left: list[pa.Array] = field(default_factory=list)
    _batches: list[pa.RecordBatch] = field(default_factory=list)
    _signs: set[str] = field(default_factory=set)

    def take(self, batch: pa.RecordBatch) -> None:
        """Take in the rows of a batch."""
        self.read += batch.num_rows
        taken, findings = self._values(batch)
        findings += checks.across(self.table.name, batch.column(ROW), taken)
        taken |= {FILE: pa.repeat(pa.scalar(self.number, pa.int32()), batch.num_rows), NUMBER: batch.column(ROW)}
        if self.table.name == "payroll":
            taken[RANK] = pa.repeat(pa.scalar(self.rank, pa.int32()), batch.num_rows)
        fit = pa.RecordBatch.from_pydict(taken)
        if findings:
            refused = pc.is_in(batch.column(ROW), refused_rows(findings))
            self._leave(fit, refused)
            fit = fit.filter(pc.invert(refused))
            self.left += self.refusals.add(self.name, findings)
        self._batches.append(fit)

    def refuse_odd(self, rows: list[int]) -> None:
        """Refuse rows that have not even the right number of fields."""
        if rows:
            self.read += len(rows)
            self.left += self.refusals.add(self.name, [Finding(pa.array(rows, pa.int64()), "", "row-width")])

    def accepted(self) -> pa.Table:
        """The accepted rows; hours that can be read in two ways follow the file, or are refused."""
        nothing = empty(self.table)
        rows = pa.Table.from_batches(self._batches) if self._batches else nothing
        rows = self._settled(rows) if COMMA in rows.column_names else rows
        self.taken = rows.num_rows
        return rows.select(nothing.column_names)

    def _leave(self, rows: pa.RecordBatch | pa.Table, refused: pa.Array) -> None:
        """Note who stands in refused rows: they are in the file, even when no row of theirs is taken."""
        if self.table.person:
            self.persons_left.append(pc.unique(rows[PERSON].filter(refused)))

    def _cells(self, batch: pa.RecordBatch, column: str) -> Cells:
        at = batch.schema.get_field_index(column)
        return Cells.of(None if at < 0 else batch.column(at), batch.num_rows, self.mapping.constants.get(column))

    def _values(self, batch: pa.RecordBatch) -> tuple[dict[str, pa.Array], list[Finding]]:
        rows = batch.column(ROW)
        cells = {check.column: self._cells(batch, check.column) for check in CHECKS[self.table.name]}
        withdrawn = _withdrawn(cells.get("regel"))
        taken: dict[str, pa.Array] = {}
        findings: list[Finding] = []
        for check in CHECKS[self.table.name]:
            read = self.readers[check.column]
            taken[check.column], more = checks.check_column(rows, check, cells[check.column], read, withdrawn)
            findings += more
        if self.table.name == "payroll":
            hours, more = self._hours(rows, self._cells(batch, HOURS), withdrawn)
            taken |= hours
            findings += more
        if self.table.person:
            findings += self._persons(batch, taken)
        return taken, findings

    def _persons(self, batch: pa.RecordBatch, taken: dict[str, pa.Array]) -> list[Finding]:
        rows = batch.column(ROW)
        bsn, persoon, own = (self._cells(batch, name) for name in ("bsn", "persoon", "personeelsnummer"))
        employer = taken.get("loonheffingennummer", pa.nulls(batch.num_rows, pa.string()))
        admitted = self.door.admit(bsn, persoon, own, employer)
        taken |= {PERSON: admitted.person, ANONYMOUS: admitted.anonymous}
        absent = pc.is_null(admitted.person) if admitted.person.null_count else None
        if absent is not None and admitted.wrong is not None:
            absent = pc.and_not(absent, admitted.wrong)
        wrong = checks.found(rows, admitted.wrong, "bsn", "bsn-wrong")
        return wrong + checks.found(rows, absent, "bsn", "person-missing")

    def _hours(
        self, rows: pa.Array, cells: Cells, withdrawn: pa.Array | None
    ) -> tuple[dict[str, pa.Array], list[Finding]]:
        readings = [NOTHING if text is None else self.readers[HOURS](text) for text in cells.texts]
        self._signs |= {one.shows for one in readings if one.shows}
        comma, dot = [one.comma for one in readings], [one.dot for one in readings]
        unread = [text is not None and one[:2] == NOTHING[:2] for text, one in zip(cells.texts, readings, strict=True)]
        most = reading_of.MOST_HOURS
        large = [abs(one.comma or 0) > most or abs(one.dot or 0) > most for one in readings]
        by_comma = cells.spread(comma, pa.int64())
        taken = {COMMA: by_comma, DOT: by_comma if comma == dot else cells.spread(dot, pa.int64())}
        return taken, [
            *checks.found(rows, checks.missing(cells, withdrawn), HOURS, "hours-missing"),
            *checks.found(rows, cells.where(unread), HOURS, "hours-unreadable"),
            *checks.found(rows, cells.where(large), HOURS, "hours-out-of-range"),
        ]

    def _settled(self, rows: pa.Table) -> pa.Table:
        """One column of hours, by the sign that the user told, else by the only sign that the file shows."""
        shown = next(iter(self._signs)) if len(self._signs) == 1 else None
        sign = self.mapping.decimal or shown
        comma, dot = rows[COMMA], rows[DOT]
        one_way = pc.or_(pc.fill_null(pc.equal(comma, dot), False), pc.and_(pc.is_null(comma), pc.is_null(dot)))  # noqa: FBT003 - arrow's own order of arguments
        hours = dot if sign == "." else comma
        unfit, code = (
            (pc.and_(pc.is_null(hours), pc.invert(one_way)), "hours-unreadable")
            if sign
            else (pc.invert(one_way), "hours-ambiguous")
        )
        rows = rows.drop_columns([COMMA, DOT]).append_column(HOURS, hours)
        if not pc.any(unfit).as_py():
            return rows
        refused = rows[NUMBER].filter(unfit).combine_chunks()
        self.left += self.refusals.add(self.name, [Finding(refused, HOURS, code)])
        self._leave(rows, unfit)
        return rows.filter(pc.invert(unfit))


def _withdrawn(rule: Cells | None) -> pa.Array | None:
    return rule and rule.where([text is not None and reading_of.read_rule(text) == WITHDRAWAL for text in rule.texts])


def empty(table: Table) -> pa.Table:
    """A table of this kind without rows."""
    fields = {check.column: check.type for check in CHECKS[table.name]} | {FILE: pa.int32(), NUMBER: pa.int64()}
    if table.person:
        fields |= {PERSON: DIGEST, ANONYMOUS: pa.bool_()}
    if table.name == "payroll":
        fields |= {HOURS: pa.int64(), RANK: pa.int32()}
    return pa.table({name: pa.array([], kind) for name, kind in fields.items()})
