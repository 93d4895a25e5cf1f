"""Spreadsheets (XLSX): the first sheet with known columns, or the one the mapping names.

Merged cells and errors in cells (#N/A) are not guessed at: the first are refused, the second become unreadable texts.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from itertools import batched, islice
from typing import IO

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from banenafspraak.core.kernel.problems import Place, attempt, stop
from banenafspraak.core.tables.columns import Table
from banenafspraak.core.tables.formats.sheet_errors import error_cells
from banenafspraak.core.tables.mapping import HEADER_WITHIN, Mapping
from banenafspraak.core.tables.sources import MOST_GROWTH, ROW, Batches, Source, Tick, grows
from banenafspraak.core.tables.values import CLEAN_DECIMALS, DOT_SHOWN

BATCH = 50_000
SHEET_ERROR = "#N/A"
BROKEN = (CalamineError, zipfile.BadZipFile)

type Line = Sequence[object]


def batches(source: Source, tick: Tick, table: Table, mapping: Mapping) -> Batches:
    """The rows of a sheet as text columns under our names, and ROW as the spreadsheet numbers it.

    Raises:
        ProblemsError: not a spreadsheet, no sheet with known columns, merged cells, or a column missing or named twice.
    """
    with source.open() as stream:
        book = open_book(stream, source)
        sheet, at = _table(book, source, table, mapping)
        errors = error_cells(stream, sheet.name)
    lines = attempt(sheet.iter_rows, BROKEN, "xlsx-broken", source.place)
    header = next(islice(lines, at, None))
    names = _names(header)
    columns = mapping.apply(table, names, source.place)
    places = {name: names.index(theirs) for name, theirs in columns.items()}
    left = sheet.start[1] if sheet.start else 0  # rows begin at the first column that holds anything
    _refuse_merged(sheet, source, at, {left + place for place in places.values()})
    for some in batched(_filled(lines, at + 2), BATCH, strict=False):
        numbers = [number for number, _ in some]
        cells = list(zip(*(row for _, row in some), strict=True))
        texts = [_texts(_marked(cells[p], numbers, left + p, errors)) for p in places.values()]
        tick(source.size)
        yield pa.RecordBatch.from_arrays([*texts, pa.array(numbers, pa.int64())], names=[*columns, ROW])


def open_book(stream: IO[bytes], source: Source) -> CalamineWorkbook:
    """The workbook of a source.

    Raises:
        ProblemsError: it is no spreadsheet, it is locked, or it grows beyond measure.
    """
    if grows(attempt(lambda: zipfile.ZipFile(stream).infolist(), BROKEN, "xlsx-broken", source.place)):
        raise stop("xlsx-too-large", source.place, growth=MOST_GROWTH)
    stream.seek(0)
    return attempt(lambda: CalamineWorkbook.from_filelike(stream), BROKEN, "xlsx-broken", source.place)


def first_lines(sheet: CalamineSheet, source: Source) -> list[list[str]]:
    """The first rows of a sheet, among which the header stands, as texts."""
    rows = attempt(lambda: list(islice(sheet.iter_rows(), HEADER_WITHIN)), BROKEN, "xlsx-broken", source.place)
    return [_names(row) for row in rows]


def _table(book: CalamineWorkbook, source: Source, table: Table, mapping: Mapping) -> tuple[CalamineSheet, int]:
    if mapping.sheet and mapping.sheet not in book.sheet_names:
        raise stop("xlsx-no-sheet", source.place)
    found: list[tuple[int, CalamineSheet, int]] = []
    for name in [mapping.sheet] if mapping.sheet else book.sheet_names:
        sheet = attempt(lambda: book.get_sheet_by_name(name), BROKEN, "xlsx-broken", source.place)  # noqa: B023 - called at once
        lines = first_lines(sheet, source)
        at = mapping.header(table, lines)
        if at is not None:
            found.append((mapping.known(table, lines[at]), sheet, at))
    if not found:
        raise stop("csv-no-header", source.place, columns=", ".join(table.names()))
    _, sheet, at = next((one for one in found if one[0] > 1), found[0])
    return sheet, at


def _names(row: Line) -> list[str]:
    return [str(cell).strip() for cell in row]


def _refuse_merged(sheet: CalamineSheet, source: Source, header: int, places: set[int]) -> None:
    """Merged cells above the header are a title; elsewhere it is not sure to which row or column a value belongs."""
    merged = [
        (first[0], last[0])
        for first, last in sheet.merged_cell_ranges or []
        if last[0] >= header and places & set(range(first[1], last[1] + 1))
    ]
    if merged:
        raise stop("xlsx-merged-cells", Place(source.name, min(merged)[0] + 1), count=len(merged))


def _filled(rows: Iterator[Line], first: int) -> Iterator[tuple[int, Line]]:
    return ((number, row) for number, row in enumerate(rows, first) if any(cell not in {"", None} for cell in row))


def _marked(cells: Line, numbers: list[int], column: int, errors: Collection[tuple[int, int]]) -> Line:
    """The cells of a column with every error in its place."""
    if not errors:
        return cells
    return [SHEET_ERROR if (number, column) in errors else cell for number, cell in zip(numbers, cells, strict=True)]


def _texts(cells: Line) -> pa.Array:
    """The texts of a column. What repeats is written once; but yes is also one, so there every cell is looked at."""
    if bool in set(map(type, cells)):
        return pa.array(map(_text, cells), pa.string())
    written = {cell: _text(cell) for cell in set(cells)}
    return pa.array(map(written.get, cells), pa.string())


def _text(cell: object) -> str | None:
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float):
        return _number(number_text(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell) or None


def _number(text: str) -> str:
    """A typed number as text that can only be read with a decimal dot: 1.234 alone would look like a thousand."""
    return text + DOT_SHOWN if "." in text else text


def number_text(cell: float) -> str:
    """A typed number as people write it.

    >>> number_text(110.92), number_text(15.0), number_text(0.1 + 0.2)
    ('110.92', '15', '0.3')
    """
    return f"{cell:.{CLEAN_DECIMALS}f}".rstrip("0").removesuffix(".")
