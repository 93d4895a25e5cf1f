"""Who may see a count: an own one the visitor who began it; a kept one who keeps counts of that organisation.

What is shared is seen by who may see it in that sector, and nobody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from banenafspraak.apps.accounts.access import require
from banenafspraak.apps.accounts.enums import Kind, Permission
from banenafspraak.apps.counting.models import KeptCount, OwnCount, Share
from banenafspraak.apps.organisations.access import organisations, sector_slugs

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from banenafspraak.apps.accounts.access import Actor
    from banenafspraak.apps.organisations.models import Organisation

MINE = "own_counts"
"""Where a session keeps the key of its own counts: logging in gives the session a new one, and the counts stay."""


def own_counts(request: HttpRequest) -> QuerySet[OwnCount]:
    """The own counts of a visitor that are not wiped yet."""
    key = request.session.get(MINE)
    found = OwnCount.objects.select_related("task").filter(ends_at__gt=timezone.now())
    return found.filter(session_key=key) if key else found.none()


def visible_to(actor: Actor, rows: QuerySet[KeptCount]) -> QuerySet[KeptCount]:
    """Of kept counts: those of organisations whose counts an actor may keep, until their last day."""
    where = actor.scopes(Permission.KEEP_COUNTS, Kind.ORGANISATION)
    rows = rows.filter(ends_on__gte=timezone.localdate())
    return rows if where is None else rows.filter(organisation__public_id__in=where)


def keeps_for(actor: Actor) -> QuerySet[Organisation]:
    """The organisations whose counts an actor may keep, by name."""
    where = actor.scopes(Permission.KEEP_COUNTS, Kind.ORGANISATION)
    rows = organisations().order_by("sorted_by", "pk")
    return rows if where is None else rows.filter(public_id__in=where)


def require_keeps(actor: Actor, organisation: Organisation) -> None:
    """Refuse, unless an actor may keep counts of an organisation.

    Raises:
        RefusedError: it may not.
    """
    require(actor, Permission.KEEP_COUNTS, Kind.ORGANISATION, str(organisation.public_id))


def shared_with(actor: Actor, rows: QuerySet[Share]) -> QuerySet[Share]:
    """Of shares: those that hold now, in sectors where an actor may see them."""
    where = actor.scopes(Permission.SEE_SHARED_COUNTS, Kind.SECTOR)
    rows = rows.filter(withdrawn_at=None, kept__ends_on__gte=timezone.localdate(), organisation__in=organisations())
    return rows if where is None else rows.filter(sector__in=where)


def sectors_seen(actor: Actor) -> list[str]:
    """The sectors in which an actor may see what is shared."""
    where = actor.scopes(Permission.SEE_SHARED_COUNTS, Kind.SECTOR)
    return [slug for slug in sector_slugs() if where is None or slug in where]


def require_sees(actor: Actor, sector: str) -> None:
    """Refuse, unless an actor may see what is shared in a sector.

    Raises:
        RefusedError: it may not.
    """
    require(actor, Permission.SEE_SHARED_COUNTS, Kind.SECTOR, sector)
