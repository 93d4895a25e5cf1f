"""People to call: kept, looked at, and let go. Each look at a phone number or mail address is told to the trail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from banenafspraak.apps.accounts.access import Actor, RefusedError
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.audit.actions import record
from banenafspraak.apps.organisations.access import require, visible_to
from banenafspraak.apps.organisations.actions.records import scope_of
from banenafspraak.apps.organisations.models import (
    Contact,
    Organisation,
)

if TYPE_CHECKING:
    from banenafspraak.apps.organisations.models import Sourced

    type Made = Callable[[Organisation, Organisation], Sourced]


def keep_contact(actor: Actor, row: Organisation, told: Mapping[str, Any], contact: Contact | None = None) -> Contact:
    """Keep a person to call: a new one, or one who is known with what is told of her now.

    Raises:
        RefusedError: it may not change the organisation, or not see the one who is known.
    """
    require(actor, Permission.CHANGE_ORGANISATIONS, row)
    if contact is not None:
        _require_seen(actor, contact)
    with transaction.atomic():
        kept = contact or Contact(organisation=row, invented=row.invented)
        for name, value in told.items():
            setattr(kept, name, value)
        kept.kept_by, kept.checked_at = actor.public_id, timezone.now()
        kept.save()
        record("organisations:contact:kept", actor.public_id, thing=kept.public_id, scope=scope_of(row))
    return kept


def end_contact(actor: Actor, contact: Contact) -> None:
    """From today on this person is not called any more; phone and mail go at once.

    Raises:
        RefusedError: it may not change the organisation, or not see this person.
    """
    row = contact.organisation
    require(actor, Permission.CHANGE_ORGANISATIONS, row)
    _require_seen(actor, contact)
    with transaction.atomic():
        yesterday = timezone.localdate() - timedelta(days=1)
        Contact.objects.filter(pk=contact.pk).update(until=yesterday, phone="", mail="")
        record("organisations:contact:ended", actor.public_id, thing=contact.public_id, scope=scope_of(row))


def see_contact(actor: Actor, contact: Contact) -> None:
    """Somebody looks at a phone number and a mail address; the trail is told.

    Raises:
        RefusedError: it may not.
    """
    _require_seen(actor, contact)
    scope = f"region:{contact.region}" if contact.region else scope_of(contact.organisation)
    record("organisations:contact:seen", actor.public_id, thing=contact.public_id, scope=scope)


def _require_seen(actor: Actor, contact: Contact) -> None:
    if not visible_to(actor, Contact.objects.filter(pk=contact.pk)).exists():
        raise RefusedError(Permission.SEE_CONTACTS, contact.public_id)
