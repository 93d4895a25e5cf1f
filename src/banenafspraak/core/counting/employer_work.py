"""The paid work in a set of deliveries, per employer: of a year and of the year before, with what became of each row.

What the quota needs beside a count: hours of everybody and not only of the target group, per code aard, over all
sub-numbers of a fiscal number; whether a year is there as a whole; the sector of an employer (Regeling Wfsv 3.27).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, cast

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.counting.engines import Question, Record
from banenafspraak.core.counting.fates import COUNTED
from banenafspraak.core.counting.inputs import touching
from banenafspraak.core.counting.plan import GOVERNMENT, MARKET, UNKNOWN, Plan
from banenafspraak.core.counting.preparing import Prepared
from banenafspraak.core.counting.quota import fiscal_number
from banenafspraak.core.counting.registration import day_number, day_numbers
from banenafspraak.core.kernel.periods import Asked, Period
from banenafspraak.core.tables.reading import FILE, NUMBER, PERSON

NUMBER_OF = "loonheffingennummer"
READ = (FILE, NUMBER, PERSON, NUMBER_OF, "begin", "einde", "verloonde_uren", "code_aard", "sectorcode")
type Row = dict[str, Any]


@dataclass
class Books:
    """The paid work in the deliveries, by employer, of the year asked about and of the year before."""

    plan: Plan
    ready: Prepared
    employers: dict[str, list[Row]] = field(init=False)
    records: list[Record] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Rows that were filed in time, with what became of them, of the employers that have paid work in the year."""
        inputs = self.ready.rows.inputs
        question = Question(most=max(inputs.payroll.num_rows, 1))
        self.records = self.ready.rows.records(self.plan, question)
        fates = {(one.file, one.row): one for one in self.records}
        work = self._work(self.plan)
        for row in work:
            found = fates[row[FILE], row[NUMBER]]
            row["lot"], row["geteld"] = found.fate, found.counted if found.fate in COUNTED else Fraction()
        self.employers = {number: rows for number, rows in _by_employer(work).items() if any(in_year(rows, self.year))}

    @property
    def year(self) -> Period:
        """The year asked about."""
        return self.plan.period

    @cached_property
    def before(self) -> dict[str, list[Row]]:
        """Rows that are filed in time for the year before: by 1 May of the year asked about (Wfsv 34(7))."""
        plan = self.plan.at(Asked(self.plan.year - 1))
        return _by_employer(self._work(plan)) if self.ready.rows.holds(plan) else {}

    @cached_property
    def sectors(self) -> Mapping[str, str]:
        """The sector of a number as the employers file says it."""
        rows = self.ready.rows.inputs.employers.to_pylist()
        return {row[NUMBER_OF]: row["sector"] for row in rows if row["sector"]}

    @cached_property
    def at_employer(self) -> Mapping[tuple[str, int], Fraction]:
        """Hundredths of an hour that count, of a person at an employer."""
        found: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
        for number, rows in self.employers.items():
            for row in rows:
                found[number, row[PERSON]] += row["geteld"]
        return found

    @cached_property
    def registered(self) -> frozenset[int]:
        """Persons whose registration counts on some day of the year."""
        first, last = day_numbers(self.year)
        rows = self.ready.rows.inputs.register(self.plan).to_pylist()
        return frozenset(row[PERSON] for row in rows if row["telt"] and row["van"] <= last and row["tot"] >= first)

    def _work(self, plan: Plan) -> list[Row]:
        """Payroll rows of paid work about the two years that a plan does not set aside."""
        aside, payroll = self.ready.rows.aside(plan), self.ready.rows.inputs.payroll
        years = day_number(Period.year(self.plan.year - 1).first), day_number(self.year.last)
        about = touching(payroll, "begin", "einde", years)
        work = pc.is_in(payroll["code_soort"], pa.array(sorted(self.plan.employment_codes()), pa.int16()))
        live = pc.invert(pc.is_in(payroll["nummer"], aside["nummer"].combine_chunks()))
        return cast("list[Row]", payroll.select(READ).filter(pc.and_(pc.and_(about, work), live)).to_pylist())


def _by_employer(rows: Iterable[Row]) -> dict[str, list[Row]]:
    number_of = cache(fiscal_number)
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[number_of(row[NUMBER_OF])].append(row)
    return found


def in_year(rows: Iterable[Row], year: Period) -> Iterator[Row]:
    """The rows with paid hours that fall in a year."""
    first, last = day_numbers(year)
    return (row for row in rows if row["verloonde_uren"] and row["begin"] <= last and row["einde"] >= first)


def by_code(rows: Iterable[Row], year: Period) -> dict[int | None, Fraction]:
    """Hundredths of an hour in a year per code aard (None: a row without one), evenly over the days of return periods.

    Hours of one code and period are whole and added up first: a fraction per row would take most of the time.
    """
    first, last = day_numbers(year)
    sums: dict[tuple[int | None, int, int], int] = defaultdict(int)
    for row in rows:
        sums[row["code_aard"], row["begin"], row["einde"]] += row["verloonde_uren"]
    found: dict[int | None, Fraction] = defaultdict(Fraction)
    for (code, begin, end), hundredths in sums.items():
        shared = max(min(end, last) - max(begin, first) + 1, 0)
        found[code] += Fraction(hundredths * shared, end - begin + 1)
    return dict(found)


def total(hundredths: Iterable[Fraction]) -> Fraction:
    """The sum of many fractions, most of which are whole or of one denominator: those are added as whole numbers.

    >>> total([Fraction(1, 3), Fraction(4), Fraction(2, 3)])
    Fraction(5, 1)
    """
    sums: dict[int, int] = defaultdict(int)
    for one in hundredths:
        sums[one.denominator] += one.numerator
    return sum((Fraction(above, below) for below, above in sums.items()), Fraction())


def covers(rows: Iterable[Row], year: Period) -> bool:
    """Whether the return periods of an employer hold every day of a year."""
    day = day_number(year.first)
    for begin, end in sorted({(row["begin"], row["einde"]) for row in rows}):
        if begin > day:
            return False
        day = max(day, end + 1)
    return day > day_number(year.last)


def sector_of(books: Books, rows: list[Row]) -> str:
    """Fixed on the last return period of the year before (Regeling Wfsv 3.27(3)); without one, as it is in the year.

    Each sub-number has its own last return period; their hours are taken together (U).
    """
    year = Period.year(books.plan.year - 1)
    first, last = day_numbers(year)
    before = [row for row in rows if row["begin"] >= first and row["einde"] <= last]
    latest: dict[str, int] = defaultdict(int)
    for row in before:
        latest[row[NUMBER_OF]] = max(latest[row[NUMBER_OF]], row["einde"])
    now = [row for row in rows if row["einde"] >= day_number(books.year.first)]
    deciding = [row for row in before if row["einde"] == latest[row[NUMBER_OF]]]
    return next((found for some in (deciding, now) if (found := _by_hours(books, some))), UNKNOWN)


def _by_hours(books: Books, rows: list[Row]) -> str | None:
    """Government, unless at least half of the paid hours fall under other sectors (Regeling Wfsv 3.27(2))."""
    codes = books.plan.government_codes()
    sums: dict[str, int] = {}
    for row in rows:
        code = row["sectorcode"]
        by_code = None if code is None else GOVERNMENT if code in codes else MARKET
        if sector := books.sectors.get(row[NUMBER_OF]) or by_code:
            sums[sector] = sums.get(sector, 0) + row["verloonde_uren"]
    if GOVERNMENT in sums and (MARKET not in sums or sums[MARKET] < sums[GOVERNMENT]):
        return GOVERNMENT
    return MARKET if sums else None
