"""How often one visitor may send a public form: enough for people, too little for programs that try everything.

Visitors are told apart by their address, of which only a digest is kept, in this process and for the length of the
limit. What allauth shows (logging in, codes, passwords) has limits of its own, and so have links in letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from banenafspraak.apps.accounts.access import times
from banenafspraak.web.errors import too_often

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse

SENDING = {"POST", "PUT", "PATCH", "DELETE"}


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times in so many seconds."""

    most: int
    seconds: int


LIMITS: Mapping[str, Limit] = {
    "invited": Limit(20, 600),
    "own": Limit(300, 3600),
    "own_upload": Limit(600, 3600),
    "schemes_begin": Limit(300, 3600),
    "schemes_wizard": Limit(1200, 3600),
    "schemes_question": Limit(1200, 3600),
    "schemes_compare": Limit(300, 3600),
    "my_help": Limit(20, 600),
    "trying": Limit(100, 600),
    "api-v1:berekening": Limit(60, 60),
}
"""The forms by the names of their views."""


class Limits:
    """Counts forms before their views run; reading is free."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *given: Any) -> HttpResponse | None:
        """Refuse what is sent more often than a person does."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        limit = LIMITS.get(name)
        if limit is None or request.method not in SENDING or times(_who(request, name), limit.seconds) <= limit.most:
            return None
        return too_often(request, limit.seconds)


def _who(request: HttpRequest, name: str) -> str:
    return f"{name} {request.META.get('REMOTE_ADDR', '')}"
