"""Keys of programs: who has one reads what its organisation, region or sector may, so many times a minute.

The same rules hold as for pages: the key is an actor, and rows pass the `visible_to` of their room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from ninja.security import HttpBearer

from banenafspraak.apps.accounts.access import ACTOR, actor_of_token, times
from banenafspraak.apps.accounts.actions import use_token
from banenafspraak.apps.accounts.queries import token_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from banenafspraak.apps.accounts.access import Actor

MINUTE = 60


class TooOftenError(Exception):
    """A key was used more often than it may be."""


class Key(HttpBearer):
    """`Authorization: Bearer bna_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor that a key stands for; None when it opens nothing (any more).

        Raises:
            TooOftenError: it was used too often in this minute.
        """
        found = token_of(token, timezone.localdate())
        if found is None:
            return None
        if times(f"key {found.pk}", MINUTE) > found.per_minute:
            raise TooOftenError
        use_token(found, timezone.now())
        actor = actor_of_token(found)
        setattr(request, ACTOR, actor)
        return actor
