"""Organisations in groups, from a day to a day; never in a circle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from banenafspraak.apps.accounts.access import Actor
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.audit.actions import record
from banenafspraak.apps.organisations.access import require
from banenafspraak.apps.organisations.actions.records import scope_of
from banenafspraak.apps.organisations.enums import Mark
from banenafspraak.apps.organisations.models import (
    Membership,
    Organisation,
)
from banenafspraak.core.kernel.problems import stop

if TYPE_CHECKING:
    from banenafspraak.apps.organisations.models import Sourced

    type Made = Callable[[Organisation, Organisation], Sourced]


def join_group(actor: Actor, member: Organisation, group: Organisation, since: date | None = None) -> Membership:
    """Make an organisation a member of a group, now.

    Raises:
        RefusedError: it may not change the member.
        ProblemsError: the group would belong to itself.
    """
    require(actor, Permission.CHANGE_ORGANISATIONS, member)
    with transaction.atomic():
        if member.pk == group.pk or member.pk in _above(group):
            raise stop("organisation-circle")
        made, new = Membership.objects.get_or_create(
            member=member, group=group, until=None, defaults={"since": since, "source": "", "mark": Mark.VERIFIED}
        )
        if new:
            thing, scope = member.public_id, scope_of(member)
            record("organisations:group:joined", actor.public_id, thing=thing, scope=scope)
    return made


def _above(group: Organisation) -> set[int]:
    """The groups that a group is in, with all groups above these."""
    seen: set[int] = set()
    line = {group.pk}
    while line:
        some = Membership.objects.filter(member__in=line, until=None).values_list("group", flat=True)
        line = set(some) - seen
        seen |= line
    return seen


def leave_group(actor: Actor, one: Membership, until: date) -> None:
    """End a membership; its last day is the day before its first at the earliest.

    Raises:
        RefusedError: it may not change the member.
    """
    require(actor, Permission.CHANGE_ORGANISATIONS, one.member)
    with transaction.atomic():
        last = max(until, one.since) if one.since else until
        if Membership.objects.filter(pk=one.pk, until=None).update(until=last):
            thing, scope = one.member.public_id, scope_of(one.member)
            record("organisations:group:left", actor.public_id, thing=thing, scope=scope)
