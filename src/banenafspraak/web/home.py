"""The home page: where the nation stands by the newest official figure, the pace that is needed, the map, the doors."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from banenafspraak.apps.figures import queries
from banenafspraak.core.figures import Editions, Figure, Target, series_labels, target, targets
from banenafspraak.web import drawings, regions
from banenafspraak.web.figures import language
from banenafspraak.web.kept import kept
from banenafspraak.web.selection import Selection
from banenafspraak.web.tally import Tally, tally

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Headline:
    """The newest yearly figure of the nation that has a target beside it. Both are printed, the gap is ours."""

    figure: Figure
    counted: int
    target: Target

    @property
    def gap(self) -> int:
        """What is left to do; below zero when the target was passed."""
        return self.target.extra_jobs - self.counted

    @property
    def above(self) -> int:
        """How far the target was passed."""
        return -self.gap


@dataclass(frozen=True, slots=True)
class Pace:
    """What each quarter must bring to reach the final target in its first year, and what the last year brought."""

    goal: Target
    counted: int
    quarters: int
    before: Figure | None

    @property
    def to_make(self) -> int:
        """Extra jobs still to make."""
        return max(self.goal.extra_jobs - self.counted, 0)

    @property
    def needed(self) -> Fraction:
        """Extra jobs that each quarter must bring."""
        return Fraction(self.to_make, self.quarters)

    @property
    def last(self) -> Fraction | None:
        """Extra jobs that a quarter of the last year brought; None when the year before is unknown."""
        return None if self.before is None else Fraction(self.counted - (self.before.extra_jobs or 0), QUARTERS)


def headline(editions: Editions) -> Headline | None:
    """The newest official figure of all sectors and all work, None when there is none with a target."""
    found = [
        Headline(each, each.extra_jobs, wanted)
        for each in editions.figures("official")
        if (each.sector, each.employment_type) == ("total", "all") and each.extra_jobs is not None
        if (wanted := target(each.measured_on.year, "total"))
    ]
    return max(found, key=lambda each: each.figure.measured_on, default=None)


def final_target() -> Target:
    """The highest target of all, in the first year in which it holds."""
    wanted = [each for each in targets() if each.sector == "total"]
    return min(wanted, key=lambda each: (-each.extra_jobs, each.year))


def pace(editions: Editions, found: Headline) -> Pace | None:
    """The pace that is needed from the newest figure on, None when the final target's year has begun or passed."""
    goal, year = final_target(), found.figure.measured_on.year
    before = [
        each
        for each in editions.figures("official", year - 1)
        if (each.sector, each.employment_type) == ("total", "all") and each.extra_jobs is not None
    ]
    quarters = QUARTERS * (goal.year - year)
    return Pace(goal, found.counted, quarters, before[0] if before else None) if quarters > 0 else None


@require_safe
@kept
def home(request: HttpRequest) -> HttpResponse:
    """Where the nation stands."""
    return page(request, queries.editions())


def page(request: HttpRequest, known: Editions) -> HttpResponse:
    """The page for the figures that are known."""
    found, lang, ends = headline(known), language(), Selection()
    yearly = [each for each in known.figures() if each.series == "official" or each.has_december_effect]
    context = {
        "headline": found,
        "series": series_labels()["official"],
        "tally": tally_of(found) if found else None,
        "pace": pace(known, found) if found else None,
        "chart": drawings.chart(drawings.published_points(yearly, ends, lang), lang),
        "map": regions.region_map(request, known),
    }
    return render(request, "web/home.html", context)


def tally_of(found: Headline) -> Tally:
    """The marks of the headline: counted, still needed for the target of that year, and later."""
    return tally(found.counted, found.target.extra_jobs, max(final_target().extra_jobs, found.target.extra_jobs))
