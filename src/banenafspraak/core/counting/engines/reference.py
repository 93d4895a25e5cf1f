"""The count in plain Python, row by row: slow, short, and the meaning that every other engine must equal.

Sections and articles follow docs/reference/counting.md. Nothing here is tuned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from platform import python_version
from typing import Any, NamedTuple

import pyarrow as pa

from banenafspraak.core.counting import fates as fate
from banenafspraak.core.counting.engines import Labels, Outcome, Question, Record, Tally
from banenafspraak.core.counting.inputs import Inputs
from banenafspraak.core.counting.plan import GOVERNMENT, MARKET, UNDIVIDED, UNKNOWN, Plan
from banenafspraak.core.counting.registration import day_numbers
from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.tables.reading import FILE, NUMBER, PERSON, RANK

ASIDE = pa.schema([("nummer", pa.int64()), ("lot", pa.string())])
KEY = ("loonheffingennummer", PERSON, "nummer_ikv", "begin", "einde")
CONTENT = ("verloonde_uren", "code_aard", "code_soort", "sectorcode", "intrekking")
Row = dict[str, Any]


class Share(NamedTuple):
    """The part of a row's hours that falls in one window, in hundredths; `crosses` when the period goes beyond it."""

    window: str
    hundredths: Fraction
    crosses: bool


@dataclass(frozen=True, slots=True)
class Employer:
    """What a row takes from its employer."""

    sector: str = UNKNOWN
    subsector: str = UNKNOWN
    section: str = UNKNOWN
    region: str = UNKNOWN
    size: str = UNKNOWN


class ReferenceEngine:
    """Plain Python."""

    name = "reference"

    @property
    def version(self) -> str:
        """The version of Python."""
        return python_version()

    def set_aside(self, payroll: pa.Table, filed_until: int | None) -> pa.Table:
        """Rows that a count leaves alone, and why."""
        by_key: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        aside: dict[int, str] = {}
        for row in payroll.to_pylist():
            if filed_until is not None and row["ingediend"] is not None and row["ingediend"] > filed_until:
                aside[row["nummer"]] = fate.LATE
            else:
                by_key[tuple(row[name] for name in KEY)].append(row)
        for rows in by_key.values():
            aside |= _judged(rows)
        return pa.table({"nummer": list(aside), "lot": list(aside.values())}, schema=ASIDE).sort_by("nummer")

    def run(self, plan: Plan, inputs: Inputs, aside: pa.Table) -> Outcome:
        """Count."""
        tallies: dict[str, Tally] = {}
        cells: dict[Labels, Fraction] = defaultdict(Fraction)
        persons: dict[Labels, set[int]] = defaultdict(set)
        aard: dict[int, int] = defaultdict(int)
        crossing = 0
        for one in _Count(plan, inputs, aside).all():
            before = tallies.get(one.fate, Tally(0, 0))
            tallies[one.fate] = Tally(before.rows + 1, before.hundredths + one.row["verloonde_uren"])
            for labels, share in one.cells(plan):
                cells[labels] += share.hundredths
                if one.row["verloonde_uren"] > 0:
                    persons[labels[:-1]].add(one.row[PERSON])
            if one.shares:
                aard[one.row["code_aard"]] += 1
                crossing += any(share.crosses for share in one.shares)
        heads = {labels: len(found) for labels, found in persons.items()}
        working = frozenset(person for found in persons.values() for person in found)
        return Outcome(tallies, dict(cells), heads, working, crossing, dict(aard))

    def records(self, plan: Plan, inputs: Inputs, aside: pa.Table, question: Question) -> list[Record]:
        """The rows asked about, with what became of them."""
        found: list[Record] = []
        for one in _Count(plan, inputs, aside).all():
            if question.persons is not None and one.row[PERSON] not in question.persons:
                continue
            kept = [share for share in one.shares if question.cell.items() <= one.labels(share).items()]
            if kept or not question.cell:
                found.append(_record(one, plan, kept))
        return sorted(found, key=lambda record: (record.file, record.row))[: question.most]


def _record(one: _Judged, plan: Plan, kept: list[Share]) -> Record:
    row = one.row
    return Record(
        row[FILE],
        row[NUMBER],
        row[PERSON],
        row["loonheffingennummer"],
        row["begin"],
        row["einde"],
        row["verloonde_uren"],
        one.fate,
        sum((share.hundredths for share in kept), Fraction()),
        one.cell(plan, kept[0]) if kept else (),
    )


def _judged(rows: list[Row]) -> dict[int, str]:
    """One relation and period: the latest row stands (a later message replaces), a withdrawal removes it."""
    by_moment = all(row["moment"] is not None for row in rows)
    latest = max(row["moment"] if by_moment else row[RANK] for row in rows)
    top = [row for row in rows if (row["moment"] if by_moment else row[RANK]) == latest]
    if len({tuple(row[name] for name in CONTENT) for row in top}) > 1:
        lots = {row["nummer"]: fate.CONFLICT for row in top}
        return lots | {row["nummer"]: fate.REPLACED for row in rows if row not in top}
    first = min(top, key=lambda row: (row["geboren"] is None, row["geboren"] or 0, row["nummer"]))
    lots = {row["nummer"]: fate.DOUBLE for row in top if row is not first}
    if first["intrekking"]:
        lots[first["nummer"]] = fate.WITHDRAWAL
        return lots | {row["nummer"]: fate.WITHDRAWN for row in rows if row not in top}
    return lots | {row["nummer"]: fate.REPLACED for row in rows if row not in top}


@dataclass(frozen=True, slots=True)
class _Judged:
    """A row with its fate and, when it counts, what its cell is made of."""

    row: Row
    fate: str
    ground: str = UNKNOWN
    age: str = UNKNOWN
    employer: Employer = Employer()
    shares: tuple[Share, ...] = ()

    def labels(self, share: Share) -> dict[str, str]:
        """Everything that a breakdown can ask of the row. The hirer of lent work is unknown, and so is its sector."""
        lent, employer = self.fate == fate.LENT, self.employer
        return {
            "sector": UNDIVIDED if lent else employer.sector,
            "subsector": UNKNOWN if lent else employer.subsector,
            "soort": self.fate,
            "regio": employer.region,
            "grondslag": self.ground,
            "leeftijdsklasse": self.age,
            "sbi_sectie": employer.section,
            "grootteklasse": employer.size,
            "maand": share.window,
        }

    def cell(self, plan: Plan, share: Share) -> Labels:
        """The cell of a share: the labels asked for, then soort."""
        labels = self.labels(share)
        return (*(labels[name] for name in plan.by), self.fate)

    def cells(self, plan: Plan) -> Iterator[tuple[Labels, Share]]:
        """The cells that the row's hours go to."""
        for share in self.shares:
            yield self.cell(plan, share), share


class _Count:
    """One plan over one set of rows."""

    def __init__(self, plan: Plan, inputs: Inputs, aside: pa.Table) -> None:
        self.plan = plan
        self.lots = dict(zip(aside["nummer"].to_pylist(), aside["lot"].to_pylist(), strict=True))
        self.rows = inputs.payroll.to_pylist()
        self.live = [row for row in self.rows if row["nummer"] not in self.lots]
        self.aard, self.employment = plan.aard_types(), plan.employment_codes()
        self.first, self.last = day_numbers(plan.period)
        self.register: dict[int, list[Row]] = defaultdict(list)
        for interval in inputs.register(plan).to_pylist():
            self.register[interval[PERSON]].append(interval)
        self.given = {row["loonheffingennummer"]: row for row in inputs.employers.to_pylist()}
        self.work_by_employer: dict[str, list[Row]] = defaultdict(list)
        for row in self.live:
            if row["code_soort"] in self.employment:
                self.work_by_employer[row["loonheffingennummer"]].append(row)
        self.employers: dict[str, Employer] = {}

    def all(self) -> Iterator[_Judged]:
        """Every row with what becomes of it."""
        for row in self.rows:
            lot = self.lots.get(row["nummer"])
            yield _Judged(row, lot) if lot else self.judged(row)

    def judged(self, row: Row) -> _Judged:
        """One live row with its fate and, when it counts, what its cell is made of."""
        shares, interval = tuple(self.shares(row)), self.registered(row)
        found = self.fate_of(row, interval) if shares else fate.OUTSIDE
        if interval is None or found not in fate.COUNTED:
            return _Judged(row, found)
        birth = interval["geboren"] if interval["geboren"] is not None else row["geboren"]
        employer = self.employer(row["loonheffingennummer"])
        return _Judged(row, found, interval["grondslag"] or UNKNOWN, self.age(birth), employer, shares)

    def fate_of(self, row: Row, interval: Row | None) -> str:
        """What becomes of a row that touches the period."""
        if row["code_soort"] not in self.employment:
            return fate.NO_WORK
        if row["zonder_bsn"]:
            return fate.NO_BSN
        if interval is None:
            return fate.NOT_REGISTERED
        if not interval["telt"]:
            return fate.GROUND_NOT_YET
        kind = "niet_te_bepalen" if row["code_aard"] is None else self.aard.get(row["code_aard"], fate.REGULAR)
        if kind == "uitgesloten":
            return fate.SHELTERED
        return fate.UNDECIDED if kind == "niet_te_bepalen" else kind

    def shares(self, row: Row) -> Iterator[Share]:
        """The hours of a row per window: evenly over the days of its period, or whole to its last day."""
        begin = row["begin"] if self.plan.definition.division == "naar_dagen" else row["einde"]
        days = row["einde"] - begin + 1
        for label, window in self.plan.windows:
            first, last = day_numbers(window)
            shared = min(row["einde"], last) - max(begin, first) + 1
            if shared > 0:
                crosses = row["begin"] < first or row["einde"] > last
                yield Share(label, Fraction(row["verloonde_uren"] * shared, days), crosses)

    def registered(self, row: Row) -> Row | None:
        """The latest interval on a day of the return period, one that counts before one that does not.

        A single day is enough: all hours of that return period then count (Wfsv 38g(8)).
        """
        touching = [i for i in self.register[row[PERSON]] if i["van"] <= row["einde"] and i["tot"] >= row["begin"]]
        return max(touching, key=lambda interval: (interval["telt"], interval["van"])) if touching else None

    def age(self, birth: int | None) -> str:
        """The age band on the last day of the period."""
        for label, low, high in self.plan.birth_bands():
            if birth is not None and low <= birth <= high:
                return label
        return UNKNOWN

    def employer(self, number: str) -> Employer:
        """What is known of an employer, with unknown said."""
        if number not in self.employers:
            given = self.given.get(number, {})
            region = self.plan.regions().get(given.get("gemeente") or "", UNKNOWN)
            self.employers[number] = Employer(
                given.get("sector") or self.sector_by_code(number),
                given.get("subsector") or UNKNOWN,
                given.get("sbi_sectie") or UNKNOWN,
                region,
                self.size(number),
            )
        return self.employers[number]

    def sector_by_code(self, number: str) -> str:
        """Fixed on the last return period of the year before (Regeling Wfsv 3.27(3)); without one, as it is now."""
        work = self.work_by_employer[number]
        first, last = day_numbers(Period.year(self.plan.year - 1))
        before = [row for row in work if row["begin"] >= first and row["einde"] <= last]
        latest = max((row["einde"] for row in before), default=None)
        now = [row for row in work if row["begin"] <= self.last and row["einde"] >= self.first]
        for rows in ([row for row in before if row["einde"] == latest], now):
            if sector := self.sector_of(rows):
                return sector
        return UNKNOWN

    def sector_of(self, rows: list[Row]) -> str | None:
        """Government, unless at least half of the paid hours fall under other sectors (Regeling Wfsv 3.27(2))."""
        codes = self.plan.government_codes()
        government = [row["verloonde_uren"] for row in rows if row["sectorcode"] in codes]
        other = [
            row["verloonde_uren"] for row in rows if row["sectorcode"] is not None and row["sectorcode"] not in codes
        ]
        if not government and not other:
            return None
        if government and (not other or sum(other) < sum(government)):
            return GOVERNMENT
        return MARKET

    def size(self, number: str) -> str:
        """The size class by all paid hours of return periods that end in the period."""
        hours = sum(r["verloonde_uren"] for r in self.work_by_employer[number] if self.first <= r["einde"] <= self.last)
        return next(label for label, least, most in self.plan.size_bands() if least <= hours <= most)
