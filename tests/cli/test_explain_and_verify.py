"""`banenafspraak explain` and `verify`: every row and why, and the same number again."""

import getpass

import pytest
from tests.cli.conftest import PAYROLL


def rows(said):
    return [(line["rij"], line["lot"], line["geteld"]) for line in said.data["regels"]]


def test_a_cell_shows_its_rows(say, asked):
    said = say("explain", *asked, "--cell", "sector=markt,soort=regulier", "--json")
    assert rows(said) == [("6", "regulier", "4,00")]


def test_a_cell_of_lent_work_shows_the_share_that_the_key_gave_it(say, files, asked):
    (files / "sleutels.csv").write_text(
        "jaar,sector,aandeel,bron\n2018,markt,75,eigen\n2018,overheid,25,eigen\n", encoding="utf-8"
    )
    said = say("explain", *asked, "--cell", "sector=overheid", "--keys", files / "sleutels.csv", "--json")
    assert [(line["rij"], line["lot"], line["geteld"], line["aandeel"]) for line in said.data["regels"]] == [
        ("2", "regulier", "110,92", "100,0 %"),
        ("4", "inleen", "55,46", "25,0 %"),
    ]


def test_a_person_is_found_by_pseudonym(say, asked):
    pseudonym = say("explain", *asked, "--cell", "soort=inleen", "--json").data["regels"][0]["persoon"]
    said = say("explain", *asked, "--person", pseudonym)
    assert said.code == 0
    assert "Telt mee als inleen." in said.words
    assert "buiten periode" in said.words
    assert "In het doelgroepregister" in said.words


def test_a_bsn_is_asked_without_echo(say, asked, monkeypatch):
    monkeypatch.setattr(getpass, "getpass", lambda _: "999990020")
    said = say("explain", *asked, "--ask", "--json")
    assert rows(said) == [("3", "niet_geregistreerd", "0,00")]
    assert "999990020" not in said.out + said.err


def test_a_wrong_bsn_is_refused(say, asked, monkeypatch):
    monkeypatch.setattr(getpass, "getpass", lambda _: "123456789")
    said = say("explain", *asked, "--ask")
    assert said.code == 4
    assert "123456789" not in said.out + said.err


@pytest.mark.parametrize("value", ["999990019", "9999.90.019", "999 990 019", "12345678"])
def test_a_bsn_as_argument_is_refused_and_not_repeated(say, asked, value):
    said = say("explain", *asked, "--person", value)
    assert said.code == 2
    assert "person-looks-like-bsn" in said.words
    assert value not in said.words


def test_nine_digits_are_refused_wherever_they_stand(say):
    for arguments in (["count", "999990019"], ["columns", "--out=999990019"], ["999990019"]):
        said = say(*arguments)
        assert said.code == 2
        assert "999990019" not in said.words


def test_an_unknown_person_is_said(say, asked):
    assert "person-not-found" in say("explain", *asked, "--person", "p-onbekend").words


def test_a_cell_without_rows_says_so(say, asked):
    assert "Geen regels gevonden" in say("explain", *asked, "--cell", "sector=onbekend").words


@pytest.mark.parametrize("cell", ["sector", "kleur=rood", "sector="])
def test_a_cell_that_cannot_be_read_is_refused(say, asked, cell):
    said = say("explain", *asked, "--cell", cell)
    assert said.code == 5
    assert "cell-unfit" in said.words


def test_exactly_one_question_is_asked(say, asked):
    assert say("explain", *asked).code == 2
    assert say("explain", *asked, "--ask", "--cell", "soort=inleen").code == 2


@pytest.mark.parametrize("kind", ["csv", "json", "parquet", "xlsx"])
@pytest.mark.parametrize("engine", ["duckdb", "reference"])
def test_a_result_is_made_again(say, files, asked, kind, engine):
    out = files / f"uit.{kind}"
    say("count", *asked, "--by", "sector", "--by", "soort", "--out", out)
    said = say("verify", out, *asked[:-2], "--engine", engine)
    assert said.code == 0
    assert "precies gelijk" in said.words


def test_another_payroll_is_seen(say, files, asked):
    say("count", *asked, "--out", files / "uit.json")
    (files / "loon.csv").write_text(PAYROLL.replace("221,84", "221,85"), encoding="utf-8")
    said = say("verify", files / "uit.json", *asked[:-2], "--json")
    assert said.code == 6
    assert said.data["verschillen"] == ["result_sha256", "inputs"]
    assert not said.data["gelijk"]


def test_an_edited_table_is_seen(say, files, asked):
    out = files / "uit.csv"
    say("count", *asked, "--out", out)
    out.write_text(out.read_text("utf-8").replace("336.76", "336.77"), encoding="utf-8")
    said = say("verify", out, *asked[:-2])
    assert said.code == 6
    assert "er is iets in veranderd" in said.words


def test_everything_that_went_in_must_be_given_again(say, files, asked):
    (files / "w.csv").write_text("loonheffingennummer,sector\nW-1,markt\n", encoding="utf-8")
    out = files / "uit.json"
    say("count", *asked, "--employers", files / "w.csv", "--out", out)
    assert "verify-input-missing · --employers" in say("verify", out, *asked[:-2]).words
    assert say("verify", out, *asked[:-2], "--employers", files / "w.csv").code == 0


def test_an_own_definition_must_be_given_again(say, files, asked):
    (files / "eigen.yaml").write_text("naam: eigen\ngebaseerd_op: monitor\n", encoding="utf-8")
    out = files / "uit.json"
    say("count", *asked, "--definition", files / "eigen.yaml", "--out", out)
    assert "--definition" in say("verify", out, *asked[:-2]).words
    assert say("verify", out, *asked[:-2], "--definition", files / "eigen.yaml").code == 0


def test_a_published_baseline_is_remembered(say, files, asked):
    out = files / "uit.json"
    made = say("count", *asked, "--baseline", "gepubliceerd", "--json", "--out", out)
    assert made.data["tabel"][-1]["doelstelling"] == 43500
    assert say("verify", out, *asked[:-2]).code == 0


def test_a_file_without_receipt_is_said(say, files, asked):
    (files / "leeg.json").write_text("{}", encoding="utf-8")
    assert "receipt-missing" in say("verify", files / "leeg.json", *asked[:-2]).words
