"""What must hold for every invented person: one and many agree, a band holds every point, hours never harm."""

from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from banenafspraak.core.invented.claims import invented_people
from banenafspraak.core.schemes.answers import OPEN, Status
from banenafspraak.core.schemes.assessing import assess
from banenafspraak.core.schemes.cases import Case, contradictions
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.means import UNKNOWN_VALUE
from banenafspraak.core.schemes.outlook import outlook
from banenafspraak.core.schemes.population import CODES, judge, year_of_all
from banenafspraak.core.schemes.reading import law_book

SIZE, SEED = 120, 7
DAYS = (date(2016, 6, 30), date(2019, 12, 31), date(2024, 12, 31), date(2026, 3, 31), date(2026, 9, 30))
PROPORTIONAL = ("lks", "beschut_werk")
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def people():
    return invented_people(SIZE, SEED)


def case_of(row, on):
    known = {name: int(column[row]) for name, column in people().columns.items() if column[row] != UNKNOWN_VALUE}
    return Case(on, known)


def test_nobody_invented_contradicts():
    assert [row for row in range(SIZE) if list(contradictions(case_of(row, DAYS[-1]).known))] == []


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_one_case_and_many_people_agree(on):
    book = law_book()
    many = {name: judge(people(), scheme, book, on) for name, scheme in book.schemes.items()}
    for row in range(SIZE):
        found = assess(case_of(row, on), book, readings=False).answers
        for name, answer in found.items():
            assert (name, row, CODES[many[name].status[row]]) == (name, row, answer.status)
            sure = answer.status is Status.APPLIES and answer.money and answer.money.is_point and name != "norisk"
            if sure:
                assert (name, row, int(many[name].cents[row])) == (name, row, answer.money.high)


def test_a_year_of_one_and_of_many_agree():
    book = law_book()
    total = year_of_all(people(), book, 2026).cents
    for row in range(40):
        case = case_of(row, date(2026, 1, 1))
        [year] = [one for one in outlook(case, book, 1) if one.year == 2026] or [None]
        mine = {line.scheme: line.low for line in year.lines if line.counted and line.low}
        many = {name: int(cents[row]) for name, cents in total.items() if cents[row]}
        sure = {name for name in mine | many if not _hangs(case, book, name)}
        assert {name: mine.get(name, 0) for name in sure} == {name: many.get(name, 0) for name in sure}


def _hangs(case, book, name):
    """Whether the amount of a scheme hangs on something that is not known about this person."""
    last = assess(case.on_day(date(2026, 12, 31)), book, readings=False, only=[name]).answers[name]
    return bool(last.needs) or case.known.keys() != people().columns.keys() - {"wia_toegekend_op", "register_grond"} | (
        case.known.keys() & {"wia_toegekend_op", "register_grond"}
    )


def value_of(fact):
    """A value that a fact may have."""
    if fact.choices:
        return st.integers(0, len(fact.choices) - 1)
    return st.integers(fact.lowest, fact.highest)


FILLED = st.fixed_dictionaries(
    {}, optional={name: value_of(one) for name, one in facts().items() if name != "woongemeente"}
)


@QUICK
@given(
    row=st.integers(0, SIZE - 1),
    on=st.sampled_from(DAYS),
    forgotten=st.sets(st.sampled_from(sorted(facts()))),
)
def test_a_band_holds_every_point(row, on, forgotten):
    """What comes out when the forgotten facts are known lies within the band that came out without them."""
    whole = case_of(row, on)
    drop = {name: None for name in forgotten if name in whole.known}
    drop |= {"verloonde_uren": None} if "uren_per_week" in drop else {}
    less = whole.with_facts(**drop)
    if "verloonde_uren" in drop and "uren_per_week" in less.known:
        less = less.with_facts(uren_per_week=None)  # else the hours are reckoned, and no band
    book = law_book()
    bands, points = (assess(one, book, readings=False).answers for one in (less, whole))
    for name, point in points.items():
        band = bands[name].money
        if point.money is None or point.money.high is None or band is None or band.high is None:
            continue
        assert band.low <= point.money.low, name
        assert point.money.high <= band.high, name


@QUICK
@given(row=st.integers(0, SIZE - 1), on=st.sampled_from(DAYS), more=st.integers(1, 1000))
def test_more_hours_never_lower_a_subsidy_by_hours(row, on, more):
    case = case_of(row, on).with_facts(voltijd_uren=4000, loonwaarde=50, uren_per_week=2000)
    if on < date(2017, 1, 1):
        return  # then the loonwaarde hung on the wage of the job, which is given here for the old hours
    longer = case.with_facts(uren_per_week=2000 + more)
    book = law_book()
    for name in PROPORTIONAL:
        less, greater = (assess(one, book, readings=False).answers[name].money for one in (case, longer))
        if less and greater:
            assert less.high <= greater.high


@QUICK
@given(row=st.integers(0, SIZE - 1), on=st.sampled_from(DAYS))
def test_an_unverified_value_carries_its_warning(row, on):
    for answer in assess(case_of(row, on), law_book(), readings=False).answers.values():
        unsure = [one.parameter.title for one in answer.used if one.row.mark == "U"]
        told = [one.values["what"] for one in answer.warnings if one.key == "unverified"]
        if answer.status in OPEN:
            assert sorted(set(unsure)) == sorted(set(told))


@QUICK
@given(given_facts=FILLED, on=st.sampled_from(DAYS))
def test_any_facts_at_all_give_an_answer(given_facts, on):
    found = assess(Case(on, given_facts), law_book())
    assert list(found.answers) == list(law_book().schemes)
    for answer in found.answers.values():
        money = answer.money
        assert money is None or money.low is None or 0 <= money.low <= money.high
        assert (answer.status is Status.NOT_IN_FORCE) == (
            not answer.outcomes and answer.status is not Status.UNKNOWN_NEEDS
        )


def test_the_same_seed_draws_the_same_people():
    again = invented_people(SIZE, SEED)
    assert all(np.array_equal(column, people().columns[name]) for name, column in again.columns.items())
