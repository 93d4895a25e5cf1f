"""From an engine's outcome to a result: lent hours divided, jobs, extra jobs, targets, pace, flow, notes.

Fractions stay exact up to here; what is written or shown is rounded once (kernel.hours.rounded).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType

from banenafspraak.core.counting.engines import Labels, Outcome, Tally
from banenafspraak.core.counting.fates import LENT
from banenafspraak.core.counting.plan import GOVERNMENT, MARKET, TOTAL, UNDIVIDED, UNKNOWN, LentKey, Plan
from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.kernel.hours import hours, rounded
from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.kernel.receipts import Receipt
from banenafspraak.core.reports.numbers import number
from banenafspraak.core.tables.reading import Refused

JOB_PLACES, HOUR_PLACES = 6, 2
QUARTERS = 4
MEASURES = ("verloonde_uren", "personen", "banen", "extra_banen", "doelstelling", "verschil")
WITHHELD, SHOWN = "afgeschermd", "nee"
NOTES = Path(__file__).with_name("notes.yaml")


@dataclass(frozen=True, slots=True)
class Note:
    """Something to say with a result, from notes.yaml."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=lambda: MappingProxyType({}))

    def sentence(self, lang: Language) -> str:
        """The note in one language.

        >>> Note("no-extra").sentence("en")
        'extra_banen is empty: this definition knows no baseline.'
        """
        values = {name: _written(name, value, lang) for name, value in self.values.items()}
        return note_texts()[self.code][lang].format(**values)


def _written(name: str, value: str | int, lang: Language) -> str:
    return str(value) if isinstance(value, str) or name == "year" else number(value, lang)


@cache
def note_texts() -> Mapping[str, Mapping[Language, str]]:
    """All notes by code.

    >>> sorted(note_texts()["no-extra"])
    ['en', 'nl']
    """
    texts: Mapping[str, Mapping[Language, str]] = load_yaml(NOTES.read_text(encoding="utf-8"))
    return texts


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of a result. Hours in hundredths, exact. None is unknown, never zero."""

    labels: Labels
    hundredths: Fraction
    persons: int | None
    hours_per_job: Fraction
    extra_jobs: Fraction | None = None
    target: int | None = None

    @property
    def jobs(self) -> Fraction:
        """Paid hours over the hours of one job (Regeling Wfsv 3.28, 3.29)."""
        return hours(self.hundredths) / self.hours_per_job

    @property
    def gap(self) -> Fraction | None:
        """Extra jobs minus target: below zero is still to do."""
        return None if self.extra_jobs is None or self.target is None else self.extra_jobs - self.target

    def values(self) -> dict[str, Decimal | int | None]:
        """The columns of a result after its labels, rounded once."""
        return {
            "verloonde_uren": rounded(hours(self.hundredths), HOUR_PLACES),
            "personen": self.persons,
            "banen": rounded(self.jobs, JOB_PLACES),
            "extra_banen": None if self.extra_jobs is None else rounded(self.extra_jobs, JOB_PLACES),
            "doelstelling": self.target,
            "verschil": None if self.gap is None else rounded(self.gap, JOB_PLACES),
        }


@dataclass(frozen=True, slots=True)
class Withheld:
    """A cell of a published result that is not shown: its labels, its target, and why. It holds no figure."""

    labels: Labels
    reason: str
    target: int | None = None

    def values(self) -> dict[str, Decimal | int | None]:
        """The columns of a result after its labels: only a target is known, which stands in law or came from the user.

        >>> Withheld(("markt",), "weinig personen", 31000).values()["doelstelling"]
        31000
        """
        return dict.fromkeys(MEASURES) | {"doelstelling": self.target}


@dataclass(frozen=True, slots=True)
class Heads:
    """The persons behind the cells of a count before lent hours were divided, and the key by which that was done.

    What disclosure rests on: it stays with the owner's result and is written nowhere.
    """

    by_labels: Mapping[Labels, int]
    working: frozenset[int]
    key: LentKey | None = None

    @property
    def total(self) -> int:
        """Different persons in all cells together; where hours are, there is someone."""
        return len(self.working) or min(len(self.by_labels), 1)


def heads_of(outcome: Outcome, plan: Plan) -> Heads:
    """The persons behind each cell; a cell with hours and without anyone who worked more than none rests on one.

    >>> outcome = Outcome({}, {("markt", "regulier"): Fraction(-500)}, {}, frozenset())
    >>> from banenafspraak.core.counting.definitions import built_in
    >>> from banenafspraak.core.counting.plan import make_plan
    >>> heads_of(outcome, make_plan(built_in("monitor"), "2018")).by_labels
    {('markt',): 1}
    """
    there = dict.fromkeys((labels[:-1] for labels, hundredths in outcome.cells.items() if hundredths), 1)
    return Heads(there | dict(outcome.persons), outcome.working, plan.key if plan.moves else None)


@dataclass(frozen=True, slots=True)
class Pace:
    """What it takes to reach a target: extra jobs still to make, and how many in each quarter left."""

    sector: str
    year: int
    target: int
    extra_jobs: Fraction
    quarters_left: int

    @property
    def to_make(self) -> Fraction:
        """Extra jobs still to make; below zero when there are more than the target."""
        return self.target - self.extra_jobs

    @property
    def per_quarter(self) -> Fraction | None:
        """Needed in each quarter left; None when no quarter is left, zero when the target is reached."""
        return None if self.quarters_left <= 0 else max(self.to_make, Fraction()) / self.quarters_left


@dataclass(frozen=True, slots=True)
class Flow:
    """Working persons in two periods and why the number changed (counting.md 9)."""

    period_before: str
    working_before: int
    found_work: int
    lost_work: int
    entered_group_while_working: int
    left_group_while_working: int

    @property
    def working(self) -> int:
        """Working persons now: the identity of the UWV factsheet."""
        gained = self.found_work + self.entered_group_while_working
        return self.working_before + gained - self.lost_work - self.left_group_while_working


@dataclass(frozen=True, slots=True)
class Baseline:
    """Jobs in December 2012 per label and in all, of the same population, under its own name."""

    name: str
    total: Fraction
    by_labels: Mapping[Labels, Fraction] | None = None
    heads: Heads | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One count: rows, total, what went into it and what to know about it.

    One that is published has cells withheld, says of each row whether it is, and holds no heads and no baseline.
    """

    plan: Plan
    rows: tuple[Row | Withheld, ...]
    total: Row | Withheld
    tallies: Mapping[str, Tally]
    refused: tuple[Refused, ...]
    notes: tuple[Note, ...]
    receipt: Receipt
    pace: tuple[Pace, ...] = ()
    flow: Flow | None = None
    rows_read: int = 0
    heads: Heads | None = field(default=None, repr=False)
    baseline: Baseline | None = field(default=None, repr=False)
    published: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the result's table."""
        return ("definitie", "periode", *self.plan.by, *MEASURES, *([WITHHELD] if self.published else []))

    def table(self) -> list[dict[str, str | Decimal | int | None]]:
        """All rows, the total last, as they are written to files."""
        rows = (*self.rows, self.total) if self.plan.by else (self.total,)
        return [self._line(row) for row in rows]

    def text_table(self) -> list[dict[str, str]]:
        """The table as text, unknown as empty: the form that a digest is made of."""
        return [as_text(line) for line in self.table()]

    def _line(self, row: Row | Withheld) -> dict[str, str | Decimal | int | None]:
        labels: dict[str, str] = dict(zip(self.plan.by, row.labels, strict=True))
        line = {"definitie": self.plan.definition.label, "periode": str(self.plan.asked), **labels, **row.values()}
        return {**line, WITHHELD: row.reason if isinstance(row, Withheld) else SHOWN} if self.published else line


def as_text(line: Mapping[str, object]) -> dict[str, str]:
    """A line of a table as text, unknown as empty.

    >>> as_text({"sector": "markt", "personen": 12, "extra_banen": None})
    {'sector': 'markt', 'personen': '12', 'extra_banen': ''}
    """
    return {name: "" if value is None else str(value) for name, value in line.items()}


def divided(outcome: Outcome, plan: Plan) -> dict[Labels, Fraction]:
    """Hundredths of an hour per label of the breakdown, lent hours moved to the hirers' sectors by the key.

    Sums stay equal: nothing is dropped, unknown is a label like any other.
    """
    cells: dict[Labels, Fraction] = defaultdict(Fraction)
    for (*labels, kind), hundredths in outcome.cells.items():
        if kind == LENT and plan.key and plan.moves:
            for sector, share in ((MARKET, plan.key.market), (GOVERNMENT, plan.key.government)):
                cells[_in_sector(labels, plan, sector)] += hundredths * share
        else:
            cells[tuple(labels)] += hundredths
    if sum(cells.values()) != sum(outcome.cells.values()):
        raise ArithmeticError("hours were lost while dividing lent work")
    return dict(cells)


def _in_sector(labels: Sequence[str], plan: Plan, sector: str) -> Labels:
    at = plan.by.index("sector")
    return (*labels[:at], sector, *labels[at + 1 :])


def heads(outcome: Outcome, plan: Plan, labels: Labels) -> int | None:
    """Persons of a cell, None where lent hours were divided: hours can be, persons cannot."""
    if plan.moves and labels[plan.by.index("sector")] in {MARKET, GOVERNMENT}:
        lent_here = _in_sector(labels, plan, UNDIVIDED) in outcome.persons
        return None if lent_here else outcome.persons.get(labels, 0)
    return outcome.persons.get(labels, 0)


def whole_sectors(outcome: Outcome, plan: Plan) -> bool:
    """Whether the rows are sectors with all their jobs in them: only those have a target and a pace of their own."""
    no_lent_work = not any(labels[-1] == LENT for labels in outcome.cells)
    return plan.by == ("sector",) and plan.divides and (plan.key is not None or no_lent_work)


def rows_of(
    outcome: Outcome, plan: Plan, baseline: Baseline | None, targets: Mapping[tuple[int, str], int]
) -> tuple[tuple[Row, ...], Row]:
    """The rows of a result in a fixed order, and its total. A cell that only the baseline has is a row too."""
    cells, per_job = divided(outcome, plan), plan.hours_per_job
    before = with_month(baseline.by_labels, plan) if baseline and baseline.by_labels is not None else None
    goals = targets if whole_sectors(outcome, plan) else {}
    rows: list[Row] = []
    for labels in sorted({*cells, *(before or ())}, key=_order):
        row = Row(labels, cells.get(labels, Fraction()), heads(outcome, plan, labels), per_job)
        extra = None if before is None else row.jobs - before.get(labels, Fraction())
        rows.append(replace(row, extra_jobs=extra, target=goals.get((plan.year, labels[0])) if goals else None))
    everything = Row((TOTAL,) * len(plan.by), sum(cells.values(), Fraction()), len(outcome.working), per_job)
    extra = everything.jobs - baseline.total if baseline else None
    return tuple(rows), replace(everything, extra_jobs=extra, target=targets.get((plan.year, TOTAL)))


def with_month[T](cells: Mapping[Labels, T], plan: Plan) -> Mapping[Labels, T]:
    """A baseline knows no months; where a definition has one, it counts in a single month."""
    if "maand" not in plan.by:
        return cells
    at, month = plan.by.index("maand"), plan.windows[0][0]
    return {(*labels[:at], month, *labels[at:]): value for labels, value in cells.items()}


def _order(labels: Labels) -> tuple[tuple[int, str], ...]:
    """Unknown and undivided last, everything else by name."""
    return tuple((2 if label == UNKNOWN else 1 if label == UNDIVIDED else 0, label) for label in labels)


def paces(rows: Iterable[Row], plan: Plan, targets: Mapping[tuple[int, str], int]) -> tuple[Pace, ...]:
    """What it takes to reach the target of the year itself, of the next year, and the final one in its first year.

    The rows are those that may be held against a target: whole sectors, and the total.
    """
    return tuple(pace for row in rows for pace in _paces_of(row, plan, targets))


def _paces_of(row: Row, plan: Plan, targets: Mapping[tuple[int, str], int]) -> Iterator[Pace]:
    sector = row.labels[0] if row.labels else TOTAL
    goals = {year: target for (year, name), target in sorted(targets.items()) if name == sector}
    if row.extra_jobs is None or not goals:
        return
    final = next(year for year, target in goals.items() if target == goals[max(goals)])
    passed = plan.asked.quarter or QUARTERS
    for year in sorted({plan.year, plan.year + 1, final} & set(goals)):
        if year >= plan.year:
            left = QUARTERS * (year - plan.year) + QUARTERS - passed
            yield Pace(sector, year, goals[year], row.extra_jobs, left)
