"""What is new: the imported editions as RSS, for who wants to know of a new figure without coming to look."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from banenafspraak.apps.figures import queries
from banenafspraak.core.figures import brought, series_labels
from banenafspraak.web.kept import kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NEWEST = 20
MIDNIGHT = time(tzinfo=UTC)


@require_safe
@kept
def feed(request: HttpRequest) -> HttpResponse:
    """The newest editions, each with what it brings."""
    known = queries.editions()
    site = settings.INSTALLATION.public_url or f"{request.scheme}://{request.get_host()}"
    items = [
        {"found": brought(each, known), "label": series_labels()[each.series], "day": _day(each.published_on)}
        for each in reversed(known.editions)
        if each.published_on
    ]
    context = {"items": items[:NEWEST], "figures": f"{site}{reverse('figures')}", "here": request.build_absolute_uri()}
    return render(request, "feed.xml", context, content_type="application/rss+xml; charset=utf-8")


def _day(day: date) -> str:
    """A day as a feed wants it, in English whatever the language of the page."""
    return format_datetime(datetime.combine(day, MIDNIGHT))
