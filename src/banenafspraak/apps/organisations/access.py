"""Who may what with organisations: everyone sees what they are; people to call are for who works in that place.

A place is an organisation, one of its sites, a region in which it has one, or its sector. What one may in a place holds
for every organisation there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q

from banenafspraak.apps.accounts.access import NOBODY, RefusedError, SecondStepError, actor_for
from banenafspraak.apps.accounts.enums import Kind, Permission
from banenafspraak.apps.accounts.models import Account
from banenafspraak.apps.organisations.models import LISTED, Contact, Organisation, Site
from banenafspraak.core.organisations.sectors import subsectors
from banenafspraak.core.regions.membership import region_of
from banenafspraak.core.tables.values import read_reference

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from banenafspraak.apps.accounts.access import Actor
    from banenafspraak.core.organisations.facts import Facts

PLACES = (Kind.ORGANISATION, Kind.SITE, Kind.REGION, Kind.SECTOR)


@dataclass(frozen=True, slots=True)
class Reach:
    """The places in which an actor may do one thing; `everywhere` stands for all of them."""

    everywhere: bool
    organisations: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()

    def covers(self, organisation: str, regions: Iterable[str], sectors: Iterable[str]) -> bool:
        """Whether an organisation with sites in regions and of sectors lies in it."""
        return (
            self.everywhere
            or organisation in self.organisations
            or not self.regions.isdisjoint(regions)
            or not self.sectors.isdisjoint(sectors)
        )

    def covers_facts(self, facts: Facts, on: date, organisation: str = "") -> bool:
        """Whether what is told of an organisation lies in it."""
        found = (region_of(code, on.year) for code in facts.municipalities)
        return self.covers(organisation, [one.code for one in found if one], (facts.sector, facts.subsector))


def reach(actor: Actor, permission: Permission) -> Reach:
    """Where an actor may do something."""
    found = [actor.scopes(permission, kind) for kind in PLACES]
    return Reach(any(some is None for some in found), *(some or frozenset() for some in found))


def organisations() -> QuerySet[Organisation]:
    """All organisations that this site shows: invented ones on a practice site alone."""
    listed = Organisation.objects.filter(LISTED)
    return listed if settings.INSTALLATION.demo else listed.filter(invented=False)


def visible_to(actor: Actor, rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """Of the people to call: those in places where an actor may see them."""
    where = reach(actor, Permission.SEE_CONTACTS)
    if where.everywhere:
        return rows
    at_sites = Site.objects.filter(public_id__in=_ids(where.sites)).values("organisation")
    in_regions = Site.objects.filter(region__in=where.regions).values("organisation")
    return rows.filter(
        Q(organisation__public_id__in=_ids(where.organisations))
        | Q(organisation__in=at_sites)
        | Q(region__in=where.regions)
        | Q(region="", organisation__in=in_regions)
        | Q(organisation__subsector__in=where.sectors)
        | Q(organisation__sector__in=where.sectors)
    )


def _ids(places: Iterable[str]) -> list[str]:
    """The places that are named by an id; another text names no organisation."""
    return [place for place in places if read_reference(place)]


def may_change(actor: Actor, row: Organisation) -> bool:
    """Whether an actor may change an organisation."""
    return may(actor, Permission.CHANGE_ORGANISATIONS, row)


def may(actor: Actor, permission: Permission, row: Organisation) -> bool:
    """Whether an actor may do something with an organisation."""
    where = reach(actor, permission)
    regions = [site.region for site in row.sites.all()] if where.regions else []
    return where.covers(str(row.public_id), regions, (row.sector, row.subsector))


def may_add(actor: Actor) -> bool:
    """Whether an actor may add organisations somewhere: who works for one organisation changes that one alone."""
    where = reach(actor, Permission.CHANGE_ORGANISATIONS)
    return where.everywhere or bool(where.regions or where.sectors)


def require(actor: Actor, permission: Permission, row: Organisation) -> None:
    """Refuse, unless an actor may do something with an organisation.

    Raises:
        SecondStepError: it may, perhaps, once the second step of logging in is taken.
        RefusedError: it may not.
    """
    if not may(actor, permission, row):
        raise (SecondStepError if permission in actor.waiting else RefusedError)(permission, row.public_id)


def actor_named(account: UUID) -> Actor:
    """The actor that somebody is today, for work that she asked for and that is done later."""
    found = Account.objects.filter(public_id=account).first()
    return actor_for(found, second_step=True) if found else NOBODY


def require_place(actor: Actor, permission: Permission, facts: Facts, on: date) -> None:
    """Refuse, unless an actor may do something with an organisation of these facts.

    Raises:
        RefusedError: it may not.
    """
    if not reach(actor, permission).covers_facts(facts, on):
        raise RefusedError(permission)


def sector_slugs() -> list[str]:
    """All sectors and their parts, as roles name them."""
    return ["markt", "overheid", *subsectors()]
