"""The pages of this room: a signed link with its one button, and the outbox."""

from __future__ import annotations

from typing import cast

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banenafspraak.apps.mail import links

MOST_BROKEN = 20
A_MINUTE = 60
STATUS = {"expired": 410, "used": 410, "broken": 404}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """What a signed link will do; sent as a form, it does that. Opened alone it changes nothing."""
    visitor = f"link:{request.META.get('REMOTE_ADDR', '')}"
    if cast("int", cache.get(visitor, 0)) >= MOST_BROKEN:
        return _answer(request, {"fault": "often"}, 429)
    try:
        found = links.read(token)
        if request.method == "POST":
            links.use(found)
    except links.LinkError as error:
        if error.fault == "broken":
            _one_more(visitor)
        return _answer(request, {"fault": error.fault}, STATUS[error.fault])
    return _answer(request, {"link": found, "done": request.method == "POST"}, 200)


def _one_more(visitor: str) -> None:
    """Count links that are none: who tries many must wait a minute. Each process counts for itself; that is enough."""
    cache.add(visitor, 0, A_MINUTE)
    cache.incr(visitor)


def _answer(request: HttpRequest, context: dict[str, object], status: int) -> HttpResponse:
    """The page of a link. Search engines leave it alone; no other site is told its address."""
    response = render(request, "mail/link.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    if status == 429:  # noqa: PLR2004 - too many requests
        response.headers["Retry-After"] = str(A_MINUTE)
    return response
