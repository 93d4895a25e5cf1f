"""Spreadsheets (XLSX): the first sheet with known columns, or the one the mapping names. Merged cells are refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import batched

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, stop
from banenafspraak.core.tables.columns import Table
from banenafspraak.core.tables.mapping import Mapping
from banenafspraak.core.tables.sources import ROW, Batches, Source, Tick

BATCH = 50_000
HEADER_WITHIN = 20
CLEAN_DECIMALS = 9  # binary noise of a spreadsheet lies beyond the ninth decimal


def batches(source: Source, tick: Tick, table: Table, mapping: Mapping) -> Batches:
    """The rows of a sheet as text columns under its own headers, and ROW as the spreadsheet numbers it.

    Raises:
        ProblemsError: not a spreadsheet, no sheet with known columns, merged cells, or a header named twice.
    """
    try:
        with source.open() as stream:
            book = CalamineWorkbook.from_filelike(stream)
            number, names, rows = _table(book, source, table, mapping)
    except CalamineError as error:
        raise stop("xlsx-broken", source.place) from error
    for some in batched(_filled(rows[number:], number + 1), BATCH):
        columns = [pa.array([_text(row[at]) for _, row in some], pa.string()) for at in range(len(names))]
        numbers = pa.array([at for at, _ in some], pa.int64())
        yield pa.RecordBatch.from_arrays([*columns, numbers], names=[*names, ROW])
    tick(source.size)


def _table(
    book: CalamineWorkbook, source: Source, table: Table, mapping: Mapping
) -> tuple[int, list[str], list[list[object]]]:
    wanted = [mapping.sheet] if mapping.sheet else book.sheet_names
    for name in wanted:
        if name not in book.sheet_names:
            raise stop("xlsx-no-sheet", source.place)
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
        for number, row in enumerate(rows[:HEADER_WITHIN], 1):
            names = [str(cell).strip() for cell in row]
            if mapping.known(table, names) > 1:
                _refuse_merged(sheet, source)
                return number, _headers(names, source, number), rows
    raise stop("csv-no-header", source.place, columns=", ".join(table.names()))


def _refuse_merged(sheet: CalamineSheet, source: Source) -> None:
    merged = sheet.merged_cell_ranges or []
    if merged:
        first = min(start for start, _ in merged)
        raise stop("xlsx-merged-cells", Place(source.name, first[0] + 1), count=len(merged))


def _headers(names: list[str], source: Source, number: int) -> list[str]:
    double = sorted({name for name in names if name and names.count(name) > 1})
    if double:
        raise ProblemsError(Problem("columns-double", Place(source.name, number, name)) for name in double)
    return [name or f"#{at}" for at, name in enumerate(names, 1)]


def _filled(rows: list[list[object]], first: int) -> Iterator[tuple[int, list[object]]]:
    return ((number, row) for number, row in enumerate(rows, first) if any(cell not in {"", None} for cell in row))


def _text(cell: object) -> str | None:
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else _decimal(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell) or None


def _decimal(cell: float) -> str:
    """A typed number with so many decimals that it can only be read with a decimal dot."""
    text = f"{cell:.{CLEAN_DECIMALS}f}".rstrip("0")
    return text if len(text.split(".")[1]) < 3 else text.ljust(len(text.split(".")[0]) + 5, "0")  # noqa: PLR2004 - 1.234 would look like a thousand
