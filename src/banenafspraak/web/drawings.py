"""Charts and maps for pages: drawn once and remembered by what they show, since drawing takes a quarter of a second."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from banenafspraak.apps.regions import queries
from banenafspraak.core.figures import targets
from banenafspraak.core.figures.trend import points_of, target_points
from banenafspraak.core.regions import regions
from banenafspraak.core.reports.drawing import stamped
from banenafspraak.core.reports.maps import RegionValues, map_drawing, region_map
from banenafspraak.core.reports.story import target_sections
from banenafspraak.core.reports.trend import Point
from banenafspraak.web.selection import SECTORS, WORK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from banenafspraak.core.figures import Figure
    from banenafspraak.core.invented.figures import InventedFigure, InventedSeries
    from banenafspraak.core.kernel.problems import Language
    from banenafspraak.core.reports.basemap import BaseMap
    from banenafspraak.core.reports.drawing import Drawing
    from banenafspraak.core.reports.maps import RegionMap
    from banenafspraak.core.reports.numbers import Value
    from banenafspraak.core.reports.story import Section
    from banenafspraak.web.selection import Selection

REMEMBERED = 128
_one_at_a_time = threading.Lock()


def warm_up() -> None:
    """Draw the first target for nobody: the first drawing of a process loads what draws, and that takes longest."""
    first = target_points(min(one.year for one in targets()), "nl")
    with _one_at_a_time:
        next(target_sections(tuple(first), "", "nl"))


def warning() -> str:
    """What stands under every drawing of invented numbers."""
    return _("Verzonnen gegevens. Vergelijk ze nooit met een echt cijfer.")


def chart(points: Iterable[Point], lang: Language) -> Section | None:
    """Targets beside results of one sector, with the sentence that says the finding; None when there is no point."""
    found = tuple(points)
    return _chart(found, lang, warning() if any(one.kind == "invented" for one in found) else "") if found else None


@lru_cache(REMEMBERED)
def _chart(points: tuple[Point, ...], lang: Language, words: str) -> Section:
    with _one_at_a_time:
        section = next(iter(target_sections(points, "", lang)))
    return _stamped(section, words) if words else section


def _stamped(section: Section, words: str) -> Section:
    return replace(section, drawing=section.drawing and section.drawing.stamped(words))


def published_points(found: Iterable[Figure], chosen: Selection, lang: Language) -> tuple[Point, ...]:
    """What the chart of a selection shows: one sector and one kind of work, with its targets when it is all work."""
    sector, work = SECTORS[chosen.sector or "totaal"][0], WORK[chosen.soort or "alles"][0]
    some = [one for one in found if (one.sector, one.employment_type) == (sector, work)]
    results = tuple(points_of(some, lang, work))
    if not results or work != "all" or chosen.regio:
        return results
    days = {one.on for one in results}
    last = max(day.year for day in days)
    first = min(day.year for day in days)
    goals = (one for one in target_points(last, lang) if one.sector == sector and one.on.year >= first)
    return (*goals, *results)


def invented_points(
    series: InventedSeries, found: Iterable[InventedFigure], chosen: Selection, lang: Language
) -> tuple[Point, ...]:
    """The same of the invented series: it has no target."""
    sector, work = SECTORS[chosen.sector or "totaal"][0], WORK[chosen.soort or "alles"][0]
    name, source = _("verzonnen"), series.source(lang)
    return tuple(
        Point(one.measured_on, "invented", one.extra_jobs, name, "D", source, sector)
        for one in found
        if (one.sector, one.employment_type) == (sector, work)
    )


def links() -> dict[str, str]:
    """Where each region leads to."""
    return {each.code: reverse("region", kwargs={"region": each.slug}) for each in regions()}


def subject(values: Mapping[str, Value], unit: str, *, here: str = "", places: int = 0) -> RegionValues:
    """What a map shows."""
    title = _("Kaart van de 35 regio’s: {unit}").format(unit=unit)
    return RegionValues("kaart", title, unit, values, places, links(), here)


def page_map(base: BaseMap, shown: RegionValues, lang: Language, words: str = "") -> tuple[RegionMap, str]:
    """The map for a page, and its drawing, with words under it when its numbers are invented."""
    drawn = region_map(base, shown, lang)
    return drawn, stamped(drawn.svg, words) if words else drawn.svg


def file_map(base: BaseMap, shown: RegionValues, lang: Language, words: str = "") -> Drawing:
    """The map as a file."""
    drawing = map_drawing(base, shown, shown.title, lang)
    return drawing.stamped(words) if words else drawing


def base_map(name: str) -> tuple[str, BaseMap]:
    """A map by its name, the usual one when there is none of that name."""
    found = queries.base_maps()
    return (name, found[name]) if name in found else next(iter(found.items()))
