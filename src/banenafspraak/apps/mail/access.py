"""Who may see letters: who minds the outgoing mail of the whole installation."""

from __future__ import annotations

from django.db.models import QuerySet

from banenafspraak.apps.accounts.access import Actor
from banenafspraak.apps.accounts.enums import Kind, Permission
from banenafspraak.apps.mail.models import Letter


def visible_to(actor: Actor, rows: QuerySet[Letter]) -> QuerySet[Letter]:
    """The letters that an actor may see: all or none, as a letter belongs to no place."""
    return rows if actor.may(Permission.SEE_OUTBOX, Kind.NATION) else rows.none()
