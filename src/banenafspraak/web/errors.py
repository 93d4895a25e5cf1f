"""Pages for what went wrong: each says what happened and gives a way on."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.http import HttpResponseServerError
from django.shortcuts import render

from banenafspraak.apps.accounts.access import RefusedError, SecondStepError, actor_of
from banenafspraak.apps.audit.actions import record

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("django.banenafspraak")
BAD_REQUEST, FORBIDDEN, NOT_FOUND, TOO_LARGE, TOO_OFTEN, SERVER_ERROR = 400, 403, 404, 413, 429, 500
WAIT_SECONDS = 300
PLAIN = "Er ging iets mis op onze site. Probeer het over een paar minuten opnieuw.\n"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request makes no sense to us."""
    return render(request, "400.html", status=BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page is not for who asks. What was refused goes into the trail, now that all else of it is undone."""
    if isinstance(exception, RefusedError):
        actor = actor_of(request)
        told: dict[str, str | int] = {"asked": exception.asked, "waits": int(isinstance(exception, SecondStepError))}
        record("accounts:access:refused", actor.public_id, thing=exception.thing, about=exception.about, data=told)
    template = "second_step.html" if isinstance(exception, SecondStepError) else "403.html"
    return render(request, template, status=FORBIDDEN)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without the sign that it is ours: mostly it stood open too long."""
    return render(request, "form_expired.html", status=FORBIDDEN)


def too_large(request: HttpRequest) -> HttpResponse:
    """More was sent than this address takes. The rest of it is not waited for."""
    return _closing(render(request, "413.html", status=TOO_LARGE))


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """A form was sent more often than a person does."""
    response = render(request, "429.html", {"minutes": -(-seconds // 60)}, status=TOO_OFTEN)
    response.headers["Retry-After"] = str(seconds)
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page."""
    return render(request, "404.html", status=NOT_FOUND)


def login_too_often(request: HttpRequest) -> HttpResponse:
    """Somebody tries too often to log in, or to have a code mailed."""
    return too_often(request, WAIT_SECONDS)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; when even the page that says so cannot be made, a plain line does."""
    try:
        return render(request, "500.html", status=SERVER_ERROR)
    except Exception:
        logger.exception("the page for faults cannot be made")
        return HttpResponseServerError(PLAIN, content_type="text/plain; charset=utf-8")


def _closing(response: HttpResponse) -> HttpResponse:
    response.headers["Connection"] = "close"
    return response
