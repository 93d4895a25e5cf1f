"""Signed links in letters: who has one may do one thing, until a day, without logging in.

Opening a link changes nothing: mail programs open links to look at them. The page says in one sentence what will
happen; its button does it. A purpose has its own signature: a link for one is none for another.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from banenafspraak.apps.mail.models import UsedLink

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MARK = ":"
Fault = Literal["expired", "used", "broken"]


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a kind of link is for: what will happen and what has happened, in one sentence each, and what does it."""

    name: str
    will: str | _StrPromise
    done: str | _StrPromise
    do: Callable[[str], None]
    once: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link that holds: for what, about whom or what, until when."""

    purpose: Purpose
    subject: str
    until: datetime
    nonce: str


class LinkError(Exception):
    """A link that does not hold, and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


PURPOSES: dict[str, Purpose] = {}


def register(*purposes: Purpose) -> None:
    """Make purposes known, in the `ready` of a room."""
    PURPOSES.update({purpose.name: purpose for purpose in purposes})


def make(purpose: str, subject: str, valid_for: timedelta) -> str:
    """The sign of a link for a purpose, about a subject such as a public id."""
    until = int((timezone.now() + valid_for).timestamp())
    signed = signing.dumps([subject, until, secrets.token_hex(16)], salt=_salt(PURPOSES[purpose].name))
    return f"{purpose}{MARK}{signed}"


def address(purpose: str, subject: str, valid_for: timedelta, language: str = "nl") -> str:
    """A whole address to put into a letter."""
    with translation.override(language):
        return settings.INSTALLATION.address + reverse("link", kwargs={"token": make(purpose, subject, valid_for)})


def read(token: str, purpose: str = "") -> Link:
    """What a sign stands for; with `purpose`, only when it is for that.

    Raises:
        LinkError: it is broken, too old, or was used before.
    """
    name, _, signed = token.partition(MARK)
    found = PURPOSES.get(name)
    if found is None or (purpose and purpose != name):
        raise LinkError("broken")
    try:
        subject, until, nonce = signing.loads(signed, salt=_salt(name))
    except (signing.BadSignature, ValueError):
        raise LinkError("broken") from None
    link = Link(found, subject, datetime.fromtimestamp(until, UTC), nonce)
    if link.until < timezone.now():
        raise LinkError("expired")
    if found.once and UsedLink.objects.filter(nonce=nonce).exists():
        raise LinkError("used")
    return link


def use(link: Link) -> None:
    """Do what a link is for; one for one use is used up in the same transaction.

    Raises:
        LinkError: another was just before.
    """
    with transaction.atomic():
        if link.purpose.once:
            _use_up(link)
        link.purpose.do(link.subject)


def _use_up(link: Link) -> None:
    try:
        with transaction.atomic():
            UsedLink.objects.create(nonce=link.nonce, ends_at=link.until)
    except IntegrityError:
        raise LinkError("used") from None


def _salt(purpose: str) -> str:
    return f"banenafspraak.mail.link.{purpose}"
