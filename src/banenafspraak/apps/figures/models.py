"""What is kept of figures: editions as core/figures seals them, and the invented series. Written once, never changed.

The digest names the content. So a process that knows the digests knows whether what it read still holds (decision 25).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

DIGEST = 64
LONGEST_NAME = 60


class Edition(models.Model):
    """A later edition of a published series, whole."""

    name = models.CharField("naam", max_length=LONGEST_NAME)
    sha256 = models.CharField("sha256", max_length=DIGEST, unique=True)
    content = models.TextField("inhoud")
    imported_at = models.DateTimeField("ingelezen op", default=timezone.now, editable=False)

    class Meta:
        """One edition per name, however it is written."""

        verbose_name = "uitgave"
        verbose_name_plural = "uitgaven"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("name"), name="figures_one_edition_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class InventedSeries(models.Model):
    """The figures of an invented nation, as core/invented writes them. Shown where DEMO is on, and nowhere else."""

    sha256 = models.CharField("sha256", max_length=DIGEST, unique=True)
    content = models.TextField("inhoud")

    class Meta:
        """Its name on a screen."""

        verbose_name = "verzonnen reeks"
        verbose_name_plural = "verzonnen reeksen"

    def __str__(self) -> str:
        return f"verzonnen {self.pk}"
