"""`figures` and `figures import`: two series apart, editions side by side, revisions as differences."""

import csv
import json
import subprocess
import sys

import openpyxl
import pytest
from tests.core.figures.printed import REGULAR, row, without, written

from banenafspraak.cli.frame import figures_folder

DECEMBER = "In december worden extra uren betaald"
TOTAL = "uwv_quarterly/2018-12-31/total/all"


@pytest.fixture
def report(tmp_path):
    """A report with three figures: two revised ones, and one of a region."""
    rows = (row(noot="herzien"), row(**REGULAR | {"extra_banen": "40950"}), row(regio="Groningen", extra_banen="2000"))
    return written(tmp_path / "kw.csv", *rows)


@pytest.fixture
def kept(say, report):
    assert say("figures", "import", report, "--edition", "2019-kw1").code == 0
    return report


def codes(said):
    return [one["code"] for one in said.data["problemen"]]


def test_figures_shows_both_series_and_the_targets_of_2018(say):
    words = say("figures", "--year", "2018").words
    assert "53.390 = 40.942 (regulier) + 12.448 (inleen)" in words
    assert "51.956 = 44.016 (markt) + 7.940 (overheid)" in words
    assert "2018 overheid 12.500 7.940 −4.560" in words
    assert "2018 totaal 43.500 51.956 8.456" in words
    assert "tel ze niet bij elkaar op en trek ze niet van elkaar af" in words


def test_figures_of_one_series(say):
    found = say("figures", "--series", "official", "--json").data["cijfers"]
    assert {line["id"].split("/")[0] for line in found} == {"official"}


def test_figures_shows_a_rounding_gap_and_does_not_mend_it(say):
    words = say("figures", "--year", "2021", "--series", "official", "--lang", "en").words
    assert "72,809 ≈ 60,966 (market) + 11,842 (government) · differs by 1" in words


def test_figures_of_a_year_without_any_says_so(say):
    assert "geen gepubliceerd cijfer gevonden" in say("figures", "--year", "1999").words


def test_figures_refuses_to_subtract_across_series(say):
    said = say("figures", "--subtract", "uwv_quarterly/2018-12-31/total/all", "official/2018-12-31/government/all")
    assert said.code == 5
    assert "De twee reeksen meten niet hetzelfde." in said.words
    assert "45.450" not in said.words


def test_figures_subtracts_within_a_series(say):
    ids = ("official/2018-12-31/total/all", "official/2018-12-31/government/all")
    assert "= 44.016 extra banen" in say("figures", "--subtract", *ids).words
    assert say("figures", "--subtract", *ids, "--json").data["extra_banen"] == 44016


def test_figures_says_when_a_figure_is_unknown(say):
    said = say("figures", "--subtract", "official/2018-12-31/total/all", "official/1999-12-31/total/all")
    assert "figure-unknown" in said.words


def test_figures_warns_for_a_fourth_quarter_of_the_quarterly_series(say):
    assert DECEMBER in say("figures", "--year", "2018").words
    assert DECEMBER not in say("figures", "--year", "2018", "--series", "official").words
    assert any(DECEMBER in note for note in say("figures", "--year", "2018", "--json").data["opmerkingen"])
    quarters = ("uwv_quarterly/2018-12-31/total/all", "uwv_quarterly/2018-09-30/total/all")
    assert DECEMBER in say("figures", "--subtract", *quarters).words


def test_an_edition_is_imported_and_says_what_it_brings(say, report):
    said = say("figures", "import", report, "--edition", "2019-kw1")
    assert said.code == 0
    assert "3 cijfers, waarvan 1 nieuw en 2 herzien." in said.words
    assert "31-12-2018 Nederland totaal alles extra_banen 53.390 53.401 11 meegeleverd 2019-kw1" in said.words
    assert "bron: UWV, kwartaalrapportage" in said.words
    assert DECEMBER in said.words
    assert f"Bewaard: {figures_folder(None) / '2019-kw1.json'}" in said.words


def test_an_import_as_data(say, report):
    found = say("figures", "import", report, "--edition", "2019-kw1", "--json").data
    assert (found["uitgave"], found["reeks"], found["cijfers"], found["nieuw"]) == ("2019-kw1", "uwv_quarterly", 3, 1)
    assert [(one["id"], one["verschil"]) for one in found["herzieningen"]] == [
        (TOTAL, 11),
        ("uwv_quarterly/2018-12-31/total/regular", 8),
    ]
    assert found["afronding"] == []


@pytest.mark.parametrize(
    ("lent", "why"), [("12450", "elk deel is apart afgerond"), ("12448", "afronden verklaart dat niet")]
)
def test_parts_that_miss_their_total_are_told_and_not_mended(say, tmp_path, lent, why):
    rows = (row(), row(**REGULAR | {"extra_banen": "40950"}), row(soort="inleen", extra_banen=lent))
    said = say("figures", "import", written(tmp_path / "a.csv", *rows), "--edition", "a")
    assert "Wij veranderen daar niets aan:" in said.words
    assert f"{TOTAL}: 53.401 ≈ 40.950 (regulier) + {int(lent):,}".replace(",", ".") in said.words
    assert why in said.words
    assert say("figures", "--edition", "a", "--json").data["cijfers"][0]["extra_banen"] == 53401


def test_what_a_file_leaves_unsaid_is_told_by_options(say, tmp_path):
    file = written(tmp_path / "a.csv", without("reeks", "gepubliceerd_op", "bron", "zekerheid", "adres"))
    asked = ("figures", "import", file, "--edition", "a", "--json")
    assert codes(say(*asked)) == ["edition-unsaid"] * 3
    told = ("--series", "uwv_quarterly", "--published", "01-07-2019", "--source", "UWV", "--address", "uwv.nl")
    assert say(*asked, *told, "--mark", "D").code == 0
    [line] = say("figures", "--edition", "a", "--json").data["cijfers"]
    assert (line["bron"], line["zekerheid"], line["uitgave"]) == ("UWV", "D", "a")
    [edition] = say("figures", "--editions", "--edition", "a", "--json").data["uitgaven"]
    assert edition["gepubliceerd_op"] == "2019-07-01"


def test_columns_of_an_import_can_be_told(say, tmp_path):
    file = written(tmp_path / "a.csv", without("extra_banen") | {"Erbij": "53401"})
    (tmp_path / "kolommen.toml").write_text('[columns]\nextra_banen = "Erbij"\n', encoding="utf-8")
    assert "extra_banen" in say("columns", file, "--table", "figures", "--json").data["ontbreekt"]
    assert say("figures", "import", file, "--edition", "a", "--columns", tmp_path / "kolommen.toml").code == 0
    assert say("figures", "--edition", "a", "--json").data["cijfers"][0]["extra_banen"] == 53401


def test_a_file_with_faults_is_refused_whole_with_all_of_them(say, tmp_path):
    file = written(tmp_path / "a.csv", row(reeks="eigen"), row(extra_banen="53.401"), row(regio="Atlantis"), row())
    said = say("figures", "import", file, "--edition", "a", "--json")
    assert (said.code, codes(said)) == (4, ["series-unknown", "jobs-unreadable", "region-unknown"])
    assert [one["plaats"]["rij"] for one in said.data["problemen"]] == [2, 3, 4]
    assert not figures_folder(None).exists()


def test_an_edition_stands_beside_the_others_and_is_never_written_over(say, kept):
    before = (figures_folder(None) / "2019-kw1.json").read_bytes()
    assert codes(say("figures", "import", kept, "--edition", "2019-KW1", "--json")) == [
        "edition-name-taken",
        "edition-known",
    ]
    assert codes(say("figures", "import", kept, "--edition", "anders", "--json")) == ["edition-known"]
    assert (figures_folder(None) / "2019-kw1.json").read_bytes() == before


@pytest.mark.usefixtures("kept")
def test_the_last_edition_holds_and_earlier_ones_stay(say):
    assert "53.401" in say("figures", "--year", "2018").words
    by_id = {one["id"]: one for one in say("figures", "--json").data["cijfers"]}
    assert (by_id[TOTAL]["extra_banen"], by_id[TOTAL]["uitgave"]) == (53401, "2019-kw1")
    first = say("figures", "--edition", "meegeleverd", "--json").data["cijfers"]
    assert {one["id"]: one["extra_banen"] for one in first}[TOTAL] == 53390
    assert say("figures", "--edition", "geen").code == 2


@pytest.mark.usefixtures("kept")
def test_a_sum_over_two_editions_says_so(say):
    words = say("figures", "--year", "2018", "--series", "uwv_quarterly").words
    assert "scheelt 3: de delen en het totaal komen uit verschillende uitgaven" in words


@pytest.mark.usefixtures("kept")
def test_a_difference_over_two_editions_says_so(say):
    words = say("figures", "--subtract", TOTAL, "uwv_quarterly/2018-12-31/total/inleen").words
    assert "= 40.953 extra banen" in words
    assert "De cijfers komen uit twee uitgaven: 2019-kw1 en meegeleverd." in words


def test_targets_stand_beside_the_last_official_result(say, tmp_path):
    file = written(tmp_path / "a.csv", row(reeks="official", extra_banen="52000"))
    assert say("figures", "import", file, "--edition", "monitor").code == 0
    assert "2018 totaal 43.500 52.000 8.500" in say("figures", "--year", "2018").words
    assert "2018 totaal 43.500 51.956 8.456" in say("figures", "--year", "2018", "--edition", "meegeleverd").words


@pytest.mark.usefixtures("kept")
def test_revisions_are_shown_as_differences(say):
    words = say("figures", "--revisions").words
    assert "31-12-2018 totaal alles extra_banen 53.390 53.401 11 meegeleverd 2019-kw1" in words
    assert DECEMBER in words
    assert "2018-12-31 total all extra_banen 53,390 53,401 11" in say("figures", "--revisions", "--lang", "en").words
    assert "Geen enkel cijfer" in say("figures", "--revisions", "--series", "official").words
    assert "Geen enkel cijfer" in say("figures", "--revisions", "--edition", "meegeleverd").words
    assert "53.401" in say("figures", "--revisions", "--edition", "2019-kw1").words


@pytest.mark.usefixtures("kept")
def test_revisions_as_data_and_as_files(say, tmp_path):
    lines = say("figures", "--revisions", "--json").data["herzieningen"]
    assert [(one["oud"], one["nieuw"], one["verschil"], one["uitgave"], one["bron"]) for one in lines] == [
        (53390, 53401, 11, "2019-kw1", "UWV, kwartaalrapportage"),
        (40942, 40950, 8, "2019-kw1", "UWV, kwartaalrapportage"),
    ]
    for kind in ("csv", "xlsx", "json"):
        assert say("figures", "--revisions", "--out", tmp_path / f"uit.{kind}").code == 0
    with (tmp_path / "uit.csv").open(encoding="utf-8", newline="") as stream:
        assert [one["verschil"] for one in csv.DictReader(stream)] == ["11", "8"]
    assert openpyxl.load_workbook(tmp_path / "uit.xlsx").sheetnames == ["herzieningen", "opmerkingen"]
    assert json.loads((tmp_path / "uit.json").read_text("utf-8"))["herzieningen"] == lines


@pytest.mark.usefixtures("kept")
def test_figures_as_a_file_can_be_imported_elsewhere(say, tmp_path):
    out = tmp_path / "uit.csv"
    assert say("figures", "--edition", "2019-kw1", "--region", "alle", "--out", out).code == 0
    assert say("figures", "import", out, "--edition", "a", "--figures", tmp_path / "elders").code == 0
    found = say("figures", "--region", "AM01", "--figures", tmp_path / "elders", "--json").data["cijfers"]
    assert [(one["extra_banen"], one["uitgave"]) for one in found] == [(2000, "a")]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("region", ["AM01", "groningen", "alle"])
def test_figures_of_a_region_are_asked_for_by_name(say, region):
    words = say("figures", "--region", region).words
    assert "31-12-2018 Groningen totaal alles 2.000" in words
    assert "Doelstelling" not in words


def test_figures_says_whether_there_are_any_of_regions(say, report):
    assert "Cijfers per regio zijn er pas als" in say("figures").words
    say("figures", "import", report, "--edition", "a")
    assert "Er zijn ook cijfers per regio." in say("figures").words
    assert "geen gepubliceerd cijfer gevonden" in say("figures", "--region", "AM02").words
    assert say("figures", "--region", "Atlantis").code == 5


@pytest.mark.usefixtures("kept")
def test_editions_are_listed(say):
    words = say("figures", "--editions").words
    assert "meegeleverd officiële jaarmonitor onbekend 27 D 10 results.csv" in words
    assert "2019-kw1 UWV-kwartaalrapportage (indicatief) 1-7-2019 3 V 1 kw.csv" in words


def test_a_folder_that_is_named_goes_before_the_environment_and_must_be_there(say, report, tmp_path):
    folder = tmp_path / "hier"
    assert codes(say("figures", "--figures", folder, "--json")) == ["file-not-found"]
    assert say("figures", "import", report, "--edition", "a", "--figures", folder).code == 0
    assert [path.name for path in folder.iterdir()] == ["a.json"]
    assert say("figures", "--edition", "a").code == 2
    assert say("figures", "--edition", "a", "--figures", folder).code == 0


def test_without_a_setting_editions_stand_beside_the_key(monkeypatch, tmp_path):
    monkeypatch.delenv("BANENAFSPRAAK_FIGURES")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert figures_folder(None) == tmp_path / "banenafspraak" / "cijfers"


@pytest.mark.usefixtures("kept")
def test_an_edition_that_was_changed_is_not_shown(say):
    file = figures_folder(None) / "2019-kw1.json"
    file.write_text(file.read_text("utf-8").replace("53401", "63401"), encoding="utf-8")
    said = say("figures", "--json")
    assert (said.code, codes(said)) == (3, ["edition-broken"])
    assert "63401" not in said.out


@pytest.mark.parametrize(
    "asked",
    [
        ("--year", "2018", "import", "x.csv", "--edition", "a"),
        ("--json", "import", "x.csv", "--edition", "a"),
        ("--revisions", "--editions"),
        ("--subtract", TOTAL, TOTAL, "--revisions"),
        ("--subtract", TOTAL, TOTAL, "--out", "x.csv"),
        ("import", "x.csv"),
        ("import", "x.csv", "--edition", "a", "--published", "2019"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use(say, asked):
    assert say("figures", *asked).code == 2


@pytest.mark.usefixtures("kept")
def test_a_file_of_figures_does_not_land_among_the_editions(say):
    said = say("figures", "--out", figures_folder(None) / "uit.json", "--json")
    assert (said.code, codes(said)) == (5, ["output-is-input"])


@pytest.mark.parametrize("text", ["[red]x[/]", "\x1b[2J", "=1+1"])
def test_texts_of_an_edition_steer_nothing(say, tmp_path, text):
    file = written(tmp_path / "a.csv", row(noot=text, bron=text))
    assert say("figures", "import", file, "--edition", "a").code == 0
    for said in (say("figures", "--edition", "a"), say("figures", "--revisions")):
        assert "\x1b" not in said.out
        assert f"bron: {text}".replace("\x1b", "\ufffd") in said.out
    assert say("figures", "--edition", "a", "--out", tmp_path / "uit.csv").code == 0
    assert ("'=1+1" in (tmp_path / "uit.csv").read_text("utf-8")) == (text == "=1+1")


def test_help_names_the_import():
    command = [sys.executable, "-m", "banenafspraak", "figures"]
    assert "import" in subprocess.run([*command, "--help"], capture_output=True, text=True, check=True).stdout
    assert (
        "--edition" in subprocess.run([*command, "import", "--help"], capture_output=True, text=True, check=True).stdout
    )
