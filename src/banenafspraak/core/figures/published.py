"""Published figures: what was printed, in which series, and the difference of two, which only one series can give.

The official yearly monitor and UWV's quarterly report differ and are never mixed. Parts are
published rounded one by one, so a sum may differ by one from its printed total; that is shown and never mended.
The figures that come with the program are read here; later editions live in editions.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast, get_args

from banenafspraak.core.figures.norms import Sector, sector_of
from banenafspraak.core.kernel.periods import DECEMBER
from banenafspraak.core.kernel.problems import Problem, ProblemsError, stop
from banenafspraak.core.kernel.reference import mark, one_of, rows, source, weakest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from banenafspraak.core.kernel.law import Mark, Source
    from banenafspraak.core.kernel.problems import Language

Series = Literal["official", "uwv_quarterly"]
EmploymentType = Literal["all", "regular", "inleen"]

RESULT_COLUMNS = (
    "series", "measured_on", "sector", "employment_type", "jobs_total", "extra_jobs", "source", "mark", "note",
)  # fmt: skip
ROUNDING_NOTE = "Elk gepubliceerd cijfer is apart afgerond. Het verschil kan daarom 1 afwijken."
EDITIONS_NOTE = "De cijfers komen uit twee uitgaven: {of} en {minus}. Een herziening kan in maar een van beide zitten."
LARGEST_ROUNDING_GAP = 1
FIRST = "meegeleverd"
"""The name of the first edition of each series: the figures that come with the program."""
SUMS: tuple[tuple[tuple[Sector, EmploymentType], tuple[tuple[Sector, EmploymentType], ...]], ...] = (
    (("total", "all"), (("total", "regular"), ("total", "inleen"))),
    (("total", "all"), (("market", "all"), ("government", "all"))),
    (("total", "all"), (("market", "regular"), ("government", "regular"), ("total", "inleen"))),
    (("total", "regular"), (("market", "regular"), ("government", "regular"))),
)
"""Which printed parts make which printed total: sector and employment type of each."""


@dataclass(frozen=True, slots=True)
class SeriesLabel:
    """How a series is called on a screen."""

    series: Series
    label_nl: str
    label_en: str
    source: Source
    mark: Mark
    note: str

    def label(self, lang: Language) -> str:
        """The name in one language."""
        return self.label_nl if lang == "nl" else self.label_en


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure. `extra_jobs` is the growth since the baseline, `jobs_total` the level; None is unknown.

    `region` is the code of an arbeidsmarktregio, None for the nation; `edition` is the edition that printed it.
    """

    series: Series
    measured_on: date
    sector: Sector
    employment_type: EmploymentType
    jobs_total: int | None
    extra_jobs: int | None
    source: Source
    mark: Mark
    note: str
    region: str | None = None
    edition: str = FIRST

    @property
    def id(self) -> str:
        """The name of the figure, the same in every edition; that of a region ends in its code.

        >>> figure("official/2018-12-31/total/all").extra_jobs
        51956
        """
        return self.id_in(self.series)

    def id_in(self, series: Series) -> str:
        """The name of the figure of a series about the same day, sector, work and place.

        >>> figure("official/2018-12-31/total/all").id_in("uwv_quarterly")
        'uwv_quarterly/2018-12-31/total/all'
        """
        place = f"/{self.region}" if self.region else ""
        return f"{series}/{self.measured_on.isoformat()}/{self.sector}/{self.employment_type}{place}"

    @property
    def has_december_effect(self) -> bool:
        """Whether the figure is of a fourth quarter: part of its rise vanishes in the quarter after it.

        >>> figure("uwv_quarterly/2018-12-31/total/all").has_december_effect
        True
        """
        return self.series == "uwv_quarterly" and self.measured_on.month == DECEMBER


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure minus another of the same series, with the weakest mark of the two."""

    of: Figure
    minus: Figure
    jobs_total: int | None
    extra_jobs: int | None
    mark: Mark
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartsCheck:
    """Printed parts beside their printed total. The gap is shown and never mended."""

    parts: tuple[Figure, ...]
    total: Figure
    sum_of_parts: int
    gap: int

    @property
    def explained_by_rounding(self) -> bool:
        """Whether rounding each part on its own explains the gap."""
        return abs(self.gap) <= LARGEST_ROUNDING_GAP


@cache
def series_labels() -> Mapping[str, SeriesLabel]:
    """How the series are called.

    >>> series_labels()["uwv_quarterly"].label_nl
    'UWV-kwartaalrapportage (indicatief)'
    """
    found = rows("series", ("series", "label_nl", "label_en", "source", "mark", "note"))
    return MappingProxyType({row["series"]: _label(row) for row in found})


def figures(series: str | None = None, year: int | None = None) -> tuple[Figure, ...]:
    """The figures that come with the program, in the order of the file, of one series or one year if asked.

    >>> [each.extra_jobs for each in figures("official", 2018)]
    [51956, 7940, 44016]
    """
    return tuple(
        each for each in _by_id().values() if series in {None, each.series} and year in {None, each.measured_on.year}
    )


def figure(figure_id: str) -> Figure:
    """One of the figures that come with the program, by its id.

    Raises:
        ProblemsError: there is no such figure.
    """
    return named(_by_id(), figure_id)


def named(found: Mapping[str, Figure], figure_id: str) -> Figure:
    """One of some figures by its id.

    Raises:
        ProblemsError: it is not among them.
    """
    if figure_id.strip() not in found:
        raise stop("figure-unknown", example="official/2018-12-31/total/all")
    return found[figure_id.strip()]


def difference(of: Figure, minus: Figure) -> Difference:
    """One figure minus another of the same series.

    >>> difference(figure("official/2018-12-31/total/all"), figure("official/2018-12-31/government/all")).extra_jobs
    44016

    Raises:
        ProblemsError: the series differ; the problem names a pair that does work.
    """
    if of.series != minus.series:
        raise _mixed(of, minus)
    return Difference(
        of=of,
        minus=minus,
        jobs_total=_minus(of.jobs_total, minus.jobs_total),
        extra_jobs=_minus(of.extra_jobs, minus.extra_jobs),
        mark=weakest("D", of.mark, minus.mark),
        notes=(ROUNDING_NOTE, *_edition_notes(of, minus), *(note for note in (of.note, minus.note) if note)),
    )


def _edition_notes(of: Figure, minus: Figure) -> tuple[str, ...]:
    return () if of.edition == minus.edition else (EDITIONS_NOTE.format(of=of.edition, minus=minus.edition),)


def parts_and_total(parts: tuple[Figure, ...], total: Figure) -> PartsCheck:
    """Printed parts beside their printed total, gap included.

    >>> parts = figure("official/2021-12-31/market/all"), figure("official/2021-12-31/government/all")
    >>> check = parts_and_total(parts, figure("official/2021-12-31/total/all"))
    >>> check.sum_of_parts, check.gap, check.explained_by_rounding
    (72808, 1, True)

    Raises:
        ProblemsError: the series differ.
    """
    for part in parts:
        if part.series != total.series:
            raise _mixed(total, part)
    levels = [part.extra_jobs for part in parts]
    if total.extra_jobs is None or None in levels:
        raise ValueError("a figure without extra jobs cannot be compared")
    added = sum(level for level in levels if level is not None)
    return PartsCheck(parts, total, added, total.extra_jobs - added)


def sums(found: Iterable[Figure]) -> tuple[PartsCheck, ...]:
    """Every printed total beside its printed parts, where all of them are known: in the order of the totals.

    >>> [(each.total.measured_on.year, each.gap) for each in sums(figures("official")) if each.gap]
    [(2021, 1)]
    """
    there = {each.id: each for each in found if each.extra_jobs is not None}
    return tuple(parts_and_total(parts, total) for total in there.values() for parts in _parts(total, there))


def _parts(total: Figure, there: Mapping[str, Figure]) -> Iterator[tuple[Figure, ...]]:
    for whole, split in SUMS:
        if whole == (total.sector, total.employment_type):
            names = [replace(total, sector=sector, employment_type=work).id for sector, work in split]
            if all(name in there for name in names):
                yield tuple(there[name] for name in names)


def _minus(of: int | None, minus: int | None) -> int | None:
    return None if of is None or minus is None else of - minus


def _mixed(of: Figure, minus: Figure) -> ProblemsError:
    """The problem with both series and dates, and a pair of one series that can be compared."""
    labels = series_labels()
    works = (of, _nearest(minus, of.series)) if _twin(minus, of.series) else (_nearest(of, minus.series), minus)
    values: dict[str, str | int] = {
        "of": of.id,
        "minus": minus.id,
        "of_nl": labels[of.series].label_nl,
        "minus_nl": labels[minus.series].label_nl,
        "of_en": labels[of.series].label_en,
        "minus_en": labels[minus.series].label_en,
        "of_date": of.measured_on.isoformat(),
        "minus_date": minus.measured_on.isoformat(),
        "works_of": works[0].id,
        "works_minus": works[1].id,
    }
    return ProblemsError([Problem("series-mixed", values=values)])


def _twin(wanted: Figure, series: Series) -> bool:
    return wanted.id_in(series) in _by_id()


def _nearest(wanted: Figure, series: Series) -> Figure:
    """The figure of another series that is most like this one: sector first, then employment type, then date."""
    return min(
        figures(series),
        key=lambda each: (
            each.sector != wanted.sector,
            each.employment_type != wanted.employment_type,
            abs(each.measured_on - wanted.measured_on),
        ),
    )


@cache
def _by_id() -> Mapping[str, Figure]:
    return named_once(_figure(row) for row in rows("results", RESULT_COLUMNS))


def named_once(found: Iterable[Figure]) -> Mapping[str, Figure]:
    """Figures by id, in their order; ValueError when one stands there twice."""
    named: dict[str, Figure] = {}
    for each in found:
        if each.id in named:
            raise ValueError(f"results.csv: a figure stands in it twice: {each.id}")
        named[each.id] = each
    return MappingProxyType(named)


def _figure(row: Mapping[str, str]) -> Figure:
    return Figure(
        series=_series(row),
        measured_on=date.fromisoformat(row["measured_on"]),
        sector=sector_of(row),
        employment_type=_employment_type(row),
        jobs_total=int(row["jobs_total"]) if row["jobs_total"] else None,
        extra_jobs=int(row["extra_jobs"]) if row["extra_jobs"] else None,
        source=source(row),
        mark=mark(row),
        note=row["note"],
    )


def _label(row: Mapping[str, str]) -> SeriesLabel:
    return SeriesLabel(_series(row), row["label_nl"], row["label_en"], source(row), mark(row), row["note"])


def _series(row: Mapping[str, str]) -> Series:
    return cast("Series", one_of(row, "series", get_args(Series)))


def _employment_type(row: Mapping[str, str]) -> EmploymentType:
    return cast("EmploymentType", one_of(row, "employment_type", get_args(EmploymentType)))
