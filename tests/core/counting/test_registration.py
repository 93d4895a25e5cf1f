from datetime import date, timedelta
from fractions import Fraction

import pytest

from banenafspraak.core.counting.plan import BASELINE
from banenafspraak.core.counting.registration import (
    Interval,
    Registration,
    all_grounds,
    day_number,
    intervals,
    last_day,
    register_table,
    rules_on,
)
from banenafspraak.core.kernel.law import FOREVER, all_law, law_on
from banenafspraak.core.kernel.pension import pension_day

LOST = date(2014, 3, 1)
END_2016, END_2018, END_2021 = (date(year, 12, 31) for year in (2016, 2018, 2021))


def rules(day, rule_set="wfsv", *, one_day=False):
    return rules_on(day, rule_set=rule_set, leave_out_one_day=one_day)


def found(*rows, day=END_2018, **asked):
    return [(one.first, one.last, one.ground, one.counts) for one in intervals(rows, rules(day, **asked))]


def examples(subject):
    texts = [text for text in all_law() if text.path.startswith(f"nl/{subject}/")]
    return [
        pytest.param(text, example["gegeven"], example["uitkomst"], id=f"{text.path}: {example['naam']}")
        for text in texts
        for example in text.raw["voorbeelden"]
    ]


@pytest.mark.parametrize(("text", "given", "outcome"), examples("besluit_suwi/registratie"))
def test_the_end_of_a_registration_is_as_the_law_file_says(text, given, outcome):
    row = Registration(1, date(2010, 1, 1), birth=given.get("geboren"), ground_lost=given["grond_verloren"])
    last = last_day(row, rules(text.valid_from))
    assert last == (
        outcome["einde"] if "einde" in outcome else date.fromordinal(outcome["pensioendatum"].toordinal() - 1)
    )


@pytest.mark.parametrize(("text", "given", "outcome"), examples("wfsv/doelgroep"))
def test_grounds_count_as_the_law_file_says(text, given, outcome):
    assert text.valid_from <= given["dag"]
    assert (given["grond"] in rules(given["dag"]).grounds) is outcome["telt"]


@pytest.mark.parametrize(("text", "given", "outcome"), examples("wet_banenafspraak/doelgroep"))
def test_grounds_of_the_new_act_count_as_the_law_file_says(text, given, outcome):
    assert text.rule_set == "wba"
    assert (given["grond"] in rules(END_2018, "wba").grounds) is outcome["telt"]


@pytest.mark.parametrize(("text", "given", "outcome"), examples("aow/pensioenleeftijd"))
def test_pension_is_as_the_law_file_says(text, given, outcome):
    assert text.subject == "pensioenleeftijd"
    assert pension_day(given["geboren"]) == outcome["pensioendatum"]


@pytest.mark.parametrize(("text", "given", "outcome"), examples("regeling_wfsv/monitor"))
def test_jobs_are_as_the_law_file_says(text, given, outcome):
    assert Fraction(given["uren"]) / text.values["uren_per_baan_per_maand"].number == outcome["banen"]


def test_the_twenty_legal_hours_are_whole_jobs():
    law = law_on("nl/regeling_wfsv/monitor", END_2018)
    hours = [value.number / Fraction("110.92") for value in law.section("doeluren").values()]
    assert len(hours) == 20
    assert all(jobs.denominator == 1 for jobs in hours)


@pytest.mark.parametrize(
    ("day", "lost", "end"),
    [
        (END_2016, date(2014, 3, 1), date(2016, 12, 31)),
        (date(2017, 12, 29), date(2015, 12, 31), date(2017, 12, 31)),
        (END_2018, date(2015, 12, 31), date(2028, 12, 31)),
        (END_2018, date(2014, 12, 31), date(2016, 12, 31)),
        (END_2018, date(2025, 12, 31), date(2028, 12, 31)),
        (END_2018, date(2026, 1, 1), date(2028, 12, 31)),
        (END_2018, date(2027, 1, 1), date(2029, 12, 31)),
        (END_2018, None, FOREVER),
        (END_2021, date(2014, 3, 1), date(2016, 12, 31)),
        (END_2021, date(2018, 3, 1), FOREVER),
    ],
)
def test_a_lost_ground_ends_a_registration_by_the_rule_of_the_day(day, lost, end):
    assert last_day(Registration(1, date(2010, 1, 1), ground_lost=lost), rules(day)) == end


def test_a_registration_lasts_until_pension_since_2020():
    row = Registration(1, date(2010, 1, 1), birth=date(1956, 2, 1), ground_lost=date(2019, 1, 1))
    assert last_day(row, rules(END_2021)) == date(2022, 8, 31)
    assert last_day(row, rules(END_2018)) == date(2028, 12, 31)


def test_an_end_in_the_register_stands():
    row = Registration(1, date(2010, 1, 1), date(2018, 5, 1), birth=date(1930, 1, 1), ground_lost=LOST)
    assert last_day(row, rules(END_2021)) == date(2018, 5, 1)


@pytest.mark.parametrize("last", [None, date(2020, 1, 1)])
def test_a_sheltered_decision_ends_a_registration_the_day_after(last):
    row = Registration(1, date(2010, 1, 1), last, sheltered_decision=date(2018, 11, 29))
    assert last_day(row, rules(END_2018)) == date(2018, 11, 30)


@pytest.mark.parametrize(
    ("birth", "day"),
    [
        (date(1940, 1, 31), date(2005, 1, 31)),
        (date(1947, 12, 31), date(2012, 12, 31)),
        (date(1956, 2, 29), date(2022, 9, 29)),
        (date(1952, 8, 31), date(2018, 8, 31)),
        (date(2000, 1, 1), date(2067, 4, 1)),
    ],
)
def test_pension_comes_on_a_day_that_exists(birth, day):
    assert pension_day(birth) == day


def test_pension_never_goes_back_for_the_later_born():
    births = [date(1940 + month // 12, month % 12 + 1, 1) for month in range(12 * 40)]
    days = [pension_day(birth) for birth in births]
    assert days == sorted(days)


def test_the_new_act_knows_its_own_letters_and_those_of_the_wfsv():
    grounds = rules(END_2018, "wba").grounds
    assert {"2.1.a", "38b.1.a", "38b.1.e", "38f.5", "38b.2", "38b.6"} <= grounds
    assert "38b.1.g" not in grounds
    assert "2.1.a" not in rules(END_2018).grounds
    assert {"2.1.a", "38b.1.g", "38f.5"} <= all_grounds()


def test_by_date_the_new_act_does_not_rule_while_its_start_is_unknown():
    assert rules(date(2030, 12, 31), "volgens_datum").target_group.rule_set == "wfsv"


def test_december_2012_goes_by_the_first_text():
    baseline = rules(date(BASELINE.year, 12, 31))
    assert baseline.target_group.before_first
    assert baseline.grounds == rules(date(2015, 12, 31)).grounds


def test_a_ground_that_counts_later_does_not_count_yet():
    row = Registration(1, date(2010, 1, 1), ground="38b.2")
    assert found(row, day=date(2015, 12, 31)) == [(row.first, FOREVER, "38b.2", False)]
    assert found(row, day=END_2016) == [(row.first, FOREVER, "38b.2", True)]


def test_an_unknown_ground_counts():
    assert found(Registration(1, date(2010, 1, 1))) == [(date(2010, 1, 1), FOREVER, None, True)]


def test_one_day_grounds_can_be_left_out():
    one_day, two_days = (Registration(1, date(2018, 12, 1), date(2018, 12, last)) for last in (1, 2))
    assert found(one_day, one_day=True) == []
    assert len(found(one_day)) == len(found(two_days, one_day=True)) == 1


def test_a_registration_that_ends_before_it_begins_is_none():
    assert found(Registration(1, date(2018, 1, 1), ground_lost=LOST), day=END_2016) == []


def test_overlapping_registrations_rule_one_at_a_time():
    long, later = (
        Registration(1, date(2010, 1, 1), ground="38b.1.b"),
        Registration(1, date(2018, 3, 1), date(2018, 6, 30), ground="38b.1.c"),
    )
    assert found(later, long) == [
        (date(2010, 1, 1), date(2018, 2, 28), "38b.1.b", True),
        (date(2018, 3, 1), date(2018, 6, 30), "38b.1.c", True),
        (date(2018, 7, 1), FOREVER, "38b.1.b", True),
    ]


def test_registrations_that_share_one_day_rule_it_one_at_a_time():
    before = Registration(1, date(2010, 1, 1), date(2018, 6, 1), ground="38b.1.b")
    after = Registration(1, date(2018, 6, 1), ground="38b.1.c")
    assert found(before, after) == [
        (date(2010, 1, 1), date(2018, 5, 31), "38b.1.b", True),
        (date(2018, 6, 1), FOREVER, "38b.1.c", True),
    ]


def test_a_ground_that_counts_goes_before_one_that_does_not():
    counts, not_yet = (
        Registration(1, date(2010, 1, 1), ground="38b.1.b"),
        Registration(1, date(2012, 1, 1), ground="38b.2"),
    )
    assert found(counts, not_yet, day=date(2015, 12, 31)) == [(date(2010, 1, 1), FOREVER, "38b.1.b", True)]


def test_gaps_between_overlaps_stay_gaps():
    rows = [
        Registration(1, date(2018, 1, 1), date(2018, 1, 31)),
        Registration(1, date(2018, 1, 15), date(2018, 1, 20)),
        Registration(1, date(2018, 3, 1), date(2018, 3, 31)),
    ]
    assert [(first, last) for first, last, _, _ in found(*rows)] == [
        (date(2018, 1, 1), date(2018, 1, 31)),
        (date(2018, 3, 1), date(2018, 3, 31)),
    ]


def test_the_order_of_rows_does_not_decide_the_birth():
    known, unknown = (Registration(1, date(2010, 1, 1), birth=birth) for birth in (date(1990, 1, 1), None))
    assert intervals([known, unknown], rules(END_2018)) == intervals([unknown, known], rules(END_2018))


def test_the_table_names_the_day_before_the_next_interval_that_counts_alike():
    days = [date(2018, month, 1) for month in (1, 2, 3)]
    table = register_table(
        [Interval(1, day, day, None, None, counts=day.month != 2) for day in days]
        + [Interval(2, days[0], FOREVER, None, "g", counts=True)]
    )
    end = day_number(FOREVER) - 1
    assert table["tot_volgende"].to_pylist() == [day_number(date(2018, 2, 28)), end, end, end]
    assert table["grondslag"].to_pylist() == [None, None, None, "g"]


def test_very_many_rows_of_one_person_take_no_longer_than_they_are():
    first = date(2000, 1, 1)
    many = [Registration(1, first + timedelta(days=at), first + timedelta(days=at + 400)) for at in range(20_000)]
    found = intervals(many, rules_on(date(2018, 12, 31), rule_set="wfsv", leave_out_one_day=False))
    assert [(one.first, one.last) for one in found] == [(first, first + timedelta(days=20_399))]
