"""What all answers of the API have in common: version, open to other sites, a digest, errors that programs can read."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.cache import get_conditional_response

from banenafspraak.api.v1 import ROOT, VERSION
from banenafspraak.api.v1.problems import MEDIA_TYPE, problem_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    type Next = Callable[[HttpRequest], HttpResponse]

OK, NO_CONTENT, NOT_MODIFIED, FIRST_ERROR, NOT_FOUND, NOT_ALLOWED = 200, 204, 304, 400, 404, 405
FINE = {OK, NOT_MODIFIED}
DIGITS = 32
METHODS, ASKING = "GET, HEAD, OPTIONS", "POST, OPTIONS"
ASKED_AT = f"{ROOT}/regelingen/berekening"
"""The one address that takes something: a case, which is answered and forgotten."""
EVERY_ANSWER = {
    "API-Version": VERSION,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, ETag, Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
WAIT = "Retry-After"


def preflight(path: str) -> dict[str, str]:
    """What a browser that asks first is told."""
    takes = path == ASKED_AT
    return {
        "Allow": ASKING if takes else METHODS,
        "Access-Control-Allow-Methods": ASKING if takes else METHODS,
        "Access-Control-Allow-Headers": "Accept, Content-Type" if takes else "Accept, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }


def api_answers(get_response: Next) -> Next:
    """Give the answers of the API what they have in common; other addresses are left alone."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not is_api(request.path_info):
            return get_response(request)
        response = _readable(request, _if_changed(request, get_response(request)))
        for name, value in EVERY_ANSWER.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return respond


def is_api(path: str) -> bool:
    """Whether an address belongs to the API: everything under its root, also what is not there."""
    return path == ROOT or path.startswith(f"{ROOT}/")


def _readable(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer as a program reads it: no page for people, no other address, and yes to a browser that asks first."""
    if response.status_code == NOT_ALLOWED and request.method == "OPTIONS":
        return HttpResponse(status=NO_CONTENT, headers=preflight(request.path_info))
    if response.status_code in FINE or response.headers.get("Content-Type") == MEDIA_TYPE:
        return response
    told = problem_of(NOT_FOUND if response.status_code < FIRST_ERROR else response.status_code)
    if response.status_code == NOT_ALLOWED:
        told.headers["Allow"] = preflight(request.path_info)["Allow"]
    if WAIT in response.headers:
        told.headers[WAIT] = response.headers[WAIT]
    return told


def _if_changed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, or only that it is what the reader has already. It may be kept, but is asked for each time."""
    if response.status_code not in FINE:
        return response
    if request.method == "POST":  # a case is told to nobody twice
        return response
    if "Authorization" in request.headers:  # for who has this key alone
        return response
    response.headers["Cache-Control"] = "public, no-cache"
    if "ETag" in response.headers:  # the web keeps this answer, and has looked already
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:DIGITS]}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag, None, response) or response
