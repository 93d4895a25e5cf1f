from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from banenafspraak.core.kernel.hours import hours, rounded, rounded_down


def test_hours_are_exact():
    assert hours(11092) == Fraction(2773, 25)
    assert hours(Fraction(1, 3)) == Fraction(1, 300)


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_rounding_agrees_with_decimal(value, places):
    step = Decimal(1).scaleb(-places)
    expected = (Decimal(value) / 1024).quantize(step, rounding=ROUND_HALF_UP)
    assert rounded(Fraction(value, 1024), places) == expected
    assert str(rounded(Fraction(value, 1024), places)).lstrip("-") == str(expected).lstrip("-")


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [("1/8", 2, "0.13"), ("-1/8", 2, "-0.13"), ("5/2", 0, "3"), ("-1/1000", 2, "0.00"), ("1", 6, "1.000000")],
)
def test_rounded_half_away_from_zero(value, places, text):
    assert str(rounded(Fraction(value), places)) == text


@pytest.mark.parametrize(("value", "text"), [("2.284", "2.2"), ("-2.284", "-2.2"), ("3", "3.0")])
def test_cut_towards_zero(value, text):
    assert str(rounded_down(Fraction(value), 1)) == text
