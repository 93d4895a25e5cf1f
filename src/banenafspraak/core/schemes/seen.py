"""What an employer may see of an answer, and what the candidate may tell or keep: one place, closed by default.

Ziektewet 38b lid 1: in the first two months a worker need not answer whether there is no-risk cover. The ground of a
registration says something of a person too, so both wait for consent and for those two months.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from banenafspraak.core.schemes import days
from banenafspraak.core.schemes.answers import Answer, Assessment
from banenafspraak.core.schemes.assessing import assess
from banenafspraak.core.schemes.book import Book
from banenafspraak.core.schemes.cases import Case
from banenafspraak.core.schemes.facts import facts

COVER, SILENT = "norisk", "niet_vragen"


@dataclass(frozen=True, slots=True)
class Shown:
    """An assessment as one viewer may see it; the schemes in `withheld` are not in it."""

    assessment: Assessment
    withheld: tuple[str, ...]


def for_employer(assessment: Assessment, book: Book, *, consent: bool) -> Shown:
    """The answers without what the worker may keep: no-risk cover, and whatever hangs on a sensitive fact."""
    if _is_open(assessment.case, book, consent=consent):
        return Shown(assessment, ())
    case = seen_case(assessment.case, book, consent=consent)
    hangs = case.known.keys() != assessment.case.known.keys()
    answers = (assess(case, book, only=tuple(assessment.answers)) if hangs else assessment).answers
    secret = {name for name, one in answers.items() if one.scheme.secret}
    left = {name: _without_sensitive(one) for name, one in answers.items() if name not in secret}
    return Shown(Assessment(case, MappingProxyType(left)), tuple(sorted(secret)))


def seen_case(case: Case, book: Book, *, consent: bool) -> Case:
    """The case without what an employer may not know (yet); whatever is reckoned for one is reckoned from this."""
    if _is_open(case, book, consent=consent):
        return case
    return replace(case, known=MappingProxyType({k: v for k, v in case.known.items() if not facts()[k].sensitive}))


def _is_open(case: Case, book: Book, *, consent: bool) -> bool:
    return consent and may_ask(case, book)


def may_ask(case: Case, book: Book) -> bool:
    """Whether the months have passed in which the worker need not tell; with an unknown start they have not."""
    until = silent_until(case, book)
    return until is not None and case.on >= until


def silent_until(case: Case, book: Book) -> date | None:
    """The first day on which an employer may ask; None while the first working day is not known."""
    if "startdatum" not in case.known:
        return None
    months = int(str(book.schemes[COVER].parameters[SILENT].rows[0].value))
    return days.day_of(days.later(case.known["startdatum"], months))


def _without_sensitive(answer: Answer) -> Answer:
    """The answer without the outcomes that tell a sensitive fact, and without the conflicts with what is secret."""
    kept = tuple(
        one for one in answer.outcomes if not any(facts()[name].sensitive for name in one.condition.rule.facts())
    )
    conflicts = tuple(one for one in answer.conflicts if one.other != COVER)
    needs = tuple(name for name in answer.needs if not facts()[name].sensitive)
    return replace(answer, outcomes=kept, conflicts=conflicts, needs=needs)
