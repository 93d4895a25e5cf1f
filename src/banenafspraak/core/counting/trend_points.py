"""Targets beside results: own figures of this period and earlier ones, and of the nation what was published.

Published series and the targets of the law stand beside an own count only when the user said that it is of the whole
nation, by its published baseline. Points of different series are never added or joined (core/reports/trend.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from banenafspraak.core.counting.baseline import OF_THE_NATION
from banenafspraak.core.counting.plan import GOVERNMENT, MARKET, TOTAL
from banenafspraak.core.counting.publishing import FEW
from banenafspraak.core.counting.result import Result, Row, Withheld
from banenafspraak.core.counting.trend_figures import Figures
from banenafspraak.core.counting.trend_words import Words
from banenafspraak.core.figures import Figure
from banenafspraak.core.figures.editions import NATION, Editions
from banenafspraak.core.figures.trend import points_of, target_points
from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.regions import Region
from banenafspraak.core.reports.numbers import Hidden, Value
from banenafspraak.core.reports.trend import Point, Sector, Source

SECTORS: Mapping[str, Sector] = {TOTAL: "total", MARKET: "market", GOVERNMENT: "government"}


def value_of(row: Row | Withheld, measure: str) -> Value:
    """A figure of a row as a report takes it: a number, unknown, or hidden and why.

    >>> value_of(Withheld(("markt",), FEW), "banen"), value_of(Row((), 0, 0, 1), "personen")
    (<Hidden.FEW: 'few'>, 0)
    """
    if isinstance(row, Withheld):
        return Hidden.FEW if row.reason == FEW else Hidden.PROTECTED
    return {"extra_banen": row.extra_jobs, "banen": row.jobs, "personen": row.persons}[measure]


def of_nation(result: Result) -> bool:
    """Whether the user said that the deliveries are those of the whole nation."""
    return result.receipt.settings.get("baseline") in OF_THE_NATION


def points(figures: Figures, words: Words, editions: Editions) -> Iterator[Point]:
    """Own results with the targets that were given, and for the nation the published ones up to the same day."""
    whole = figures.whole
    by_sector = figures.by("sector")
    own = [(one, one.total, TOTAL) for one in (*figures.earlier, whole)]
    own += [(by_sector, row, row.labels[0]) for row in by_sector.rows if row.target is not None] if by_sector else []
    for result, row, sector in own:
        day, value = result.plan.period.last, value_of(row, "extra_banen")
        yield Point(day, "own", value, words.say("series"), "D", words.source(), SECTORS[sector])
    given = {(result.plan.year, SECTORS[name]): row.target for result, row, name in own if row.target is not None}
    if file := whole.receipt.settings.get("targets"):
        yield from _given(given, file, words)
    elif of_nation(whole):
        yield from target_points(whole.plan.year, words.lang)
    if of_nation(whole):
        yield from _published(editions.figures(places=NATION), whole.plan.period.last, words)


def points_of_region(figures: Figures, words: Words, editions: Editions, region: Region) -> Iterator[Point]:
    """What was published about a region, when the count is of the nation. Its baseline was not, so no own result."""
    if of_nation(figures.whole):
        published_there = editions.figures(places=frozenset({region.code}))
        yield from _published(published_there, figures.whole.plan.period.last, words)


def _given(targets: Mapping[tuple[int, Sector], int], file: str, words: Words) -> Iterator[Point]:
    series, source = words.say("series-targets"), Source(words.say("source-targets", file=file))
    for (year, sector), target in targets.items():
        yield Point(Period.year(year).last, "target", target, series, "U", source, sector)


def _published(found: Iterable[Figure], until: date, words: Words) -> Iterator[Point]:
    yield from (point for point in points_of(found, words.lang) if point.on <= until)
