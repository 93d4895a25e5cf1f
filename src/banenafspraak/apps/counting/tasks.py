"""Long work of this room: an own count, and wiping what has had its time."""

from __future__ import annotations

from typing import cast

from django.tasks import TaskContext, task

from banenafspraak.apps.counting.actions import own as actions
from banenafspraak.apps.counting.models import OwnCount
from banenafspraak.apps.work.tasks import Context, StoppedError


@task(takes_context=True)
def count_own(context: TaskContext, about: str) -> None:
    """Count what a visitor sent."""
    try:
        count = OwnCount.objects.get(public_id=about)
    except OwnCount.DoesNotExist as error:
        raise StoppedError from error
    actions.make(count, cast("Context", context).tell)


@task
def clear_expired() -> None:
    """Wipe own counts that have had their time."""
    actions.clear_expired()
