"""The same rules over many people at once: a year of amounts per scheme, and what a change would do per region.

A population is a column per fact, whole numbers as in a case. A month is judged by its last day, a year by its last.
One person counted here gets what one case gets (tests/core/schemes/test_population.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import numpy as np

from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.regions.membership import region_of
from banenafspraak.core.schemes import days
from banenafspraak.core.schemes.answers import Status
from banenafspraak.core.schemes.assessing import FIRST, RUNS
from banenafspraak.core.schemes.book import Book, Condition, Overlay, Parameter, Row, Scheme
from banenafspraak.core.schemes.conditions import NO, YES, Is, Not, Number, Rule, Truth, When
from banenafspraak.core.schemes.exact import many, rounded
from banenafspraak.core.schemes.facts import ASKED_ON, PENSION
from banenafspraak.core.schemes.layering import with_overlays
from banenafspraak.core.schemes.means import UNKNOWN_VALUE, Many, UnknownValueError
from banenafspraak.core.schemes.outlook import ONE_OF_BOTH, SUMMED
from banenafspraak.core.schemes.rules import BODIES, LENDS

Column = Any  # an array of whole numbers, one per person
CODES = tuple(Status)
APPLIES = CODES.index(Status.APPLIES)
SICK = "norisk"


@dataclass(frozen=True, slots=True)
class People:
    """A population: a column of whole numbers per fact, UNKNOWN_VALUE where somebody's is not known."""

    columns: Mapping[str, Column]
    size: int

    def rows(self, at: Column) -> People:
        """Some of them, by their places."""
        return People(Some(self.columns, at), len(at))

    def region_codes(self, year: int) -> Column:
        """The arbeidsmarktregio of each, as its number; 0 where the municipality or its region is not known."""
        codes, at = np.unique(self.columns["woongemeente"], return_inverse=True)
        members = (region_of(f"GM{max(int(code), 0):04}", year) for code in codes)
        return np.array([int(one.code.removeprefix("AM")) if one else 0 for one in members])[at]


class Some(Mapping[str, Column]):
    """Some rows of columns, each column taken when it is first asked for."""

    def __init__(self, columns: Mapping[str, Column], at: Column) -> None:
        self._columns, self._at = columns, at
        self._taken: dict[str, Column] = {}

    def __getitem__(self, name: str) -> Column:
        if name not in self._taken:
            self._taken[name] = self._columns[name][self._at]
        return self._taken[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __contains__(self, name: object) -> bool:
        return name in self._columns


@dataclass(slots=True)
class Year:
    """What of a year need be found once per scheme: who is out whatever the day, and who lives where."""

    people: People
    left: dict[tuple[str, tuple[str, ...]], tuple[Column, People]] = field(default_factory=dict)
    places: dict[str, list[tuple[Column, tuple[Overlay, ...]]]] = field(default_factory=dict)

    def candidates(self, scheme: Scheme, means: Many, asked: tuple[Condition, ...]) -> tuple[Column, People]:
        """The places of those who are not out yet, and they themselves."""
        key = (scheme.id, tuple(one.name for one in asked))
        if key not in self.left:
            truth = _together(list(asked), means)
            at = np.flatnonzero(truth > NO)
            self.left[key] = at, self.people.rows(at)
        return self.left[key]


@dataclass(frozen=True, slots=True)
class Judged:
    """One scheme on one day: the status of each by its place in Status, and cents where it applies."""

    status: Column
    cents: Column


@dataclass(frozen=True, slots=True)
class YearOfAll:
    """A calendar year: cents per scheme and person, and the status on its last day; what cannot both be counts once."""

    year: int
    cents: Mapping[str, Column]
    status: Mapping[str, Column]

    @property
    def total(self) -> Column:
        """All that comes off the wage cost of each in the year."""
        return sum(self.cents.values())


@dataclass(frozen=True, slots=True)
class Gain:
    """What a change does in one region, or in all: persons who gain and lose, and the sums in cents."""

    region: str
    persons: int
    gain: int
    lose: int
    before: int
    after: int


def judge(people: People, scheme: Scheme, book: Book, on: date, *, kept: Year | None = None) -> Judged:
    """A scheme on a day for everybody, each by the rules of the own municipality."""
    kept = kept or Year(people)
    found = _judged(people, scheme, book, on, kept)
    if scheme.id not in kept.places:
        kept.places[scheme.id] = list(_places(people, scheme, book.overlays, on))
    for at, local in kept.places[scheme.id]:
        there = people.rows(at)
        judged = _judged(there, with_overlays(scheme, local, on), book, on, Year(there))
        found.status[at], found.cents[at] = judged.status, judged.cents
    return found


def _judged(people: People, scheme: Scheme, book: Book, on: date, kept: Year) -> Judged:
    cents = np.zeros(people.size, np.int64)
    if on < scheme.first or (scheme.last and on > scheme.last):
        before = on < scheme.first and scheme.start_mark == "U"
        name = Status.UNKNOWN_NEEDS if before else Status.NOT_IN_FORCE
        return Judged(np.full(people.size, CODES.index(name), np.int8), cents)
    asked = scheme.asked(on)
    always = tuple(one for one in asked if _timeless(one.rule) and not (one.group or one.discretion or one.to_do))
    at, left = kept.candidates(scheme, _means(people, scheme, book, on), always)
    closed = bool(scheme.closed_from and on >= scheme.closed_from)
    out = CODES.index(Status.CLOSED_TO_NEW if closed else Status.DOES_NOT_APPLY)
    status = np.full(people.size, out, np.int8)
    status[at] = _status(asked, _means(left, scheme, book, on), out)
    body, holds = BODIES.get(scheme.id), np.flatnonzero(status == APPLIES)
    if body and len(holds):
        with suppress(UnknownValueError):
            cents[holds] = body(_means(people.rows(holds), scheme, book, on)).over
    return Judged(status, cents)


def _means(people: People, scheme: Scheme, book: Book, on: date) -> Many:
    lender = book.schemes.get(LENDS.get(scheme.id, ""))
    amounts = {**book.amounts, **(lender.parameters if lender else {})}
    return Many(scheme, amounts, on, columns=people.columns, size=people.size)


def _timeless(rule: Rule) -> bool:
    """Whether no day and no legal value changes what a rule says."""
    if isinstance(rule, Number):
        return not isinstance(rule.bound, str)
    if isinstance(rule, When):
        return ASKED_ON not in {rule.fact, rule.base}
    if isinstance(rule, Is):
        return rule.fact != PENSION
    inner = getattr(rule, "rules", None) or ([rule.rule] if isinstance(rule, Not) else [])
    return all(_timeless(one) for one in inner)


def _status(asked: tuple[Condition, ...], means: Many, out: int) -> Column:
    """The status of each, by the same reckoning as assessing.status_of."""
    hard = _together([one for one in asked if not one.discretion and not one.to_do], means)
    free = _together([one for one in asked if one.discretion], means)
    done = _together([one for one in asked if one.to_do], means)
    worst = np.minimum(np.minimum(hard, free), done)
    open_ones = np.where(free == YES, APPLIES, CODES.index(Status.POSSIBLE_BY_DISCRETION))
    known = np.where(hard == YES, open_ones, CODES.index(Status.UNKNOWN_NEEDS))
    return np.where(worst == NO, out, known).astype(np.int8)


def _together(conditions: list[Condition], means: Many) -> Truth:
    groups: dict[str, Truth] = {}
    for at, one in enumerate(conditions):
        truth = one.rule.holds(means)
        key = one.group or f"\n{at}"
        groups[key] = truth if key not in groups else np.maximum(groups[key], truth)
    found = [np.broadcast_to(np.asarray(one, np.int8), (means.size,)) for one in groups.values()]
    return np.minimum.reduce(found) if found else np.full(means.size, YES, np.int8)


def _places(
    people: People, scheme: Scheme, overlays: tuple[Overlay, ...], on: date
) -> Iterator[tuple[Column, tuple[Overlay, ...]]]:
    """The people of each place with rules of its own for a scheme, by the overlays that hold there."""
    mine = [one for one in overlays if one.scheme in {scheme.id, "alle"} and (one.parameters or one.conditions)]
    if not mine or "woongemeente" not in people.columns:
        return
    home = people.columns["woongemeente"]
    members = [np.isin(home, [int(code.removeprefix("GM")) for code in _area(one, home, on)]) for one in mine]
    bits = sum(where.astype(np.int64) << at for at, where in enumerate(members))
    for value in np.unique(bits):
        if value:
            yield np.flatnonzero(bits == value), tuple(one for at, one in enumerate(mine) if value >> at & 1)


def _area(overlay: Overlay, home: Column, on: date) -> tuple[str, ...]:
    """The municipalities of an overlay: its own, or those of its region among the homes."""
    if not overlay.region:
        return overlay.municipalities
    codes = (f"GM{int(code):04}" for code in np.unique(home) if code > 0)
    return tuple(code for code in codes if (there := region_of(code, on.year)) and there.code == overlay.region)


def year_of_all(people: People, book: Book, year: int) -> YearOfAll:
    """A calendar year for everybody: monthly schemes month by month, yearly ones once, and no-risk cover as it stands.

    What cannot both be is counted once, the higher of the two for each person.
    """
    summed = [one for one in book.schemes.values() if one.kind in SUMMED]
    cents = {one.id: np.zeros(people.size, np.int64) for one in summed}
    status: dict[str, Column] = {}
    kept = Year(people)
    for month in Period.year(year).months():
        part = _part(people, month)
        for scheme in (one for one in summed if one.per == "maand"):
            found = judge(people, scheme, book, month.last, kept=kept)
            cents[scheme.id] += _of_part(found.cents, part, month.days)
            status[scheme.id] = found.status
    last = date(year, 12, 31)
    works = _part(people, Period.year(year)) > 0
    people = _with_running(people, status.get(FIRST))
    for scheme in (one for one in (*summed, book.schemes[SICK]) if one.per != "maand"):
        found = judge(people, scheme, book, last)
        status[scheme.id] = found.status
        if scheme.id in cents:
            cents[scheme.id] = np.where(works, found.cents, 0)
    _count_once(cents, book, last)
    return YearOfAll(year, MappingProxyType(cents), MappingProxyType(status))


def _with_running(people: People, status: Column | None) -> People:
    """The people with whether loonkostensubsidie runs, where nobody said so."""
    if status is None or RUNS in people.columns:
        return people
    known = np.isin(status, [APPLIES, CODES.index(Status.DOES_NOT_APPLY)])
    runs = np.where(known, (status == APPLIES).astype(np.int64), UNKNOWN_VALUE)
    return People({**people.columns, RUNS: runs}, people.size)


def _part(people: People, month: Period) -> Column:
    """How many days of a month the job of each lasts."""
    first, last = days.number(month.first), days.number(month.last)
    begun, ended = people.columns.get("startdatum"), people.columns.get("einddatum")
    start = first if begun is None else np.maximum(begun, first)
    end = last if ended is None else np.where(ended == UNKNOWN_VALUE, last, np.minimum(ended, last))
    return np.maximum(end - start + 1, 0)


def _of_part(cents: Column, part: Column, size: int) -> Column:
    whole = part == size
    if np.all(whole | (cents == 0)):
        return cents
    return rounded(many(cents) * many(np.broadcast_to(part, cents.shape)) / size).over


def _count_once(cents: dict[str, Column], book: Book, on: date) -> None:
    for rule in book.combinations:
        if rule.kind in ONE_OF_BOTH and rule.in_force(on) and {rule.one, rule.other} <= cents.keys():
            one, other = cents[rule.one], cents[rule.other]
            both = (one > 0) & (other > 0)
            if both.any():
                cents[rule.one] = np.where(both & (one < other), 0, one)
                cents[rule.other] = np.where(both & (one >= other), 0, other)


def with_change(book: Book, values: Mapping[str, Decimal | int], first: date, *, national: bool = False) -> Book:
    """The law as it would be: some values otherwise from a day on, and, if asked, without the rules of places.

    Args:
        book: the law as it is.
        values: by scheme and name, such as "lks.vergoeding_werkgeverslasten", or by name for what several share.
        first: the first day of the change.
        national: everybody follows the rules of the country.
    """
    schemes, amounts = dict(book.schemes), dict(book.amounts)
    for name, value in values.items():
        scheme, _, inner = name.rpartition(".")
        if scheme:
            old = schemes[scheme]
            parameters = {**old.parameters, inner: _changed(old.parameters[inner], value, first)}
            schemes[scheme] = replace(old, parameters=MappingProxyType(parameters))
        else:
            amounts[inner] = _changed(amounts[inner], value, first)
    overlays = () if national else book.overlays
    return replace(book, schemes=MappingProxyType(schemes), amounts=MappingProxyType(amounts), overlays=overlays)


def _changed(parameter: Parameter, value: Decimal | int, first: date) -> Parameter:
    row = Row(first, None, value, "EIGEN", "U", "U", "wat als")
    return replace(parameter, rows=(*(one for one in parameter.rows if one.first < first), row))


def simulate(people: People, before: Book, after: Book, year: int) -> tuple[Gain, ...]:
    """Who gains and who loses in a year under one law and another, per region by its code, and over all first."""
    sums = [year_of_all(people, book, year).total for book in (before, after)]
    regions = people.region_codes(year) if "woongemeente" in people.columns else np.zeros(people.size, np.int64)
    made = [_gain("", np.ones(people.size, bool), *sums)]
    made += [_gain(f"AM{code:02}" if code else "?", regions == code, *sums) for code in np.unique(regions)]
    return tuple(made)


def _gain(region: str, where: Column, before: Column, after: Column) -> Gain:
    old, new = before[where], after[where]
    return Gain(region, len(old), int((new > old).sum()), int((new < old).sum()), int(old.sum()), int(new.sum()))
