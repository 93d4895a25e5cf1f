"""What can be taken along: the outcome as PDF, a letter for the employer, and the last days for a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banenafspraak.apps.schemes import queries
from banenafspraak.apps.schemes.views.outcome import years
from banenafspraak.apps.schemes.views.start import language
from banenafspraak.core.schemes.calendar import calendar
from banenafspraak.core.schemes.papers import Sheet, employer_pdf, page_pdf
from banenafspraak.core.schemes.wording import Told, told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest

    from banenafspraak.apps.schemes.queries import Look

PDF, CALENDAR = "application/pdf", "text/calendar; charset=utf-8"


def _told(found: Look) -> tuple[Told, ...]:
    return tuple(told(one, found.book, found.case, language()) for one in found.assessment.answers.values())


def _sheet(found: Look) -> Sheet:
    sums = years(found, by_payer=False)
    return Sheet(found.assessment, _told(found), sums, bool(found.shown.withheld), language())


def _page(found: Look) -> bytes:
    return page_pdf(_sheet(found))


def _letter(found: Look) -> bytes:
    return employer_pdf(_sheet(queries.look(queries.as_employer(found.kept), found.case.on)))


def _calendar(found: Look) -> bytes:
    return calendar(_told(found), found.case.on, language())


FILES: Mapping[str, tuple[str, Callable[[Look], bytes]]] = {
    "regelingen.pdf": (PDF, _page),
    "brief.pdf": (PDF, _letter),
    "termijnen.ics": (CALENDAR, _calendar),
}


@never_cache
@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """A file to take along, made when it is asked for."""
    kept = queries.kept(request.session)
    if name not in FILES or not kept.viewpoint:
        raise Http404
    kind, make = FILES[name]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(make(queries.look(kept, timezone.localdate())), content_type=kind, headers=headers)
