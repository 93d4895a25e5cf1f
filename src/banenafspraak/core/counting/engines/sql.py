"""One count in SQL, for every engine that speaks it: the statements beside this module, in their order, unchanged.

An engine gives a session, which takes tables, makes tables and answers. The meaning is that of reference.py.
Sums stay whole numbers per length of period; fractions are finished in Python.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from banenafspraak.core.counting import fates as fate
from banenafspraak.core.counting.engines import Labels, Outcome, Question, Record, Tally
from banenafspraak.core.counting.inputs import Inputs
from banenafspraak.core.counting.plan import Plan
from banenafspraak.core.counting.registration import day_numbers
from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.tables.reading import PERSON

FOLDER = Path(__file__).parent
NOTHING = Fraction()
LABELLED = {"label": pa.string(), "van": pa.int32(), "tot": pa.int32()}
PLAN = {name: pa.int32() for name in ("van", "tot", "vorig_jaar_van", "vorig_jaar_tot")} | {"naar_dagen": pa.bool_()}
ASIDE_ROWS = """
SELECT a.nummer, a.lot, p.persoon_nummer, p.begin, p.einde, p.code_soort, p.zonder_bsn, p.verloonde_uren
FROM aside a JOIN payroll p ON p.nummer = a.nummer
"""
COUNTING = ("extract", "fates", "facts", "work", "bosses", "counted")
"""What a count makes of payroll, in this order; each statement reads what those before it made."""
HEADS = f"COUNT(DISTINCT CASE WHEN verloonde_uren > 0 THEN {PERSON} END)"
type Rows = list[tuple[Any, ...]]


class Session(Protocol):
    """A place where tables are: for one count."""

    def give(self, name: str, table: pa.Table) -> None:
        """Take in a table under a name."""
        ...

    def files(self, name: str, paths: Sequence[Path], columns: pa.Schema) -> None:
        """Parquet files as one table."""
        ...

    def view(self, name: str, question: str) -> None:
        """A table that is worked out each time it is asked."""
        ...

    def make(self, name: str, statement: str) -> None:
        """Make a table from a statement."""
        ...

    def ask(self, question: str, values: Sequence[str] = ()) -> Rows:
        """The rows of an answer."""
        ...

    def table(self, question: str) -> pa.Table:
        """An answer as a table."""
        ...


def statement(name: str) -> str:
    """A statement of this folder.

    >>> "loonheffingennummer" in statement("work")
    True
    """
    return FOLDER.joinpath(f"{name}.sql").read_text(encoding="utf-8")


class SqlEngine(ABC):
    """An engine that runs the statements; what differs between engines is the session."""

    name: str
    elsewhere = False
    """Whether the rows of a store are read from another place than where the store is."""

    @property
    @abstractmethod
    def version(self) -> str:
        """The version of what computes."""

    @abstractmethod
    def session(self) -> AbstractContextManager[Session]:
        """A new session without tables."""

    def set_aside(self, payroll: pa.Table, filed_until: int | None) -> pa.Table:
        """Rows that a count leaves alone, and why."""
        with self.session() as session:
            session.give("payroll", payroll)
            session.give("plan", small({"ingediend_uiterlijk": pa.int32()}, [(filed_until,)]))
            return session.table(statement("corrections"))

    def run(self, plan: Plan, inputs: Inputs, aside: pa.Table) -> Outcome:
        """Count."""
        with self.session() as session:
            _fill(session, plan, inputs, aside)
            for name in COUNTING:
                session.make(name, statement(name))
            session.make("aside_rows", ASIDE_ROWS)
            session.make("totals", statement("totals"))
            return Outcome(tallies(session), cells(session, plan, "counted"), *heads(session, plan))

    def records(self, plan: Plan, inputs: Inputs, aside: pa.Table, question: Question) -> list[Record]:
        """The rows asked about, with what became of them."""
        with self.session() as session:
            _fill(session, plan, inputs, aside)
            session.make("extract", _asked_of(session, question))
            for name in COUNTING[1:]:
                session.make(name, statement(name))
            return records(session, plan, question)


def _fill(session: Session, plan: Plan, inputs: Inputs, aside: pa.Table) -> None:
    session.give("payroll", inputs.payroll)
    session.give("aside", aside)
    session.give("register", inputs.register(plan))
    session.give("employers", inputs.employers)
    for name, table in plan_tables(plan).items():
        session.give(name, table)


def plan_tables(plan: Plan) -> dict[str, pa.Table]:
    """The small tables that say a plan to a statement."""
    days = (*day_numbers(plan.period), *day_numbers(Period.year(plan.year - 1)))
    return {
        "regions": small({"gemeente": pa.string(), "regio": pa.string()}, plan.regions().items()),
        "aard": small({"code": pa.int16(), "soort": pa.string()}, plan.aard_types().items()),
        "soort": small({"code": pa.int16()}, ((code,) for code in sorted(plan.employment_codes()))),
        "overheid": small({"code": pa.int16()}, ((code,) for code in sorted(plan.government_codes()))),
        "geboortejaren": small(LABELLED, plan.birth_bands()),
        "groottes": small({"label": pa.string(), "minste": pa.int64(), "meeste": pa.int64()}, plan.size_bands()),
        "vensters": small(LABELLED, ((label, *day_numbers(window)) for label, window in plan.windows)),
        "plan": small(PLAN, [(*days, plan.definition.division == "naar_dagen")]),
    }


def small(columns: Mapping[str, pa.DataType], rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    """A table of a few rows.

    >>> small({"code": pa.int16()}, [(11,), (15,)]).num_rows
    2
    """
    listed = list(rows)
    arrays = [pa.array([row[at] for row in listed], kind) for at, kind in enumerate(columns.values())]
    return pa.table(dict(zip(columns, arrays, strict=True)))


def tallies(session: Session) -> dict[str, Tally]:
    """Rows by what became of them."""
    found: dict[str, Tally] = {}
    for _, lot, rows, hundredths in session.ask(statement("tallies")):
        before = found.get(lot, Tally(0, 0))
        found[lot] = Tally(before.rows + rows, before.hundredths + hundredths)
    return {lot: tally for lot, tally in found.items() if tally.rows}


def cells(session: Session, plan: Plan, table: str) -> dict[Labels, Fraction]:
    """Exact hundredths of an hour per cell, from the rows that count or from the cube."""
    names = ", ".join([*plan.by, "lot"])
    rows = session.ask(f"SELECT {names}, dagen, CAST(SUM(teller) AS BIGINT) FROM {table} GROUP BY {names}, dagen")
    found: dict[Labels, Fraction] = {}
    for *labels, days, numerator in rows:
        cell, part = tuple(labels), Fraction(numerator, days)
        found[cell] = found[cell] + part if cell in found else part
    return found


def heads(session: Session, plan: Plan) -> tuple[dict[Labels, int], frozenset[int], int, dict[int, int]]:
    """What only the rows know: distinct persons per cell and in all, rows over a border, and rows per code aard."""
    names = ", ".join(["dagen - dagen", *plan.by])  # a constant first, so that no breakdown at all is one group too
    persons = session.ask(f"SELECT {names}, {HEADS} FROM counted GROUP BY {names}")
    working = session.ask(f"SELECT DISTINCT {PERSON} FROM facts WHERE verloonde_uren > 0")
    [(crossing,)] = session.ask("SELECT COUNT(DISTINCT nummer) FROM facts WHERE over_grens = 1")
    aard = session.ask("SELECT code_aard, COUNT(DISTINCT nummer) FROM facts GROUP BY code_aard")
    return (
        {tuple(labels): count for _, *labels, count in persons if count},
        frozenset(person for (person,) in working),
        int(crossing),
        dict(aard),
    )


def _asked_of(session: Session, question: Question) -> str:
    """The rows to judge: those of the persons asked about, those that can count, or all."""
    if question.persons is None:
        return statement("extract") if question.cell else "SELECT * FROM payroll"
    session.give("asked", small({PERSON: pa.int64()}, ((person,) for person in sorted(question.persons))))
    return f"SELECT p.* FROM payroll p JOIN asked q ON q.{PERSON} = p.{PERSON}"


def records(session: Session, plan: Plan, question: Question) -> list[Record]:
    """Each judged row once, its parts in the cell added up; with months asked for, the first month gives the labels."""
    first_labels = "".join(f"MIN(c.{name}) AS {name}, " for name in plan.by)
    labels = "".join(f"g.{name}, " for name in plan.by)
    where = " AND ".join(["1 = 1", *(f"c.{name} = ?" for name in question.cell)])
    rows = session.ask(
        f"""SELECT p.bestand, p.rij, p.{PERSON}, p.loonheffingennummer, p.begin, p.einde, p.verloonde_uren,
                   COALESCE(f.lot, a.lot, '{fate.OUTSIDE}'), {labels} g.dagen, g.teller
            FROM payroll p JOIN extract e ON e.nummer = p.nummer
            LEFT JOIN fates f ON f.nummer = p.nummer LEFT JOIN aside a ON a.nummer = p.nummer
            {"" if question.cell else "LEFT"} JOIN (
              SELECT c.nummer, {first_labels} MIN(c.dagen) AS dagen, CAST(SUM(c.teller) AS BIGINT) AS teller
              FROM counted c WHERE {where} GROUP BY c.nummer) g ON g.nummer = p.nummer
            ORDER BY p.bestand, p.rij LIMIT {question.most}""",
        list(question.cell.values()),
    )
    return [_record(row) for row in rows]


def _record(row: tuple[Any, ...]) -> Record:
    file, number, person, employer, first, last, hundredths, lot, *labels, days, numerator = row
    counted = NOTHING if days is None else Fraction(numerator, days)
    found = () if days is None else (*labels, lot)
    return Record(file, number, person, employer, first, last, hundredths, lot, counted, found)
