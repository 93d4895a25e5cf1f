"""The figures: by series, year, sector, work and region; where each comes from; as files. Series never mix."""

import csv
import io
from dataclasses import replace

import pytest
from tests.factories.site import import_lines, invented, keep_invented, line

from banenafspraak.apps.figures import queries
from banenafspraak.core.figures import all_editions
from banenafspraak.web import kept
from banenafspraak.web.selection import selection

pytestmark = pytest.mark.django_db
DECEMBER = "in december worden meer uren betaald"


@pytest.fixture
def demo(settings):
    settings.INSTALLATION = replace(settings.INSTALLATION, demo=True)
    return keep_invented()


def text(client, address, **headers):
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def chosen(invented_series=None, **given):
    return selection(given, all_editions(), invented_series)


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({}, 75),
        ({"reeks": "jaarmonitor"}, 27),
        ({"reeks": "kwartaal", "jaar": "2018"}, 8),
        ({"jaar": "2018", "sector": "overheid"}, 2),
        ({"soort": "inleen", "jaar": "2023"}, 1),
        ({"regio": "AM14"}, 0),
        ({"regio": "alle"}, 0),
    ],
)
def test_figures_are_chosen_by_all_that_divides_them(given, count):
    assert len(chosen(**given).of_published(all_editions())) == count


def test_a_choice_that_is_none_is_named_and_left_aside(client):
    found = chosen(jaar="1999", sector="'; DROP", reeks="jaarmonitor")
    assert found.faults == ("Jaar", "Sector")
    assert found.query == "reeks=jaarmonitor"
    assert "Kies opnieuw bij: Jaar" in text(client, "/cijfers/?jaar=1999")


def test_the_page_shows_the_figures_of_the_sources(client):
    page = text(client, "/cijfers/")
    for part in ("53.390 = 40.942 + 12.448", "7.940", "12.500", "43.500", "51.956 − 7.940 = 44.016", DECEMBER):
        assert part in page
    refused = "Deze twee cijfers kun je niet van elkaar aftrekken"
    assert refused in page


def test_each_series_has_a_table_of_its_own(client):
    both, one = text(client, "/cijfers/?jaar=2018"), text(client, "/cijfers/?jaar=2018&reeks=jaarmonitor")
    assert [page.count("<caption") for page in (both, one)] == [3, 2]
    assert DECEMBER not in one.partition('id="tabel"')[2]


def test_a_part_of_the_page_comes_alone_when_it_is_asked_for(client):
    part = text(client, "/cijfers/?jaar=2018", **{"HX-Request": "true"})
    assert "<html" not in part
    assert "51.956" in part


def test_a_choice_without_figures_says_that_none_was_published(client):
    assert "Niet gepubliceerd." in text(client, "/cijfers/?regio=AM14")


def test_every_number_leads_to_where_it_comes_from(client):
    for each in all_editions().latest.values():
        assert client.get(f"/cijfers/cijfer/{each.id}/").status_code == 200


def test_a_figure_says_series_day_definition_source_and_parts(client):
    page = text(client, "/cijfers/cijfer/uwv_quarterly/2018-12-31/total/all/")
    for part in ("53.390", "31 december 2018", "25,5 betaalde uren", "Besseling", "nagelezen in de bron", DECEMBER[3:]):
        assert part in page
    assert "2018: 53.390 = 40.942 (gewone dienst) + 12.448 (ingeleend)" in page
    assert "Doel" not in page.partition("<main")[2]


def test_a_target_stands_beside_an_official_figure_alone(client):
    assert "<dt>Doel</dt><dd>12.500</dd>" in text(client, "/cijfers/cijfer/official/2018-12-31/government/all/")


@pytest.mark.parametrize("name", ["official/2018-12-31/total/none", "verzonnen/2018-12-31/total/all", "x"])
def test_a_figure_that_is_not_there_is_not_found(client, name):
    assert client.get(f"/cijfers/cijfer/{name}/").status_code == 404


def test_a_revision_is_shown_with_what_it_was(client, tmp_path):
    import_lines(tmp_path, line(peildatum="2018-12-31", extra_banen="53401"), name="herzien-1")
    for address in ("/cijfers/?jaar=2018", "/cijfers/cijfer/uwv_quarterly/2018-12-31/total/all/"):
        page = text(client, address)
        assert "53.390 → 53.401" in page
        assert "herzien-1" in page


def test_the_file_holds_what_the_page_shows(client):
    answer = client.get("/cijfers/banenafspraak.csv?reeks=jaarmonitor&jaar=2018")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["id"], row["extra_banen"]) for row in rows] == [
        ("official/2018-12-31/total/all", "51956"),
        ("official/2018-12-31/government/all", "7940"),
        ("official/2018-12-31/market/all", "44016"),
    ]


@pytest.mark.parametrize(("ending", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_the_chart_can_be_taken_along(client, ending, begins):
    assert client.get(f"/cijfers/grafiek.{ending}").content.startswith(begins)
    assert client.get(f"/cijfers/grafiek.{ending}?regio=AM14").status_code == 404
    assert client.get(f"/cijfers/grafiek.{ending}?regio=alle").status_code == 404


# Invented.


@pytest.mark.usefixtures("demo")
def test_invented_figures_stand_apart_and_say_so(client):
    page = text(client, "/cijfers/?reeks=verzonnen")
    assert page.count("Verzonnen gegevens.") >= 2  # the banner, and under the chart
    assert "85.665" not in page
    assert "53.390" not in page
    assert "verzonnen/2018-12-31" in page
    assert "verzonnen/" not in text(client, "/cijfers/")


@pytest.mark.usefixtures("demo")
def test_files_of_invented_figures_say_so(client):
    sheet = client.get("/cijfers/banenafspraak.csv?reeks=verzonnen&regio=alle")
    rows = list(csv.DictReader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    assert {row["reeks"] for row in rows} == {"verzonnen"}
    assert {row["extra_banen"] for row in rows} == {"14", "15", "afgeschermd"}
    assert "verzonnen" in sheet.headers["Content-Disposition"]
    assert "Verzonnen gegevens." in client.get("/cijfers/grafiek.svg?reeks=verzonnen").content.decode()
    assert "Verzonnen gegevens." in client.get("/regios/kaart.svg?reeks=verzonnen").content.decode()


@pytest.mark.usefixtures("demo")
def test_an_invented_figure_says_what_it_was_made_from(client):
    page = text(client, "/cijfers/cijfer/verzonnen/2018-12-31/total/all/AM01/")
    assert "te weinig personen" in page
    assert "schaal 1/100" in page
    assert client.get("/cijfers/cijfer/verzonnen/2018-12-31/total/all/AM99/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/", "/cijfers/", "/cijfers/?reeks=verzonnen", "/regios/", "/regios/?reeks=verzonnen", "/regios/amersfoort/",
     "/cijfers/rapport/", "/cijfers/sector/markt/", "/cijfers/banenafspraak.csv?reeks=verzonnen", "/sitemap.xml"],
)  # fmt: skip
def test_without_demo_nothing_invented_is_there(client, address):
    keep_invented()
    page = client.get(address).content.decode().lower()
    assert "verzonnen" not in page


@pytest.mark.parametrize(
    "address",
    ["/cijfers/rapport/", "/cijfers/rapport.pdf", "/regios/amersfoort/rapport/", "/regios/amersfoort/rapport.pdf"],
)
def test_without_demo_there_is_no_invented_report(client, address):
    keep_invented()
    assert client.get(f"{address}?reeks=verzonnen").status_code == 404


@pytest.mark.usefixtures("demo")
def test_the_invented_figures_asked_for():
    series = queries.invented()
    assert series == invented()
    found = chosen(series, reeks="verzonnen", jaar="2018", sector="totaal", soort="alles").of_invented(series)
    assert [(one.measured_on.month, one.extra_jobs) for one in found] == [(12, 512), (9, 511)]


@pytest.mark.parametrize("editions", [1, 3])
@pytest.mark.parametrize("address", ["/", "/cijfers/", "/regios/", "/regios/amersfoort/", "/cijfers/nieuw.xml"])
def test_a_page_asks_as_much_for_one_edition_as_for_three(
    client, tmp_path, address, editions, django_assert_num_queries
):
    for at in range(editions):
        import_lines(
            tmp_path, line(regio="AM14", extra_banen=str(at), gepubliceerd_op=f"2025-04-0{at + 1}"), name=f"e{at}"
        )
    client.get(address)
    kept.forget()
    with django_assert_num_queries(QUESTIONS[address]):
        client.get(address)


QUESTIONS = {"/": 4, "/cijfers/": 3, "/regios/": 4, "/regios/amersfoort/": 3, "/cijfers/nieuw.xml": 3}
"""What a page asks: what was imported (two questions), the digests of editions, of maps, of the invented series."""
