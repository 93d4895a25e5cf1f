"""Two own counts of one employer side by side: years, months and shortfall, each with what the later one is more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from banenafspraak.core.counting.own import OwnCount, OwnMonth, OwnYear


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure in both counts; None where one of them has none."""

    name: str
    one: Decimal | int | None
    other: Decimal | int | None

    @property
    def more(self) -> Decimal | int | None:
        """What the second is more than the first."""
        return None if self.one is None or self.other is None else self.other - self.one


@dataclass(frozen=True, slots=True)
class YearsBeside:
    """A year of each count: totals, jobs per month (named "01" to "12"), and shortfall per employer number."""

    one: OwnYear
    other: OwnYear
    totals: tuple[Beside, ...]
    months: tuple[Beside, ...]
    shortfalls: tuple[Beside, ...]


def compare(one: OwnCount, other: OwnCount) -> tuple[YearsBeside, ...]:
    """The years that both counts have, the newest first; where there are none, the newest year of each."""
    years = {year.year: year for year in other.years}
    both = [(year, years[year.year]) for year in one.years if year.year in years]
    return tuple(_beside(*pair) for pair in both or [(one.years[0], other.years[0])])


def _beside(one: OwnYear, other: OwnYear) -> YearsBeside:
    totals = tuple(
        Beside(name, getattr(one, name), getattr(other, name)) for name in ("jobs", "regular", "lent", "persons")
    )
    return YearsBeside(one, other, totals, tuple(_months(one, other)), tuple(_shortfalls(one, other)))


def _months(one: OwnYear, other: OwnYear) -> Iterator[Beside]:
    jobs, others = _jobs(one.months), _jobs(other.months)
    for name in sorted(jobs.keys() | others.keys()):
        yield Beside(name, jobs.get(name), others.get(name))


def _jobs(months: tuple[OwnMonth, ...]) -> dict[str, Decimal]:
    return {one.month[-2:]: one.jobs for one in months}


def _shortfalls(one: OwnYear, other: OwnYear) -> Iterator[Beside]:
    """By the place of an employer number: the numbers themselves are not kept whole."""
    for left, right in zip_longest(one.quotas, other.quotas):
        name = ", ".join((left or right).numbers)
        yield Beside(name, left.shortfall if left else None, right.shortfall if right else None)
