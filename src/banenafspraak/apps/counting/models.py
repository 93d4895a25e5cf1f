"""An own count of a visitor: whose it is, until when, and how far it is. No row of a payroll is ever a record here.

What was read and counted lies in a folder of its own, for the site's user alone, and goes with the record.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from banenafspraak.apps.work.models import Task

KEEP = timedelta(hours=2)
FOLDER = "own-counts"
PRIVATE = 0o700


def in_a_while() -> datetime:
    """When something that begins now is wiped."""
    return timezone.now() + KEEP


def folders() -> Path:
    """Where the folders of all own counts lie."""
    return Path(settings.INSTALLATION.data_dir, FOLDER)


class OwnCount(models.Model):
    """One own count, known to one visitor by the key of the session."""

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    session_key = models.CharField("sessie", max_length=40, db_index=True)
    begun_at = models.DateTimeField("begonnen op", default=timezone.now, editable=False)
    ends_at = models.DateTimeField("wordt gewist op", default=in_a_while, db_index=True)
    reading = models.BooleanField("wordt gelezen", default=False)
    bytes_read = models.PositiveBigIntegerField("bytes gelezen", default=0)
    bytes_sent = models.PositiveBigIntegerField("bytes verstuurd", default=0)
    rows_read = models.PositiveBigIntegerField("rijen gelezen", default=0)
    invented = models.BooleanField("verzonnen", default=False)
    columns = models.JSONField("kolommen", default=dict)
    problems = models.JSONField("problemen", default=list)
    task = models.ForeignKey(Task, models.SET_NULL, null=True, verbose_name="taak")

    class Meta:
        """Own counts."""

        verbose_name = "eigen telling"
        verbose_name_plural = "eigen tellingen"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~models.Q(session_key=""), name="counting_somebodys"),
        ]

    def __str__(self) -> str:
        """By number: the key of a session never ends in a log."""
        return f"own count {self.pk}"

    @property
    def folder(self) -> Path:
        """Where its files lie; it need not be there."""
        return folders() / str(self.public_id)
