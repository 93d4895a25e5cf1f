"""`banenafspraak count`: what it prints, writes and refuses, and with which exit code it ends."""

import csv
import json

import pytest
from openpyxl import load_workbook
from pyarrow import parquet
from tests.cli.conftest import BSNS, PAYROLL


def cells(data):
    names = ("sector", "soort")
    return {tuple(line[name] for name in names): (line["verloonde_uren"], line["banen"]) for line in data["tabel"]}


def test_count_gives_the_cells(say, asked):
    said = say("count", *asked, "--by", "sector", "--by", "soort", "--json")
    assert said.code == 0
    assert cells(said.data) == {
        ("overheid", "regulier"): (110.92, 1.0),
        ("markt", "regulier"): (4.0, 0.036062),
        ("niet te verdelen", "inleen"): (221.84, 2.0),
        ("totaal", "totaal"): (336.76, 3.036062),
    }


def test_count_says_read_accepted_and_refused(say, asked):
    said = say("count", *asked)
    assert "Gelezen 5 loonregels: 5 aangenomen, 0 geweigerd." in said.words
    assert "Bewijs: duckdb" in said.words


def test_count_speaks_english_when_asked(say, asked):
    said = say("count", *asked, "--lang", "en")
    assert "Read 5 payroll rows: 5 accepted, 0 refused." in said.words
    assert "336.76" in said.words


def test_count_takes_its_language_from_the_environment(say, asked, monkeypatch):
    monkeypatch.setenv("BANENAFSPRAAK_LANG", "en")
    assert "What became of each row?" in say("count", *asked).words


def test_count_quiet_prints_one_line(say, asked):
    said = say("count", *asked, "--quiet")
    assert (said.out, said.err.strip()) == ("", "Gelezen 5 loonregels: 5 aangenomen, 0 geweigerd.")


def test_extra_jobs_come_from_december_2012_in_the_deliveries(say, asked):
    total = say("count", *asked, "--no-split", "--json").data["tabel"][-1]
    assert total["extra_banen"] == 2.036062


def test_engines_give_the_same_table(say, asked):
    fast, meaning = (say("count", *asked, "--engine", name, "--json").data for name in ("duckdb", "reference"))
    assert fast["tabel"] == meaning["tabel"]
    assert fast["bewijs"]["result_sha256"] == meaning["bewijs"]["result_sha256"]


def test_refused_rows_are_written_by_number_and_never_by_content(say, files, asked):
    bad = PAYROLL + "123456789;W-1;1;2018-12-01;2018-12-31;1.234,50;11;15;52\n111222333;W-2;2;31-02-2018;x;y;1;15;33\n"
    (files / "loon.csv").write_text(bad, encoding="utf-8")
    said = say("count", *asked, "--refused", files / "refused.csv")
    assert said.code == 4
    rows = list(csv.DictReader((files / "refused.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["rij"], row["kolom"], row["code"]) for row in rows] == [
        ("7", "bsn", "bsn-wrong"),
        ("8", "tijdvak_begin", "date-unreadable"),
        ("8", "tijdvak_einde", "date-unreadable"),
        ("8", "verloonde_uren", "hours-unreadable"),
    ]
    assert all(row["wat"] and row["waarom"] and row["oplossing"] for row in rows)
    assert "Gelezen 7 loonregels: 5 aangenomen, 2 geweigerd." in said.words


def test_quiet_says_the_rows_and_nothing_else(say, files, asked):
    said = say("count", *asked, "--quiet", "--out", files / "uit.json")
    assert (said.out, said.err.strip()) == ("", "Gelezen 5 loonregels: 5 aangenomen, 0 geweigerd.")
    assert (files / "uit.json").is_file()


def test_refused_rows_without_a_file_say_how_to_keep_them(say, files, asked):
    (files / "loon.csv").write_text(PAYROLL + "1;W-1;1;2018-12-01;2018-12-31;1;1;15;52\n", encoding="utf-8")
    assert "--refused refused.csv" in say("count", *asked).words


@pytest.mark.parametrize("kind", ["csv", "json", "parquet", "xlsx"])
def test_a_result_is_written_in_each_form(say, files, asked, kind):
    out = files / f"uit.{kind}"
    said = say("count", *asked, "--out", out)
    assert said.code == 0
    assert f"Geschreven: {out}" in said.words
    assert [line["banen"] for line in read(out)][-1] == pytest.approx(3.036062)


def read(path):
    match path.suffix:
        case ".csv":
            return [
                {**line, "banen": float(line["banen"])} for line in csv.DictReader(path.read_text("utf-8").splitlines())
            ]
        case ".json":
            return json.loads(path.read_text("utf-8"))["tabel"]
        case ".parquet":
            return [{**line, "banen": float(line["banen"])} for line in parquet.read_table(path).to_pylist()]
        case _:
            header, *rows = load_workbook(path)["telling"].iter_rows(values_only=True)
            return [dict(zip(header, row, strict=True)) for row in rows]


def test_csv_has_six_places_and_leaves_the_unknown_empty(say, files, asked):
    say("count", *asked, "--out", files / "uit.csv")
    header, *lines = (files / "uit.csv").read_text("utf-8").splitlines()
    assert header == "definitie,periode,sector,verloonde_uren,personen,banen,extra_banen,doelstelling,verschil"
    assert lines[-1] == "monitor,2018,totaal,336.76,2,3.036062,2.036062,,"


def test_spreadsheet_has_numbers_a_frozen_header_and_its_receipt(say, files, asked):
    say("count", *asked, "--out", files / "uit.xlsx")
    book = load_workbook(files / "uit.xlsx")
    assert book.sheetnames == ["telling", "regels", "opmerkingen", "bronnen", "bewijs"]
    assert book["telling"].freeze_panes == "A2"
    assert isinstance(book["telling"]["D2"].value, int | float)
    facts = dict(book["bewijs"].iter_rows(min_row=2, values_only=True))
    assert len(facts["result_sha256"]) == 64


def test_the_same_input_gives_the_same_bytes(say, files, asked):
    for kind in ("csv", "json", "parquet", "xlsx"):
        for name in ("een", "twee"):
            say("count", *asked, "--out", files / f"{name}.{kind}", "--quiet")
        assert (files / f"een.{kind}").read_bytes() == (files / f"twee.{kind}").read_bytes()


def test_no_bsn_leaves_the_door(say, files, asked):
    outs = [files / f"uit.{kind}" for kind in ("csv", "json", "parquet", "xlsx")]
    texts = []
    for out in outs:
        said = say("count", *asked, "--out", out, "--refused", files / "refused.csv", "--by", "maand")
        texts += [said.out, said.err, *(path.read_bytes().decode("latin-1") for path in files.glob("uit*"))]
    texts.append((files / "refused.csv").read_text("utf-8"))
    assert not [bsn for bsn in BSNS for text in texts if bsn in text]


def test_an_own_definition_is_marked(say, files, asked):
    (files / "eigen.yaml").write_text('naam: honderd\ngebaseerd_op: monitor\nuren_per_baan: "100"\n', encoding="utf-8")
    said = say("count", *asked, "--definition", files / "eigen.yaml", "--json")
    assert said.data["tabel"][-1]["definitie"] == "eigen definitie: honderd"
    assert said.data["tabel"][-1]["banen"] == 3.3676


def test_rules_can_be_chosen_whatever_the_date(say, asked):
    said = say("count", *asked, "--rules", "wba", "--json")
    assert said.data["bewijs"]["rules"]["regelset"] == "wba"
    assert [line["banen"] for line in said.data["tabel"]] == [3.036062]


@pytest.mark.parametrize(
    ("definition", "period", "valid"),
    [("monitor", "2018Q4", "2018, 2018-12"), ("quarter", "2018", "2018Q4"), ("employer-year", "2018-12", "2018")],
)
def test_a_period_of_another_definition_is_refused_with_the_valid_ones(say, asked, definition, period, valid):
    said = say("count", *asked[:-1], period, "--definition", definition)
    assert said.code == 5
    assert f"Geldig is bijvoorbeeld: {valid}." in said.words


def test_all_missing_files_are_named_at_once(say, files):
    said = say("count", files / "a.csv", files / "b.xml", "--register", files / "c.csv", "--period", "2018", "--json")
    assert said.code == 3
    assert [one["plaats"]["bestand"] for one in said.data["problemen"]] == ["a.csv", "b.xml", "c.csv"]


def test_an_unknown_kind_of_result_is_refused_before_reading(say, files, asked):
    said = say("count", *asked, "--out", files / "uit.pdf")
    assert said.code == 5
    assert "output-kind-unknown" in said.words


def test_a_folder_that_is_not_there_stops_the_writing(say, files, asked):
    said = say("count", *asked, "--out", files / "nergens" / "uit.json")
    assert said.code == 7
    assert "output-not-writable" in said.words


def test_many_problems_are_shown_to_a_point(say, files):
    missing = [files / f"{number}.csv" for number in range(25)]
    said = say("count", *missing, "--register", files / "register.csv", "--period", "2018")
    assert "… en nog 5." in said.words
