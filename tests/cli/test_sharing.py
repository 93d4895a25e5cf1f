"""`count --publish` and `count --report`: what is shown, written and refused when it is to be shared."""

import json
from pathlib import Path

import pytest
from lxml import html
from tests.cli.conftest import HEADER
from tests.core.reports.conftest import EXTRA
from tests.leaving_out import needs_module

from banenafspraak.core.counting.files import read_result
from banenafspraak.core.reports import extra

GRONINGEN, AMSTERDAM = "W-1", "W-2"


@pytest.fixture
def many(tmp_path):
    """Forty people at two employers, three of them in Groningen, and the command to count them by region."""
    rows, people = [], []
    for at in range(40):
        employer = GRONINGEN if at < 3 else "W-3" if at < 15 else AMSTERDAM
        rows.append(f"p{at};{employer};1;2018-12-01;2018-12-31;{100 + at};1;15;33\n")
        rows.append(f"p{at};{employer};1;2012-12-01;2012-12-31;{20 + at};1;15;33\n")
        people.append(f"p{at},2010-01-01\n")
    (tmp_path / "loon.csv").write_text(HEADER.replace("bsn", "persoon") + "".join(rows), encoding="utf-8")
    (tmp_path / "register.csv").write_text("persoon,datum_begin\n" + "".join(people), encoding="utf-8")
    places = {GRONINGEN: "GM0014", AMSTERDAM: "GM0363", "W-3": "GM0034"}
    lines = "".join(f"{number},{place}\n" for number, place in places.items())
    (tmp_path / "werkgevers.csv").write_text(f"loonheffingennummer,gemeente\n{lines}", encoding="utf-8")
    given = (tmp_path / "loon.csv", "--register", tmp_path / "register.csv", "--employers", tmp_path / "werkgevers.csv")
    return (*given, "--period", "2018")


@pytest.fixture
def drawn():
    for name in extra.TOOLS:
        needs_module(name, EXTRA)


def test_what_is_shown_is_what_may_be_shared(say, many):
    said = say("count", *many, "--publish", "--by", "regio")
    assert said.code == 0
    assert "afgeschermd" in said.out
    assert "weinig personen" in said.out
    assert "Wat werd er van elke regel?" not in said.words
    assert "Gelezen 80 loonregels: 80 aangenomen, 0 geweigerd." in said.err
    assert "Gelezen" not in said.out


def test_without_publish_everything_is_there(say, many):
    said = say("count", *many, "--by", "regio")
    assert "afgeschermd" not in said.words
    assert "Wat werd er van elke regel?" in said.words


@pytest.mark.parametrize("kind", ["csv", "json", "parquet", "xlsx"])
def test_what_is_written_is_what_may_be_shared_and_is_verified(say, many, tmp_path, kind):
    out = tmp_path / f"delen.{kind}"
    assert say("count", *many, "--publish", "--by", "regio", "--out", out).code == 0
    kept = read_result(out)
    reasons = {line["regio"]: (line["afgeschermd"], line["verloonde_uren"]) for line in kept.lines}
    assert reasons == {
        "Groningen": ("weinig personen", ""),
        "Flevoland": ("tegen uitrekenen", ""),
        "Groot Amsterdam": ("nee", kept.lines[2]["verloonde_uren"]),
        "totaal": ("nee", kept.lines[3]["verloonde_uren"]),
    }
    said = say("verify", out, *many[:-2])
    assert (said.code, said.words) == (0, "De telling is opnieuw gemaakt en precies gelijk.")


def test_json_holds_no_rows(say, many):
    data = say("count", *many, "--publish", "--by", "regio", "--json").data
    assert (data["regels"], data["bewijs"]["counts"], data["stroom"]) == ([], {}, None)
    assert data["tabel"][0]["verloonde_uren"] is None


def test_quiet_and_refused_rows_stay_with_the_one_who_counts(say, many, tmp_path):
    with (tmp_path / "loon.csv").open("a", encoding="utf-8") as stream:
        stream.write("q;W-1;1;31-02-2018;x;y;1;15;33\n")
    said = say("count", *many, "--publish", "--quiet", "--refused", tmp_path / "geweigerd.csv")
    assert (said.code, said.out) == (4, "")
    assert "Gelezen 81 loonregels: 80 aangenomen, 1 geweigerd." in said.err
    assert "date-unreadable" in (tmp_path / "geweigerd.csv").read_text("utf-8")


def test_after_an_earlier_edition_a_correction_is_hidden(say, many, tmp_path):
    before, after = tmp_path / "eerder.csv", tmp_path / "later.json"
    say("count", *many, "--publish", "--by", "sector", "--out", before)
    fixed = HEADER.replace("bsn", "persoon") + "p20;W-2;1;2018-12-01;2018-12-31;77;1;15;33\n"
    (tmp_path / "herstel.csv").write_text(fixed, encoding="utf-8")
    later = (*many, "--by", "sector", "--correction", tmp_path / "herstel.csv")
    assert say("count", *later, "--publish-after", before, "--out", after).code == 0
    assert {line["afgeschermd"] for line in read_result(after).lines} == {"tegen vergelijken"}
    asked = (after, *many[:-2], "--correction", tmp_path / "herstel.csv")
    assert "publish-after" in say("verify", *asked).words
    assert say("verify", *asked, "--publish-after", before).code == 0


def test_options_that_do_nothing_are_refused(say, many, tmp_path):
    said = say("count", *many, "--earlier", tmp_path / "x.csv", "--region", "Zeeland", "--region", "Urk", "--json")
    assert said.code == 2
    assert [(one["code"], one["plaats"]["bestand"]) for one in said.data["problemen"]] == [
        ("option-alone", "--earlier"),
        ("option-alone", "--region"),
        ("region-unknown", "--region"),
    ]


@pytest.mark.usefixtures("drawn")
def test_a_report_is_a_page_a_pdf_drawings_and_tables(say, many, tmp_path):
    folder = tmp_path / "rapport"
    said = say("count", *many, "--report", folder, "--region", "Groot Amsterdam", "--region", "am18")
    assert said.code == 0
    assert f"Geschreven: {folder / 'trend.html'}" in said.words
    assert (folder / "regio" / "am18" / "trend.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in (folder / "regio").iterdir()) == ["am18"]
    text = " ".join(html.document_fromstring((folder / "trend.html").read_bytes()).text_content().split())
    assert "Alle leveringen samen · december 2018" in text
    assert "In december worden extra uren betaald" in text
    assert "Groningente weinig personen" in text
    assert "Groningen" in (folder / "uitsplitsing-regio.csv").read_text("utf-8")
    assert "weinig personen" not in said.out  # the table on the screen is the owner's own


@pytest.mark.usefixtures("drawn")
def test_a_report_is_made_of_what_may_be_shared_alone(say, many, tmp_path):
    own = say("count", *many, "--by", "regio", "--json").data["tabel"]
    hidden = [line for line in own if line["regio"] in {"Groningen", "Flevoland"}]
    say("count", *many, "--report", tmp_path / "rapport", "--region", "alle", "--quiet")
    texts = [path.read_text("utf-8") for path in (tmp_path / "rapport").rglob("*") if path.suffix in {".csv", ".html"}]
    figures = {f"{line[name]:.1f}" for line in hidden for name in ("banen", "extra_banen")}
    dutch = {figure.replace(".", ",") for figure in figures}
    assert len(list((tmp_path / "rapport" / "regio").iterdir())) == 35
    assert [figure for figure in figures for text in texts if f",{figure}\r" in text] == []
    assert [figure for figure in dutch for text in texts if f">{figure}<" in text] == []


@pytest.mark.usefixtures("drawn")
def test_figures_that_were_imported_stand_in_the_report(say, many, tmp_path):
    line = "official,2018-12-31,totaal,alles,51957,2026-01-01,brief"
    names = "reeks,peildatum,sector,soort,extra_banen,gepubliceerd_op,bron"
    (tmp_path / "nieuw.csv").write_text(f"{names}\n{line}\n", encoding="utf-8")
    folder, report = tmp_path / "cijfers", tmp_path / "rapport"
    assert say("figures", "import", tmp_path / "nieuw.csv", "--edition", "nieuw", "--figures", folder).code == 0
    asked = ("count", *many, "--baseline", "gepubliceerd", "--report", report, "--quiet", "--figures")
    assert say(*asked, tmp_path / "nergens").code == 3
    assert say(*asked, folder).code == 0
    assert "51957" in (report / "doelen-totaal.csv").read_text("utf-8")


@pytest.mark.usefixtures("drawn")
def test_the_same_input_gives_the_same_bytes(say, many, tmp_path):
    for name in ("een", "twee"):
        say("count", *many, "--report", tmp_path / name, "--region", "Groningen", "--lang", "en", "--quiet")
    one, two = (sorted((tmp_path / name).rglob("*.*")) for name in ("een", "twee"))
    assert [path.name for path in one] == [path.name for path in two]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(one, two, strict=True))


@pytest.mark.usefixtures("drawn")
def test_a_report_takes_no_place_of_an_input(say, many, tmp_path):
    said = say("count", *many, "--report", tmp_path, "--targets", tmp_path / "trend.html")
    assert (said.code, "output-is-input" in said.words) == (5, True)
    taken = tmp_path / "uitsplitsing-sector.csv"
    taken.write_bytes((tmp_path / "werkgevers.csv").read_bytes())
    given = [taken if Path(str(one)).name == "werkgevers.csv" else one for one in many]
    assert say("count", *given, "--report", tmp_path).code == 5
    assert taken.read_bytes() == (tmp_path / "werkgevers.csv").read_bytes()
    assert not (tmp_path / "trend.html").exists()


@pytest.mark.usefixtures("drawn")
def test_a_report_of_invented_data_says_so_on_every_page(say, many, tmp_path):
    (tmp_path / ".verzonnen").touch()
    folder = tmp_path / "rapport"
    say("count", *many, "--report", folder, "--region", "Groningen", "--quiet")
    pages = list(folder.rglob("trend.html"))
    assert len(pages) == 2
    assert all("Verzonnen gegevens." in page.read_text("utf-8") for page in pages)
    assert "Jaarmonitor min doel" not in (folder / "trend.html").read_text("utf-8")


def test_without_the_packages_of_a_report_nothing_is_counted(say, many, tmp_path, monkeypatch):
    monkeypatch.setattr(extra, "TOOLS", ("altair", "no_such_package"))
    said = say("count", *many, "--report", tmp_path / "rapport", "--json")
    assert (said.code, [one["code"] for one in said.data["problemen"]]) == (5, ["report-extra-missing"])
    assert not (tmp_path / "rapport").exists()


def test_a_published_file_holds_no_hidden_figure(say, many, tmp_path):
    own = say("count", *many, "--by", "regio", "--json").data["tabel"]
    [small] = [line for line in own if line["regio"] == "Groningen"]
    say("count", *many, "--publish", "--by", "regio", "--out", tmp_path / "delen.json")
    text = json.dumps(json.loads((tmp_path / "delen.json").read_text("utf-8")))
    assert str(small["verloonde_uren"]) not in text
    assert str(small["banen"]) not in text
