"""Exact numbers of one case and of many, also where 64 bits would not do."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, strategies as st

from banenafspraak.core.schemes.exact import LIMIT, as_exact, chosen, greatest, least, many, rounded, rounded_down

FRACTIONS = st.fractions(-1000, 1000, max_denominator=97)


@given(one=FRACTIONS, other=FRACTIONS)
def test_it_reckons_as_fractions_do(one, other):
    a, b = as_exact(one), as_exact(other)
    assert [(a + b).fraction, (a - b).fraction, (a * b).fraction] == [one + other, one - other, one * other]
    assert [least(a, b).fraction, greatest(a, b).fraction] == [min(one, other), max(one, other)]
    if other > 0:
        assert (a / b).fraction == one / other


@given(values=st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=5), by=FRACTIONS.filter(lambda one: one > 0))
def test_many_reckon_as_one(values, by):
    numbers = many(np.array(values))
    for found, reckon in ((numbers * as_exact(by), Fraction.__mul__), (numbers / as_exact(by), Fraction.__truediv__)):
        assert [Fraction(int(one), found.under) for one in found.over] == [reckon(Fraction(v), by) for v in values]
    assert list(rounded(numbers / 7).over) == [rounded(as_exact(value) / 7).over for value in values]


def test_plain_numbers_stand_on_either_side():
    half = as_exact(Fraction(1, 2))
    assert [(1 + half).fraction, (3 * half).fraction, (2 - half).fraction, (half - 1).fraction] == [
        Fraction(3, 2),
        Fraction(3, 2),
        Fraction(3, 2),
        Fraction(-1, 2),
    ]


@pytest.mark.parametrize(("value", "cents"), [("0.5", 1), ("1.49", 1), ("2.5", 3), ("0.49", 0), ("112175.56", 112176)])
def test_half_a_cent_goes_up(value, cents):
    assert rounded(as_exact(Fraction(value))).fraction == cents


def test_downwards_to_a_tenth():
    assert [rounded_down(as_exact(Fraction(value)), 10).fraction for value in ("2.29", "0.05")] == [Fraction(22, 10), 0]


def test_what_does_not_fit_goes_on_in_larger_numbers():
    large = many(np.array([LIMIT // 3, 5]))
    found = (large * 9 + large * 3) / many(np.array([3, 3]))
    assert [int(one) for one in rounded(found).over] == [LIMIT // 3 * 4, 20]


def test_a_denominator_per_person():
    hours, weeks = many(np.array([1000, 2000])), many(np.array([3600, 4000]))
    shares = hours / weeks
    both = least(shares, as_exact(Fraction(1, 3)))
    assert [Fraction(int(o), int(u)) for o, u in zip(both.over, both.under, strict=True)] == [
        Fraction(1000, 3600),
        Fraction(1, 3),
    ]


def test_a_choice_for_each():
    found = chosen(np.array([True, False]), as_exact(Fraction(1, 2)), many(np.array([7, 8])))
    assert [Fraction(int(one), found.under) for one in found.over] == [Fraction(1, 2), 8]
    assert [chosen(at, as_exact(1), as_exact(2)).over for at in (True, False)] == [1, 2]


def test_nobody_at_all():
    nobody = many(np.array([], np.int64))
    assert len(rounded(least(nobody * 3, 7)).over) == 0
