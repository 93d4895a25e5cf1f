"""A trend report of what was published: the newest figure, targets beside results, printed parts, what was revised.

Nothing is counted here. What core/reports draws and sets is put together for the nation or for one region; the map
comes from the caller, since regions are a room of their own. Sentences stand in trend.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from banenafspraak.core.figures.norms import targets
from banenafspraak.core.figures.published import SUMS, series_labels
from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.kernel.periods import DECEMBER, MONTHS_PER_QUARTER, Period
from banenafspraak.core.reports.numbers import moment, shown
from banenafspraak.core.reports.trend import (
    Basis,
    Column,
    Headline,
    Kind,
    Point,
    Source,
    Table,
    TileMap,
    Trend,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from banenafspraak.core.figures.editions import Editions
    from banenafspraak.core.figures.published import EmploymentType, Figure
    from banenafspraak.core.kernel.law import Source as Read
    from banenafspraak.core.kernel.problems import Language
    from banenafspraak.core.reports.numbers import Value

TEXTS = Path(__file__).with_name("trend.yaml")
KINDS: Mapping[str, Kind] = {"official": "official", "uwv_quarterly": "quarterly"}
BREAKDOWNS = {"sector": SUMS[1][1], "work": SUMS[0][1]}
"""Printed parts of a total that a report shows as a table: by sector and by kind of work."""


@cache
def texts() -> Mapping[str, Mapping[Language, str]]:
    """The sentences of such a report by name.

    >>> texts()["unit"]["nl"]
    'extra banen'
    """
    found: Mapping[str, Mapping[Language, str]] = load_yaml(TEXTS.read_text(encoding="utf-8"))
    return found


def say(lang: Language, name: str, **values: str | int) -> str:
    """One sentence with its places filled in.

    >>> say("nl", "period-4", year=2023)
    'vierde kwartaal van 2023'
    """
    return texts()[name][lang].format(**values)


@dataclass(frozen=True, slots=True)
class About:
    """What a report is about: the nation, or a region by its code and name; in which language; with which map."""

    lang: Language
    place: str
    code: str = ""
    tiles: TileMap | None = None

    @property
    def slug(self) -> str:
        """The name of its files."""
        return f"trend-{self.code.lower()}" if self.code else "trend"


def published_trend(known: Editions, about: About) -> Trend:
    """The report of a place from the editions that are known.

    >>> from banenafspraak.core.figures.editions import all_editions
    >>> trend = published_trend(all_editions(), About("nl", "Nederland"))
    >>> trend.period, trend.headline.value, trend.headline.target
    ('vierde kwartaal van 2023', 85665, 105000)
    """
    lang = about.lang
    found = known.figures(places=frozenset({about.code or None}))
    results = tuple(points_of(found, lang))
    newest = max(each.measured_on for each in found or known.latest.values())
    goals = tuple(target_points(newest.year, lang)) if not about.code else ()
    return Trend(
        **shared(about, _headline(known, found, newest, lang)),
        points=(*goals, *results),
        tables=tuple(_tables(found, lang)),
        method=tuple(say(lang, f"method-{name}") for name in ("published", "series", "rounding")),
        notes=tuple(_notes(known, found, about)),
        receipt=tuple(_receipt(known, lang)),
    )


def shared(about: About, headline: Headline) -> dict[str, Any]:
    """What every report of a quarter has: names, headline, map, and the warning that a fourth quarter carries."""
    lang, on = about.lang, headline.on
    quarter = -(-on.month // MONTHS_PER_QUARTER)
    return {
        "title": say(lang, "title"),
        "place": about.place,
        "place_code": about.code,
        "period": say(lang, f"period-{quarter}", year=on.year),
        "language": lang,
        "headline": headline,
        "sources": (headline.basis.source,),
        "tiles": about.tiles,
        "warnings": (say(lang, "december"),) if on.month == DECEMBER else (),
        "slug": about.slug,
    }


def points_of(found: Iterable[Figure], lang: Language, work: EmploymentType = "all") -> Iterator[Point]:
    """Published results of one kind of work, all of it together unless asked otherwise, each in its series."""
    for one in found:
        if one.employment_type == work and one.extra_jobs is not None:
            series = series_labels()[one.series].label(lang)
            kind, source = KINDS[one.series], read_in(one.source)
            yield Point(one.measured_on, kind, one.extra_jobs, series, one.mark, source, one.sector, one.note)


def target_points(until: int, lang: Language) -> Iterator[Point]:
    """The targets of the law up to a year (Regeling Wfsv 3.29, now 3.33)."""
    for one in targets():
        if one.year <= until:
            day, source = Period.year(one.year).last, read_in(one.source)
            yield Point(
                day, "target", one.extra_jobs, say(lang, "series-targets"), one.mark, source, one.sector, one.note
            )


def read_in(source: Read) -> Source:
    """A source of figures or law as a report names it."""
    return Source(source.title, source.address)


def whole(found: Iterable[Figure]) -> list[Figure]:
    """The figures of all sectors and all work that have a number, newest first, the official series before UWV's.

    >>> from banenafspraak.core.figures.editions import all_editions
    >>> [each.id for each in whole(all_editions().figures(year=2023))][:2]
    ['official/2023-12-31/total/all', 'uwv_quarterly/2023-12-31/total/all']
    """
    some = [each for each in found if (each.sector, each.employment_type) == ("total", "all")]
    return sorted(
        (each for each in some if each.extra_jobs is not None),
        key=lambda each: (each.measured_on, each.series == "official"),
        reverse=True,
    )


def _headline(known: Editions, found: Sequence[Figure], newest: date, lang: Language) -> Headline:
    """The newest figure; a target stands beside one of the official series of the nation alone."""
    first = next(iter(whole(found)), None)
    if first is None:
        series = series_labels()["uwv_quarterly"]
        basis = Basis(series.label(lang), series.mark, read_in(series.source), definition=say(lang, "definition"))
        return Headline(None, say(lang, "unit"), newest, basis)
    goal = None
    if first.series == "official" and first.region is None:
        year = first.measured_on.year
        goal = next((one.extra_jobs for one in targets(year) if one.sector == "total"), None)
    return Headline(first.extra_jobs, say(lang, "unit"), first.measured_on, _basis(known, first, lang), goal)


def _basis(known: Editions, one: Figure, lang: Language) -> Basis:
    changed = [each for each in known.revisions(places=known.places) if each.after.id == one.id]
    told = [
        say(lang, "revised", edition=each.after.edition, old=shown(each.before.extra_jobs, lang)) for each in changed
    ]
    return Basis(
        series_labels()[one.series].label(lang),
        one.mark,
        read_in(one.source),
        one.measured_on,
        say(lang, "definition"),
        " ".join(told) or say(lang, "no-revision"),
    )


def _tables(found: Sequence[Figure], lang: Language) -> Iterator[Table]:
    """For each breakdown the newest total whose printed parts are all known."""
    there = {each.id: each for each in found if each.extra_jobs is not None}
    for name, split in BREAKDOWNS.items():
        for total in whole(found):
            ids = [replace(total, sector=sector, employment_type=work).id for sector, work in split]
            if all(one in there for one in ids):
                rows = [(_label(there[one], lang), there[one].extra_jobs) for one in ids]
                yield parts_table(name, [*rows, (say(lang, "total"), total.extra_jobs)], _plain(total, lang), lang)
                break


def _plain(one: Figure, lang: Language) -> Basis:
    return Basis(series_labels()[one.series].label(lang), one.mark, read_in(one.source), one.measured_on)


def _label(one: Figure, lang: Language) -> str:
    return say(lang, one.sector if one.employment_type == "all" else one.employment_type)


def parts_table(name: str, rows: Sequence[tuple[str, Value]], basis: Basis, lang: Language) -> Table:
    """A table of parts with their total as its last row; its title says of which day."""
    title = say(lang, f"by-{name}") + (f", {moment(basis.on, lang)}" if basis.on else "")
    columns = (Column(name, say(lang, f"head-{name}")), Column("extra_banen", say(lang, "head-jobs"), 0))
    return Table(name, title, columns, tuple(rows), basis, drawn="extra_banen", total=True)


def _notes(known: Editions, found: Sequence[Figure], about: About) -> Iterator[str]:
    if not found:
        yield say(about.lang, "not-published", place=about.place)
    for check in known.revisions(places=frozenset({about.code or None})):
        told = say(about.lang, "revised", edition=check.after.edition, old=shown(check.before.extra_jobs, about.lang))
        yield f"{check.after.id}: {told}"


def _receipt(known: Editions, lang: Language) -> Iterator[str]:
    for one in known.editions:
        series = series_labels()[one.series].label(lang)
        yield say(lang, "receipt-edition", edition=one.name, series=series, file=one.file, digest=one.sha256)
