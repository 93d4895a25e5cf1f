import zipfile
from datetime import UTC, date, datetime, time, timedelta

import openpyxl
import pytest
from tests.core.tables.deliveries import BSN, ROW, hours, numbers, problems, read, refused, row, told

from banenafspraak.core.tables import sources


@pytest.fixture
def path(tmp_path):
    return tmp_path / "loon.xlsx"


def write(path, *rows, before=(), sheet="Loon", others=()):
    book = openpyxl.Workbook()
    for name in others:
        book.create_sheet(name).append(["iets", "anders"])
    page = book.active
    page.title = sheet
    for cells in (*before, list(ROW), *rows):
        page.append(list(cells))
    book.save(path)
    return path


def typed(**other):
    values = {
        "bsn": int(BSN),
        "nummer_ikv": 1,
        "tijdvak_begin": date(2018, 12, 1),
        "tijdvak_einde": datetime.fromisoformat("2018-12-31"),
        "verloonde_uren": 110.92,
        "code_aard": 1,
        "code_soort": 15,
        "sectorcode": 61,
    }
    return (row(**values) | other).values()


def change(path, *steps):
    book = openpyxl.load_workbook(path)
    for step in steps:
        step(book.active)
    book.save(path)


def test_typed_cells_and_texts_are_the_same_rows(path):
    write(path, typed(), row().values())
    found = read(path)
    assert hours(found) == [11092] * 2
    assert found.rows["tijdvak_einde"].to_pylist() == [date(2018, 12, 31)] * 2
    assert found.rows["persoon_nummer"].to_pylist() == [0, 0]


def test_bsn_typed_as_a_number_gets_its_zeros_back(path):
    write(path, typed(bsn=10000008), typed(bsn="010000008"))
    assert read(path).rows["persoon_nummer"].to_pylist() == [0, 0]


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [(110, 11000), (0.1 + 0.2, 30), (1.25, 125), (1234.5, 123450), (-8.5, -850), (1.23, 123), ("1.234,50", 123450)],
)
def test_typed_hours_are_read_without_noise(path, cell, hundredths):
    assert hours(read(write(path, typed(verloonde_uren=cell)))) == [hundredths]


@pytest.mark.parametrize("cell", [1.234, timedelta(hours=110), time(10, 30), True, date(2018, 1, 1)])
def test_hours_that_are_none_are_refused(path, cell):
    assert refused(read(write(path, typed(verloonde_uren=cell)))) == [(2, "verloonde_uren", "hours-unreadable")]


def test_title_above_and_empty_rows_between_keep_the_numbers(path):
    write(path, typed(), [], typed(nummer_ikv=2), before=(["Overzicht 2018"], []))
    assert numbers(read(path)) == [4, 6]


def test_sheet_with_known_columns_is_found_and_another_can_be_told(path):
    write(path, typed(), others=("Toelichting",))
    assert numbers(read(path)) == [2]
    assert numbers(read(path, mapping=told(sheet="Loon"))) == [2]
    assert problems(path, mapping=told(sheet="Geen")) == [("xlsx-no-sheet", "loon.xlsx", None, None)]
    assert problems(path, mapping=told(sheet="Toelichting"))[0][0] == "csv-no-header"


def test_sheet_of_one_known_column_gives_way_to_one_with_more(tmp_path):
    path = tmp_path / "werkgevers.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["loonheffingennummer"])
    book.active.append(["W-1"])
    book.save(path)
    assert read(path, table="employers").rows["loonheffingennummer"].to_pylist() == ["W-1"]
    second = book.create_sheet("twee")
    second.append(["loonheffingennummer", "sector"])
    second.append(["W-2", "markt"])
    book.save(path)
    assert read(path, table="employers").rows["loonheffingennummer"].to_pylist() == ["W-2"]


def test_merged_cells_are_refused_unless_they_are_a_title(path):
    write(path, typed(), typed(), before=(["Overzicht"],))
    change(path, lambda page: page.merge_cells("A1:C1"), lambda page: page.merge_cells("K3:K4"))
    assert len(hours(read(path))) == 2
    change(path, lambda page: page.merge_cells("B3:B4"), lambda page: page.merge_cells("C3:D3"))
    assert problems(path) == [("xlsx-merged-cells", "loon.xlsx", 3, None)]


@pytest.mark.parametrize(("cells", "row"), [("B2:C2", 2), ("A4:B4", 4), ("I3:J3", 3)])
def test_cells_merged_with_the_header_or_a_value_are_refused(path, cells, row):
    write(path, typed(), typed(), before=(["Overzicht"],))
    change(path, lambda page: page.merge_cells(cells))
    assert [(code, at) for code, _, at, _ in problems(path)] == [("xlsx-merged-cells", row)]


@pytest.mark.parametrize("name", [None, "naam"])
@pytest.mark.parametrize("cells", ["A3:B3", "B3:B4", "J3:K3"])
def test_cells_merged_beside_a_column_that_is_not_ours_are_refused(path, name, cells):
    write(path, typed(), typed())
    change(path, lambda page: page.insert_cols(1), lambda page: page.cell(1, 1, name))
    change(path, lambda page: page.merge_cells(cells))
    assert problems(path) == [("xlsx-merged-cells", "loon.xlsx", 3, None)]


def test_error_beside_an_empty_column_is_an_error_and_of_its_own_cell(path):
    write(path, typed(), typed(nummer_ikv="#N/A"), typed(sectorcode="#N/A"))
    change(path, lambda page: page.insert_cols(1, 2))
    found = read(path)
    assert refused(found) == [(3, "nummer_ikv", "number-unreadable"), (4, "sectorcode", "code-unreadable")]
    assert numbers(found) == [2]


@pytest.mark.parametrize(("above", "found"), [(19, [21]), (20, [])])
def test_header_stands_in_the_first_twenty_rows(path, above, found):
    write(path, typed(), before=[["titel"]] * above)
    if found:
        assert numbers(read(path)) == found
    else:
        assert [code for code, *_ in problems(path)] == ["csv-no-header"]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!"])
def test_error_in_a_cell_is_never_an_empty_one(path, error):
    write(path, typed(), typed(nummer_ikv=error), typed(sectorcode=error))
    assert refused(read(path)) == [(3, "nummer_ikv", "number-unreadable"), (4, "sectorcode", "code-unreadable")]


def test_true_and_false_are_yes_and_no(path):
    book = openpyxl.Workbook()
    for cells in (("loonheffingennummer", "uitlener"), ("W-1", True), ("W-2", False)):
        book.active.append(cells)
    book.save(path)
    assert read(path, table="employers").rows["uitlener"].to_pylist() == [True, False]


def test_formula_without_a_kept_value_is_empty(path):
    write(path, typed(verloonde_uren="=100+10"))
    assert refused(read(path)) == [(2, "verloonde_uren", "hours-missing")]


def test_formula_with_a_kept_value_is_that_value(path):
    write(path, typed(verloonde_uren="=100+10"))
    change_xml(path, "xl/worksheets/sheet1.xml", b"<f>100+10</f><v></v>", b"<f>100+10</f><v>110</v>")
    assert hours(read(path)) == [11000]


def change_xml(path, member, old, new):
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[member]
    parts[member] = parts[member].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_missing_and_double_columns_are_named(path):
    write(path, typed())
    change(path, lambda page: page.__setitem__("I1", "bsn"))
    assert problems(path) == [
        ("columns-double", "loon.xlsx", None, "bsn"),
        ("column-missing", "loon.xlsx", None, "sectorcode"),
    ]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_spreadsheet_cut_off_is_named(path, part):
    write(path, typed())
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    assert problems(path) == [("xlsx-broken", "loon.xlsx", None, None)]


def test_spreadsheet_that_is_none_is_named(path):
    path.write_bytes(b"geen rekenblad")
    assert problems(path) == [("xlsx-broken", "loon.xlsx", None, None)]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x", "y")
    assert problems(path) == [("xlsx-broken", "loon.xlsx", None, None)]


def test_locked_spreadsheet_is_named(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))  # the container that a password puts around it
    assert problems(path) == [("xlsx-broken", "loon.xlsx", None, None)]


def test_damaged_sheet_inside_is_named(path):
    write(path, typed())
    change_xml(path, "xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheetDat")
    assert problems(path) == [("xlsx-broken", "loon.xlsx", None, None)]


def test_spreadsheet_that_grows_beyond_measure_is_named(path):
    write(path, typed())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/veel", bytes(sources.SMALL * 4))
    assert problems(path) == [("xlsx-too-large", "loon.xlsx", None, None)]


def test_last_tick_is_the_whole_file(path):
    write(path, typed())
    seen = []
    read(path, progress=lambda *told: seen.append(told))
    assert seen[-1][2:] == (path.stat().st_size, 1)


def test_moments_are_read(path):
    write(path, [*typed(), datetime.fromisoformat("2019-01-09T10:00")])
    change(path, lambda page: page.__setitem__("J1", "aangemaakt_op"))
    assert read(path).rows["aangemaakt_op"].to_pylist() == [datetime(2019, 1, 9, 9, tzinfo=UTC)]
