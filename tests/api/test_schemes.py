"""The schemes for programs: the list and one whole; a case is answered or refused as described, and forgotten."""

import json
import logging
from datetime import date

import jsonschema
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings as hypothesis, strategies as st

from banenafspraak.api.v1 import ROOT
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.reading import law_book
from banenafspraak.web import limits

HERE = f"{ROOT}/regelingen/berekening"
CASE = {
    "peildatum": "2026-07-01",
    "gemeente": "GM0363",
    "feiten": {
        "startdatum": "2026-06-01",
        "geboortedatum": "1995-04-12",
        "begeleid_door_gemeente": "ja",
        "kan_minimumloon_verdienen": False,
        "loonwaarde": 60,
        "uren_per_week": "28,5",
        "voltijd_uren": 38,
        "loon_per_maand": 1800,
        "in_doelgroepregister": True,
        "verloonde_uren": 1500,
    },
}
NEVER_SAID = "111222333"


@pytest.fixture(autouse=True)
def _no_limit(monkeypatch):
    monkeypatch.setattr(limits, "times", lambda *_: 0)


@pytest.fixture
def reckon(client):
    """Sends a case."""

    def sent(body, **headers):
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        return client.post(HERE, text, content_type="application/json", headers=headers)

    return sent


def described(contract, path, method="get"):
    answer = contract["paths"][path][method]["responses"]["200"]
    return {**answer["content"]["application/json"]["schema"], "components": contract["components"]}


def test_all_schemes_are_listed_in_their_order(ask, contract):
    body = ask("/regelingen").json()
    assert [one["id"] for one in body["regelingen"]] == [*law_book().schemes]
    jsonschema.validate(body, described(contract, "/regelingen"))


@pytest.mark.parametrize("name", law_book().schemes)
def test_each_scheme_is_told_whole(ask, contract, name):
    answer = ask(f"/regelingen/{name}")
    assert (answer.status_code, answer.json()["id"]) == (200, name)
    jsonschema.validate(answer.json(), described(contract, "/regelingen/{id}"))


def test_a_scheme_tells_values_through_time_with_source_and_mark(ask):
    told = ask("/regelingen/lks").json()
    (charges,) = [one for one in told["waarden"] if one["naam"] == "werkgeverslasten_vergoeding"] or told["waarden"][:1]
    assert [row["vanaf"] for row in charges["rijen"]] == sorted(row["vanaf"] for row in charges["rijen"])
    assert {row["zekerheid"] for one in told["waarden"] for row in one["rijen"]} <= {"V", "D", "U"}
    assert {one["plaats"] for one in told["lokaleRegels"]} >= {"Haaglanden", "De Ronde Venen"}
    assert told["nagegaanOp"] == "2026-11-22"


def test_a_scheme_that_is_not_there_is_refused(ask):
    assert ask("/regelingen/nergens").status_code == 404


def test_a_case_is_answered_as_described(reckon, contract):
    answer = reckon(CASE)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in answer.headers
    jsonschema.validate(answer.json(), described(contract, "/regelingen/berekening", "post"))
    found = {one["id"]: one for one in answer.json()["regelingen"]}
    assert found["lkv_banenafspraak"]["bedrag"]["hoogsteCent"] == 151500
    assert answer.json()["feiten"]["woongemeente"] == "GM0363"
    assert answer.json()["jaren"] == []


def test_what_is_sent_is_as_described(contract):
    body = contract["paths"]["/regelingen/berekening"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator.check_schema(body)
    jsonschema.validate(CASE, body)
    assert set(body["properties"]["feiten"]["properties"]) == set(facts())


def test_nothing_known_is_a_question_too(reckon):
    told = reckon({}).json()
    assert told["peildatum"] == date.today().isoformat()  # noqa: DTZ011 - the day here, as the site tells it
    assert {one["status"] for one in told["regelingen"]} > {"unknown_needs"}


def test_years_are_summed_when_asked_for(reckon):
    told = reckon({**CASE, "jaren": 2}).json()["jaren"]
    assert [one["jaar"] for one in told] == [2026, 2027]
    assert told[0]["betalers"][0].keys() == {"betaler", "laagsteCent", "hoogsteCent"}


@pytest.mark.parametrize(
    ("start", "consent", "shown"),
    [("2026-06-01", True, False), ("2026-01-01", True, True), ("2026-01-01", False, False)],
)
def test_an_employer_sees_what_a_worker_may_keep_after_two_months_and_with_consent(reckon, start, consent, shown):
    body = {**CASE, "voor": "werkgever", "toestemming": consent}
    body["feiten"] = {**CASE["feiten"], "startdatum": start, "register_grond": "a"}
    told = reckon(body).json()
    assert ("norisk" in {one["id"] for one in told["regelingen"]}) is shown
    assert (told["afgeschermd"], "register_grond" in told["feiten"]) == ([] if shown else ["norisk"], shown)


def test_the_years_of_an_employer_do_not_tell_what_a_worker_keeps(reckon):
    """WIA before the start gives another allowance, so the sums would tell of it."""
    job = {
        **CASE["feiten"],
        "doelgroepverklaring": "op_tijd",
        "in_dienst_half_jaar_ervoor": False,
        "verloonde_uren": 1500,
    }

    def told(ground, **seen):
        return reckon({**CASE, "feiten": {**job, "wia_grond": ground}, "jaren": 2, **seen}).json()["jaren"]

    assert told("wia") != told("geen")
    assert told("wia", voor="werkgever") == told("geen", voor="werkgever")


WRONG = {
    '{"feiten": {"loonwaarde": 120, "uren_per_week": "veel", "lonwaarde": 3}, "jaren": 9}': {
        "feiten.loonwaarde", "feiten.uren_per_week", "feiten", "jaren",
    },
    '{"feiten": {"bsn": "111222333"}}': {"feiten"},
    '{"gemeente": "Nergenshuizen", "peildatum": "ooit"}': {"gemeente", "peildatum"},
    '{"gemeente": "GM0363", "feiten": {"woongemeente": "GM0599"}}': {"gemeente"},
    '{"feiten": {"uitkering": "wajong", "begeleid_door_gemeente": "ja"}}': {"feiten.uitkering"},
    '{"feiten": [], "voor": "buurman", "toestemming": "ja", "naam": "x"}': {"feiten", "voor", "toestemming", "body"},
    '{"voor": [], "jaren": [1], "toestemming": {}}': {"voor", "jaren", "toestemming"},
    '{"feiten": {"peildatum": "2026-01-01"}}': {"feiten.peildatum"},
    "[]": {"body"},
    '{"feiten": {"x": NaN}}': {"feiten"},
    json.dumps({"feiten": {f"f{at}": 1 for at in range(300)}}): {"feiten"},
}  # fmt: skip


@pytest.mark.parametrize(("sent", "places"), WRONG.items(), ids=range(len(WRONG)))
def test_everything_wrong_with_a_case_is_told_at_once(reckon, contract, sent, places):
    answer = reckon(sent)
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    assert {each["plaats"] for each in answer.json()["fouten"]} == places
    assert NEVER_SAID not in answer.content.decode()
    schema = {"$ref": "#/components/schemas/Probleem", "components": contract["components"]}
    jsonschema.validate(answer.json(), schema)


@pytest.mark.parametrize("sent", ["{", "", "[" * 60000, b"\xff{}", "1" * 5000])
def test_what_is_no_json_is_refused(reckon, sent):
    answer = reckon(sent)
    assert (answer.status_code, answer.json()["fouten"][0]["plaats"]) == (400, "body")


def test_more_than_any_case_takes_is_refused(reckon):
    answer = reckon('{"feiten": {"loonwaarde": "' + "6" * 70000 + '"}}')
    assert (answer.status_code, answer.json()["type"]) == (413, "/api/#te-groot")


def test_no_value_of_a_case_is_logged_or_kept(reckon, caplog, django_assert_num_queries):
    caplog.set_level(logging.DEBUG, logger="")
    with django_assert_num_queries(0):
        reckon({**CASE, "feiten": {**CASE["feiten"], "loonwaarde": 61, "dagloon": "111.22", "kilometers": 98765}})
        reckon({"feiten": {"kilometers": NEVER_SAID}})
    assert not {"111.22", "98765", NEVER_SAID} & set(caplog.text.replace(",", " ").split())


def test_a_case_is_asked_with_post_alone(client):
    answer = client.get(HERE)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST, OPTIONS")
    first = client.options(HERE)
    assert first.status_code == 204
    assert first.headers["Access-Control-Allow-Methods"] == "POST, OPTIONS"
    assert "Content-Type" in first.headers["Access-Control-Allow-Headers"]


def test_a_visitor_who_asks_too_often_waits(reckon, monkeypatch):
    monkeypatch.setattr(limits, "times", lambda *_: 61)
    answer = reckon(CASE)
    assert (answer.status_code, answer.json()["type"]) == (429, "/api/#te-vaak")
    assert answer.headers["Retry-After"] == "60"


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=2),
)
LIKELY = st.sampled_from(
    [True, "ja", 0, 60, "32,5", "2026-06-01", "1990-01-31", "2099-12-31", "geen", "wajong", "GM0363"]
)


@hypothesis(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(st.sampled_from([*facts()]), ANY | LIKELY, max_size=12),
    st.dates(date(2013, 1, 1), date(2099, 12, 31)),
)
def test_whatever_is_sent_is_answered_or_refused(known, day):
    body = json.dumps({"peildatum": day.isoformat(), "feiten": known})
    answer = Client().post(HERE, body, content_type="application/json")
    assert answer.status_code in {200, 422}
