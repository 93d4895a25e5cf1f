"""An employer's own count: from tables that were read to months, fates, quota and workers, year by year.

A worker has no name here: it is known by the place of its first row, which its employer can look up. Hours are exact
until here and are rounded once; what is left of the count is plain values (own_kept.py writes them down).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow.compute as pc

from banenafspraak.core.counting import fates as fate
from banenafspraak.core.counting.definitions import built_in
from banenafspraak.core.counting.employer import DEFINITION, EmployerQuota, QuotaQuestion, quotas_of
from banenafspraak.core.counting.employer_work import Books, Row
from banenafspraak.core.counting.engines import Engine, Record, find_engine
from banenafspraak.core.counting.order import Order, count_prepared
from banenafspraak.core.counting.plan import make_plan
from banenafspraak.core.counting.preparing import Tables, resolved
from banenafspraak.core.counting.registration import day_numbers
from banenafspraak.core.counting.result import Note, Result
from banenafspraak.core.kernel.hours import hours, rounded
from banenafspraak.core.kernel.law import law_on
from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.kernel.pseudonyms import KEY_BYTES, Key
from banenafspraak.core.tables.door import Door
from banenafspraak.core.tables.reading import Refused

MONITOR, PER_MONTH = "nl/regeling_wfsv/monitor", "uren_per_baan_per_maand"
MOST_YEARS = 5
HOUR_PLACES, JOB_PLACES = 2, 2
NOBODY = Key(bytes(KEY_BYTES))
"""Makes no pseudonyms: persons came in as bare numbers."""
type Tell = Callable[[int, int, str], None]
"""Told the rows that are done, the rows in all, and the step in words."""
STEPS = ("months", "rows", "quota")
OF_NATION = frozenset({"no-extra", "no-flow", "no-baseline", "no-targets"})
NOTABLE = frozenset({*fate.COUNTED, fate.GROUND_NOT_YET, fate.SHELTERED, fate.UNDECIDED, fate.NO_BSN, fate.CONFLICT})


@dataclass(frozen=True, slots=True)
class OwnMonth:
    """Paid hours in a month: of regular and of lent work that counts, of what does not, and the jobs of both."""

    month: str
    regular: Decimal
    lent: Decimal
    left_out: Decimal
    jobs: Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """Rows with one fate: how many, their paid hours, and the hours that count."""

    fate: str
    rows: int
    hours: Decimal
    counted: Decimal


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker by the place of the first row, with what became of all rows."""

    file: str
    row: int
    parts: tuple[Part, ...]

    @property
    def counted(self) -> Decimal:
        """The hours of this worker that count."""
        return sum((part.counted for part in self.parts), Decimal())

    @property
    def notable(self) -> bool:
        """Whether there is more to tell than that this worker is in no register, as most are."""
        return any(part.fate in NOTABLE for part in self.parts)


type Workers = tuple[Worker, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A note by its code, with what it is about."""

    code: str
    values: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class OwnQuota:
    """The quota of one employer, as information. None is unknown, and the notes say why."""

    numbers: tuple[str, ...]
    sector: str
    total_hours: Decimal
    group_hours: Decimal
    percentage: Decimal | None
    percentage_source: str
    liability: str
    shortfall: Decimal | None
    information_cents: int | None
    due_cents: int | None
    levy_article: str
    hours_needed: Decimal | None
    jobs_needed: Decimal | None
    case: tuple[str, str, str] | None
    notes: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """How many persons are behind the hours of each kind of work, and of both together: disclosure rests on it."""

    regular: int
    lent: int
    together: int


@dataclass(frozen=True, slots=True)
class OwnYear:
    """The count of one year."""

    year: int
    regular: Decimal
    lent: Decimal
    jobs: Decimal
    persons: int
    behind: Behind
    months: tuple[OwnMonth, ...]
    parts: tuple[Part, ...]
    quotas: tuple[OwnQuota, ...]
    workers: int
    notes: tuple[Said, ...]
    receipt: Mapping[str, Any]

    @property
    def hours(self) -> Decimal:
        """All hours that count."""
        return self.regular + self.lent


@dataclass(frozen=True, slots=True)
class OwnCount:
    """An own count: its years, the newest first, and what was read and refused."""

    years: tuple[OwnYear, ...]
    rows_read: int
    refused: tuple[Refused, ...]
    more_refused: int


def years_in(tables: Tables) -> list[int]:
    """The years that the payroll is about, the newest first, as many as are counted."""
    found = pc.unique(pc.year(tables.payroll.rows["tijdvak_einde"])).to_pylist()
    return sorted((year for year in found if year is not None), reverse=True)[:MOST_YEARS]


def check(tables: Tables) -> None:
    """Stop on tables that cannot give a count, with everything that keeps them from it.

    Raises:
        ProblemsError: no row was taken, there are only corrections, or a file came twice.
    """
    if problems := [*_empty(tables), *_only_corrections(tables), *_twice(tables)]:
        raise ProblemsError(problems)


def _empty(tables: Tables) -> Iterator[Problem]:
    for read in (tables.payroll, tables.register):
        if not read.rows.num_rows:
            name = read.source_names[0] if len(read.source_names) == 1 else None
            yield Problem("own-no-rows", Place(name), {"count": len(read.refused) + read.more_refused})


def _only_corrections(tables: Tables) -> Iterator[Problem]:
    rows = tables.payroll.rows
    if rows.num_rows and pc.all(pc.greater(pc.fill_null(rows["regel"], 0), 0)).as_py():
        yield Problem("own-only-corrections")


def _twice(tables: Tables) -> Iterator[Problem]:
    reads = [read for read in (tables.payroll, tables.register, tables.employers) if read]
    files = [file for read in reads for file in read.files]
    digests = [file.sha256 for file in files]
    yield from (Problem("own-twice", Place(file.name)) for at, file in enumerate(files) if file.sha256 in digests[:at])


def own_count(tables: Tables, tell: Tell, *, invented: bool = False) -> tuple[OwnCount, Mapping[int, Workers]]:
    """Count every year in the tables, and what became of each worker in it.

    Raises:
        ProblemsError: the tables cannot give a count.
    """
    check(tables)
    engine, years, read = find_engine("duckdb"), years_in(tables), tables.payroll.rows_read
    whole = read * len(years) * len(STEPS)
    told = _Told(tell, read, whole)
    made = tuple(_year(tables, year, engine, told, invented=invented) for year in years)
    reads = [one for one in (tables.payroll, tables.register, tables.employers) if one]
    refused = tuple(one for each in reads for one in each.refused)
    count = OwnCount(tuple(year for year, _ in made), read, refused, sum(one.more_refused for one in reads))
    return count, {year.year: workers for year, workers in made}


@dataclass(slots=True)
class _Told:
    """Tells of steps, each of which goes over all rows once."""

    tell: Tell
    rows: int
    whole: int
    done: int = 0

    def __call__(self, year: int, step: str) -> None:
        self.tell(self.done, self.whole, f"{step} {year}")
        self.done += self.rows


def _year(tables: Tables, year: int, engine: Engine, told: _Told, *, invented: bool) -> tuple[OwnYear, Workers]:
    definition = built_in(DEFINITION)
    plan = make_plan(definition, str(year), ("soort", "maand"))
    told(year, STEPS[0])
    ready = resolved(tables, Door(NOBODY), plan, engine)
    order = Order((), None, str(year), NOBODY, definition=definition)
    result = count_prepared(order, plan, engine, ready, with_flow=False)
    told(year, STEPS[1])
    books = Books(plan, ready)
    told(year, STEPS[2])
    quotas = quotas_of(books, QuotaQuestion(year)).employers if books.employers else ()
    rows = _Rows.of(books.records)
    workers = tuple(rows.workers(ready.source_names))
    made = OwnYear(
        year,
        regular=_counted(result, fate.REGULAR),
        lent=_counted(result, fate.LENT),
        jobs=rounded(result.total.jobs, JOB_PLACES),  # type: ignore[union-attr]  # nothing of an own count is withheld
        persons=result.total.persons or 0,  # type: ignore[union-attr]  # nothing is withheld
        behind=rows.behind(),
        months=tuple(_months(result, books)),
        parts=tuple(rows.parts()),
        quotas=tuple(map(_quota, quotas)),
        workers=len(workers),
        notes=tuple(Said(note.code, dict(note.values)) for note in _about(result, invented=invented)),
        receipt=result.receipt.as_dict(),
    )
    return made, workers


def _about(result: Result, *, invented: bool) -> Iterator[Note]:
    """What to know about the count of a year; what only a count of a nation would have is passed over."""
    yield from [Note("invented")] if invented else []
    yield from _overlaps(result)
    yield from (note for note in result.notes if note.code not in OF_NATION)


def _overlaps(result: Result) -> Iterator[Note]:
    """What to know about rows that stand in two files."""
    for name, code in ((fate.DOUBLE, "own-double"), (fate.CONFLICT, "own-conflict")):
        if name in result.tallies:
            yield Note(code, {"count": result.tallies[name].rows})


def _counted(result: Result, kind: str, month: str | None = None) -> Decimal:
    """Hours of one kind of work that count, in all months or in one."""
    rows = [row for row in result.rows if row.labels[0] == kind and month in {None, row.labels[1]}]
    return rounded(hours(sum((row.hundredths for row in rows), Fraction())), HOUR_PLACES)  # type: ignore[union-attr]  # nothing of an own count is withheld


def _months(result: Result, books: Books) -> Iterator[OwnMonth]:
    per_job = law_on(MONITOR, books.year.last).values[PER_MONTH].number
    paid = _paid([row for rows in books.employers.values() for row in rows])
    for month, period in result.plan.windows:
        regular, lent = (_counted(result, kind, month) for kind in fate.COUNTED)
        everything = rounded(hours(_within(paid, period)), HOUR_PLACES)
        jobs = rounded(Fraction(regular + lent) / per_job, JOB_PLACES)
        yield OwnMonth(month, regular, lent, everything - regular - lent, jobs)


def _paid(rows: Iterable[Row]) -> Mapping[tuple[int, int], int]:
    """Hundredths of an hour per return period."""
    sums: dict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        sums[row["begin"], row["einde"]] += row["verloonde_uren"]
    return sums


def _within(paid: Mapping[tuple[int, int], int], period: Period) -> Fraction:
    """Hundredths of an hour within a period, evenly over the days of return periods."""
    first, last = day_numbers(period)
    shares = (
        Fraction(hundredths * max(min(end, last) - max(begin, first) + 1, 0), end - begin + 1)
        for (begin, end), hundredths in paid.items()
    )
    return sum(shares, Fraction())


@dataclass(slots=True)
class _Cell:
    """Rows with one fate: how many, and their hundredths of an hour, paid and counted."""

    rows: int = 0
    paid: int = 0
    counted: Fraction = Fraction()

    def part(self, code: str) -> Part:
        """The same in hours."""
        return Part(code, self.rows, _exact(self.paid), _exact(self.counted))


def _exact(hundredths: int | Fraction) -> Decimal:
    """Hours from hundredths; whole ones, as most are, need no rounding."""
    if hundredths.denominator == 1:
        return Decimal(hundredths.numerator).scaleb(-HOUR_PLACES)
    return rounded(hours(hundredths), HOUR_PLACES)


@dataclass(slots=True)
class _Rows:
    """Rows by person and fate, and where each person is first met: one pass over all of them."""

    cells: dict[int, dict[str, _Cell]] = field(default_factory=dict)
    first: dict[int, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[Record]) -> _Rows:
        """The rows of a year; those about another year are no part of it."""
        found = cls()
        for record in records:
            if record.fate == fate.OUTSIDE:
                continue
            cells = found.cells.setdefault(record.person, {})
            if not cells:
                found.first[record.person] = record.file, record.row
            cell = cells.get(record.fate) or cells.setdefault(record.fate, _Cell())
            cell.rows += 1
            cell.paid += record.hundredths
            if record.counted:
                cell.counted += record.counted
        return found

    def parts(self) -> Iterator[Part]:
        """What became of all rows, in the order of fates."""
        sums: dict[str, _Cell] = defaultdict(_Cell)
        for cells in self.cells.values():
            for code, cell in cells.items():
                each = sums[code]
                each.rows, each.paid, each.counted = (
                    each.rows + cell.rows,
                    each.paid + cell.paid,
                    each.counted + cell.counted,
                )
        return _in_order(sums)

    def behind(self) -> Behind:
        """How many persons have hours that count, of each kind of work and of both."""
        regular, lent = (self._with_hours(kind) for kind in fate.COUNTED)
        return Behind(len(regular), len(lent), len(regular | lent))

    def _with_hours(self, kind: str) -> set[int]:
        return {person for person, cells in self.cells.items() if kind in cells and cells[kind].counted}

    def workers(self, names: Sequence[str]) -> Iterator[Worker]:
        """All workers, in the order of their first rows."""
        for person, (file, row) in self.first.items():
            yield Worker(names[file], row, tuple(_in_order(self.cells[person])))


def _in_order(cells: Mapping[str, _Cell]) -> Iterator[Part]:
    return (cells[code].part(code) for code in fate.fates() if code in cells)


def _quota(one: EmployerQuota) -> OwnQuota:
    case = one.case
    return OwnQuota(
        numbers=one.numbers,
        sector=one.sector,
        total_hours=one.total_hours,
        group_hours=one.group_hours,
        percentage=one.percentage.value if one.percentage else None,
        percentage_source=one.percentage.source if one.percentage else "",
        liability=one.liability,
        shortfall=one.shortfall,
        information_cents=one.levy.information_cents if one.levy else None,
        due_cents=one.levy.due_cents if one.levy else None,
        levy_article=one.levy.article if one.levy else "",
        hours_needed=one.hours_needed,
        jobs_needed=one.jobs_needed,
        case=(str(case.total_hours), str(case.percentage), str(case.group_hours)) if case else None,
        notes=tuple(Said(note.code, dict(note.values)) for note in one.notes),
    )
