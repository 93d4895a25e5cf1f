"""What comes out of a question about schemes: per scheme a status, an amount or a band, and why. Never a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.reports import numbers
from banenafspraak.core.schemes.book import Combination, Condition, Reading, Scheme
from banenafspraak.core.schemes.cases import Case
from banenafspraak.core.schemes.conditions import Truth
from banenafspraak.core.schemes.means import Step, Used
from banenafspraak.core.schemes.words import Words

LANGUAGES: tuple[Language, ...] = ("nl", "en")


class Status(StrEnum):
    """How a scheme stands to a case on a day."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does_not_apply"
    UNKNOWN_NEEDS = "unknown_needs"
    POSSIBLE_BY_DISCRETION = "possible_by_discretion"
    NOT_IN_FORCE = "not_in_force"
    CLOSED_TO_NEW = "closed_to_new"

    def text(self, lang: Language) -> str:
        """The status in words.

        >>> Status.APPLIES.text("nl")
        'lijkt te passen'
        """
        return said(f"status.{self.value}", lang)


OPEN = frozenset({Status.APPLIES, Status.POSSIBLE_BY_DISCRETION, Status.UNKNOWN_NEEDS})
"""Of these something may come."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount per period in cents, or a band; None where the law gives no number for the day."""

    low: int | None
    high: int | None
    per: str

    @property
    def is_point(self) -> bool:
        """Whether it is one amount."""
        return self.low is not None and self.low == self.high


@dataclass(frozen=True, slots=True)
class Outcome:
    """One condition and whether it holds."""

    condition: Condition
    truth: Truth


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to know beside the answer: its key in words.yaml and the words that fill it."""

    key: str
    values: Mapping[str, str | Words] = MappingProxyType({})

    def text(self, lang: Language) -> str:
        """In words."""
        told = {name: one.text(lang) if isinstance(one, Words) else one for name, one in self.values.items()}
        return said(f"warning.{self.key}", lang).format(**told).strip()


def euros(cents: int) -> Words:
    """An amount in words of both languages.

    >>> euros(110131)
    Words(nl='€ 1.101,31', en='€ 1,101.31')
    """
    return Words(*(numbers.euros(cents, lang) for lang in LANGUAGES))


@dataclass(frozen=True, slots=True)
class Due:
    """A last day to apply, with its article."""

    day: date
    article: str


@dataclass(frozen=True, slots=True)
class Other:
    """What the other reading of a text comes to."""

    reading: Reading
    money: Money


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another scheme that bears on this one, and how."""

    other: str
    rule: Combination


@dataclass(frozen=True, slots=True)
class Answer:
    """One scheme for one case. `needs` are the facts that are still to be known, the most telling first."""

    scheme: Scheme
    status: Status
    outcomes: tuple[Outcome, ...] = ()
    money: Money | None = None
    steps: tuple[Step, ...] = ()
    used: tuple[Used, ...] = ()
    needs: tuple[str, ...] = ()
    due: tuple[Due, ...] = ()
    others: tuple[Other, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    warnings: tuple[Caution, ...] = ()

    @property
    def reason(self) -> Outcome | None:
        """The condition that decides: the first that fails, or else the first that is not known."""
        failed = [one for one in self.outcomes if one.truth < 0 and not one.condition.group]
        unknown = [one for one in self.outcomes if one.truth == 0]
        return next(iter(failed or [one for one in self.outcomes if one.truth < 0] or unknown), None)

    def apply_by(self, today: date) -> date | None:
        """The next last day to apply, or the last one that passed."""
        days = sorted(one.day for one in self.due)
        ahead = [day for day in days if day >= today]
        return ahead[0] if ahead else days[-1] if days else None


@dataclass(frozen=True, slots=True)
class Assessment:
    """All schemes for one case, in the order of the book."""

    case: Case
    answers: Mapping[str, Answer]

    def with_status(self, *statuses: Status) -> tuple[Answer, ...]:
        """The answers of some statuses."""
        return tuple(one for one in self.answers.values() if one.status in statuses)


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = load_yaml(Path(__file__).with_name("words.yaml").read_text("utf-8"))
    return found


def said(key: str, lang: Language) -> str:
    """A sentence of an answer in one language."""
    return _texts()[key][lang]
