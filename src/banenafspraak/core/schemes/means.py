"""What a rule reckons with: one case, told step by step, or many people at once.

Both answer the same questions (conditions.Means), so that the body of a rule is written once. One keeps a trace and
the facts that were missed; Many keeps arrays, in which an unknown stands as UNKNOWN_VALUE.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import gcd, lcm
from typing import TYPE_CHECKING, Any, ClassVar, cast

import numpy as np

from banenafspraak.core.schemes import days
from banenafspraak.core.schemes.book import Parameter, Row, Scheme
from banenafspraak.core.schemes.conditions import NO, UNKNOWN, YES, Truth
from banenafspraak.core.schemes.derived import DERIVED
from banenafspraak.core.schemes.exact import Exact, Whole, as_exact, chosen, many
from banenafspraak.core.schemes.facts import ASKED_ON, NATURAL, PENSION, facts
from banenafspraak.core.schemes.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from banenafspraak.core.schemes.days import Day

SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">=": operator.ge,
    ">": operator.gt,
}
UNKNOWN_VALUE = -(2**40)
"""Stands for unknown in an array: smaller than any day, number or amount, and safe to add months to."""
EUROS = frozenset({"euro"})
WHOLE = 1000
"""Parts of a thousand: the youth percentages have one decimal."""


class UnknownValueError(LookupError):
    """The law has no number here on the day asked: what it is worth is not known, and is not nothing."""

    def __init__(self, parameter: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a trace: its key in the law file, the exact outcome, its unit."""

    key: str
    value: Exact
    unit: str


@dataclass(slots=True)
class Used:
    """A dated value that was used, with the scheme's own name for it."""

    parameter: Parameter
    row: Row


@dataclass(slots=True)
class Bench:
    """What both kinds of means share: the scheme, the day, the legal values, the reading that was chosen."""

    scheme: Scheme
    amounts: Mapping[str, Parameter]
    on: date
    reading: str = ""
    as_if: bool = False
    used: dict[tuple[str, date], Used] = field(default_factory=dict)

    def parameter(self, name: str) -> Parameter:
        """A value of the scheme, or one that several schemes share; UnknownValueError where a place must set it."""
        found = self.scheme.parameters.get(name) or self.amounts.get(name)
        if found is None:
            raise UnknownValueError(name)
        return found

    def title(self, name: str) -> Words:
        """What a value is called; one that only places set is called after its scheme."""
        try:
            return self.parameter(name).title
        except UnknownValueError:
            return self.scheme.name

    def row(self, name: str, day: date) -> Row:
        """The row of a value on a day, noted as used; UnknownValueError when there is none."""
        parameter = self.parameter(name)
        row = parameter.on(day) or (parameter.rows[0] if self.as_if and day < parameter.rows[0].first else None)
        if row is None:
            raise UnknownValueError(name)
        self.used[name, row.first] = Used(parameter, row)
        return row

    def word(self, name: str, day: date | None = None) -> str:
        """A value that is a word."""
        return str(self.row(name, day or self.on).value)

    def value(self, name: str, day: date | None = None) -> Exact:
        """A value as a number: money in cents, hours in hundredths."""
        return _number(self.parameter(name), self.row(name, day or self.on))

    def percent(self, name: str, day: date | None = None) -> Exact:
        """A value in percents as a part of one."""
        return self.value(name, day) / 100

    def value_or(self, name: str, otherwise: int) -> Exact:
        """A value, or another where the law has none on the day."""
        try:
            return self.value(name)
        except UnknownValueError:
            return as_exact(otherwise)

    def value_on(self, name: str, day: Day) -> Exact:
        """A value on the day of each person, or of the one."""
        if not isinstance(day, np.ndarray):
            return self.value(name, days.day_of(day))
        parameter = self.parameter(name)
        numbers = [_number(parameter, row) for row in parameter.rows]
        under = lcm(*(one.under for one in numbers))
        starts = np.array([days.number(row.first) for row in parameter.rows])
        at = np.maximum(np.searchsorted(starts, day, "right") - 1, 0)
        return many(np.array([one.over * (under // one.under) for one in numbers], np.int64)[at], under)

    def youth_part(self, age: Day, day: Day) -> Exact:
        """The part of the full minimum wage at an age, by the table of the day."""
        if not isinstance(day, np.ndarray) and not isinstance(age, np.ndarray):
            on = days.day_of(day)
            return _part_at(self.row("jeugdloon_deel", on), int(self.value("volwassen_leeftijd", on).fraction), age)
        adult = self.parameter("volwassen_leeftijd")
        parts = many(np.ones(np.shape(age), np.int64))
        for row in self.parameter("jeugdloon_deel").rows:
            holds = np.broadcast_to(day >= days.number(row.first), np.shape(age))
            full = cast("Row", adult.on(row.first)).value
            parts = chosen(holds, _part_at(row, int(str(full)), age), parts)
        return parts

    def bound(self, name: str) -> Exact | None:
        """A value for a condition; None where the law has none on the day. Derived ones are named in derived.py."""
        try:
            return DERIVED[name](self) if name in DERIVED else self.value(name)
        except UnknownValueError:
            return None


@dataclass(slots=True)
class One(Bench):
    """One case. `missed` names the facts that were asked and not known; `stand_in` what they are taken for."""

    single: ClassVar[bool] = True
    known: Mapping[str, int] = field(default_factory=dict)
    stand_in: Mapping[str, int] = field(default_factory=dict)
    missed: dict[str, None] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def get(self, name: str) -> int:
        """A fact as a whole number; where it is not known, what it is taken for."""
        if name == ASKED_ON:
            return days.number(self.on)
        if name in self.known:
            return self.known[name]
        self.missed[name] = None
        return self.stand_in.get(name, facts()[name].lowest)

    def number(self, name: str) -> Exact:
        """A number of the case."""
        return as_exact(self.get(name))

    def day(self, name: str) -> Day:
        """A day of the case."""
        return self.get(name)

    def has(self, name: str) -> bool:
        """Whether a fact is known; asking for it is not missing it."""
        return name in self.known

    def yes(self, name: str) -> bool:
        """Whether a yes-or-no fact holds, in the body of a rule."""
        return bool(self.get(name))

    def or_else(self, name: str, otherwise: Exact) -> Exact:  # noqa: ARG002 - the twin of that of many
        """A number of the case, which is missed where it is not known."""
        return self.number(name)

    def or_on(self, name: str) -> Day:
        """A day of the case, or the day asked about."""
        return self.or_later(name, days.number(self.on))

    def or_later(self, name: str, otherwise: int) -> Day:
        """A day of the case, or another where it is not known; that is not missing it."""
        return self.known.get(name, otherwise)

    def is_choice(self, name: str, *choices: str) -> bool:
        """Whether a choice is one of these, in the body of a rule."""
        return self.get(name) in {facts()[name].code(one) for one in choices}

    def step(self, key: str, value: Exact, unit: str = "cent") -> Exact:
        """Note a step of the trace."""
        self.steps.append(Step(key, value, unit))
        return value

    def truth(self, name: str) -> Truth:
        """Whether a yes-or-no fact holds."""
        if name == PENSION:
            return self.compare("geboortedatum", ">", days.born_before_for_pension(days.number(self.on)))
        value = self.known.get(name)
        return UNKNOWN if value is None else YES if value else NO

    def among(self, name: str, codes: tuple[int, ...]) -> Truth:
        """Whether a choice is one of these."""
        value = self.known.get(name)
        return UNKNOWN if value is None else YES if value in codes else NO

    def compare(self, name: str, sign: str, bound: Exact | Day, unless: tuple[str, ...] = ()) -> Truth:
        """How a number or day stands to a bound."""
        value = days.number(self.on) if name == ASKED_ON else self.known.get(name)
        if value is None or any(other != ASKED_ON and other not in self.known for other in unless):
            return UNKNOWN
        one, other = (value * bound.under, bound.over) if isinstance(bound, Exact) else (value, bound)
        return YES if SIGNS[sign](one, other) else NO

    def both(self, truths: list[Truth]) -> Truth:
        """All of them."""
        return min(truths)

    def either(self, truths: list[Truth]) -> Truth:
        """At least one of them."""
        return max(truths)


@dataclass(slots=True)
class Many(Bench):
    """Many people at once, a column per fact; a column that is not there is unknown for all."""

    single: ClassVar[bool] = False
    columns: Mapping[str, Whole] = field(default_factory=dict)
    size: int = 0
    gaps: dict[str, bool] = field(default_factory=dict)

    def get(self, name: str) -> Whole:
        """A fact of everybody."""
        if name == ASKED_ON:
            return days.number(self.on)
        found = self.columns.get(name)
        return np.full(self.size, UNKNOWN_VALUE) if found is None else found

    def number(self, name: str) -> Exact:
        """A number of everybody, never below zero where it is unknown."""
        return many(np.maximum(self.get(name), 0))

    def day(self, name: str) -> Day:
        """A day of everybody; where it is unknown, a day that means nothing."""
        found = self.get(name)
        return np.maximum(found, 0) if self.has_gaps(name) else found

    def has(self, name: str) -> Whole:
        """Who has a fact."""
        return self.get(name) != UNKNOWN_VALUE

    def yes(self, name: str) -> Whole:
        """For whom a yes-or-no fact holds, in the body of a rule."""
        return self.get(name) == 1

    def or_else(self, name: str, otherwise: Exact) -> Exact:
        """A number of everybody, or another where it is not known."""
        return chosen(self.has(name), self.number(name), otherwise) if self.has_gaps(name) else self.number(name)

    def or_on(self, name: str) -> Day:
        """A day of everybody, or the day asked about."""
        return self.or_later(name, days.number(self.on))

    def or_later(self, name: str, otherwise: int) -> Day:
        """A day of everybody, or another where it is not known."""
        return np.where(self.has(name), self.get(name), otherwise)

    def is_choice(self, name: str, *choices: str) -> Whole:
        """For whom a choice is one of these, in the body of a rule."""
        return np.isin(self.get(name), [facts()[name].code(one) for one in choices])

    def step(self, key: str, value: Exact, unit: str = "cent") -> Exact:  # noqa: ARG002 - many leave no trace
        """Nothing is noted for many."""
        return value

    def has_gaps(self, name: str) -> bool:
        """Whether somebody lacks a fact; found once per column."""
        if name not in self.gaps:
            found = self.columns.get(name)
            self.gaps[name] = name != ASKED_ON and (found is None or bool((found == UNKNOWN_VALUE).any()))
        return self.gaps[name]

    def truth(self, name: str) -> Truth:
        """For whom a yes-or-no fact holds: its column as it is, with 1 and 0 and unknown, told as a truth."""
        if name == PENSION:
            return self.compare("geboortedatum", ">", days.born_before_for_pension(days.number(self.on)))
        if name not in self.columns:
            return np.zeros(self.size, np.int8)
        return self._told(self.columns[name] == 1, (name,))

    def among(self, name: str, codes: tuple[int, ...]) -> Truth:
        """For whom a choice is one of these."""
        if name not in self.columns:
            return np.zeros(self.size, np.int8)
        column = self.columns[name]
        held = column == codes[0]
        for code in codes[1:]:
            held = held | (column == code)
        return self._told(held, (name,))

    def compare(self, name: str, sign: str, bound: Exact | Day, unless: tuple[str, ...] = ()) -> Truth:
        """How a number or day of everybody stands to a bound."""
        asked = [one for one in (name, *unless) if one != ASKED_ON]
        if any(one not in self.columns for one in asked):
            return np.zeros(self.size, np.int8)
        value = self.get(name)
        one, other = (value * bound.under, bound.over) if isinstance(bound, Exact) else (value, bound)
        held = np.broadcast_to(np.asarray(SIGNS[sign](one, other)), (self.size,))
        return self._told(held, tuple(asked))

    def both(self, truths: list[Truth]) -> Truth:
        """All of them, for everybody."""
        return np.minimum.reduce(truths)

    def either(self, truths: list[Truth]) -> Truth:
        """At least one of them, for everybody."""
        return np.maximum.reduce(truths)

    def _told(self, held: Whole, asked: tuple[str, ...]) -> Truth:
        truth = held.view(np.int8) * np.int8(2) - np.int8(1) if held.flags.c_contiguous else np.where(held, 1, -1)
        for name in asked:
            if self.has_gaps(name):
                truth = np.where(self.columns[name] == UNKNOWN_VALUE, np.int8(0), truth)
        return truth.astype(np.int8, copy=False)


The = One | Many
"""What the body of a rule reckons with."""


def _number(parameter: Parameter, row: Row) -> Exact:
    """The number of a row, in cents where the unit is euro and in hundredths where it is hours a week."""
    if isinstance(row.value, str | Mapping):
        raise UnknownValueError(parameter.name)
    unit = parameter.unit.split()
    scale = NATURAL["bedrag"] if unit[0] in EUROS else NATURAL["uren"] if parameter.unit == "uren per week" else 1
    return as_exact(Decimal(row.value) * scale)


def _part_at(row: Row, adult: int, age: Day) -> Exact:
    """The part at an age: below the youngest age of the table, that of the youngest (Wet minimumloon 8 lid 3)."""
    table = cast("Mapping[int, Decimal]", row.value)
    youngest = min(table)
    ladder = [int(table.get(years, Decimal(100)) * 10) for years in range(youngest, adult)] + [WHOLE]
    if isinstance(age, np.ndarray):
        step = gcd(*ladder)
        return many(np.array(ladder)[np.clip(age, youngest, adult) - youngest] // step, WHOLE // step)
    return as_exact(ladder[min(max(age, youngest), adult) - youngest]) / WHOLE
