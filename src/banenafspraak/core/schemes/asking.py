"""Which question settles most, given what is known: so that few questions lead to an answer.

For every fact that an open scheme hangs on, each possible answer is tried, and the schemes that it would settle are
counted, the schemes at the front of the book for more. A scheme that has its first no is out, and asks nothing more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from banenafspraak.core.schemes import days
from banenafspraak.core.schemes.answers import Answer, Assessment, Outcome, Status
from banenafspraak.core.schemes.assessing import means_of, open_facts, status_of
from banenafspraak.core.schemes.book import Book
from banenafspraak.core.schemes.cases import Case
from banenafspraak.core.schemes.facts import Fact, facts

HALF_WEIGHT_AT = 6
YEAR = 365
AGES = (19, 30, 60)
MOMENTS = (-8 * YEAR, -YEAR, 30)


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask, and the schemes for which it is asked, in the order of the book."""

    fact: Fact
    schemes: tuple[str, ...]
    for_amount: bool = False


def questions(assessment: Assessment, book: Book, *, skip: Collection[str] = (), most: int = 1) -> list[Question]:
    """The next questions, the most telling first; facts in `skip` were asked and are not known.

    First what settles whether a scheme applies, then what an amount hangs on; none when nothing more can be told.
    """
    case = assessment.case
    open_ones = _open(assessment, book, skip)
    if open_ones:
        ranked = sorted(open_ones, key=lambda name: -_telling(name, case, assessment, book, open_ones[name]))
        return [Question(facts()[name], tuple(open_ones[name])) for name in ranked[:most]]
    return _for_amounts(assessment, skip)[:most]


def _open(assessment: Assessment, book: Book, skip: Collection[str]) -> dict[str, list[str]]:
    """The schemes that hang on each fact. A scheme that hangs on what was skipped alone asks nothing more."""
    found: dict[str, list[str]] = {}
    for name, answer in assessment.answers.items():
        if answer.status is Status.UNKNOWN_NEEDS:
            hard = _hard(answer.outcomes)
            means = means_of(assessment.case, answer.scheme, book)
            for fact in dict.fromkeys(open_facts(hard, means)):
                if fact not in skip:
                    found.setdefault(fact, []).append(name)
    return found


def _hard(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    return tuple(one for one in outcomes if not one.condition.discretion and not one.condition.to_do)


def _telling(name: str, case: Case, assessment: Assessment, book: Book, schemes: Iterable[str]) -> float:
    """How much a fact settles, on average over its answers, by the weight of the schemes."""
    tries = possible(facts()[name], case)
    order = {scheme: at for at, scheme in enumerate(assessment.answers)}
    total = 0.0
    for value in tries:
        tried = case.with_facts(**{name: value})
        for scheme in schemes:
            weight = HALF_WEIGHT_AT / (HALF_WEIGHT_AT + order[scheme])
            settled = _status(tried, assessment.answers[scheme], name, book) is not Status.UNKNOWN_NEEDS
            total += weight if settled else weight / HALF_WEIGHT_AT
    return total / len(tries)


def _status(case: Case, answer: Answer, name: str, book: Book) -> Status:
    """The status with one fact more: only the conditions that look at it are held against the case again."""
    means = means_of(case, answer.scheme, book)
    outcomes = (
        Outcome(one.condition, one.condition.rule.holds(means)) if name in one.condition.rule.facts() else one
        for one in answer.outcomes
    )
    return status_of(tuple(outcomes))


def possible(fact: Fact, case: Case) -> tuple[int, ...]:
    """Answers that stand for all that a fact can be."""
    if fact.kind == "ja_nee":
        return (0, 1)
    if fact.choices:
        return tuple(range(len(fact.choices)))
    if fact.name == "geboortedatum":
        return tuple(days.number(case.on) - years * YEAR for years in AGES)
    if fact.kind == "datum":
        return tuple(days.number(case.on) + moment for moment in MOMENTS)
    return (fact.lowest, (fact.lowest + fact.highest) // 2, fact.highest)


def _for_amounts(assessment: Assessment, skip: Collection[str]) -> list[Question]:
    """What the amounts of schemes that may apply still hang on, the fact of most schemes first."""
    found: dict[str, list[str]] = {}
    for name, answer in assessment.answers.items():
        if answer.status in {Status.APPLIES, Status.POSSIBLE_BY_DISCRETION} and _is_band(answer):
            for fact in answer.needs:
                if fact not in skip:
                    found.setdefault(fact, []).append(name)
    ranked = sorted(found, key=lambda fact: -len(found[fact]))
    return [Question(facts()[fact], tuple(found[fact]), for_amount=True) for fact in ranked]


def _is_band(answer: Answer) -> bool:
    return answer.money is not None and not answer.money.is_point and answer.money.high is not None


def progress(assessment: Assessment) -> Mapping[str, int]:
    """How many schemes are settled, of how many."""
    unknown = len(assessment.with_status(Status.UNKNOWN_NEEDS))
    return {"settled": len(assessment.answers) - unknown, "all": len(assessment.answers)}
