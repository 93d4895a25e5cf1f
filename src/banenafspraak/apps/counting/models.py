"""An own count of a visitor: whose it is, until when, and how far it is. No row of a payroll is ever a record here.

What was read and counted lies in a folder of its own, for the site's user alone, and goes with the record. Of a count
that an account keeps, the outcome stands here, and what of it is shared with a sector.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from banenafspraak.apps.organisations.models import Organisation
from banenafspraak.apps.work.models import Task

KEEP = timedelta(hours=2)
FOLDER = "own-counts"
PRIVATE = 0o700
LONGEST_TITLE, SLUG = 120, 40


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


class KeptCount(models.Model):
    """The outcome of an own count that an account keeps for its organisation, until a day. It never changes.

    `content` is plain data of the core without any worker (decision 35).
    """

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="kept_counts", verbose_name="organisatie"
    )
    made_by = models.UUIDField("bewaard door", null=True)
    title = models.CharField("titel", max_length=LONGEST_TITLE)
    kept_at = models.DateTimeField("bewaard op", default=timezone.now, editable=False)
    first_year = models.PositiveSmallIntegerField("eerste jaar")
    last_year = models.PositiveSmallIntegerField("laatste jaar")
    content = models.JSONField("uitkomst")
    ends_on = models.DateField("laatste dag", db_index=True)
    invented = models.BooleanField("verzonnen", default=False)

    class Meta:
        """Of one organisation, the newest first."""

        verbose_name = "bewaarde telling"
        verbose_name_plural = "bewaarde tellingen"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "-kept_at"], name="counting_kept_newest"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~models.Q(title=""), name="counting_kept_titled"),
            models.CheckConstraint(
                condition=models.Q(first_year__lte=models.F("last_year")), name="counting_kept_years_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"kept count {self.pk}"

    @property
    def years(self) -> str:
        """The years that were counted, as a reader writes them."""
        return str(self.last_year) if self.first_year == self.last_year else f"{self.first_year}–{self.last_year}"


class Share(models.Model):
    """The totals of a kept count, shown to who speaks for a sector, from when it was allowed until that is withdrawn.

    `years` is what is shown, written once. It stays when all else goes: what is shared later must not tell, beside it,
    what few persons did (decision 35).
    """

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="shares", verbose_name="organisatie")
    kept = models.ForeignKey(KeptCount, models.SET_NULL, null=True, related_name="shares", verbose_name="telling")
    sector = models.CharField("sector", max_length=SLUG)
    given_by = models.UUIDField("gegeven door", null=True)
    given_at = models.DateTimeField("gegeven op", default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True)
    years = models.JSONField("wat wordt getoond")

    class Meta:
        """Once at a time for a count and a sector."""

        verbose_name = "gedeelde telling"
        verbose_name_plural = "gedeelde tellingen"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["sector", "organisation"],
                condition=models.Q(withdrawn_at=None),
                name="counting_shared_now",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kept", "sector"], condition=models.Q(withdrawn_at=None), name="counting_shared_once"
            ),
        ]

    def __str__(self) -> str:
        return f"share {self.pk}"
