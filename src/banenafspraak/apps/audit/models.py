"""One entry of the trail, and the end of the chain. No value of a person stands here: ids, codes and counts alone.

Triggers in the database refuse that an entry is changed or taken away; who gets round them breaks the chain, and
`trail verify` names the first entry that does not hold.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import ClassVar, NamedTuple
from uuid import UUID

from django.db import models

NOTHING_BEFORE = "0" * 64
"""What the first entry names as the digest of the one before."""


class Deed(NamedTuple):
    """What an entry tells: everything its digest is made from, save the entry before it.

    `by` is the account that did it, None for the site itself; `about` the account of whom the data are; `scope` the
    organisation, region or sector in which it was done, as "organisation:<id>".
    """

    number: int
    at: datetime
    tag: str
    by: UUID | None
    about: UUID | None
    thing: str
    scope: str
    data: Mapping[str, str | int]

    def digest(self, before: str) -> str:
        """The digest of an entry that tells this and comes after another.

        >>> deed = Deed(1, datetime(2026, 1, 1, tzinfo=UTC), "accounts:login:done", None, None, "", "", {})
        >>> deed.digest(NOTHING_BEFORE)[:12]
        '8339c62b47c5'
        """
        told = [before, self.number, self.at.astimezone(UTC).isoformat(), self.tag, _text(self.by), _text(self.about)]
        line = json.dumps([*told, self.thing, self.scope, self.data], sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(line.encode()).hexdigest()


def _text(account: UUID | None) -> str | None:
    return None if account is None else str(account)


class Entry(models.Model):
    """One entry: a deed, a look or a refusal."""

    number = models.BigIntegerField("nummer", primary_key=True)
    at = models.DateTimeField("op")
    tag = models.CharField("wat", max_length=80)
    by = models.UUIDField("door", null=True)
    about = models.UUIDField("over", null=True)
    thing = models.CharField("van wat", max_length=100, blank=True)
    scope = models.CharField("waar", max_length=80, blank=True)
    data = models.JSONField("bijzonderheden", default=dict)
    before = models.CharField("kenmerk van de regel ervoor", max_length=64)
    digest = models.CharField("kenmerk", max_length=64)

    class Meta:
        """Looked up by whom it concerns, by who did it, by what it was done to, and by where."""

        verbose_name = "regel van het spoor"
        verbose_name_plural = "regels van het spoor"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["about", "number"], name="audit_about"),
            models.Index(fields=["by", "number"], name="audit_by"),
            models.Index(fields=["thing", "number"], name="audit_thing"),
            models.Index(fields=["scope", "number"], name="audit_scope"),
        ]

    def __str__(self) -> str:
        """By number and tag."""
        return f"{self.number} {self.tag}"


class Chain(models.Model):
    """The end of the chain: one row, locked by who appends, so that entries follow each other one by one."""

    number = models.BigIntegerField("laatste nummer")
    digest = models.CharField("laatste kenmerk", max_length=64)

    class Meta:
        """There is one."""

        verbose_name = "einde van het spoor"
        verbose_name_plural = "einde van het spoor"

    def __str__(self) -> str:
        """By number."""
        return f"up to {self.number}"
