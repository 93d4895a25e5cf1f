"""A task: long work that was asked for, who does it now and until when, how far it is, and how it ended."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from banenafspraak.apps.work.enums import State


class Task(models.Model):
    """One piece of long work. What it is about is named by an id; no value of a person stands here.

    A worker holds a task until `held_until` and holds on to it for as long as it lives; after that another may begin
    anew. `problems` says by code and place why it failed.
    """

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("wat", max_length=100)
    about = models.CharField("waarover", max_length=100)
    state = models.CharField("stand", max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now, editable=False)
    begun_at = models.DateTimeField("begonnen op", null=True)
    ended_at = models.DateTimeField("geëindigd op", null=True)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    worker = models.CharField("werker", max_length=40, blank=True)
    held_until = models.DateTimeField("vastgehouden tot", null=True)
    stop_asked = models.BooleanField("stoppen gevraagd", default=False)
    done = models.PositiveBigIntegerField("gedaan", default=0)
    whole = models.PositiveBigIntegerField("in totaal", default=0)
    step = models.CharField("stap", max_length=100, blank=True)
    problems = models.JSONField("problemen", default=list)

    class Meta:
        """The next one to do is found by state."""

        verbose_name = "taak"
        verbose_name_plural = "taken"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "id"], name="work_by_state")]

    def __str__(self) -> str:
        """By name and number."""
        return f"{self.name} {self.pk}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return State(self.state).is_over

    @property
    def seconds(self) -> float:
        """How long it took, or takes so far."""
        end = self.ended_at or timezone.now()
        return (end - self.begun_at).total_seconds() if self.begun_at else 0.0

    def grip(self) -> dict[str, Any]:
        """What holds only while this attempt of this worker has the task."""
        return {"pk": self.pk, "state": State.RUNNING, "worker": self.worker, "attempts": self.attempts}

    def is_free(self, now: datetime) -> bool:
        """Whether a worker may take it."""
        lost = self.state == State.RUNNING and self.held_until is not None and self.held_until < now
        return lost or self.state == State.WAITING
