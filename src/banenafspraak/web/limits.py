"""How often one visitor may send a public form: enough for people, too little for programs that try everything.

Visitors are told apart by their address, of which only a digest is kept, in this process and for the length of the
limit. What allauth shows (logging in, codes, passwords) has limits of its own.
"""

from __future__ import annotations

import hashlib
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache

from banenafspraak.web.errors import too_often

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    type View = Callable[..., HttpResponse]

SENDING = {"POST", "PUT", "PATCH", "DELETE"}


def limited(name: str, most: int, seconds: int) -> Callable[[View], View]:
    """Let a visitor send a form so many times in so many seconds; reading is free."""

    def limit(view: View) -> View:
        @wraps(view)
        def bounded(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
            if request.method in SENDING and _count(request, name, seconds) > most:
                return too_often(request, seconds)
            return view(request, *given, **named)

        return bounded

    return limit


def _count(request: HttpRequest, name: str, seconds: int) -> int:
    """How many times this visitor sent it by now, this time included."""
    told = f"{settings.SECRET_KEY}|{name}|{request.META.get('REMOTE_ADDR', '')}"
    key = f"limit:{hashlib.sha256(told.encode()).hexdigest()}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out just now
        cache.set(key, 1, seconds)
        return 1
