"""What is known of letters and addresses: which are to be sent, whether an address works, what stands in the outbox."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from holidays import country_holidays

from banenafspraak.apps.mail.enums import ASK_AGAIN, DECISIONS, Decision, Fault, State
from banenafspraak.apps.mail.letters import FORMS
from banenafspraak.apps.mail.models import Address, Letter
from banenafspraak.core.mail.quiet import opens

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SATURDAY = 5


@cache
def public_holidays(year: int) -> Container[date]:
    """The public holidays of the Netherlands in a year."""
    return frozenset(country_holidays("NL", years=year))


def is_free(day: date) -> bool:
    """Whether a day is a Saturday, a Sunday or a public holiday."""
    return day.weekday() >= SATURDAY or day in public_holidays(day.year)


def opens_at(now: datetime) -> datetime:
    """The first moment from now on in the hours for letters."""
    return opens(timezone.localtime(now), is_free)


def digest(address: str) -> str:
    """How an address is known without keeping it."""
    return salted_hmac("banenafspraak.mail.address", address.strip().lower(), algorithm="sha256").hexdigest()


def is_undeliverable(address: str) -> bool:
    """Whether no letter reaches an address any more."""
    return Address.objects.filter(digest=digest(address), undeliverable_since__isnull=False).exists()


def to_ask_for(now: datetime, kinds: Iterable[str]) -> QuerySet[Letter]:
    """Letters that may go and for which nobody was asked, or that were asked for so long ago that it was lost."""
    waiting = Letter.objects.filter(state=State.WAITING, next_try_at__lte=now, kind__in=list(kinds))
    return waiting.filter(Q(asked_at=None) | Q(asked_at__lt=now - ASK_AGAIN)).order_by("next_try_at", "pk")


def to_wipe() -> QuerySet[Letter]:
    """Letters of which it still stands to whom they went and what they said."""
    return Letter.objects.filter(wiped_at=None)


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter as who minds the outgoing mail sees it: to whom can be read whole on a practice site alone."""

    letter: Letter
    title: str | _StrPromise
    to: str
    fault: str | _StrPromise
    decisions: tuple[Decision, ...]


def shown(letter: Letter, *, whole: bool) -> Shown:
    """A letter as who minds the outgoing mail sees it."""
    to = letter.to or letter.phone
    form = FORMS.get(letter.template)
    return Shown(
        letter,
        form.title if form else letter.template,
        (to if whole else masked(to)) or _("gewist"),
        Fault(letter.fault).label if letter.fault else "",
        () if letter.wiped_at else DECISIONS.get(State(letter.state), ()),
    )


def outbox(rows: QuerySet[Letter], state: str = "") -> QuerySet[Letter]:
    """Letters, the newest first; of one state if that is asked."""
    found = rows.filter(state=state) if state in State.values else rows
    return found.order_by("-written_at", "-pk")


def counts(rows: QuerySet[Letter]) -> dict[str, int]:
    """How many letters there are in each state."""
    found = rows.order_by().values_list("state").annotate(Count("pk"))
    return dict.fromkeys(State.values, 0) | dict(found)


def masked(address: str) -> str:
    """An address or phone number of which only the beginning can be read.

    >>> masked("kim@werk.example"), masked("+31612345678"), masked("")
    ('k•••@w•••', '+•••', '')
    """
    parts = address.split("@")
    return "@".join(f"{part[0]}•••" for part in parts if part)
