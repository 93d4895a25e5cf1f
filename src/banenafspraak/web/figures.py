"""The figures: published ones by series, year, sector, work and region; where each comes from; files to take along.

Published and invented figures never stand on one page. Nothing is computed here but what core/figures gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banenafspraak.apps.figures import queries
from banenafspraak.core.figures import difference, files, series_labels, sums, target
from banenafspraak.core.figures.editions import Editions
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.regions import region
from banenafspraak.core.reports import numbers
from banenafspraak.core.tables.writing import csv_bytes
from banenafspraak.web import drawings
from banenafspraak.web.kept import kept
from banenafspraak.web.selection import INVENTED, Selection, selection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpRequest

    from banenafspraak.core.figures import Figure, PartsCheck, Revision, SeriesLabel
    from banenafspraak.core.invented.figures import InventedFigure, InventedSeries
    from banenafspraak.core.kernel.problems import Language
    from banenafspraak.core.reports.drawing import Drawing
    from banenafspraak.core.reports.story import Section

QUARTERLY_2018 = "uwv_quarterly/2018-12-31/total/{work}"
OFFICIAL_2018 = "official/2018-12-31/{sector}/all"
YEAR = 2018
INVENTED_COLUMNS = ("reeks", "peildatum", "regio", "sector", "soort", "extra_banen", "bron", "id")
SHEET, SVG, PNG = "text/csv; charset=utf-8", "image/svg+xml", "image/png"


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one series, with its sums and what was revised."""

    label: SeriesLabel
    figures: Sequence[Figure]
    sums: Sequence[PartsCheck]
    revisions: Sequence[Revision]

    @property
    def december(self) -> bool:
        """Whether a fourth quarter is among them."""
        return any(one.has_december_effect for one in self.figures)


@dataclass(frozen=True, slots=True)
class Found:
    """What a page of figures shows."""

    chosen: Selection
    known: Editions
    invented: InventedSeries | None

    @classmethod
    def of(cls, request: HttpRequest) -> Found:
        """What the address asks for."""
        known, invented = queries.editions(), queries.invented()
        return cls(selection(request.GET.dict(), known, invented), known, invented)

    @property
    def published(self) -> list[Figure]:
        """The published figures that were asked for."""
        return [] if self.chosen.invented else self.chosen.of_published(self.known)

    @property
    def made_up(self) -> list[InventedFigure]:
        """The invented figures that were asked for."""
        return self.chosen.of_invented(self.invented) if self.chosen.invented and self.invented else []

    def groups(self) -> Iterator[Group]:
        """The figures of each series under its name."""
        found = self.published
        changed = self.known.revisions(places=self.chosen.places)
        for name, label in series_labels().items():
            own = [one for one in found if one.series == name]
            if own:
                ids = {one.id for one in own}
                yield Group(label, own, sums(own), [one for one in changed if one.after.id in ids])

    def chart(self, lang: Language) -> Section | None:
        """Targets beside results for what was asked."""
        if self.chosen.invented and self.invented:
            return drawings.chart(drawings.invented_points(self.invented, self.made_up, self.chosen, lang), lang)
        if self.chosen.regio == "alle":
            return None
        return drawings.chart(drawings.published_points(self.published, self.chosen, lang), lang)

    def lines(self) -> tuple[Sequence[str], list[dict[str, Any]]]:
        """The figures as columns and lines of a file."""
        if self.chosen.invented and self.invented:
            source = self.invented.source("nl").title
            return INVENTED_COLUMNS, [_invented_line(one, source) for one in self.made_up]
        return files.FIGURES, files.only(files.FIGURES, files.figure_lines(self.published, self.known))


def language() -> Language:
    """The language of the page."""
    return cast("Language", translation.get_language() or "nl")


@require_safe
@kept
def overview(request: HttpRequest) -> HttpResponse:
    """All figures that were asked for, or the part of the page that shows them."""
    found = Found.of(request)
    context = {
        "chosen": found.chosen,
        "groups": list(found.groups()),
        "invented": found.made_up,
        "chart": found.chart(language()),
        "mixed": mixed(found.known),
    }
    fragment = "HX-Request" in request.headers
    return render(request, "web/_figures.html" if fragment else "web/figures.html", context)


def mixed(known: Editions) -> dict[str, Any] | None:
    """The figures of the source pages, and the words with which the core refuses to subtract them."""
    try:
        whole, regular, inleen = (
            known.figure(QUARTERLY_2018.format(work=work)) for work in ("all", "regular", "inleen")
        )
        total, government = (known.figure(OFFICIAL_2018.format(sector=sector)) for sector in ("total", "government"))
    except ProblemsError:
        return None
    goals = {"government": target(YEAR, "government"), "total": target(YEAR, "total")}
    refused = {}
    try:
        difference(whole, government)
    except ProblemsError as error:
        refused = error.problems[0].sentences(language())
    return {
        "whole": whole,
        "regular": regular,
        "inleen": inleen,
        "total": total,
        "government": government,
        "goals": goals,
        "refused": refused,
        "works": difference(total, government),
    }


@require_safe
@kept
def figure(request: HttpRequest, figure_id: str) -> HttpResponse:
    """Where one figure comes from: series, day, definition, source, certainty, parts and revisions."""
    if figure_id.startswith(f"{INVENTED}/"):
        return _invented_figure(request, figure_id)
    known = queries.editions()
    try:
        one = known.figure(figure_id)
    except ProblemsError:
        raise Http404 from None
    beside = known.figures(one.series, one.measured_on.year, frozenset({one.region}))
    context = {
        "one": one,
        "label": series_labels()[one.series],
        "place": _place(one.region),
        "goal": target(one.measured_on.year, one.sector) if _has_goal(one) else None,
        "edition": next(each for each in known.editions if (each.name, each.series) == (one.edition, one.series)),
        "sums": [each for each in sums(beside) if one.id in {each.total.id, *(part.id for part in each.parts)}],
        "revisions": [each for each in known.revisions(places=known.places) if each.after.id == one.id],
        "labels": {"figure": numbers.shown(one.extra_jobs, language())},
    }
    return render(request, "web/figure.html", context)


def _has_goal(one: Figure) -> bool:
    """A target is about the official series of the nation, at the end of a year."""
    return one.series == "official" and one.employment_type == "all" and one.region is None


def _place(code: str | None) -> str:
    found = region(code) if code else None
    return found.name if found else _("Nederland")


def _invented_figure(request: HttpRequest, figure_id: str) -> HttpResponse:
    series = queries.invented()
    one = next((each for each in series.figures if each.id == figure_id), None) if series else None
    if series is None or one is None:
        raise Http404
    context = {"one": one, "place": _place(one.region), "series": series, "source": series.source(language())}
    return render(
        request,
        "web/invented_figure.html",
        {**context, "labels": {"figure": numbers.shown(one.extra_jobs, language())}},
    )


# Files.


@require_safe
@kept
def sheet(request: HttpRequest) -> HttpResponse:
    """The figures that were asked for, as CSV."""
    found = Found.of(request)
    return _file(csv_bytes(*found.lines()), SHEET, f"{_name(found)}.csv")


@require_safe
@kept
def picture(request: HttpRequest, ending: str) -> HttpResponse:
    """The chart of what was asked for, as SVG or PNG."""
    found = Found.of(request)
    section = found.chart(language())
    if section is None or section.drawing is None:
        raise Http404
    return drawing_file(section.drawing, ending, _name(found))


def drawing_file(drawing: Drawing, ending: str, name: str) -> HttpResponse:
    """A drawing to take along."""
    if ending == "svg":
        return _file(f"{drawing.wide}\n".encode(), SVG, f"{name}.svg")
    return _file(drawing.png(), PNG, f"{name}.png")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _name(found: Found) -> str:
    return "verzonnen-banenafspraak" if found.chosen.invented else "banenafspraak"


def _invented_line(one: InventedFigure, source: str) -> dict[str, Any]:
    return {
        "reeks": INVENTED,
        "peildatum": files.day(one.measured_on),
        "regio": one.region,
        "sector": files.SECTORS[one.sector],
        "soort": files.WORK[one.employment_type],
        "extra_banen": "afgeschermd" if isinstance(one.extra_jobs, numbers.Hidden) else one.extra_jobs,
        "bron": source,
        "id": one.id,
    }
