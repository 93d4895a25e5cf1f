"""Organisations for programs: who they are for everyone, whom to call for who has a key that may know."""

import pytest
from django.core.cache import cache
from django.utils import timezone
from tests.factories.organisations import FOODVALLEY, REGIO_ZWOLLE, ZWOLLE, contact, organisation
from tests.factories.people import acting, administrator

from banenafspraak.apps.accounts.actions import Key, make_token, withdraw_token
from banenafspraak.apps.accounts.enums import Kind, Permission
from banenafspraak.apps.accounts.models import Token
from banenafspraak.apps.audit.models import Entry
from banenafspraak.apps.organisations import queries


@pytest.fixture(autouse=True)
def _nothing_remembered():
    queries.forget()
    cache.clear()


@pytest.fixture
def employer():
    found = organisation("Bakkerij De Aar", municipalities=(ZWOLLE,), sector="markt", kvk="12345678")
    contact(found, region=REGIO_ZWOLLE)
    return found


def key(region=REGIO_ZWOLLE, permissions=(Permission.SEE_CONTACTS,), **given):
    """A key of a region, as a header, and what is kept of it."""
    boss = administrator()
    asked = Key("loon", Kind.REGION, region, frozenset(permissions), timezone.localdate(), **given)
    made, secret = make_token(acting(boss), boss, asked)
    return f"Bearer {secret}", made


def test_organisations_are_for_everyone(ask, employer):
    found = ask("/organisaties").json()
    assert found["aantal"] == 1
    one = found["organisaties"][0]
    assert (one["naam"], one["soort"], one["kvkNummer"], one["regios"]) == (
        "Bakkerij De Aar", "employer", "12345678", [REGIO_ZWOLLE],
    )  # fmt: skip
    assert one["werknemers"] is None
    assert ask(f"/organisaties/{employer.public_id}").json() == one


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("zoek=aar", 1),
        ("zoek=molen", 0),
        ("sector=overheid", 0),
        (f"regio={REGIO_ZWOLLE}", 1),
        (f"regio={FOODVALLEY}", 0),
    ],
)
def test_organisations_are_found_by_what_is_asked(ask, employer, question, number):
    assert ask(f"/organisaties?{question}").json()["aantal"] == number


@pytest.mark.parametrize("number", [1, 3])
def test_more_organisations_ask_no_more_of_the_database(ask, number, django_assert_num_queries):
    for each in range(number):
        organisation(f"Bakkerij {each}", municipalities=(ZWOLLE,))
    queries.forget()
    with django_assert_num_queries(4):
        assert ask("/organisaties").json()["aantal"] == number


@pytest.mark.parametrize("authorization", ["", "Bearer bna_niets", "Basic x"])
def test_whom_to_call_is_not_for_everyone(ask, employer, authorization):
    answer = ask(f"/organisaties/{employer.public_id}/contactpersonen", authorization=authorization)
    assert (answer.status_code, answer.json()["type"]) == (401, "/api/#sleutel-onjuist")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "Vera" not in answer.content.decode()


def test_who_has_a_key_reads_whom_to_call_and_the_trail_is_told(ask, employer):
    bearer, made = key()
    found = ask(f"/organisaties/{employer.public_id}/contactpersonen", authorization=bearer).json()
    assert [one["naam"] for one in found["contactpersonen"]] == ["Vera Verzonnen"]
    last = Entry.objects.last()
    assert (last.tag, last.by) == ("organisations:contact:seen", made.public_id)
    assert Token.objects.get().used_at


def test_a_key_of_another_region_reads_nobody(ask, employer):
    bearer, _ = key(FOODVALLEY)
    found = ask(f"/organisaties/{employer.public_id}/contactpersonen", authorization=bearer).json()
    assert found["contactpersonen"] == []


def test_a_key_without_the_right_is_refused(ask, employer):
    bearer, made = key(permissions=())
    answer = ask(f"/organisaties/{employer.public_id}/contactpersonen", authorization=bearer)
    assert (answer.status_code, answer.json()["type"]) == (403, "/api/#niet-openbaar")
    assert (Entry.objects.last().tag, Entry.objects.last().by) == ("accounts:access:refused", made.public_id)


def test_a_key_that_is_withdrawn_opens_nothing(ask, employer):
    bearer, made = key()
    withdraw_token(acting(administrator()), made)
    assert ask(f"/organisaties/{employer.public_id}/contactpersonen", authorization=bearer).status_code == 401


def test_a_key_that_is_used_too_often_waits(ask, employer):
    bearer, _ = key(per_minute=2)
    asked = [ask(f"/organisaties/{employer.public_id}/contactpersonen", authorization=bearer) for _ in range(3)]
    assert [answer.status_code for answer in asked] == [200, 200, 429]
    assert asked[-1].headers["Retry-After"] == "60"


def test_an_answer_for_a_key_is_kept_by_nobody(ask, employer):
    bearer, _ = key()
    answer = ask(f"/organisaties/{employer.public_id}/contactpersonen", authorization=bearer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert ask("/organisaties").headers["Cache-Control"] == "public, no-cache"


def test_an_organisation_that_is_not_there(ask):
    answer = ask("/organisaties/00000000-0000-4000-8000-000000000000")
    assert (answer.status_code, answer.json()["type"]) == (404, "/api/#niet-gevonden")
