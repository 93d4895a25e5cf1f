"""Small tables read whole as text: baselines, targets, results. Header names are ours; no person stands in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.kernel.problems import attempt
from banenafspraak.core.tables import formats
from banenafspraak.core.tables.formats.lines import whole_text
from banenafspraak.core.tables.sources import Source, one_table

type TextRow = dict[str, str]


def read_rows(path: Path) -> list[TextRow]:
    """The rows of a small CSV, XLSX or Parquet file as text, headers lower case.

    Raises:
        ProblemsError: the file is missing, empty, of another kind, or broken.
    """
    source = one_table(path)
    match source.kind:
        case "csv":
            rows = attempt(lambda: _separated(source), (csv.Error,), "csv-broken", source.place)
        case "parquet":
            rows = attempt(lambda: _parquet(source), formats.columnar.BROKEN, "parquet-broken", source.place)
        case _:
            rows = attempt(lambda: _sheet(source), formats.spreadsheet.BROKEN, "xlsx-broken", source.place)
    return rows


def numbered_rows(source: Source) -> tuple[list[str], list[tuple[int, TextRow]]]:
    """The headers of a small CSV or XLSX file, lower case, and its rows with their numbers as a person counts them.

    Raises:
        ProblemsError: the file is empty or broken.
    """
    if source.kind == "csv":
        cells = attempt(lambda: _separated_cells(source), (csv.Error,), "csv-broken", source.place)
    else:
        cells = attempt(lambda: _sheet_cells(source), formats.spreadsheet.BROKEN, "xlsx-broken", source.place)
    names = [name.strip().lower() for name in next(iter(cells), [])]
    stripped = [(number, [cell.strip() for cell in row]) for number, row in enumerate(cells[1:], 2)]
    return names, [(number, _row(names, row)) for number, row in stripped if any(row)]


def _separated(source: Source) -> list[TextRow]:
    return _named(_separated_cells(source))


def _separated_cells(source: Source) -> list[list[str]]:
    text = whole_text(source)
    first = text.split("\n", 1)[0]
    separator = max(formats.separated.SEPARATORS, key=first.count)
    return list(csv.reader(io.StringIO(text), delimiter=separator))


def _parquet(source: Source) -> list[TextRow]:
    table = formats.columnar.whole(source)
    columns = [pc.fill_null(pc.cast(column, pa.string()), "").to_pylist() for column in table.columns]
    return _named([table.column_names, *zip(*columns, strict=True)])


def _sheet(source: Source) -> list[TextRow]:
    return _named(_sheet_cells(source))


def _sheet_cells(source: Source) -> list[list[str]]:
    written = formats.spreadsheet.number_text
    with source.open() as stream:
        rows = formats.spreadsheet.open_book(stream, source).get_sheet_by_index(0).to_python()
    return [[written(cell) if isinstance(cell, float) else str(cell) for cell in row] for row in rows]


def _named(rows: Sequence[Iterable[str]]) -> list[TextRow]:
    """The rows under the names of the first one; cells that are not there are empty, and blank rows are none."""
    names = [name.strip().lower() for name in next(iter(rows), [])]
    cells = [[cell.strip() for cell in row] for row in rows[1:]]
    return [_row(names, row) for row in cells if any(row)]


def _row(names: Sequence[str], row: Sequence[str]) -> TextRow:
    return {name: row[at] if at < len(row) else "" for at, name in enumerate(names) if name}
