"""`banenafspraak scheme`: what may be claimed in one case, or in a year for a whole population. Never a decision."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from banenafspraak.cli import options, show
from banenafspraak.cli.frame import frame, text
from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, stop
from banenafspraak.core.reports.numbers import number
from banenafspraak.core.schemes.answers import Answer, Assessment, Money, Status, euros, said
from banenafspraak.core.schemes.assessing import assess
from banenafspraak.core.schemes.book import Book
from banenafspraak.core.schemes.cases import Case, read_case
from banenafspraak.core.schemes.facts import ASKED_ON, facts
from banenafspraak.core.schemes.means import Step
from banenafspraak.core.schemes.outlook import outlook
from banenafspraak.core.schemes.reading import law_book
from banenafspraak.core.schemes.telling import assessment_as_data, outlook_as_data
from banenafspraak.core.schemes.wording import amount
from banenafspraak.core.tables.writing import Line, keep_apart

LAW_VARIABLE = "LAW_PATH"
SHOWN_FIRST = (Status.APPLIES, Status.POSSIBLE_BY_DISCRETION, Status.UNKNOWN_NEEDS)
MOST_QUESTIONS = 3
CaseFile = Annotated[
    Path | None,
    typer.Option("--case", metavar="FILE", help="What is known, in YAML or JSON: a fact a line.", show_default=False),
]
On = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DAY", help="The day asked about, such as 2026-07-01. Without it: today.", show_default=False
    ),
]
MunicipalityOption = Annotated[
    str | None,
    typer.Option("--municipality", metavar="CODE", help="The municipality, by code or name.", show_default=False),
]
Trace = Annotated[bool, typer.Option("--trace", help="Every condition and every step, with its article.")]
Population = Annotated[
    Path | None,
    typer.Option(
        "--population",
        metavar="FILE",
        help="Many people at once: a column per fact, .parquet or .csv.",
        show_default=False,
    ),
]
Year = Annotated[
    int | None, typer.Option("--year", metavar="YEAR", help="The calendar year of a population.", show_default=False)
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="FILE", help="Write the outcome of a population: .parquet or .csv.", show_default=False
    ),
]
WhatIf = Annotated[
    list[str] | None,
    typer.Option(
        "--what-if",
        metavar="NAME=VALUE",
        help="For a population: another value from 1 January, such as lks.vergoeding_werkgeverslasten=30.",
        show_default=False,
    ),
]
National = Annotated[
    bool, typer.Option("--without-local", help="For a population: as if every place followed the national rules.")
]
LawPath = Annotated[
    Path | None,
    typer.Option(
        "--law-path",
        metavar="FOLDER",
        help="Local rules of your own beside ours. Without it: the variable LAW_PATH.",
        show_default=False,
    ),
]


def scheme(
    case: CaseFile = None,
    on: On = None,
    municipality: MunicipalityOption = None,
    trace: Trace = False,
    population: Population = None,
    year: Year = None,
    what_if: WhatIf = None,
    without_local: National = False,
    out: Out = None,
    law_path: LawPath = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Say which schemes may apply, what they are worth, who decides, and until when to apply. It decides nothing."""
    options.speak(lang, quiet=quiet, as_json=as_json)
    if (case is None) == (population is None):
        raise stop("scheme-one-of-both")
    book = book_here(law_path)
    if population:
        asked = year or today().year
        if what_if or without_local:
            _what_if(population, book, asked, _values(what_if or [], book), national=without_local)
        else:
            _of_all(population, book, asked, out)
        return 0
    found = assess(_read(case or Path(), on, municipality), book)
    if frame.as_json:
        years = outlook(found.case, book)
        frame.give({**assessment_as_data(found, frame.lang), "jaren": outlook_as_data(years)})
        return 0
    _show(found, trace=trace)
    _years(found.case, book)
    return 0


def book_here(law_path: Path | None) -> Book:
    """The law with the local rules of this installation."""
    named = law_path or (Path(os.environ[LAW_VARIABLE]) if os.environ.get(LAW_VARIABLE) else None)
    if named and not named.is_dir():
        raise ProblemsError([Problem("law-no-file", Place(named.name))])
    return law_book(named)


def today() -> date:
    """The day on which is asked."""
    return datetime.now(UTC).astimezone().date()


def _read(path: Path, on: str | None, municipality: str | None) -> Case:
    try:
        content = path.read_text(encoding="utf-8")
        data = json.loads(content) if path.suffix == ".json" else load_yaml(content)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ProblemsError([Problem("case-unreadable", Place(path.name))]) from error
    if not isinstance(data, dict):
        raise ProblemsError([Problem("case-unreadable", Place(path.name))])
    inner = data.get("feiten", {})
    given: dict[str, Any] = {**{key: value for key, value in data.items() if key != "feiten"}, **inner}
    given |= {ASKED_ON: on} if on else {}
    given |= {"woongemeente": municipality} if municipality else {}
    return read_case(given, today())


def _show(found: Assessment, *, trace: bool) -> None:
    lines = [_line(one) for status in SHOWN_FIRST for one in found.with_status(status)]
    rest = len(found.answers) - len(lines)
    show.table(text("title-schemes", day=found.case.on), ("regeling", "status", "bedrag", "uiterlijk", "reden"), lines)
    frame.say("schemes-rest", count=rest)
    for status in SHOWN_FIRST if trace else SHOWN_FIRST[:2]:
        for one in found.with_status(status):
            _explain(one, trace=trace)
    frame.out.print(text("schemes-no-decision"), style="bold", soft_wrap=True, markup=False)


def _line(one: Answer) -> Line:
    by = one.apply_by(today())
    reason = one.reason
    return {
        "regeling": one.scheme.name.text(frame.lang),
        "status": one.status.text(frame.lang),
        "bedrag": _money(one.money),
        "uiterlijk": by.isoformat() if by else "",
        "reden": reason.condition.text.text(frame.lang) if reason and one.status is not Status.APPLIES else "",
    }


def _money(money: Money | None) -> str:
    per = said(f"per.{money.per}", frame.lang) if money and money.high is not None else ""
    return f"{amount(money, frame.lang)} {per}".strip()


def _explain(one: Answer, *, trace: bool) -> None:
    frame.out.print(one.scheme.name.text(frame.lang), style="bold", soft_wrap=True, markup=False)
    for line in _told(one, trace=trace):
        frame.out.print(f"  · {line}", soft_wrap=True, markup=False)


def _told(one: Answer, *, trace: bool) -> Iterator[str]:
    lang = frame.lang
    if trace:
        for outcome in one.outcomes:
            condition = outcome.condition
            told = f"{condition.text.text(lang)} {said(f'truth.{outcome.truth}', lang)}"
            yield f"{told} ({one.scheme.law} {condition.article}, {condition.source} [{condition.mark}])"
        yield one.scheme.formula.text(lang)
        yield from (_step(step, one) for step in one.steps)
    yield f"{said(f'payer.{one.scheme.payer}', lang)}; {one.scheme.decider.text(lang)}. {one.scheme.where.text(lang)}"
    yield from (warning.text(lang) for warning in one.warnings)
    if one.needs:
        asked = [facts()[name].question.text(lang) for name in one.needs[:MOST_QUESTIONS]]
        yield text("schemes-to-know", questions=" ".join(asked))


def _step(step: Step, one: Answer) -> str:
    label = one.scheme.steps[step.key].text(frame.lang)
    if step.unit == "cent":
        return f"{label}: {euros(round(step.value.fraction)).text(frame.lang)}"
    return f"{label}: {number(step.value.fraction, frame.lang, 2)} {step.unit}"


def _years(case: Case, book: Book) -> None:
    lines: list[Line] = []
    for one in outlook(case, book):
        if one.high:
            wage = euros(one.wage).text(frame.lang) if one.wage else text("unknown")
            low, high = (euros(cents).text(frame.lang) for cents in (one.low, one.high))
            lines.append({"jaar": str(one.year), "loon": wage, "minstens": low, "hoogstens": high})
    if lines:
        show.table(text("title-years"), ("jaar", "loon", "minstens", "hoogstens"), lines)


def _of_all(path: Path, book: Book, year: int, out: Path | None) -> None:
    from banenafspraak.core.schemes.files import read_people, write_year  # noqa: PLC0415 - loads pyarrow, for this alone
    from banenafspraak.core.schemes.population import year_of_all  # noqa: PLC0415 - as above

    if out:
        keep_apart([out], [path])
    people = read_people(path)
    found = year_of_all(people, book, year)
    if out:
        write_year(found, out)
    sums = {name: (int((cents > 0).sum()), int(cents.sum())) for name, cents in found.cents.items()}
    if frame.as_json:
        told = {name: {"personen": persons, "cent": cents} for name, (persons, cents) in sums.items()}
        frame.give({"jaar": year, "personen": people.size, "regelingen": told, "totaal_cent": int(found.total.sum())})
        return
    lines: list[Line] = [
        {
            "regeling": book.schemes[name].name.text(frame.lang),
            "personen": persons,
            "bedrag": euros(cents).text(frame.lang),
        }
        for name, (persons, cents) in sums.items()
        if persons
    ]
    show.table(
        text("title-population", year=year, count=number(people.size, frame.lang)),
        ("regeling", "personen", "bedrag"),
        lines,
    )
    if out:
        frame.say("written", path=out)


def _values(given: list[str], book: Book) -> dict[str, Decimal]:
    """The values that are tried, each the name of a value of a scheme; all that is wrong at once."""
    found: dict[str, Decimal] = {}
    problems: list[Problem] = []
    for one in given:
        name, _, typed = one.partition("=")
        scheme, _, inner = name.strip().rpartition(".")
        known = book.schemes[scheme].parameters if scheme in book.schemes else {} if scheme else book.amounts
        try:
            value = Decimal(typed.strip().replace(",", "."))
        except InvalidOperation:
            value = Decimal("NaN")
        if inner not in known or not value.is_finite():
            problems.append(Problem("what-if-unfit", Place("--what-if"), {"known": ", ".join(known) or "lks.maximum"}))
        else:
            found[name.strip()] = value
    if problems:
        raise ProblemsError(problems)
    return found


def _what_if(path: Path, book: Book, year: int, values: dict[str, Decimal], *, national: bool) -> None:
    from banenafspraak.cli.law import show_gains  # noqa: PLC0415 - only where it is asked for
    from banenafspraak.core.schemes.files import read_people  # noqa: PLC0415 - loads pyarrow, for this alone
    from banenafspraak.core.schemes.population import simulate, with_change  # noqa: PLC0415 - as above

    people = read_people(path)
    gains = simulate(people, book, with_change(book, values, date(year, 1, 1), national=national), year)
    show_gains(text("title-what-if", year=year, count=number(people.size, frame.lang)), gains, {"jaar": year})
