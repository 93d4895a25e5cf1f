"""An answer in the words, amounts and days of its reader."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from banenafspraak.core.schemes.answers import Caution, Money, Status
from banenafspraak.core.schemes.assessing import assess
from banenafspraak.core.schemes.cases import read_case
from banenafspraak.core.schemes.exact import as_exact
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.means import Step
from banenafspraak.core.schemes.reading import law_book
from banenafspraak.core.schemes.seen import silent_until
from banenafspraak.core.schemes.wording import (
    amount,
    article_in_words,
    caution,
    fact_value,
    local_rules,
    step_value,
    told,
    typed,
    unit,
)
from banenafspraak.core.schemes.words import Words

ON = date(2026, 7, 1)
BOOK = law_book()


def answer(name, on=ON, lang="nl", **given):
    case = read_case(given, on)
    return told(assess(case, BOOK).answers[name], BOOK, case, lang)


@pytest.mark.parametrize(
    ("name", "on", "given", "reason"),
    [
        ("liv", ON, {}, "De regeling gold tot en met 31 december 2024."),
        ("praktijkroute", date(2014, 7, 1), {}, "De regeling begint op 1 januari 2017."),
        ("lks", ON, {"kan_werken": "nee"}, "Niet voldaan: De werknemer kan werken."),
        ("jobcoach_gemeente", ON, {"begeleid_door_gemeente": "ja"}, "Nog niet bekend: "),
        ("wsw", ON, {"wsw": "geen"}, "Niet voldaan: "),
    ],
)
def test_the_reason_names_what_decides(name, on, given, reason):
    assert answer(name, on, **given).reason.startswith(reason)


def test_what_applies_meets_all_conditions():
    given = {"wsw": "artikel_2", "startdatum": "2010-01-01"}
    found = [answer(name, **given) for name in BOOK.schemes]
    assert {one.reason for one in found if one.status is Status.APPLIES} <= {"Aan alle voorwaarden lijkt voldaan."}


def test_what_hangs_on_what_the_worker_may_keep_says_no_more():
    case = read_case({"kan_werken": "ja"}, ON)
    one = assess(case, BOOK).answers["lks"]
    met = tuple(each for each in one.outcomes if each.truth > 0)
    found = told(replace(one, outcomes=met), BOOK, case, "nl")
    assert found.reason == "Dit hangt af van iets wat de werknemer u niet hoeft te zeggen."


def test_before_a_scheme_is_known_nothing_is_said_of_its_conditions():
    texts = [answer(name, date(2015, 2, 1)) for name in BOOK.schemes]
    unknown = [one for one in texts if one.status is Status.UNKNOWN_NEEDS and not one.conditions]
    assert {(one.reason, one.unsure) for one in unknown} == {("", True)}


@pytest.mark.parametrize(
    ("money", "lang", "words"),
    [
        (None, "nl", ""),
        (Money(0, 0, "geen"), "nl", ""),
        (Money(None, None, "maand"), "nl", "bedrag niet bekend"),
        (Money(None, None, "maand"), "en", "amount not known"),
        (Money(0, 200000, "maand"), "nl", "€ 0 tot € 2.000"),
    ],
)
def test_an_amount_is_a_number_a_band_or_words(money, lang, words):
    assert amount(money, lang) == words


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("lkv_banenafspraak", {"verloonde_uren": 1500}, ("€ 0 tot € 1.515", "in 2026")),
        ("werkplekaanpassing_uwv", {}, ("nog niet te zeggen", "eenmalig")),
        ("tolk_werk", {"tolkuren": 10}, ("bedrag niet bekend", "per jaar")),
        ("jobcoach_gemeente", {}, ("", "")),
    ],
)
def test_an_amount_has_its_period(name, given, words):
    found = answer(name, **given)
    assert (found.amount, found.per) == words


def test_a_last_day_that_passed_says_so():
    found = answer("lks", date(2026, 9, 1), startdatum="2026-07-01", begeleid_door_gemeente="ja")
    assert (found.due_passed, found.due_article[:8], found.is_open) == (found.due < date(2026, 9, 1), "artikel ", True)
    assert answer("lks").due is None


def test_two_readings_are_told_with_both_amounts():
    given = {
        "loonwaarde": 60,
        "uren_per_week": 32,
        "voltijd_uren": 36,
        "geboortedatum": "1990-01-01",
        "startdatum": "2026-02-15",
        "vaste_subsidie_afgesproken": "nee",
    }
    (one,) = answer("lks", date(2026, 8, 1), **given).readings
    assert one.startswith("Twee lezingen van artikel 10d lid 7: € 0 tot € 1.101,31 of € 0 tot € 1.121,76. RegelRecht")


def test_a_local_rule_is_told_beside_the_answer_and_apart():
    case = read_case({"woongemeente": "Noordwijk"}, ON)
    found = assess(case, BOOK).answers["lks"]
    here = local_rules(found.scheme, "nl")
    assert here
    assert all("Lokale regel" in text for text in here)
    assert set(told(found, BOOK, case, "nl").local) & set(here)
    assert local_rules(BOOK.schemes["lks"], "nl") == ()


def test_numbers_and_days_of_a_caution_are_those_of_its_reader():
    values = {"what": Words("Vergoeding", "Allowance"), "value": "25.0", "first": "2026-01-01", "note": "Stcrt 2014."}
    one = Caution("unverified", values)
    assert caution(one, "nl") == "Niet nagegaan: Vergoeding (25,0, vanaf 1 januari 2026). Stcrt 2014."
    assert caution(one, "en") == "Not verified: Allowance (25.0, from 1 January 2026)."
    assert caution(Caution("discretion", {"what": "2.10"}), "nl") == "Er valt iets te kiezen: 2.10"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step("a", as_exact(112176), "cent"), "€ 1.121,76"),
        (Step("a", as_exact(1664), "uur"), "1.664 uur"),
        (Step("a", as_exact(Decimal("1.5")), "baan"), "1,50 banen"),
    ],
)
def test_a_step_has_its_unit(step, words):
    assert step_value(step, "nl") == words


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("kan_werken", 1, "ja"),
        ("kan_werken", 0, "nee"),
        ("wsw", 0, "nee"),
        ("startdatum", 20635, "1 juli 2026"),
        ("loon_per_maand", 240050, "€ 2.400,50"),
        ("woongemeente", 344, "Utrecht"),
        ("woongemeente", 9999, "GM9999"),
        ("loonwaarde", 60, "60 procent"),
    ],
)
def test_a_fact_is_said_as_its_reader_says_it(name, value, words):
    assert fact_value(facts()[name], value, "nl") == words


def test_a_number_is_typed_without_thousands():
    one = facts()["uren_per_week"]
    assert [typed(one, value, "en") for value in (3200, 3250, 3205)] == ["32", "32.5", "32.05"]
    assert typed(facts()["loon_per_maand"], 240050, "en") == "2400.50"


def test_every_unit_of_a_fact_has_its_words():
    assert {unit(one, lang) for one in facts().values() for lang in ("nl", "en")} >= {"procent", "percent", ""}


def test_an_article_that_names_its_law_stays():
    assert article_in_words("Regeling LKS 2021, 1", "nl") == "Regeling LKS 2021, 1"
    assert article_in_words("10d", "en") == "article 10d"


def test_an_employer_may_ask_from_a_day_on():
    assert silent_until(read_case({"startdatum": "2026-07-01"}, ON), BOOK) == date(2026, 9, 1)
    assert silent_until(read_case({}, ON), BOOK) is None
