"""An outcome on paper: a page for whoever asked, and a letter for the employer. Both say that nothing was decided.

What the reader may not see is left out before it comes here (seen.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.reports.drawing import Shown, Twin
from banenafspraak.core.reports.numbers import HARD_SPACE, day as day_in_words, number
from banenafspraak.core.reports.paper import Letter, letter_pdf, pdf
from banenafspraak.core.reports.story import Section, Story
from banenafspraak.core.schemes.answers import Assessment, Status, said
from banenafspraak.core.schemes.calendar import deadlines
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.wording import Told, fact_value

HEADS = ("scheme", "status", "amount", "by")
SURE = (Status.APPLIES, Status.POSSIBLE_BY_DISCRETION)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on paper: the answers as their reader may see them, the years, and whether something is left out."""

    assessment: Assessment
    answers: tuple[Told, ...]
    years: Section | None
    withheld: bool
    language: Language


def page_pdf(sheet: Sheet) -> bytes:
    """The outcome as a page.

    Raises:
        ProblemsError: the extra is not installed.
    """
    return pdf(page(sheet))


def employer_pdf(sheet: Sheet) -> bytes:
    """The letter for the employer.

    Raises:
        ProblemsError: the extra is not installed.
    """
    return letter_pdf(letter(sheet))


def page(sheet: Sheet) -> Story:
    """The outcome as its reader meets it on paper."""
    lang, sure = sheet.language, _with(sheet, *SURE)
    return Story(
        language=lang,
        title=said("paper.title", lang),
        place=said("paper.place", lang),
        period=said("paper.period", lang).format(day=day_in_words(sheet.assessment.case.on, lang)),
        value=said("paper.one" if len(sure) == 1 else "paper.many", lang).format(number=number(len(sure), lang)),
        value_line=said("paper.fit_one" if len(sure) == 1 else "paper.fit_many", lang),
        gap=said("paper.no_decision", lang),
        facts=(),
        invented=(),
        warnings=(said("paper.withheld", lang),) if sheet.withheld else (),
        sections=tuple(_page_sections(sheet)),
    )


def _page_sections(sheet: Sheet) -> Iterator[Section]:
    lang, rows = sheet.language, _with(sheet, *SURE)
    yield _schemes(rows, lang, HEADS[:-1])
    if sheet.years:
        yield replace(sheet.years, level=3, drawing=None, paragraphs=(), facts=(), notes=sheet.years.notes[:-1])
    if ahead := deadlines(rows, sheet.assessment.case.on):
        told = tuple(_deadline(one, lang) for one in ahead)
        yield Section("termijnen", said("paper.deadlines", lang), level=3, items=told)
    if unknown := _with(sheet, Status.UNKNOWN_NEEDS):
        yield _small("weten", (", ".join(one.name for one in unknown),), "to_know", lang)
    if beware := dict.fromkeys(text for one in rows for text in (*one.readings, *one.local)):
        yield _small("let-op", tuple(beware), "beware", lang)
    yield _small("antwoorden", (_answers(sheet.assessment, lang),), "answers", lang)


def _schemes(rows: Sequence[Told], lang: Language, heads: tuple[str, ...]) -> Section:
    """What seems to apply and what is possible, or that there is nothing yet."""
    nothing = () if rows else (said("paper.none", lang),)
    table = _twin(rows, lang, heads) if rows else None
    return Section("regelingen", said("paper.schemes", lang), paragraphs=nothing, table=table)


def _small(key: str, lines: tuple[str, ...], heading: str, lang: Language) -> Section:
    return Section(key, said(f"paper.{heading}", lang), level=3, notes=lines)


def letter(sheet: Sheet) -> Letter:
    """What may be claimed, told to an employer."""
    lang = sheet.language
    return Letter(
        language=lang,
        subject=said("letter.subject", lang),
        to_fill_in=tuple(said(f"letter.{line}", lang) for line in ("to", "from")),
        day=day_in_words(sheet.assessment.case.on, lang),
        opening=tuple(said(f"letter.{line}", lang) for line in ("greeting", "opening")),
        sections=tuple(_letter_sections(sheet)),
        closing=tuple(said(f"letter.{line}", lang) for line in ("help", "regards")),
        to_sign=said("letter.name", lang),
    )


def _letter_sections(sheet: Sheet) -> Iterator[Section]:
    lang, rows = sheet.language, _with(sheet, *SURE)
    yield _schemes(rows, lang, HEADS)
    if ahead := deadlines(rows, sheet.assessment.case.on):
        yield Section("termijnen", said("paper.deadlines", lang), items=tuple(_deadline(one, lang) for one in ahead))
    told = (said("paper.no_decision", lang), *((said("paper.withheld", lang),) if sheet.withheld else ()))
    yield Section("let-op", said("paper.beware", lang), items=told)


def _with(sheet: Sheet, *statuses: Status) -> list[Told]:
    return [one for status in statuses for one in sheet.answers if one.status is status]


def _twin(rows: Sequence[Told], lang: Language, heads: tuple[str, ...]) -> Twin:
    cells = tuple(tuple(_cells(one, lang))[: len(heads)] for one in rows)
    named = tuple((said(f"paper.{name}", lang), False) for name in heads)
    return Twin("regelingen", Shown(said("paper.caption", lang), named, cells), (), ())


def _cells(one: Told, lang: Language) -> Iterator[str]:
    yield f"{one.name} ({one.payer})"
    yield one.status_words
    yield (" ".join(filter(None, (one.amount, one.per))) or said("per.geen", lang)).replace("€ ", f"€{HARD_SPACE}")
    day = day_in_words(one.due, lang) if one.due else said("paper.no_day", lang)
    yield said("paper.passed", lang).format(day=day) if one.due_passed else day


def _deadline(one: Told, lang: Language) -> str:
    day = day_in_words(one.due, lang) if one.due else ""
    return said("paper.deadline", lang).format(day=day, name=one.name, where=one.where)


def _answers(assessment: Assessment, lang: Language) -> str:
    """What was reckoned with, so that another can do the same sum."""
    known = assessment.case.known
    told = (f"{facts()[name].question.text(lang)} {fact_value(facts()[name], known[name], lang)}" for name in known)
    return "; ".join(told) or said("paper.nothing", lang)
