"""What is read of accounts: whose people one looks after, where a role is held in words, what is kept of a person.

A higher room tells here, in its `apps.py`, how a place of its kind is called, and what it keeps of a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from banenafspraak.apps.accounts.access import Actor, visible_to
from banenafspraak.apps.accounts.enums import Kind, Permission, Role
from banenafspraak.apps.accounts.models import Account, Appointment, Help, Invitation, Token
from banenafspraak.core.regions import regions

type Naming = Callable[[str], str]
_NAMINGS: dict[str, Naming] = {}


def name_scopes(kind: Kind, naming: Naming) -> None:
    """Say how the places of a kind are called; an empty name says that there is none such."""
    _NAMINGS[kind] = naming


def scope_name(kind: str, scope_id: str) -> str:
    """How a place is called; empty when it is not there (any more)."""
    if scope_id:
        return _NAMINGS[kind](scope_id) if kind in _NAMINGS else ""
    return str(Kind(kind).label)


@cache
def _regions() -> Mapping[str, str]:
    return {one.code: one.name for one in regions()}


name_scopes(Kind.REGION, lambda code: _regions().get(code, ""))


def digest_of(secret: str) -> str:
    """What is kept of a secret: enough to know it again."""
    return sha256(secret.encode()).hexdigest()


# -- people of a place ------------------------------------------------------------------------------------------------


def administered(actor: Actor) -> list[tuple[Kind, str]]:
    """The places whose people an actor looks after, in the order of their names."""
    places = {(one.scope_kind, one.scope_id) for one in actor.standings if Permission.MANAGE_MEMBERS in one.permissions}
    return sorted(places, key=lambda place: scope_name(*place))


def members(actor: Actor, kind: Kind, scope_id: str) -> QuerySet[Appointment]:
    """Who holds a role in a place today, by name."""
    rows = visible_to(actor, Appointment.objects.on(timezone.localdate()))
    return rows.filter(scope_kind=kind, scope_id=scope_id).select_related("account").order_by("account__name", "pk")


def invitations(actor: Actor, kind: Kind, scope_id: str) -> QuerySet[Invitation]:
    """The invitations to a place that can still be taken, the latest first."""
    rows = visible_to(actor, Invitation.objects.filter(used_at=None, withdrawn_at=None, ends_at__gt=timezone.now()))
    return rows.filter(scope_kind=kind, scope_id=scope_id).select_related("made_by").order_by("-made_at")


def tokens(actor: Actor, kind: Kind, scope_id: str) -> QuerySet[Token]:
    """The keys of a place that can still be used."""
    rows = visible_to(actor, Token.objects.filter(withdrawn_at=None, ends_on__gte=timezone.localdate()))
    return rows.filter(scope_kind=kind, scope_id=scope_id).order_by("name", "pk")


def last_administrator(one: Appointment) -> bool:
    """Whether nobody else looks after the people of that place."""
    others = Appointment.objects.on(timezone.localdate()).filter(
        scope_kind=one.scope_kind, scope_id=one.scope_id, administers=True, account__is_active=True
    )
    return one.administers and not others.exclude(pk=one.pk).exists()


def administrators(kind: str, scope_id: str) -> QuerySet[Account]:
    """Who looks after the people of a place; where nobody does, who looks after the platform."""
    held = Appointment.objects.on(timezone.localdate()).filter(administers=True, account__is_active=True)
    here = held.filter(scope_kind=kind, scope_id=scope_id)
    found = here if here.exists() else held.filter(scope_kind=Kind.NATION)
    return Account.objects.filter(appointments__in=found).distinct()


def roles_of(account: Account) -> QuerySet[Appointment]:
    """The roles that somebody holds today."""
    return (
        Appointment.objects.on(timezone.localdate()).filter(account=account).order_by("scope_kind", "scope_id", "role")
    )


def candidate_named(text: str) -> Account | None:
    """The candidate with this id or address."""
    held = Appointment.objects.on(timezone.localdate()).filter(role=Role.CANDIDATE)
    found = Account.objects.filter(appointments__in=held, is_active=True)
    try:
        return found.filter(public_id=UUID(text)).first()
    except ValueError:
        return found.filter(email__iexact=text).first()


def helpers_of(account: Account) -> QuerySet[Help]:
    """Who helps a candidate, now or later."""
    rows = Help.objects.filter(candidate=account, ends_on__gte=timezone.localdate())
    return rows.select_related("helper").order_by("starts_on", "pk")


def helped_by(account: Account) -> QuerySet[Help]:
    """Whom somebody helps, now or later."""
    rows = Help.objects.filter(helper=account, ends_on__gte=timezone.localdate())
    return rows.select_related("candidate").order_by("starts_on", "pk")


def token_of(secret: str, today: date) -> Token | None:
    """The key that a program showed, if it still holds."""
    return Token.objects.filter(digest=digest_of(secret), withdrawn_at=None, ends_on__gte=today).first()


def names_of(accounts: set[Any]) -> Mapping[Any, str]:
    """The names of accounts by their public ids, for the trail; who was wiped has none."""
    return dict(Account.objects.filter(public_id__in=accounts).values_list("public_id", "name"))


# -- what is kept of a person -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Personal:
    """What a room keeps of a person: how she takes it along, and how it is wiped."""

    take: Callable[[Account], object]
    wipe: Callable[[Account], None]


_PERSONAL: dict[str, Personal] = {}


def keep_personal(room: str, personal: Personal) -> None:
    """Say what a room keeps of a person."""
    _PERSONAL[room] = personal


def personal() -> Iterator[tuple[str, Personal]]:
    """What every room keeps of a person, the highest room first: what it wipes may lean on lower ones."""
    return reversed(_PERSONAL.items())
