"""What machines ask for: is it healthy, what may be indexed, which pages are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banenafspraak.api.addresses import site
from banenafspraak.web.navigation import PAGES, Page
from banenafspraak.web.public import PUBLIC

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest

TEXT = "text/plain; charset=utf-8"
UNAVAILABLE = 503


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether the site answers and reaches its database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database onbereikbaar\n", status=UNAVAILABLE, content_type=TEXT)
    return HttpResponse("goed\n", content_type=TEXT)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """All public pages may be indexed."""
    lines = ("User-agent: *", "Allow: /", f"Sitemap: {site(request)}{reverse('sitemap')}", "")
    return HttpResponse("\n".join(lines), content_type=TEXT)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page with its address in each language."""
    here = site(request)
    entries = [
        {"page": page, "addresses": {code: f"{here}{address}" for code, address in _addresses(page, kwargs).items()}}
        for page, kwargs in _public_pages()
    ]
    return render(request, "sitemap.xml", {"entries": entries}, content_type="application/xml")


def _public_pages() -> Iterator[tuple[Page, Mapping[str, str]]]:
    return ((page, kwargs) for page in PAGES.values() if page.view in PUBLIC for kwargs in page.each())


def _addresses(page: Page, kwargs: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for code, _ in settings.LANGUAGES:
        with translation.override(code):
            found[code] = reverse(page.view, kwargs=dict(kwargs))
    return found
