"""Placements of one employer: read from a form or a file, reckoned each by itself, summed per calendar year and payer.

A placement has a label that its user chose and that names nobody, and the facts of a case. What an employer may not
know yet is not taken without the worker's consent, and not reckoned with before it may be asked (Ziektewet 38b).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, stop
from banenafspraak.core.kernel.receipts import sha256_text
from banenafspraak.core.reports.spreadsheets import Sheet, workbook
from banenafspraak.core.schemes.answers import OPEN, Answer, Assessment, Status
from banenafspraak.core.schemes.assessing import assess
from banenafspraak.core.schemes.book import Book
from banenafspraak.core.schemes.cases import NOT_KNOWN, YES_NO, Case, natural, read_case
from banenafspraak.core.schemes.facts import ASKED_ON, Fact, facts
from banenafspraak.core.schemes.outlook import Line, Year, outlook
from banenafspraak.core.schemes.seen import for_employer, seen_case
from banenafspraak.core.schemes.wording import hangs
from banenafspraak.core.tables.arriving import MEGABYTE, Arrival
from banenafspraak.core.tables.plain import numbered_rows
from banenafspraak.core.tables.writing import Cell, csv_bytes, unguarded

if TYPE_CHECKING:
    from banenafspraak.core.tables.sources import Source

LABEL, CONSENT = "kenmerk", "toestemming"
COLUMNS = (LABEL, CONSENT, *facts())
LONGEST_LABEL, MOST_ROWS, MOST_BYTES = 40, 300, MEGABYTE
NUMBER_OF_A_PERSON = re.compile(r"(?:\d[ .\-]?){8,}")
"""Eight digits or more in a row, however they are divided: a BSN, a telephone number, a day of birth."""
MIDNIGHT = " 00:00:00"
NUMBERS = frozenset({"geheel", "uren", "bedrag"})
SURE = frozenset({Status.APPLIES, Status.POSSIBLE_BY_DISCRETION})
CENTS = 100


@dataclass(frozen=True, slots=True)
class Placed:
    """A placement as it was read: what it is called, whether the worker agreed, and what is known as one writes it."""

    label: str
    consent: bool
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """What was read of a file: placements by the number of their row, and each row that was refused with its faults."""

    taken: Mapping[int, Placed]
    refused: Mapping[int, tuple[Problem, ...]]

    @property
    def read(self) -> int:
        """All rows that were read."""
        return len(self.taken) + len(self.refused)


@dataclass(frozen=True, slots=True)
class DueDay:
    """A last day to apply of one scheme; `sure` when the scheme seems to apply or somebody may grant it."""

    scheme: str
    day: date
    article: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a placement comes to: on which day it was reckoned, with which law, per year, and the last days ahead."""

    on: date
    law: str
    years: tuple[Year, ...]
    due: tuple[DueDay, ...]
    fits: int


@dataclass(frozen=True, slots=True)
class Total:
    """A calendar year of several placements together."""

    year: int
    low: int
    high: int
    payers: Mapping[str, tuple[int, int]]


# -- reading ----------------------------------------------------------------------------------------------------------


def read_placed(label: str, typed: Mapping[str, Any], today: date, *, consent: bool) -> Placed:
    """A placement from what was filled in.

    Raises:
        ProblemsError: everything that is wrong with its label and its facts.

    >>> read_placed("magazijn 3", {"loonwaarde": "60"}, date(2026, 7, 1), consent=False).facts
    mappingproxy({'loonwaarde': 60})
    """
    problems = list(label_faults(label))
    known: dict[str, Any] = {}
    try:
        case = read_case({name: value for name, value in typed.items() if name != ASKED_ON}, today)
        known = {name: natural(name, case.known[name]) for name in facts() if name in case.known}
    except ProblemsError as error:
        problems += error.problems
    if not consent:
        told = [name for name, fact in facts().items() if fact.sensitive and not _is_empty(typed.get(name))]
        problems += [Problem("placement-sensitive", Place(column=name)) for name in told]
    if problems:
        raise ProblemsError(problems)
    return Placed(label.strip(), consent, MappingProxyType(known))


def _is_empty(typed: object) -> bool:
    return typed is None or str(typed).strip().lower() in NOT_KNOWN


def label_faults(label: str) -> Iterator[Problem]:
    """What is wrong with a label. Whether it is a name nobody can see; that it holds a number of a person, one can.

    >>> [one.code for one in label_faults("1234.56.782")], [*label_faults("magazijn 3")]
    (['placement-label-number'], [])
    """
    text, place = label.strip(), Place(column=LABEL)
    if not text:
        yield Problem("placement-no-label", place)
    if len(text) > LONGEST_LABEL:
        yield Problem("placement-label-long", place, {"most": LONGEST_LABEL})
    if NUMBER_OF_A_PERSON.search(text) or "@" in text:
        yield Problem("placement-label-number", place)


def read_rows(name: str, content: bytes, today: date) -> Rows:
    """The placements of a CSV or XLSX file with the facts as columns; every row is taken or refused.

    Raises:
        ProblemsError: the file cannot be read as a whole.
    """
    rows = _text_rows(name, content)
    taken: dict[int, Placed] = {}
    refused: dict[int, tuple[Problem, ...]] = {}
    seen: set[str] = set()
    for number, cells in rows:
        try:
            one = _row(cells, today)
            if one.label.casefold() in seen:
                raise stop("placement-label-twice", Place(column=LABEL))
        except ProblemsError as error:
            refused[number] = tuple(_in_row(problem, number) for problem in error.problems)
        else:
            taken[number] = one
            seen.add(one.label.casefold())
    return Rows(MappingProxyType(taken), MappingProxyType(refused))


def _text_rows(name: str, content: bytes) -> list[tuple[int, dict[str, str]]]:
    place = Place(name)
    limits = {"megabytes": MOST_BYTES // MEGABYTE, "rows": MOST_ROWS}
    if len(content) > MOST_BYTES:
        raise stop("placements-too-large", place, **limits)
    names, rows = numbered_rows(_source(name, content))
    if LABEL not in names:
        raise stop("placements-no-label", place, column=LABEL)
    unknown = [_unknown(place, at, one) for at, one in enumerate(names, 1) if one and one not in COLUMNS]
    if unknown:
        raise ProblemsError(unknown)
    if len(rows) > MOST_ROWS:
        raise stop("placements-too-large", place, **limits)
    return rows


def _source(name: str, content: bytes) -> Source:
    parts = iter((content,))
    source = Arrival(name, 0, lambda: next(parts, b""), len(content)).source()
    if source.kind not in {"csv", "xlsx"}:
        raise stop("file-kind-unknown", source.place, kinds=".csv, .xlsx")
    return replace(source, digest=lambda: "")


def _unknown(place: Place, at: int, name: str) -> Problem:
    """A column that is none of ours, by its number: what stands in its head may be anything."""
    near = get_close_matches(name, COLUMNS, 1)
    return Problem("placements-column", place, {"number": at, "near": near[0] if near else LABEL})


def _row(cells: Mapping[str, str], today: date) -> Placed:
    typed = {name: cell.removesuffix(MIDNIGHT) for name, cell in cells.items() if name not in {LABEL, CONSENT}}
    consent = YES_NO.get(cells.get(CONSENT, "").strip().lower(), False)
    return read_placed(unguarded(cells.get(LABEL, "")), typed, today, consent=consent)


def _in_row(problem: Problem, number: int) -> Problem:
    return replace(problem, place=Place(row=number, column=problem.place.column))


# -- reckoning --------------------------------------------------------------------------------------------------------


def case_of(placed: Placed, on: date) -> Case:
    """The case of a placement on a day."""
    return read_case(placed.facts, on)


def seen_assessment(case: Case, book: Book, *, consent: bool) -> tuple[Assessment, tuple[str, ...]]:
    """The answers as an employer may see them, and the schemes that are withheld."""
    shown = for_employer(assess(seen_case(case, book, consent=consent), book), book, consent=consent)
    return shown.assessment, shown.withheld


def law_digest(book: Book) -> str:
    """Known by it: with which law something was reckoned."""
    return sha256_text("\n".join(f"{path} {digest}" for path, digest in sorted(book.digests.items())))


def reckon(placed: Placed, book: Book, on: date) -> Reckoned:
    """What a placement comes to, as its employer may see it.

    A scheme whose amount hangs on an amount that is not known, such as the wage, is left out of the sums.
    """
    case = case_of(placed, on)
    assessment, _ = seen_assessment(case, book, consent=placed.consent)
    summed = {name for name, one in assessment.answers.items() if not hangs(one)}
    years = outlook(seen_case(case, book, consent=placed.consent), book)
    return Reckoned(
        on=on,
        law=law_digest(book),
        years=tuple(replace(year, lines=tuple(one for one in year.lines if one.scheme in summed)) for year in years),
        due=tuple(_ahead(assessment.answers.values(), on)),
        fits=len(assessment.with_status(*SURE)),
    )


def _ahead(answers: Iterable[Answer], on: date) -> Iterator[DueDay]:
    """The next last day of each scheme of which something may come; what has passed is told no more."""
    for answer in answers:
        days = sorted((one for one in answer.due if one.day >= on), key=lambda one: one.day)
        if days and answer.status in OPEN:
            yield DueDay(answer.scheme.id, days[0].day, days[0].article, answer.status in SURE)


def most(year: Year) -> int:
    """The most that comes off in a year: never more than the wage, where that is known.

    >>> most(Year(2026, 100, (Line("lks", "gemeente", 0, 250),)))
    100
    """
    return year.high if year.wage is None else max(min(year.high, year.wage), year.low)


def total(reckoned: Iterable[Reckoned]) -> tuple[Total, ...]:
    """The calendar years of several placements together, the first year first.

    >>> total(())
    ()
    """
    found: dict[int, list[Year]] = {}
    for one in reckoned:
        for year in one.years:
            found.setdefault(year.year, []).append(year)
    return tuple(_total(year, some) for year, some in sorted(found.items()))


def _total(year: int, some: list[Year]) -> Total:
    payers: dict[str, tuple[int, int]] = {}
    for one in some:
        for payer, (low, high) in one.by_payer().items():
            before = payers.get(payer, (0, 0))
            payers[payer] = (before[0] + low, before[1] + high)
    low, high = sum(one.low for one in some), sum(map(most, some))
    return Total(year, low, high, MappingProxyType(payers))


def as_data(one: Reckoned) -> dict[str, Any]:
    """What was reckoned as plain data, to keep beside its placement."""
    return {
        "on": one.on.isoformat(),
        "law": one.law,
        "fits": one.fits,
        "due": [[each.scheme, each.day.isoformat(), each.article, each.sure] for each in one.due],
        "years": [
            [
                year.year,
                year.wage,
                [[line.scheme, line.payer, line.low, line.high, line.counted, line.excess] for line in year.lines],
            ]
            for year in one.years
        ],
    }


def from_data(data: Mapping[str, Any]) -> Reckoned:
    """The same, as a value."""
    return Reckoned(
        on=date.fromisoformat(data["on"]),
        law=data["law"],
        years=tuple(Year(year, wage, tuple(Line(*line) for line in lines)) for year, wage, lines in data["years"]),
        due=tuple(DueDay(scheme, date.fromisoformat(day), article, sure) for scheme, day, article, sure in data["due"]),
        fits=data["fits"],
    )


# -- files ------------------------------------------------------------------------------------------------------------


def as_csv(placed: Iterable[Placed]) -> bytes:
    """Placements as CSV, in the columns that an import reads."""
    return csv_bytes(COLUMNS, [_line(one) for one in placed])


def as_spreadsheet(placed: Iterable[tuple[Placed, Reckoned | None]]) -> bytes:
    """Placements as XLSX: as an import reads them, and beside that what each comes to and until when one can apply."""
    some = list(placed)
    amounts = [line for one, found in some if found for line in _amounts(one.label, found)]
    due = [line for one, found in some if found for line in _due_lines(one.label, found)]
    return workbook(
        [
            Sheet("plaatsingen", COLUMNS, [_line(one) for one, _ in some]),
            Sheet("bedragen", (LABEL, "jaar", "regeling", "betaler", "laagste", "hoogste", "telt_mee"), amounts),
            Sheet("uiterste dagen", (LABEL, "regeling", "dag", "artikel"), due),
            _explained(),
        ]
    )


def template() -> bytes:
    """An empty spreadsheet to fill in, with what each column means."""
    return workbook([Sheet("plaatsingen", COLUMNS, []), _explained()])


def _explained() -> Sheet:
    columns = ("kolom", "vraag", "soort", "keuzes", "waar")
    lines: list[dict[str, Cell]] = [
        {
            "kolom": LABEL,
            "vraag": "Hoe noemt u deze plaatsing? Geen naam van een persoon en geen bsn.",
            "soort": "tekst",
        },
        {"kolom": CONSENT, "vraag": "Vindt de werknemer goed dat u gevoelige gegevens invult?", "soort": "ja of nee"},
        *(_explained_fact(fact) for fact in facts().values()),
    ]
    return Sheet("uitleg", columns, lines)


def _explained_fact(fact: Fact) -> dict[str, Cell]:
    choices = "; ".join(f"{key} = {text.nl}" for key, text in fact.choices.items())
    only = " Alleen met toestemming van de werknemer." if fact.sensitive else ""
    kind = fact.kind.replace("_", " of ")
    told = f"{kind}, {fact.unit}" if fact.unit else kind
    return {
        "kolom": fact.name,
        "vraag": f"{fact.question.nl}{only}",
        "soort": told,
        "keuzes": choices,
        "waar": fact.where.nl,
    }


def _line(one: Placed) -> dict[str, Cell]:
    known: dict[str, Cell] = {name: _cell(value) for name, value in one.facts.items()}
    return {LABEL: one.label, CONSENT: "ja" if one.consent else "nee", **known}


def _cell(value: Any) -> Cell:  # noqa: ANN401 - a fact as one writes it
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value)


def _amounts(label: str, found: Reckoned) -> Iterator[dict[str, Cell]]:
    for year in found.years:
        for line in year.lines:
            yield {
                LABEL: label,
                "jaar": year.year,
                "regeling": line.scheme,
                "betaler": line.payer,
                "laagste": _euros(line.low),
                "hoogste": _euros(line.high),
                "telt_mee": "ja" if line.counted else "nee",
            }


def _euros(cents: int) -> str:
    return f"{cents // CENTS},{cents % CENTS:02}"


def _due_lines(label: str, found: Reckoned) -> Iterator[dict[str, Cell]]:
    for one in found.due:
        yield {LABEL: label, "regeling": one.scheme, "dag": one.day.isoformat(), "artikel": one.article}
