import gzip
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.core.tables.deliveries import write

from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.tables.plain import read_rows

ROWS = [{"sector": "markt", "banen": "1.5"}, {"sector": "overheid", "banen": ""}]


def stopped(path):
    with pytest.raises(ProblemsError) as error:
        read_rows(path)
    return [(problem.code, problem.place.file) for problem in error.value.problems]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_of_any_usual_form(tmp_path, separator, encoding):
    lines = [
        f" Sector {separator}Banen{separator}",
        f" markt{separator}1.5",
        "",
        f"overheid{separator}{separator}x{separator}é",
    ]
    assert read_rows(write(tmp_path / "a.csv", *lines, ending="\r\n", encoding=encoding)) == ROWS


def test_text_with_quoted_values(tmp_path):
    path = write(tmp_path / "a.csv", "a;b", '"een\ntwee";"x;""y"""')
    assert read_rows(path) == [{"a": "een\ntwee", "b": 'x;"y"'}]


def test_packed_text(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"sector;banen\nmarkt;1.5\noverheid;\n"))
    assert read_rows(path) == ROWS


def test_parquet(tmp_path):
    path = tmp_path / "a.parquet"
    banen = pa.array([Decimal("1.5"), None], pa.decimal128(9, 1))
    parquet.write_table(pa.table({"Sector": ["markt", "overheid"], "banen": banen}), path)
    assert read_rows(path) == ROWS


def test_spreadsheet(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for cells in (["Sector", "Banen", "jaar"], ["markt", 1.5, 2018], ["overheid", None, 2018]):
        book.active.append(cells)
    book.save(path)
    assert read_rows(path) == [{**row, "jaar": "2018"} for row in ROWS]


def test_header_alone_gives_no_rows(tmp_path):
    assert read_rows(write(tmp_path / "a.csv", "a;b")) == []
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    assert read_rows(tmp_path / "a.xlsx") == []


def test_what_cannot_be_read_is_named(tmp_path):
    assert stopped(tmp_path / "geen.csv") == [("file-not-found", "geen.csv")]
    assert stopped(write(tmp_path / "a.xml", "<a/>")) == [("file-kind-unknown", "a.xml")]
    assert stopped(write(tmp_path / "a.xlsx", "x")) == [("xlsx-broken", "a.xlsx")]
    assert stopped(write(tmp_path / "a.parquet", "x")) == [("parquet-broken", "a.parquet")]
    assert stopped(write(tmp_path / "a.csv", "a", '"' + "x" * 200_000)) == [("csv-broken", "a.csv")]
    (tmp_path / "b.csv").write_bytes(b"a\n\x81\n")
    assert stopped(tmp_path / "b.csv") == [("csv-broken", "b.csv")]
    assert stopped(tmp_path) == [("file-kind-unknown", tmp_path.name)]


def test_nested_parquet_is_named(tmp_path):
    parquet.write_table(pa.table({"a": [[1]]}), tmp_path / "a.parquet")
    assert stopped(tmp_path / "a.parquet") == [("parquet-broken", "a.parquet")]
