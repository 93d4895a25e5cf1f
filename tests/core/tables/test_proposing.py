import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.core.tables.deliveries import HEADER, line, write

from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.tables.columns import EMPLOYERS, KEYS, PAYROLL, REGISTER
from banenafspraak.core.tables.mapping import Mapping
from banenafspraak.core.tables.proposing import Proposal, is_for, propose
from banenafspraak.core.tables.sources import sources

FOUND = Proposal({"bsn": "Sofinr", "verloonde_uren": "Uren"}, ("Schoenmaat",))
NAMES = ["Sofinr", "Uren", "", "Schoenmaat"]


def book(path, *rows):
    made = openpyxl.Workbook()
    for cells in rows:
        made.active.append(cells)
    made.save(path)
    return path


def test_text(tmp_path):
    assert propose(write(tmp_path / "a.csv", ";".join(NAMES), "1;2;3;4"), PAYROLL) == FOUND


def test_parquet(tmp_path):
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({name: ["1"] for name in NAMES if name} | {"diep": [[1]]}), path)
    assert propose(path, PAYROLL) == FOUND


def test_spreadsheet(tmp_path):
    assert propose(book(tmp_path / "a.xlsx", ["Titel"], NAMES, [1, 2, 3, 4]), PAYROLL) == FOUND
    assert propose(book(tmp_path / "b.xlsx", [], ["een", "twee"]), PAYROLL) == Proposal({}, ("een", "twee"))


def test_xml_has_our_names(tmp_path):
    assert propose(write(tmp_path / "a.xml", "<a/>"), PAYROLL).columns == {name: name for name in PAYROLL.names()}


def test_text_without_known_names_is_all_unknown(tmp_path):
    assert propose(write(tmp_path / "a.csv", "een;twee", "1;2"), PAYROLL) == Proposal({}, ("een", "twee"))


def test_first_row_of_values_is_no_header_and_never_shown(tmp_path):
    for path in (write(tmp_path / "a.csv", line(), line()), book(tmp_path / "a.xlsx", [123456782, 8], [1, 2])):
        with pytest.raises(ProblemsError) as error:
            propose(path, PAYROLL)
        assert [problem.code for problem in error.value.problems] == ["csv-no-header"]


def test_files_without_anything_have_no_header(tmp_path):
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    for path in (tmp_path / "a.xlsx", write(tmp_path / "a.csv", "")):
        with pytest.raises(ProblemsError) as error:
            propose(path, PAYROLL)
        assert [problem.code for problem in error.value.problems] == ["csv-no-header"]


def test_broken_files_are_named(tmp_path):
    for name, code in (("a.parquet", "parquet-broken"), ("a.xlsx", "xlsx-broken")):
        with pytest.raises(ProblemsError) as error:
            propose(write(tmp_path / name, "x"), PAYROLL)
        assert [problem.code for problem in error.value.problems] == [code]


@pytest.mark.parametrize(
    ("name", "header", "tables"),
    [
        ("loon.csv", HEADER, {"payroll"}),
        ("loon.txt", HEADER, {"payroll"}),
        ("register.csv", "bsn;datum_begin;geboortedatum", {"register"}),
        ("werkgevers.csv", "loonheffingennummer;sector;gemeente", {"employers"}),
        ("sleutels.csv", "jaar;sector;aandeel;bron", {"keys"}),
        ("LEESMIJ.txt", "Dit is een uren toelichting", set()),
        ("loon.csv", "bsn;lhnr;uren;begindatum;einddatum;cdaard;srtiv;sector", {"payroll", "register"}),
        ("vreemd.csv", "een;twee", {"payroll", "register", "employers", "keys"}),
    ],
)
def test_file_in_a_folder_is_for_its_own_table(tmp_path, name, header, tables):
    [source] = sources([write(tmp_path / name, header)])
    found = {table.name for table in (PAYROLL, REGISTER, EMPLOYERS, KEYS) if is_for(source, table, Mapping())}
    assert found == tables
