"""What an answer tells beside its status: last days, what the law does not give, what is unsure, what bears on it."""

from datetime import date

import numpy as np
import pytest

from banenafspraak.core.schemes.answers import Money, Status
from banenafspraak.core.schemes.assessing import assess, means_of
from banenafspraak.core.schemes.cases import read_case
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.means import Many, UnknownValueError
from banenafspraak.core.schemes.population import People, judge
from banenafspraak.core.schemes.reading import law_book

TODAY = date(2026, 7, 1)


def answer(scheme, on=TODAY, **typed):
    return assess(read_case(typed, on), law_book(), only=[scheme]).answers[scheme]


def keys(found):
    return [one.key for one in found.warnings]


TRIAL = {"uitkering": "ww", "startdatum": "2026-09-01"}


def test_the_last_day_is_the_day_before_the_start():
    found = answer("proefplaatsing_uwv", **TRIAL)
    assert [(one.day, one.article) for one in found.due] == [(date(2026, 8, 31), "76a")]
    assert found.apply_by(TODAY) == date(2026, 8, 31)
    assert found.apply_by(date(2026, 10, 1)) == date(2026, 8, 31)


def test_without_a_start_there_is_no_last_day():
    found = answer("proefplaatsing_uwv", uitkering="ww")
    assert (found.due, found.apply_by(TODAY)) == ((), None)


def test_for_school_leavers_the_last_day_lies_half_a_year_after_the_start():
    typed = {"schoolsoort": "pro", "school_verlaten_op": "2026-05-01", "startdatum": "2026-06-01"}
    [due] = answer("lks", **typed, lks_aangevraagd="nog_niet").due
    assert (due.day, due.article) == (date(2026, 12, 1), "10d lid 2")


def test_what_was_applied_for_has_no_last_day():
    assert answer("lks", lks_aangevraagd="voor_de_start", startdatum="2026-01-01").due == ()


def test_sickness_is_reported_within_six_weeks():
    [due] = answer("norisk", is_ziek="ja", ziek_vanaf="2026-07-01", startdatum="2026-01-01").due
    assert due.day == date(2026, 8, 12)
    assert answer("norisk", on=date(2026, 3, 1), ziek_vanaf="2026-02-01").due == ()


def test_a_value_that_is_not_known_for_the_day_is_said_and_is_not_zero():
    found = answer("tolk_werk", tolk_nodig="ja", tolkuren=100, verloonde_uren=1500)
    assert (found.status, found.money) == (Status.APPLIES, Money(None, None, "jaar"))
    assert [one.text("nl") for one in found.warnings if one.key == "value_unknown"] == [
        "Het bedrag weten wij niet: Bedrag per tolkuur is voor deze dag niet bekend."
    ]


def test_an_amount_on_a_fact_without_bounds_is_not_told_as_a_band():
    found = answer("loondispensatie", uitkering="wajong", prestatie=50)
    assert found.money == Money(None, None, "maand")
    assert "value_unknown" not in keys(found)


def test_an_unverified_condition_says_so():
    assert "condition_unverified" in keys(answer("praktijkleren", erkend_leerbedrijf="ja", leerling="ja"))


def test_what_the_employer_must_do_is_a_warning_and_no_question():
    found = answer(
        "lkv_banenafspraak", in_doelgroepregister="ja", wsw="geen", geboortedatum="1990-01-01", verloonde_uren=1000
    )
    assert (found.status, found.needs) == (Status.APPLIES, ())
    assert {"to_do", "pension"} <= set(keys(found))


def test_what_the_municipality_decides_is_possible():
    found = answer("proefplaatsing_gemeente", uitkering="bijstand", startdatum="2026-09-01", loon_per_maand=2000)
    assert (found.status, found.money) == (Status.POSSIBLE_BY_DISCRETION, Money(0, 200000, "maand"))
    assert "discretion" in keys(found)


def test_later_rules_can_be_tried_on_an_earlier_day_and_it_is_said():
    case = read_case({"peildatum": "2014-06-01"}, TODAY)
    plain, tried = (assess(case, law_book(), as_if=one, only=["lks"]).answers["lks"] for one in (False, True))
    assert (plain.status, tried.status) == (Status.NOT_IN_FORCE, Status.UNKNOWN_NEEDS)
    assert "as_if" in keys(tried)


def test_schemes_that_bear_on_each_other_name_each_other():
    found = assess(read_case({"loonwaarde": 60}, TODAY), law_book()).answers
    assert {(one.other, one.rule.kind) for one in found["lks"].conflicts} >= {
        ("loondispensatie", "sluit_uit"),
        ("norisk", "samen_verlaagd"),
    }
    assert all("lks" in {one.other for one in found[other.other].conflicts} for other in found["lks"].conflicts)


@pytest.mark.parametrize(("hours", "high"), [(24, 450000), (23, None)])
def test_below_24_hours_there_is_no_standard_amount(hours, high):
    typed = {"peildatum": "2014-06-01", "begeleiding": "midden", "uren_per_week": hours}
    assert answer("jobcoach_uwv_intern", **typed).money.high == high


def test_a_by_law_gives_the_part_of_the_minimum_wage():
    typed = {"geboortedatum": "1990-01-01", "uren_per_week": 36, "verordening_geeft_loonsubsidie": "ja"}
    here = answer("lks_gemeentelijk", **typed, woongemeente="Hoeksche Waard")
    there = answer("lks_gemeentelijk", **typed, woongemeente="Rotterdam")
    assert (here.money, there.money) == (Money(0, 116850, "maand"), Money(None, None, "maand"))
    assert [one.nl.split(":")[0] for one in here.scheme.notes] == ["Hoeksche Waard (HW Werkt)", "Rijnmond"]


def test_an_advantage_of_the_firm_leaves_the_amount_to_uwv():
    typed = {"kosten_aanpassing": 5000, "aanpassing_nodig": "ja"}
    assert answer("werkplekaanpassing_uwv", **typed, voordeel_aanpassing=22689).money.high == 500000
    assert answer("werkplekaanpassing_uwv", **typed, voordeel_aanpassing=22690).money.high is None


def test_a_word_of_the_law_is_no_number():
    book = law_book()
    means = means_of(read_case({"peildatum": "2016-01-01"}, TODAY), book.schemes["lks"], book)
    with pytest.raises(UnknownValueError):
        means.value("loonwaarde_van")


def test_many_people_each_have_their_own_level_of_guidance():
    levels = np.array([facts()["begeleiding"].code(one) for one in facts()["begeleiding"].choices])
    book, day = law_book(), date(2014, 6, 1)
    means = Many(book.schemes["jobcoach_uwv_intern"], book.amounts, day, columns={"begeleiding": levels}, size=4)
    assert [list(means.is_choice("begeleiding", one)) for one in ("midden",)] == [[False, False, True, False]]
    yes = {name: np.ones(4, np.int64) for name in ("begeleiding_nodig", "verdient_35_procent", "toestemming_werknemer")}
    columns = yes | {
        "begeleiding": levels,
        "uitkering": np.full(4, facts()["uitkering"].code("ww")),
        "begeleid_door_gemeente": np.zeros(4, np.int64),
        "startdatum": np.full(4, 16000),
        "einddatum": np.full(4, 17000),
        "uren_per_week": np.full(4, 2400),
        "jobcoach": np.zeros(4, np.int64),
    }
    found = judge(People(columns, 4), book.schemes["jobcoach_uwv_intern"], book, day)
    assert list(found.cents) == [140000, 270000, 450000, 680000]
