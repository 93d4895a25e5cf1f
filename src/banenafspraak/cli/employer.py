"""`banenafspraak employer`: the quota of an employer in a year, as information and never as a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from banenafspraak.cli import options, show
from banenafspraak.cli.frame import REFUSED, frame, progress, text
from banenafspraak.cli.ordering import BY_DATE, definition_of, order_of
from banenafspraak.core.counting.employer import (
    DEFINITION,
    MOST_HOURS_A_WEEK,
    EmployerQuota,
    QuotaQuestion,
    Quotas,
    quotas,
)
from banenafspraak.core.counting.employer_files import check_quota_kind, quotas_as_data, write_quotas
from banenafspraak.core.counting.files import outputs
from banenafspraak.core.counting.quota import ENGLISH, GIVEN
from banenafspraak.core.counting.result import Note
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.tables.writing import Cell, keep_apart

CENTS = 100
Line = dict[str, Cell]
Year = Annotated[int, typer.Option("--year", metavar="YEAR", help="The calendar year.", min=2013, max=2099)]
Quota = Annotated[
    str | None,
    typer.Option(
        "--quota",
        metavar="PERCENT",
        help="The quota percentage, such as 2.76. Without it: the one that was set, when it was found.",
        show_default=False,
    ),
]
LentIn = Annotated[
    Path | None,
    typer.Option(
        "--lent-in",
        metavar="FILE",
        help="Hours assigned to these employers: bsn or persoon, uitlener, inlener, uren, uitlener_akkoord_op, "
        "inlener_akkoord_op.",
        show_default=False,
    ),
]
LentOut = Annotated[
    Path | None,
    typer.Option(
        "--lent-out", metavar="FILE", help="Hours that these employers assign: the same columns.", show_default=False
    ),
]
HireHours = Annotated[
    str | None,
    typer.Option(
        "--hire-hours",
        metavar="HOURS",
        help="What would so many paid hours a week more do? Without it: one job.",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="Write the result: .csv (receipt beside it), .json or .xlsx.",
        show_default=False,
    ),
]


def employer(
    deliveries: options.Deliveries,
    register: options.Register,
    year: Year,
    quota: Quota = None,
    lent_in: LentIn = None,
    lent_out: LentOut = None,
    hire_hours: HireHours = None,
    employers: options.Employers = None,
    correction: options.Corrections = None,
    engine: options.EngineOption = "duckdb",
    out: Out = None,
    columns: options.ColumnsFile = None,
    xsd: options.Xsd = None,
    key_file: options.KeyFile = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Show where an employer stands in the quota scheme of a year, as information: no levy is imposed now.

    The deliveries hold the year and, for the size test, the year before. Exit code 4 says that rows were refused.
    """
    options.speak(lang, quiet=quiet, as_json=as_json)
    if out:
        check_quota_kind(out)
    given = [*deliveries, *(correction or ()), register, employers, lent_in, lent_out, columns, xsd, key_file]
    keep_apart(outputs(out), given)
    percentage, hire = _numbers(quota, hire_hours)
    order = order_of(
        deliveries,
        register,
        str(year),
        definition_of(DEFINITION, BY_DATE),
        corrections=correction,
        employers=employers,
        engine=engine,
        columns=columns,
        xsd=xsd,
        key_file=key_file,
    )
    with progress() as tell:
        found = quotas(replace(order, progress=tell), QuotaQuestion(year, percentage, lent_in, lent_out, hire))
    written = write_quotas(found, out, frame.lang) if out else []
    _show(found)
    for path in written:
        frame.say("written", path=path)
    return REFUSED if found.refused else 0


def _numbers(quota: str | None, hire_hours: str | None) -> tuple[Decimal | None, Decimal | None]:
    """What was typed as numbers, with a comma or a dot; both problems at once."""
    percentage, hire = _number(quota), _number(hire_hours)
    problems = [Problem("quota-percentage-unfit", Place("--quota"))] if quota and percentage is None else []
    if hire_hours and hire is None:
        problems.append(Problem("hire-hours-unfit", Place("--hire-hours"), {"most": MOST_HOURS_A_WEEK}))
    if problems:
        raise ProblemsError(problems)
    return percentage, hire


def _number(typed: str | None) -> Decimal | None:
    try:
        return Decimal(typed.replace(",", ".")) if typed else None
    except InvalidOperation:
        return None


def _show(found: Quotas) -> None:
    if frame.as_json:
        frame.give(quotas_as_data(found, frame.lang))
        return
    if frame.quiet:
        for one in found.employers:
            short = text("unknown") if one.shortfall is None else show.number(one.shortfall, 1)
            frame.err.print(text("quota-short-line", employer=_name(one), year=one.year, short=short), soft_wrap=True)
        return
    for one in found.employers:
        title = text("title-quota", employer=_name(one), year=one.year)
        show.table(title, ("wat", "uitkomst", "artikel"), list(_lines(one)))
        frame.out.print(text("quota-no-levy"), style="bold", soft_wrap=True, markup=False)
        frame.out.print(text("title-notes"), style="bold")
        for note in (Note(one.liability), *one.notes):
            frame.out.print(f"  · {note.sentence(frame.lang)}", soft_wrap=True, markup=False)
    show.by_reason(found.refused)
    digest = found.receipt.result_sha256[:16]
    frame.out.print(text("quota-receipt", engine=found.receipt.engine, digest=digest), style="dim", soft_wrap=True)


def _name(one: EmployerQuota) -> str:
    return ", ".join(one.numbers)


def _lines(one: EmployerQuota) -> Iterator[Line]:
    """The quota of an employer line by line, with the article that each line rests on."""
    unknown = text("unknown")
    yield _line("quota-sector", show.words(ENGLISH.get(one.sector, one.sector)), "Regeling Wfsv 3.27 (nu 3.31) [D]")
    yield _line("quota-total", _hours(one.total_hours), "Wfsv 38g lid 3 [V]")
    yield _line("quota-group", _hours(one.group_hours), "Wfsv 38g lid 3 [V]")
    if one.lent_in_hours or one.lent_out_hours:
        yield _line("quota-lent-in", _hours(one.lent_in_hours), "Besluit Wfsv 2.28 lid 4 [V]")
        yield _line("quota-lent-out", _hours(one.lent_out_hours), "Besluit Wfsv 2.28 lid 5 [V]")
    used = one.percentage
    how = text("quota-given" if used and used.source == GIVEN else "quota-set")
    said = f"{show.number(used.value, 2)} % ({how})" if used else unknown
    yield _line("quota-percentage", said, f"Wfsv 38f [{used.mark}]" if used else "Wfsv 38f")
    falls = {"ja": "yes", "nee": "no", "onbekend": "unknown"}[str(one.line()["valt_onder_quotum"])]
    yield _line("quota-falls-under", text(f"quota-{falls}"), "Wfsv 34 lid 4 en 6, 38e lid 1 [V]")
    short = unknown if one.shortfall is None else text("quota-jobs", jobs=show.number(one.shortfall, 1))
    yield _line("quota-shortfall", short, "Wfsv 38g lid 3 [D]")
    yield from _about_levy(one)
    yield from _about_needs(one)


def _about_levy(one: EmployerQuota) -> Iterator[Line]:
    if one.levy:
        yield _line("quota-levy", _euros(one.levy.information_cents), "Wfsv 38h lid 4 [V]")
        yield _line("quota-due", _euros(one.levy.due_cents), f"{one.levy.article} [V]")


def _about_needs(one: EmployerQuota) -> Iterator[Line]:
    if one.hours_needed and one.jobs_needed is not None:
        needed = text("quota-hours-jobs", hours=_hours(one.hours_needed), jobs=show.number(one.jobs_needed, 2))
        yield _line("quota-needed", needed, "Wfsv 38g lid 3 [D]")
    if one.hours_needed_lent_in:
        yield _line("quota-needed-lent", _hours(one.hours_needed_lent_in), "Besluit Wfsv 2.28 lid 4 [D]")
    if hire := one.what_if:
        after = text("quota-jobs", jobs=show.number(hire.shortfall, 1))
        label = text("quota-what-if", hours=show.number(hire.hours_per_week, 1))
        yield {"wat": label, "uitkomst": after, "artikel": "Wfsv 38g lid 3 [D]"}


def _line(key: str, value: str, article: str) -> Line:
    return {"wat": text(key), "uitkomst": value, "artikel": article}


def _hours(value: Decimal) -> str:
    return show.number(value, 2)


def _euros(cents: int) -> str:
    return f"€ {show.number(Decimal(cents) / CENTS)}"
