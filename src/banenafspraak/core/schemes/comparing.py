"""Which worked examples come out otherwise under another law: what a policy officer looks at before a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from banenafspraak.core.schemes.answers import Answer, Status
from banenafspraak.core.schemes.assessing import Manner, assess, worth
from banenafspraak.core.schemes.book import Book
from banenafspraak.core.schemes.cases import read_case

UNSAID = date(2026, 7, 1)
READING, STATUS = "lezing", "status"


@dataclass(frozen=True, slots=True)
class Changed:
    """An example that comes out otherwise: what it was and what it would be, in words of the law files."""

    scheme: str
    name: str
    before: str
    after: str


def changed_examples(before: Book, after: Book) -> list[Changed]:
    """The examples of both books, under both, where the outcome differs."""
    found = []
    for scheme in dict.fromkeys((*before.schemes, *after.schemes)):
        given = {one["naam"]: one["gegeven"] for book in (before, after) for one in _examples(book, scheme)}
        for name, facts in given.items():
            old, new = (_outcome(book, scheme, dict(facts)) for book in (before, after))
            if old != new:
                found.append(Changed(scheme, name, old, new))
    return found


def _examples(book: Book, scheme: str) -> tuple[Mapping[str, Any], ...]:
    return book.schemes[scheme].examples if scheme in book.schemes else ()


def _outcome(book: Book, scheme: str, facts: dict[str, object]) -> str:
    """Status and amount of an example; an example gives only what its amount hangs on, so both are told."""
    if scheme not in book.schemes:
        return "-"
    reading = str(facts.pop(READING, ""))
    case = read_case(facts, UNSAID)
    answer: Answer = assess(case, book, readings=False, only=[scheme]).answers[scheme]
    money = worth(case, answer.scheme, book, Status.APPLIES, Manner(reading)).money
    if money is None or money.low is None:
        return answer.status.value
    return f"{answer.status.value}, {money.low if money.is_point else f'{money.low}..{money.high}'} cent"
