"""Days of one and of many are reckoned alike."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, strategies as st

from banenafspraak.core.kernel.pension import pension_day
from banenafspraak.core.schemes import days

ANY_DAY = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@given(day=ANY_DAY, months=st.integers(-60, 60), rest=st.integers(-30, 30))
def test_later_is_the_same_for_one_and_for_many(day, months, rest):
    one = days.number(day)
    assert [days.later(one, months, rest)] == list(days.later(np.array([one]), months, rest))


@given(birth=ANY_DAY, day=ANY_DAY)
def test_an_age_is_the_same_for_one_and_for_many(birth, day):
    one, other = days.number(birth), days.number(day)
    assert [days.years_between(one, other)] == list(days.years_between(np.array([one]), other))
    assert [days.years_between(one, other)] == list(days.years_between(one, np.array([other])))


@given(first=ANY_DAY, last=ANY_DAY, year=st.integers(1990, 2050))
def test_months_of_a_year_are_the_same_for_one_and_for_many(first, last, year):
    one = days.months_in_year(days.number(first), days.number(last), year)
    part, size = days.months_in_year(np.array([days.number(first)]), days.number(last), year)
    assert part[0] * one[1] == one[0] * size[0]
    assert 0 <= one[0] <= 12 * one[1]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2020, 7, 1), date(2099, 12, 31), 6),
        (date(2019, 7, 1), date(2020, 12, 31), 12),
        (date(2020, 3, 16), date(2020, 3, 31), 16 / 31),
        (date(2021, 1, 1), date(2021, 12, 31), 0),
        (date(2018, 1, 1), date(2019, 12, 31), 0),
    ],
)
def test_part_of_a_month_counts_by_its_days(first, last, months):
    part, size = days.months_in_year(days.number(first), days.number(last), 2020)
    assert part / size == months


@pytest.mark.parametrize("asked", [date(2016, 2, 29), date(2022, 9, 1), date(2026, 7, 1), date(2035, 1, 1)])
def test_who_has_reached_pension_age(asked):
    last = days.day_of(days.born_before_for_pension(days.number(asked)))
    after = days.day_of(days.number(last) + 1)
    assert pension_day(last) <= asked < pension_day(after)
