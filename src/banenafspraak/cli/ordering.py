"""From options to an order: the one place where what a user types becomes what the core is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from banenafspraak.cli.frame import key_of
from banenafspraak.core.counting.definitions import Definition, Setting, find_definition
from banenafspraak.core.counting.order import Order
from banenafspraak.core.tables.columns import PAYROLL
from banenafspraak.core.tables.mapping import Mapping, read_mapping

BY_DATE = "volgens_datum"


def definition_of(name_or_file: str, rules: str) -> Definition:
    """The definition asked for, under the rule set asked for."""
    found = find_definition(name_or_file)
    if rules == BY_DATE:
        return found
    return replace(found, settings={**found.settings, "regelset": Setting(rules, "V", "--rules", own=True)})


def order_of(
    deliveries: list[Path],
    register: Path,
    period: str,
    definition: Definition,
    *,
    corrections: list[Path] | None = None,
    employers: Path | None = None,
    keys: Path | None = None,
    baseline: str | None = None,
    targets: Path | None = None,
    by: list[str] | None = None,
    split: bool | None = None,
    engine: str = "duckdb",
    columns: Path | None = None,
    xsd: Path | None = None,
    key_file: Path | None = None,
) -> Order:
    """An order without progress; commands add it."""
    return Order(
        deliveries=tuple(deliveries),
        register=register,
        period=period,
        key=key_of(key_file),
        definition=definition,
        corrections=tuple(corrections or ()),
        employers=employers,
        keys=keys,
        baseline=baseline,
        targets=targets,
        by=tuple(by) if by else None,
        split=split,
        engine=engine,
        columns=read_mapping(columns, PAYROLL) if columns else Mapping(),
        xsd=xsd,
    )
