"""What is made of the rows of a month when they come in: corrections resolved, and sums that counts start from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from banenafspraak.core.counting.engines.sql import small, statement
from banenafspraak.core.counting.inputs import PAYROLL as COLUMNS
from banenafspraak.core.counting.store.database import PAYROLL, Database, columns, database, in_files
from banenafspraak.core.counting.store.objects import Objects, Write
from banenafspraak.core.counting.store.state import Month, Source

PARTS = pa.schema(
    [pa.field("werkgever_nummer", pa.int64()) if each.name == "loonheffingennummer" else each for each in COLUMNS]
    + [pa.field("volledig", pa.bool_()), pa.field("wisselende_aard", pa.bool_())]
)
ASIDE = pa.schema(
    [pa.field(each.name, pa.int64()) if each.name == "loonheffingennummer" else each for each in COLUMNS]
    + [pa.field("lot", pa.string())]
)
TOTALS = columns("begin int32, einde int32, code_soort int16, zonder_bsn bool, rijen int64, verloonde_uren int64")
WORK = columns(
    "loonheffingennummer int64, begin int32, einde int32, code_soort int16, sectorcode int16, "
    "rijen int64, verloonde_uren int64"
)
SPANS = columns("begin int32, einde int32, rijen int64, wisselend int64, achtergebleven int64")
RELATION = "loonheffingennummer, persoon_nummer, nummer_ikv, begin, einde"
CONTESTED = """
SELECT p.* FROM payroll p WHERE p.intrekking
UNION
SELECT p.* FROM payroll p SEMI JOIN (
  SELECT persoon_nummer, nummer_ikv, begin, einde FROM payroll GROUP BY ALL HAVING COUNT(*) > 1
) s USING (persoon_nummer, nummer_ikv, begin, einde)
"""
RESOLVED = "SELECT p.*, a.lot FROM payroll p JOIN aside a ON a.nummer = p.nummer ORDER BY p.nummer"
NOTHING_ASIDE = pa.table({"nummer": pa.array([], pa.int64()), "lot": pa.array([], pa.string())})
SPAN_ROWS = f"""
WITH complete AS (
  SELECT {RELATION}, moment FROM payroll
  WHERE moment IS NOT NULL AND nummer IN (SELECT nummer FROM marks WHERE volledig)
),
latest AS (
  SELECT loonheffingennummer, begin, einde, MAX(moment) AS moment FROM complete
  GROUP BY ALL HAVING MIN(moment) <> MAX(moment)
),
seen AS (
  SELECT {RELATION}, MAX(c.moment) AS moment FROM complete c
  SEMI JOIN latest USING (loonheffingennummer, begin, einde) GROUP BY ALL
),
behind AS (
  SELECT s.begin, s.einde, COUNT(*) AS rijen FROM seen s JOIN latest l USING (loonheffingennummer, begin, einde)
  WHERE s.moment < l.moment GROUP BY ALL
),
spans AS (
  SELECT begin, einde, COUNT(*) AS rijen, COUNT(*) FILTER (wisselende_aard) AS wisselend FROM marks GROUP BY ALL
)
SELECT s.begin, s.einde, s.rijen, s.wisselend, COALESCE(b.rijen, 0) AS achtergebleven
FROM spans s LEFT JOIN behind b USING (begin, einde)
"""


def month_of(objects: Objects, parts: tuple[str, ...], sources: Sequence[Source]) -> Month:
    """A month from its parts: what stands and what does not, its sums, and its bounds.

    Raises:
        ProblemsError: the disk is full, or the store cannot be written.
    """
    with database() as session:
        files = in_files(map(objects.path, parts))
        session.view("payroll", PAYROLL.format(files=files))
        session.view("marks", f"SELECT nummer, begin, einde, volledig, wisselende_aard FROM {files}")
        contested = objects.keep("contested", session.write(f"SELECT * FROM ({CONTESTED}) ORDER BY nummer"))
        session.give("aside", NOTHING_ASIDE)
        [(begin, end, filed, count)] = session.ask(
            "SELECT MIN(begin), MAX(einde), MAX(ingediend), COUNT(*) FROM payroll"
        )
        numbers = session.ask("SELECT DISTINCT bestand FROM payroll ORDER BY 1")
        return Month(
            parts,
            contested,
            objects.keep("aside", resolving(f"SELECT * FROM {in_files([objects.path(contested)])}", None)),
            objects.keep("totals", session.write(statement("totals"))),
            objects.keep("work", session.write(statement("work"))),
            objects.keep("spans", session.write(SPAN_ROWS)),
            begin,
            end,
            filed,
            count,
            tuple(sorted({sources[number].file for (number,) in numbers})),
        )


def resolving(rows: str, filed_until: int | None) -> Write:
    """Writes the rows that do not stand, and why: of a question whose rows hold all that corrections are about."""

    def write(path: Path) -> None:
        with database() as session:
            session.view("payroll", rows)
            session.give("plan", small({"ingediend_uiterlijk": pa.int32()}, [(filed_until,)]))
            session.make("aside", statement("corrections"))
            session.write(RESOLVED)(path)

    return write


def split_by_month(session: Database, objects: Objects, rows: pa.Table) -> Iterator[tuple[str, str]]:
    """Rows as kept parts, one for each month in which return periods end; gives the months with their parts."""
    session.give("incoming", rows)
    month = "strftime(DATE '1970-01-01' + einde, '%Y-%m')"
    for (name,) in session.ask(f"SELECT DISTINCT {month} FROM incoming ORDER BY 1"):
        question = f"SELECT * FROM incoming WHERE {month} = '{name}' ORDER BY nummer"
        yield name, objects.keep("rows", session.write(question))
