"""One entry of the trail, and the end of the chain. No value of a person stands here: ids, codes and counts alone.

Triggers in the database refuse that an entry is changed or taken away; who gets round them breaks the chain, and
`trail verify` names the first entry that does not hold. What a digest is made from is kept as plain text and whole
numbers: both databases give it back as it was, and a million entries are verified in seconds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from django.db import models

NOTHING_BEFORE = "0" * 64
"""What the first entry names as the digest of the one before."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
_as_text = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


class Deed(NamedTuple):
    """What an entry tells, as it is kept: everything its digest is made from, save the entry before it.

    `moment` is in microseconds since 1970, UTC; `by_hex` the account that did it, empty for the site itself;
    `about_hex` the account of whom the data are; `scope` the organisation, region or sector in which it was done, as
    "organisation:<id>"; `told` the rest, as JSON. None of them holds the end of a line, which parts them in a digest.
    """

    number: int
    moment: int
    tag: str
    by_hex: str
    about_hex: str
    thing: str
    scope: str
    told: str

    def digest(self, before: str) -> str:
        """The digest of an entry that tells this and comes after another.

        >>> Deed(1, 0, "accounts:login:done", "", "", "", "", "{}").digest(NOTHING_BEFORE)[:12]
        '55b475a0dac2'
        """
        number, moment, tag, by, about, thing, scope, told = self
        line = f"{before}\n{number}\n{moment}\n{tag}\n{by}\n{about}\n{thing}\n{scope}\n{told}"
        return hashlib.sha256(line.encode()).hexdigest()


def as_text(data: Mapping[str, str | int]) -> str:
    """Particulars as they are kept."""
    return _as_text(dict(data))


def as_moment(at: datetime) -> int:
    """A moment as it is kept."""
    return (at - EPOCH) // MICROSECOND


def as_hex(account: UUID | None) -> str:
    """An account as it is kept."""
    return account.hex if account else ""


class Entry(models.Model):
    """One entry: a deed, a look or a refusal."""

    number = models.BigIntegerField("nummer", primary_key=True)
    moment = models.BigIntegerField("op")
    tag = models.CharField("wat", max_length=80)
    by_hex = models.CharField("door", max_length=32, blank=True)
    about_hex = models.CharField("over", max_length=32, blank=True)
    thing = models.CharField("van wat", max_length=100, blank=True)
    scope = models.CharField("waar", max_length=80, blank=True)
    told = models.TextField("bijzonderheden", default="{}")
    before = models.CharField("kenmerk van de regel ervoor", max_length=64)
    digest = models.CharField("kenmerk", max_length=64)

    class Meta:
        """Looked up by whom it concerns, by who did it, by what it was done to, and by where."""

        verbose_name = "regel van het spoor"
        verbose_name_plural = "regels van het spoor"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["about_hex", "number"], name="audit_about"),
            models.Index(fields=["by_hex", "number"], name="audit_by"),
            models.Index(fields=["thing", "number"], name="audit_thing"),
            models.Index(fields=["scope", "number"], name="audit_scope"),
        ]

    def __str__(self) -> str:
        """By number and tag."""
        return f"{self.number} {self.tag}"

    @property
    def at(self) -> datetime:
        """When it was."""
        return EPOCH + self.moment * MICROSECOND

    @property
    def by(self) -> UUID | None:
        """Who did it; None for the site itself."""
        return UUID(self.by_hex) if self.by_hex else None

    @property
    def about(self) -> UUID | None:
        """Of whom the data are."""
        return UUID(self.about_hex) if self.about_hex else None

    @property
    def data(self) -> dict[str, Any]:
        """The particulars."""
        found: dict[str, Any] = json.loads(self.told)
        return found


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
