"""Engines run a plan over the rows. `reference` is slow, plain Python and the meaning; `duckdb` is fast.

Both answer with the same cells to the last hundredth of an hour; tests/agree holds them to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Protocol

import pyarrow as pa

from banenafspraak.core.counting.inputs import Inputs
from banenafspraak.core.counting.plan import Plan
from banenafspraak.core.counting.registration import day_number
from banenafspraak.core.kernel.problems import stop

type Labels = tuple[str, ...]
EMBEDDED = ("duckdb", "reference")
"""The engines that need nothing beside this package."""
ENGINES = (*EMBEDDED, "spark")
MOST_RECORDS = 100_000


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows with one fate, and their paid hours in hundredths, as delivered."""

    rows: int
    hundredths: int


@dataclass(frozen=True, slots=True)
class Record:
    """One payroll row explained: where it stands, what became of it, and the hours that counted (hundredths)."""

    file: int
    row: int
    person: int
    employer: str
    first_day: int
    last_day: int
    hundredths: int
    fate: str
    counted: Fraction
    labels: Labels


@dataclass(frozen=True, slots=True)
class Question:
    """Which rows to explain: those of some persons, or those that count in a cell; all when neither is given."""

    persons: frozenset[int] | None = None
    cell: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    most: int = MOST_RECORDS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an engine makes of a plan.

    `cells`: labels of the breakdown plus soort → exact hundredths of an hour. `persons`: labels of the breakdown →
    persons with more than zero counted hours. `working`: who they are, by local number. Of the rows that count,
    `crossing` are about a return period that does not lie in one window, and `aard` says how many have each code aard.
    """

    tallies: Mapping[str, Tally]
    cells: Mapping[Labels, Fraction]
    persons: Mapping[Labels, int]
    working: frozenset[int]
    crossing: int = 0
    aard: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))


class Engine(Protocol):
    """What every engine can do."""

    name: str

    @property
    def version(self) -> str:
        """The version of what computes."""
        ...

    def set_aside(self, payroll: pa.Table, filed_until: int | None) -> pa.Table:
        """Rows that a count leaves alone, and why: replaced, withdrawn, double, in conflict, filed too late."""
        ...

    def run(self, plan: Plan, inputs: Inputs, aside: pa.Table) -> Outcome:
        """Count."""
        ...

    def records(self, plan: Plan, inputs: Inputs, aside: pa.Table, question: Question) -> list[Record]:
        """The rows asked about, with what became of them; in the order of the files."""
        ...


def set_aside_for(plan: Plan, inputs: Inputs, engine: Engine) -> pa.Table:
    """The rows that this plan leaves alone: what was filed too late depends on its year."""
    filed = plan.filed_until
    return engine.set_aside(inputs.payroll, day_number(filed) if filed else None)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where Spark runs and where it sees the files of a store; else as Spark was set up, and where they lie."""

    master: str | None = None
    files: str | None = None


def find_engine(name: str, cluster: Cluster = Cluster()) -> Engine:
    """An engine by name.

    Raises:
        ProblemsError: there is none of that name, or this machine lacks what it needs.

    >>> find_engine("reference").name
    'reference'
    """
    if name == "duckdb":
        from banenafspraak.core.counting.engines.duckdb import DuckEngine  # noqa: PLC0415 - loaded only when asked for

        return DuckEngine()
    if name == "reference":
        from banenafspraak.core.counting.engines.reference import (  # noqa: PLC0415 - loaded only when asked for
            ReferenceEngine,
        )

        return ReferenceEngine()
    if name == "spark":
        from banenafspraak.core.counting.engines.spark import SparkEngine  # noqa: PLC0415 - loaded only when asked for

        return SparkEngine(cluster)
    raise stop("engine-unknown", valid=", ".join(ENGINES))
