"""A scheme of the catalogue in the words, amounts and days of its reader, on a day that she chooses.

Notes beside legal values and the titles of sources are Dutch only; a page says so in its markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banenafspraak.core.kernel.law import Source, law_sources
from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.regions import region
from banenafspraak.core.regions.membership import municipality_named
from banenafspraak.core.reports.numbers import day as day_in_words, euros, number
from banenafspraak.core.schemes.answers import Status, said
from banenafspraak.core.schemes.assessing import Manner, worth
from banenafspraak.core.schemes.book import Amount, Book, Condition, Overlay, Parameter, Row, Scheme
from banenafspraak.core.schemes.cases import read_case
from banenafspraak.core.schemes.cataloguing import (
    checked_on,
    combinations_of,
    local_parameters,
    overlays_for,
    parameters_of,
)
from banenafspraak.core.schemes.facts import ASKED_ON, facts
from banenafspraak.core.schemes.wording import article_in_words, fact_value, step_value

EURO, CENTS = "euro", 100
READING, CENT, UNSURE = "lezing", "cent", "U"
WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was read. `address` is empty where there is none on the web; `unsure` says nobody checked it."""

    key: str
    title: str
    address: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class Value:
    """One legal value in one period. `held` says that it holds on the day that was chosen."""

    title: str
    text: str
    first: date
    last: date | None
    article: str
    origin: Origin
    start_unsure: bool
    note: str
    held: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One condition; `either` says that of its group one is enough."""

    text: str
    article: str
    origin: Origin
    first: date | None
    last: date | None
    either: str
    discretion: bool
    to_do: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What holds for this scheme and another."""

    id: str
    name: str
    kind: str
    article: str
    first: date | None
    last: date | None
    note: str
    origin: Origin
    held: bool


@dataclass(frozen=True, slots=True)
class Place:
    """The rules of a place: where it is, and its own values, conditions and notes."""

    title: str
    where: str
    values: tuple[Value, ...]
    terms: tuple[Term, ...]
    notes: tuple[str, ...]
    area_note: str


@dataclass(frozen=True, slots=True)
class Event:
    """What changed on a day."""

    first: date
    text: str
    origin: Origin
    note: str


@dataclass(frozen=True, slots=True)
class Worked:
    """An example that was filled in: what is known, how it is reckoned, what it comes to."""

    name: str
    day: date
    known: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str], ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A scheme as the catalogue shows it."""

    id: str
    name: str
    gist: str
    state: str
    is_open: bool
    kind: str
    payer: str
    decider: str
    whom: str
    where: str
    when: str
    duration: str
    law: str
    first: date
    start_note: str
    formula: str
    rounding: str
    judgement: str
    secret: bool
    local: bool
    documents: tuple[str, ...]
    notes: tuple[str, ...]
    terms: tuple[Term, ...]
    other_terms: tuple[Term, ...]
    values: tuple[Value, ...]
    neighbours: tuple[Neighbour, ...]
    places: tuple[Place, ...]
    history: tuple[Event, ...]
    readings: tuple[tuple[str, str, Origin], ...]
    example: Worked | None
    sources: tuple[Origin, ...]
    checked: date

    @property
    def unsure(self) -> int:
        """How many values, days and conditions nobody checked."""
        values = sum(one.origin.unsure or one.start_unsure for one in self.values)
        return values + sum(one.origin.unsure for one in (*self.terms, *self.other_terms))


def entry(scheme: Scheme, book: Book, on: date, lang: Language) -> Entry:
    """A scheme in words, on a day.

    >>> from banenafspraak.core.schemes.reading import law_book
    >>> one = entry(law_book().schemes["lkv_banenafspraak"], law_book(), date(2026, 7, 1), "nl")
    >>> one.state, one.values[0].text, one.example.outcome
    ('nu van kracht', '€ 1,01 per betaald uur', '€ 1.515 per kalenderjaar')
    """
    state, is_open = _state(scheme, on, lang)
    values = tuple(_values(parameters_of(scheme, book), on, lang))
    neighbours = tuple(_neighbours(scheme, book, on, lang))
    history = tuple(
        Event(one.first, one.text.text(lang), _origin(one.source, one.mark), one.note)
        for one in sorted(scheme.history, key=lambda one: one.first, reverse=True)
    )
    terms = tuple(_term(one, lang) for one in scheme.conditions)
    asked = [one.in_force(on) for one in scheme.conditions]
    readings = tuple((one.text.text(lang), one.article, _origin(one.source, one.mark)) for one in scheme.readings)
    origins = [one.origin for part in (terms, values, neighbours, history) for one in part]
    origins += [one[2] for one in readings]
    return Entry(
        id=scheme.id,
        name=scheme.name.text(lang),
        gist=scheme.gist.text(lang),
        state=state,
        is_open=is_open,
        kind=said(f"kind.{scheme.kind}", lang),
        payer=said(f"payer.{scheme.payer}", lang),
        decider=scheme.decider.text(lang),
        whom=said(f"whom.{scheme.whom}", lang),
        where=scheme.where.text(lang),
        when=scheme.when.text(lang),
        duration=scheme.duration.text(lang),
        law=scheme.title,
        first=scheme.first,
        start_note=scheme.start_note,
        formula=scheme.formula.text(lang),
        rounding=scheme.rounding.text(lang) if scheme.rounding else "",
        judgement=scheme.judgement.text(lang) if scheme.judgement else "",
        secret=scheme.secret,
        local=scheme.local,
        documents=tuple(one.text(lang) for one in scheme.documents),
        notes=tuple(one.text(lang) for one in scheme.notes),
        terms=tuple(one for one, now in zip(terms, asked, strict=True) if now),
        other_terms=tuple(one for one, now in zip(terms, asked, strict=True) if not now),
        values=values,
        neighbours=neighbours,
        places=tuple(_place(one, scheme, on, lang) for one in overlays_for(scheme, book)),
        history=history,
        readings=readings,
        example=_worked(scheme, book, lang),
        sources=tuple({one.key: one for one in origins}.values()),
        checked=checked_on(),
    )


def _state(scheme: Scheme, on: date, lang: Language) -> tuple[str, bool]:
    if scheme.last and scheme.last < on:
        return said("state.past", lang).format(day=day_in_words(scheme.last, lang)), False
    if scheme.closed_from and scheme.closed_from <= on:
        return said("state.closed", lang).format(day=day_in_words(scheme.closed_from, lang)), False
    if scheme.first > on:
        return said("state.later", lang).format(day=day_in_words(scheme.first, lang)), False
    return said("state.open", lang), True


def _origin(source: str, mark: str) -> Origin:
    found: Source = law_sources()[source]
    address = next((part for part in found.address.split() if part.startswith(WEB)), "")
    return Origin(source, found.title, address, mark == UNSURE)


def _values(parameters: tuple[Parameter, ...], on: date, lang: Language) -> Iterator[Value]:
    for parameter in parameters:
        held = parameter.on(on)
        for at, row in enumerate(parameter.rows):
            yield _value(parameter, row, at, lang, held=row is held)


def _value(parameter: Parameter, row: Row, at: int, lang: Language, *, held: bool) -> Value:
    follows = parameter.rows[at + 1].first if at + 1 < len(parameter.rows) else None
    last = row.last or (date.fromordinal(follows.toordinal() - 1) if follows else None)
    return Value(
        title=parameter.title.text(lang),
        text=value_in_words(row.value, parameter.unit, lang),
        first=row.first,
        last=last,
        article=article_in_words(parameter.article, lang),
        origin=_origin(row.source, row.mark),
        start_unsure=row.start_mark == UNSURE,
        note=" ".join(part for part in (row.note, "" if follows else parameter.note) if part),
        held=held,
    )


def value_in_words(value: Amount, unit: str, lang: Language) -> str:
    """A legal value with its unit, as the reader writes it.

    >>> value_in_words(Decimal("3.05"), "euro per betaald uur", "en"), value_in_words("onbeperkt", "maanden", "nl")
    ('€ 3.05 per paid hour', 'zonder einde')
    """
    if isinstance(value, str):
        return said(f"value.{value}", lang)
    if isinstance(value, Mapping):
        parts = [
            said("measure.at_age", lang).format(age=age, part=_figure(part, unit, lang)) for age, part in value.items()
        ]
        return said(f"measure.{unit}", lang).format(value=", ".join(parts))
    return said(f"measure.{unit}", lang).format(value=_figure(value, unit, lang))


def _figure(value: int | Decimal, unit: str, lang: Language) -> str:
    if unit.split(maxsplit=1)[0] == EURO:
        return euros(value * CENTS, lang)
    exact = Decimal(value).normalize()
    places = -int(exact.as_tuple().exponent)
    return number(exact, lang, max(places, 0))


def _term(one: Condition, lang: Language) -> Term:
    return Term(
        text=one.text.text(lang),
        article=article_in_words(one.article, lang),
        origin=_origin(one.source, one.mark),
        first=one.first,
        last=one.last,
        either=one.group,
        discretion=one.discretion,
        to_do=one.to_do,
    )


def _neighbours(scheme: Scheme, book: Book, on: date, lang: Language) -> Iterator[Neighbour]:
    for other, rule in combinations_of(scheme, book):
        yield Neighbour(
            id=other,
            name=book.schemes[other].name.text(lang),
            kind=book.kinds[rule.kind].text(lang),
            article=article_in_words(rule.article, lang),
            first=rule.first,
            last=rule.last,
            note=rule.note,
            origin=_origin(rule.source, rule.mark),
            held=rule.in_force(on),
        )


def _place(one: Overlay, scheme: Scheme, on: date, lang: Language) -> Place:
    names = [found.name if (found := municipality_named(code)) else code for code in one.municipalities]
    if one.region:
        there = region(one.region)
        names.append(there.name if there else one.region)
    return Place(
        title=one.title,
        where=", ".join(names),
        values=tuple(_values(local_parameters(one, scheme), on, lang)),
        terms=tuple(_term(each, lang) for each in one.conditions),
        notes=tuple(each.text(lang) for each in one.notes),
        area_note=one.area_note,
    )


def _worked(scheme: Scheme, book: Book, lang: Language) -> Worked | None:
    """The first example of the file that comes to an amount, filled in step by step."""
    for example in scheme.examples:
        given = dict(example["gegeven"])
        if CENT not in example["uitkomst"] or ASKED_ON not in given:
            continue
        manner = Manner(str(given.pop(READING, "")))
        case = read_case(given, date.min)
        found = worth(case, scheme, book, Status.APPLIES, manner)
        known = [
            (facts()[name].question.text(lang), fact_value(facts()[name], case.known[name], lang))
            for name in case.known
        ]
        steps = [
            (scheme.steps[step.key].text(lang), step_value(step, lang))
            for step in found.means.steps
            if step.key in scheme.steps
        ]
        per, cents = said(f"per.{scheme.per}", lang), example["uitkomst"][CENT]
        return Worked(str(example["naam"]), case.on, tuple(known), tuple(steps), f"{euros(cents, lang)} {per}")
    return None
