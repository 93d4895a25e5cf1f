"""The page of one scheme, made from law/: what it is, when it applies, what it is worth, through years and places."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from banenafspraak.apps.schemes import queries
from banenafspraak.core.schemes.cases import FIRST_DAY, LAST_DAY
from banenafspraak.core.schemes.entries import entry

if TYPE_CHECKING:
    from banenafspraak.core.kernel.problems import Language

DAY = "dag"


@require_safe
def scheme(request: HttpRequest, scheme: str) -> HttpResponse:
    """One scheme, on the day that is asked for, or today."""
    book = queries.book()
    if scheme not in book.schemes:
        raise Http404
    today, typed = timezone.localdate(), request.GET.get(DAY, "")
    day = _day(typed)
    lang: Language = "en" if translation.get_language() == "en" else "nl"
    found = entry(book.schemes[scheme], book, day or today, lang)
    context = {
        "one": found,
        "on": day or today,
        "is_today": (day or today) == today,
        "wrong": bool(typed) and day is None,
        "first_day": FIRST_DAY,
        "last_day": LAST_DAY,
        "labels": {"scheme": found.name},
    }
    return render(request, "schemes/scheme.html", context)


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
