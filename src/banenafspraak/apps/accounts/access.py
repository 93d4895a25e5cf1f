"""Who may what, where: decided here, from the roles that somebody holds today. Nothing is open that no role opens.

An actor is read once for each request. A role that asks for a second step of logging in opens nothing until that step
was taken in this session.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from banenafspraak.apps.accounts.enums import ADMINISTERS, Kind, Permission, Role
from banenafspraak.apps.accounts.models import Account, Appointment, Help, Invitation, Token

ACTOR = "_actor"
type View = Callable[..., HttpResponse]


class RefusedError(PermissionDenied):
    """Somebody asked for what she may not; the trail is told after everything else was undone."""

    def __init__(self, asked: str, thing: object = "", about: UUID | None = None) -> None:
        super().__init__(asked)
        self.asked, self.thing, self.about = asked, str(thing), about


class SecondStepError(RefusedError):
    """Somebody may this, once she has taken the second step of logging in."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A role that is held somewhere, or a key that is given there, and what it opens."""

    scope_kind: Kind
    scope_id: str
    permissions: frozenset[Permission]
    role: Role | None = None

    def covers(self, kind: Kind | None, scope_id: str) -> bool:
        """Whether it holds in a place; without a place it always does."""
        return kind is None or self.scope_kind is Kind.NATION or (self.scope_kind, self.scope_id) == (kind, scope_id)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: an account, a program with a key, the site itself, or nobody.

    `waiting` are the permissions that a second step of logging in would open; `helps` are the candidates she helps.
    """

    public_id: UUID | None = None
    standings: tuple[Standing, ...] = ()
    waiting: frozenset[Permission] = frozenset()
    helps: frozenset[UUID] = frozenset()
    everything: bool = False

    def may(self, permission: Permission, kind: Kind | None = None, scope_id: str = "") -> bool:
        """Whether it may do something in a place; without a place: anywhere at all.

        >>> desk = Standing(Kind.REGION, "AM12", frozenset({Permission.SEE_CONTACTS}))
        >>> [Actor(None, (desk,)).may(Permission.SEE_CONTACTS, Kind.REGION, region) for region in ("AM12", "AM01")]
        [True, False]
        """
        return self.everything or any(
            permission in one.permissions and one.covers(kind, scope_id) for one in self.standings
        )

    def scopes(self, permission: Permission, kind: Kind) -> frozenset[str] | None:
        """The places of a kind in which it may do something; None stands for all of them."""
        if self.may(permission, Kind.NATION):
            return None
        return frozenset(
            one.scope_id for one in self.standings if one.scope_kind is kind and permission in one.permissions
        )

    def may_act_for(self, account: UUID) -> bool:
        """Whether it may see and do what that person herself may."""
        return account == self.public_id or account in self.helps

    @property
    def is_somebody(self) -> bool:
        """Whether it is known who asks."""
        return self.public_id is not None


NOBODY = Actor()
SYSTEM = Actor(everything=True)
"""The site itself: its clock and its commands."""


def actor_for(account: Account, *, second_step: bool) -> Actor:
    """The actor that somebody is today. An invented person is somebody on a practice site alone."""
    if not account.is_active or (account.invented and not settings.INSTALLATION.demo):
        return NOBODY
    today = timezone.localdate()
    held = [_standing(one) for one in Appointment.objects.on(today).filter(account=account)]
    now = [one for one in held if second_step or not _asks_second_step(one)]
    helps = Help.objects.filter(helper=account, starts_on__lte=today, ends_on__gte=today)
    return Actor(
        public_id=account.public_id,
        standings=tuple(now),
        waiting=_permissions(held) - _permissions(now),
        helps=frozenset(helps.values_list("candidate__public_id", flat=True)) if second_step else frozenset(),
    )


def actor_of_token(token: Token) -> Actor:
    """The actor that a program with a key is."""
    permissions = frozenset(map(Permission, token.permissions))
    return Actor(token.public_id, (Standing(Kind(token.scope_kind), token.scope_id, permissions),))


def _standing(one: Appointment) -> Standing:
    role = Role(one.role)
    permissions = role.policy.permissions | (ADMINISTERS if one.administers else frozenset())
    return Standing(Kind(one.scope_kind), one.scope_id, permissions, role)


def _asks_second_step(one: Standing) -> bool:
    return one.role is None or one.role.policy.second_factor or Permission.MANAGE_MEMBERS in one.permissions


def _permissions(standings: Iterable[Standing]) -> frozenset[Permission]:
    return frozenset(permission for one in standings for permission in one.permissions)


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request, read when it is first asked for; a program with a key was given its own before."""
    found = cast("Actor | None", getattr(request, ACTOR, None))
    if found is None:
        user = request.user
        found = actor_for(user, second_step=second_step_taken(request)) if user.is_authenticated else NOBODY
        setattr(request, ACTOR, found)
    return found


def account_of(request: HttpRequest) -> Account:
    """The account of who is logged in.

    Raises:
        RefusedError: nobody is.
    """
    if not request.user.is_authenticated:
        raise RefusedError("accounts.log_in")
    return request.user


def second_step_taken(request: HttpRequest) -> bool:
    """Whether this session was opened with more than a password or a mailed code: by a passkey, or a code of an app."""
    user = request.user
    return user.is_authenticated and any(
        record["method"] == "mfa" for record in get_authentication_records(request, user)
    )


def needs(permission: Permission) -> Callable[[View], View]:
    """Guard a view: who may this nowhere is refused before it runs. What it shows still passes `visible_to`."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
            require(actor_of(request), permission)
            return view(request, *given, **named)

        return guarded

    return guard


def require(actor: Actor, permission: Permission, kind: Kind | None = None, scope_id: str = "") -> None:
    """Refuse, unless an actor may do something in a place.

    Raises:
        SecondStepError: it may, once the second step of logging in is taken.
        RefusedError: it may not.
    """
    if actor.may(permission, kind, scope_id):
        return
    if permission in actor.waiting:
        raise SecondStepError(permission)
    raise RefusedError(permission, f"{kind}:{scope_id}" if kind else "")


def visible_to[Row: (Appointment, Invitation, Token)](actor: Actor, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Of roles, invitations and keys: those in places whose people an actor looks after."""
    if actor.may(Permission.MANAGE_MEMBERS, Kind.NATION):
        return rows
    seen = Q(pk__in=())
    for one in actor.standings:
        if Permission.MANAGE_MEMBERS in one.permissions:
            seen |= Q(scope_kind=one.scope_kind, scope_id=one.scope_id)
    return rows.filter(seen)


def times(what: str, seconds: int) -> int:
    """How many times something was asked for in a while, this time included. Each process counts for itself.

    Only a digest of `what` is kept: it may hold the address of a visitor.
    """
    key = hmac.new(settings.SECRET_KEY.encode(), what.encode(), "sha256").hexdigest()
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out just now
        cache.set(key, 1, seconds)
        return 1
