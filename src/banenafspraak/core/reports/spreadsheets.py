"""Spreadsheets with real numbers, a frozen header, and sheets for what stands beside the table."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import xlsxwriter

from banenafspraak.core.tables.writing import Cell

WIDEST = 70
MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # one moment for all files: the same input gives the same bytes
FORMATS = {"verloonde_uren": "#,##0.00", "personen": "#,##0", "doelstelling": "#,##0"}
JOBS = "#,##0.000000"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its columns and its lines."""

    name: str
    columns: Sequence[str]
    lines: Sequence[Mapping[str, Cell]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """A workbook of sheets as bytes."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": MADE, "author": "banenafspraak"})
        head = book.add_format({"bold": True, "bg_color": "#E3EEEC", "border": 1, "text_wrap": False})
        formats = {form: book.add_format({"num_format": form}) for form in {*FORMATS.values(), JOBS}}
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.name), sheet, head, formats)
    return stream.getvalue()


def _fill(
    place: xlsxwriter.worksheet.Worksheet, sheet: Sheet, head: xlsxwriter.format.Format, formats: Mapping[str, xlsxwriter.format.Format]
) -> None:
    place.freeze_panes(1, 0)
    place.set_landscape()
    place.repeat_rows(0)
    place.fit_to_pages(1, 0)
    for at, name in enumerate(sheet.columns):
        place.write_string(0, at, name, head)
        texts = [_length(line.get(name)) for line in sheet.lines]
        place.set_column(at, at, min(max([len(name), *texts]) + 3, WIDEST))
    for row, line in enumerate(sheet.lines, 1):
        for at, name in enumerate(sheet.columns):
            _cell(place, row, at, line.get(name), formats[FORMATS.get(name, JOBS)])
    if sheet.lines:
        place.autofilter(0, 0, len(sheet.lines), len(sheet.columns) - 1)


def _length(value: Cell) -> int:
    return 0 if value is None else len(str(value))


def _cell(place: xlsxwriter.worksheet.Worksheet, row: int, at: int, value: Cell, form: xlsxwriter.format.Format) -> None:
    if value is None:
        return
    if isinstance(value, int | Decimal):
        place.write_number(row, at, float(value), form)
    else:
        place.write_string(row, at, value)
