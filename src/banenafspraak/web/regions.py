"""The regions: list and map, a page for each, and the finder of a place. What is not published is said to be so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banenafspraak.apps.figures import queries
from banenafspraak.apps.regions import queries as imported
from banenafspraak.core.figures.trend import whole
from banenafspraak.core.kernel.problems import Problem
from banenafspraak.core.regions import (
    Region,
    municipalities,
    neighbours,
    region as region_named,
    regions,
)
from banenafspraak.core.regions.places import find_place
from banenafspraak.web import drawings
from banenafspraak.web.figures import drawing_file, language
from banenafspraak.web.kept import kept
from banenafspraak.web.selection import INVENTED, Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest

    from banenafspraak.core.figures import Editions, Figure
    from banenafspraak.core.invented.figures import InventedFigure, InventedSeries
    from banenafspraak.core.reports.maps import RegionValues
    from banenafspraak.core.reports.numbers import Value

FIRST_YEAR, LAST_YEAR = 2021, 2025
"""The years for which a source says which municipality lay in which region."""


@dataclass(frozen=True, slots=True)
class Map:
    """A map with what it shows, ready for a page."""

    name: str
    svg: str
    drawn: object
    day: date | None
    invented: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """A place beside others: its newest published figure, None when there is none."""

    name: str
    slug: str
    figure: Figure | None


@require_safe
@kept
def overview(request: HttpRequest) -> HttpResponse:
    """All regions on a map and as a list."""
    shown = region_map(request, queries.editions(), invented=_invented(request))
    context = {"map": shown, "maps": _maps(shown.name), "has_invented": queries.invented() is not None}
    return render(request, "web/regions.html", context)


@require_safe
@kept
def picture(request: HttpRequest, ending: str) -> HttpResponse:
    """The map as a file."""
    invented = _invented(request)
    _name, base = drawings.base_map(request.GET.get("kaart", ""))
    _day, subject = _subject(queries.editions(), invented)
    words = drawings.warning() if invented else ""
    name = "verzonnen-regios" if invented else "regios"
    return drawing_file(drawings.file_map(base, subject, language(), words), ending, name)


@require_safe
@kept
def region(request: HttpRequest, region: str) -> HttpResponse:
    """What is known of one region, beside the nation and a second one."""
    here = region_named(region)
    if here is None or here.slug != region:
        raise Http404
    known, invented = queries.editions(), queries.invented()
    other = region_named(request.GET.get("met", ""))
    year = _year(request.GET.get("jaar", ""))
    found = sorted(known.figures(places=frozenset({here.code})), key=lambda one: one.measured_on, reverse=True)
    context = {
        "here": here,
        "labels": {"region": here.name},
        "figures": found,
        "chart": _chart(found, here),
        "compared": [*compared(known, [here, *([other] if other else [])]), _nation(known)],
        "others": [each for each in by_name() if each != here],
        "other": other,
        "municipalities": municipalities(date(year, 1, 1), here.code),
        "year": year,
        "years": range(FIRST_YEAR, LAST_YEAR + 1),
        "neighbours": neighbours(here.code),
        "invented": invented_rows(invented, [here, *([other] if other else [])]) if invented else [],
        "invented_chart": _invented_chart(invented, here) if invented else None,
        "source": invented.source(language()) if invented else None,
    }
    return render(request, "web/region.html", context)


@never_cache
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The region of a municipality, or of a postcode where an administrator imported those. Nothing is kept of it."""
    asked = request.GET.get("plaats", "").strip()
    postcodes = imported.postcodes()
    place = find_place(asked, timezone.localdate(), postcodes) if asked else None
    problem = place.sentences(language()) if isinstance(place, Problem) else None
    found = None if isinstance(place, Problem) else place
    where = region_named(found.region.code) if found and found.region else None
    context = {"asked": asked, "found": found, "where": where, "problem": problem, "postcodes": postcodes is not None}
    return render(request, "web/find.html", context)


def by_name() -> list[Region]:
    """The regions in the order in which people look for them."""
    return sorted(regions(), key=lambda each: each.name)


def region_map(request: HttpRequest, known: Editions, invented: InventedSeries | None = None) -> Map:
    """The map that the address asks for, of the newest day with published figures by region, or of invented ones."""
    name, base = drawings.base_map(request.GET.get("kaart", ""))
    day, subject = _subject(known, invented)
    drawn, svg = drawings.page_map(base, subject, language(), drawings.warning() if invented else "")
    return Map(name, svg, drawn, day, invented is not None)


def _subject(known: Editions, invented: InventedSeries | None) -> tuple[date | None, RegionValues]:
    if invented:
        day, values = _newest_values(one for one in invented.figures if one.region)
        return day, drawings.subject(values, _("verzonnen extra banen"))
    day, values = _newest_values(whole(known.figures(places=known.places - {None})))
    return day, drawings.subject(values, _("extra banen"))


def _newest_values(found: Iterable[Figure | InventedFigure]) -> tuple[date | None, dict[str, Value]]:
    """The values of the newest day that there are any of; of one day two series are never mixed."""
    some = sorted(found, key=lambda one: one.measured_on)
    if not some:
        return None, {}
    last = some[-1]
    same = [one for one in some if _series_and_day(one) == _series_and_day(last)]
    return last.measured_on, {one.region: one.extra_jobs for one in same if one.region}


def _series_and_day(one: Figure | InventedFigure) -> tuple[str, date]:
    return one.id.partition("/")[0], one.measured_on


def _maps(chosen: str) -> list[tuple[str, str, bool]]:
    labels = {"tegels": _("Tegels"), "grenzen": _("Grenzen")}
    return [(name, labels[name], name == chosen) for name in labels]


def _invented(request: HttpRequest) -> InventedSeries | None:
    return queries.invented() if request.GET.get("reeks") == INVENTED else None


def compared(known: Editions, places: Sequence[Region]) -> list[Compared]:
    """Regions with their newest published figure."""
    return [Compared(each.name, each.slug, _newest(known, each.code, "uwv_quarterly")) for each in places]


def _nation(known: Editions) -> Compared:
    return Compared(_("Nederland"), "", _newest(known, None, "uwv_quarterly"))


def _newest(known: Editions, place: str | None, series: str | None = None) -> Figure | None:
    return next(iter(whole(known.figures(series, places=frozenset({place})))), None)


def invented_rows(series: InventedSeries, places: Sequence[Region]) -> list[tuple[str, InventedFigure | None]]:
    """The same places in the invented series, and the invented nation."""
    rows = [(each.name, _last(series, each.code)) for each in places]
    return [*rows, (_("Verzonnen land"), _last(series, None))]


def _last(series: InventedSeries, place: str | None) -> InventedFigure | None:
    found = [one for one in series.of(place) if (one.sector, one.employment_type) == ("total", "all")]
    return found[-1] if found else None


def _chart(found: Sequence[Figure], here: Region) -> object:
    return drawings.chart(drawings.published_points(found, Selection(regio=here.code), language()), language())


def _invented_chart(series: InventedSeries, here: Region) -> object:
    return drawings.chart(
        drawings.invented_points(series, series.of(here.code), Selection(regio=here.code), language()), language()
    )


def _year(text: str) -> int:
    return int(text) if text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR else LAST_YEAR
