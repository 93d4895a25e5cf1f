"""Editions of the published series: which figure holds, and what a later edition changed in an earlier one.

The figures that come with the program are the first edition of each series. Later ones come from outside
(importing.py) and are kept in a folder (keeping.py). No edition ever changes another; nothing here knows a folder.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from banenafspraak.core.figures.published import (
    FIRST,
    Figure,
    PartsCheck,
    Series,
    figures as first_figures,
    named,
    sums,
)
from banenafspraak.core.kernel.problems import stop
from banenafspraak.core.kernel.receipts import sha256_file
from banenafspraak.core.kernel.reference import FIGURES, weakest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from banenafspraak.core.kernel.law import Mark, Source

Measure = Literal["extra_jobs", "jobs_total"]
type Places = frozenset[str | None]
MEASURES: tuple[Measure, ...] = get_args(Measure)
SERIES: tuple[Series, ...] = get_args(Series)
NATION: Places = frozenset({None})
SHIPPED = "results.csv"


@dataclass(frozen=True, slots=True)
class Edition:
    """What was printed of one series at one time, with the name and the digest of the file it was read from.

    `published_on` is None for the first edition: its figures were printed on many days.
    """

    name: str
    series: Series
    published_on: date | None
    figures: tuple[Figure, ...]
    file: str
    sha256: str

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where its figures were read, each source once."""
        return tuple(dict.fromkeys(each.source for each in self.figures))

    @property
    def mark(self) -> Mark:
        """How sure it is: as sure as the least sure of its figures."""
        return weakest(*(each.mark for each in self.figures))

    def says_the_same(self, other: Edition) -> bool:
        """Whether another edition holds the same figures, each with the same source, mark and note."""
        return self.series == other.series and _content(self) == _content(other)


def _content(edition: Edition) -> frozenset[Figure]:
    return frozenset(replace(each, edition="", source=replace(each.source, key="")) for each in edition.figures)


@dataclass(frozen=True, slots=True)
class Change:
    """One measure of a figure as two editions printed it; None is unknown."""

    measure: Measure
    old: int | None
    new: int | None

    @property
    def difference(self) -> int | None:
        """The new value minus the old one, None when either is unknown.

        >>> Change("extra_jobs", 53390, 53401).difference, Change("jobs_total", None, 128580).difference
        (11, None)
        """
        return None if self.old is None or self.new is None else self.new - self.old


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that an edition printed otherwise than the one before it; `published_on` is the day of the later one."""

    before: Figure
    after: Figure
    published_on: date | None

    @property
    def changes(self) -> tuple[Change, ...]:
        """What differs: growth, level, or both."""
        pairs = (Change(name, getattr(self.before, name), getattr(self.after, name)) for name in MEASURES)
        return tuple(each for each in pairs if each.old != each.new)


@dataclass(frozen=True, slots=True)
class Brought:
    """What an edition brings: figures that no other printed, what it revises, and sums of its own that have a gap."""

    edition: Edition
    new: tuple[Figure, ...]
    revisions: tuple[Revision, ...]
    gaps: tuple[PartsCheck, ...]


@dataclass(frozen=True, slots=True)
class Editions:
    """All editions of both series, first to last by day of publication. Of each figure the last one printed holds."""

    editions: tuple[Edition, ...]
    latest: Mapping[str, Figure] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.editions, key=_moment))
        found = {each.id: each for edition in ordered for each in edition.figures}
        lines = sorted(found.values(), key=lambda each: (SERIES.index(each.series), each.measured_on))
        object.__setattr__(self, "editions", ordered)
        object.__setattr__(self, "latest", MappingProxyType({each.id: each for each in lines}))

    def figures(
        self, series: str | None = None, year: int | None = None, places: Places = NATION
    ) -> tuple[Figure, ...]:
        """The figures that hold, of the nation or of the places asked for, by series and day.

        >>> [each.extra_jobs for each in all_editions().figures("official", 2018)]
        [51956, 7940, 44016]
        """
        return tuple(each for each in self.latest.values() if _asked(each, series, year, places))

    def figure(self, figure_id: str) -> Figure:
        """The figure of this id that holds.

        >>> all_editions().figure("uwv_quarterly/2018-12-31/total/all").extra_jobs
        53390

        Raises:
            ProblemsError: there is no such figure.
        """
        return named(self.latest, figure_id)

    @property
    def places(self) -> frozenset[str | None]:
        """What there are figures about: the codes of regions, None for the nation."""
        return frozenset(each.region for each in self.latest.values())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the editions, in their order; the first edition of both series has one name."""
        return tuple(dict.fromkeys(each.name for each in self.editions))

    def of(self, name: str) -> Editions:
        """Only the edition of this name: what it printed, whatever came later.

        >>> all_editions().of("meegeleverd") == all_editions()
        True

        Raises:
            ProblemsError: there is no such edition.
        """
        if name not in self.names:
            raise stop("edition-unknown", known=", ".join(self.names))
        return Editions(tuple(each for each in self.editions if each.name == name))

    def revisions(
        self, series: str | None = None, year: int | None = None, places: Places = NATION
    ) -> tuple[Revision, ...]:
        """Every figure that an edition printed otherwise than the edition before it, in the order of the editions.

        >>> all_editions().revisions()
        ()
        """
        return tuple(each for each in self._revisions() if _asked(each.after, series, year, places))

    def _revisions(self) -> Iterator[Revision]:
        printed: dict[str, Figure] = {}
        for edition in self.editions:
            for each in edition.figures:
                before = printed.get(each.id, each)
                printed[each.id] = each
                if (revision := Revision(before, each, edition.published_on)).changes:
                    yield revision


def brought(edition: Edition, known: Editions) -> Brought:
    """What an edition brings beside the others that are known.

    >>> first = all_editions().editions[1]
    >>> [(each.total.id, each.gap) for each in brought(first, all_editions()).gaps][:2]
    [('uwv_quarterly/2016-12-31/total/all', -1), ('uwv_quarterly/2019-03-31/total/regular', -1)]
    """
    others = Editions(tuple(each for each in known.editions if each != edition))
    beside = Editions((*others.editions, edition))
    return Brought(
        edition=edition,
        new=tuple(each for each in edition.figures if each.id not in others.latest),
        revisions=tuple(each for each in beside.revisions(places=beside.places) if each.after.edition == edition.name),
        gaps=tuple(each for each in sums(edition.figures) if each.gap),
    )


def all_editions(kept: Iterable[Edition] = ()) -> Editions:
    """The figures that come with the program, and the editions that were imported.

    >>> [(each.name, each.series, len(each.figures)) for each in all_editions().editions]
    [('meegeleverd', 'official', 27), ('meegeleverd', 'uwv_quarterly', 48)]
    """
    return Editions((*_first_editions(), *kept))


@cache
def _first_editions() -> tuple[Edition, ...]:
    digest = sha256_file(FIGURES / SHIPPED)
    return tuple(Edition(FIRST, series, None, first_figures(series), SHIPPED, digest) for series in SERIES)


def _moment(edition: Edition) -> tuple[date, str, int]:
    return edition.published_on or date.min, edition.name, SERIES.index(edition.series)


def _asked(each: Figure, series: str | None, year: int | None, places: Places) -> bool:
    return series in {None, each.series} and year in {None, each.measured_on.year} and each.region in places
