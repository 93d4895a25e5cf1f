"""What is new: the imported editions as RSS, for who wants to know of a new figure without coming to look."""

from __future__ import annotations

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


@require_safe
@kept
def feed(request: HttpRequest) -> HttpResponse:
    """The newest editions, each with what it brings."""
    known = queries.editions()
    later = [each for each in known.editions if each.published_on]
    site = settings.INSTALLATION.public_url or f"{request.scheme}://{request.get_host()}"
    items = [
        {"found": brought(each, known), "label": series_labels()[each.series]}
        for each in sorted(later, key=lambda each: str(each.published_on), reverse=True)[:NEWEST]
    ]
    context = {"items": items, "figures": f"{site}{reverse('figures')}", "here": request.build_absolute_uri()}
    return render(request, "feed.xml", context, content_type="application/rss+xml; charset=utf-8")
