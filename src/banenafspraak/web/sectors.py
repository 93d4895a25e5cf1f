"""Market and government: the official figures of each beside its own target, and what is not published of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from banenafspraak.apps.figures import queries
from banenafspraak.core.figures import target
from banenafspraak.web import drawings
from banenafspraak.web.figures import language
from banenafspraak.web.kept import kept
from banenafspraak.web.selection import SECTORS, Selection

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NAMES = ("markt", "overheid")
PARTS = {
    "markt": (
        gettext_lazy("Industrie"), gettext_lazy("Bouw"), gettext_lazy("Handel"), gettext_lazy("Vervoer en opslag"),
        gettext_lazy("Horeca"), gettext_lazy("Zakelijke dienstverlening"), gettext_lazy("Zorg en welzijn"),
    ),
    "overheid": (
        gettext_lazy("Rijk"), gettext_lazy("Gemeenten"), gettext_lazy("Provincies"), gettext_lazy("Waterschappen"),
        gettext_lazy("Politie"), gettext_lazy("Defensie"), gettext_lazy("Rechterlijke macht"),
        gettext_lazy("Onderwijs"), gettext_lazy("Universitaire ziekenhuizen"), gettext_lazy("Onderzoeksinstellingen"),
    ),
}  # fmt: skip
"""Parts that the field speaks of; no figure of any of them is published as a series."""


@require_safe
@kept
def sector(request: HttpRequest, sector: str) -> HttpResponse:
    """The figures of one sector."""
    if sector not in NAMES:
        raise Http404
    code, label = SECTORS[sector]
    known = queries.editions()
    chosen = Selection(sector=sector)
    found = chosen.of_published(known)
    official = [one for one in found if one.series == "official" and one.extra_jobs is not None]
    newest = official[0] if official else None
    goal = target(newest.measured_on.year, code) if newest else None
    context = {
        "sector": sector,
        "name": label,
        "labels": {"sector": label},
        "newest": newest,
        "goal": goal,
        "gap": goal.extra_jobs - (newest.extra_jobs or 0) if goal and newest else None,
        "chart": drawings.chart(drawings.published_points(found, chosen, language()), language()),
        "lines": [(one, target(one.measured_on.year, code)) for one in official],
        "quarterly": [one for one in found if one.series == "uwv_quarterly"],
        "parts": PARTS[sector],
        "other": next((name, SECTORS[name][1]) for name in NAMES if name != sector),
    }
    return render(request, "web/sector.html", context)
