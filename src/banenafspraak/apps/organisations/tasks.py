"""Long work of this room: planning and carrying out an import; what follows the clock."""

from __future__ import annotations

from typing import cast

from django.tasks import TaskContext, task

from banenafspraak.apps.organisations.actions import lists, reference
from banenafspraak.apps.organisations.models import Import
from banenafspraak.apps.work.tasks import Context, StoppedError


def _import(about: str) -> Import:
    try:
        return Import.objects.get(public_id=about)
    except Import.DoesNotExist as error:
        raise StoppedError from error


@task(takes_context=True)
def plan_import(context: TaskContext, about: str) -> None:
    """Find out what a list would do."""
    lists.plan(_import(about), cast("Context", context).tell)


@task(takes_context=True)
def carry_out_import(context: TaskContext, about: str) -> None:
    """Do what was chosen of a list."""
    lists.carry_out(_import(about), cast("Context", context).tell)


@task
def clear_imports() -> None:
    """Throw away lists that were left lying."""
    lists.clear_imports()


@task
def refresh_regions() -> None:
    """Put sites into the regions of this year."""
    reference.refresh_regions()
