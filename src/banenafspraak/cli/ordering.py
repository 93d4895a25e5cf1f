"""From options to an order: the one place where what a user types becomes what the core is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypedDict, Unpack

from banenafspraak.cli.frame import figures_folder, key_of
from banenafspraak.core.counting.definitions import Definition, Setting, find_definition
from banenafspraak.core.counting.engines import Cluster
from banenafspraak.core.counting.order import Order
from banenafspraak.core.figures import Editions, read_editions
from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.tables.columns import PAYROLL
from banenafspraak.core.tables.mapping import Mapping, read_mapping

BY_DATE = "volgens_datum"


def definition_of(name_or_file: str, rules: str) -> Definition:
    """The definition asked for, under the rule set asked for."""
    found = find_definition(name_or_file)
    if rules == BY_DATE:
        return found
    return replace(found, settings={**found.settings, "regelset": Setting(rules, "V", "--rules", own=True)})


def editions_of(told: Path | None) -> Editions:
    """The published figures with all imported editions. A folder that was named must be there.

    Raises:
        ProblemsError: the folder is not there or cannot be read, or an edition in it was changed.
    """
    if told and not told.exists():
        raise stop("file-not-found", Place(told.name))
    return read_editions(figures_folder(told))


class Asked(TypedDict, total=False):
    """What goes into an order as it was typed."""

    employers: Path | None
    keys: Path | None
    baseline: str | None
    targets: Path | None
    split: bool | None
    engine: str
    cluster: Cluster
    store: Path | None
    xsd: Path | None


def order_of(
    deliveries: list[Path] | None,
    register: Path | None,
    period: str,
    definition: Definition,
    *,
    corrections: list[Path] | None = None,
    by: Sequence[str] | None = None,
    columns: Path | None = None,
    key_file: Path | None = None,
    **asked: Unpack[Asked],
) -> Order:
    """An order without progress; commands add it.

    Raises:
        ProblemsError: there are neither files nor a store, or both.
    """
    _one_origin(deliveries, register, corrections, columns, asked)
    return Order(
        deliveries=tuple(deliveries or ()),
        register=register,
        period=period,
        key=key_of(key_file),
        definition=definition,
        corrections=tuple(corrections or ()),
        by=None if by is None else tuple(by),
        columns=read_mapping(columns, PAYROLL) if columns else Mapping(),
        **asked,
    )


def _one_origin(
    deliveries: list[Path] | None,
    register: Path | None,
    corrections: list[Path] | None,
    columns: Path | None,
    asked: Asked,
) -> None:
    """A count takes its rows from files or from a store."""
    given = {
        "DELIVERY": deliveries,
        "--register": register,
        "--correction": corrections,
        "--employers": asked.get("employers"),
        "--columns": columns,
        "--xsd": asked.get("xsd"),
    }
    names = [name for name, value in given.items() if value]
    if asked.get("store") and names:
        raise stop("store-or-files", Place("--store"), names=", ".join(names))
    if not asked.get("store") and not (deliveries and register):
        raise stop("files-missing")
