"""Spreadsheets with real numbers, a frozen header, and sheets for what stands beside the table."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from banenafspraak.core.tables.writing import Cell

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WIDEST = 70
# One moment for all files: the same input gives the same bytes.
MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
HEAD = {"bold": True, "bg_color": "#E3EEEC", "border": 1, "text_wrap": False}
YEAR, WHOLE, HOURS, JOBS = "0", "#,##0", "#,##0.00", "#,##0.000000"
FORMATS = {"jaar": YEAR, "verloonde_uren": HOURS}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its columns and its lines."""

    name: str
    columns: Sequence[str]
    lines: Sequence[Mapping[str, Cell]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """A workbook of sheets as bytes."""
    import xlsxwriter  # noqa: PLC0415 - a twentieth of a second to load, and few results are spreadsheets

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        book.set_properties({"created": MADE, "author": "banenafspraak"})
        head = book.add_format(HEAD)
        formats = {form: book.add_format({"num_format": form}) for form in (YEAR, WHOLE, HOURS, JOBS)}
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.name), sheet, head, formats)
    return stream.getvalue()


def _fill(place: Worksheet, sheet: Sheet, head: Format, formats: Mapping[str, Format]) -> None:
    place.freeze_panes(1, 0)
    place.set_landscape()
    place.repeat_rows(0)
    place.fit_to_pages(1, 0)
    for at, name in enumerate(sheet.columns):
        place.write_string(0, at, name, head)
        widest = max([len(name), *(_length(line.get(name)) for line in sheet.lines)])
        place.set_column(at, at, min(widest + 3, WIDEST))
    for row, line in enumerate(sheet.lines, 1):
        for at, name in enumerate(sheet.columns):
            _cell(place, row, at, line.get(name), formats[_form(name, line.get(name))])
    if sheet.lines:
        place.autofilter(0, 0, len(sheet.lines), len(sheet.columns) - 1)


def _length(value: Cell) -> int:
    return 0 if value is None else len(str(value))


def _form(name: str, value: Cell) -> str:
    return FORMATS.get(name, WHOLE if isinstance(value, int) else JOBS)


def _cell(place: Worksheet, row: int, at: int, value: Cell, form: Format) -> None:
    if isinstance(value, int | Decimal):
        place.write_number(row, at, float(value), form)
    elif value is not None:
        place.write_string(row, at, value)
