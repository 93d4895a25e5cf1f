"""An answer in the words, amounts and days of its reader: what pages, papers and calendars show, told once.

Notes beside legal values are Dutch only; who reads English gets the sentence without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.regions.membership import municipality_named
from banenafspraak.core.reports.numbers import day as day_in_words, euros, number
from banenafspraak.core.schemes import days
from banenafspraak.core.schemes.answers import OPEN, Answer, Caution, Conflict, Money, Outcome, Status, said
from banenafspraak.core.schemes.book import Book, Scheme
from banenafspraak.core.schemes.cases import Case, natural
from banenafspraak.core.schemes.facts import NATURAL, Fact, facts
from banenafspraak.core.schemes.means import Step
from banenafspraak.core.schemes.words import Words

UNSURE = frozenset({"unverified", "start_unverified", "condition_unverified", "pension", "unknown_before"})
LOCAL = frozenset({"local", "local_condition"})
TOLD_APART = LOCAL | {"reading", "secret"}
DUTCH_ONLY = "note"
FIGURES = frozenset({"value", "first", "local", "national"})
A_DAY, A_DECIMAL = re.compile(r"\b\d{4}-\d\d-\d\d\b"), re.compile(r"\b\d+\.\d+\b")


@dataclass(frozen=True, slots=True)
class Held:
    """A condition, whether it holds in a word, and its article."""

    text: str
    truth: int
    word: str
    article: str


@dataclass(frozen=True, slots=True)
class Told:
    """One scheme for one case as its reader meets it. Texts that have nothing to say are empty."""

    id: str
    name: str
    gist: str
    status: Status
    status_words: str
    amount: str
    per: str
    reason: str
    article: str
    law: str
    formula: str
    rounding: str
    steps: tuple[tuple[str, str], ...]
    due: date | None
    due_passed: bool
    due_article: str
    where: str
    when: str
    duration: str
    documents: tuple[str, ...]
    payer: str
    decider: str
    conditions: tuple[Held, ...]
    conflicts: tuple[str, ...]
    readings: tuple[str, ...]
    local: tuple[str, ...]
    cautions: tuple[str, ...]
    unsure: bool
    needs: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether something may come of it."""
        return self.status in OPEN


def told(answer: Answer, book: Book, case: Case, lang: Language) -> Told:
    """An answer in words.

    >>> from banenafspraak.core.schemes import assessing, cases, reading
    >>> book, case = reading.law_book(), cases.read_case({"verloonde_uren": 1500}, date(2026, 7, 1))
    >>> one = told(assessing.assess(case, book).answers["lkv_banenafspraak"], book, case, "nl")
    >>> one.status_words, one.amount, one.per
    ('nog te weten', '€ 0 tot € 1.515', 'in 2026')
    """
    scheme, due = answer.scheme, answer.apply_by(case.on)
    reason, article = _reason(answer, case, lang)
    keys = {one.key for one in answer.warnings}
    return Told(
        id=scheme.id,
        name=scheme.name.text(lang),
        gist=scheme.gist.text(lang),
        status=answer.status,
        status_words=answer.status.text(lang),
        amount=said("amount.hangs", lang) if hangs(answer) else amount(answer.money, lang),
        per=_per(answer.money, case, lang),
        reason=reason,
        article=article,
        law=scheme.title,
        formula=scheme.formula.text(lang),
        rounding=scheme.rounding.text(lang) if scheme.rounding else "",
        steps=tuple(_steps(answer, lang)),
        due=due,
        due_passed=bool(due and due < case.on),
        due_article=next((article_in_words(one.article, lang) for one in answer.due if one.day == due), ""),
        where=scheme.where.text(lang),
        when=scheme.when.text(lang),
        duration=scheme.duration.text(lang),
        documents=tuple(one.text(lang) for one in scheme.documents),
        payer=said(f"payer.{scheme.payer}", lang),
        decider=scheme.decider.text(lang),
        conditions=tuple(_held(one, lang) for one in answer.outcomes),
        conflicts=tuple(_conflict(answer, one, book, lang) for one in answer.conflicts),
        readings=tuple(_readings(answer, lang)),
        local=tuple(caution(one, lang) for one in answer.warnings if one.key in LOCAL),
        cautions=tuple(caution(one, lang) for one in answer.warnings if one.key not in TOLD_APART),
        unsure=bool(keys & UNSURE),
        needs=answer.needs,
    )


def _per(money: Money | None, case: Case, lang: Language) -> str:
    """The period of an amount; a calendar year is named, since a first one is seldom whole."""
    if money is None or money.per == "geen":
        return ""
    if money.per == "kalenderjaar":
        return said("per.in_year", lang).format(year=case.on.year)
    return said(f"per.{money.per}", lang)


def hangs(answer: Answer) -> bool:
    """Whether there is no amount because a fact that may be anything is not known yet."""
    money = answer.money
    return money is not None and money.high is None and any(facts()[name].wide for name in answer.needs)


def amount(money: Money | None, lang: Language) -> str:
    """An amount or a band; where the law gives no number it says so, and without money it is empty.

    >>> amount(Money(0, 200000, "kalenderjaar"), "nl"), amount(Money(110131, 110131, "maand"), "en")
    ('€ 0 tot € 2.000', '€ 1,101.31')
    """
    if money is None or money.per == "geen":
        return ""
    if money.low is None or money.high is None:
        return said("amount.unknown", lang)
    return band(money.low, money.high, lang)


def band(low: int, high: int, lang: Language) -> str:
    """Two ends in cents as a band, or as one amount.

    >>> band(0, 200000, "en"), band(550, 550, "nl")
    ('€ 0 to € 2,000', '€ 5,50')
    """
    if low == high:
        return euros(low, lang)
    return said("amount.band", lang).format(low=euros(low, lang), high=euros(high, lang))


def article_in_words(article: str, lang: Language) -> str:
    """An article as one says it; what names its own law stays as it is.

    >>> article_in_words("10d lid 1", "nl"), article_in_words("Subsidieregeling praktijkleren", "nl")
    ('artikel 10d lid 1', 'Subsidieregeling praktijkleren')
    """
    return said("law.article", lang).format(article=article) if article[:1].isdigit() else article


def _reason(answer: Answer, case: Case, lang: Language) -> tuple[str, str]:
    """The condition that decides, with its article."""
    scheme, found = answer.scheme, answer.reason
    if answer.status is Status.NOT_IN_FORCE:
        ended = scheme.last is not None and scheme.last < case.on
        key, day = ("reason.ended", scheme.last) if ended else ("reason.begins", scheme.first)
        return said(key, lang).format(day=day_in_words(day or scheme.first, lang)), ""
    if found is not None and answer.status is not Status.APPLIES:
        key = "reason.not_met" if found.truth < 0 else "reason.unknown"
        return said(key, lang).format(what=found.condition.text.text(lang)), article_in_words(
            found.condition.article, lang
        )
    if answer.status is Status.APPLIES:
        return said("reason.met", lang), ""
    return (said("reason.silent", lang) if answer.outcomes else ""), ""


def _steps(answer: Answer, lang: Language) -> Iterator[tuple[str, str]]:
    for step in answer.steps:
        yield answer.scheme.steps[step.key].text(lang), step_value(step, lang)


def step_value(step: Step, lang: Language) -> str:
    """What a step of the trace comes to."""
    if step.unit == "cent":
        return euros(step.value.fraction, lang)
    value = step.value.fraction
    return said(f"unit.{step.unit}", lang).format(value=number(value, lang, 0 if value.denominator == 1 else 2))


def _held(one: Outcome, lang: Language) -> Held:
    truth = int(one.truth)
    article = article_in_words(one.condition.article, lang)
    return Held(one.condition.text.text(lang), truth, said(f"truth.{truth}", lang), article)


def _conflict(answer: Answer, one: Conflict, book: Book, lang: Language) -> str:
    note = one.rule.note if lang == "nl" else ""
    names = {"one": answer.scheme.name.text(lang), "other": book.schemes[one.other].name.text(lang)}
    return said("conflict.line", lang).format(**names, kind=book.kinds[one.rule.kind].text(lang), note=note).strip()


def _readings(answer: Answer, lang: Language) -> Iterator[str]:
    for other in answer.others:
        texts = {"one": amount(answer.money, lang), "other": amount(other.money, lang)}
        what = other.reading.text.text(lang)
        yield said("warning.reading", lang).format(article=other.reading.article, **texts, what=what)


def caution(one: Caution, lang: Language) -> str:
    """Something to know beside an answer, with numbers and days as the reader writes them.

    >>> caution(Caution("start_unverified", {"what": Words("Vergoeding", "Allowance"), "value": "25.0"}), "nl")
    'Sinds welke dag geldt, is niet nagegaan: Vergoeding (25,0).'
    """
    texts = {name: _localised(name, value, lang) for name, value in one.values.items()}
    return said(f"warning.{one.key}", lang).format(**texts).strip()


def local_rules(scheme: Scheme, lang: Language) -> tuple[str, ...]:
    """Where the rules of a place differ from those of the country, for a scheme that was layered with them."""
    values = (
        Caution("local", {"place": one.place, "what": one.title, "local": one.local, "national": one.national})
        for one in scheme.deviations
    )
    conditions = (
        Caution("local_condition", {"place": one.place, "what": one.text}) for one in scheme.conditions if one.place
    )
    return tuple(caution(one, lang) for one in (*values, *conditions))


def _localised(name: str, value: str | Words, lang: Language) -> str:
    if isinstance(value, Words):
        return value.text(lang)
    if name == DUTCH_ONLY and lang != "nl":
        return ""
    if name not in FIGURES:
        return value
    value = A_DAY.sub(lambda found: day_in_words(date.fromisoformat(found[0]), lang), value)
    return A_DECIMAL.sub(lambda found: _decimal(found[0], lang), value)


def _decimal(text: str, lang: Language) -> str:
    return number(Decimal(text), lang, len(text.partition(".")[2]))


def fact_value(fact: Fact, value: int, lang: Language) -> str:
    """What is known of a fact, as its reader says it.

    >>> from banenafspraak.core.schemes.facts import facts
    >>> fact_value(facts()["uren_per_week"], 3250, "nl"), fact_value(facts()["wsw"], 0, "en")
    ('32,5 uren per week', 'no')
    """
    if fact.kind == "ja_nee":
        return said("fact.ja" if value else "fact.nee", lang)
    if fact.choices:
        return list(fact.choices.values())[value].text(lang)
    if fact.kind == "datum":
        return day_in_words(days.day_of(value), lang)
    if fact.kind == "bedrag":
        return euros(value, lang)
    if fact.kind == "gemeente":
        found = municipality_named(str(natural(fact.name, value)))
        return found.name if found else str(natural(fact.name, value))
    return f"{typed(fact, value, lang)} {unit(fact, lang)}".strip()


def unit(fact: Fact, lang: Language) -> str:
    """The unit of a number.

    >>> from banenafspraak.core.schemes.facts import facts
    >>> unit(facts()["loonwaarde"], "en")
    'percent'
    """
    return said(f"of.{fact.unit}", lang) if fact.unit else ""


def typed(fact: Fact, value: int, lang: Language) -> str:
    """A number as its reader would type it: without thousands, with no more decimals than needed.

    >>> from banenafspraak.core.schemes.facts import facts
    >>> typed(facts()["loon_per_maand"], 240050, "nl"), typed(facts()["uren_per_week"], 3200, "nl")
    ('2400,50', '32')
    """
    whole, part = divmod(value, NATURAL.get(fact.kind, 1))
    if not part:
        return str(whole)
    text = f"{part:02}" if fact.kind == "bedrag" else f"{part:02}".rstrip("0")
    return f"{whole}{',' if lang == 'nl' else '.'}{text}"


STATUS_ORDER: Mapping[Status, int] = {
    Status.APPLIES: 0,
    Status.POSSIBLE_BY_DISCRETION: 1,
    Status.UNKNOWN_NEEDS: 2,
    Status.CLOSED_TO_NEW: 3,
    Status.DOES_NOT_APPLY: 4,
    Status.NOT_IN_FORCE: 5,
}
"""What one reads first."""
