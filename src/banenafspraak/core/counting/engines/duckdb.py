"""The count in DuckDB, the embedded default: the statement of statement.sql over arrow tables, nothing on disk.

The meaning is that of reference.py. Fractions are finished in Python: sums stay whole numbers per length of period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from banenafspraak.core.counting.engines import Labels, Outcome, Record, Tally
from banenafspraak.core.counting.inputs import Inputs
from banenafspraak.core.counting.plan import Plan
from banenafspraak.core.counting.registration import day_number
from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.tables.reading import PERSON

STATEMENT = Path(__file__).with_name("statement.sql")
CORRECTIONS = Path(__file__).with_name("corrections.sql")


class DuckEngine:
    """DuckDB in memory, one connection a run."""

    name = "duckdb"

    @property
    def version(self) -> str:
        """The version of DuckDB."""
        return str(duckdb.__version__)

    def set_aside(self, payroll: pa.Table, filed_until: int | None) -> pa.Table:
        """Rows that a count leaves alone, and why."""
        plan = pa.table({"ingediend_uiterlijk": pa.array([filed_until], pa.int32())})
        with _connection({"payroll": payroll, "plan": plan}) as connection:
            return connection.sql(CORRECTIONS.read_text(encoding="utf-8")).to_arrow_table()

    def run(self, plan: Plan, inputs: Inputs, aside: pa.Table) -> Outcome:
        """Count."""
        with _connection(_tables(plan, inputs, aside)) as connection:
            _prepare(connection)
            return Outcome(
                _tallies(connection), _cells(connection, plan), _persons(connection, plan), _working(connection)
            )

    def records(
        self,
        plan: Plan,
        inputs: Inputs,
        aside: pa.Table,
        persons: frozenset[int] | None,
        cell: Mapping[str, str],
        most: int,
    ) -> list[Record]:
        """Rows of the given persons, or of the given cell, with what became of them."""
        tables = _tables(plan, inputs, aside)
        if persons is not None:
            tables["gevraagd"] = pa.table({PERSON: pa.array(sorted(persons), pa.int64())})
        with _connection(tables) as connection:
            _prepare(connection)
            return _records(connection, plan, cell, most, asked=persons is not None)


def _connection(tables: Mapping[str, pa.Table]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    connection.execute("SET temp_directory = ''; SET autoinstall_known_extensions = false")
    for name, table in tables.items():
        connection.register(name, table)
    return connection


def _tables(plan: Plan, inputs: Inputs, aside: pa.Table) -> dict[str, pa.Table]:
    year = Period.year(plan.year - 1)
    return {
        "payroll": inputs.payroll,
        "aside": aside,
        "register": inputs.register(plan),
        "employers": inputs.employers,
        "regions": _small({"gemeente": pa.string(), "regio": pa.string()}, plan.regions().items()),
        "aard": _small({"code": pa.int16(), "soort": pa.string()}, plan.aard_types().items()),
        "soort": _small({"code": pa.int16()}, ((code,) for code in sorted(plan.employment_codes()))),
        "overheid": _small({"code": pa.int16()}, ((code,) for code in sorted(plan.government_codes()))),
        "geboortejaren": _small({"label": pa.string(), "van": pa.int32(), "tot": pa.int32()}, plan.birth_bands()),
        "groottes": _small({"label": pa.string(), "minste": pa.int64(), "meeste": pa.int64()}, plan.size_bands()),
        "vensters": _small(
            {"label": pa.string(), "van": pa.int32(), "tot": pa.int32()},
            ((label, day_number(window.first), day_number(window.last)) for label, window in plan.windows),
        ),
        "plan": _small(
            {
                "van": pa.int32(),
                "tot": pa.int32(),
                "vorig_jaar_van": pa.int32(),
                "vorig_jaar_tot": pa.int32(),
                "naar_dagen": pa.bool_(),
            },
            [
                (
                    *(day_number(day) for day in (plan.period.first, plan.period.last, year.first, year.last)),
                    plan.definition.division == "naar_dagen",
                )
            ],
        ),
    }


def _small(columns: dict[str, pa.DataType], rows: Any) -> pa.Table:  # noqa: ANN401 - rows of any small table
    listed = list(rows)
    arrays = [pa.array([row[at] for row in listed], kind) for at, kind in enumerate(columns.values())]
    return pa.table(dict(zip(columns, arrays, strict=True)))


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    statement = STATEMENT.read_text(encoding="utf-8")
    connection.execute(f"CREATE TEMP TABLE lotgevallen AS {statement} SELECT * FROM fates")
    connection.execute(f"CREATE TEMP TABLE geteld AS {statement} SELECT * FROM counted")


def _tallies(connection: duckdb.DuckDBPyConnection) -> dict[str, Tally]:
    rows = connection.execute(
        "SELECT lot, COUNT(*), SUM(verloonde_uren)::BIGINT FROM (SELECT lot, verloonde_uren FROM lotgevallen UNION ALL "
        "SELECT a.lot, p.verloonde_uren FROM aside a JOIN payroll p ON p.nummer = a.nummer) GROUP BY lot"
    ).fetchall()
    return {lot: Tally(count, hours) for lot, count, hours in rows}


def _cells(connection: duckdb.DuckDBPyConnection, plan: Plan) -> dict[Labels, Fraction]:
    names = ", ".join([*plan.by, "lot"])
    rows = connection.execute(
        f"SELECT {names}, dagen, SUM(teller)::BIGINT FROM geteld GROUP BY {names}, dagen"
    ).fetchall()  # noqa: S608 - names of our own columns
    cells: dict[Labels, Fraction] = defaultdict(Fraction)
    for *labels, days, sum_ in rows:
        cells[tuple(labels)] += Fraction(sum_, days)
    return dict(cells)


def _persons(connection: duckdb.DuckDBPyConnection, plan: Plan) -> dict[Labels, int]:
    names = ", ".join(plan.by)
    heads = f"COUNT(DISTINCT {PERSON}) FROM geteld WHERE verloonde_uren > 0"
    if not plan.by:
        (count,) = connection.execute(f"SELECT {heads}").fetchall()[0]
        return {(): count} if count else {}
    rows = connection.execute(f"SELECT {names}, {heads} GROUP BY {names}").fetchall()
    return {tuple(labels): count for *labels, count in rows}


def _working(connection: duckdb.DuckDBPyConnection) -> frozenset[int]:
    rows = connection.execute(f"SELECT DISTINCT {PERSON} FROM geteld WHERE verloonde_uren > 0").fetchall()  # noqa: S608 - names of our own columns
    return frozenset(person for (person,) in rows)


def _records(
    connection: duckdb.DuckDBPyConnection, plan: Plan, cell: Mapping[str, str], most: int, *, asked: bool
) -> list[Record]:
    names = [*plan.by, "lot"]
    where = " AND ".join(f"c.{'lot' if name == 'soort' else name} = ?" for name in cell) or "true"
    parts = f"SELECT c.nummer, {', '.join(f'ANY_VALUE(c.{name}) AS {name}' for name in names[:-1])}{',' if plan.by else ''} "
    parts += (
        f"ANY_VALUE(c.dagen) AS dagen, SUM(c.teller)::BIGINT AS teller FROM geteld c WHERE {where} GROUP BY c.nummer"
    )
    labels = ", ".join(f"g.{name}" for name in plan.by) + ("," if plan.by else "")
    who = f"JOIN gevraagd v ON v.{PERSON} = p.{PERSON}" if asked else ""
    rows = connection.execute(
        f"""SELECT p.bestand, p.rij, p.{PERSON}, p.loonheffingennummer, p.begin, p.einde, p.verloonde_uren,
                   COALESCE(l.lot, a.lot), {labels} g.dagen, g.teller
            FROM payroll p {who} LEFT JOIN lotgevallen l ON l.nummer = p.nummer LEFT JOIN aside a ON a.nummer = p.nummer
            {"" if cell else "LEFT"} JOIN ({parts}) g ON g.nummer = p.nummer
            ORDER BY p.bestand, p.rij LIMIT {most}""",  # noqa: S608 - names of our own columns
        list(cell.values()),
    ).fetchall()
    return [_record(row) for row in rows]


def _record(row: tuple[Any, ...]) -> Record:
    *known, days, sum_ = row
    counted = Fraction(0) if days is None else Fraction(sum_, days)
    labels = () if days is None else (*known[8:], known[7])
    return Record(*known[:8], counted, labels)
