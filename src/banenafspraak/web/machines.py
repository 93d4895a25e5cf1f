"""What machines ask for: is it healthy, what may be indexed, which pages are there, where to report a weakness."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
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
PROJECT = "https://github.com/banenafspraak/banenafspraak"
REPORTS, POLICY = f"{PROJECT}/security/advisories/new", f"{PROJECT}/blob/main/SECURITY.md"
HOLDS = timedelta(days=180)


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
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116). It must say until when it holds; that is counted from today."""
    here = settings.INSTALLATION
    until = (timezone.now() + HOLDS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        *((f"Contact: mailto:{here.contact_email}",) if here.contact_email else ()),
        f"Contact: {REPORTS}",
        f"Expires: {until.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: nl, en",
        f"Canonical: {site(request)}{reverse('security')}",
        f"Policy: {POLICY}",
        "",
    )
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
