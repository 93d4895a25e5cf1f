"""Small tables read whole as text: baselines, targets, results. Header names are ours; no person stands in them."""

from __future__ import annotations

import csv
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet
from python_calamine import CalamineError, CalamineWorkbook

from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.tables.sources import sources

MOST_ROWS = 1_000_000
type TextRow = dict[str, str]


def read_rows(path: Path) -> list[TextRow]:
    """The rows of a small CSV, XLSX or Parquet file as text, headers lower case.

    Raises:
        ProblemsError: the file is missing, empty, of another kind, or broken.
    """
    source = sources([path])[0]
    match source.kind:
        case "csv":
            return _separated(path)
        case "parquet":
            return _parquet(path)
        case "xlsx":
            return _sheet(path)
        case _:
            raise stop("file-kind-unknown", Place(path.name), kinds=".csv, .xlsx, .parquet")


def _separated(path: Path) -> list[TextRow]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise stop("csv-broken", Place(path.name)) from error
    first = text.split("\n", 1)[0]
    separator = max(";,\t|", key=first.count)
    reader = csv.DictReader(text.splitlines(), delimiter=separator, restval="")
    return [
        {(k or "").strip().lower(): (v or "").strip() for k, v in row.items() if k} for row in islice(reader, MOST_ROWS)
    ]


def _parquet(path: Path) -> list[TextRow]:
    try:
        table = parquet.read_table(path)
        text = {
            name.lower(): pc.fill_null(pc.cast(table[name], pa.string()), "").to_pylist() for name in table.column_names
        }
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise stop("parquet-broken", Place(path.name)) from error
    return [dict(zip(text, values, strict=True)) for values in zip(*text.values(), strict=True)]


def _sheet(path: Path) -> list[TextRow]:
    try:
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    except (CalamineError, OSError) as error:
        raise stop("xlsx-broken", Place(path.name)) from error
    names = [str(cell).strip().lower() for cell in rows[0]] if rows else []
    return [dict(zip(names, (str(cell) for cell in row), strict=False)) for row in rows[1:]]
