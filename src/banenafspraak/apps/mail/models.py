"""A letter that goes out, what became of an address, and links that were used.

A letter keeps what its template needs and no more. After its term the housekeeping wipes that, with the address; the
row itself stays, so that one can see that something was sent.
"""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from banenafspraak.apps.mail.enums import Kind, State


def new_mark() -> str:
    """A mark by which a letter that comes back is known; only its reader has seen it."""
    return secrets.token_hex(16)


class Letter(models.Model):
    """One letter or text message. It is written once for each `once`, and sent once or reported.

    Who sends it holds it until `taken_until`, under the name `taken_by`. `handing_at` is set just before it is handed
    over: what was lost after that may have arrived, and is never sent again by itself.
    """

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    mark = models.CharField("merk", max_length=32, default=new_mark, unique=True, editable=False)
    once = models.CharField("eenmalig", max_length=200, unique=True)
    kind = models.CharField("soort", max_length=4, choices=Kind)
    template = models.CharField("sjabloon", max_length=60)
    language = models.CharField("taal", max_length=2)
    context = models.JSONField("inhoud", default=dict)
    to = models.CharField("adres", max_length=254, blank=True)
    to_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="account"
    )
    phone = models.CharField("telefoon", max_length=20, blank=True)
    about_room = models.CharField("kamer", max_length=30)
    about_kind = models.CharField("soort zaak", max_length=40)
    about_id = models.CharField("zaak", max_length=100)
    state = models.CharField("stand", max_length=10, choices=State, default=State.WAITING)
    fault = models.CharField("fout", max_length=30, blank=True)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    by_day = models.BooleanField("alleen op werkdagen overdag", default=False)
    written_at = models.DateTimeField("geschreven op", default=timezone.now, editable=False)
    ready_at = models.DateTimeField("klaar om te gaan op", default=timezone.now)
    next_try_at = models.DateTimeField("volgende poging", default=timezone.now)
    asked_at = models.DateTimeField("gevraagd op", null=True)
    taken_by = models.CharField("verstuurder", max_length=16, blank=True)
    taken_until = models.DateTimeField("vastgehouden tot", null=True)
    handing_at = models.DateTimeField("overhandigd vanaf", null=True)
    sent_at = models.DateTimeField("verstuurd op", null=True)
    settled_at = models.DateTimeField("afgehandeld op", null=True)
    wiped_at = models.DateTimeField("gewist op", null=True)

    class Meta:
        """The outbox is read by state, the housekeeping by when a letter was written."""

        verbose_name = "brief"
        verbose_name_plural = "brieven"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "next_try_at"], name="mail_by_state"),
            models.Index(fields=["-written_at"], name="mail_by_day"),
            models.Index(fields=["written_at"], condition=models.Q(wiped_at=None), name="mail_to_wipe"),
        ]

    def __str__(self) -> str:
        """By number: an address never ends in a log."""
        return f"letter {self.pk}"


class Address(models.Model):
    """What became of letters to an address. It is kept as a digest: the address itself stands only in letters."""

    digest = models.CharField("vingerafdruk", max_length=64, unique=True)
    undeliverable_since = models.DateTimeField("onbestelbaar sinds", null=True)
    soft_bounces = models.PositiveIntegerField("keer tijdelijk niet aangekomen", default=0)
    status = models.CharField("laatste status", max_length=12, blank=True)

    class Meta:
        """Addresses by their digest."""

        verbose_name = "adres"
        verbose_name_plural = "adressen"

    def __str__(self) -> str:
        """By number."""
        return f"address {self.pk}"


class UsedLink(models.Model):
    """A link for one use that was used; it can go when the link is no longer valid anyway."""

    nonce = models.CharField("kenmerk", max_length=32, unique=True)
    used_at = models.DateTimeField("gebruikt op", default=timezone.now)
    ends_at = models.DateTimeField("geldig tot", db_index=True)

    class Meta:
        """Links by what makes each the only one."""

        verbose_name = "gebruikte link"
        verbose_name_plural = "gebruikte links"

    def __str__(self) -> str:
        """By number."""
        return f"used link {self.pk}"
