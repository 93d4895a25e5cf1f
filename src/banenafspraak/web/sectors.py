"""Market and government and their parts: figures beside the target, organisations, and whom to call.

Whom one may call differs by who asks, so these pages are not kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banenafspraak.apps.accounts.access import actor_of
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.figures import queries
from banenafspraak.apps.organisations import queries as organisations
from banenafspraak.apps.organisations.queries import Question
from banenafspraak.core.figures import target
from banenafspraak.core.organisations.sectors import subsectors
from banenafspraak.web import drawings
from banenafspraak.web.figures import language
from banenafspraak.web.selection import SECTORS, Selection

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NAMES = ("markt", "overheid")
MOST_CONTACTS = 20


@never_cache
@require_safe
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
        "parts": _parts(sector),
        "around": _around(request, Question(sector=sector)),
        "other": next((name, SECTORS[name][1]) for name in NAMES if name != sector),
    }
    return render(request, "web/sector.html", context)


def _parts(sector: str) -> list[tuple[str, str, int]]:
    """The parts of a sector: address, name, and how many organisations we know in each."""
    numbers = organisations.counts(Question(sector=sector)).subsectors
    return [
        (one.slug, one.label(language()), numbers.get(one.slug, 0))
        for one in subsectors().values()
        if one.sector == sector
    ]


@never_cache
@require_safe
def part(request: HttpRequest, part: str) -> HttpResponse:
    """One part of a sector: who speaks for it, its organisations and workers, and whom to call."""
    here = subsectors().get(part)
    if here is None:
        raise Http404
    context = {
        "here": here,
        "name": here.label(language()),
        "sector_name": SECTORS[here.sector][1],
        "labels": {"part": here.label(language())},
        "others": [(slug, name) for slug, name, _number in _parts(here.sector) if slug != part],
        "around": _around(request, Question(subsector=part)),
    }
    return render(request, "web/part.html", context)


def _around(request: HttpRequest, question: Question) -> dict[str, Any]:
    """The organisations of a sector or part: how many, their workers, who speaks for them, and whom one may call."""
    of = {"subsector": question.subsector} if question.subsector else {"sector": question.sector}
    workers, known = organisations.workers_in(**of)
    slugs = [
        one.slug for one in subsectors().values() if of.items() & {("subsector", one.slug), ("sector", one.sector)}
    ]
    return {
        "total": organisations.counts(question).total,
        "workers": workers,
        "known": known,
        "invented": organisations.has_invented(**of),
        "voices": [(one, subsectors()[one.subsector].label(language())) for one in organisations.speakers(slugs)],
        "contacts": organisations.contacts_in(actor_of(request), **of)[:MOST_CONTACTS],
        "sees_contacts": actor_of(request).may(Permission.SEE_CONTACTS),
        "asked": urlencode(question.asked()),
    }
