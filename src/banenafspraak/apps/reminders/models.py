"""A stage of a record that is due, was told, was passed over, or is held back; each happens once."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from banenafspraak.apps.mail.models import Letter
from banenafspraak.apps.reminders.enums import State


class Reminder(models.Model):
    """One stage of one record, for one reader when it is a warning.

    `due_on` is the due date of the record: a record that is due anew, on another day, begins a new round. `day` is when
    the stage falls. Who the reader is, is kept as a key alone: her address stands in the letter.
    """

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    watch = models.CharField("wat wordt bewaakt", max_length=60)
    record = models.CharField("zaak", max_length=60)
    stage = models.CharField("stap", max_length=40)
    due_on = models.DateField("datum van de zaak")
    reader = models.CharField("voor wie", max_length=64, blank=True)
    expires = models.BooleanField("laat iets verlopen", default=False)
    day = models.DateField("dag")
    state = models.CharField("stand", max_length=10, choices=State, default=State.PLANNED)
    done_at = models.DateTimeField("gedaan op", null=True)
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="reminders", verbose_name="brief")

    class Meta:
        """Each stage once a round; what is to be done is found by state and day."""

        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "day"], name="reminders_by_day")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["watch", "record", "stage", "due_on", "reader"], name="reminders_once_a_round"
            ),
        ]

    def __str__(self) -> str:
        """By watch and number."""
        return f"{self.watch} {self.pk}"
