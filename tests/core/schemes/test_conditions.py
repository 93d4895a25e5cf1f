"""Conditions as the files write them: what they mean, and every way in which they cannot be read."""

from datetime import date

import pytest

from banenafspraak.core.schemes.assessing import means_of
from banenafspraak.core.schemes.cases import read_case
from banenafspraak.core.schemes.conditions import FaultError, read_rule
from banenafspraak.core.schemes.reading import law_book

TODAY = date(2026, 7, 1)
KNOWN = {"kan_werken": "ja", "wsw": "geen", "loonwaarde": 60, "startdatum": "2026-03-01", "gedetacheerd": "nee"}


def holds(body, **facts):
    book = law_book()
    return read_rule(body).holds(means_of(read_case(KNOWN | facts, TODAY), book.schemes["lks"], book))


@pytest.mark.parametrize(
    ("body", "truth"),
    [
        ("kan_werken", 1),
        ("gedetacheerd", -1),
        ("is_ziek", 0),
        ({"niet": "kan_werken"}, -1),
        ({"niet": "is_ziek"}, 0),
        ({"wsw": ["geen", "artikel_7"]}, 1),
        ({"wsw": ["artikel_2"]}, -1),
        ({"uitkering": ["ww"]}, 0),
        ({"alle": ["kan_werken", "is_ziek"]}, 0),
        ({"alle": ["gedetacheerd", "is_ziek"]}, -1),
        ({"een_van": ["kan_werken", "is_ziek"]}, 1),
        ({"een_van": ["gedetacheerd", "is_ziek"]}, 0),
        ({"loonwaarde": {"minder_dan": 60}}, -1),
        ({"loonwaarde": {"hoogstens": 60}}, 1),
        ({"loonwaarde": {"ten_minste": 60}}, 1),
        ({"loonwaarde": {"meer_dan": 60}}, -1),
        ({"prestatie": {"meer_dan": 60}}, 0),
        ({"startdatum": {"voor": date(2026, 3, 1)}}, -1),
        ({"startdatum": {"uiterlijk": date(2026, 3, 1)}}, 1),
        ({"startdatum": {"vanaf": date(2026, 3, 1)}}, 1),
        ({"startdatum": {"na": date(2026, 3, 1)}}, -1),
        ({"peildatum": {"voor": "startdatum", "maanden": 4}}, -1),
        ({"peildatum": {"uiterlijk": "startdatum", "maanden": 4}}, 1),
        ({"peildatum": {"voor": "startdatum", "jaren": 1, "weken": 1, "dagen": 1}}, 1),
        ({"startdatum": {"vanaf": "geboortedatum", "jaren": 18}}, 0),
        ({"startdatum": {"voor": "peildatum"}}, 1),
        ("onder_aow_leeftijd", 0),
    ],
)
def test_what_a_condition_says(body, truth):
    assert holds(body) == truth


def test_a_named_value_of_another_day_is_unknown():
    assert holds({"loonwaarde": {"meer_dan": "termijn_na_start"}}) == 1
    assert holds({"loonwaarde": {"meer_dan": "termijn_na_start"}}, peildatum="2016-01-01") == 0


@pytest.mark.parametrize(
    "body",
    [
        7,
        {},
        {"alle": ["kan_werken"], "niet": "is_ziek"},
        "loonwaarde",
        "onbekend_feit",
        {"alle": "kan_werken"},
        {"een_van": []},
        {"kan_werken": 3},
        {"loonwaarde": ["60"]},
        {"wsw": ["artikel_9"]},
        {"kan_werken": {"minder_dan": 3}},
        {"loonwaarde": {"ongeveer": 60}},
        {"loonwaarde": {"minder_dan": 60, "meer_dan": 30}},
        {"loonwaarde": {"minder_dan": 60.5}},
        {"loonwaarde": {"minder_dan": True}},
        {"startdatum": {"rond": date(2026, 1, 1)}},
        {"startdatum": {"voor": date(2026, 1, 1), "na": date(2025, 1, 1)}},
        {"startdatum": {"voor": "peildatum", "eeuwen": 1}},
        {"startdatum": {"voor": "peildatum", "maanden": "zes"}},
        {"startdatum": {"voor": "loonwaarde"}},
        {"startdatum": {"voor": 2026}},
    ],
    ids=str,
)
def test_what_cannot_be_read_is_said(body):
    with pytest.raises(FaultError):
        read_rule(body)
