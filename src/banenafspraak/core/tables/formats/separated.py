"""Separated text (CSV): any usual separator and encoding, streamed, with every row that does not fit named.

pyarrow splits the text; sniffing, row numbers and odd rows are settled here.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import IO

import pyarrow as pa
from pyarrow import csv as arrow_csv

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, stop
from banenafspraak.core.tables.columns import Table
from banenafspraak.core.tables.mapping import Mapping
from banenafspraak.core.tables.sources import ROW, Batches, Source, Tick

SAMPLE = 1 << 16
BLOCK = 16 << 20
SEPARATORS = (";", ",", "\t", "|")
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class OddRows:
    """Rows with another number of fields than the header. Their text is never kept."""

    def __init__(self) -> None:
        self.numbers: set[int] = set()
        self.blank: set[int] = set()

    def __call__(self, row: arrow_csv.InvalidRow) -> str:
        (self.blank if not row.text.strip() else self.numbers).add(row.number)
        return "skip"


class Told(io.RawIOBase):
    """A stream in UTF-8 that tells how many bytes of the source were read."""

    def __init__(self, stream: IO[bytes], encoding: str, tick: Tick) -> None:
        self._stream = stream
        self._tick = tick
        self._read = 0
        self._decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)()

    def readable(self) -> bool:
        """Yes: it is a source."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, as UTF-8."""
        block = self._stream.read(size)
        self._read += len(block)
        self._tick(self._read)
        if self._decoder is None:
            return block
        text = self._decoder.decode(block, final=not block).encode()
        return text if text or not block else self.read(size)


def batches(source: Source, tick: Tick, table: Table, mapping: Mapping, odd: OddRows) -> Batches:
    """The rows of a separated text as text columns under the file's own headers, and ROW (the header is row 1).

    Raises:
        ProblemsError: the encoding or the header cannot be read.
    """
    encoding = mapping.encoding or find_encoding(source)
    separator, names = header(source, encoding, table, mapping)
    reader = _open(source, encoding, separator, names, tick, odd)
    try:
        yield from _numbered(reader, names, odd)
    except (pa.ArrowInvalid, UnicodeError) as error:
        raise stop("csv-broken", source.place) from error


def _open(
    source: Source, encoding: str, separator: str, names: list[str], tick: Tick, odd: OddRows
) -> arrow_csv.CSVStreamingReader:
    stream = Told(source.open(), encoding, tick)
    try:
        return arrow_csv.open_csv(
            stream,
            read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=1, block_size=BLOCK, use_threads=False),
            parse_options=arrow_csv.ParseOptions(
                delimiter=separator, ignore_empty_lines=False, invalid_row_handler=odd, newlines_in_values=False
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
            ),
        )
    except (pa.ArrowInvalid, UnicodeError) as error:
        raise stop("csv-broken", source.place) from error


def _numbered(reader: Iterator[pa.RecordBatch], names: list[str], odd: OddRows) -> Batches:
    following = 2
    for batch in reader:
        numbers = pa.arange(following, following + batch.num_rows)
        skipped = odd.numbers | odd.blank
        if any(number < following + batch.num_rows + len(skipped) for number in skipped if number >= following):
            numbers = pa.array(_free(following, batch.num_rows, skipped), pa.int64())
        following = numbers[-1].as_py() + 1 if len(numbers) else following
        yield pa.RecordBatch.from_arrays([*batch.columns, numbers], names=[*names, ROW])


def _free(first: int, count: int, skipped: set[int]) -> list[int]:
    numbers: list[int] = []
    while len(numbers) < count:
        if first not in skipped:
            numbers.append(first)
        first += 1
    return numbers


def find_encoding(source: Source) -> str:
    """UTF-8 when all of the file is; UTF-16 by its mark; else Windows-1252, the usual one of Dutch exports."""
    with source.open() as stream:
        block = stream.read(SAMPLE)
        for mark, name in BOMS:
            if block.startswith(mark):
                return name
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block:
                if not block.isascii() or decoder.getstate()[0]:
                    decoder.decode(block)
                block = stream.read(BLOCK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def header(source: Source, encoding: str, table: Table, mapping: Mapping) -> tuple[str, list[str]]:
    """The separator and the column names.

    Raises:
        ProblemsError: the first line is no header, or two columns have one name.
    """
    separator, names = split_header(source, encoding, table, mapping)
    if not mapping.known(table, names):
        raise stop("csv-no-header", source.place, columns=", ".join(table.names()))
    double = sorted({name for name in names if name and names.count(name) > 1})
    if double:
        raise ProblemsError(Problem("columns-double", Place(source.name, 1, name)) for name in double)
    return separator, [name or f"#{number}" for number, name in enumerate(names, 1)]


def split_header(source: Source, encoding: str, table: Table, mapping: Mapping) -> tuple[str, list[str]]:
    """The first line split by the separator under which most columns are known, else most columns there are."""
    with source.open() as stream:
        line = stream.read(SAMPLE).decode(encoding, errors="replace").splitlines()[:1]
    first = line[0].lstrip("\ufeff") if line else ""
    choices = [mapping.separator] if mapping.separator else list(SEPARATORS)
    splits = {choice: [name.strip() for name in next(csv.reader([first], delimiter=choice), [])] for choice in choices}
    separator = max(splits, key=lambda choice: (mapping.known(table, splits[choice]), len(splits[choice])))
    return separator, splits[separator]
