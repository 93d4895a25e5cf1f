"""Hours and numbers: whole hundredths of an hour, exact fractions, and the one place that rounds.

Integers are the one type on which every engine and file format agrees, so paid hours travel as hundredths.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

HUNDREDTHS = 100


def hours(hundredths: int | Fraction) -> Fraction:
    """Hours from hundredths of an hour, exact.

    >>> hours(11092)
    Fraction(2773, 25)
    """
    return Fraction(hundredths, HUNDREDTHS)


def rounded(value: Fraction, places: int) -> Decimal:
    """Round once, half up (away from zero), for showing or writing.

    The texts read give no tie rule for the monitor, so half up is ours (docs/decisions/0003 and 0006).

    >>> rounded(Fraction(1, 8), 2), rounded(Fraction(-5, 2), 0)
    (Decimal('0.13'), Decimal('-3'))
    """
    scaled = abs(value) * 10**places
    whole = Decimal((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator))
    sign = -1 if value < 0 and whole else 1
    return (sign * whole).scaleb(-places).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def rounded_down(value: Fraction, places: int) -> Decimal:
    """Cut off what lies beyond the given places, towards zero, as the quota variables are (Besluit Wfsv 2.22, 2.23).

    >>> rounded_down(Fraction("2.284"), 1)
    Decimal('2.2')
    """
    cut = int(value * 10**places)
    return Decimal(cut).scaleb(-places)
