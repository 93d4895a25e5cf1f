"""What is remembered for some seconds, and that a list is put in order by an index, however many there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.organisations import organisation
from tests.factories.people import log_in, person

from banenafspraak.apps.organisations import queries
from banenafspraak.apps.organisations.queries import Question, forget, remembered


def answers(*some):
    """What is told at each next question."""
    left = iter(some)
    return lambda: next(left)


def test_an_answer_is_remembered_until_something_changed():
    make = answers(1, 2)
    told = [remembered("a", make), remembered("a", make)]
    forget()
    assert [*told, remembered("a", make)] == [1, 1, 2]


def test_an_answer_from_before_a_change_is_not_remembered():
    def changing():
        forget()
        return 1

    assert (remembered("a", changing), remembered("a", answers(2))) == (1, 2)


@pytest.mark.parametrize(("seconds", "told"), [(19, "old"), (21, "old"), (41, "new")])
def test_while_one_asks_anew_others_are_given_the_old_answer_if_it_is_not_too_old(monkeypatch, seconds, told):
    now = 1000.0
    monkeypatch.setattr(queries.time, "monotonic", lambda: now)
    remembered("a", answers("old"))
    now += seconds
    beside = []

    def make():
        beside.append(remembered("a", answers("new")))
        return "new"

    found = remembered("a", make)
    assert (beside or [found]) == [told]


def test_what_was_made_longest_ago_goes_first(monkeypatch):
    monkeypatch.setattr(queries, "MOST_KEPT", 2)
    for key in "abc":
        remembered(key, answers(key))
    assert [remembered(key, answers("anew")) for key in "bca"] == ["b", "c", "anew"]


@pytest.mark.django_db
def test_a_list_that_is_remembered_asks_only_who_reads_it(client, django_assert_num_queries):
    log_in(client, person("desk_adviser", "AM12"))
    organisation()
    client.get("/organisaties/")
    with django_assert_num_queries(3):
        assert "Bakkerij De Aar" in client.get("/organisaties/").content.decode()


@pytest.mark.django_db
@pytest.mark.embedded  # PostgreSQL reads few rows without an index
@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({}, "by_name"),
        ({"soort": "employer"}, "by_kind"),
        ({"volgorde": "werknemers"}, "by_size"),
        ({"soort": "employer", "volgorde": "werknemers"}, "kind_by_size"),
        ({"sector": "markt", "volgorde": "werknemers"}, "sector_by_size"),
        ({"sector": "gemeenten", "volgorde": "werknemers"}, "part_by_size"),
    ],
)
def test_a_list_is_put_in_order_by_an_index(asked, index):
    with CaptureQueriesContext(connection) as some:
        queries.listed(Question.of(asked))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {some[0]['sql']}")
        plan = " ".join(str(row[3]) for row in cursor.fetchall())
    assert (f"organisations_{index}" in plan, "TEMP B-TREE" in plan) == (True, False)
