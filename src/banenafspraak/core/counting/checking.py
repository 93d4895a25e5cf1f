"""What to know about a result: the notes that its input, definition and rules call for. One function per question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.counting import fates as fate
from banenafspraak.core.counting.engines import Outcome
from banenafspraak.core.counting.plan import UNKNOWN, Plan
from banenafspraak.core.counting.registration import FOREVER, Registration, day_number
from banenafspraak.core.counting.result import Flow, Note
from banenafspraak.core.kernel.periods import DECEMBER
from banenafspraak.core.regions import membership_table
from banenafspraak.core.tables.reading import PERSON

if TYPE_CHECKING:
    from banenafspraak.core.counting.order import Prepared

EMPLOYER = "loonheffingennummer"


def notes_of(
    plan: Plan, ready: Prepared, outcome: Outcome, base_note: Note, *, has_targets: bool, flow: Flow | None
) -> tuple[Note, ...]:
    """All notes of a result, in a fixed order."""
    found = [*_definition(plan), *_law(plan), *_lent(plan, outcome), base_note]
    if plan.definition.has_extra_jobs and not has_targets:
        found.append(Note("no-targets"))
    if has_targets and plan.by not in {(), ("sector",)}:
        found.append(Note("target-totals-only"))
    if flow is None:
        found.append(Note("no-flow", {"before": str(plan.before().asked)}))
    found += [*_rows(plan, ready, outcome), *_breakdown(plan, ready, outcome), *_register(ready)]
    return tuple(found)


def _definition(plan: Plan) -> Iterator[Note]:
    if plan.definition.own:
        yield Note("own-definition")
    if plan.definition.window == "laatste_maand_van_kwartaal":
        yield Note("quarter-indicative")
    if plan.definition.has_extra_jobs and plan.period.last.month == DECEMBER:
        yield Note("december-effect")


def _law(plan: Plan) -> Iterator[Note]:
    group = plan.register.target_group
    if group.before_first:
        yield Note("law-before-first")
    if group.rule_set == "wba" and group.valid_from is None:
        yield Note("wba-not-in-force")
    elif group.values["gronden_ingang_onbekend"].texts:
        yield Note("grounds-unverified")


def _lent(plan: Plan, outcome: Outcome) -> Iterator[Note]:
    if not any(labels[-1] == fate.LENT for labels in outcome.cells):
        return
    if plan.divides and plan.key is None:
        yield Note("key-missing", {"year": plan.year})
    elif plan.divides and plan.key:
        shares = {"market": _percent(plan.key.market), "government": _percent(plan.key.government)}
        yield Note("key-used", {"year": plan.year, "source": plan.key.source, **shares})
        if "sector" in plan.by:
            yield Note("persons-undivided")
    elif "sector" in plan.by:
        yield Note("lent-undivided")
    if {"regio", "sbi_sectie", "grootteklasse"} & set(plan.by):
        yield Note("lent-place")


def _percent(share: object) -> str:
    return f"{float(share) * 100:g}".replace(".", ",")  # type: ignore[arg-type] - an exact fraction, shown


def _rows(plan: Plan, ready: Prepared, outcome: Outcome) -> Iterator[Note]:
    payroll = ready.inputs.payroll
    first, last = day_number(plan.period.first), day_number(plan.period.last)
    inside = payroll.filter(pc.and_(pc.less_equal(payroll["begin"], last), pc.greater_equal(payroll["einde"], first)))
    if not inside.num_rows:
        yield Note("period-empty")
        return
    members = pc.is_in(inside[PERSON], pa.array(sorted(outcome.working), pa.int64()))
    counted = inside.filter(members)
    crossing = pc.or_(pc.less(counted["begin"], first), pc.greater(counted["einde"], last))
    if across := pc.sum(crossing).as_py():
        yield Note("four-week", {"count": across})
    known = pa.array(sorted(plan.aard_types()), pa.int16())
    strange = counted.filter(
        pc.and_(pc.is_valid(counted["code_aard"]), pc.invert(pc.is_in(counted["code_aard"], known)))
    )
    if strange.num_rows:
        codes = ", ".join(str(code) for code in sorted(set(strange["code_aard"].to_pylist())))
        yield Note("code-aard-other", {"count": strange.num_rows, "codes": codes})
    if fate.UNDECIDED in outcome.tallies:
        yield Note("code-aard-undecided", {"count": outcome.tallies[fate.UNDECIDED].rows})
    if mixed := pc.sum(pc.fill_null(ready.payroll.rows["wisselende_aard"], False)).as_py():  # noqa: FBT003 - arrow's own order of arguments
        yield Note("mixed-aard", {"count": mixed})
    if left := _left_behind(ready):
        yield Note("complete-return-left", {"count": left})


def _left_behind(ready: Prepared) -> int:
    """Rows of an earlier complete return that a later complete return of that employer and period does not repeat."""
    rows = ready.payroll.rows
    moments = rows["aangemaakt_op"]
    if pc.count_distinct(moments).as_py() <= 1:
        return 0
    chosen = rows.filter(pc.and_(pc.equal(pc.fill_null(rows["regel"], 0), 0), pc.is_valid(moments)))
    keys = [EMPLOYER, "tijdvak_begin", "tijdvak_einde"]
    latest = chosen.group_by(keys).aggregate([("aangemaakt_op", "max"), ("aangemaakt_op", "min")])
    latest = latest.filter(pc.not_equal(latest["aangemaakt_op_max"], latest["aangemaakt_op_min"]))
    if not latest.num_rows:
        return 0
    relation = [*keys, PERSON, "nummer_ikv"]
    last_seen = chosen.group_by(relation).aggregate([("aangemaakt_op", "max")]).rename_columns([*relation, "gezien"])
    joined = last_seen.join(latest, keys=keys, join_type="inner")
    return int(pc.sum(pc.less(joined["gezien"], joined["aangemaakt_op_max"])).as_py() or 0)


def _breakdown(plan: Plan, ready: Prepared, outcome: Outcome) -> Iterator[Note]:
    by = set(plan.by)
    if by & {"regio", "sbi_sectie", "subsector"} and ready.employers:
        present = pc.unique(ready.inputs.payroll[EMPLOYER])
        missing = pc.sum(pc.invert(pc.is_in(present, ready.inputs.employers[EMPLOYER].combine_chunks()))).as_py() or 0
        if missing:
            yield Note("employers-unknown", {"count": missing})
    if ready.oddities.get("gemeente"):
        yield Note("municipality-unknown", {"count": ready.oddities["gemeente"]})
    if ready.oddities.get("dubbel"):
        yield Note("employers-double", {"count": ready.oddities["dubbel"]})
    if "sector" in by and any(labels[plan.by.index("sector")] == UNKNOWN for labels in outcome.cells):
        yield Note("sector-unknown")
    if "regio" in by and any(row[2] == "U" for row in membership_table(plan.year)):
        yield Note("region-unverified", {"year": plan.year})
    if "grootteklasse" in by:
        yield Note("size-partial")


def _register(ready: Prepared) -> Iterator[Note]:
    rows = ready.inputs.registrations
    if not rows:
        yield Note("register-empty")
    if overlapping := _overlapping(rows):
        yield Note("register-overlap", {"count": overlapping})


def _overlapping(rows: tuple[Registration, ...]) -> int:
    """Number of persons with two registrations that share a day, as delivered."""
    many = {person for person, times in Counter(row.person for row in rows).items() if times > 1}
    ordered = sorted((row for row in rows if row.person in many), key=lambda row: (row.person, row.first))
    pairs = pairwise(ordered)
    return len({a.person for a, b in pairs if a.person == b.person and b.first <= (a.last or FOREVER)})
