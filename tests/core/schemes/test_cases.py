"""A case as somebody types it: every form that is taken, and everything that is wrong at once."""

from datetime import date
from decimal import Decimal

import pytest

from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.schemes.cases import natural, read_case
from banenafspraak.core.schemes.facts import facts

TODAY = date(2026, 7, 1)


def known(**typed):
    return dict(read_case(typed, TODAY).known)


def wrong(**typed):
    with pytest.raises(ProblemsError) as found:
        read_case(typed, TODAY)
    return [(one.code, one.place.column) for one in found.value.problems]


@pytest.mark.parametrize(
    ("name", "typed", "inner"),
    [
        ("kan_werken", True, 1),
        ("kan_werken", "nee", 0),
        ("kan_werken", "Yes", 1),
        ("startdatum", "2026-07-01", 20635),
        ("startdatum", "1-7-2026", 20635),
        ("startdatum", date(2026, 7, 1), 20635),
        ("loonwaarde", "60", 60),
        ("loonwaarde", 60, 60),
        ("uren_per_week", "28,5", 2850),
        ("uren_per_week", 28.5, 2850),
        ("loon_per_maand", "€ 2400,50", 240050),
        ("loon_per_maand", "2.400", 240000),
        ("loon_per_maand", "2,400", 240000),
        ("loon_per_maand", "12.400,50", 1240050),
        ("loon_per_maand", "2.40", 240),
        ("uren_werkgever", "1.234.567", 1234567),
        ("loon_per_maand", Decimal("2400.5"), 240050),
        ("wsw", "artikel_7", 2),
        ("woongemeente", "0363", 363),
        ("woongemeente", "Amsterdam", 363),
    ],
)
def test_what_is_taken(name, typed, inner):
    assert known(**{name: typed}) == {name: inner}


@pytest.mark.parametrize("typed", [None, "", "onbekend", "Weet ik niet"])
def test_unknown_is_not_no(typed):
    assert known(kan_werken=typed) == {}


def test_the_day_asked_about_is_today_unless_given():
    assert (read_case({}, TODAY).on, read_case({"peildatum": "2016-01-01"}, TODAY).on) == (TODAY, date(2016, 1, 1))


def test_all_that_is_wrong_is_said_at_once():
    found = wrong(
        loonwaarde=120,
        uren_per_week="-3",
        woongemeente="Nergens",
        wsw="misschien",
        startdatum="31-02-2026",
        loon_per_maand="veel",
        kan_werken="soms",
        gedetacheerd=7,
        peildatum="2010-01-01",
        burgerservicenummer="123456782",
        loonwarde=60,
    )
    assert found == [
        ("case-bounds", "loonwaarde"),
        ("case-bounds", "uren_per_week"),
        ("case-municipality", "woongemeente"),
        ("case-choice", "wsw"),
        ("case-kind", "startdatum"),
        ("case-kind", "loon_per_maand"),
        ("case-kind", "kan_werken"),
        ("case-kind", "gedetacheerd"),
        ("case-no-bsn", None),
        ("case-unknown", None),
        ("case-before-law", "peildatum"),
    ]


@pytest.mark.parametrize("typed", ["60,5", True, "NaN", "1e99"])
def test_a_whole_number_is_whole(typed):
    assert wrong(loonwaarde=typed)[0][1] == "loonwaarde"


def test_a_day_that_is_none():
    assert wrong(peildatum="gisteren") == [("case-kind", "peildatum")]


def test_a_slip_in_a_name_is_met_with_the_right_one():
    with pytest.raises(ProblemsError) as found:
        read_case({"loonwarde": 60, "zzz": 1}, TODAY)
    assert [one.values["near"] for one in found.value.problems] == ["loonwaarde", "een gegeven uit de lijst"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"uitkering": "wajong", "begeleid_door_gemeente": "ja"}, "case-wajong-municipality"),
        ({"beschut_werk_besluit": "ja", "in_doelgroepregister": "ja"}, "case-sheltered-registered"),
        ({"beschut_werk_besluit": "ja", "wsw": "artikel_2"}, "case-sheltered-wsw"),
        ({"uitkering": "wajong", "wajong_gehad": "nee"}, "case-wajong-never"),
        ({"is_ziek": "nee", "ziek_vanaf": "2026-01-01"}, "case-sick-day"),
        ({"in_doelgroepregister": "nee", "register_grond": "d"}, "case-ground"),
        ({"startdatum": "2026-02-01", "einddatum": "2026-01-01"}, "case-ends-before"),
        ({"geboortedatum": "2010-02-01", "startdatum": "2009-01-01"}, "case-works-unborn"),
        ({"geboortedatum": "2010-02-01", "school_verlaten_op": "2009-01-01"}, "case-school-unborn"),
    ],
)
def test_what_contradicts(typed, code):
    assert [one for one, _ in wrong(**typed)] == [code]


def test_no_problem_repeats_what_was_typed():
    with pytest.raises(ProblemsError) as found:
        read_case({"kan_werken": "geheim", "loon_per_maand": "geheim", "bsn": "geheim", "wsw": "geheim"}, TODAY)
    assert all("geheim" not in one.text(lang) for one in found.value.problems for lang in ("nl", "en"))


def test_what_is_read_can_be_written_again():
    typed = {
        "kan_werken": True,
        "wsw": "geen",
        "startdatum": "2026-07-01",
        "loonwaarde": 60,
        "uren_per_week": "28.50",
        "loon_per_maand": "2400.00",
        "woongemeente": "GM0363",
    }
    assert {name: natural(name, value) for name, value in known(**typed).items()} == typed


@pytest.mark.parametrize("fact", facts().values(), ids=lambda one: one.name)
def test_every_fact_asks_in_two_languages(fact):
    assert all(text and text[0].isupper() for words in (fact.question, fact.where) for text in words)
    assert fact.question.nl.endswith("?") or "." in fact.question.nl
    assert fact.lowest < fact.highest or fact.choices
