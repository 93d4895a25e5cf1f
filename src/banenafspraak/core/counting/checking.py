"""What to know about a result: the notes that its input, definition and rules call for. One function per question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from banenafspraak.core.counting import fates as fate
from banenafspraak.core.counting.engines import Outcome
from banenafspraak.core.counting.plan import UNKNOWN, Plan
from banenafspraak.core.counting.preparing import Ready
from banenafspraak.core.counting.result import Flow, Note, whole_sectors
from banenafspraak.core.counting.rows import Findings
from banenafspraak.core.kernel.periods import DECEMBER
from banenafspraak.core.regions import membership_table

MOST_NAMED = 10
OF_EMPLOYERS = frozenset({"regio", "sbi_sectie", "subsector"})
OF_LENDERS = frozenset({"regio", "sbi_sectie", "grootteklasse"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A count before its notes: what was asked, read and found, and what it was set against."""

    plan: Plan
    ready: Ready
    outcome: Outcome
    baseline_notes: tuple[Note, ...]
    has_targets: bool
    flow: Flow | None


def notes_of(one: Counted) -> tuple[Note, ...]:
    """All notes of a result, in a fixed order; that the data are invented comes before everything else."""
    found = one.ready.rows.findings(one.plan)
    return (
        *([Note("invented")] if one.ready.invented else []),
        *_files(one.ready),
        *_definition(one.plan),
        *_law(one.plan),
        *_lent(one.plan, one.outcome),
        *one.baseline_notes,
        *_targets(one),
        *_rows(one.plan, found, one.outcome),
        *_employers(one.plan, one.ready, found, one.outcome),
        *_register(found),
    )


def _files(ready: Ready) -> Iterator[Note]:
    """What lay among the deliveries and was not read, and reasons of refusal beyond those kept."""
    if passed := ready.passed_over:
        yield Note("files-passed-over", {"count": len(passed), "names": ", ".join(passed[:MOST_NAMED])})
    if more := ready.more_refused:
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


def _rows(plan: Plan, found: Findings, outcome: Outcome) -> Iterator[Note]:
    if not found.rows:
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
    if found.mixed:
        yield Note("mixed-aard", {"count": found.mixed})
    if found.left_behind:
        yield Note("complete-return-left", {"count": found.left_behind})


def _employers(plan: Plan, ready: Ready, found: Findings, outcome: Outcome) -> Iterator[Note]:
    by = set(plan.by)
    if by & OF_EMPLOYERS and found.employers_missing:
        yield Note("employers-unknown", {"count": found.employers_missing})
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


def _register(found: Findings) -> Iterator[Note]:
    if not found.registrations:
        yield Note("register-empty")
    if found.overlapping:
        yield Note("register-overlap", {"count": found.overlapping})
