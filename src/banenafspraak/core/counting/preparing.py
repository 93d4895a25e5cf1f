"""From files to everything a count needs: all tables read at once, corrections resolved, problems told together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.counting import baseline as baselines, fates as fate
from banenafspraak.core.counting.definitions import Definition, built_in
from banenafspraak.core.counting.engines import Cluster, Engine
from banenafspraak.core.counting.inputs import (
    Inputs,
    employers_table,
    latest_reference_day,
    payroll_table,
    registrations,
)
from banenafspraak.core.counting.marker import are_invented
from banenafspraak.core.counting.plan import NO_KEYS, LentKey, Plan
from banenafspraak.core.counting.registration import all_grounds
from banenafspraak.core.counting.result import Baseline
from banenafspraak.core.counting.rows import ReadRows, Rows
from banenafspraak.core.kernel.problems import Noted, Place, Problem, ProblemsError
from banenafspraak.core.kernel.pseudonyms import Key
from banenafspraak.core.kernel.receipts import InputFile
from banenafspraak.core.tables.door import Door
from banenafspraak.core.tables.mapping import Mapping as Columns
from banenafspraak.core.tables.reading import FILE, NUMBER, Progress, Read, Reading, Refused, read_table

NOBODY: Progress = lambda name, done, total, rows: None  # noqa: ARG005, E731 - nobody is told


@dataclass(frozen=True, slots=True)
class Order:
    """What to count: files or a store, period, definition, breakdown, and what to set it against."""

    deliveries: tuple[Path, ...]
    register: Path | None
    period: str
    key: Key
    store: Path | None = None
    definition: Definition = field(default_factory=lambda: built_in("monitor"))
    corrections: tuple[Path, ...] = ()
    employers: Path | None = None
    keys: Path | None = None
    baseline: str | None = None
    targets: Path | None = None
    by: tuple[str, ...] | None = None
    split: bool | None = None
    engine: str = "duckdb"
    cluster: Cluster = field(default_factory=Cluster)
    columns: Columns = field(default_factory=Columns)
    xsd: Path | None = None
    progress: Progress = NOBODY

    @property
    def baseline_file(self) -> Path | None:
        """The file of the baseline, when it is one."""
        return None if self.baseline is None or self.baseline in baselines.OF_THE_NATION else Path(self.baseline)

    @property
    def is_invented(self) -> bool:
        """Whether any of the files bears the mark of invented data."""
        return are_invented([*self.deliveries, *self.corrections, *([self.register] if self.register else [])])


class People(Protocol):
    """Who stands behind the numbers of persons, by pseudonym."""

    def number_of(self, pseudonym: str) -> int | None:
        """The number of a pseudonym."""
        ...

    def pseudonym_of_bsn(self, digits: str) -> str:
        """The pseudonym of a valid BSN."""
        ...

    def pseudonyms(self, numbers: Iterable[int]) -> dict[int, str]:
        """The pseudonyms of numbers."""
        ...


@dataclass(frozen=True, kw_only=True)
class Ready:
    """Everything a count needs beside its plan: the rows, who stands behind them, and what was read with them."""

    rows: Rows
    people: People
    files: tuple[InputFile, ...]
    source_names: tuple[str, ...]
    rows_read: int
    reference_day: date | None
    keys: Mapping[int, LentKey] = field(default_factory=lambda: NO_KEYS)
    refused: tuple[Refused, ...] = ()
    more_refused: int = 0
    passed_over: tuple[str, ...] = ()
    oddities: Mapping[str, int] = field(default_factory=dict)
    baseline: Baseline | None = None
    targets: baselines.Targets | None = None
    invented: bool = False


@dataclass(frozen=True, kw_only=True)
class Prepared(Ready):
    """Files that were read and resolved, before a plan is run: one reading can serve several counts."""

    rows: ReadRows
    people: Door


def prepare(order: Order, plan: Plan, engine: Engine) -> Prepared:
    """Read all tables and resolve corrections.

    Raises:
        ProblemsError: with the problems of all files at once.
    """
    door, problems = Door(order.key), Noted()
    invented = order.is_invented
    if invented and order.baseline in baselines.OF_THE_NATION:
        problems.found.append(Problem("invented-and-real", Place("--baseline")))
    tables = [problems.take(read) for read in _tables(order, door)]
    payroll, register, employers, keys = tables
    given = problems.take(partial(_keys, keys))
    file = order.baseline_file
    baseline = problems.take(partial(baselines.from_file, file, plan)) if file else None
    targets = problems.take(partial(baselines.targets_from_file, order.targets)) if order.targets else None
    if problems.found or payroll is None or register is None:
        raise ProblemsError(problems.found)
    made = resolved(Tables(payroll, register, employers), door, plan, engine)
    return replace(
        made,
        files=(*made.files, *(keys.files if keys else ())),
        keys=given or NO_KEYS,
        refused=(*made.refused, *(keys.refused if keys else ())),
        baseline=baseline,
        targets=targets,
        invented=invented,
    )


@dataclass(frozen=True, slots=True)
class Tables:
    """What was read for a count: the payroll, the register, and the employers when they were given."""

    payroll: Read
    register: Read
    employers: Read | None = None


def resolved(tables: Tables, door: Door, plan: Plan, engine: Engine) -> Prepared:
    """Tables that were read, with their corrections resolved."""
    payroll, register, employers = tables.payroll, tables.register, tables.employers
    table, oddities = employers_table(employers.rows, plan.government_codes()) if employers else (None, {})
    inputs = Inputs(payroll_table(payroll.rows), registrations(register.rows))
    rows = ReadRows(inputs if table is None else replace(inputs, employers=table), engine, payroll.rows)
    conflicts = _conflicts(inputs.payroll, rows.aside(plan))
    differing = tuple(Refused(payroll.source_names[file], row, "", "rows-differ") for file, row in conflicts)
    others = [read for read in (register, employers) if read]
    return Prepared(
        rows=rows,
        people=door,
        files=(*_with_refused(payroll, conflicts), *(file for read in others for file in read.files)),
        source_names=payroll.source_names,
        rows_read=payroll.rows_read,
        reference_day=latest_reference_day(register.rows),
        refused=tuple(one for read in (payroll, *others) for one in read.refused) + differing,
        more_refused=payroll.more_refused,
        passed_over=payroll.passed_over,
        oddities=oddities,
    )


def _tables(order: Order, door: Door) -> tuple[Callable[[], Read | None], ...]:
    """How each table is read: payroll, register, employers, keys. Nothing is read where no file was given."""
    plain = Reading(door, progress=order.progress)
    returns = replace(plain, mapping=order.columns, xsd=order.xsd)
    with_grounds = replace(plain, choices={"grondslag": all_grounds()})
    return (
        partial(read_table, "payroll", order.deliveries, returns, order.corrections),
        partial(read_table, "register", [order.register] if order.register else [], with_grounds),
        partial(read_table, "employers", [order.employers], plain) if order.employers else _nothing,
        partial(read_table, "keys", [order.keys], plain) if order.keys else _nothing,
    )


def _nothing() -> None:
    """No file, no table."""


def _keys(read: Read | None) -> Mapping[int, LentKey]:
    return baselines.keys_from_rows(read.rows.to_pylist()) if read else NO_KEYS


def _conflicts(payroll: pa.Table, aside: pa.Table) -> list[tuple[int, int]]:
    """Rows that differ for one relation and period while nothing says which is later: refused, never guessed."""
    numbers = aside.filter(pc.equal(aside["lot"], fate.CONFLICT))["nummer"]
    rows = payroll.take(numbers)
    return list(zip(rows[FILE].to_pylist(), rows[NUMBER].to_pylist(), strict=True))


def _with_refused(read: Read, conflicts: list[tuple[int, int]]) -> Iterator[InputFile]:
    """The files of the payroll with the rows in conflict counted as refused. Two files may have one name."""
    counts = Counter(read.source_files[number] for number, _ in conflicts)
    for file, path in zip(read.files, dict.fromkeys(read.source_files), strict=True):
        less = counts[path]
        yield replace(file, rows_accepted=file.rows_accepted - less, rows_refused=file.rows_refused + less)
