"""The main job from files to result: count, set against baseline and target, receipt; and explain and verify it.

Callers say where the files are and what they ask for (`Order`); nothing here prints or writes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path

from banenafspraak.core.counting import baseline as baselines
from banenafspraak.core.counting.checking import Counted, notes_of
from banenafspraak.core.counting.engines import Engine, Question, Record, find_engine
from banenafspraak.core.counting.flow import flow_between
from banenafspraak.core.counting.plan import GOVERNMENT, MARKET, UNDIVIDED, Plan, make_plan
from banenafspraak.core.counting.preparing import Order, Prepared, Ready, prepare
from banenafspraak.core.counting.result import Baseline, Note, Result, heads_of, paces, rows_of, whole_sectors
from banenafspraak.core.counting.store.opening import ready_from
from banenafspraak.core.kernel.identifiers import without_bsn
from banenafspraak.core.kernel.problems import stop
from banenafspraak.core.kernel.receipts import InputFile, Receipt, canonical, sha256_file, sha256_text

__all__ = [
    "Explained",
    "Order",
    "Prepared",
    "Ready",
    "count",
    "count_prepared",
    "explain",
    "prepare",
    "ready_for",
    "table_digest",
    "verify",
]
COMPARED = ("result_sha256", "period", "definition", "rules", "settings", "law", "counts", "inputs")


def count(order: Order) -> Result:
    """Count what is ordered.

    Raises:
        ProblemsError: with everything that keeps the count from being made.
    """
    engine = find_engine(order.engine, order.cluster)
    plan = make_plan(order.definition, order.period, order.by, split=order.split)
    return count_prepared(order, plan, engine, ready_for(order, plan, engine))


def ready_for(order: Order, plan: Plan, engine: Engine) -> Ready:
    """Everything that a count needs, from the store of the order, else from its files."""
    return ready_from(order.store, order, plan, engine) if order.store else prepare(order, plan, engine)


def count_prepared(order: Order, plan: Plan, engine: Engine, ready: Ready, *, with_flow: bool = True) -> Result:
    """Count over tables that were read before."""
    plan = replace(plan, key=baselines.key_for(plan, ready.keys))
    outcome = ready.rows.outcome(plan)
    base, base_notes = _baseline(order, plan, ready)
    targets = _targets(ready, base)
    rows, total = rows_of(outcome, plan, base, targets)
    flow = flow_between(plan, outcome, ready.rows) if with_flow else None
    notes = notes_of(Counted(plan, ready, outcome, base_notes, bool(targets), flow))
    result = Result(
        plan,
        rows,
        total,
        outcome.tallies,
        ready.refused,
        notes,
        _receipt(order, plan, engine, ready),
        paces((*(rows if whole_sectors(outcome, plan) else ()), total), plan, targets),
        flow,
        rows_read=ready.rows_read,
        heads=heads_of(outcome, plan),
        baseline=base,
    )
    return replace(result, receipt=_filled(result))


def table_digest(result: Result) -> str:
    """SHA-256 of a result's table in one canonical form: what `verify` compares."""
    return lines_digest(result.text_table())


def lines_digest(lines: list[dict[str, str]]) -> str:
    """SHA-256 of the lines of a result as text, unknown as empty."""
    return sha256_text(canonical(lines))


def _baseline(order: Order, plan: Plan, ready: Ready) -> tuple[Baseline | None, tuple[Note, ...]]:
    if not plan.definition.has_extra_jobs:
        return None, (Note("no-extra"),)
    if order.baseline == baselines.PUBLISHED:
        return baselines.published(), (Note("baseline-published"),)
    if order.baseline == baselines.OF_2015:
        return baselines.of_2015(plan), (Note("baseline-2015"),)
    if ready.baseline:
        return ready.baseline, (Note("baseline-file", {"name": ready.baseline.name}),)
    found = baselines.counted(plan, ready.rows, ready.keys)
    if found is None:
        return None, (Note("no-baseline"),)
    parts = () if found.by_labels is not None else (Note("baseline-undivided"),)
    return found, (Note("baseline-counted"), *parts)


def _targets(ready: Ready, base: Baseline | None) -> baselines.Targets:
    """Targets of the user; those of the law only for the nation, which the user says by the published baseline."""
    if ready.targets is not None:
        return ready.targets
    return baselines.published_targets() if base and base.name in baselines.OF_THE_NATION else {}


def _receipt(order: Order, plan: Plan, engine: Engine, ready: Ready) -> Receipt:
    key = plan.key
    extra = {"baseline": order.baseline, "targets": order.targets}
    return Receipt(
        version=version("banenafspraak"),
        engine=engine.name,
        engine_version=engine.version,
        period=str(plan.asked),
        definition=plan.definition.as_dict(),
        rules=rules_used(plan, ready),
        settings={
            "by": list(plan.by),
            "splitsing": plan.split,
            "sleutel": key and {"markt": str(key.market), "overheid": str(key.government), "bron": key.source},
            **{name: without_bsn(Path(value).name) for name, value in extra.items() if value},
        },
        inputs=ready.files + _small_files(order),
        law=plan.law,
        counts={},
    )


def rules_used(plan: Plan, ready: Ready) -> dict[str, str]:
    """The set of rules, and the version of the register that they were laid on."""
    day = ready.reference_day
    return {"regelset": plan.rule_set, "register_peildatum": str(day) if day else "niet opgegeven"}


def _filled(result: Result) -> Receipt:
    """The receipt with what came out: the fates of the rows, the notes, the digest of the table."""
    counts = {name: tally.rows for name, tally in sorted(result.tallies.items())}
    notes = tuple(note.code for note in result.notes)
    return replace(result.receipt, counts=counts, notes=notes, result_sha256=table_digest(result))


def _small_files(order: Order) -> tuple[InputFile, ...]:
    """Baseline and targets from files, by digest."""
    paths = {"targets": order.targets, "baseline": order.baseline_file}
    return tuple(InputFile(role, path.name, sha256_file(path), 0, 0, 0) for role, path in paths.items() if path)


@dataclass(frozen=True, slots=True)
class Explained:
    """A payroll row with what became of it, and the share of its hours that went to the cell asked for."""

    record: Record
    share: Fraction = Fraction(1)


def explain(
    order: Order, *, pseudonym: str | None = None, bsn: str | None = None, cell: Mapping[str, str] | None = None
) -> tuple[list[Explained], Ready, Plan]:
    """The payroll rows of one person or one cell, each with what became of it, in the order of the files.

    Raises:
        ProblemsError: the person is in none of the files, or the cell names no breakdown.
    """
    engine = find_engine(order.engine, order.cluster)
    plan = make_plan(order.definition, order.period, tuple(cell) if cell else order.by, split=order.split)
    ready = ready_for(order, plan, engine)
    plan = replace(plan, key=baselines.key_for(plan, ready.keys))
    if cell:
        return _of_cell(plan, ready, cell), ready, plan
    number = ready.people.number_of((pseudonym if bsn is None else ready.people.pseudonym_of_bsn(bsn)) or "")
    if number is None:
        raise stop("person-not-found")
    records = ready.rows.records(plan, Question(frozenset({number})))
    return [Explained(record) for record in records], ready, plan


def _of_cell(plan: Plan, ready: Ready, cell: Mapping[str, str]) -> list[Explained]:
    """Rows of a cell; a sector to which lent hours were divided also holds a share of all lent rows."""

    def rows(wanted: Mapping[str, str], share: Fraction) -> list[Explained]:
        records = ready.rows.records(plan, Question(cell=wanted))
        return [Explained(record, share) for record in records]

    found = rows(cell, Fraction(1))
    if plan.key and plan.moves:
        shares = {MARKET: plan.key.market, GOVERNMENT: plan.key.government}
        if share := shares.get(cell["sector"]):
            found += rows({**cell, "sector": UNDIVIDED}, share)
    return sorted(found, key=lambda one: (one.record.file, one.record.row))


def verify(
    receipt: Mapping[str, object], order: Order, make: Callable[[Order], Result] = count
) -> tuple[Result, list[str]]:
    """Make a result again from its receipt, in the way it was made, and name every part that differs.

    Raises:
        ProblemsError: with everything that keeps the count from being made.
    """
    result = make(order)
    new = result.receipt.as_dict()
    differences = [
        name
        for name in COMPARED
        if canonical(_comparable(name, new[name])) != canonical(_comparable(name, receipt.get(name)))
    ]
    return result, differences


def _comparable(name: str, value: object) -> object:
    """Files are the same when their content is: a file may have another name."""
    if name == "inputs" and isinstance(value, list):
        return sorted((str(one["role"]), str(one["sha256"])) for one in value)
    if name == "settings" and isinstance(value, dict):
        named = value.get("baseline") if value.get("baseline") in baselines.OF_THE_NATION else None
        return {**value, "baseline": named, "targets": None}
    return value
