"""Where a count's rows are and what they answer: read from files at once, or kept in a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.counting.engines import Engine, Outcome, Question, Record, set_aside_for
from banenafspraak.core.counting.inputs import Inputs, touching
from banenafspraak.core.counting.plan import Plan
from banenafspraak.core.counting.registration import Registration, day_numbers
from banenafspraak.core.kernel.law import FOREVER
from banenafspraak.core.tables.reading import PERSON

EMPLOYER = "loonheffingennummer"


@dataclass(frozen=True, slots=True)
class Findings:
    """What to know about the rows of a plan's period, and about the register as delivered.

    `rows` touch the period. Of these `mixed` had several codes aard and one number of hours, and `left_behind` stand in
    an earlier complete return and not in the later one. `employers_missing` are in no row of the employers table;
    `overlapping` persons have two registrations that share a day.
    """

    rows: int
    mixed: int
    left_behind: int
    employers_missing: int
    registrations: int
    overlapping: int


class Rows(Protocol):
    """The rows of a count, wherever they are."""

    def holds(self, plan: Plan) -> bool:
        """Whether any row is about the period of the plan."""
        ...

    def outcome(self, plan: Plan) -> Outcome:
        """What the plan makes of the rows."""
        ...

    def records(self, plan: Plan, question: Question) -> list[Record]:
        """The rows asked about, with what became of them."""
        ...

    def register(self, plan: Plan, persons: frozenset[int]) -> pa.Table:
        """The register of some persons as intervals, by the rules of the plan's day."""
        ...

    def findings(self, plan: Plan) -> Findings:
        """What to know about the rows of the period."""
        ...


@dataclass(frozen=True)
class ReadRows:
    """Rows that were read from files and are in memory, with the engine that counts them."""

    inputs: Inputs
    engine: Engine
    checked: pa.Table
    _asides: dict[date | None, pa.Table] = field(default_factory=dict, init=False, repr=False, compare=False)

    def aside(self, plan: Plan) -> pa.Table:
        """The rows that the plan leaves alone: what was filed too late depends on its year."""
        filed = plan.filed_until
        if filed not in self._asides:
            self._asides[filed] = set_aside_for(plan, self.inputs, self.engine)
        return self._asides[filed]

    def holds(self, plan: Plan) -> bool:
        """Whether any row is about the period of the plan."""
        return self.inputs.holds(plan)

    def outcome(self, plan: Plan) -> Outcome:
        """What the plan makes of the rows."""
        return self.engine.run(plan, self.inputs, self.aside(plan))

    def records(self, plan: Plan, question: Question) -> list[Record]:
        """The rows asked about, with what became of them."""
        return self.engine.records(plan, self.inputs, self.aside(plan), question)

    def register(self, plan: Plan, persons: frozenset[int]) -> pa.Table:
        """The register of some persons as intervals, by the rules of the plan's day."""
        found = self.inputs.register(plan)
        return found.filter(pc.is_in(found[PERSON], pa.array(sorted(persons), pa.int64())))

    def findings(self, plan: Plan) -> Findings:
        """What to know about the rows of the period."""
        rows = self.checked.filter(self.inputs.touches(plan))
        return Findings(
            rows.num_rows,
            pc.sum(rows["wisselende_aard"]).as_py() or 0,
            left_behind(rows),
            self._employers_missing(),
            len(self.inputs.registrations),
            overlapping(self.inputs.registrations),
        )

    def _employers_missing(self) -> int:
        present = pc.unique(self.inputs.payroll[EMPLOYER])
        known = pc.is_in(present, self.inputs.employers[EMPLOYER].combine_chunks())
        return pc.sum(pc.invert(known)).as_py() or 0


def left_behind(rows: pa.Table) -> int:
    """Rows of an earlier complete return that a later complete return of that employer and period does not repeat."""
    moments = pc.min_max(rows["aangemaakt_op"])
    if moments["min"].as_py() == moments["max"].as_py():
        return 0
    chosen = rows.filter(pc.and_(pc.equal(pc.fill_null(rows["regel"], 0), 0), pc.is_valid(rows["aangemaakt_op"])))
    keys = [EMPLOYER, "tijdvak_begin", "tijdvak_einde"]
    latest = chosen.group_by(keys).aggregate([("aangemaakt_op", "max")])
    chosen = chosen.append_column("ikv", pc.fill_null(chosen["nummer_ikv"], 0))
    relation = [*keys, PERSON, "ikv"]
    last_seen = chosen.group_by(relation).aggregate([("aangemaakt_op", "max")]).rename_columns([*relation, "gezien"])
    joined = last_seen.join(latest, keys=keys, join_type="inner")
    return int(pc.sum(pc.less(joined["gezien"], joined["aangemaakt_op_max"])).as_py() or 0)


def overlapping(rows: Iterable[Registration]) -> int:
    """Number of persons with two registrations that share a day, as delivered."""
    found = tuple(rows)
    many = {person for person, times in Counter(row.person for row in found).items() if times > 1}
    ordered = sorted((row for row in found if row.person in many), key=lambda row: (row.person, row.first))
    pairs = pairwise(ordered)
    return len({a.person for a, b in pairs if a.person == b.person and b.first <= (a.last or FOREVER)})


def in_group(rows: Rows, plan: Plan, persons: frozenset[int]) -> frozenset[int]:
    """Which of the persons were registered on a day of the period, with a ground that counts."""
    register = rows.register(plan, persons)
    counting = pc.and_(touching(register, "van", "tot", day_numbers(plan.period)), register["telt"])
    return frozenset(register.filter(counting)[PERSON].to_pylist())
