"""From an engine's outcome to a result: lent hours divided, jobs, extra jobs, targets, pace, flow, notes.

Fractions stay exact up to here; what is written or shown is rounded once (kernel.hours.rounded).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from banenafspraak.core.counting.engines import Labels, Outcome, Tally
from banenafspraak.core.counting.fates import LENT
from banenafspraak.core.counting.plan import GOVERNMENT, MARKET, TOTAL, UNDIVIDED, UNKNOWN, Plan
from banenafspraak.core.kernel.hours import hours, rounded
from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.kernel.receipts import Receipt
from banenafspraak.core.tables.reading import Refused

JOB_PLACES, HOUR_PLACES = 6, 2
QUARTERS = 4


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
        return note_texts()[self.code][lang].format(**self.values)


@cache
def note_texts() -> Mapping[str, Mapping[str, str]]:
    """All notes by code."""
    return yaml.safe_load(Path(__file__).with_name("notes.yaml").read_text(encoding="utf-8"))  # type: ignore[no-any-return] - our own file


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
class Pace:
    """What it takes to reach a target: extra jobs still to make, and how many per quarter until the end of that year."""

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
    """Working persons in two periods and why the number changed (counting.md 9.2)."""

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


@dataclass(frozen=True, slots=True)
class Result:
    """One count: rows, total, what went into it and what to know about it."""

    plan: Plan
    rows: tuple[Row, ...]
    total: Row
    tallies: Mapping[str, Tally]
    refused: tuple[Refused, ...]
    notes: tuple[Note, ...]
    receipt: Receipt
    pace: tuple[Pace, ...] = ()
    flow: Flow | None = None
    rows_read: int = 0

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the result's table."""
        measures = ("verloonde_uren", "personen", "banen", "extra_banen", "doelstelling", "verschil")
        return ("definitie", "periode", *self.plan.by, *measures)

    def table(self) -> list[dict[str, str | Decimal | int | None]]:
        """All rows, the total last, as they are written to files."""
        return [self._line(row) for row in (*self.rows, self.total)]

    def text_table(self) -> list[dict[str, str]]:
        """The table as text, unknown as empty: the form that a digest is made of."""
        return [{name: "" if value is None else str(value) for name, value in line.items()} for line in self.table()]

    def _line(self, row: Row) -> dict[str, str | Decimal | int | None]:
        labels = dict(zip(self.plan.by, row.labels, strict=True))
        return {"definitie": self.plan.definition.label, "periode": str(self.plan.asked), **labels, **row.values()}


def divided(outcome: Outcome, plan: Plan) -> dict[Labels, Fraction]:
    """Hundredths of an hour per label of the breakdown, lent hours moved to the hirers' sectors by the key.

    Sums stay equal: nothing is dropped, unknown is a label like any other.
    """
    cells: dict[Labels, Fraction] = defaultdict(Fraction)
    for (*labels, kind), hundredths in outcome.cells.items():
        if kind == LENT and plan.divides and plan.key and "sector" in plan.by:
            for sector, share in ((MARKET, plan.key.market), (GOVERNMENT, plan.key.government)):
                cells[_placed(labels, plan, sector)] += hundredths * share
        else:
            cells[tuple(labels)] += hundredths
    if sum(cells.values()) != sum(outcome.cells.values()):
        raise ArithmeticError("hours were lost while dividing lent work")
    return dict(cells)


def _placed(labels: Iterable[str], plan: Plan, sector: str) -> Labels:
    named = dict(zip(plan.by, labels, strict=True)) | {"sector": sector}
    if "subsector" in named:
        named["subsector"] = UNKNOWN
    return tuple(named[name] for name in plan.by)


def heads(outcome: Outcome, plan: Plan, labels: Labels) -> int | None:
    """Persons of a cell, None where lent hours were divided: hours can be, persons cannot."""
    if plan.divides and plan.key and "sector" in plan.by:
        named = dict(zip(plan.by, labels, strict=True))
        undivided = _placed(labels, plan, UNDIVIDED) if "subsector" not in named else None
        lent_here = (
            any(_lent_at(found, plan, labels) for found in outcome.persons)
            if undivided is None
            else undivided in outcome.persons
        )
        if named["sector"] in {MARKET, GOVERNMENT} and lent_here:
            return None
    return outcome.persons.get(labels, 0)


def _lent_at(found: Labels, plan: Plan, labels: Labels) -> bool:
    named, wanted = dict(zip(plan.by, found, strict=True)), dict(zip(plan.by, labels, strict=True))
    same = all(named[name] == wanted[name] for name in plan.by if name not in {"sector", "subsector"})
    return named["sector"] == UNDIVIDED and same and wanted["subsector"] == UNKNOWN


def rows_of(
    outcome: Outcome, plan: Plan, baseline: Baseline | None, targets: Mapping[tuple[int, str], int]
) -> tuple[tuple[Row, ...], Row]:
    """The rows of a result in a fixed order, and its total."""
    cells = divided(outcome, plan)
    names = set(cells)
    by_labels = baseline.by_labels if baseline else None
    month = plan.by.index("maand") if "maand" in plan.by else None
    if by_labels is not None and month is None:
        names |= set(by_labels)
    per_job = plan.hours_per_job
    rows = [
        Row(labels, cells.get(labels, Fraction()), heads(outcome, plan, labels), per_job)
        for labels in sorted(names, key=_order)
    ]
    if by_labels is not None:
        rows = [
            replace(row, extra_jobs=row.jobs - by_labels.get(_without(row.labels, month), Fraction())) for row in rows
        ]
    if plan.by == ("sector",) and plan.divides and plan.key:
        rows = [replace(row, target=targets.get((plan.year, row.labels[0]))) for row in rows]
    everything = Row((TOTAL,) * len(plan.by), sum(cells.values(), Fraction()), len(outcome.working), per_job)
    extra = everything.jobs - baseline.total if baseline else None
    return tuple(rows), replace(everything, extra_jobs=extra, target=targets.get((plan.year, TOTAL)))


def _without(labels: Labels, at: int | None) -> Labels:
    return labels if at is None else (*labels[:at], *labels[at + 1 :])


def _order(labels: Labels) -> tuple[tuple[int, str], ...]:
    """Unknown and undivided last, everything else by name."""
    return tuple((2 if label == UNKNOWN else 1 if label == UNDIVIDED else 0, label) for label in labels)


def paces(rows: Iterable[Row], total: Row, plan: Plan, targets: Mapping[tuple[int, str], int]) -> tuple[Pace, ...]:
    """Per sector and in all: the target of the year itself, of the next year, and the first year of the final target."""
    measured = [row for row in rows if plan.by == ("sector",) and plan.divides and plan.key] + [total]
    quarter = plan.asked.quarter or QUARTERS
    found: list[Pace] = []
    for row in measured:
        sector = row.labels[0] if row.labels else TOTAL
        years = sorted(year for year, name in targets if name == sector)
        final = next((year for year in years if targets[year, sector] == targets[years[-1], sector]), plan.year)
        wanted = [year for year in years if year in {plan.year, plan.year + 1, final} and year >= plan.year]
        if row.extra_jobs is not None:
            found += [
                Pace(
                    sector,
                    year,
                    targets[year, sector],
                    row.extra_jobs,
                    QUARTERS * (year - plan.year) + QUARTERS - quarter,
                )
                for year in wanted
            ]
    return tuple(found)
