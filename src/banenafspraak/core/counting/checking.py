"""What to know about a result: the notes that its input, definition and rules call for. One function per question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.counting import fates as fate
from banenafspraak.core.counting.engines import Outcome
from banenafspraak.core.counting.plan import UNKNOWN, Plan
from banenafspraak.core.counting.preparing import Prepared
from banenafspraak.core.counting.registration import FOREVER, Registration
from banenafspraak.core.counting.result import Flow, Note, whole_sectors
from banenafspraak.core.kernel.periods import DECEMBER
from banenafspraak.core.regions import membership_table
from banenafspraak.core.tables.reading import PERSON

EMPLOYER = "loonheffingennummer"
MOST_NAMED = 10
OF_EMPLOYERS = frozenset({"regio", "sbi_sectie", "subsector"})
OF_LENDERS = frozenset({"regio", "sbi_sectie", "grootteklasse"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A count before its notes: what was asked, read and found, and what it was set against."""

    plan: Plan
    ready: Prepared
    outcome: Outcome
    baseline_notes: tuple[Note, ...]
    has_targets: bool
    flow: Flow | None


def notes_of(one: Counted) -> tuple[Note, ...]:
    """All notes of a result, in a fixed order; that the data are invented comes before everything else."""
    return (
        *([Note("invented")] if one.ready.invented else []),
        *_files(one.ready),
        *_definition(one.plan),
        *_law(one.plan),
        *_lent(one.plan, one.outcome),
        *one.baseline_notes,
        *_targets(one),
        *_rows(one.plan, one.ready, one.outcome),
        *_employers(one.plan, one.ready, one.outcome),
        *_register(one.ready),
    )


def _files(ready: Prepared) -> Iterator[Note]:
    """What lay among the deliveries and was not read, and reasons of refusal beyond those kept."""
    if passed := ready.payroll.passed_over:
        yield Note("files-passed-over", {"count": len(passed), "names": ", ".join(passed[:MOST_NAMED])})
    if more := ready.payroll.more_refused:
        yield Note("refused-not-listed", {"count": more})


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
    if "sector" in plan.by and plan.key:
        shares = {"market": _percent(plan.key.market), "government": _percent(plan.key.government)}
        yield Note("key-used", {"year": plan.year, "source": plan.key.source, **shares})
        yield Note("persons-undivided")
    elif "sector" in plan.by:
        yield Note("key-missing", {"year": plan.year}) if plan.divides else Note("lent-undivided")
    if OF_LENDERS & set(plan.by):
        yield Note("lent-place")


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):g}".replace(".", ",")


def _targets(one: Counted) -> Iterator[Note]:
    if one.plan.definition.has_extra_jobs and not one.has_targets:
        yield Note("no-targets")
    if one.has_targets and one.plan.by and not whole_sectors(one.outcome, one.plan):
        yield Note("target-totals-only")
    if one.flow is None:
        yield Note("no-flow", {"before": str(one.plan.before().asked)})


def _rows(plan: Plan, ready: Prepared, outcome: Outcome) -> Iterator[Note]:
    rows = ready.payroll.rows.filter(ready.inputs.touches(plan))
    if not rows.num_rows:
        yield Note("period-empty")
        return
    if outcome.crossing:
        spread = plan.definition.division == "naar_dagen"
        yield Note("four-week" if spread else "last-day", {"count": outcome.crossing})
    strange = {code: count for code, count in sorted(outcome.aard.items()) if code not in plan.aard_types()}
    if strange:
        yield Note("code-aard-other", {"count": sum(strange.values()), "codes": ", ".join(map(str, strange))})
    if fate.UNDECIDED in outcome.tallies:
        yield Note("code-aard-undecided", {"count": outcome.tallies[fate.UNDECIDED].rows})
    if mixed := pc.sum(rows["wisselende_aard"]).as_py():
        yield Note("mixed-aard", {"count": mixed})
    if left := _left_behind(rows):
        yield Note("complete-return-left", {"count": left})


def _left_behind(rows: pa.Table) -> int:
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


def _employers(plan: Plan, ready: Prepared, outcome: Outcome) -> Iterator[Note]:
    by = set(plan.by)
    if by & OF_EMPLOYERS:
        present = pc.unique(ready.inputs.payroll[EMPLOYER])
        known = pc.is_in(present, ready.inputs.employers[EMPLOYER].combine_chunks())
        if missing := pc.sum(pc.invert(known)).as_py():
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
