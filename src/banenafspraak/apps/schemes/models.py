"""Placements in the portfolio of an employer, and their last days to apply. No name and no BSN is ever in them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from banenafspraak.apps.organisations.models import Organisation
from banenafspraak.apps.work.models import Task
from banenafspraak.core.schemes.portfolio import LONGEST_LABEL, Placed, Reckoned, from_data

NAME, REGION, ARTICLE = 60, 4, 120


class Portfolio(models.Model):
    """The placements of one employer, kept by itself or, with `region`, by the desk of that region.

    What a desk keeps the employer does not see, and the other way round: each answers for its own.
    """

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="portfolios", verbose_name="organisatie"
    )
    region = models.CharField("regio van het loket", max_length=REGION, blank=True)
    task = models.ForeignKey(Task, models.SET_NULL, null=True, verbose_name="taak")

    class Meta:
        """One for each keeper."""

        verbose_name = "portefeuille"
        verbose_name_plural = "portefeuilles"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "region"], name="schemes_one_portfolio"),
        ]

    def __str__(self) -> str:
        return f"portfolio {self.pk}"


class Placement(models.Model):
    """A placement: a label that names nobody, and the facts of its case as a person writes them.

    `reckoned` is what it came to on a day; it is made again when facts, day or law are others.
    """

    public_id = models.UUIDField("plaatsing", default=uuid.uuid4, unique=True, editable=False)
    portfolio = models.ForeignKey(Portfolio, models.CASCADE, related_name="placements", verbose_name="portefeuille")
    made_by = models.UUIDField("gemaakt door", null=True)
    label = models.CharField("kenmerk", max_length=LONGEST_LABEL)
    consent = models.BooleanField("toestemming van de werknemer", default=False)
    facts = models.JSONField("gegevens", default=dict)
    reckoned = models.JSONField("uitkomst", null=True)
    made_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)
    ends_on = models.DateField("laatste dag", db_index=True)
    invented = models.BooleanField("verzonnen", default=False)

    class Meta:
        """By label within a portfolio."""

        verbose_name = "plaatsing"
        verbose_name_plural = "plaatsingen"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["portfolio", "label"], name="schemes_one_label"),
            models.CheckConstraint(condition=~models.Q(label=""), name="schemes_placement_labelled"),
        ]

    def __str__(self) -> str:
        return f"placement {self.pk}"

    @property
    def placed(self) -> Placed:
        """The placement as the core knows it."""
        return Placed(self.label, self.consent, self.facts)

    @property
    def outcome(self) -> Reckoned | None:
        """What it came to when it was last reckoned."""
        return from_data(self.reckoned) if self.reckoned else None


class LastDay(models.Model):
    """A last day to apply for a scheme, that is still ahead; `sure` when the scheme seems to apply or is possible."""

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    placement = models.ForeignKey(Placement, models.CASCADE, related_name="last_days", verbose_name="plaatsing")
    scheme = models.CharField("regeling", max_length=NAME)
    day = models.DateField("laatste dag", db_index=True)
    article = models.CharField("artikel", max_length=ARTICLE)
    sure = models.BooleanField("lijkt te passen", default=False)

    class Meta:
        """The nearest first; one for each scheme and day."""

        verbose_name = "laatste dag om aan te vragen"
        verbose_name_plural = "laatste dagen om aan te vragen"
        ordering = ("day", "scheme", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["placement", "scheme", "day"], name="schemes_one_last_day"),
        ]

    def __str__(self) -> str:
        return f"last day {self.pk}"
