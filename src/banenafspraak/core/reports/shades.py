"""Which shade a value gets: four steps, by its place in the order or by its size. What is not known gets none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from banenafspraak.core.reports.numbers import Value, known

Steps = Literal["order", "size"]
SHADES = 4


def shades_of(values: Sequence[Value], steps: Steps = "order") -> list[int | None]:
    """A shade from 0 to 3 for each value, None where there is nothing to show.

    By order each shade holds about as many regions; by size each spans as much of the way from least to most.

    >>> shades_of([10, None, 30, 20, 40, 10]), shades_of([10, None, 30, 20, 50, 10], "size")
    ([0, None, 2, 1, 3, 0], [0, None, 2, 1, 3, 0])
    """
    ordered = sorted(one for value in values if (one := known(value)) is not None)
    shade = {"order": _by_order, "size": _by_size}[steps]
    return [None if (one := known(value)) is None else shade(one, ordered) for value in values]


def _by_order(value: Fraction, ordered: Sequence[Fraction]) -> int:
    return bisect_left(ordered, value) * SHADES // len(ordered)


def _by_size(value: Fraction, ordered: Sequence[Fraction]) -> int:
    span = ordered[-1] - ordered[0]
    return min(int((value - ordered[0]) * SHADES / span), SHADES - 1) if span else 0
