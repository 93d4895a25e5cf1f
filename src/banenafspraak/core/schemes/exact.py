"""Exact numbers that are whole numbers over a plain denominator: for one case, or for an array of people at once.

Floats drift and fractions know no arrays. Here the same line of a rule reckons with Python integers and with int64
arrays. Each number carries the most it can be: an array that might not fit goes on in Python integers, and never wraps.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm
from typing import Any

import numpy as np

Whole = Any  # int, or an array of int64
LIMIT = 2**63 - 1


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
        return _made(*_product(self, its), self.most * its.most)

    def __truediv__(self, other: Exact | int) -> Exact:
        """Divided by a number above zero."""
        its = as_exact(other)
        return self * Exact(its.under, its.over, _size(its.under))

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
    return _made(values, under, _size(values))


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
    most = 2 * value.most * unit + _size(value.under)
    over, under = _wide(value.over, most) * unit, _wide(value.under, most)
    return _made((2 * over + under) // (2 * under), unit, value.most * unit + 1)


def rounded_down(value: Exact, unit: int) -> Exact:
    """Downwards to a whole number of 1/unit.

    >>> rounded_down(as_exact(Fraction("2.29")), 10).fraction
    Fraction(11, 5)
    """
    return _made(_wide(value.over, value.most * unit) * unit // value.under, unit, value.most * unit)


def chosen(where: Whole, yes: Exact, no: Exact) -> Exact:
    """`yes` where a truth is certain, `no` elsewhere; for each person."""
    mine, its, under = _alike(yes, no)
    over = np.where(where, mine.over, its.over) if _is_array(where) else mine.over if where else its.over
    return _made(over, under, max(mine.most, its.most))


def _alike(one: Exact, other: Exact) -> tuple[Exact, Exact, Whole]:
    """Both over one denominator."""
    if _is_array(one.under) or _is_array(other.under):
        by_one, by_other = other.under, one.under
    else:
        under = lcm(one.under, other.under)
        by_one, by_other = under // one.under, under // other.under
    mine, its = (_scaled(number, by) for number, by in ((one, by_one), (other, by_other)))
    return mine, its, mine.under


def _scaled(number: Exact, by: Whole) -> Exact:
    """The same number over a larger denominator, not brought back to lowest terms."""
    size = _size(by)
    over, under = _product(number, Exact(by, by, size))
    return Exact(over, under, number.most * size)


def _product(one: Exact, other: Exact) -> tuple[Whole, Whole]:
    """Numerators and denominators multiplied, in Python integers where 64 bits might not do."""
    most = one.most * other.most
    over = _wide(one.over, most) * _wide(other.over, most)
    if not _is_array(one.under) and not _is_array(other.under):
        return over, one.under * other.under
    size = _size(one.under) * _size(other.under)
    return over, _wide(one.under, size) * _wide(other.under, size)


def _wide(values: Whole, most: int) -> Whole:
    """An array in Python integers where 64 bits might not do; they are slower and have no end."""
    return values.astype(object) if _is_array(values) and 2 * most > LIMIT else values


def _made(over: Whole, under: Whole, most: int) -> Exact:
    """A number, of one case in its lowest terms."""
    if _is_array(over) or _is_array(under):
        return Exact(over, under, most)
    shared = gcd(over, under)
    return Exact(over // shared, under // shared, most // shared)


def _smaller(one: Whole, other: Whole) -> Whole:
    return np.minimum(one, other) if _is_array(one) or _is_array(other) else min(one, other)


def _size(value: Whole) -> int:
    return int(np.abs(value).max()) if _is_array(value) and value.size else 0 if _is_array(value) else abs(value)


def _is_array(value: Whole) -> bool:
    return isinstance(value, np.ndarray)
