"""Two organisations that are one: made one by a person, and parted again when that was wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from banenafspraak.apps.accounts.access import Actor
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.audit.actions import record
from banenafspraak.apps.organisations import queries
from banenafspraak.apps.organisations.access import require
from banenafspraak.apps.organisations.actions.records import changed, find_by_words, scope_of
from banenafspraak.apps.organisations.models import (
    Change,
    Merge,
    Organisation,
)
from banenafspraak.core.kernel.problems import stop
from banenafspraak.core.organisations.facts import plain

if TYPE_CHECKING:
    from banenafspraak.apps.organisations.models import Sourced

    type Made = Callable[[Organisation, Organisation], Sourced]

MOVED = ("sites", "counts", "memberships", "members", "followed_by", "came_after", "voices", "contacts")
FILLED = ("sector", "subsector", "kvk", "oin", "website", "active_from", "active_to")


def merge(actor: Actor, kept: Organisation, gone: Organisation) -> Merge:
    """Make two one: what belongs to the second goes over to the first, and empty facts of the first are filled.

    Raises:
        RefusedError: it may not change both.
    """
    for row in (kept, gone):
        require(actor, Permission.CHANGE_ORGANISATIONS, row)
    with transaction.atomic():
        kept, gone = _both(kept, gone)
        moved = {name: _hand_over(name, kept, gone) for name in MOVED}
        gone.merged_into, gone.version = kept, gone.version + 1
        gone.save()
        before, after = queries.facts_of(kept), queries.facts_of(gone)
        filled = {name: getattr(after, name) for name in FILLED if getattr(after, name) and not getattr(before, name)}
        _after_merge(actor.public_id, kept, filled)
        told = {"moved": moved, "filled": sorted(filled), "version": kept.version}
        made = Merge.objects.create(kept=kept, gone=gone, by=actor.public_id, moved=told)
        thing, scope, data = kept.public_id, scope_of(kept), {"gone": str(gone.public_id)}
        record("organisations:organisation:merged", actor.public_id, thing=thing, scope=scope, data=data)
    return made


def _both(kept: Organisation, gone: Organisation) -> tuple[Organisation, Organisation]:
    rows = Organisation.objects.select_for_update().filter(pk__in=(kept.pk, gone.pk), merged_into=None).in_bulk()
    if len(rows) < len({kept.pk, gone.pk}) or kept.pk == gone.pk:
        raise stop("organisation-moved-on")
    return rows[kept.pk], rows[gone.pk]


def _after_merge(by: UUID | None, row: Organisation, values: Mapping[str, Any]) -> None:
    """The next version of an organisation that took something over, or gave it back."""
    told = {name: [plain(getattr(row, name)), plain(value)] for name, value in values.items()}
    for name, value in values.items():
        setattr(row, name, value)
    newest = row.counts.order_by("-counted_on", "-pk").first()
    row.workers = newest.workers if newest else None
    row.version += 1
    row.save()
    Change.objects.create(organisation=row, version=row.version, by=by, facts=told)
    find_by_words(row)
    changed()


def _hand_over(name: str, kept: Organisation, gone: Organisation) -> list[int]:
    """Give what belongs to one organisation to another; what the other has already stays where it is."""
    related = getattr(gone, name)
    moved = []
    for one in related.all():
        try:
            with transaction.atomic():
                type(one).objects.filter(pk=one.pk).update(**{related.field.name: kept})
            moved.append(one.pk)
        except IntegrityError:  # the same site, number or group is there, or it would belong to itself
            continue
    return moved


def part(actor: Actor, one: Merge) -> Organisation:
    """Undo a merge: what went over goes back, and facts that were filled from it are empty again.

    Raises:
        RefusedError: it may not change the organisation.
        ProblemsError: it cannot be undone any more.
    """
    require(actor, Permission.CHANGE_ORGANISATIONS, one.kept)
    with transaction.atomic():
        kept = Organisation.objects.select_for_update().get(pk=one.kept_id)
        one = Merge.objects.select_for_update().select_related("gone").get(pk=one.pk)
        later = Merge.objects.filter(kept=kept, pk__gt=one.pk, undone_at=None).exists()
        if one.undone_at or later or kept.merged_into_id:
            raise stop("merge-undone-late")
        _numbers_or_late(partial(_give_back, actor.public_id, kept, one))
        one.undone_at, one.undone_by = timezone.now(), actor.public_id
        one.save()
        thing, scope, data = kept.public_id, scope_of(kept), {"gone": str(one.gone.public_id)}
        record("organisations:organisation:parted", actor.public_id, thing=thing, scope=scope, data=data)
    return one.gone


def _give_back(by: UUID | None, kept: Organisation, one: Merge) -> None:
    gone = one.gone
    for name, keys in one.moved["moved"].items():
        related = getattr(gone, name)
        related.model.objects.filter(pk__in=keys).update(**{related.field.name: gone})
    same = [name for name in one.moved["filled"] if getattr(kept, name) == getattr(gone, name)]
    empty = {name: None if name.startswith("active") else "" for name in same}
    gone.merged_into, gone.version = None, gone.version + 1
    _after_merge(by, kept, empty)
    _after_merge(by, gone, {})
    find_by_words(kept)


def _numbers_or_late(step: Callable[[], None]) -> None:
    try:
        with transaction.atomic():
            step()
    except IntegrityError:
        raise stop("merge-undone-late") from None
