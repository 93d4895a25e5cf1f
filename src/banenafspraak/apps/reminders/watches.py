"""What the clock watches: rooms register it in their `ready`. The terms, in days, come from terms.toml.

A watch names its records, the field with their due date, and stages some days before or after it. A stage warns people
or lets something expire, and says in one sentence what it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from banenafspraak.apps.mail.actions import To
from banenafspraak.apps.mail.queries import digest
from banenafspraak.core.reminders.clock import Stage as Timed
from banenafspraak.core.reminders.terms import read_terms

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

TERMS = read_terms((Path(__file__).parent / "terms.toml").read_text(encoding="utf-8"))
"""All terms by name, read and checked at the start."""


def days(term: str) -> int:
    """The number of days of a term."""
    return TERMS[term].days


@dataclass(frozen=True, slots=True)
class Telling:
    """What one reader is told of one record: a sentence in her language, and the address of the page about it."""

    to: To
    what: str
    link: str
    language: str = "nl"

    @property
    def reader(self) -> str:
        """The key by which a reader is known without keeping her address."""
        return str(self.to.account.public_id) if self.to.account else digest(self.to.email or self.to.phone)


@dataclass(frozen=True, slots=True)
class Stage:
    """What happens some days after the due date, or before it when `days` is less than zero: one of the two."""

    name: str
    days: int
    sentence: str | _StrPromise
    warn: Callable[[Any], Iterable[Telling]] | None = None
    expire: Callable[[Any], None] | None = None

    def __post_init__(self) -> None:
        if (self.warn is None) == (self.expire is None):
            raise ValueError(f"{self.name} must warn or expire")

    @property
    def timed(self) -> Timed:
        """What the clock needs to know of it."""
        return Timed(self.name, self.days, "expire" if self.expire else "warn")


@dataclass(frozen=True, slots=True)
class Watch:
    """Records of one kind. `records` gives those that are still watched; each has a `public_id`.

    `due` is the field with the due date, or moment; `label` names a record for who minds the reminders, and names no
    person. With `together` the page tells how many there are on a day, and not each of them.
    """

    name: str
    title: str | _StrPromise
    records: Callable[[], QuerySet[Any]]
    due: str
    stages: tuple[Stage, ...]
    label: Callable[[Any], str] = str
    together: bool = False

    @property
    def timed(self) -> tuple[Timed, ...]:
        """What the clock needs to know of its stages."""
        return tuple(stage.timed for stage in self.stages)

    def stage(self, name: str) -> Stage:
        """A stage by its name."""
        return next(stage for stage in self.stages if stage.name == name)

    def due_on(self, record: Any) -> date:
        """The due date of a record."""
        return as_day(getattr(record, self.due))


def as_day(value: date | datetime) -> date:
    """The day of a date or moment, here."""
    return timezone.localdate(value) if isinstance(value, datetime) else value


WATCHES: dict[str, Watch] = {}


def register(*watches: Watch) -> None:
    """Have the clock watch records, from the `ready` of a room."""
    WATCHES.update({watch.name: watch for watch in watches})
