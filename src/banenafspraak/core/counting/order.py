"""The main job from files to result: read, resolve corrections, count, set against baseline and target, receipt.

Callers say where the files are and what they ask for (`Order`); nothing here prints or writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.counting import baseline as baselines, fates as fate
from banenafspraak.core.counting.checking import notes_of
from banenafspraak.core.counting.definitions import Definition, built_in
from banenafspraak.core.counting.engines import Engine, Outcome, Record, find_engine
from banenafspraak.core.counting.flow import flow_between
from banenafspraak.core.counting.inputs import (
    Inputs,
    employers_table,
    latest_reference_day,
    payroll_table,
    registrations,
)
from banenafspraak.core.counting.plan import GOVERNMENT, MARKET, NO_KEYS, UNDIVIDED, LentKey, Plan, make_plan
from banenafspraak.core.counting.registration import all_grounds, day_number
from banenafspraak.core.counting.result import Baseline, Note, Result, paces, rows_of
from banenafspraak.core.kernel.problems import Problem, ProblemsError, stop
from banenafspraak.core.kernel.pseudonyms import Key
from banenafspraak.core.kernel.receipts import InputFile, Receipt, canonical, sha256_file, sha256_text
from banenafspraak.core.tables.door import Door
from banenafspraak.core.tables.mapping import Mapping as Columns
from banenafspraak.core.tables.reading import Progress, Read, Reading, Refused, read_table

NOBODY: Progress = lambda name, done, total, rows: None  # noqa: ARG005, E731 - nobody is told
MOST_RECORDS = 100_000


@dataclass(frozen=True, slots=True)
class Order:
    """What to count: files, period, definition, breakdown, and what to set it against."""

    deliveries: tuple[Path, ...]
    register: Path
    period: str
    key: Key
    definition: Definition = field(default_factory=lambda: built_in("monitor"))
    corrections: tuple[Path, ...] = ()
    employers: Path | None = None
    keys: Path | None = None
    baseline: str | None = None
    targets: Path | None = None
    by: tuple[str, ...] | None = None
    split: bool | None = None
    engine: str = "duckdb"
    columns: Columns = field(default_factory=Columns)
    xsd: Path | None = None
    progress: Progress = NOBODY


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything read and resolved, before a plan is run: one reading can serve several counts."""

    inputs: Inputs
    aside: pa.Table
    door: Door
    payroll: Read
    register: Read
    employers: Read | None
    keys: Mapping[int, LentKey]
    files: tuple[InputFile, ...]
    refused: tuple[Refused, ...]
    oddities: Mapping[str, int]


def prepare(order: Order, plan: Plan, engine: Engine) -> Prepared:
    """Read all tables and resolve corrections.

    Raises:
        ProblemsError: with the problems of all files at once.
    """
    door = Door(order.key)
    reads, problems = _read_all(order, door)
    if problems:
        raise ProblemsError(problems)
    payroll, register = reads["payroll"], reads["register"]
    employers = reads.get("employers")
    table, oddities = employers_table(employers.rows, plan.government_codes()) if employers else (None, {})
    inputs = Inputs(payroll_table(payroll.rows), registrations(register.rows))
    inputs = replace(inputs, employers=table) if table is not None else inputs
    filed = plan.filed_until
    aside = engine.set_aside(inputs.payroll, day_number(filed) if filed else None)
    conflicts = _conflicts(payroll, inputs.payroll, aside)
    refused = tuple(one for read in reads.values() for one in read.refused) + conflicts
    files = tuple(
        file for role, read in reads.items() for file in (_moved(read, conflicts) if role == "payroll" else read.files)
    )
    keys = baselines.keys_from_rows(reads["keys"].rows.to_pylist()) if "keys" in reads else NO_KEYS
    return Prepared(inputs, aside, door, payroll, register, employers, keys, files, refused, oddities)


def _read_all(order: Order, door: Door) -> tuple[dict[str, Read], list[Problem]]:
    plain = Reading(door, progress=order.progress)
    wanted = {
        "payroll": lambda: read_table(
            "payroll", order.deliveries, replace(plain, mapping=order.columns, xsd=order.xsd), order.corrections
        ),
        "register": lambda: read_table(
            "register", [order.register], replace(plain, choices={"grondslag": all_grounds()})
        ),
    }
    if order.employers:
        employers = order.employers
        wanted["employers"] = lambda: read_table("employers", [employers], plain)
    if order.keys:
        keys = order.keys
        wanted["keys"] = lambda: read_table("keys", [keys], plain)
    reads: dict[str, Read] = {}
    problems: list[Problem] = []
    for role, read in wanted.items():
        try:
            reads[role] = read()
        except ProblemsError as error:
            problems += error.problems
    return reads, problems


def _conflicts(read: Read, payroll: pa.Table, aside: pa.Table) -> tuple[Refused, ...]:
    """Rows that differ for one relation and period while nothing says which is later: refused, never guessed."""
    numbers = aside.filter(pc.equal(aside["lot"], fate.CONFLICT))["nummer"]
    rows = payroll.take(numbers)
    places = zip(rows["bestand"].to_pylist(), rows["rij"].to_pylist(), strict=True)
    return tuple(Refused(read.source_names[file], row, "", "rows-differ") for file, row in places)


def _moved(read: Read, conflicts: tuple[Refused, ...]) -> tuple[InputFile, ...]:
    """The files of a table with the rows in conflict counted as refused."""
    counts: dict[str, int] = {}
    for one in conflicts:
        name = one.file.split(":")[0]
        counts[name] = counts.get(name, 0) + 1
    return tuple(
        replace(
            file,
            rows_accepted=file.rows_accepted - counts.get(file.name, 0),
            rows_refused=file.rows_refused + counts.get(file.name, 0),
        )
        for file in read.files
    )


def count(order: Order) -> Result:
    """Count what is ordered.

    Raises:
        ProblemsError: with everything that keeps the count from being made.
    """
    engine = _engine(order.engine)
    plan = make_plan(order.definition, order.period, order.by, split=order.split)
    return count_prepared(order, plan, engine, prepare(order, plan, engine))


def count_prepared(order: Order, plan: Plan, engine: Engine, ready: Prepared) -> Result:
    """Count over tables that were read before."""
    plan = replace(plan, key=baselines.key_for(plan, ready.keys))
    outcome = engine.run(plan, ready.inputs, ready.aside)
    base, base_note = _baseline(order, plan, ready, engine)
    targets = _targets(order, base)
    rows, total = rows_of(outcome, plan, base, targets)
    flow = flow_between(plan, outcome, ready.inputs, ready.aside, engine)
    notes = notes_of(plan, ready, outcome, base_note, has_targets=bool(targets), flow=flow)
    receipt = _receipt(order, plan, engine, ready, outcome, notes)
    result = Result(
        plan, rows, total, outcome.tallies, ready.refused, notes, receipt, paces(rows, total, plan, targets), flow
    )
    result = replace(result, rows_read=sum(file.rows_read for file in ready.payroll.files))
    return replace(result, receipt=replace(receipt, result_sha256=table_digest(result)))


def table_digest(result: Result) -> str:
    """SHA-256 of a result's table in one canonical form: what `verify` compares."""
    return lines_digest(result.text_table())


def lines_digest(lines: list[dict[str, str]]) -> str:
    """SHA-256 of the lines of a result as text, unknown as empty."""
    return sha256_text(canonical(lines))


def _engine(name: str) -> Engine:
    try:
        return find_engine(name)
    except LookupError as error:
        raise stop("engine-unknown", valid="duckdb, reference") from error


def _baseline(order: Order, plan: Plan, ready: Prepared, engine: Engine) -> tuple[Baseline | None, Note]:
    if not plan.definition.has_extra_jobs:
        return None, Note("no-extra")
    if order.baseline == baselines.PUBLISHED:
        return baselines.published(), Note("baseline-published")
    if order.baseline == baselines.OF_2015:
        return baselines.of_2015(plan), Note("baseline-2015")
    if order.baseline is not None:
        path = Path(order.baseline)
        return baselines.from_file(path, plan), Note("baseline-file", {"name": path.name})
    found = baselines.counted(plan, ready.inputs, ready.aside, engine, ready.keys)
    return found, Note("baseline-counted" if found else "no-baseline")


def _targets(order: Order, base: Baseline | None) -> baselines.Targets:
    """Targets of the user; those of the law only for the nation, which the user says by the published baseline."""
    if order.targets:
        return baselines.targets_from_file(order.targets)
    nation = base is not None and base.name in {baselines.PUBLISHED, baselines.OF_2015}
    return baselines.published_targets() if nation else {}


def _receipt(
    order: Order, plan: Plan, engine: Engine, ready: Prepared, outcome: Outcome, notes: tuple[Note, ...]
) -> Receipt:
    day = plan.period.last
    rules = plan.register
    law = {text.path: text.sha256 for text in (plan.codes, rules.end, rules.target_group)} | plan.definition.law(day)
    register_day = latest_reference_day(ready.register.rows)
    extra = {name: _named(value) for name, value in (("baseline", order.baseline), ("targets", order.targets)) if value}
    return Receipt(
        version=version("banenafspraak"),
        engine=engine.name,
        engine_version=engine.version,
        period=str(plan.asked),
        definition=plan.definition.as_dict(),
        rules={
            "regelset": plan.rule_set,
            "register_peildatum": str(register_day) if register_day else "niet opgegeven",
        },
        settings={
            "by": list(plan.by),
            "splitsing": plan.split,
            "sleutel": None
            if plan.key is None
            else {"markt": str(plan.key.market), "overheid": str(plan.key.government), "bron": plan.key.source},
            **extra,
        },
        inputs=ready.files + _small_files(order),
        law=law,
        counts={name: tally.rows for name, tally in sorted(outcome.tallies.items())},
        notes=tuple(note.code for note in notes),
    )


def _named(value: str | Path) -> str:
    return Path(value).name


def _small_files(order: Order) -> tuple[InputFile, ...]:
    """Baseline and targets from files, by digest."""
    paths = {"targets": order.targets}
    if order.baseline not in {None, baselines.PUBLISHED, baselines.OF_2015}:
        paths["baseline"] = Path(str(order.baseline))
    return tuple(InputFile(role, path.name, sha256_file(path), 0, 0, 0) for role, path in paths.items() if path)


@dataclass(frozen=True, slots=True)
class Explained:
    """A payroll row with what became of it, and the share of its hours that went to the cell asked for."""

    record: Record
    share: Fraction = Fraction(1)


def explain(
    order: Order, *, pseudonym: str | None = None, bsn: str | None = None, cell: Mapping[str, str] | None = None
) -> tuple[list[Explained], Prepared, Plan]:
    """The payroll rows of one person or one cell, each with what became of it, in the order of the files.

    Raises:
        ProblemsError: the person is in none of the files, or the cell names no breakdown.
    """
    engine = _engine(order.engine)
    plan = make_plan(order.definition, order.period, tuple(cell) if cell else order.by, split=order.split)
    ready = prepare(order, plan, engine)
    plan = replace(plan, key=baselines.key_for(plan, ready.keys))
    if cell:
        return _of_cell(engine, plan, ready, cell), ready, plan
    number = ready.door.number_of((pseudonym if bsn is None else ready.door.pseudonym_of_bsn(bsn)) or "")
    if number is None:
        raise stop("person-not-found")
    records = engine.records(plan, ready.inputs, ready.aside, frozenset({number}), {}, MOST_RECORDS)
    return [Explained(record) for record in records], ready, plan


def _of_cell(engine: Engine, plan: Plan, ready: Prepared, cell: Mapping[str, str]) -> list[Explained]:
    """Rows of a cell; a sector to which lent hours were divided also holds a share of all lent rows."""
    found = [Explained(one) for one in engine.records(plan, ready.inputs, ready.aside, None, cell, MOST_RECORDS)]
    sector = cell.get("sector", "")
    if plan.divides and plan.key and sector in {MARKET, GOVERNMENT} and "subsector" not in cell:
        share = plan.key.market if sector == MARKET else plan.key.government
        lent = engine.records(plan, ready.inputs, ready.aside, None, {**cell, "sector": UNDIVIDED}, MOST_RECORDS)
        found += [Explained(one, share) for one in lent]
    return sorted(found, key=lambda one: (one.record.file, one.record.row))


def verify(receipt: Mapping[str, object], order: Order) -> tuple[Result, list[str]]:
    """Make a result again from its receipt and name every part that differs.

    Raises:
        ProblemsError: with everything that keeps the count from being made.
    """
    result = count(order)
    new = result.receipt.as_dict()
    differences = [
        name
        for name in ("result_sha256", "period", "definition", "rules", "settings", "law", "counts", "inputs")
        if canonical(_comparable(name, new[name])) != canonical(_comparable(name, receipt.get(name)))
    ]
    return result, differences


def _comparable(name: str, value: object) -> object:
    """Inputs are the same when their content is: a file may have another name."""
    if name == "inputs" and isinstance(value, list):
        return sorted((str(one["role"]), str(one["sha256"])) for one in value)
    return value
