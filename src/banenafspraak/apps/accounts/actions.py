"""What is done with accounts: inviting, taking an invitation, changing and ending roles, helping, keys, and wiping.

Each is one transaction with its line in the trail. Who may is asked here, so that no page can forget it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from banenafspraak.apps.accounts import queries
from banenafspraak.apps.accounts.access import Actor, RefusedError, require, visible_to
from banenafspraak.apps.accounts.enums import HelpKind, Kind, Permission, Role
from banenafspraak.apps.accounts.models import Account, Appointment, Help, Invitation, Token
from banenafspraak.apps.audit.actions import record

SECRET_BYTES = 24
INVITED_FOR = timedelta(days=14)
LONGEST_HELP = timedelta(days=366)
NOTED_EVERY = timedelta(minutes=1)
LONGEST_TOKEN = timedelta(days=366)
TOKEN_MARK = "bna_"  # noqa: S105 - what all keys begin with, so that one that leaked is known as ours
DONE = "accounts:data:wiped"


class StoppedError(Exception):
    """Something could not be done; `code` says why, and the page says what to do instead."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def scope(kind: str, scope_id: str) -> str:
    """A place as the trail names it."""
    return f"{kind}:{scope_id}" if scope_id else kind


# -- invitations ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody is invited to. Without an address it is a card on paper, for a candidate."""

    role: Role
    kind: Kind
    scope_id: str = ""
    email: str = ""
    administers: bool = False


def invite(actor: Actor, by: Account, asked: Asked, account: Account | None = None) -> tuple[Invitation, str]:
    """Invite somebody to a role; gives the secret of the link too. Of it a digest is kept, and the link in its letter.

    Raises:
        RefusedError: that is not for this actor to give.
        StoppedError: role-elsewhere when the role is not held in such a place, address-missing when only a candidate
            can do without one.
    """
    require_may_invite(actor, asked)
    if asked.kind not in asked.role.policy.kinds or not queries.scope_name(asked.kind, asked.scope_id):
        raise StoppedError("role-elsewhere")
    if not asked.email and asked.role is not Role.CANDIDATE:
        raise StoppedError("address-missing")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        made = Invitation.objects.create(
            digest=queries.digest_of(secret),
            email=asked.email,
            account=account,
            role=asked.role,
            scope_kind=asked.kind,
            scope_id=asked.scope_id,
            administers=asked.administers,
            made_by=by,
            ends_at=timezone.now() + INVITED_FOR,
        )
        where = scope(asked.kind, asked.scope_id)
        record(
            "accounts:invitation:made", actor.public_id, thing=made.public_id, scope=where, data={"role": asked.role}
        )
    return made, secret


def require_may_invite(actor: Actor, asked: Asked) -> None:
    """Refuse, unless an actor may give this role there: coaches and desks invite candidates, administrators others."""
    if asked.role is Role.CANDIDATE:
        require(actor, Permission.INVITE_CANDIDATES)
    else:
        require(actor, Permission.MANAGE_MEMBERS, asked.kind, asked.scope_id)


def withdraw_invitation(actor: Actor, one: Invitation) -> None:
    """Take an invitation back; its link no longer opens anything."""
    require_may_invite(actor, Asked(Role(one.role), Kind(one.scope_kind), one.scope_id))
    with transaction.atomic():
        Invitation.objects.filter(pk=one.pk, used_at=None).update(withdrawn_at=timezone.now())
        where = scope(one.scope_kind, one.scope_id)
        record("accounts:invitation:withdrawn", actor.public_id, thing=one.public_id, scope=where)


def invitation_of(secret: str) -> Invitation:
    """The invitation that a link opens.

    Raises:
        StoppedError: invitation-unknown, invitation-used, invitation-withdrawn or invitation-over.
    """
    one = Invitation.objects.select_related("account", "made_by").filter(digest=queries.digest_of(secret)).first()
    if one is None:
        raise StoppedError("invitation-unknown")
    if one.used_at:
        record("accounts:invitation:misused", None, thing=one.public_id, scope=scope(one.scope_kind, one.scope_id))
        raise StoppedError("invitation-used")
    if one.withdrawn_at:
        raise StoppedError("invitation-withdrawn")
    if one.ends_at <= timezone.now():
        raise StoppedError("invitation-over")
    return one


def take_invitation(one: Invitation, account: Account) -> Appointment | None:
    """Let somebody hold the role she was invited to; None when it was only a new way in.

    Raises:
        StoppedError: invitation-other when it is for another address, invitation-used when another was first.
    """
    meant = (one.email.casefold() == (account.email or "").casefold()) if one.email else True
    if not meant or (one.account_id and one.account_id != account.pk):
        record("accounts:invitation:misused", account.public_id, thing=one.public_id)
        raise StoppedError("invitation-other")
    with transaction.atomic():
        free = Invitation.objects.filter(pk=one.pk, used_at=None, withdrawn_at=None)
        if not free.update(used_at=timezone.now()):
            raise StoppedError("invitation-used")
        held = None if one.account_id else _hold(account, one)
        where = scope(one.scope_kind, one.scope_id)
        record(
            "accounts:invitation:taken", account.public_id, thing=one.public_id, scope=where, about=account.public_id
        )
    return held


def _hold(account: Account, one: Invitation) -> Appointment:
    held, made = Appointment.objects.get_or_create(
        account=account,
        role=one.role,
        scope_kind=one.scope_kind,
        scope_id=one.scope_id,
        ends_on=None,
        defaults={"administers": one.administers},
    )
    if not made and one.administers and not held.administers:
        held.administers = True
        held.save(update_fields=["administers"])
    return held


def join(one: Invitation, name: str, password: str | None) -> Account:
    """Make the account of somebody who takes an invitation and has none; the invitation is taken with it.

    Raises:
        StoppedError: as `take_invitation`, and account-there when the address has an account already.
    """
    try:
        with transaction.atomic():
            account = Account.objects.create_user(one.email or None, password, name=name.strip())
            take_invitation(one, account)
    except IntegrityError:  # it was there, or came at the same moment
        raise StoppedError("account-there") from None
    return account


# -- roles ------------------------------------------------------------------------------------------------------------


def end_role(actor: Actor, one: Appointment) -> None:
    """Take a role away from today on.

    Raises:
        RefusedError: this actor does not look after that place, and it is not her own role.
        StoppedError: last-administrator when nobody would be left who looks after that place.
    """
    _require_manages(actor, one)
    with transaction.atomic():
        one = _locked(one)
        if queries.last_administrator(one):
            raise StoppedError("last-administrator")
        one.ends_on = timezone.localdate() - timedelta(days=1)
        one.starts_on = min(one.starts_on, one.ends_on)
        one.save(update_fields=["ends_on", "starts_on"])
        _told("accounts:role:withdrawn", actor, one)


def set_administers(actor: Actor, one: Appointment, *, administers: bool) -> None:
    """Let somebody look after the people of a place, or no longer.

    Raises:
        RefusedError: this actor does not look after that place.
        StoppedError: last-administrator.
    """
    require(actor, Permission.MANAGE_MEMBERS, Kind(one.scope_kind), one.scope_id)
    with transaction.atomic():
        one = _locked(one)
        if not administers and queries.last_administrator(one):
            raise StoppedError("last-administrator")
        one.administers = administers
        one.save(update_fields=["administers"])
        _told("accounts:role:changed", actor, one, administers=int(administers))


def check_roles(actor: Actor, rows: Iterable[Appointment]) -> None:
    """Note that these people are still right where they are."""
    with transaction.atomic():
        for one in rows:
            require(actor, Permission.MANAGE_MEMBERS, Kind(one.scope_kind), one.scope_id)
            Appointment.objects.filter(pk=one.pk).update(checked_on=timezone.localdate())
            _told("accounts:role:checked", actor, one)


def _locked(one: Appointment) -> Appointment:
    """A role as it is now, with all who look after the people of that place: two cannot leave at the same moment."""
    here = Appointment.objects.filter(scope_kind=one.scope_kind, scope_id=one.scope_id)
    list(here.filter(Q(administers=True) | Q(pk=one.pk)).select_for_update().order_by("pk").values_list("pk"))
    return Appointment.objects.select_related("account").get(pk=one.pk)


def _require_manages(actor: Actor, one: Appointment) -> None:
    if one.account.public_id != actor.public_id:
        require(actor, Permission.MANAGE_MEMBERS, Kind(one.scope_kind), one.scope_id)


def _told(tag: str, actor: Actor, one: Appointment, **data: int) -> None:
    where, about = scope(one.scope_kind, one.scope_id), one.account.public_id
    record(tag, actor.public_id, thing=one.public_id, about=about, scope=where, data={"role": one.role, **data})


# -- ways to log in ---------------------------------------------------------------------------------------------------


def can_do_without(authenticator: Authenticator) -> bool:
    """Whether somebody can still log in without this second step."""
    account = authenticator.user
    others = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN).exclude(pk=authenticator.pk)
    return bool(account.email) or others.exists()


def require_may_reset(actor: Actor, account: Account) -> None:
    """Refuse, unless an actor looks after the people of a place where somebody holds a role.

    After who holds one for the whole nation, the administrator of the platform looks.
    """
    held = queries.roles_of(account)
    if held.filter(scope_kind=Kind.NATION).exists() or not visible_to(actor, held).exists():
        require(actor, Permission.MANAGE_MEMBERS, Kind.NATION)


def reset_second_step(actor: Actor, account: Account) -> None:
    """Take every second step of somebody away because she lost it, and log her out everywhere; she makes a new one.

    Raises:
        RefusedError: this actor does not look after her.
    """
    require_may_reset(actor, account)
    with transaction.atomic():
        remove_second_steps(account)
        record("accounts:second_step:reset", actor.public_id, about=account.public_id)


def remove_second_steps(account: Account) -> None:
    """Let what somebody had for her second step open nothing any more, and what she had open be closed."""
    Authenticator.objects.filter(user=account).delete()
    for session in UserSession.objects.filter(user=account):
        session.end()


def forget_sessions() -> None:
    """Forget where people were logged in, once they no longer are."""
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def end_sessions(account: Account, sessions: Iterable[UserSession]) -> None:
    """Log somebody out elsewhere."""
    for session in sessions:
        session.end()
    record("accounts:login:ended", account.public_id)


# -- help -------------------------------------------------------------------------------------------------------------


def begin_help(actor: Actor, candidate: Account, helper: Account, kind: HelpKind, ends_on: date) -> Help:
    """Let somebody help a candidate. She herself lets a coach; for a representative the platform's administrator does.

    Raises:
        RefusedError: it is not this actor's to give.
        StoppedError: help-oneself, help-too-long or help-over.
    """
    given_by_herself = actor.public_id == candidate.public_id
    if kind is HelpKind.LEGAL_REPRESENTATIVE or not given_by_herself:
        require(actor, Permission.MANAGE_MEMBERS, Kind.NATION)
    today = timezone.localdate()
    if helper.pk == candidate.pk:
        raise StoppedError("help-oneself")
    if not today <= ends_on <= today + LONGEST_HELP:
        raise StoppedError("help-over" if ends_on < today else "help-too-long")
    with transaction.atomic():
        one = Help.objects.create(candidate=candidate, helper=helper, kind=kind, ends_on=ends_on)
        told = {"kind": kind.value}
        record("accounts:help:begun", actor.public_id, thing=one.public_id, about=candidate.public_id, data=told)
    return one


def end_help(actor: Actor, one: Help) -> None:
    """End help from today on: either of the two may, and the platform's administrator."""
    if actor.public_id not in {one.candidate.public_id, one.helper.public_id}:
        require(actor, Permission.MANAGE_MEMBERS, Kind.NATION)
    yesterday = timezone.localdate() - timedelta(days=1)
    with transaction.atomic():
        Help.objects.filter(pk=one.pk).update(ends_on=yesterday, starts_on=min(one.starts_on, yesterday))
        record("accounts:help:ended", actor.public_id, thing=one.public_id, about=one.candidate.public_id)


# -- keys for programs ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Key:
    """What a key for a program is to open."""

    name: str
    kind: Kind
    scope_id: str
    permissions: frozenset[Permission]
    ends_on: date
    per_minute: int = 60


def make_token(actor: Actor, by: Account, key: Key) -> tuple[Token, str]:
    """Make a key; gives its secret, which is shown once and kept nowhere.

    Raises:
        RefusedError: this actor may not make keys there, or not one that opens more than she may herself.
        StoppedError: token-too-long or token-over.
    """
    for permission in (Permission.MANAGE_TOKENS, *sorted(key.permissions)):
        require(actor, permission, key.kind, key.scope_id)
    today = timezone.localdate()
    if not today <= key.ends_on <= today + LONGEST_TOKEN:
        raise StoppedError("token-over" if key.ends_on < today else "token-too-long")
    secret = TOKEN_MARK + secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        made = Token.objects.create(
            digest=queries.digest_of(secret),
            name=key.name,
            scope_kind=key.kind,
            scope_id=key.scope_id,
            permissions=sorted(key.permissions),
            per_minute=key.per_minute,
            made_by=by,
            ends_on=key.ends_on,
        )
        record("accounts:token:made", actor.public_id, thing=made.public_id, scope=scope(key.kind, key.scope_id))
    return made, secret


def use_token(token: Token, now: datetime) -> None:
    """Note that a key was used; once a minute is enough."""
    if token.used_at is None or now - token.used_at > NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=now)


def withdraw_token(actor: Actor, one: Token) -> None:
    """Let a key open nothing any more."""
    require(actor, Permission.MANAGE_TOKENS, Kind(one.scope_kind), one.scope_id)
    with transaction.atomic():
        Token.objects.filter(pk=one.pk).update(withdrawn_at=timezone.now())
        where = scope(one.scope_kind, one.scope_id)
        record("accounts:token:withdrawn", actor.public_id, thing=one.public_id, scope=where)


# -- what is kept of a person -----------------------------------------------------------------------------------------


def take_along(actor: Actor, account: Account) -> Mapping[str, Any]:
    """Everything that is kept of a person, by room; the trail tells that it was taken.

    Raises:
        RefusedError: it is not she herself.
    """
    _require_herself(actor, account)
    found = {room: personal.take(account) for room, personal in queries.personal()}
    record("accounts:data:taken", actor.public_id, about=account.public_id)
    return found


def wipe(actor: Actor, account: Account, tag: str = DONE) -> None:
    """Wipe what is kept of a person in every room; what is left names nobody.

    Raises:
        RefusedError: it is not she herself.
        StoppedError: last-administrator when a place would have nobody left who looks after it.
    """
    if not actor.everything:
        _require_herself(actor, account)
    with transaction.atomic():
        held = [_locked(one) for one in queries.roles_of(account)]
        if not actor.everything and any(map(queries.last_administrator, held)):
            raise StoppedError("last-administrator")
        for _room, personal in queries.personal():
            personal.wipe(account)
        record(tag, actor.public_id, about=account.public_id)


def _require_herself(actor: Actor, account: Account) -> None:
    if actor.public_id != account.public_id:
        raise RefusedError("accounts.own_data", about=account.public_id)


def wipe_account(account: Account) -> None:
    """The part of this room: no address, no name, no way in, no role."""
    yesterday = timezone.localdate() - timedelta(days=1)
    for one in Appointment.objects.filter(account=account, ends_on=None):
        Appointment.objects.filter(pk=one.pk).update(ends_on=yesterday, starts_on=min(one.starts_on, yesterday))
    Help.objects.filter(candidate=account).delete()
    Help.objects.filter(helper=account).delete()
    Invitation.objects.filter(account=account).delete()
    if account.email:
        Invitation.objects.filter(email__iexact=account.email).update(email="", withdrawn_at=timezone.now())
    account.email, account.name, account.is_active, account.wiped_at = None, "", False, timezone.now()
    account.set_unusable_password()
    account.save()


def account_data(account: Account) -> Mapping[str, Any]:
    """What this room keeps of a person."""
    held = Appointment.objects.filter(account=account)
    return {
        "naam": account.name,
        "e-mailadres": account.email,
        "taal": account.language,
        "gemaakt op": account.created_at.isoformat(),
        "laatst gezien op": account.seen_on.isoformat(),
        "rollen": [
            {
                "rol": str(Role(one.role).label),
                "waar": queries.scope_name(one.scope_kind, one.scope_id),
                "vanaf": one.starts_on.isoformat(),
                "tot en met": one.ends_on.isoformat() if one.ends_on else None,
                "beheert de mensen": one.administers,
            }
            for one in held
        ],
    }


def change(account: Account, name: str, language: str) -> None:
    """Change one's own name, and the language of letters."""
    account.name, account.language = name.strip(), language
    account.save(update_fields=["name", "language"])


def see(account: Account, today: date) -> None:
    """Note that somebody was here; once a day is enough."""
    if account.seen_on != today:
        Account.objects.filter(pk=account.pk).update(seen_on=today)
