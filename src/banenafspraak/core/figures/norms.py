"""Targets, baseline values and quota variables as they were set or printed, each with its source and mark.

They come from regulation and letters, each named by its row. Published results live in published.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast, get_args

from banenafspraak.core.kernel.reference import mark, one_of, rows, source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banenafspraak.core.kernel.law import Mark, Source

Sector = Literal["market", "government", "total"]


@dataclass(frozen=True, slots=True)
class Target:
    """Extra jobs that must be there at the end of a year."""

    year: int
    sector: Sector
    extra_jobs: int
    source: Source
    mark: Mark
    note: str


@dataclass(frozen=True, slots=True)
class BaselineValue:
    """One value of the baseline of December 2012."""

    reference_date: date
    sector: Sector
    employment_type: str
    measure: str
    value: Decimal
    source: Source
    mark: Mark
    note: str


@dataclass(frozen=True, slots=True)
class QuotaValue:
    """One variable of the quota percentage in a year: B, D, F, the percentage Q as it was set, or Q_indicatie.

    An indication was announced and is no set percentage. `geactiveerd` names the first year a sector was activated.
    """

    year: int
    sector: Sector
    variable: str
    value: Decimal
    unit: str
    source: Source
    mark: Mark
    note: str


def targets(year: int | None = None) -> tuple[Target, ...]:
    """The targets, of all years or of one (Regeling Wfsv 3.29, now 3.33).

    >>> [each.extra_jobs for each in targets(2018)]
    [31000, 12500, 43500]
    """
    return tuple(each for each in _targets().values() if year in {None, each.year})


def target(year: int, sector: str) -> Target | None:
    """The target at the end of a year (Regeling Wfsv 3.29, now 3.33), None when there is none.

    >>> target(2024, "total").extra_jobs, target(2024, "total").mark, target(2014, "total")
    (115000, 'D', None)
    """
    return _targets().get((year, sector))


@cache
def baseline() -> tuple[BaselineValue, ...]:
    """The baseline values of December 2012 (Regeling Wfsv 3.29(1)).

    >>> next(str(each.value) for each in baseline() if each.measure == "jobs")
    '75179'
    """
    columns = ("reference_date", "sector", "employment_type", "measure", "value", "source", "mark", "note")
    return tuple(
        BaselineValue(
            date.fromisoformat(row["reference_date"]), sector_of(row), row["employment_type"], row["measure"],
            Decimal(row["value"]), source(row), mark(row), row["note"],
        )
        for row in rows("baseline", columns)
    )  # fmt: skip


def baseline_value(sector: str, employment_type: str, measure: str) -> BaselineValue | None:
    """One baseline value, None when it was not found.

    >>> baseline_value("total", "register", "persons").value
    Decimal('247739')
    """
    wanted = (sector, employment_type, measure)
    return next((each for each in baseline() if (each.sector, each.employment_type, each.measure) == wanted), None)


@cache
def quota_values() -> tuple[QuotaValue, ...]:
    """The variables of the quota percentage per year (Regeling Wfsv 3.31(b), Besluit Wfsv 2.32) and set percentages.

    >>> [str(each.value) for each in quota_values() if each.variable == "Q"]
    ['1.93', '2.14', '2.76']
    """
    columns = ("year", "sector", "variable", "value", "unit", "source", "mark", "note")
    return tuple(
        QuotaValue(
            int(row["year"]), sector_of(row), row["variable"], Decimal(row["value"]), row["unit"],
            source(row), mark(row), row["note"],
        )
        for row in rows("quota", columns)
    )  # fmt: skip


def quota_value(year: int, sector: str, variable: str) -> QuotaValue | None:
    """One variable of the quota percentage, None when it was not found.

    >>> quota_value(2018, "government", "B").value, quota_value(2020, "government", "Q")
    (Decimal('11250'), None)
    """
    wanted = (year, sector, variable)
    return next((each for each in quota_values() if (each.year, each.sector, each.variable) == wanted), None)


def sector_of(row: Mapping[str, str]) -> Sector:
    """The sector a row names; ValueError when it is none.

    >>> sector_of({"sector": "market"})
    'market'
    """
    return cast("Sector", one_of(row, "sector", get_args(Sector)))


@cache
def _targets() -> Mapping[tuple[int, str], Target]:
    columns = ("year_end", "sector", "target_extra_jobs", "source", "mark", "note")
    found = [
        Target(int(row["year_end"]), sector_of(row), int(row["target_extra_jobs"]), source(row), mark(row), row["note"])
        for row in rows("targets", columns)
    ]
    return MappingProxyType({(each.year, each.sector): each for each in found})
