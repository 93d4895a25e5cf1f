"""What there is to do."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from banenafspraak.apps.work.enums import State
from banenafspraak.apps.work.models import Task


def next_free(now: datetime) -> Task | None:
    """The task that has waited longest, or whose worker was lost."""
    lost = Q(state=State.RUNNING, held_until__lt=now)
    return Task.objects.filter(Q(state=State.WAITING) | lost).order_by("pk").first()
