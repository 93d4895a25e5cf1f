"""Answers a case: per scheme whether it applies on the day, what it is worth, until when, and why.

The conditions come from law/, the sums from rules/. Where an amount hangs on a fact that is not known, it is reckoned
at the ends between which that fact lies, and the answer is the band between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import islice, product
from types import MappingProxyType

from banenafspraak.core.schemes import days
from banenafspraak.core.schemes.answers import (
    OPEN,
    Answer,
    Assessment,
    Caution,
    Conflict,
    Due,
    Money,
    Other,
    Outcome,
    Status,
    euros,
)
from banenafspraak.core.schemes.book import Book, Condition, Deadline, Scheme
from banenafspraak.core.schemes.cases import Case
from banenafspraak.core.schemes.conditions import NO, YES, Is, Not, Rule, Truth
from banenafspraak.core.schemes.facts import PENSION, facts
from banenafspraak.core.schemes.layering import layered
from banenafspraak.core.schemes.means import One, UnknownValueError, Used
from banenafspraak.core.schemes.rules import BODIES, LENDS, UP_TO
from banenafspraak.core.schemes.words import Words

MOST_CORNERS = 4096
RUNS = "lks_loopt"
FIRST = "lks"


def assess(  # noqa: PLR0913 - each is a choice of its own, and most callers make none
    case: Case,
    book: Book,
    *,
    readings: bool = True,
    as_if: bool = False,
    only: Collection[str] = (),
    guesses: bool = True,
) -> Assessment:
    """All schemes for a case, or only some.

    Args:
        case: what is known, and the day asked about.
        book: the law, with the overlays of places.
        readings: reckon the second reading too where sources disagree.
        as_if: reckon as if later rules held on the day already, for examples that anticipate; the answer says so.
        only: the schemes that are asked for; none means all.
        guesses: reckon the band of a scheme too of which more is to be known; it takes the longest of all.

    >>> from datetime import date
    >>> from banenafspraak.core.schemes.cases import read_case
    >>> from banenafspraak.core.schemes.reading import law_book
    >>> case = read_case({"verloonde_uren": 1500}, date(2026, 7, 1))
    >>> assess(case, law_book()).answers["lkv_banenafspraak"].money
    Money(low=0, high=151500, per='kalenderjaar')
    """
    municipality = f"GM{case.known['woongemeente']:04}" if "woongemeente" in case.known else ""
    found: dict[str, Answer] = {}
    asked = [name for name in book.schemes if not only or name in only]
    how = How(readings, as_if, OPEN if guesses else OPEN - {Status.UNKNOWN_NEEDS})
    for name in sorted(asked, key=lambda name: name != FIRST):
        scheme = layered(book, book.schemes[name], municipality, case.on)
        found[name] = _answer(_running(case, found), scheme, book, how)
    ordered = {name: _with_conflicts(found[name], found, book, case.on) for name in asked}
    return Assessment(case, MappingProxyType(ordered))


def _running(case: Case, found: Mapping[str, Answer]) -> Case:
    """The case with whether loonkostensubsidie runs, where that follows from its own answer."""
    if RUNS in case.known or FIRST not in found:
        return case
    status = found[FIRST].status
    if status in {Status.APPLIES, Status.DOES_NOT_APPLY}:
        return case.with_facts(lks_loopt=int(status is Status.APPLIES))
    return case


@dataclass(frozen=True, slots=True)
class How:
    """How schemes are answered: with second readings, as if later rules held, and of which statuses the amount."""

    readings: bool
    as_if: bool
    reckoned: frozenset[Status]


def _answer(case: Case, scheme: Scheme, book: Book, how: How) -> Answer:
    day, as_if = case.on, how.as_if
    if (scheme.last and day > scheme.last) or (day < scheme.first and scheme.start_mark == "V" and not as_if):
        return Answer(scheme, Status.NOT_IN_FORCE)
    if day < scheme.first and not as_if:
        return Answer(scheme, Status.UNKNOWN_NEEDS, warnings=(Caution("unknown_before", {"first": f"{scheme.first}"}),))
    means = means_of(case, scheme, book, Manner(as_if=as_if))
    outcomes = tuple(Outcome(one, one.rule.holds(means)) for one in scheme.asked(day))
    status = status_of(outcomes, closed=bool(scheme.closed_from and day >= scheme.closed_from))
    if status not in OPEN:
        return Answer(scheme, status, outcomes, used=tuple(means.used.values()))
    if status not in how.reckoned:
        return Answer(scheme, status, outcomes, needs=tuple(dict.fromkeys(open_facts(outcomes, means))))
    found = worth(case, scheme, book, status, Manner(as_if=as_if))
    used = {**means.used, **found.means.used}
    answer = Answer(scheme, status, outcomes, found.money, tuple(found.means.steps), tuple(used.values()))
    others = tuple(_others(case, scheme, book, answer)) if how.readings else ()
    return _told(replace(answer, others=others), case, found)


@dataclass(frozen=True, slots=True)
class Manner:
    """How is reckoned: by which reading of a text, as if later rules held already, with what for unknown facts."""

    reading: str = ""
    as_if: bool = False
    stand_in: Mapping[str, int] = field(default_factory=dict)


PLAIN = Manner()


def means_of(case: Case, scheme: Scheme, book: Book, manner: Manner = PLAIN) -> One:
    """What a rule reckons with for one case; a scheme that borrows values finds those of its lender."""
    lender = book.schemes.get(LENDS.get(scheme.id, ""))
    amounts = {**book.amounts, **(lender.parameters if lender else {})}
    return One(scheme, amounts, case.on, manner.reading, manner.as_if, known=case.known, stand_in=manner.stand_in)


def status_of(outcomes: tuple[Outcome, ...], *, closed: bool = False) -> Status:
    """The status that follows from the conditions: all must hold, and of a group at least one."""
    hard = together([one for one in outcomes if not one.condition.discretion and not one.condition.to_do])
    free = together([one for one in outcomes if one.condition.discretion])
    done = together([one for one in outcomes if one.condition.to_do])
    if min(hard, free, done) == NO:
        return Status.CLOSED_TO_NEW if closed else Status.DOES_NOT_APPLY
    if hard != YES:
        return Status.UNKNOWN_NEEDS
    return Status.APPLIES if free == YES else Status.POSSIBLE_BY_DISCRETION


def together(outcomes: list[Outcome]) -> Truth:
    """Whether conditions hold together; of a group, whether one does."""
    groups: dict[str, Truth] = {}
    for at, one in enumerate(outcomes):
        key = one.condition.group or f"\n{at}"
        groups[key] = max(groups.get(key, NO), one.truth)
    return min(groups.values(), default=YES)


@dataclass(frozen=True, slots=True)
class Worth:
    """What a scheme comes to: money, the means with its trace, the facts that were missed, the value the law lacks."""

    money: Money | None
    means: One
    missed: tuple[str, ...] = ()
    gap: str = ""


def worth(case: Case, scheme: Scheme, book: Book, status: Status, manner: Manner) -> Worth:
    """The amount, or the band between the ends of the facts that are not known."""
    body = BODIES.get(scheme.id)
    means = means_of(case, scheme, book, manner)
    if body is None:
        return Worth(None, means)

    missed: dict[str, None] = {}

    def at(corner: Mapping[str, int]) -> int:
        tried = means_of(case, scheme, book, replace(manner, stand_in=corner))
        cents = int(body(tried).over)
        missed.update(tried.missed)
        return cents

    try:
        amounts = [int(body(means).over)]
        missed.update(means.missed)
        seen = 0
        while len(missed) > seen:  # a fact may be asked only where another has a certain value
            seen = len(missed)
            amounts += map(at, list(_corners(tuple(missed))))
    except UnknownValueError as gap:
        return Worth(Money(None, None, scheme.per), means, tuple(missed), gap.parameter)
    if any(facts()[name].wide for name in missed):
        return Worth(Money(None, None, scheme.per), means, tuple(missed))
    sure = status is Status.APPLIES and scheme.id not in UP_TO
    money = Money(min(amounts) if sure else 0, max(amounts), scheme.per)
    return Worth(money, means, tuple(missed))


def _corners(missed: tuple[str, ...]) -> Iterator[Mapping[str, int]]:
    """Every combination of the ends of the facts that are not known: an amount rises or falls between them."""
    ends = [facts()[name].extremes for name in missed]
    for corner in islice(product(*ends), MOST_CORNERS):
        yield dict(zip(missed, corner, strict=True))


def _others(case: Case, scheme: Scheme, book: Book, answer: Answer) -> Iterator[Other]:
    for reading in scheme.readings[1:]:
        other = worth(case, scheme, book, answer.status, Manner(reading.name)).money
        if other and answer.money and other != answer.money:
            yield Other(reading, other)


def _told(answer: Answer, case: Case, found: Worth) -> Answer:
    """The answer with what is still to be known, the last days to apply and what to beware of."""
    needs = dict.fromkeys((*open_facts(answer.outcomes, found.means), *found.missed))
    warnings = tuple(_warnings(answer, case, found))
    due = tuple(_due(answer, found.means))
    return replace(answer, needs=tuple(needs), due=due, warnings=warnings)


def open_facts(outcomes: tuple[Outcome, ...], means: One) -> Iterator[str]:
    """The facts on which conditions hang that are not settled; what the employer brings about is not asked."""
    settled = {one.condition.group for one in outcomes if one.condition.group and one.truth == YES}
    for one in outcomes:
        if one.truth == 0 and not one.condition.to_do and one.condition.group not in settled:
            yield from unknown_facts(one.condition.rule, means)


def unknown_facts(rule: Rule, means: One) -> Iterator[str]:
    """The facts of a rule on which it still hangs: parts that are settled are passed over."""
    if rule.holds(means) != 0:
        return
    parts = getattr(rule, "rules", None) or ([rule.rule] if isinstance(rule, Not) else [])
    if not parts:
        yield from (name for name in rule.facts() if name not in means.known)
    for part in parts:
        yield from unknown_facts(part, means)


def _due(answer: Answer, means: One) -> Iterator[Due]:
    """The last days to apply. One that hangs on a condition takes the place of those before it."""
    found: list[Due] = []
    truths = {one.condition.name: one.truth for one in answer.outcomes}
    for deadline in answer.scheme.deadlines:
        if deadline.condition and truths.get(deadline.condition) != YES:
            continue
        if deadline.rule and deadline.rule.holds(means) == NO:
            continue
        day = _last_day(deadline, means)
        if day is not None:
            found = [] if deadline.condition else found
            found.append(Due(day, deadline.article))
    yield from found


def _last_day(deadline: Deadline, means: One) -> date | None:
    if deadline.month_day:
        month, day = (int(part) for part in deadline.month_day.split("-"))
        return date(means.on.year + deadline.next_year, month, day)
    if not means.has(deadline.after):
        return None
    try:
        months = _span(deadline.months, means)
        weeks = _span(deadline.weeks, means) if deadline.weeks else 0
    except UnknownValueError:
        return None
    return days.day_of(days.later(means.day(deadline.after), months, deadline.days)) + timedelta(weeks=weeks)


def _span(length: int | str, means: One) -> int:
    return length if isinstance(length, int) else int(means.value(length).fraction)


def _warnings(answer: Answer, case: Case, found: Worth) -> Iterator[Caution]:
    scheme = answer.scheme
    yield from (Caution("as_if") for _ in range(found.means.as_if))
    if found.gap:
        yield Caution("value_unknown", {"what": found.means.title(found.gap)})
    for used in answer.used:
        yield from _unsure(used)
    for one in answer.outcomes:
        yield from _of_condition(one.condition, one.truth)
    if any(one.condition.rule == Is(PENSION) for one in answer.outcomes):
        yield Caution("pension")
    for other in answer.others:
        yield _two_readings(answer, other)
    for each in scheme.deviations:
        yield Caution(
            "local", {"place": each.place, "what": each.title, "local": each.local, "national": each.national}
        )
    if any(step.key == "uren" for step in answer.steps) and "verloonde_uren" not in case.known:
        yield Caution("hours_reckoned")
    if scheme.judgement:
        yield Caution("discretion", {"what": scheme.judgement})
    if scheme.secret:
        yield Caution("secret")


def _unsure(used: Used) -> Iterator[Caution]:
    row, title = used.row, used.parameter.title
    told: dict[str, str | Words] = {"what": title, "value": f"{row.value}", "first": f"{row.first}", "note": row.note}
    if row.mark == "U":
        yield Caution("unverified", told)
    elif row.start_mark == "U" and row is not used.parameter.rows[0]:
        yield Caution("start_unverified", told)


def _of_condition(condition: Condition, truth: Truth) -> Iterator[Caution]:
    text = condition.text
    if condition.mark == "U":
        yield Caution("condition_unverified", {"what": text})
    if condition.place:
        yield Caution("local_condition", {"place": condition.place, "what": text})
    if condition.to_do and truth == 0:
        yield Caution("to_do", {"what": text})


def _two_readings(answer: Answer, other: Other) -> Caution:
    mine = answer.money.high if answer.money else None
    told: dict[str, str | Words] = {
        "article": other.reading.article,
        "one": euros(mine or 0),
        "other": euros(other.money.high or 0),
    }
    return Caution("reading", {**told, "what": other.reading.text})


def _with_conflicts(answer: Answer, found: Mapping[str, Answer], book: Book, on: date) -> Answer:
    """The answer with the schemes that bear on it, of those that may apply too."""
    if answer.status not in OPEN:
        return answer
    conflicts = []
    for rule in book.combinations:
        if answer.scheme.id in {rule.one, rule.other} and rule.in_force(on):
            other = rule.other if rule.one == answer.scheme.id else rule.one
            if other in found and found[other].status in OPEN:
                conflicts.append(Conflict(other, rule))
    return replace(answer, conflicts=tuple(conflicts))
