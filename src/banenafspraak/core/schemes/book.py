"""What a law file about a scheme says, as values: the scheme, its dated parameters, its conditions, its neighbours.

reading.py makes these from the files and checks them; nothing here reads or reckons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from banenafspraak.core.kernel.law import Mark
from banenafspraak.core.schemes.words import Words

if TYPE_CHECKING:
    from banenafspraak.core.schemes.conditions import Rule

Amount = int | Decimal | str | Mapping[int, Decimal]
EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Row:
    """A value from a day on, until the next row or its own last day. `start_mark` says how sure that first day is."""

    first: date
    last: date | None
    value: Amount
    source: str
    mark: Mark
    start_mark: Mark
    note: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A legal value through time."""

    name: str
    title: Words
    unit: str
    article: str
    rows: tuple[Row, ...]
    note: str = ""

    def on(self, day: date) -> Row | None:
        """The row in force on a day; None before the first, after the last, or in a gap.

        >>> from banenafspraak.core.schemes.reading import law_book
        >>> law_book().amounts["wml_maand"].on(date(2026, 3, 1)).value
        Decimal('2294.40')
        """
        begun = [row for row in self.rows if row.first <= day]
        return begun[-1] if begun and (begun[-1].last is None or day <= begun[-1].last) else None


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition with its article. Conditions of one `group` are alternatives; the rest must all hold.

    `discretion`: somebody decides it; `to_do`: the employer brings it about; `place`: whose local rule it is.
    """

    name: str
    text: Words
    article: str
    source: str
    mark: Mark
    rule: Rule
    first: date | None = None
    last: date | None = None
    group: str = ""
    discretion: bool = False
    to_do: bool = False
    place: str = ""

    def in_force(self, day: date) -> bool:
        """Whether it is asked on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day to apply: after another day of the case, or on a day of this year or the next."""

    article: str
    after: str = ""
    months: int | str = 0
    days: int = 0
    weeks: str = ""
    month_day: str = ""
    next_year: bool = False
    condition: str = ""
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One of two readings of a text, where sources disagree."""

    name: str
    text: Words
    article: str
    source: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class History:
    """What changed on a day."""

    first: date
    text: Words
    source: str
    mark: Mark
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme as its law file tells it."""

    id: str
    law: str
    title: str
    path: str
    sha256: str
    first: date
    start_mark: Mark
    start_note: str
    name: Words
    gist: Words
    kind: str
    payer: str
    decider: Words
    whom: str
    where: Words
    when: Words
    duration: Words
    per: str
    formula: Words
    rounding: Words | None
    parameters: Mapping[str, Parameter]
    conditions: tuple[Condition, ...]
    deadlines: tuple[Deadline, ...] = ()
    documents: tuple[Words, ...] = ()
    judgement: Words | None = None
    notes: tuple[Words, ...] = ()
    steps: Mapping[str, Words] = field(default_factory=lambda: EMPTY)
    history: tuple[History, ...] = ()
    readings: tuple[Reading, ...] = ()
    examples: tuple[Mapping[str, Any], ...] = ()
    last: date | None = None
    closed_from: date | None = None
    secret: bool = False
    local: bool = False
    deviations: tuple[Deviation, ...] = ()

    def asked(self, day: date) -> tuple[Condition, ...]:
        """The conditions of a day."""
        return tuple(one for one in self.conditions if one.in_force(day))


@dataclass(frozen=True, slots=True)
class Deviation:
    """Where a place has a rule of its own: the value or condition, and what the law says in the country."""

    place: str
    title: Words
    local: str
    national: str
    source: str
    mark: Mark
    note: str = ""


@dataclass(frozen=True, slots=True)
class Overlay:
    """The rules of one place for one scheme, or for all: only values, further conditions and notes."""

    area: str
    title: str
    path: str
    sha256: str
    scheme: str
    first: date
    municipalities: tuple[str, ...]
    region: str
    parameters: Mapping[str, Parameter]
    conditions: tuple[Condition, ...]
    notes: tuple[Words, ...]
    area_note: str = ""


@dataclass(frozen=True, slots=True)
class Combination:
    """What holds for two schemes together in a period."""

    one: str
    other: str
    kind: str
    law: str
    article: str
    source: str
    mark: Mark
    first: date | None
    last: date | None
    note: str = ""

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Book:
    """All of it: schemes by id, amounts that several share, overlays, combinations and their kinds, digests by path."""

    schemes: Mapping[str, Scheme]
    amounts: Mapping[str, Parameter]
    overlays: tuple[Overlay, ...]
    combinations: tuple[Combination, ...]
    kinds: Mapping[str, Words]
    digests: Mapping[str, str]
