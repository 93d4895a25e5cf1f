"""Bars by month: as long as what they stand for, in both drawings, and a handful of lines."""

from decimal import Decimal

import pytest

from banenafspraak.core.reports.stacks import FOOT, NAME, stacks


def test_parts_are_as_long_as_what_they_stand_for():
    found = stacks([("jan", Decimal(100), Decimal(300)), ("feb", Decimal(0), Decimal(100))])
    january, february = found.wide
    assert january.two == pytest.approx(3 * january.one, abs=0.2)
    assert (january.edge, january.top) == (FOOT - january.one, FOOT - january.one - january.two)
    assert (february.one, february.is_flat, february.is_short) == (0.0, True, True)
    first = found.narrow[0]
    assert (first.before, first.end) == (NAME + first.one, NAME + first.one + first.two)
    assert found.wide[1].at > found.wide[0].at


@pytest.mark.parametrize(("most", "values"), [(0, [0, 1]), (7, [0, 2, 4, 6]), (4035, [0, 2000, 4000])])
def test_the_scale_is_round(most, values):
    assert [line.value for line in stacks([("jan", Decimal(most), Decimal())]).lines] == values


def test_hours_below_zero_have_no_length():
    bar = stacks([("jan", Decimal(-5), Decimal(10))]).wide[0]
    assert (bar.one, bar.first) == (0.0, Decimal(-5))
