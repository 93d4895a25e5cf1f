"""What all answers have in common: version, digest, open to other sites; and errors as RFC 9457, whatever is wrong."""

import jsonschema
import pytest
from django.urls import path
from tests.web.addresses import addresses

from banenafspraak.api.v1 import ROOT, VERSION, problems
from banenafspraak.api.v1.problems import KINDS
from banenafspraak.web import errors, urls


def broken(request):
    raise ValueError("geheim")


urlpatterns = [
    path("api/v1/kapot", broken, name="health"),
    path("api/v1/binnen", broken, name="inside"),
    *urls.urlpatterns,
]
handler403, handler500 = errors.forbidden, errors.server_error


@pytest.fixture
def with_what_fails(settings):
    settings.ROOT_URLCONF = __name__


WRONG = {
    "/resultaten?jar=2018": [("jar", "Deze parameter kennen wij niet.")],
    "/resultaten?jaar=twee": [("jaar", "Geef een geheel getal.")],
    "/resultaten?jaar=1999": [("jaar", "Geef een getal van ten minste 2012.")],
    "/resultaten?jaar=2018&jaar=2019": [("jaar", "Deze parameter staat er meer dan een keer. Geef hem een keer.")],
    "/resultaten?uitgave=x": [("uitgave", "Kies uit meegeleverd.")],
    "/resultaten?regio=AM04": [("regio", "Deze regio is er niet. Kijk bij /api/v1/regios welke er zijn.")],
    "/gemeenten?regio=Groningen": [("regio", "Geef een code zoals AM01.")],
    "/gemeenten?regio=AM99": [("regio", "Deze regio is er niet. Kijk bij /api/v1/regios welke er zijn.")],
    "/gemeenten/GM0363?perPagina=1": [("perPagina", "Deze parameter kennen wij niet.")],
    "/doelstellingen?sector=zorg": [("sector", "Kies uit markt, overheid of totaal.")],
    "/metingen?reeks=verzonnen": [("reeks", "Kies uit official of uwv_quarterly.")],
    "/resultaten?reeks=verzonnen": [
        ("reeks", "Deze site heeft geen verzonnen cijfers. Kies uit official of uwv_quarterly.")
    ],
    "/regios?perPagina=501": [("perPagina", "Geef een getal van ten hoogste 500.")],
    "/regios?pagina=2": [("pagina", "De laatste bladzijde is 1.")],
    "/regios?sorteer=lon": [
        ("sorteer", "Geef namen van velden met een komma ertussen. Een min ervoor is van hoog naar laag.")
    ],
}


@pytest.mark.parametrize(("address", "faults"), WRONG.items())
def test_a_question_that_makes_no_sense_is_refused_with_its_reason(ask, contract, address, faults):
    answer = ask(address)
    body = answer.json()
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert [(each["plaats"], each["reden"]) for each in body["fouten"]] == faults
    jsonschema.validate(body, {"$ref": "#/components/schemas/Probleem", "components": contract["components"]})


def test_everything_wrong_is_told_at_once_and_nothing_that_was_sent(ask):
    told = ask("/resultaten?jar=111222333&reeks=111222333&jaar=111222333&sorteer=111222333")
    assert {each["plaats"] for each in told.json()["fouten"]} == {"jar", "reeks", "jaar", "sorteer"}
    assert "111222333" not in told.content.decode()


@pytest.mark.parametrize("address", ["/nergens", "/regios/", "/regios/AM01/x", "", "/"])
def test_an_address_that_is_not_there_is_told_to_programs(ask, address):
    answer = ask(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["title"] == KINDS["niet-gevonden"].title


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(client, method):
    answer = getattr(client, method)(f"{ROOT}/regios")
    assert (answer.status_code, answer.json()["type"]) == (405, "/api/#alleen-lezen")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.usefixtures("with_what_fails")
def test_a_fault_of_ours_is_told_to_programs(client):
    client.raise_request_exception = False
    answer = client.get(f"{ROOT}/kapot")
    assert (answer.status_code, answer.json()["type"]) == (500, "/api/#fout-bij-ons")
    assert "geheim" not in answer.content.decode()
    assert answer.headers["API-Version"] == VERSION


@pytest.mark.usefixtures("with_what_fails")
def test_what_is_not_public_is_refused_as_a_problem(client):
    answer = client.get(f"{ROOT}/binnen")
    assert (answer.status_code, answer.json()["type"]) == (403, "/api/#niet-openbaar")


def test_a_host_that_is_not_ours_is_refused_as_a_problem(client):
    answer = client.get(f"{ROOT}/regios", headers={"host": "elders.example"})
    assert (answer.status_code, answer.json()["status"]) == (400, 400)


def test_every_answer_says_its_version_and_is_open_to_other_sites(client, ask):
    answers = [ask("/regios"), ask("/nergens"), client.post(f"{ROOT}/regios"), client.options(f"{ROOT}/regios")]
    assert [each.status_code for each in answers] == [200, 404, 405, 204]
    assert {each.headers["API-Version"] for each in answers} == {VERSION}
    assert {each.headers["Access-Control-Allow-Origin"] for each in answers} == {"*"}
    assert answers[-1].headers["Access-Control-Allow-Headers"] == "Accept, If-None-Match"


def test_other_addresses_of_the_site_are_not_opened_to_other_sites(client):
    assert "Access-Control-Allow-Origin" not in client.get("/over/").headers


@pytest.mark.parametrize("address", ["/regios", "/openapi.json", "/resultaten?jaar=2018"])
def test_who_has_an_answer_already_gets_none(ask, address):
    first = ask(address)
    again = ask(address, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.content, again.headers["API-Version"]) == (304, b"", VERSION)
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert "no-cache" in first.headers["Cache-Control"]


def test_another_answer_has_another_digest(ask):
    assert ask("/regios").headers["ETag"] != ask("/regios?perPagina=1").headers["ETag"]


def test_a_condition_that_cannot_be_met_is_a_problem(ask):
    answer = ask("/regios", If_Match='"anders"')
    assert (answer.status_code, answer.json()["status"]) == (412, 412)


def test_only_the_head_of_an_answer_can_be_asked(client):
    answer = client.head(f"{ROOT}/regios")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["ETag"] == client.get(f"{ROOT}/regios").headers["ETag"]


def test_pages_lead_to_each_other(client):
    found, address = [], f"{ROOT}/regios?perPagina=9&sorteer=-naam"
    while address:
        answer = client.get(address)
        found += [each["naam"] for each in answer.json()["regios"]]
        address = (answer.json()["_links"]["next"] or {}).get("href")
    assert (len(found), len(set(found)), found[0]) == (35, 35, "Zuidoost-Brabant")
    assert answer.json()["_links"]["prev"]["href"] == f"{ROOT}/regios?perPagina=9&sorteer=-naam&pagina=3"
    assert 'rel="prev"' in answer.headers["Link"]
    assert 'rel="next"' not in answer.headers["Link"]


def test_what_is_unknown_stands_last_either_way(ask):
    for sign in ("", "-"):
        levels = [each["banen"] for each in ask(f"/resultaten?sorteer={sign}banen").json()["resultaten"]]
        known = [each for each in levels if each is not None]
        assert levels == sorted(known, reverse=bool(sign)) + [None] * (len(levels) - len(known))


def test_no_address_of_the_api_ends_in_a_slash_but_its_root():
    found = [view.example() for view in addresses() if view.name.startswith("api-v1:")]
    assert [each for each in found if each.endswith("/")] == [f"{ROOT}/"]


def test_every_kind_of_problem_has_a_status_of_its_own():
    assert len({each.status for each in KINDS.values()}) == len(KINDS)
    assert {problems.problem_of(status).status_code for status in (412, 418, 503)} == {412, 418, 503}
