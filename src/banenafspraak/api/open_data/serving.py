"""Answers with files and the catalogue: open to other sites, with a digest, so that who has a file gets it once."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from banenafspraak.api.addresses import site
from banenafspraak.api.open_data import rdf
from banenafspraak.api.open_data.catalogue import CATALOGUE, PAGE, Publisher, catalogue
from banenafspraak.api.open_data.files import CSV, CSVW, DESCRIBED, files
from banenafspraak.api.published import published

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

TURTLE, JSON_LD, HTML = "text/turtle", "application/ld+json", "text/html"
WRITERS: Mapping[str, Callable[[Iterable[rdf.Thing]], str]] = {TURTLE: rdf.turtle, JSON_LD: rdf.json_ld}
SEE_OTHER = 303


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """One of the files."""
    found = files(published()).get(name)
    if found is None:
        raise Http404
    response = _given(request, found.content, found.media_type, found.sha256, found.dataset.changed)
    if found.media_type == CSV:
        described = f"{PAGE}{found.name}{DESCRIBED}"
        response.headers["Link"] = f'<{described}>; rel="describedby"; type="{CSVW}"'
    return response


@require_safe
def negotiated(request: HttpRequest) -> HttpResponse:
    """The catalogue as the reader wants it: Turtle, JSON-LD, or the page for people."""
    wanted = request.get_preferred_type([TURTLE, JSON_LD, HTML]) or TURTLE
    response = HttpResponseRedirect(PAGE, status=SEE_OTHER) if wanted == HTML else _catalogue(request, wanted)
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def as_turtle(request: HttpRequest) -> HttpResponse:
    """The catalogue as Turtle."""
    return _catalogue(request, TURTLE)


@require_safe
def as_json_ld(request: HttpRequest) -> HttpResponse:
    """The catalogue as JSON-LD."""
    return _catalogue(request, JSON_LD)


def _catalogue(request: HttpRequest, media_type: str) -> HttpResponse:
    known = published()
    publisher = Publisher(site(request), settings.INSTALLATION.contact_email)
    content = WRITERS[media_type](catalogue(known, publisher)).encode()
    changed = max(each.dataset.changed for each in files(known).values())
    response = _given(request, content, media_type, hashlib.sha256(content).hexdigest(), changed)
    forms = ((".ttl", TURTLE), (".jsonld", JSON_LD))
    others = (f'<{CATALOGUE}{ending}>; rel="alternate"; type="{form}"' for ending, form in forms)
    response.headers["Link"] = ", ".join(others)
    return response


def _given(request: HttpRequest, content: bytes, media_type: str, digest: str, changed: date) -> HttpResponse:
    """A file with its digest. Only the digest decides whether a reader has it: an old report may be imported today."""
    kind = media_type if media_type.startswith("application/vnd.") else f"{media_type}; charset=utf-8"
    response = HttpResponse(content, content_type=kind)
    response.headers["Last-Modified"] = http_date(datetime.combine(changed, time(), UTC).timestamp())
    response.headers["ETag"] = f'"{digest}"'
    response.headers["Cache-Control"] = "public, no-cache"
    answer = get_conditional_response(request, response.headers["ETag"], None, response) or response
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
