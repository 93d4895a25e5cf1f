import csv
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.factories.payroll import at_government, in_2012, lent, order_of, paid, registered, write

from banenafspraak.core.counting import count
from banenafspraak.core.counting.files import (
    KINDS,
    as_data,
    check_kind,
    flow_line,
    pace_line,
    read_result,
    receipt_beside,
    refused_bytes,
    tally_lines,
    write_refused,
    write_result,
)
from banenafspraak.core.counting.publishing import publish
from banenafspraak.core.counting.result import Flow, Pace
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.tables.reading import Refused

COLUMNS = [
    "definitie",
    "periode",
    "sector",
    "verloonde_uren",
    "personen",
    "banen",
    "extra_banen",
    "doelstelling",
    "verschil",
]
THEN = {"tijdvak_begin": "2017-12-01", "tijdvak_einde": "2017-12-31"}


@pytest.fixture
def result(tmp_path):
    rows = [
        paid(),
        at_government(persoon="B", verloonde_uren="55.46"),
        paid(persoon="Z"),
        paid(**THEN),
        in_2012(paid()),
    ]
    goals = [{"jaar": "2018", "sector": name, "doelstelling": "3", "bron": "wij"} for name in ("markt", "totaal")]
    people = [registered(), registered(persoon="B")]
    return count(order_of(tmp_path, rows, people, targets=write(tmp_path / "doelen.csv", goals)))


def codes(read, *given):
    with pytest.raises(ProblemsError) as error:
        read(*given)
    return [one.code for one in error.value.problems]


@pytest.mark.parametrize("kind", KINDS)
def test_a_result_is_written_whole_and_read_back(result, tmp_path, kind):
    path = tmp_path / f"telling{kind}"
    written = write_result(result, path)
    assert written == ([path, receipt_beside(path)] if kind == ".csv" else [path])
    kept = read_result(path)
    assert (kept.table_is_whole, kept.receipt) == (True, json.loads(json.dumps(result.receipt.as_dict())))
    assert list(tmp_path.glob(".*.part")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_result_is_read_back_too(tmp_path, kind):
    path = tmp_path / f"leeg{kind}"
    write_result(count(order_of(tmp_path, [paid(persoon="Z")], by=())), path)
    assert read_result(path).table_is_whole


def test_csv_has_the_columns_of_a_result(result, tmp_path):
    path = tmp_path / "telling.csv"
    write_result(result, path)
    lines = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert list(lines[0]) == COLUMNS
    assert [line["banen"] for line in lines] == ["1.000000", "0.500000", "1.500000"]
    assert [line["extra_banen"] for line in lines] == ["0.000000", "0.500000", "0.500000"]
    assert [line["doelstelling"] for line in lines] == ["3", "", "3"]


def test_json_keeps_all_places(result, tmp_path):
    path = tmp_path / "telling.json"
    write_result(result, path)
    body = json.loads(path.read_text("utf-8"), parse_float=Decimal)
    assert list(body) == ["tabel", "tempo", "stroom", "regels", "opmerkingen", "bewijs"]
    assert body["tabel"][0]["banen"] == Decimal("1.000000")
    assert body["tempo"][0]["doelstelling"] == 3
    assert body["stroom"]["werkend_deze_periode"] == 2


def test_parquet_has_types(result, tmp_path):
    path = tmp_path / "telling.parquet"
    write_result(result, path)
    kinds = {field.name: field.type for field in parquet.read_schema(path)}
    assert kinds["banen"] == pa.decimal128(24, 6)
    assert (kinds["verloonde_uren"], kinds["personen"], kinds["sector"]) == (
        pa.decimal128(24, 2),
        pa.int64(),
        pa.string(),
    )


def test_xlsx_has_numbers_sources_and_receipt(result, tmp_path):
    path = tmp_path / "telling.xlsx"
    write_result(result, path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["telling", "tempo", "stroom", "regels", "opmerkingen", "bronnen", "bewijs"]
    assert [cell.value for cell in book["telling"][1]] == COLUMNS
    assert book["telling"]["F2"].value == 1
    assert book["telling"].freeze_panes == "A2"
    assert book["bronnen"]["B2"].value == "december"


def test_xlsx_without_pace_and_flow_has_no_sheets_for_them(tmp_path):
    path = tmp_path / "telling.xlsx"
    write_result(count(order_of(tmp_path, [paid()])), path)
    assert openpyxl.load_workbook(path).sheetnames == ["telling", "regels", "opmerkingen", "bronnen", "bewijs"]


@pytest.mark.parametrize("name", ["telling.txt", "telling", "telling.xls"])
def test_other_kinds_are_refused_before_the_count(name):
    assert codes(check_kind, Path(name)) == ["output-kind-unknown"]


def test_a_place_that_cannot_be_written_leaves_nothing(result, tmp_path):
    assert codes(write_result, result, tmp_path / "geen" / "telling.csv") == ["output-not-writable"]
    assert not (tmp_path / "geen").exists()


def test_a_result_that_is_not_there(tmp_path):
    assert codes(read_result, tmp_path / "weg.csv") == ["file-not-found"]


def test_a_result_without_its_receipt(result, tmp_path):
    path = tmp_path / "telling.csv"
    write_result(result, path)
    receipt_beside(path).unlink()
    assert codes(read_result, path) == ["receipt-missing"]


@pytest.mark.parametrize(
    "body",
    ["{", "[]", "{}", '{"bewijs": 5, "tabel": []}', '{"bewijs": {}, "tabel": []}', '{"bewijs": {}, "tabel": [5]}'],
)
def test_json_that_is_no_result(tmp_path, body):
    path = tmp_path / "telling.json"
    path.write_text(body, "utf-8")
    assert codes(read_result, path) == ["receipt-missing"]


def test_parquet_and_xlsx_that_are_no_result(tmp_path):
    parquet.write_table(pa.table({"a": [1]}), tmp_path / "ander.parquet")
    book = openpyxl.Workbook()
    book.save(tmp_path / "ander.xlsx")
    (tmp_path / "stuk.parquet").write_bytes(b"niets")
    (tmp_path / "stuk.xlsx").write_bytes(b"niets")
    for name in ("ander.parquet", "ander.xlsx", "stuk.parquet", "stuk.xlsx"):
        assert codes(read_result, tmp_path / name) == ["receipt-missing"]


@pytest.mark.parametrize("value", ["veel", 3.5, 2, True, None])
@pytest.mark.parametrize("column", ["C", "D", "E", "F"])
def test_whatever_is_typed_into_a_spreadsheet_is_seen(result, tmp_path, column, value):
    path = tmp_path / "telling.xlsx"
    write_result(result, path)
    book = openpyxl.load_workbook(path)
    book["telling"][f"{column}2"] = value
    book.save(path)
    assert not read_result(path).table_is_whole


def test_tallies_add_up_to_what_was_read(tmp_path):
    rows = [paid(), paid(verloonde_uren="1"), lent(), paid(persoon="Z"), paid(verloonde_uren="x", nummer_ikv="3")]
    lines = tally_lines(count(order_of(tmp_path, rows)), "nl")
    assert [(line["lot"], line["telt"], line["rijen"]) for line in lines] == [
        ("inleen", "ja", 1),
        ("niet_geregistreerd", "nee", 1),
        ("geweigerd", "nee", 3),
    ]
    assert lines[0]["artikel"] == "Regeling Wfsv 3.30 lid 1 (nu 3.34) [V]"


def test_pace_and_flow_in_lines():
    line = pace_line(Pace("markt", 2018, 3, Fraction(1, 3), -4))
    assert list(line.values()) == ["markt", 2018, 3, Decimal("0.333333"), Decimal("2.666667"), 0, None]
    assert pace_line(Pace("markt", 2019, 3, Fraction(1), 4))["nodig_per_kwartaal"] == Decimal("0.500000")
    assert list(flow_line(Flow("2017", 5, 4, 3, 2, 1)).values()) == ["2017", 5, 4, 3, 2, 1, 7]


def test_data_speaks_both_languages(result):
    assert as_data(result, "en")["opmerkingen"] != as_data(result)["opmerkingen"]


def test_refused_rows_are_named_by_number_and_never_by_content(tmp_path):
    path = tmp_path / "geweigerd.csv"
    write_refused(
        (Refused("loon.csv", 7, "verloonde_uren", "hours-unreadable"), Refused("loon.csv", 9, "", "rows-differ")),
        path,
        "nl",
    )
    lines = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert [(line["bestand"], line["rij"], line["kolom"], line["code"]) for line in lines] == [
        ("loon.csv", "7", "verloonde_uren", "hours-unreadable"),
        ("loon.csv", "9", "", "rows-differ"),
    ]
    assert refused_bytes((), "en").decode().splitlines() == ["bestand,rij,kolom,code,wat,waarom,oplossing"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_published_result_has_no_rows_and_is_read_back(result, tmp_path, kind):
    shared = publish(result)
    write_result(shared, path := tmp_path / f"delen{kind}")
    kept = read_result(path)
    assert (kept.table_is_whole, tally_lines(shared, "nl")) == (True, [])
    assert [line["afgeschermd"] for line in kept.lines] == [line["afgeschermd"] for line in shared.text_table()]
    if kind == ".xlsx":
        assert "regels" not in openpyxl.load_workbook(path).sheetnames
