import io
import os
import subprocess
import sys
from decimal import Decimal

import openpyxl

from banenafspraak.core.reports.spreadsheets import Sheet, workbook

COLUMNS = ("sector", "jaar", "personen", "verloonde_uren", "banen", "doelstelling")
LINE = {
    "sector": "markt",
    "jaar": 2018,
    "personen": 1200,
    "verloonde_uren": Decimal("110.92"),
    "banen": Decimal("1.500000"),
    "doelstelling": None,
}


def opened(*sheets):
    return openpyxl.load_workbook(io.BytesIO(workbook(sheets)))


def test_numbers_are_numbers_and_the_unknown_is_empty():
    sheet = opened(Sheet("telling", COLUMNS, [LINE]))["telling"]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert [cell.value for cell in sheet[2]] == ["markt", 2018, 1200, 110.92, 1.5, None]
    assert [cell.number_format for cell in sheet[2]][1:5] == ["0", "#,##0", "#,##0.00", "#,##0.000000"]


def test_header_is_frozen_and_filtered():
    sheet = opened(Sheet("telling", COLUMNS, [LINE]))["telling"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:F2")


def test_sheet_without_lines_has_its_header():
    sheet = opened(Sheet("leeg", ("a",), []), Sheet("telling", COLUMNS, [LINE]))["leeg"]
    assert [[cell.value for cell in row] for row in sheet] == [["a"]]
    assert sheet.auto_filter.ref is None


def test_text_is_never_a_formula_or_a_link():
    sheet = opened(Sheet("x", ("a", "b"), [{"a": "=1+1", "b": "https://example.org"}]))["x"]
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", "=1+1")
    assert sheet["B2"].hyperlink is None


def test_same_sheets_give_the_same_bytes_in_every_run():
    code = (
        "import hashlib; from tests.core.reports.test_spreadsheets import COLUMNS, LINE;"
        "from banenafspraak.core.reports.spreadsheets import Sheet, workbook;"
        "print(hashlib.sha256(workbook([Sheet('telling', COLUMNS, [LINE])])).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
