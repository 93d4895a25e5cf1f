"""What an administrator imported about regions: borders to draw, and postcodes to find a place by. The newest holds."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

DIGEST = 64
KIND = 10


class Imported(models.Model):
    """A map or a list of postcodes, as it was read from a file."""

    class Kind(models.TextChoices):
        """What it is."""

        MAP = "map", "kaart"
        POSTCODES = "postcodes", "postcodes"

    kind = models.CharField("soort", max_length=KIND, choices=Kind)
    sha256 = models.CharField("sha256", max_length=DIGEST)
    content = models.TextField("inhoud")
    imported_at = models.DateTimeField("ingelezen op", default=timezone.now, editable=False)

    class Meta:
        """Its name on a screen."""

        verbose_name = "ingelezen bestand"
        verbose_name_plural = "ingelezen bestanden"

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
