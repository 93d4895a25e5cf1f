"""The key that divides lent hours over market and government, per December in which it was measured.

UWV does not know who hires; SEO sampled lenders for three years (counting.md, section 6). A year without a key has
none: nothing is filled in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from banenafspraak.core.figures.norms import sector_of
from banenafspraak.core.kernel.reference import mark, rows, source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from banenafspraak.core.figures.norms import Sector
    from banenafspraak.core.kernel.law import Mark, Source

COLUMNS = ("year", "sector", "share_percent", "source", "mark", "note")
HUNDRED_PERCENT = 100


@dataclass(frozen=True, slots=True)
class LentShare:
    """The share of one sector in the lent hours of one December."""

    year: int
    sector: Sector
    share: Fraction
    source: Source
    mark: Mark
    note: str


def lent_key(year: int) -> dict[Sector, Fraction] | None:
    """The shares of lent December hours by sector, None for a year without a published key.

    >>> lent_key(2012) == {"government": Fraction(6, 25), "market": Fraction(19, 25)}, lent_key(2018)
    (True, None)
    """
    shares = lent_shares(year)
    return {each.sector: each.share for each in shares} if shares else None


def lent_shares(year: int) -> tuple[LentShare, ...]:
    """The shares of a year with their sources and marks; none for a year without a published key.

    >>> [each.source.key for each in lent_shares(2020)]
    ['SEO20', 'SEO20']
    """
    return _shares().get(year, ())


def key_years() -> tuple[int, ...]:
    """The years with a published key.

    >>> key_years()
    (2012, 2016, 2020)
    """
    return tuple(sorted(_shares()))


def whole_key(shares: Iterable[LentShare]) -> tuple[LentShare, ...]:
    """The shares of one year, checked: market and government, together exactly all hours."""
    found = tuple(shares)
    if sorted(each.sector for each in found) != ["government", "market"] or sum(each.share for each in found) != 1:
        raise ValueError("keys.csv: market and government do not add up to 100 percent")
    return found


@cache
def _shares() -> Mapping[int, tuple[LentShare, ...]]:
    found = [_share(row) for row in rows("keys", COLUMNS)]
    years = {each.year for each in found}
    return MappingProxyType({year: whole_key(each for each in found if each.year == year) for year in years})


def _share(row: Mapping[str, str]) -> LentShare:
    share = Fraction(row["share_percent"]) / HUNDRED_PERCENT
    return LentShare(int(row["year"]), sector_of(row), share, source(row), mark(row), row["note"])
