"""The regions: map and list, a page for each, the finder of a place. What is not published is said to be so."""

from dataclasses import replace

import pytest
from tests.factories.site import import_lines, keep_invented, line

from banenafspraak.core.regions import regions

pytestmark = pytest.mark.django_db


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("drawing", ["tegels", "grenzen", "onbekend"])
def test_the_map_leads_to_every_region(client, drawing):
    page = text(client, f"/regios/?kaart={drawing}")
    for each in regions():
        assert page.count(f'href="/regios/{each.slug}/"') == 2  # on the map and in the list
    assert "niet gepubliceerd: 35" in page


def test_the_map_shows_the_newest_published_day(client, tmp_path):
    older = line(regio="AM14", extra_banen="1500", peildatum="2024-09-30")
    import_lines(tmp_path, older, line(regio="AM14", extra_banen="1600"), line(regio="AM01", extra_banen="2500"))
    page = text(client, "/regios/")
    assert "Amersfoort: 1.600 extra banen" in page
    assert "Groningen: 2.500 extra banen" in page
    assert "op 31 december 2024" in page
    assert "1.500" not in page
    assert "Staafdiagram van extra banen van kw" in text(client, "/regios/amersfoort/")


@pytest.mark.parametrize(("ending", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_the_map_can_be_taken_along(client, ending, begins):
    assert client.get(f"/regios/kaart.{ending}?kaart=grenzen").content.startswith(begins)


def test_a_region_says_what_is_not_published_and_how_to_import_it(client):
    page = text(client, "/regios/amersfoort/")
    assert "Over Amersfoort is hier nog geen cijfer ingelezen" in page
    assert "/over/#cijfers-inlezen" in page
    assert "86.264" in page  # the nation


def test_a_region_stands_beside_the_nation_and_another(client, tmp_path):
    import_lines(tmp_path, line(), line(regio="AM14", extra_banen="1600"), line(regio="AM11", extra_banen="2100"))
    page = text(client, "/regios/amersfoort/?met=flevoland")
    for part in ("1.600", "2.100", "90.001", "uwv_quarterly/2024-12-31/total/all/AM14"):
        assert part in page
    assert "2.100" not in text(client, "/regios/amersfoort/")


@pytest.mark.parametrize(("year", "there"), [(2021, False), (2025, True)])
def test_the_municipalities_are_those_of_a_year(client, year, there):
    page = text(client, f"/regios/foodvalley/?jaar={year}")
    assert ("<li>Renkum</li>" in page) is there


def test_a_year_that_is_none_gives_the_newest(client):
    assert "Gemeenten in 2025" in text(client, "/regios/foodvalley/?jaar=1850")


@pytest.mark.parametrize("name", ["nergens", "AM14", "Amersfoort"])
def test_a_region_has_one_address(client, name):
    assert client.get(f"/regios/{name}/").status_code == 404
    assert client.get(f"/regios/{name}/rapport/").status_code == 404


def test_invented_figures_of_a_region_stand_apart_under_their_banner(client, settings):
    settings.INSTALLATION = replace(settings.INSTALLATION, demo=True)
    keep_invented()
    page = text(client, "/regios/amersfoort/?met=groningen")
    published, _, invented = page.partition('id="verzonnen"')
    assert "Verzonnen gegevens." in invented
    assert "te weinig personen" in invented
    assert "verzonnen/" not in published


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("Zwolle", "/regios/regio-zwolle/"),
        ("bergen", "Bergen (NH)"),
        ("Nergenshuizen", "Deze plaats kennen wij niet."),
        ("8011 AB", "nog geen bestand met postcodes ingelezen"),
        ("", "Bij welke regio hoort u?"),
    ],
)
def test_the_finder_answers_or_asks(client, asked, says):
    assert says in text(client, f"/regios/zoeken/?plaats={asked}")


def test_what_was_searched_for_is_not_kept(client):
    answer = client.get("/regios/zoeken/?plaats=Zwolle")
    assert "no-store" in answer.headers["Cache-Control"]
