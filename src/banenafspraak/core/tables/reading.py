"""One table out of many files: sources, batches of text, the door, the checks; accepted + refused = read.

Readers of all formats give text; here it becomes values. What the values mean for the count is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping as Choices
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.kernel.receipts import InputFile, sha256_file
from banenafspraak.core.tables import checks
from banenafspraak.core.tables.checks import CHECKS, HOURS, TABLES, Finding
from banenafspraak.core.tables.columns import Table, TableName
from banenafspraak.core.tables.door import Door
from banenafspraak.core.tables.formats import columnar, loonaangifte, separated, spreadsheet, suwi, xml_kind
from banenafspraak.core.tables.mapping import Mapping
from banenafspraak.core.tables.sources import ROW, Batches, Source, sources

PERSON = "persoon_nummer"
ANONYMOUS = "zonder_bsn"
FILE = "bestand"
NUMBER = "rij"
RANK = "volgorde"
COMMA, DOT = "uren_komma", "uren_punt"
Progress = Callable[[str, int, int, int], None]
"""Told the source's name, bytes read, bytes in all (0 when not known) and rows read, while a table is read."""
ANY: Choices[str, frozenset[str]] = MappingProxyType({})


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


@dataclass(frozen=True, slots=True)
class Read:
    """A checked table: its values, the files it came from, the rows refused, and the names of its sources by number."""

    rows: pa.Table
    files: tuple[InputFile, ...]
    refused: tuple[Refused, ...] = ()
    source_names: tuple[str, ...] = ()

    @property
    def rows_read(self) -> int:
        """Rows read, accepted and refused together."""
        return sum(file.rows_read for file in self.files)


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: by which mapping, through which door, with which values allowed, and whom to tell of progress."""

    door: Door
    mapping: Mapping = field(default_factory=Mapping)
    choices: Choices[str, frozenset[str]] = field(default_factory=lambda: ANY)
    xsd: Path | None = None
    progress: Progress = lambda name, done, total, rows: None  # noqa: ARG005 - nobody is told


def read_table(name: TableName, paths: Iterable[Path], reading: Reading, corrections: Iterable[Path] = ()) -> Read:
    """A checked table from files, folders and archives; named corrections come after the deliveries, in their order.

    Raises:
        ProblemsError: with all files that cannot be read as such a table.
    """
    ranked = [(path, 0) for path in paths] + [(path, rank) for rank, path in enumerate(corrections, 1)]
    problems: list[Problem] = []
    reads: list[_OneFile] = []
    names: list[str] = []
    for path, rank in ranked:
        try:
            for source in sources([path]):
                names.append(source.name)
                reads.append(_OneFile(TABLES[name], source, len(names) - 1, rank, reading))
                reads[-1].read()
        except ProblemsError as error:
            problems += error.problems
    if problems:
        raise ProblemsError(problems)
    rows = pa.concat_tables([one.accepted() for one in reads])
    return Read(rows, _files(name, reads), tuple(r for one in reads for r in one.refused), tuple(names))


def _files(role: str, reads: list[_OneFile]) -> tuple[InputFile, ...]:
    """One entry per file on disk, with the rows of all tables inside it."""
    by_path: dict[Path, list[_OneFile]] = {}
    for one in reads:
        by_path.setdefault(one.source.file, []).append(one)
    return tuple(
        InputFile(
            role,
            path.name,
            sha256_file(path),
            sum(o.count for o in many),
            sum(o.taken for o in many),
            sum(o.left for o in many),
        )
        for path, many in by_path.items()
    )


class _OneFile:
    """Reads one source; holds its accepted batches until the decimal sign of the whole is known."""

    def __init__(self, table: Table, source: Source, number: int, rank: int, reading: Reading) -> None:
        self.table, self.source, self._number, self._rank, self._reading = table, source, number, rank, reading
        self.refused: list[Refused] = []
        self.count = self.left = self.taken = 0
        self._bytes = 0
        self._batches: list[pa.RecordBatch] = []
        self._odd = separated.OddRows()

    def read(self) -> None:
        """Read the source to its end."""
        columns: dict[str, str] | None = None
        for batch in self._formats():
            if columns is None:
                columns = self._columns(batch.schema.names)
            self._take(_without_blank(batch), columns)
            self._reading.progress(self.source.name, self._bytes, self.source.size, self.count)
        for row in sorted(self._odd.numbers):
            self._refuse([Finding(row, "", "row-width")])
        self.count += len(self._odd.numbers)

    def accepted(self) -> pa.Table:
        """The accepted rows; hours that can be read in two ways follow the file, or are refused."""
        if not self._batches:
            return _empty(self.table)
        rows = pa.Table.from_batches(self._batches)
        rows = self._settled(rows) if COMMA in rows.column_names else rows
        self.taken = rows.num_rows
        return rows

    def _formats(self) -> Batches:
        source, tick, mapping = self.source, self._tick, self._reading.mapping
        match source.kind:
            case "csv":
                return separated.batches(source, tick, self.table, mapping, self._odd)
            case "xlsx":
                return spreadsheet.batches(source, tick, self.table, mapping)
            case "parquet":
                return columnar.batches(source, tick, self.table, mapping)
            case "xml":
                return self._xml()

    def _xml(self) -> Batches:
        if xml_kind.detect(self.source) == "suwi":
            return suwi.batches(self.source, self._tick)
        return loonaangifte.batches(self.source, self._tick, self._reading.xsd)

    def _tick(self, done: int) -> None:
        self._bytes = done

    def _columns(self, headers: list[str]) -> dict[str, str]:
        if self.source.kind == "xml":
            return {name: name for name in headers if name != ROW}
        return self._reading.mapping.apply(self.table, [name for name in headers if name != ROW], self.source.place)

    def _refuse(self, found: list[Finding]) -> None:
        self.refused += [Refused(self.source.name, one.row, one.column, one.code) for one in found]
        self.left += len({one.row for one in found})

    def _take(self, batch: pa.RecordBatch, columns: dict[str, str]) -> None:
        values, found = self._values(batch, columns)
        found += _across(self.table.name, batch.column(ROW), values)
        values |= {FILE: pa.repeat(pa.scalar(self._number, pa.int32()), batch.num_rows), NUMBER: batch.column(ROW)}
        if self.table.name == "payroll":
            values[RANK] = pa.repeat(pa.scalar(self._rank, pa.int32()), batch.num_rows)
        fit = pa.RecordBatch.from_pydict(values)
        if found:
            bad = pa.array(sorted({one.row for one in found}), pa.int64())
            fit = fit.filter(pc.invert(pc.is_in(batch.column(ROW), bad)))
        self.count += batch.num_rows
        self._refuse(found)
        self._batches.append(fit)

    def _values(self, batch: pa.RecordBatch, columns: dict[str, str]) -> tuple[dict[str, pa.Array], list[Finding]]:
        constants = self._reading.mapping.constants
        text = {
            c.column: checks.stripped(batch, columns.get(c.column), constants.get(c.column))
            for c in CHECKS[self.table.name]
        }
        withdrawn = _withdrawn(text.get("regel"), batch.num_rows)
        values: dict[str, pa.Array] = {}
        found: list[Finding] = []
        for check in CHECKS[self.table.name]:
            values[check.column], more = checks.check_column(batch, check, text[check.column], withdrawn)
            found += more
        for column, allowed in self._reading.choices.items():
            found += _outside(batch, text[column], column, allowed)
        if self.table.person:
            admitted = self._reading.door.admit(batch, columns)
            values |= {PERSON: admitted.person, ANONYMOUS: admitted.anonymous}
            for code in ("person-missing", "bsn-wrong"):
                mask = pc.fill_null(pc.equal(admitted.problem, code), False)  # noqa: FBT003 - arrow's own order of arguments
                found += checks.findings(batch.column(ROW), mask, "bsn", code)
        if self.table.name == "payroll":
            values |= self._hours(
                batch, checks.stripped(batch, columns.get(HOURS), constants.get(HOURS)), withdrawn, found
            )
        if self.table.name == "keys":
            values["aandeel"] = checks.stripped(batch, columns.get("aandeel"), constants.get("aandeel"))
        return values, found

    def _hours(
        self, batch: pa.RecordBatch, text: pa.Array, withdrawn: pa.Array, found: list[Finding]
    ) -> dict[str, pa.Array]:
        comma, dot = checks.hours(text)
        rows = batch.column(ROW)
        found += checks.findings(rows, pc.and_not(pc.is_null(text), withdrawn), HOURS, "hours-missing")
        unread = pc.and_(pc.is_valid(text), pc.and_(pc.is_null(comma), pc.is_null(dot)))
        found += checks.findings(rows, unread, HOURS, "hours-unreadable")
        for reading in (comma, dot):
            too_many = pc.fill_null(pc.greater(pc.abs(reading), checks.MOST_HOURS), False)  # noqa: FBT003 - arrow's own order of arguments
            found += checks.findings(rows, too_many, HOURS, "hours-out-of-range")
        return {COMMA: comma, DOT: dot}

    def _settled(self, rows: pa.Table) -> pa.Table:
        comma, dot = rows[COMMA].combine_chunks(), rows[DOT].combine_chunks()
        only_comma = pc.any(pc.and_(pc.is_valid(comma), pc.is_null(dot))).as_py()
        only_dot = pc.any(pc.and_(pc.is_valid(dot), pc.is_null(comma))).as_py()
        sign = self._reading.mapping.decimal or (
            "," if only_comma and not only_dot else "." if only_dot and not only_comma else None
        )
        two_ways = pc.fill_null(pc.not_equal(comma, dot), False)  # noqa: FBT003 - arrow's own order of arguments
        settled = pc.coalesce(comma, dot) if sign != "." else pc.coalesce(dot, comma)
        rows = rows.drop_columns([COMMA, DOT]).append_column(HOURS, settled)
        if sign or not pc.any(two_ways).as_py():
            return rows
        self._refuse(list(checks.findings(rows[NUMBER].combine_chunks(), two_ways, HOURS, "hours-ambiguous")))
        return rows.filter(pc.invert(two_ways))


def _without_blank(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Rows in which every cell is empty are no rows; most batches have none, seen from their first column."""
    first = batch.column(0)
    if not first.null_count:
        return batch
    filled = pc.is_valid(first)
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if name != ROW:
            filled = pc.or_(filled, pc.is_valid(column))
    return batch.filter(filled)


def _withdrawn(rule: pa.Array | None, count: int) -> pa.Array:
    if rule is None:
        return pa.repeat(pa.scalar(False), count)  # noqa: FBT003 - a scalar's value
    return pc.fill_null(pc.equal(pc.utf8_lower(rule), "intrekking"), False)  # noqa: FBT003 - arrow's own order of arguments


def _outside(batch: pa.RecordBatch, text: pa.Array, column: str, allowed: frozenset[str]) -> list[Finding]:
    unknown = pc.and_(pc.is_valid(text), pc.invert(pc.is_in(text, pa.array(sorted(allowed)))))
    return list(checks.findings(batch.column(ROW), unknown, column, "ground-unknown"))


def _across(name: TableName, rows: pa.Array, values: dict[str, pa.Array]) -> list[Finding]:
    if name == "payroll":
        first, last = values["tijdvak_begin"], values["tijdvak_einde"]
        return checks.check_order(rows, first, last, "tijdvak_einde", "end-before-begin") + checks.check_length(
            rows, first, last
        )
    if name == "register":
        return checks.check_order(rows, values["datum_begin"], values["datum_einde"], "datum_einde", "end-before-begin")
    return []


def _empty(table: Table) -> pa.Table:
    fields = {check.column: check.type for check in CHECKS[table.name]} | {FILE: pa.int32(), NUMBER: pa.int64()}
    if table.person:
        fields |= {PERSON: pa.int64(), ANONYMOUS: pa.bool_()}
    if table.name == "payroll":
        fields |= {HOURS: pa.int64(), RANK: pa.int32()}
    if table.name == "keys":
        fields["aandeel"] = pa.string()
    return pa.table({name: pa.array([], kind) for name, kind in fields.items()})
