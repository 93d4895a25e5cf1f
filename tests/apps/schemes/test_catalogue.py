"""The pages of the catalogue: every scheme in both languages, on any day, with sources, marks and local rules."""

import pytest

from banenafspraak.core.schemes.reading import law_book

pytestmark = pytest.mark.django_db


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", law_book().schemes)
def test_every_scheme_has_its_page(client, name):
    scheme = law_book().schemes[name]
    for address, title in ((f"/regelingen/{name}/", scheme.name.nl), (f"/en/regelingen/{name}/", scheme.name.en)):
        assert f">{title}</h1>" in page(client, address)


def test_a_scheme_that_is_not_there_is_not_found(client):
    assert client.get("/regelingen/nergens/").status_code == 404


def test_a_page_tells_values_marks_sources_example_and_places(client):
    text = page(client, "/regelingen/lks/")
    for part in (
        "25 procent van de subsidie",
        "niet nagegaan",
        "€ 1.121,76 per maand",
        "De Ronde Venen",
        "lokale regel, landelijk anders",
        "22 november 2026",
        "https://wsprijnmond.nl/",
        "sluiten elkaar uit",
        "/api/v1/regelingen/lks",
    ):
        assert part in text


def test_a_page_of_a_day_shows_what_held_then(client):
    text = page(client, "/regelingen/lkv_banenafspraak/?dag=2025-07-01")
    assert "Voorwaarden op 1 juli 2025" in text
    assert "Voorwaarden nu" in page(client, "/regelingen/lkv_banenafspraak/")


@pytest.mark.parametrize("day", ["ooit", "1999-01-01", "9999-12-31"])
def test_a_day_that_makes_no_sense_shows_today_and_says_so(client, day):
    text = page(client, f"/regelingen/lks/?dag={day}")
    assert "Kies een dag van 1 januari 2013" in text
    assert "Voorwaarden nu" in text


def test_a_page_is_kept_and_told_only_once(client, django_assert_num_queries):
    first = client.get("/regelingen/lks/")
    with django_assert_num_queries(0):
        again = client.get("/regelingen/lks/", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_sitemap_knows_every_scheme(client):
    text = client.get("/sitemap.xml").content.decode()
    for name in law_book().schemes:
        assert f"/en/regelingen/{name}/" in text
