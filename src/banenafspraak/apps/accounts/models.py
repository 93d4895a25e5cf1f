"""People who log in, the roles they hold and where, who was invited, who helps whom, and keys for programs."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from banenafspraak.apps.accounts.enums import HelpKind, Kind, Policy, Role

NOWHERE = (Kind.NATION, Kind.SELF)
"""Kinds of which there is one, so that no id says which."""


class Accounts(BaseUserManager["Account"]):
    """Makes accounts and finds them, whatever the case of the address."""

    def create_user(self, email: str | None, password: str | None = None, **fields: Any) -> Account:
        """A person who can log in; without a password only by a passkey or a code."""
        account = self.model(email=email.strip().lower() if email else None, **fields)
        account.set_password(password)
        account.save(using=self._db)
        if account.email:
            from allauth.account.models import EmailAddress  # noqa: PLC0415 - its models are read after ours

            EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """The first person of an installation: somebody who looks after the platform and invites the others."""
        account = self.create_user(email, password, **fields)
        Appointment.objects.create(account=account, role=Role.PLATFORM_ADMIN, scope_kind=Kind.NATION, administers=True)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of an address."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """One person who logs in. A candidate may do without an address of her own.

    What is left of one that was wiped is the row, so that the trail and counts keep holding together: no address, no
    name, no way in.
    """

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mailadres", unique=True, null=True, blank=True)
    name = models.CharField("naam", max_length=150, blank=True)
    language = models.CharField("taal", max_length=2, default="nl")
    is_active = models.BooleanField("mag inloggen", default=True)
    invented = models.BooleanField("verzonnen", default=False)
    created_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)
    seen_on = models.DateField("laatst gezien op", default=timezone.localdate)
    wiped_at = models.DateTimeField("gewist op", null=True)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """One account per address, however it is written."""

        verbose_name = "account"
        verbose_name_plural = "accounts"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["seen_on"], name="accounts_by_seen")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="accounts_one_per_address"),
        ]

    def __str__(self) -> str:
        """Never the address: this ends in logs."""
        return f"account {self.pk}"


class Held(models.QuerySet["Appointment"]):
    """Roles that are held."""

    def on(self, day: date) -> Held:
        """Those that hold on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class Appointment(models.Model):
    """A role that somebody holds somewhere: a person may have several, in several organisations and regions.

    `scope_id` names where: the id of an organisation or site, the code of a region, the name of a sector. `administers`
    is who looks after the people there.
    """

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="appointments", verbose_name="account")
    role = models.CharField("rol", max_length=20, choices=Role)
    scope_kind = models.CharField("soort plek", max_length=12, choices=Kind)
    scope_id = models.CharField("plek", max_length=60, blank=True)
    administers = models.BooleanField("beheert de mensen", default=False)
    starts_on = models.DateField("vanaf", default=timezone.localdate)
    ends_on = models.DateField("tot en met", null=True, blank=True)
    checked_on = models.DateField("laatst nagegaan op", default=timezone.localdate)

    objects = Held.as_manager()

    class Meta:
        """Found by account on every request, by place for who looks after it."""

        verbose_name = "rol van iemand"
        verbose_name_plural = "rollen van mensen"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["scope_kind", "scope_id", "role"], name="accounts_by_place"),
            models.Index(fields=["checked_on"], name="accounts_by_check"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account", "role", "scope_kind", "scope_id"],
                condition=Q(ends_on=None),
                name="accounts_one_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(scope_kind__in=NOWHERE, scope_id="") | (~Q(scope_kind__in=NOWHERE) & ~Q(scope_id="")),
                name="accounts_held_somewhere",
            ),
        ]

    def __str__(self) -> str:
        """By number and role."""
        return f"{self.role} {self.pk}"

    @property
    def policy(self) -> Policy:
        """What goes with the role."""
        return Role(self.role).policy


class Invitation(models.Model):
    """Somebody is asked to hold a role. The secret of its link is kept as a digest alone.

    Without an address it is a card on paper, for a candidate; with `account` it is a new way in for one who has none.
    """

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    digest = models.CharField("kenmerk van het geheim", max_length=64, unique=True)
    email = models.EmailField("e-mailadres", blank=True)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+", verbose_name="voor account")
    role = models.CharField("rol", max_length=20, choices=Role)
    scope_kind = models.CharField("soort plek", max_length=12, choices=Kind)
    scope_id = models.CharField("plek", max_length=60, blank=True)
    administers = models.BooleanField("beheert de mensen", default=False)
    made_by = models.ForeignKey(Account, models.CASCADE, related_name="+", verbose_name="gemaakt door")
    made_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)
    ends_at = models.DateTimeField("geldig tot")
    used_at = models.DateTimeField("gebruikt op", null=True)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True)

    class Meta:
        """Found by the place it is for."""

        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["scope_kind", "scope_id"], name="accounts_invited")
        ]

    def __str__(self) -> str:
        """By number: never the address."""
        return f"invitation {self.pk}"


class Help(models.Model):
    """Somebody helps a candidate for a while: sees and does what she herself may."""

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    candidate = models.ForeignKey(Account, models.CASCADE, related_name="helped_by", verbose_name="kandidaat")
    helper = models.ForeignKey(Account, models.CASCADE, related_name="helps", verbose_name="helper")
    kind = models.CharField("soort", max_length=22, choices=HelpKind)
    starts_on = models.DateField("vanaf", default=timezone.localdate)
    ends_on = models.DateField("tot en met")

    class Meta:
        """Nobody helps herself, and help ends."""

        verbose_name = "hulp"
        verbose_name_plural = "hulp"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(candidate=F("helper")), name="accounts_help_another"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="accounts_help_in_order"),
        ]

    def __str__(self) -> str:
        """By number."""
        return f"help {self.pk}"


class Token(models.Model):
    """A key for a program of an organisation: some permissions, for a while, so many questions a minute."""

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    digest = models.CharField("kenmerk van het geheim", max_length=64, unique=True)
    name = models.CharField("naam", max_length=80)
    scope_kind = models.CharField("soort plek", max_length=12, choices=Kind)
    scope_id = models.CharField("plek", max_length=60, blank=True)
    permissions = models.JSONField("rechten", default=list)
    per_minute = models.PositiveIntegerField("vragen per minuut", default=60)
    made_by = models.ForeignKey(Account, models.CASCADE, related_name="+", verbose_name="gemaakt door")
    made_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)
    ends_on = models.DateField("geldig tot en met")
    used_at = models.DateTimeField("laatst gebruikt op", null=True)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True)

    class Meta:
        """Found by the place it is for."""

        verbose_name = "sleutel"
        verbose_name_plural = "sleutels"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["scope_kind", "scope_id"], name="accounts_tokens")
        ]

    def __str__(self) -> str:
        """By number."""
        return f"token {self.pk}"
