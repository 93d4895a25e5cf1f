"""The count from files: over checked rows beside a statement by hand, and the two engines beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import duckdb
from tests.bench.measuring import KEY, Measured, beside
from tests.bench.reading import write_region

from banenafspraak.core import counting
from banenafspraak.core.counting.engines import find_engine
from banenafspraak.core.counting.order import count_prepared, prepare
from banenafspraak.core.invented.nation import Nation, write_nation

MOST_REFERENCE = Fraction(1, 500)
BY_HAND = """
SELECT CASE WHEN sectorcode BETWEEN 61 AND 66 THEN 'overheid' ELSE 'markt' END AS sector,
       code_aard IN (11, 22, 82) AS inleen,
       SUM(verloonde_uren * (LEAST(tijdvak_einde, DATE '2018-12-31') - GREATEST(tijdvak_begin, DATE '2018-12-01') + 1)
           / (tijdvak_einde - tijdvak_begin + 1)) AS uren
FROM read_parquet('{payroll}/*.parquet') p
WHERE tijdvak_einde >= DATE '2018-12-01' AND tijdvak_begin <= DATE '2018-12-31' AND code_soort IN (11, 13, 15, 17)
  AND code_aard NOT IN (10, 21, 24)
  AND EXISTS (SELECT 1 FROM read_csv('{register}', delim = ';', header = true) r WHERE r.persoon = p.persoon
              AND r.datum_begin <= p.tijdvak_einde AND COALESCE(r.datum_einde, DATE '9999-12-31') >= p.tijdvak_begin)
GROUP BY ALL
"""


def measure(folder: Path) -> Iterator[Measured]:
    """The count of a region's size, and the engines on a small part."""
    nation = write_region(folder)
    order = _order(nation)
    plan, engine = counting.make_plan(order.definition, "2018"), find_engine("duckdb")
    ready = prepare(order, plan, engine)
    by_hand = BY_HAND.format(payroll=nation.payroll[0].parent, register=nation.register)
    own, hand = beside(lambda: count_prepared(order, plan, engine, ready), lambda: duckdb.sql(by_hand).fetchall())
    what = "monitor 2018 from checked rows: baseline, flow and notes too"
    yield Measured(what, ready.rows_read, own, "one statement by hand, no checks", hand)
    small = write_nation(folder / "klein", MOST_REFERENCE, 1)
    slow, fast = beside(
        lambda: counting.count(_order(small, engine="reference")), lambda: counting.count(_order(small))
    )
    yield Measured("reference engine, files to result", 0, slow, "duckdb engine: the same", fast)


def _order(nation: Nation, **changes: object) -> counting.Order:
    """The monitor of 2018 over an invented nation."""
    return counting.Order(
        nation.payroll, nation.register, "2018", KEY, employers=nation.employers, keys=nation.keys, **changes
    )
