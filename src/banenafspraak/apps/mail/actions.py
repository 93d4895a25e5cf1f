"""What is done with letters: written, sent, tried again, brought back, withdrawn, wiped.

Each step is one statement that names what was seen, so that two who see the same letter do not both send it. What was
lost before a letter was handed over is tried again; what was lost after that is for a person to decide.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from banenafspraak.apps.accounts.models import Account
from banenafspraak.apps.audit import actions as audit
from banenafspraak.apps.mail import queries
from banenafspraak.apps.mail.enums import DECISIONS, HOLD, LONGEST_WAIT, PAUSES, Decision, Fault, Kind, State
from banenafspraak.apps.mail.letters import FORMS, LISTENERS, look_of
from banenafspraak.apps.mail.models import Address, Letter, UsedLink
from banenafspraak.apps.mail.post import FinalError, Parcel, PassingError, Post, UncertainError, post_for
from banenafspraak.apps.work import actions as work
from banenafspraak.core.kernel.problems import stop
from banenafspraak.core.mail.bounces import read_bounce

SEND, TELL = "mail.send", "mail.tell_undelivered"
AT_ONCE = 200
EXAMPLE_EMAIL, EXAMPLE_PHONE = "voorbeeld@banenafspraak.invalid", "+31600000000"
MAY_GO_AGAIN = tuple(state for state, some in DECISIONS.items() if Decision.AGAIN in some)
NOT_TAKEN: Mapping[str, Any] = {"taken_by": "", "taken_until": None, "handing_at": None}


@dataclass(frozen=True, slots=True)
class To:
    """To whom a letter goes: an address or a phone number, and the account it belongs to if there is one."""

    email: str = ""
    phone: str = ""
    account: Account | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What a letter is about: the public id of a record of some kind in a room."""

    room: str
    kind: str
    public_id: str


def write(  # noqa: PLR0913 - a letter has this many sides, and each is named where it is written
    template: str,
    to: To,
    context: Mapping[str, object],
    *,
    once: str,
    about: About,
    language: str = "nl",
    by_day: bool = False,
) -> Letter:
    """Write a letter inside the transaction of the one who asks; it is sent after that.

    A letter with the same `once` is not written again: then the first is given back. `by_day` lets it wait for the
    hours in which reminders go out.
    """
    form, now = FORMS[template], timezone.now()
    if set(context) != set(form.example):
        raise ValueError(f"{template} needs {sorted(form.example)}, was given {sorted(context)}")
    ready = queries.opens_at(now) if by_day else now
    letter, new = Letter.objects.get_or_create(
        once=once,
        defaults={
            "kind": form.kind,
            "template": template,
            "language": language,
            "context": dict(context),
            "to": to.email.strip() if form.kind == Kind.MAIL else "",
            "phone": to.phone.strip() if form.kind == Kind.TEXT else "",
            "to_account": to.account,
            "about_room": about.room,
            "about_kind": about.kind,
            "about_id": about.public_id,
            "by_day": by_day,
            "ready_at": ready,
            "next_try_at": ready,
        },
    )
    if new and (fault := _unsendable(letter)):
        _settled(Letter.objects.filter(pk=letter.pk), State.FAILED, fault)
        letter.refresh_from_db()
    elif new and ready == now:
        _ask_for(letter, now)
    return letter


def _unsendable(letter: Letter) -> Fault | None:
    """Why a letter cannot go to where it is to go."""
    where = letter.to if letter.kind == Kind.MAIL else letter.phone
    if not where:
        return Fault.NO_ADDRESS
    if letter.kind == Kind.MAIL:
        try:
            validate_email(where)
        except ValidationError:
            return Fault.BAD_ADDRESS
        if queries.is_undeliverable(where):
            return Fault.UNDELIVERABLE
    return None


def _ask_for(letter: Letter, now: datetime) -> None:
    Letter.objects.filter(pk=letter.pk).update(asked_at=now)
    work.request(SEND, letter.public_id)


def ask_due() -> None:
    """Ask for the letters whose time has come, and settle those whose sender was lost."""
    now = timezone.now()
    _after_losses(now)
    for letter in queries.to_ask_for(now, [kind for kind in Kind if post_for(kind)])[:AT_ONCE]:
        with transaction.atomic():
            _ask_for(letter, now)


def _after_losses(now: datetime) -> None:
    """What was not handed over yet is tried again; what was may have arrived, and is reported."""
    lost = Letter.objects.filter(state=State.TAKEN, taken_until__lt=now)
    lost.filter(handing_at=None).update(state=State.WAITING, next_try_at=now, asked_at=None, **NOT_TAKEN)
    lost.exclude(handing_at=None).update(state=State.UNCERTAIN, fault=Fault.DIED, settled_at=None)


def send(public_id: str) -> None:
    """Send a letter, if it is to be sent now and nobody else does."""
    letter = Letter.objects.filter(public_id=public_id, state=State.WAITING).first()
    post = post_for(letter.kind) if letter else None
    if letter is None or post is None or not _may_go(letter, timezone.now()):
        return
    if taken := take(letter, timezone.now()):
        hand_over(taken, post)


def _may_go(letter: Letter, now: datetime) -> bool:
    """Whether its time has come and is not over. At night a letter by day is put off until the morning."""
    as_seen = Letter.objects.filter(pk=letter.pk, state=State.WAITING, attempts=letter.attempts)
    if letter.next_try_at > now:
        return False
    if now - letter.ready_at > LONGEST_WAIT:
        _settled(as_seen, State.FAILED, Fault.TOO_LATE)
    elif letter.attempts > len(PAUSES):
        _settled(as_seen, State.FAILED, Fault(letter.fault or Fault.BROKEN))
    elif fault := _unsendable(letter):
        _settled(as_seen, State.FAILED, fault)
    elif letter.by_day and (morning := queries.opens_at(now)) > now:
        as_seen.update(next_try_at=morning, asked_at=None)
    else:
        return True
    return False


def take(letter: Letter, now: datetime) -> Letter | None:
    """Take a letter to send it; None when another was first."""
    as_seen = Letter.objects.filter(pk=letter.pk, state=State.WAITING, attempts=letter.attempts)
    grip = secrets.token_hex(8)
    until = now + HOLD
    taken = as_seen.update(state=State.TAKEN, taken_by=grip, taken_until=until, attempts=F("attempts") + 1)
    return Letter.objects.get(pk=letter.pk, taken_by=grip) if taken else None


class GripLostError(Exception):
    """Who was sending a letter took so long that another has it by now."""


def hand_over(letter: Letter, post: Post) -> None:
    """Hand a letter over and write down what came of it."""
    held = Letter.objects.filter(pk=letter.pk, taken_by=letter.taken_by, state__in=(State.TAKEN, State.UNCERTAIN))

    def before() -> None:
        if not held.filter(state=State.TAKEN).update(handing_at=timezone.now()):
            raise GripLostError

    try:
        parcel = Parcel(letter.mark, letter.to or letter.phone, look_of(letter), letter.language)
        post.hand_over(parcel, before)
    except PassingError as error:
        _later(letter, error.fault)
    except FinalError as error:
        if error.dead:
            _mark_address(letter.to, dead=True, status="")
        _settled(held, State.FAILED, error.fault)
    except UncertainError as error:
        held.update(state=State.UNCERTAIN, fault=error.fault)
    except GripLostError:
        return
    else:
        _settled(held, State.SENT)


def _later(letter: Letter, fault: Fault) -> None:
    held = Letter.objects.filter(pk=letter.pk, taken_by=letter.taken_by, state=State.TAKEN)
    if letter.attempts > len(PAUSES):
        _settled(held, State.FAILED, fault)
        return
    again = timezone.now() + PAUSES[letter.attempts - 1]
    held.update(state=State.WAITING, fault=fault, next_try_at=again, asked_at=None, **NOT_TAKEN)


@transaction.atomic
def _settled(letters: QuerySet[Letter], state: State, fault: Fault | str = "") -> bool:
    """Write down how a letter ended; the room that wrote it hears when it did not arrive. False when it had ended."""
    now = timezone.now()
    ids = list(letters.values_list("public_id", flat=True))
    sent = {"sent_at": now} if state == State.SENT else {}
    if not ids or not letters.update(state=state, fault=fault, settled_at=now, **sent):
        return False
    if state in {State.FAILED, State.BOUNCED}:
        for public_id in ids:
            work.request(TELL, public_id)
    return True


def tell_undelivered(public_id: str) -> None:
    """Tell the room that wrote a letter that it did not arrive."""
    letter = Letter.objects.get(public_id=public_id)
    if listener := LISTENERS.get(letter.about_room):
        listener(letter)


def bounce(raw: bytes) -> Letter:
    """Take in a mail that came back, and give the letter it is about.

    Raises:
        ProblemsError: it says nothing about a letter of ours.
    """
    found = read_bounce(raw)
    letter = Letter.objects.filter(mark__in=found.marks).first()
    if letter is None:
        raise stop("bounce-foreign")
    with transaction.atomic():
        if letter.to:
            _mark_address(letter.to, dead=found.dead, status=found.status)
        if found.failed:
            went = Letter.objects.filter(pk=letter.pk, state__in=(State.TAKEN, State.SENT, State.UNCERTAIN))
            _settled(went, State.BOUNCED, Fault.UNDELIVERABLE if found.dead else Fault.BOUNCED)
    return Letter.objects.get(pk=letter.pk)


def _mark_address(address: str, *, dead: bool, status: str) -> None:
    known, _new = Address.objects.get_or_create(digest=queries.digest(address))
    row = Address.objects.filter(pk=known.pk)
    if dead:
        row.filter(undeliverable_since=None).update(undeliverable_since=timezone.now())
        row.update(status=status)
    else:
        row.update(soft_bounces=F("soft_bounces") + 1, status=status)


def address_works(address: str) -> None:
    """Forget what went wrong with an address: post arrives there."""
    Address.objects.filter(digest=queries.digest(address)).delete()


def letter_arrived(once: str) -> None:
    """Whoever got a letter says so by its link: its address works."""
    if letter := Letter.objects.filter(once=once).exclude(to="").first():
        address_works(letter.to)


@transaction.atomic
def withdraw(letter: Letter, by: UUID) -> bool:
    """Withdraw a letter that still waits; False when it does not."""
    done = _settled(Letter.objects.filter(pk=letter.pk, state=State.WAITING), State.WITHDRAWN)
    return done and _recorded("mail:letter:withdrawn", letter, by)


@transaction.atomic
def mark_sent(letter: Letter, by: UUID) -> bool:
    """Say of a letter of which nobody knew that it was sent; False when that was not asked."""
    done = _settled(Letter.objects.filter(pk=letter.pk, state=State.UNCERTAIN), State.SENT)
    return done and _recorded("mail:letter:marked-sent", letter, by)


@transaction.atomic
def send_again(letter: Letter, by: UUID) -> bool:
    """Send a letter that did not arrive, or of which nobody knows, once more; False when it may not be."""
    now = timezone.now()
    again = Letter.objects.filter(pk=letter.pk, state__in=MAY_GO_AGAIN, wiped_at=None)
    fresh = {"fault": "", "attempts": 0, "settled_at": None, "ready_at": now, "next_try_at": now, **NOT_TAKEN}
    if not again.update(state=State.WAITING, **fresh):
        return False
    address_works(letter.to)
    _ask_for(letter, now)
    return _recorded("mail:letter:sent-again", letter, by)


def decide(letter: Letter, decision: Decision, by: UUID) -> bool:
    """What a person decides about a letter; False when that can be decided no more."""
    deeds = {Decision.AGAIN: send_again, Decision.SENT: mark_sent, Decision.WITHDRAW: withdraw}
    return deeds[decision](letter, by)


def _recorded(tag: str, letter: Letter, by: UUID) -> bool:
    audit.record(tag, by, thing=letter.public_id)
    return True


def wipe(letter: Letter) -> None:
    """Wipe to whom a letter went and what it said. The row stays, with how it ended; one that waits ends here."""
    _settled(Letter.objects.filter(pk=letter.pk, state=State.WAITING), State.FAILED, Fault.TOO_LATE)
    Letter.objects.filter(pk=letter.pk).update(context={}, to="", phone="", to_account=None, wiped_at=timezone.now())


def fill_examples() -> None:
    """Write an example of every form, for the outbox of a practice site; each once, and always under the same id."""
    for form in FORMS.values():
        once = f"mail:example:{form.name}"
        about, to = About("mail", "example", form.name), To(email=EXAMPLE_EMAIL, phone=EXAMPLE_PHONE)
        letter = write(form.name, to, form.example, once=once, about=about)
        Letter.objects.filter(pk=letter.pk).update(public_id=uuid5(NAMESPACE_URL, once))


def wipe_account(account: Account) -> None:
    """Wipe all letters to somebody; those that wait are not sent."""
    for letter in Letter.objects.filter(to_account=account):
        _settled(Letter.objects.filter(pk=letter.pk, state=State.WAITING), State.WITHDRAWN)
        wipe(letter)


def account_data(account: Account) -> list[dict[str, str]]:
    """What this room keeps of a person: her letters, as she got them."""
    return [
        {
            "geschreven op": letter.written_at.isoformat(),
            "naar": letter.to or letter.phone,
            "stand": str(State(letter.state).label),
            "brief": "\n\n".join(filter(None, (look_of(letter).subject, look_of(letter).text))),
        }
        for letter in Letter.objects.filter(to_account=account).order_by("pk")
    ]


def clear_used_links() -> None:
    """Forget used links that are no longer valid anyway."""
    UsedLink.objects.filter(ends_at__lt=timezone.now()).delete()
