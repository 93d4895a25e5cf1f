"""Who may see placements: who keeps those of that organisation, or the desk of the region that keeps them itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from banenafspraak.apps.accounts.access import RefusedError, SecondStepError
from banenafspraak.apps.accounts.enums import Kind, Permission
from banenafspraak.apps.organisations.access import organisations
from banenafspraak.apps.organisations.models import Site

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from banenafspraak.apps.accounts.access import Actor
    from banenafspraak.apps.organisations.models import Organisation
    from banenafspraak.apps.schemes.models import Placement, Portfolio

KEEPS = Permission.KEEP_PLACEMENTS


def _regions(actor: Actor) -> frozenset[str]:
    return actor.scopes(KEEPS, Kind.REGION) or frozenset()


def portfolios_of(actor: Actor, rows: QuerySet[Portfolio]) -> QuerySet[Portfolio]:
    """Of portfolios: those that an actor keeps."""
    rows = rows.filter(organisation__in=organisations())
    own = actor.scopes(KEEPS, Kind.ORGANISATION)
    if own is None:
        return rows
    return rows.filter(Q(region="", organisation__public_id__in=own) | Q(region__in=_regions(actor)))


def visible_to(actor: Actor, rows: QuerySet[Placement]) -> QuerySet[Placement]:
    """Of placements: those in portfolios that an actor keeps, until their last day."""
    rows = rows.filter(ends_on__gte=timezone.localdate(), portfolio__organisation__in=organisations())
    own = actor.scopes(KEEPS, Kind.ORGANISATION)
    if own is None:
        return rows
    here = Q(portfolio__region="", portfolio__organisation__public_id__in=own)
    return rows.filter(here | Q(portfolio__region__in=_regions(actor)))


def keeps_for(actor: Actor) -> QuerySet[Organisation]:
    """The organisations of which an actor keeps placements, or may begin to: its own, or those in its regions."""
    own = actor.scopes(KEEPS, Kind.ORGANISATION)
    rows = organisations().order_by("sorted_by", "pk")
    if own is None:
        return rows
    in_regions = Site.objects.filter(region__in=_regions(actor)).values("organisation")
    return rows.filter(Q(public_id__in=own) | Q(pk__in=in_regions))


def region_for(actor: Actor, organisation: Organisation) -> str | None:
    """As whom an actor keeps placements of an organisation: itself (no region), a desk, or not at all."""
    if actor.may(KEEPS, Kind.ORGANISATION, str(organisation.public_id)):
        return ""
    there = {site.region for site in organisation.sites.all()}
    return next(iter(sorted(_regions(actor) & there)), None)


def require_keeps(actor: Actor, portfolio: Portfolio) -> None:
    """Refuse, unless an actor keeps a portfolio.

    Raises:
        SecondStepError: it may, perhaps, once the second step of logging in is taken.
        RefusedError: it may not.
    """
    kind, where = (Kind.REGION, portfolio.region) if portfolio.region else (
        Kind.ORGANISATION, str(portfolio.organisation.public_id)
    )  # fmt: skip
    if not actor.may(KEEPS, kind, where):
        raise (SecondStepError if KEEPS in actor.waiting else RefusedError)(KEEPS, f"{kind}:{where}")
