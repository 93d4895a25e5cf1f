"""Exact numbers that are whole numbers over a plain denominator: for one case, or for an array of people at once.

Floats drift and fractions know no arrays. Here the same line of a rule reckons with Python integers and with int64
arrays. Each number carries the most it can be, so that an array that could overflow is refused and never wraps.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

Whole = Any  # int, or an array of int64
LIMIT = 2**63 - 1
NO_ARRAY = "this number may not fit in 64 bits"


@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """A number, or one for each person: `over` divided by `under`. `most` bounds the size of `over`."""

    over: Whole
    under: Whole = 1
    most: int = 0

    def __add__(self, other: Exact | int) -> Exact:
        mine, its, under = _alike(self, as_exact(other))
        return _made(mine.over + its.over, under, mine.most + its.most)

    def __sub__(self, other: Exact | int) -> Exact:
        mine, its, under = _alike(self, as_exact(other))
        return _made(mine.over - its.over, under, mine.most + its.most)

    def __rsub__(self, other: int) -> Exact:
        return as_exact(other) - self

    def __mul__(self, other: Exact | int) -> Exact:
        its = as_exact(other)
        return _made(self.over * its.over, self.under * its.under, self.most * its.most)

    def __truediv__(self, other: Exact | int) -> Exact:
        """Divided by a number above zero."""
        its = as_exact(other)
        return _made(self.over * its.under, self.under * its.over, self.most * _size(its.under))

    __radd__, __rmul__ = __add__, __mul__

    @property
    def fraction(self) -> Fraction:
        """The number itself, of one case."""
        return Fraction(int(self.over), int(self.under))


def as_exact(value: Exact | int | Decimal | Fraction) -> Exact:
    """Any exact number as one of these.

    >>> (as_exact(Decimal("1.01")) * 1500).fraction
    Fraction(1515, 1)
    """
    if isinstance(value, Exact):
        return value
    found = Fraction(value)
    return Exact(found.numerator, found.denominator, abs(found.numerator))


def many(values: Whole, under: int = 1) -> Exact:
    """An array of whole numbers over one denominator."""
    return Exact(values, under, _size(values))


def least(one: Exact, other: Exact | int) -> Exact:
    """The smaller of two, for each person.

    >>> least(as_exact(7), as_exact(Decimal("6.5"))).fraction
    Fraction(13, 2)
    """
    mine, its, under = _alike(one, as_exact(other))
    return _made(_smaller(mine.over, its.over), under, max(mine.most, its.most))


def greatest(one: Exact, other: Exact | int) -> Exact:
    """The larger of two, for each person."""
    return 0 - least(0 - one, 0 - as_exact(other))


def rounded(value: Exact, unit: int = 1) -> Exact:
    """To whole cents, half up: the one place where the amount of a scheme is rounded (docs/decisions/0003).

    >>> rounded(as_exact(Fraction("112175.56"))).over
    112176
    """
    over, under = value.over * unit, value.under
    sizes = 2 * value.most * unit + _size(under)
    return _made((2 * over + under) // (2 * under), unit, max(sizes, value.most * unit))


def rounded_down(value: Exact, unit: int) -> Exact:
    """Downwards to a whole number of 1/unit.

    >>> rounded_down(as_exact(Fraction("2.29")), 10).fraction
    Fraction(11, 5)
    """
    return _made(value.over * unit // value.under, unit, value.most * unit)


def chosen(where: Whole, yes: Exact, no: Exact) -> Exact:
    """`yes` where a truth is certain, `no` elsewhere; for each person."""
    mine, its, under = _alike(yes, no)
    over = np.where(where, mine.over, its.over) if _is_array(where) else mine.over if where else its.over
    return _made(over, under, max(mine.most, its.most))


def _alike(one: Exact, other: Exact) -> tuple[Exact, Exact, Whole]:
    """Both over one denominator."""
    if _is_array(one.under) or _is_array(other.under):
        under = one.under * other.under
        by_one, by_other = other.under, one.under
    else:
        under = lcm(one.under, other.under)
        by_one, by_other = under // one.under, under // other.under
    mine = _made(one.over * by_one, under, one.most * _size(by_one))
    return mine, _made(other.over * by_other, under, other.most * _size(by_other)), under


def _made(over: Whole, under: Whole, most: int) -> Exact:
    if most > LIMIT and (_is_array(over) or _is_array(under)):
        raise OverflowError(NO_ARRAY)
    return Exact(over, under, most)


def _smaller(one: Whole, other: Whole) -> Whole:
    return np.minimum(one, other) if _is_array(one) or _is_array(other) else min(one, other)


def _size(value: Whole) -> int:
    return int(np.abs(value).max(initial=0)) if _is_array(value) else abs(value)


def _is_array(value: Whole) -> bool:
    return isinstance(value, np.ndarray)
