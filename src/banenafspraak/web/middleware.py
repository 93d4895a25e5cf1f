"""What happens around every request: the address decides the language, closed doors stay closed, no sensors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone, translation

from banenafspraak.api.answers import is_api
from banenafspraak.apps.accounts.actions import see
from banenafspraak.web.errors import too_large
from banenafspraak.web.languages import language_of
from banenafspraak.web.public import PUBLIC

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
    from django.http.response import HttpResponseBase

    type Next = Callable[[HttpRequest], HttpResponse]

READING = ("GET", "HEAD")
NO_SENSORS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def address_language(get_response: Next) -> Next:
    """Speak the language of the address, and say so."""

    def respond(request: HttpRequest) -> HttpResponse:
        language = language_of(request.path_info)
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return respond


def permissions_policy(get_response: Next) -> Next:
    """Ask browsers to keep camera, place and the like from every page."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", NO_SENSORS)
        return response

    return respond


def bounded_bodies(get_response: Next) -> Next:
    """Say so when more was sent than an address takes: before the view if that is known, else instead of its answer."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = None if _too_large(request) else get_response(request)
        return too_large(request) if response is None or _too_large(request) else response

    return respond


def seen(get_response: Next) -> Next:
    """Note once a day that somebody was here: an account that nobody uses is wiped in the end."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if SESSION_KEY in request.session and request.user.is_authenticated:
            see(request.user, timezone.localdate())
        return response

    return respond


def _too_large(request: HttpRequest) -> bool:
    return bool(getattr(request, "too_large", False))


class Doors(LoginRequiredMiddleware):
    """Who is not logged in sees only what public.py names."""

    def process_view(self, request: HttpRequest, view_func: Any, *given: Any) -> HttpResponseBase | None:
        """Let through who may, by the name of the view."""
        match = request.resolver_match
        if match is not None and match.view_name in PUBLIC:
            return None
        return super().process_view(request, view_func, *given)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        """Lead to where one logs in, and from there back to the page."""
        if is_api(request.path_info):
            raise PermissionDenied
        if request.method not in READING:
            return redirect_to_login(reverse(settings.LOGIN_REDIRECT_URL))
        return redirect_to_login(request.get_full_path())
