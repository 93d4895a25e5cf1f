"""The quota of each employer in a set of deliveries: from files to shortfall, what is missing, and what would help.

All sub-numbers of a fiscal number are one employer (LOC; the exact roll-up is U). The rules are in quota.py and
lending.py; here deliveries, register and assignments become their variables. Nothing here is a decision: the tax
inspector takes that (Wfsv 38h), and no levy is imposed now (122na).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from importlib.metadata import version
from pathlib import Path

from banenafspraak.core.counting import lending, quota
from banenafspraak.core.counting.definitions import built_in
from banenafspraak.core.counting.employer_work import NUMBER_OF, Books, Row, by_code, covers, in_year, sector_of, total
from banenafspraak.core.counting.engines import find_engine
from banenafspraak.core.counting.fates import LENT, UNDECIDED
from banenafspraak.core.counting.lending import Assigned, Known, Side
from banenafspraak.core.counting.order import lines_digest, rules_used
from banenafspraak.core.counting.plan import make_plan
from banenafspraak.core.counting.preparing import Order, prepare
from banenafspraak.core.counting.quota import Case, Levy, Percentage, Size
from banenafspraak.core.counting.result import Note, as_text
from banenafspraak.core.kernel.hours import hours, rounded, rounded_down
from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.kernel.problems import Noted, Place, Problem, ProblemsError, stop
from banenafspraak.core.kernel.receipts import InputFile, Receipt
from banenafspraak.core.tables.reading import PERSON, Reading, Refused
from banenafspraak.core.tables.writing import Cell

DEFINITION, NAME = "employer-year", "quotum"
MOST_HOURS_A_WEEK = 168
PLACES = 2
YES_NO: Mapping[bool | None, str] = {True: "ja", False: "nee", None: "onbekend"}


@dataclass(frozen=True, slots=True)
class QuotaQuestion:
    """What is asked beside the deliveries: the year, a percentage, assignments, and the hours of a hire a week."""

    year: int
    percentage: Decimal | None = None
    lent_in: Path | None = None
    lent_out: Path | None = None
    hire_hours: Decimal | None = None

    @property
    def hire(self) -> Decimal:
        """The hours a week of the hire that is tried out: one job unless said otherwise."""
        return quota.one_job_a_week() if self.hire_hours is None else self.hire_hours


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What more hours a week of the target group do, for a new worker or for one who is there."""

    hours_per_week: Decimal
    hours_per_year: Decimal
    shortfall: Decimal
    levy: Levy


@dataclass(frozen=True, slots=True)
class EmployerQuota:
    """The quota of one employer in a year. None is unknown, and the notes say why."""

    employer: str
    numbers: tuple[str, ...]
    year: int
    sector: str
    total_hours: Decimal
    group_hours: Decimal
    lent_in_hours: Decimal
    lent_out_hours: Decimal
    size_before: Size
    size_now: Size
    percentage: Percentage | None
    liability: str
    shortfall: Decimal | None
    levy: Levy | None
    hours_needed: Decimal | None
    hours_needed_lent_in: Decimal | None
    what_if: WhatIf | None
    assigned: tuple[Assigned, ...]
    notes: tuple[Note, ...]
    case: Case | None = None
    receipt: Receipt | None = None

    @property
    def jobs_needed(self) -> Decimal | None:
        """The hours that are still needed, in jobs."""
        return None if self.hours_needed is None else rounded(quota.jobs_of(self.hours_needed), PLACES)

    def line(self) -> dict[str, Cell]:
        """The employer as one line of a table."""
        hire = self.what_if
        return {
            "werkgever": ", ".join(self.numbers),
            "jaar": self.year,
            "sector": self.sector,
            "uren_totaal": self.total_hours,
            "uren_doelgroep": self.group_hours,
            "uren_ingeleend": self.lent_in_hours,
            "uren_uitgeleend": self.lent_out_hours,
            "percentage": self.percentage.value if self.percentage else None,
            "valt_onder_quotum": YES_NO[quota.is_liable(self.liability)],
            "reden": self.liability,
            "tekort": self.shortfall,
            "heffing_informatie_eurocent": self.levy.information_cents if self.levy else None,
            "te_betalen_eurocent": self.levy.due_cents if self.levy else None,
            "uren_nodig": self.hours_needed,
            "banen_nodig": self.jobs_needed,
            "uren_nodig_ingeleend": self.hours_needed_lent_in,
            "extra_uren_per_week": hire.hours_per_week if hire else None,
            "tekort_daarna": hire.shortfall if hire else None,
        }


@dataclass(frozen=True, slots=True)
class Quotas:
    """The quotas of all employers in the deliveries, with the rows that were refused and one receipt for all."""

    employers: tuple[EmployerQuota, ...]
    refused: tuple[Refused, ...]
    receipt: Receipt


def employer_quota(  # noqa: PLR0913 - what an employer can ask about its own year
    order: Order,
    year: int,
    percentage: Decimal | None = None,
    lent_in: Path | None = None,
    lent_out: Path | None = None,
    *,
    hire_hours: Decimal | None = None,
) -> tuple[EmployerQuota, ...]:
    """The quota of every employer in the deliveries (Wfsv 34, 38e to 38h), as information.

    Raises:
        ProblemsError: with everything that keeps the quotas from being made.
    """
    return quotas(order, QuotaQuestion(year, percentage, lent_in, lent_out, hire_hours)).employers


def quotas(order: Order, asked: QuotaQuestion) -> Quotas:
    """The quota of every employer in the deliveries, and what was refused.

    Raises:
        ProblemsError: with everything that keeps the quotas from being made.
    """
    if wrong := list(_unfit(asked)):
        raise ProblemsError(wrong)
    engine = find_engine(order.engine)
    definition = built_in(DEFINITION)
    plan = make_plan(definition, str(asked.year), ())
    alone = replace(order, definition=definition, period=str(asked.year), baseline=None, targets=None, keys=None)
    return quotas_of(Books(plan, prepare(alone, plan, engine)), asked, order)


def quotas_of(books: Books, asked: QuotaQuestion, order: Order | None = None) -> Quotas:
    """The quota of every employer in books that are open; the order says how files of assignments are read.

    Raises:
        ProblemsError: the year is empty, or a file of assignments cannot be read.
    """
    if not books.employers:
        raise stop("quota-year-empty", Place("--year"), year=asked.year)
    lent = _Lent.read(books, asked, order)
    made = tuple(_quota(books, lent, asked, number) for number in sorted(books.employers))
    receipt = _receipt(books, lent, asked, made)
    return Quotas(tuple(replace(one, receipt=receipt) for one in made), books.ready.refused + lent.refused, receipt)


def _unfit(asked: QuotaQuestion) -> Iterator[Problem]:
    if asked.percentage is not None and not quota.is_percentage(asked.percentage):
        yield Problem("quota-percentage-unfit", Place("--quota"))
    if asked.hire_hours is not None and not _fits_a_week(asked.hire_hours):
        yield Problem("hire-hours-unfit", Place("--hire-hours"), {"most": MOST_HOURS_A_WEEK})


def _fits_a_week(hours_per_week: Decimal) -> bool:
    return hours_per_week.is_finite() and 0 < hours_per_week <= MOST_HOURS_A_WEEK


# -- assignments ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Lent:
    """Assignments to the employers in the deliveries, and by them."""

    into: tuple[Assigned, ...] = ()
    out: tuple[Assigned, ...] = ()
    files: tuple[InputFile, ...] = ()
    refused: tuple[Refused, ...] = ()

    @classmethod
    def read(cls, books: Books, asked: QuotaQuestion, order: Order | None) -> _Lent:
        """Read and judge both files; the problems of both are told at once."""
        if order is None or not (asked.lent_in or asked.lent_out):
            return cls()
        reading = Reading(books.ready.people, progress=order.progress)
        known = Known(frozenset(books.employers), books.at_employer, books.registered)
        sides: dict[Side, Path | None] = {"in": asked.lent_in, "out": asked.lent_out}
        made: dict[Side, tuple[Assigned, ...]] = {"in": (), "out": ()}
        files: list[InputFile] = []
        refused: list[Refused] = []
        noted = Noted()
        for side, path in sides.items():
            if path is None or (given := noted.take(partial(lending.read_assignments, path, reading))) is None:
                continue
            found, read = given
            made[side] = lending.assess(found, side, asked.year, known)
            files += (replace(file, role=f"lent-{side}") for file in read.files)
            refused += read.refused
        noted.stop()
        return cls(made["in"], made["out"], tuple(files), tuple(refused))


def _size(rows: list[Row], year: Period) -> Size:
    return Size(hours(lending.size_hours(by_code(rows, year))), covers(rows, year))


# -- one employer ---------------------------------------------------------------------------------------------------


def _quota(books: Books, lent: _Lent, asked: QuotaQuestion, number: str) -> EmployerQuota:
    rows = books.employers[number]
    paid = hours(lending.quota_hours(by_code(rows, books.year)))
    came = hours(lending.lent_in(lent.into, number))
    went = hours(lending.lent_out(lent.out, number, _wsw_hours(rows)))
    wsw = lending.wsw_codes()
    group = hours(total(row["geteld"] for row in rows if row["code_aard"] not in wsw)) + came - went
    before = _size(books.before.get(number, []), Period.year(asked.year - 1))
    sector, now = sector_of(books, rows), _size(rows, books.year)
    percentage = quota.percentage_for(asked.year, sector, asked.percentage)
    code = quota.liability(sector, asked.year, before, now)
    case = Case(paid, percentage.value, group) if percentage else None
    small = code in quota.TOO_SMALL
    own = tuple(one for one in lent.into if one.assignment.hirer == number)
    own += tuple(one for one in lent.out if one.assignment.lender == number)
    return EmployerQuota(
        employer=number,
        numbers=tuple(sorted({row[NUMBER_OF] for row in in_year(rows, books.year)})),
        year=asked.year,
        sector=sector,
        total_hours=rounded_down(paid, PLACES),
        group_hours=rounded_down(group, PLACES),
        lent_in_hours=rounded_down(came, PLACES),
        lent_out_hours=rounded_down(went, PLACES),
        size_before=before,
        size_now=now,
        percentage=percentage,
        liability=code,
        shortfall=case.shortfall if case else None,
        levy=quota.levy_for(case.shortfall, too_small=small) if case else None,
        hours_needed=case.hours_needed() if case else None,
        hours_needed_lent_in=case.hours_needed(lent_in=True) if case else None,
        what_if=_what_if(case, asked.hire, too_small=small) if case else None,
        assigned=own,
        notes=tuple(_notes(books, lent, asked, number, sector)),
        case=case,
    )


def _wsw_hours(rows: Iterable[Row]) -> Mapping[int, Fraction]:
    """Hundredths of an hour per person that counted as lent work and are of Wsw article 2."""
    codes = lending.wsw_codes()
    found: dict[int, Fraction] = defaultdict(Fraction)
    for row in rows:
        if row["code_aard"] in codes:
            found[row[PERSON]] += row["geteld"]
    return found


def _what_if(case: Case, hours_per_week: Decimal, *, too_small: bool) -> WhatIf:
    more = quota.year_hours(hours_per_week)
    short = case.after(more).shortfall
    return WhatIf(hours_per_week, rounded(more, PLACES), short, quota.levy_for(short, too_small=too_small))


def _notes(books: Books, lent: _Lent, asked: QuotaQuestion, number: str, sector: str) -> Iterator[Note]:
    """What to know about the quota of an employer, in a fixed order."""
    if books.ready.invented:
        yield Note("invented")
    yield Note("quota-information")
    yield Note("quota-form")
    yield from _about_percentage(asked, sector)
    yield from _about_rows(books, number)
    yield from _about_lending(lent, number)


def _about_percentage(asked: QuotaQuestion, sector: str) -> Iterator[Note]:
    used = quota.percentage_for(asked.year, sector, asked.percentage)
    if used is None:
        yield Note("quota-no-percentage", {"year": asked.year, "sector": sector})
        if indication := quota.indication_for(asked.year, sector):
            yield Note("quota-indication", {"year": asked.year, "value": f"{indication}".replace(".", ",")})
    elif asked.percentage is not None:
        yield Note("quota-percentage-given")
    else:
        yield Note("quota-percentage-set", {"year": asked.year, "source": used.source})


def _about_rows(books: Books, number: str) -> Iterator[Note]:
    rows = list(in_year(books.employers[number], books.year))
    numbers = {row[NUMBER_OF] for row in rows}
    if len(numbers) > 1:
        yield Note("quota-roll-up", {"count": len(numbers)})
    if not covers(rows, books.year):
        yield Note("quota-year-partial", {"year": books.plan.year})
    codes = by_code(rows, books.year)
    left = sum((value for code, value in codes.items() if code in lending.temp_staff_codes()), Fraction())
    if left:
        yield Note("quota-temp-staff", {"hours": _whole(left)})
    wsw = sum((value for code, value in codes.items() if code in lending.wsw_codes()), Fraction())
    if wsw:
        yield Note("quota-wsw", {"hours": _whole(wsw)})
    lent_kinds = {code for code, kind in books.plan.aard_types().items() if kind == LENT}
    other = sum((codes.get(code, Fraction()) for code in lent_kinds - lending.temp_staff_codes()), Fraction())
    if other:
        yield Note("quota-payroll", {"hours": _whole(other)})
    if undecided := sum(row["lot"] == UNDECIDED for row in rows):
        yield Note("code-aard-undecided", {"count": undecided})


def _about_lending(lent: _Lent, number: str) -> Iterator[Note]:
    """How many assignments did not count as given, by reason; what names no employer here is told to all."""
    mine = [one for one in lent.into if one.code == lending.ELSEWHERE or one.assignment.hirer == number]
    mine += [one for one in lent.out if one.code == lending.ELSEWHERE or one.assignment.lender == number]
    counts = Counter(one.code for one in mine if one.code != lending.COUNTED)
    for code, count in sorted(counts.items()):
        yield Note(code, {"count": count})


def _whole(hundredths: Fraction) -> int:
    """Hours in a note: whole, since they only say how much is meant."""
    return int(rounded(hours(hundredths), 0))


# -- receipt --------------------------------------------------------------------------------------------------------


def _receipt(books: Books, lent: _Lent, asked: QuotaQuestion, made: tuple[EmployerQuota, ...]) -> Receipt:
    plan, ready = books.plan, books.ready
    counts = Counter(row["lot"] for rows in books.employers.values() for row in rows)
    return Receipt(
        version=version("banenafspraak"),
        engine=books.ready.rows.engine.name,
        engine_version=books.ready.rows.engine.version,
        period=str(asked.year),
        definition={**plan.definition.as_dict(), "naam": NAME, "telling": plan.definition.label},
        rules=rules_used(plan, ready),
        settings={
            "percentage": None if asked.percentage is None else str(asked.percentage),
            "extra_uren_per_week": str(asked.hire),
        },
        inputs=ready.files + lent.files,
        law=plan.law,
        counts=dict(sorted(counts.items())),
        notes=tuple(dict.fromkeys(note.code for one in made for note in one.notes)),
        result_sha256=lines_digest([text_line(one) for one in made]),
    )


def text_line(one: EmployerQuota) -> dict[str, str]:
    """The line of an employer as text, unknown as empty: the form that a digest is made of."""
    return as_text(one.line())
