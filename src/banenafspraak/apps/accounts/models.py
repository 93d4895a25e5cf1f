"""People who log in: with an e-mail address, no user name. Roles and a second factor come with the room's own pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class Accounts(BaseUserManager["Account"]):
    """Makes accounts and finds them, whatever the case of the address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """A person who can log in; without a password only after one was set."""
        account = self.model(email=email.strip(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """Somebody who may do everything."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of an address."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser, PermissionsMixin):
    """One person who logs in."""

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=150, blank=True)
    is_active = models.BooleanField("mag inloggen", default=True)
    created_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """One account per address, however it is written."""

        verbose_name = "account"
        verbose_name_plural = "accounts"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="accounts_one_per_address"),
        ]

    def __str__(self) -> str:
        """Never the address: this ends in logs."""
        return f"account {self.pk}"
