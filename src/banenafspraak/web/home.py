"""The home page: where the nation stands by the newest official figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from banenafspraak.core.figures import Editions, Figure, Target, all_editions, series_labels, target

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


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


def headline(editions: Editions) -> Headline | None:
    """The newest official figure of all sectors and all work, None when there is none with a target."""
    found = [
        Headline(each, each.extra_jobs, wanted)
        for each in editions.figures("official")
        if (each.sector, each.employment_type) == ("total", "all") and each.extra_jobs is not None
        if (wanted := target(each.measured_on.year, "total"))
    ]
    return max(found, key=lambda each: each.figure.measured_on, default=None)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where the nation stands."""
    return page(request, headline(all_editions()))


def page(request: HttpRequest, found: Headline | None) -> HttpResponse:
    """The page for one headline, or for none yet."""
    return render(request, "web/home.html", {"headline": found, "series": series_labels()["official"]})
