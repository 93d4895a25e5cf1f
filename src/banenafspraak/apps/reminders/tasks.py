"""The clock, as work that comes back."""

from django.tasks import task
from django.utils import timezone

from banenafspraak.apps.reminders import actions


@task
def tick() -> None:
    """One run of the clock."""
    actions.tick(timezone.now())
