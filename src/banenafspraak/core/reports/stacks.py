"""The geometry of bars by month in two parts, what counts below or before what does not: wide, and for a phone.

A page draws it with its own classes, so that it follows the theme; here is only where everything stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDE, TALL, LEFT, FOOT, TOP = 1104, 300, 64, 274, 44
PHONE, NAME, ROW, THICK, HEAD = 358, 42, 30, 24, 32
STEPS = (1, 2, 5)
MOST_LINES = 4
SLOT, BAR, FLAT = 86, 56, 22
LABEL = 58


@dataclass(frozen=True, slots=True)
class Stack:
    """A bar with its two parts: where it begins, how long each part is, and what they are worth."""

    label: str
    first: Decimal
    second: Decimal
    at: float
    start: float
    one: float
    two: float

    @property
    def end(self) -> float:
        """Where the second part ends."""
        return self.start + self.one + self.two

    @property
    def before(self) -> float:
        """Where the first part ends."""
        return self.start + self.one

    @property
    def top(self) -> float:
        """Where the second part begins, seen from above."""
        return self.start - self.one - self.two

    @property
    def edge(self) -> float:
        """Where the first part ends, seen from above."""
        return self.start - self.one

    @property
    def is_flat(self) -> bool:
        """Whether the first part is too low to be written in."""
        return self.one < FLAT

    @property
    def is_short(self) -> bool:
        """Whether the first part is too short to be written in."""
        return self.one < LABEL


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the scale, and its value."""

    at: float
    value: int


@dataclass(frozen=True, slots=True)
class Stacks:
    """Both drawings."""

    wide: tuple[Stack, ...]
    lines: tuple[Line, ...]
    narrow: tuple[Stack, ...]
    height: int


def stacks(bars: Sequence[tuple[str, Decimal, Decimal]]) -> Stacks:
    """Where bars stand, given their labels and parts. Parts below zero have no length.

    >>> found = stacks([("jan", Decimal(612), Decimal(104)), ("feb", Decimal(598), Decimal(104))])
    >>> [line.value for line in found.lines], found.height, found.wide[1].at
    ([0, 200, 400, 600], 92, 160)
    """
    parts = [(label, one, two, max(float(one), 0.0), max(float(two), 0.0)) for label, one, two in bars]
    most = max((one + two for *_, one, two in parts), default=0.0) or 1.0
    up, along = (FOOT - TOP) / most, (PHONE - NAME - LABEL) / most
    wide = (
        Stack(label, first, second, LEFT + 10 + SLOT * at, FOOT, round(one * up, 1), round(two * up, 1))
        for at, (label, first, second, one, two) in enumerate(parts)
    )
    narrow = (
        Stack(label, first, second, HEAD + ROW * at, NAME, round(one * along, 1), round(two * along, 1))
        for at, (label, first, second, one, two) in enumerate(parts)
    )
    lines = (Line(round(FOOT - value * up, 1), value) for value in _scale(most))
    return Stacks(tuple(wide), tuple(lines), tuple(narrow), HEAD + ROW * len(parts))


def _scale(most: float) -> range:
    """Round values from zero on, a handful of them."""
    step = next(step * 10**power for power in range(12) for step in STEPS if most / (step * 10**power) <= MOST_LINES)
    return range(0, int(most) + 1, step)
