"""With which browsers somebody logged in before: the browser itself remembers, in a cookie that only we can write."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from allauth.account.signals import user_logged_in
from django.conf import settings
from django.core.signing import BadSignature
from django.dispatch import receiver

from banenafspraak.web.logging_in_letters import tell_new_browser
from banenafspraak.web.templatetags.browser import browser

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banenafspraak.apps.accounts.models import Account

COOKIE = "bekend"
SALT = "known browsers"
MOST = 5
YEAR = 365 * 24 * 3600


@receiver(user_logged_in)
def logged_in(request: HttpRequest, response: HttpResponse, user: Account, **more: Any) -> None:
    """Tell by letter when an account is opened in a browser for the first time, but not when it was just made."""
    mark, known = _mark(user), _known(request)
    if mark not in known and not more.get("first"):
        tell_new_browser(user, browser(request.headers.get("User-Agent", "")))
    marks = [mark, *(one for one in known if one != mark)][:MOST]
    kept = {"max_age": YEAR, "secure": settings.SESSION_COOKIE_SECURE, "httponly": True, "samesite": "Lax"}
    response.set_signed_cookie(COOKIE, ".".join(marks), salt=SALT, **kept)


def _mark(account: Account) -> str:
    return sha256(account.public_id.bytes).hexdigest()[:16]


def _known(request: HttpRequest) -> list[str]:
    try:
        return (request.get_signed_cookie(COOKIE, salt=SALT, max_age=YEAR) or "").split(".")
    except (KeyError, BadSignature):
        return []
