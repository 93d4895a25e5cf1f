"""One module per file format. Each yields batches of text under our names of columns.

The contract is `Batches` in core/tables/sources.py: every column is text, but for `ROW`, the number of the row as
a person counts it. What a text means is decided in core/tables/checks.py, for all formats alike.

A format is loaded when a file of it comes (`formats.spreadsheet`): the packages behind them take a tenth of a second,
and a delivery is mostly of one kind.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from banenafspraak.core.tables.formats import columnar, loonaangifte, separated, spreadsheet, suwi, xml_kind

__all__ = ["columnar", "loonaangifte", "separated", "spreadsheet", "suwi", "xml_kind"]


def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(name)
