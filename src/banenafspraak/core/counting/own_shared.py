"""What an employer shares of its own count with who speaks for its sector: jobs and persons per year, nothing else.

Each year of an employer is a publication of its own and passes kernel/disclosure.py, beside everything that was shown
of that employer and year before. What is summed over employers is what is shown of them: so neither a sum nor who
joins or leaves tells more than the rows do (docs/decisions/0035).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from banenafspraak.core.counting.fates import LENT, REGULAR
from banenafspraak.core.counting.own import JOB_PLACES, MONITOR, Behind, OwnCount, OwnYear
from banenafspraak.core.kernel.disclosure import (
    EVERYTHING,
    Cell,
    Earlier,
    Labels,
    Publication,
    RevealsError,
    Table,
    protect,
)
from banenafspraak.core.kernel.hours import rounded
from banenafspraak.core.kernel.law import law_on
from banenafspraak.core.kernel.periods import Period

PER_YEAR = "uren_per_baan_per_jaar"
KIND = "soort"
REGULAR_CELL, LENT_CELL = Cell(KIND, (REGULAR,)), Cell(KIND, (LENT,))


@dataclass(frozen=True, slots=True)
class SharedYear:
    """A year as others see it: None is hidden. `compared` says that an earlier figure keeps it hidden.

    `behind` is shown to nobody: it is there for what is shared later.
    """

    year: int
    regular: Decimal | None
    lent: Decimal | None
    jobs: Decimal | None
    persons: int | None
    behind: Behind
    compared: bool = False

    @property
    def figures(self) -> dict[Cell, tuple[Decimal, int | None]]:
        """What is seen, by cell."""
        cells = {
            REGULAR_CELL: (self.regular, None),
            LENT_CELL: (self.lent, None),
            EVERYTHING: (self.jobs, self.persons),
        }
        return {cell: (jobs, persons) for cell, (jobs, persons) in cells.items() if jobs is not None}


@dataclass(frozen=True, slots=True)
class Together:
    """The sum of what is shown of a year, and of how many employers each figure is; None where it is of none."""

    year: int
    regular: Decimal | None
    lent: Decimal | None
    jobs: Decimal
    persons: int
    split_of: int
    jobs_of: int


def shared_years(count: OwnCount, before: Iterable[SharedYear]) -> tuple[SharedYear, ...]:
    """What others may see of a count, beside all that they were shown of this employer before."""
    seen = [one for one in before if one.figures]
    return tuple(_shared(year, [one for one in seen if one.year == year.year]) for year in count.years)


def _shared(year: OwnYear, before: Sequence[SharedYear]) -> SharedYear:
    whole = _complete(year)
    publication = _publication(whole.behind)
    alone = protect(publication).visible
    visible = alone.intersection(*(_beside(publication, whole, one) for one in before))
    return SharedYear(
        year.year,
        regular=whole.regular if REGULAR_CELL in visible else None,
        lent=whole.lent if LENT_CELL in visible else None,
        jobs=whole.jobs if EVERYTHING in visible else None,
        persons=whole.persons if EVERYTHING in visible else None,
        behind=whole.behind,
        compared=visible != alone,
    )


def _complete(year: OwnYear) -> SharedYear:
    """All of a year, for its employer alone."""
    per_job = law_on(MONITOR, Period.year(year.year).last).values[PER_YEAR].number
    regular, lent = (rounded(Fraction(hours) / per_job, JOB_PLACES) for hours in (year.regular, year.lent))
    return SharedYear(year.year, regular, lent, year.jobs, year.persons, year.behind)


def _publication(behind: Behind) -> Publication:
    cells: dict[Labels, int] = {(REGULAR,): behind.regular, (LENT,): behind.lent}
    return Publication.of([Table(KIND, (KIND,), cells, behind.together)])


def _beside(publication: Publication, whole: SharedYear, before: SharedYear) -> frozenset[Cell]:
    """What may be seen beside a year that was shown before; nothing where that would reveal something."""
    past = _publication(before.behind)
    changed = {cell: _changed(cell, whole, before, publication, past) for cell in publication.persons}
    earlier = Earlier(past, frozenset(before.figures), MappingProxyType(changed))
    try:
        return protect(publication, earlier).visible
    except RevealsError:
        return frozenset()


def _changed(cell: Cell, whole: SharedYear, before: SharedYear, now: Publication, past: Publication) -> int:
    """How many persons changed at least: who they were is not known any more. Nobody where the figure is the same."""
    more = abs(now.persons[cell] - past.persons[cell])
    same = before.figures.get(cell) == whole.figures[cell] and not more
    return 0 if same else max(more, 1)


def together(years: Iterable[SharedYear]) -> Together | None:
    """The sum over employers of what is shown of one year; None when nothing is.

    >>> behind = Behind(12, 0, 12)
    >>> some = [SharedYear(2024, Decimal(8), Decimal(0), Decimal(8), 12, behind)] * 2
    >>> (sum_ := together(some)).jobs, sum_.persons, sum_.jobs_of
    (Decimal('16'), 24, 2)
    """
    shown = [one for one in years if one.jobs is not None]
    split = [one for one in shown if one.regular is not None and one.lent is not None]
    if not shown:
        return None
    return Together(
        shown[0].year,
        regular=_sum(one.regular for one in split) if split else None,
        lent=_sum(one.lent for one in split) if split else None,
        jobs=_sum(one.jobs for one in shown),
        persons=sum(one.persons or 0 for one in shown),
        split_of=len(split),
        jobs_of=len(shown),
    )


def _sum(values: Iterator[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal())
