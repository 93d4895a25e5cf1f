"""`scheme`, `law check` and `law diff`: a case, a population, a slip in a file, a change of law."""

import json
import shutil
from datetime import date

import pyarrow as pa
import pytest
from pyarrow import parquet

from banenafspraak.core.invented.claims import invented_people
from banenafspraak.core.kernel.law import LAW
from banenafspraak.core.schemes.cases import natural
from banenafspraak.core.schemes.means import UNKNOWN_VALUE

CASE = """\
peildatum: 2026-07-01
geboortedatum: 1990-05-01
startdatum: 2026-01-01
loonwaarde: 60
uren_per_week: 32
loon_per_maand: 2000
begeleid_door_gemeente: ja
kan_minimumloon_verdienen: nee
kan_werken: ja
arbeidsovereenkomst: ja
wsw: geen
andere_loonsubsidie: nee
lks_aangevraagd: voor_de_start
vaste_subsidie_afgesproken: nee
in_doelgroepregister: ja
"""


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "geval.yaml"
    path.write_text(CASE, "utf-8")
    return path


def of(data, name):
    return next(one for one in data["regelingen"] if one["id"] == name)


def codes(said):
    return [one["code"] for one in said.data["problemen"]]


def test_a_case_is_answered_in_words_and_is_no_decision(say, case):
    words = say("scheme", "--case", case).words
    assert "Loonkostensubsidie lijkt te passen € 1.101,31 per maand" in words.replace("\u00a0", " ")
    assert "Dit is geen besluit." in words
    assert "Per kalenderjaar" in words


def test_the_trace_names_articles_and_steps(say, case):
    words = say("scheme", "--case", case, "--trace", "--lang", "en").words.replace("\u00a0", " ")
    assert "(participatiewet 6 lid 1 onder e, PW26 [V])" in words
    assert "Minimum wage with holiday allowance (W): € 2,477.95" in words
    assert "Paid hours in the year: 1,664.00 uur" in words


def test_the_same_as_data(say, case):
    data = say("scheme", "--case", case, "--json").data
    assert of(data, "lks")["bedrag"]["hoogste_cent"] == 110131
    assert [one["jaar"] for one in data["jaren"]] == [2026, 2027, 2028]
    assert len(data["regelingen"]) == 25


def test_the_day_and_the_municipality_may_be_given_apart(say, case):
    data = say("scheme", "--case", case, "--on", "2024-06-30", "--municipality", "GM0736", "--json").data
    assert (data["peildatum"], data["feiten"]["woongemeente"]) == ("2024-06-30", "GM0736")
    assert of(data, "lks")["lokaal"][0]["plaats"] == "De Ronde Venen"


def test_a_case_in_json_with_its_facts_apart(say, tmp_path):
    path = tmp_path / "geval.json"
    path.write_text(json.dumps({"peildatum": "2026-07-01", "feiten": {"verloonde_uren": 1500}}), "utf-8")
    found = of(say("scheme", "--case", path, "--json").data, "lkv_banenafspraak")
    assert (found["status"], found["bedrag"]["laagste_cent"], found["bedrag"]["hoogste_cent"]) == (
        "unknown_needs",
        0,
        151500,
    )


def test_all_that_is_wrong_is_said_at_once(say, tmp_path):
    path = tmp_path / "geval.yaml"
    path.write_text(
        "loonwaarde: 120\nuren_per_week: -3\nuitkering: wajong\nbegeleid_door_gemeente: ja\nzomaar: 1\n", "utf-8"
    )
    said = say("scheme", "--case", path, "--json")
    assert said.code == 5
    assert codes(said) == ["case-bounds", "case-bounds", "case-unknown", "case-wajong-municipality"]


@pytest.mark.parametrize("content", ["- een\n", "a: [\n", "\tx"])
def test_a_file_that_is_no_case(say, tmp_path, content):
    path = tmp_path / "geval.yaml"
    path.write_text(content, "utf-8")
    assert codes(say("scheme", "--case", path, "--json")) == ["case-unreadable"]


def test_a_case_that_is_not_there(say, tmp_path):
    assert codes(say("scheme", "--case", tmp_path / "weg.yaml", "--json")) == ["case-unreadable"]


@pytest.mark.parametrize("both", [True, False])
def test_one_case_or_a_population(say, case, both):
    given = ["--case", case, "--population", case] if both else []
    assert codes(say("scheme", *given, "--json")) == ["scheme-one-of-both"]


@pytest.fixture
def people(tmp_path):
    drawn = invented_people(200, 5)
    columns = {
        name: [None if one == UNKNOWN_VALUE else natural(name, int(one)) for one in column]
        for name, column in drawn.columns.items()
    }
    path = tmp_path / "mensen.parquet"
    parquet.write_table(pa.table(columns), path)
    return path


def test_a_population_is_summed_and_written(say, people, tmp_path):
    out = tmp_path / "uit.parquet"
    data = say("scheme", "--population", people, "--year", 2026, "--out", out, "--json").data
    assert (data["jaar"], data["personen"]) == (2026, 200)
    table = parquet.read_table(out)
    assert sum(table.column("totaal_cent").to_pylist()) == data["totaal_cent"]
    assert data["regelingen"]["lks"]["cent"] == sum(table.column("lks_cent").to_pylist())


def test_a_population_in_words(say, people, tmp_path):
    said = say("scheme", "--population", people, "--year", 2026, "--out", tmp_path / "uit.csv")
    assert "Een jaar, 2026: 200 mensen" in said.words
    assert "Geschreven" in said.err


def test_the_outcome_does_not_go_over_its_input(say, people):
    assert codes(say("scheme", "--population", people, "--out", people, "--json"))


def test_what_if_tells_who_gains_per_region(say, people):
    asked = ("scheme", "--population", people, "--year", 2026, "--what-if", "lks.vergoeding_werkgeverslasten=30")
    nation, *regions = say(*asked, "--json").data["regios"]
    assert (nation["regio"], nation["erop_achteruit"], nation["erop_vooruit"] > 0) == ("", 0, True)
    assert sum(one["personen"] for one in regions) == 200
    words = say(*asked, "--without-local").words
    assert "Wat als? 2026, 200 mensen" in words
    assert "Rijnmond" in words


@pytest.mark.parametrize("given", ["zomaar.iets=3", "lks.zomaar=3", "lks.maximum=veel", "lks.maximum", "wml=1"])
def test_what_if_of_what_is_no_value(say, people, given):
    assert codes(say("scheme", "--population", people, "--what-if", given, "--json")) == ["what-if-unfit"]


def test_our_law_is_in_order(say):
    assert say("law", "check", "--json").data["problemen"] == []
    assert "alles in orde" in say("law", "check").err


def changed(tmp_path, old, new):
    """A folder of law in which one thing is otherwise."""
    folder = tmp_path / "wet"
    shutil.copytree(LAW, folder)
    file = folder / "nl/participatiewet/lks/2015-01-01.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    return folder, file


def test_a_slip_in_a_file_is_explained(say, tmp_path):
    _, file = changed(tmp_path, 'waarde: "25.0", bron: KOEN', "waarde: 25.5, bron: KOENN")
    said = say("law", "check", file, "--json")
    assert said.code == 3
    assert [(one["code"], one["plaats"]["kolom"]) for one in said.data["problemen"]] == [
        ("law-value", "waarden.vergoeding_werkgeverslasten.rijen.4"),
        ("law-source", "waarden.vergoeding_werkgeverslasten.rijen.4"),
    ]


def test_a_folder_is_looked_over_whole(say, tmp_path):
    folder, _ = changed(tmp_path, "onderwerp: lks\n", "onderwerp: lkss\n")
    assert codes(say("law", "check", folder, "--json")) == ["law-folder"]


def test_a_newcomer_adds_a_value_for_2027(say, tmp_path):
    """As docs/how-to/regeling-wijzigen.md tells it: a line in a file, a check, and the difference."""
    line = '      - {vanaf: 2027-01-01, waarde: "27.5", bron: KOEN, zekerheid: U}\n'
    folder, _ = changed(tmp_path, "  maximum:\n    naam:", f"{line}  maximum:\n    naam:")
    assert say("law", "check", folder).code == 0
    data = say("law", "diff", LAW, folder, "--year", 2027, "--people", 300, "--json").data
    nation = data["regios"][0]
    assert (nation["erop_achteruit"], nation["erop_vooruit"] > 0) == (0, True)
    assert data["voorbeelden"] == []


def test_a_change_shows_which_examples_change(say, tmp_path):
    folder, _ = changed(tmp_path, 'waarde: "25.0", bron: KOEN', 'waarde: "30.0", bron: KOEN')
    words = say("law", "diff", LAW, folder, "--people", 100).words
    assert "Koen, met het minimumloon van januari" in words
    assert "does_not_apply" not in words
    assert "unknown_needs, 110131 cent unknown_needs, 114536 cent" in words
    assert "Rijnmond" in words


def test_without_a_difference_no_example_changes(say):
    said = say("law", "diff", LAW, LAW, "--people", 10)
    assert "Geen enkel voorbeeld verandert." in said.err


@pytest.mark.parametrize("command", [("law", "check", "weg"), ("law", "diff", "weg", "weg")])
def test_a_path_that_is_not_there(say, command):
    assert codes(say(*command, "--json")) == ["law-no-file"]


def test_an_installation_has_rules_of_its_own(say, case, tmp_path, monkeypatch):
    place = tmp_path / "eigen" / "teststad" / "lks"
    place.mkdir(parents=True)
    (place / "2026-01-01.yaml").write_text(
        """\
bestand: lokaal
gebied: teststad
naam_gebied: Teststad
gemeenten: [GM0363]
onderwerp: lks
geldig_vanaf: 2026-01-01
ingang: {zekerheid: V, noot: Verzonnen.}
waarden:
  vergoeding_werkgeverslasten:
    eenheid: procent van de subsidie
    artikel: verordening
    rijen:
      - {vanaf: 2026-01-01, waarde: 30, bron: VELD, zekerheid: V}
""",
        "utf-8",
    )
    folder = tmp_path / "eigen"
    assert say("law", "check", folder).code == 0
    asked = ("scheme", "--case", case, "--municipality", "Amsterdam", "--json")
    by_option = of(say(*asked, "--law-path", folder).data, "lks")["bedrag"]["hoogste_cent"]
    monkeypatch.setenv("LAW_PATH", str(folder))
    by_variable = of(say(*asked).data, "lks")["bedrag"]["hoogste_cent"]
    assert by_option == by_variable == 114536
    monkeypatch.setenv("LAW_PATH", str(tmp_path / "weg"))
    assert codes(say(*asked)) == ["law-no-file"]


def test_a_day_is_today_when_none_is_given(say, tmp_path):
    path = tmp_path / "geval.yaml"
    path.write_text("kan_werken: ja\n", "utf-8")
    assert date.fromisoformat(say("scheme", "--case", path, "--json").data["peildatum"]) >= date(2026, 11, 1)
