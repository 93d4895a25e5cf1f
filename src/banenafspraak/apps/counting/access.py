"""Who may see an own count: the visitor who began it, and nobody else."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from banenafspraak.apps.counting.models import OwnCount


def own_counts(request: HttpRequest) -> QuerySet[OwnCount]:
    """The own counts of a visitor that are not wiped yet."""
    key = request.session.session_key
    found = OwnCount.objects.select_related("task").filter(ends_at__gt=timezone.now())
    return found.filter(session_key=key) if key else found.none()
