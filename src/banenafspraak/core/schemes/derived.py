"""Quantities that a condition compares with and that follow from several legal values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banenafspraak.core.schemes.exact import Exact
    from banenafspraak.core.schemes.means import Bench


def threshold(the: Bench) -> Exact:
    """The threshold of a workplace adaptation, in cents: minimum wage of 1 January x 1.85 / 21.75 (Rb 3)."""
    january = date(the.on.year, 1, 1)
    return the.value("wml_maand", january) * the.value("drempel_factor") / the.value("werkdagen_per_maand")


DERIVED: Mapping[str, Callable[[Bench], Exact]] = {"drempel": threshold}
