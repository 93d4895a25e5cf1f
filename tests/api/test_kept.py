"""Answers are made once and kept until a figure or the day changes; who has one already is told that it still holds."""

import gzip
import time
from datetime import date

import pytest
from django.utils import timezone
from tests.factories.site import import_lines, line

from banenafspraak.api.v1 import ROOT, VERSION
from banenafspraak.web import kept

GIVEN_WITHIN = 1.0
LISTS = ["/regios", "/gemeenten?jaar=2025", "/doelstellingen", "/resultaten?sorteer=-extraBanen,regio", "/metingen"]
ONES = ["/regios/AM01", "/metingen/official.2018-12-31", "/resultaten/official.2018-12-31.total.all"]


@pytest.mark.parametrize("address", LISTS + ONES)
def test_an_answer_that_is_kept_is_the_same_and_asks_nothing_of_the_database(
    ask, address, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(kept, "LOOK_AGAIN", 60)
    first = ask(address)
    with django_assert_num_queries(0):
        second = ask(address)
    assert (second.content, second.headers) == (first.content, first.headers)
    assert (second.headers["API-Version"], second.headers["Cache-Control"]) == (VERSION, "public, no-cache")
    assert second.headers["Content-Type"] == "application/json"
    assert ("Link" in second.headers) == (address in LISTS)


def test_a_figure_that_is_imported_is_given_within_a_second(ask, tmp_path):
    question = "/resultaten?reeks=official&sorteer=-extraBanen&perPagina=1"
    etag = ask(question).headers["ETag"]
    import_lines(tmp_path, line(reeks="official", extra_banen="90000"))
    begun = time.monotonic()
    while time.monotonic() - begun < GIVEN_WITHIN and ask(question, If_None_Match=etag).status_code == 304:
        time.sleep(0.05)
    answer = ask(question, If_None_Match=etag)
    assert (answer.status_code, answer.json()["resultaten"][0]["extraBanen"]) == (200, 90000)


def test_an_answer_about_this_year_is_made_again_when_the_year_is_another(ask, monkeypatch):
    found = []
    for year in (2024, 2025):
        monkeypatch.setattr(timezone, "localdate", lambda year=year: date(year, 12, 31))
        found.append({each["jaar"] for each in ask("/gemeenten").json()["gemeenten"]})
    assert found == [{2024}, {2025}]


def test_who_has_a_kept_answer_is_told_so_as_for_a_new_one(ask):
    first = ask("/regios")
    again = ask("/regios", If_None_Match=first.headers["ETag"])
    names = ("ETag", "Cache-Control", "API-Version", "Access-Control-Allow-Origin", "Vary")
    assert again.status_code == 304
    assert [again.headers[name] for name in names] == [first.headers[name] for name in names]


def test_an_answer_goes_packed_to_who_takes_that(client):
    plain, packed = (client.get(f"{ROOT}/metingen", headers=taken) for taken in ({}, {"Accept-Encoding": "gzip"}))
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["ETag"] != plain.headers["ETag"]


@pytest.mark.parametrize("address", ["/resultaten?jar=2018", "/regios/AM99", "/nergens"])
def test_a_refusal_is_not_kept(ask, address):
    assert ask(address).status_code in {400, 404}
    assert len(kept.shelf.pages) == 0
