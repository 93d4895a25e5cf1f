"""Separated text (CSV): any usual separator and encoding, streamed, with every row that does not fit named.

pyarrow splits the text of a block; the header, row numbers, odd and blank rows are settled here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from banenafspraak.core.kernel.problems import Place, attempt, stop
from banenafspraak.core.tables.columns import Table
from banenafspraak.core.tables.formats.lines import FALLBACK, UTF8, Block, Decoded, blocks, find_encoding, row_begins
from banenafspraak.core.tables.mapping import HEADER_WITHIN, Mapping
from banenafspraak.core.tables.sources import ROW, Batches, Source, Tick, ahead, read_some

SAMPLE = 1 << 16
SEPARATORS = (";", ",", "\t", "|")
TEXT = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a text: its separator, the names in it, and the number of its line."""

    separator: str
    names: list[str]
    line: int


def batches(source: Source, tick: Tick, table: Table, mapping: Mapping, odd: list[int]) -> Batches:
    """The rows of a separated text as text columns under our names, and ROW, the number of the line in an editor.

    Numbers of rows with more or fewer fields than the header are added to `odd`, before their batch comes.

    Raises:
        ProblemsError: the encoding, the header or the quotation marks cannot be read.
    """
    head = look(source, table, mapping)
    if not mapping.known(table, head.names):
        raise stop("csv-no-header", source.place, columns=", ".join(table.names()))
    columns = mapping.apply(table, head.names, source.place)
    parser = _Parser(source.place, head, {name: head.names.index(header) for name, header in columns.items()})
    for batch, numbers in ahead(map(parser.parsed, blocks(source, tick, mapping.encoding, head.separator, head.line))):
        odd += numbers
        yield batch


def look(source: Source, table: Table, mapping: Mapping) -> Head:
    """The header, under the separator under which most of it is known; without known names the first row with a text.

    A separator behind the last name and none behind the first row, or the other way round, is no column.

    Raises:
        ProblemsError: the text cannot be read.
    """
    lines = _sample(source, mapping.encoding)
    choices = [mapping.separator] if mapping.separator else list(SEPARATORS)
    found = [head for choice in choices if (head := _head(lines, choice, table, mapping, source.place))]
    if not found:
        raise stop("csv-no-header", source.place, columns=", ".join(table.names()))
    return max(found, key=lambda head: (mapping.known(table, head.names), len(head.names)))


def _sample(source: Source, told: str | None) -> list[str]:
    with source.open() as stream:
        sample = read_some(stream, SAMPLE, source.place)
    decoded = Decoded(told or find_encoding(sample), source.place)
    text = decoded(sample) + (decoded(b"") if len(sample) < SAMPLE else b"")
    whole = text[: text.rfind(b"\n") + 1] if len(sample) == SAMPLE else text
    try:
        return list(io.StringIO(whole.decode(UTF8).removeprefix("\ufeff")))
    except UnicodeDecodeError:
        return list(io.StringIO(whole.decode(told or FALLBACK, errors="replace")))


def _head(lines: list[str], separator: str, table: Table, mapping: Mapping, place: Place) -> Head | None:
    reader = csv.reader(lines, delimiter=separator)
    first = islice(((reader.line_num, [cell.strip() for cell in row]) for row in reader), HEADER_WITHIN)
    rows = attempt(lambda: [(line, row) for line, row in first if any(row)], (csv.Error,), "csv-broken", place)
    if not rows:
        return None
    at = mapping.header(table, [row for _, row in rows]) or 0
    line, names = rows[at]
    return Head(separator, _trailing(names, rows[at + 1][1] if len(rows) > at + 1 else names), line)


def _trailing(names: list[str], first: Sequence[str]) -> list[str]:
    if len(first) == len(names) + 1 and not first[-1]:
        return [*names, ""]
    return names[:-1] if len(first) == len(names) - 1 and not names[-1] else names


class _Parser:
    """Splits blocks into columns and finds the number of every row."""

    def __init__(self, place: Place, head: Head, columns: dict[str, int]) -> None:
        self._place, self._separator, self._columns = place, head.separator, columns
        self._names = [str(at) for at in range(len(head.names))]
        self._convert = arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(self._names, TEXT),
            strings_can_be_null=True,
            null_values=[""],
            include_columns=[str(at) for at in columns.values()],
        )

    def parsed(self, block: Block) -> tuple[pa.RecordBatch, list[int]]:
        """The rows of a block, and the lines of the rows that do not fit."""
        unfit: list[tuple[int, bool]] = []
        table = attempt(lambda: self._split(block.text, unfit), (pa.ArrowInvalid,), "csv-broken", self._place)
        begins = self._begins(block, table.num_rows + len(unfit))
        skipped = {number - 1 for number, _ in unfit}
        numbers = [begin for row, begin in enumerate(begins[:-1]) if row not in skipped] if skipped else begins[:-1]
        odd = [line for row, blank in unfit if not blank for line in range(begins[row - 1], begins[row])]
        columns = [column.combine_chunks() for column in table.columns]
        at = pa.arange(numbers[0], numbers[-1] + 1) if isinstance(numbers, range) else pa.array(numbers, pa.int64())
        batch = pa.RecordBatch.from_arrays([*columns, at], names=[*self._columns, ROW])
        return self._without_blank(batch, block), odd

    def _split(self, text: bytes, unfit: list[tuple[int, bool]]) -> pa.Table:
        """Rows that do not fit leave their number and whether they are blank. Their text is never kept."""

        def skip(row: arrow_csv.InvalidRow) -> str:
            unfit.append((row.number, not row.text.strip()))
            return "skip"

        return arrow_csv.read_csv(
            pa.BufferReader(text),
            read_options=arrow_csv.ReadOptions(column_names=self._names, block_size=len(text) + 1, use_threads=False),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self._separator,
                ignore_empty_lines=False,
                invalid_row_handler=skip,
                newlines_in_values=b'"' in text,
            ),
            convert_options=self._convert,
        )

    def _begins(self, block: Block, rows: int) -> Sequence[int]:
        """The line on which each row begins, and the line after the last; most blocks have one line per row."""
        if rows == block.lines:
            return range(block.first, block.first + rows + 1)
        begins, is_open = row_begins(block.text, self._separator, Place(self._place.file, block.first))
        if is_open:
            raise stop("csv-quote-open", Place(self._place.file, block.first + begins[-1]))
        if len(begins) != rows:  # pragma: no cover - two readers of quotation marks that differ: never seen
            raise stop("csv-broken", self._place)
        return [block.first + line for line in (*begins, block.lines)]

    def _without_blank(self, batch: pa.RecordBatch, block: Block) -> pa.RecordBatch:
        """Lines with nothing but separators are no rows. Columns that we do not know count too, so the text tells."""
        if not batch.num_rows or not all(column.null_count for column in batch.columns[:-1]):
            return batch
        filled = reduce(pc.or_, (pc.is_valid(column) for column in batch.columns[:-1]))
        nothing = f' "\t\n{self._separator}'.encode()
        lines = block.text.split(b"\n")
        empty = [
            n
            for n in batch.column(ROW).filter(pc.invert(filled)).to_pylist()
            if not lines[n - block.first].strip(nothing)
        ]
        return batch.filter(pc.invert(pc.is_in(batch.column(ROW), pa.array(empty, pa.int64()))))
