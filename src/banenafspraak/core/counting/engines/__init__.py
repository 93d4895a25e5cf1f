"""Engines run a plan over the rows. `reference` is slow, plain Python and the meaning; `duckdb` is fast.

Both answer with the same cells to the last hundredth of an hour; tests/agree holds them to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import pyarrow as pa

from banenafspraak.core.counting.inputs import Inputs
from banenafspraak.core.counting.plan import Plan

type Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows with one fate, and their paid hours in hundredths, as delivered."""

    rows: int
    hundredths: int


@dataclass(frozen=True, slots=True)
class Record:
    """One payroll row in an explanation: where it stands, what became of it, and the hours that counted (hundredths)."""

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
class Outcome:
    """What an engine makes of a plan.

    `cells`: labels of the breakdown plus soort → exact hundredths of an hour. `persons`: labels of the breakdown →
    persons with more than zero counted hours. `working`: who they are, by local number.
    """

    tallies: Mapping[str, Tally]
    cells: Mapping[Labels, Fraction]
    persons: Mapping[Labels, int]
    working: frozenset[int]


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

    def records(
        self,
        plan: Plan,
        inputs: Inputs,
        aside: pa.Table,
        persons: frozenset[int] | None,
        cell: Mapping[str, str],
        most: int,
    ) -> list[Record]:
        """Rows of the given persons, or of the given cell, with what became of them; in the order of the files."""
        ...


def find_engine(name: str) -> Engine:
    """An engine by name; LookupError when there is none."""
    if name == "duckdb":
        from banenafspraak.core.counting.engines.duckdb import DuckEngine  # noqa: PLC0415 - loaded only when asked for

        return DuckEngine()
    if name == "reference":
        from banenafspraak.core.counting.engines.reference import ReferenceEngine  # noqa: PLC0415 - loaded only when asked for

        return ReferenceEngine()
    raise LookupError(name)


ENGINES = ("duckdb", "reference")
