"""The count in DuckDB, the embedded default: fates.sql and counted.sql over arrow tables, nothing on disk.

The meaning is that of reference.py. Fractions are finished in Python: sums stay whole numbers per length of period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from banenafspraak.core.counting import fates as fate
from banenafspraak.core.counting.engines import Labels, Outcome, Question, Record, Tally
from banenafspraak.core.counting.inputs import Inputs
from banenafspraak.core.counting.plan import Plan
from banenafspraak.core.counting.registration import day_numbers
from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.tables.reading import PERSON

FOLDER = Path(__file__).parent
LABELLED = {"label": pa.string(), "van": pa.int32(), "tot": pa.int32()}
PLAN = {name: pa.int32() for name in ("van", "tot", "vorig_jaar_van", "vorig_jaar_tot")} | {"naar_dagen": pa.bool_()}
TALLIES = """
SELECT lot, COUNT(*), CAST(SUM(verloonde_uren) AS BIGINT) FROM fates GROUP BY lot
UNION ALL
SELECT a.lot, COUNT(*), CAST(SUM(p.verloonde_uren) AS BIGINT)
FROM aside a JOIN payroll p ON p.nummer = a.nummer GROUP BY a.lot
"""
HEADS = f"COUNT(DISTINCT CASE WHEN verloonde_uren > 0 THEN {PERSON} END)"


class DuckEngine:
    """DuckDB in memory, one connection a run."""

    name = "duckdb"

    @property
    def version(self) -> str:
        """The version of DuckDB."""
        return str(duckdb.__version__)

    def set_aside(self, payroll: pa.Table, filed_until: int | None) -> pa.Table:
        """Rows that a count leaves alone, and why."""
        plan = _small({"ingediend_uiterlijk": pa.int32()}, [(filed_until,)])
        with _connection({"payroll": payroll, "plan": plan}) as connection:
            return connection.sql(_statement("corrections")).to_arrow_table()

    def run(self, plan: Plan, inputs: Inputs, aside: pa.Table) -> Outcome:
        """Count."""
        with _counted(_tables(plan, inputs, aside)) as connection:
            return Outcome(
                _tallies(connection),
                _cells(connection, plan),
                _persons(connection, plan),
                _working(connection),
                _crossing(connection),
                _aard(connection),
            )

    def records(self, plan: Plan, inputs: Inputs, aside: pa.Table, question: Question) -> list[Record]:
        """The rows asked about, with what became of them."""
        tables = _tables(plan, inputs, aside)
        if question.persons is not None:
            tables["asked"] = _small({PERSON: pa.int64()}, ((person,) for person in sorted(question.persons)))
        with _counted(tables) as connection:
            return _records(connection, plan, question)


def _statement(name: str) -> str:
    return FOLDER.joinpath(f"{name}.sql").read_text(encoding="utf-8")


def _connection(tables: Mapping[str, pa.Table]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    connection.execute("SET temp_directory = ''; SET autoinstall_known_extensions = false")
    for name, table in tables.items():
        connection.register(name, table)
    return connection


def _counted(tables: Mapping[str, pa.Table]) -> duckdb.DuckDBPyConnection:
    """A connection that holds what became of each row, and the rows that count."""
    connection = _connection(tables)
    for name in ("fates", "counted"):
        connection.execute(f"CREATE TEMPORARY TABLE {name} AS {_statement(name)}")
    return connection


def _tables(plan: Plan, inputs: Inputs, aside: pa.Table) -> dict[str, pa.Table]:
    return {
        "payroll": inputs.payroll,
        "aside": aside,
        "register": inputs.register(plan),
        "employers": inputs.employers,
        "regions": _small({"gemeente": pa.string(), "regio": pa.string()}, plan.regions().items()),
        "aard": _small({"code": pa.int16(), "soort": pa.string()}, plan.aard_types().items()),
        "soort": _small({"code": pa.int16()}, ((code,) for code in sorted(plan.employment_codes()))),
        "overheid": _small({"code": pa.int16()}, ((code,) for code in sorted(plan.government_codes()))),
        "geboortejaren": _small(LABELLED, plan.birth_bands()),
        "groottes": _small({"label": pa.string(), "minste": pa.int64(), "meeste": pa.int64()}, plan.size_bands()),
        "vensters": _small(LABELLED, ((label, *day_numbers(window)) for label, window in plan.windows)),
        "plan": _small(
            PLAN,
            [
                (
                    *day_numbers(plan.period),
                    *day_numbers(Period.year(plan.year - 1)),
                    plan.definition.division == "naar_dagen",
                )
            ],
        ),
    }


def _small(columns: Mapping[str, pa.DataType], rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    listed = list(rows)
    arrays = [pa.array([row[at] for row in listed], kind) for at, kind in enumerate(columns.values())]
    return pa.table(dict(zip(columns, arrays, strict=True)))


def _tallies(connection: duckdb.DuckDBPyConnection) -> dict[str, Tally]:
    """Rows by what became of them; the rows that are neither judged nor set aside lie outside the period."""
    rows = connection.execute(TALLIES).fetchall()
    [(count, hundredths)] = connection.execute("SELECT COUNT(*), SUM(verloonde_uren) FROM payroll").fetchall()
    tallies = {lot: Tally(*counted) for lot, *counted in rows}
    if outside := count - sum(tally.rows for tally in tallies.values()):
        rest = int(hundredths) - sum(tally.hundredths for tally in tallies.values())
        tallies[fate.OUTSIDE] = Tally(outside, rest)
    return tallies


def _cells(connection: duckdb.DuckDBPyConnection, plan: Plan) -> dict[Labels, Fraction]:
    names = ", ".join([*plan.by, "lot"])
    rows = connection.execute(
        f"SELECT {names}, dagen, CAST(SUM(teller) AS BIGINT) FROM counted GROUP BY {names}, dagen"  # noqa: S608 - names of our own columns
    ).fetchall()
    cells: dict[Labels, Fraction] = defaultdict(Fraction)
    for *labels, days, numerator in rows:
        cells[tuple(labels)] += Fraction(numerator, days)
    return dict(cells)


def _persons(connection: duckdb.DuckDBPyConnection, plan: Plan) -> dict[Labels, int]:
    names = ", ".join(["dagen - dagen", *plan.by])  # a constant first, so that no breakdown at all is one group too
    rows = connection.execute(f"SELECT {names}, {HEADS} FROM counted GROUP BY {names}").fetchall()  # noqa: S608 - names of our own columns
    return {tuple(labels): heads for _, *labels, heads in rows if heads}


def _working(connection: duckdb.DuckDBPyConnection) -> frozenset[int]:
    rows = connection.execute(f"SELECT DISTINCT {PERSON} FROM counted WHERE verloonde_uren > 0").fetchall()  # noqa: S608 - the name of our own column
    return frozenset(person for (person,) in rows)


def _crossing(connection: duckdb.DuckDBPyConnection) -> int:
    [(count,)] = connection.execute("SELECT COUNT(DISTINCT nummer) FROM counted WHERE over_grens = 1").fetchall()
    return int(count)


def _aard(connection: duckdb.DuckDBPyConnection) -> dict[int, int]:
    rows = connection.execute("SELECT code_aard, COUNT(DISTINCT nummer) FROM counted GROUP BY code_aard").fetchall()
    return dict(rows)


def _records(connection: duckdb.DuckDBPyConnection, plan: Plan, question: Question) -> list[Record]:
    """A row's parts in the cell are added up; with months asked for, the first month gives the labels."""
    first_labels = "".join(f"MIN(c.{name}) AS {name}, " for name in plan.by)
    labels = "".join(f"g.{name}, " for name in plan.by)
    where = " AND ".join(["1 = 1", *(f"c.{name} = ?" for name in question.cell)])
    who = "" if question.persons is None else f"JOIN asked q ON q.{PERSON} = p.{PERSON}"
    rows = connection.execute(
        f"""SELECT p.bestand, p.rij, p.{PERSON}, p.loonheffingennummer, p.begin, p.einde, p.verloonde_uren,
                   COALESCE(f.lot, a.lot, 'buiten_periode'), {labels} g.dagen, g.teller
            FROM payroll p {who} LEFT JOIN fates f ON f.nummer = p.nummer LEFT JOIN aside a ON a.nummer = p.nummer
            {"" if question.cell else "LEFT"} JOIN (
              SELECT c.nummer, {first_labels} MIN(c.dagen) AS dagen, CAST(SUM(c.teller) AS BIGINT) AS teller
              FROM counted c WHERE {where} GROUP BY c.nummer) g ON g.nummer = p.nummer
            ORDER BY p.bestand, p.rij LIMIT {question.most}""",  # noqa: S608 - names of our own columns, values as parameters
        list(question.cell.values()),
    ).fetchall()
    return [_record(row) for row in rows]


def _record(row: tuple[Any, ...]) -> Record:
    file, number, person, employer, first, last, hundredths, lot, *labels, days, numerator = row
    counted = Fraction(0) if days is None else Fraction(numerator, days)
    found = () if days is None else (*labels, lot)
    return Record(file, number, person, employer, first, last, hundredths, lot, counted, found)
