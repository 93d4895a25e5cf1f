"""Shades: darker never holds less, and what is not known has none."""

import pytest

from banenafspraak.core.reports.numbers import Hidden
from banenafspraak.core.reports.shades import shades_of


@pytest.mark.parametrize("steps", ["order", "size"])
def test_a_darker_shade_never_holds_less(steps):
    values = [at * 37 % 101 for at in range(35)]
    ordered = sorted(zip(values, shades_of(values, steps), strict=True))
    assert [shade for _, shade in ordered] == sorted(shade for _, shade in ordered)
    assert {shade for _, shade in ordered} == {0, 1, 2, 3}


@pytest.mark.parametrize("steps", ["order", "size"])
def test_equal_values_have_one_shade(steps):
    assert shades_of([5, 5, 5], steps) == [0, 0, 0]
    assert shades_of([7], steps) == [0]


@pytest.mark.parametrize("steps", ["order", "size"])
def test_what_is_not_known_has_none(steps):
    assert shades_of([None, Hidden.FEW, 0, Hidden.PROTECTED], steps) == [None, None, 0, None]
    assert shades_of([None], steps) == [None]
    assert shades_of([], steps) == []


def test_one_large_value_takes_all_steps_by_size_and_not_by_order():
    values = [1, 2, 3, 1000]
    assert shades_of(values, "size") == [0, 0, 0, 3]
    assert shades_of(values, "order") == [0, 1, 2, 3]


def test_steps_by_size_are_equal_and_begin_below_zero_as_well():
    assert shades_of([-10, -5, 0, 5, 10], "size") == [0, 1, 2, 3, 3]
