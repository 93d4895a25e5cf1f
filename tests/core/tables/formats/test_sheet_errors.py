import io
import zipfile

import openpyxl
import pytest

from banenafspraak.core.tables.formats import sheet_errors
from banenafspraak.core.tables.formats.sheet_errors import column_number, error_cells


def book(cells, sheet="Loon"):
    made = openpyxl.Workbook()
    made.create_sheet("Ander")["A1"] = "#REF!"
    made.active.title = sheet
    for place, value in cells.items():
        made.active[place] = value
    stream = io.BytesIO()
    made.save(stream)
    return stream


def test_errors_of_one_sheet_are_found():
    assert error_cells(book({"A1": "#N/A", "AB12": "#DIV/0!", "C3": 8, "D3": "tekst"}), "Loon") == {(1, 0), (12, 27)}
    assert error_cells(book({"A1": "#N/A"}), "Ander") == {(1, 0)}


@pytest.mark.parametrize("piece", [1100, 2000, 5000])
def test_errors_are_found_across_pieces(monkeypatch, piece):
    monkeypatch.setattr(sheet_errors, "PIECE", piece)
    cells = {f"B{row}": "#N/A" if row % 3 == 0 else row for row in range(1, 400)}
    assert error_cells(book(cells), "Loon") == {(row, 1) for row in range(3, 400, 3)}


def test_other_archives_have_none():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("x", "y")
    assert error_cells(stream, "Loon") == set()


def test_sheet_that_is_not_named_has_none():
    assert error_cells(book({"A1": "#N/A"}), "Geen") == set()


def test_letters_are_numbers():
    assert [column_number(letters) for letters in ("A", "Z", "AA", "XFD")] == [0, 25, 26, 16383]
