"""Counts the invented nation by quarter, as a real one would be, and gives what may be published of it (figures.py)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from banenafspraak.core.counting.definitions import find_definition
from banenafspraak.core.counting.fates import LENT, REGULAR
from banenafspraak.core.counting.one_reading import OneReading
from banenafspraak.core.counting.plan import GOVERNMENT, MARKET
from banenafspraak.core.counting.preparing import Order
from banenafspraak.core.counting.publishing import publish_together
from banenafspraak.core.counting.result import Row, Withheld
from banenafspraak.core.counting.trend_points import value_of
from banenafspraak.core.invented.figures import InventedFigure, InventedSeries
from banenafspraak.core.invented.nation import BASELINE, write_nation
from banenafspraak.core.kernel.hours import rounded
from banenafspraak.core.kernel.periods import Asked, Period
from banenafspraak.core.kernel.pseudonyms import KEY_BYTES, Key
from banenafspraak.core.regions import regions
from banenafspraak.core.reports.numbers import Hidden

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from banenafspraak.core.counting.result import Result
    from banenafspraak.core.figures.norms import Sector
    from banenafspraak.core.figures.published import EmploymentType
    from banenafspraak.core.reports.numbers import Value

QUARTERS = ("2018Q2", "2018Q3", "2018Q4")
BREAKDOWNS = ("sector", "soort", "regio")
SECTORS: Mapping[str, Sector] = {MARKET: "market", GOVERNMENT: "government"}
WORK: Mapping[str, EmploymentType] = {REGULAR: "regular", LENT: "inleen"}


def count_invented(scale: Fraction, seed: int, quarters: Sequence[str] = QUARTERS) -> InventedSeries:
    """Make an invented nation in a folder that goes, count it by quarter, and keep what may be published."""
    with TemporaryDirectory(prefix="verzonnen-") as folder:
        nation = write_nation(Path(folder), scale, seed, [BASELINE, *months_of(quarters)])
        order = Order(
            nation.payroll,
            nation.register,
            quarters[-1],
            Key(bytes(KEY_BYTES)),  # nobody stands behind these pseudonyms
            corrections=(nation.corrections,) if nation.corrections else (),
            employers=nation.employers,
            keys=nation.keys,
            targets=nation.targets,
            definition=find_definition("quarter"),
        )
        reading = OneReading.of(order)
        figures = tuple(one for quarter in quarters for one in _of_quarter(reading, quarter))
    return InventedSeries(scale, seed, figures)


def months_of(quarters: Sequence[str]) -> list[Period]:
    """The months of some quarters.

    >>> [str(each.first) for each in months_of(["2018Q4"])]
    ['2018-10-01', '2018-11-01', '2018-12-01']
    """
    asked = filter(None, map(Asked.read, quarters))
    return [month for each in asked for month in each.days().months()]


def _of_quarter(reading: OneReading, quarter: str) -> Iterator[InventedFigure]:
    whole, *finer = (reading(by, quarter) for by in ([], *([name] for name in BREAKDOWNS)))
    (total, *coarse), fine = publish_together([whole, *finer[:-1]], finer[-1:])
    for result in (total, *coarse, *fine):
        yield from _of_result(result)


def _of_result(result: Result) -> Iterator[InventedFigure]:
    """The rows of a count as figures. What is lent and not divided by sector is no sector."""
    codes = {one.name: one.code for one in regions()}
    rows: Sequence[Row | Withheld] = result.rows if result.plan.by else [result.total]
    for row in rows:
        label = row.labels[0] if result.plan.by else ""
        place = {"regio": codes.get(label)}.get(result.plan.by[0]) if result.plan.by else None
        sector, work = SECTORS.get(label, "total"), WORK.get(label, "all")
        if not label or place or sector != "total" or work != "all":
            yield InventedFigure(result.plan.period.last, sector, work, place, _kept(value_of(row, "extra_banen")))


def _kept(value: Value) -> Decimal | Hidden | None:
    return value if value is None or isinstance(value, Hidden) else rounded(Fraction(value), 0)
