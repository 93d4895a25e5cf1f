"""`banenafspraak employer`: what it says of a quota, in which words, and what it writes and refuses."""

import csv
import json

import pytest
from openpyxl import load_workbook

ROWS = """\
persoon;loonheffingennummer;nummer_ikv;tijdvak_begin;tijdvak_einde;verloonde_uren;code_aard;code_soort;sectorcode
Z;W-1;1;01-01-2023;31-12-2023;50000;1;15;64
Z;W-1;2;01-01-2024;31-12-2024;98000;1;15;64
Z;W-1;3;01-01-2024;31-12-2024;98000;1;15;64
Z;W-1;4;01-01-2024;31-12-2024;98000;1;15;64
Z;W-1;5;01-01-2024;31-12-2024;98000;1;15;64
A;W-1;1;01-01-2024;31-12-2024;8000;1;15;64
"""
LENT = """\
bsn;uitlener;inlener;uren;uitlener_akkoord_op;inlener_akkoord_op
111222333;W-9;W-1;{hours};01-08-2025;{agreed}
"""
BSN = "111222333"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "loon.csv").write_text(ROWS, encoding="utf-8")
    register = f"persoon,bsn,datum_begin\nA,,2015-01-01\n,{BSN},2015-01-01\n"
    (tmp_path / "register.csv").write_text(register, encoding="utf-8")
    return tmp_path


@pytest.fixture
def asked(files):
    return (files / "loon.csv", "--register", files / "register.csv", "--year", "2024")


def lent(files, hours="1331", agreed="01-08-2025"):
    (files / "inleen.csv").write_text(LENT.format(hours=hours, agreed=agreed), encoding="utf-8")
    return files / "inleen.csv"


def test_the_quota_is_told_as_information(say, asked):
    said = say("employer", *asked)
    assert said.code == 0
    for words in (
        "Quotum van W-1 · 2024 · ter informatie",
        "Informatie; er wordt nu geen heffing opgelegd (Wfsv 122na).",
        "Alle verloonde uren 400.000,00",
        "Verloonde uren van de doelgroep 8.000,00",
        "2,76 % (vastgesteld)",
        "vastgesteld (bron: UWV, hoe hoog is het quotumpercentage)",
        "Valt onder de quotumregeling ja",
        "Tekort 2,2 banen",
        "Heffing bij dit tekort, ter informatie € 11.000 Wfsv 38h lid 4",
        "Nu te betalen € 0 Wfsv 122na",
        "2.989,41 uren per jaar (2,25 banen)",
        "2.906,91 Besluit Wfsv 2.28",
        "Tekort met 25,5 uur per week erbij 1,3 banen",
        "Bewijs: duckdb",
    ):
        assert words in said.words


def test_it_speaks_english_when_asked(say, asked):
    said = say("employer", *asked, "--lang", "en")
    for words in (
        "Quota of W-1 · 2024 · for information",
        "Information; no levy is imposed now (Wfsv 122na).",
        "Sector government",
        "All paid hours 400,000.00",
        "Shortfall 2.2 jobs",
        "Due now € 0",
    ):
        assert words in said.words


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_it_is_never_phrased_as_a_decision(say, asked, lang):
    said = say("employer", *asked, "--lang", lang).words.lower()
    assert not any(word in said for word in ("u moet", "bent verschuldigd", "you must", "you owe", "wordt geheven"))


@pytest.mark.parametrize("typed", ["1,93", "1.93"])
def test_a_percentage_may_be_typed_with_comma_or_dot(say, asked, typed):
    [found] = say("employer", *asked, "--quota", typed, "--json").data["werkgevers"]
    assert (found["percentage"], found["tekort"]) == (1.93, 0.0)


def test_without_shortfall_nothing_is_needed(say, asked):
    said = say("employer", *asked, "--quota", "1,93")
    assert "1,93 % (opgegeven)" in said.words
    assert "Nog nodig" not in said.words


def test_without_a_percentage_the_shortfall_stays_empty_and_says_why(say, files, asked):
    (files / "loon.csv").write_text(ROWS.replace(";64", ";44"), encoding="utf-8")
    said = say("employer", *asked)
    assert "Tekort geen cijfer" in said.words
    assert "Nu te betalen" not in said.words
    assert "tekort is leeg: voor 2024 en sector markt" in said.words


def test_an_employers_file_says_the_sector(say, files, asked):
    (files / "w.csv").write_text("loonheffingennummer,sector\nW-1,markt\n", encoding="utf-8")
    [found] = say("employer", *asked, "--employers", files / "w.csv", "--json").data["werkgevers"]
    assert (found["sector"], found["valt_onder_quotum"]) == ("markt", "nee")


def test_other_hours_may_be_tried_out(say, asked):
    [found] = say("employer", *asked, "--hire-hours", "12", "--json").data["werkgevers"]
    assert (found["extra_uren_per_week"], found["tekort_daarna"]) == (12, 1.8)


def test_quiet_prints_one_line_an_employer(say, asked):
    said = say("employer", *asked, "--quiet")
    line = "W-1, 2024: tekort 2,2 (informatie; er wordt nu geen heffing opgelegd, Wfsv 122na)."
    assert (said.out, said.err.strip()) == ("", line)
    assert "tekort geen cijfer" in say("employer", *asked[:-1], "2023", "--quiet").err


def test_hours_lent_in_are_shown_and_no_bsn_is(say, files, asked):
    said = say("employer", *asked, "--lent-in", lent(files))
    assert "waarvan erbij door inlenen 1.331,00" in said.words
    assert "en eraf door uitlenen 0,00" in said.words
    assert BSN not in said.words
    assert BSN not in say("employer", *asked, "--lent-in", files / "inleen.csv", "--json").words


def test_an_agreement_that_is_too_late_does_not_count(say, files, asked):
    said = say("employer", *asked, "--lent-in", lent(files, agreed="02-08-2025"))
    assert "door inlenen" not in said.words
    assert "na 1 augustus" in said.words


def test_hours_lent_out_leave(say, files, asked):
    rows = f"{ROWS}Q;W-1;9;01-01-2024;31-12-2024;0;1;15;64\n"
    (files / "loon.csv").write_text(rows, encoding="utf-8")
    text = lent(files).read_text(encoding="utf-8").replace("bsn", "persoon").replace(BSN, "A")
    (files / "uitleen.csv").write_text(text.replace("W-9;W-1", "W-1;W-9"), encoding="utf-8")
    said = say("employer", *asked, "--lent-out", files / "uitleen.csv")
    assert "en eraf door uitlenen 1.331,00" in said.words
    assert "doelgroep 6.669,00" in said.words


def test_refused_rows_are_told_with_exit_code_4(say, files, asked):
    said = say("employer", *asked, "--lent-in", lent(files, hours="veel"))
    assert said.code == 4
    assert "hours-unreadable" in said.words


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_a_result_is_written(say, files, asked, kind):
    out = files / f"quotum.{kind}"
    said = say("employer", *asked, "--out", out)
    assert f"Geschreven: {out}" in said.words.replace(" /", "/").replace("Geschreven:/", "Geschreven: /")
    match kind:
        case "csv":
            assert [row["tekort"] for row in csv.DictReader(out.read_text("utf-8").splitlines())] == ["2.2"]
        case "json":
            assert json.loads(out.read_text("utf-8"))["werkgevers"][0]["te_betalen_eurocent"] == 0
        case _:
            assert load_workbook(out).sheetnames == ["quotum", "opmerkingen", "bewijs"]


def test_another_kind_of_file_is_refused_before_anything_is_read(say, files):
    said = say("employer", files / "weg.csv", "--register", files / "weg.csv", "--year", "2024", "--out", "q.txt")
    assert said.code == 5
    assert "output-kind-unknown" in said.words


def test_numbers_that_are_none_are_told_at_once(say, asked):
    said = say("employer", *asked, "--quota", "veel", "--hire-hours", "x")
    assert said.code == 5
    assert "quota-percentage-unfit · --quota" in said.words
    assert "hire-hours-unfit · --hire-hours" in said.words


@pytest.mark.parametrize("option", [("--quota", "276"), ("--quota", "nan"), ("--hire-hours", "169")])
def test_numbers_out_of_reach_are_refused(say, asked, option):
    assert say("employer", *asked, *option).code == 5


def test_a_year_out_of_reach_is_wrong_use(say, asked):
    assert say("employer", *asked[:-1], "1999").code == 2


def test_engines_give_the_same(say, asked):
    fast, meaning = (say("employer", *asked, "--engine", name, "--json").data for name in ("duckdb", "reference"))
    assert fast["werkgevers"] == meaning["werkgevers"]
    assert fast["bewijs"]["result_sha256"] == meaning["bewijs"]["result_sha256"]
