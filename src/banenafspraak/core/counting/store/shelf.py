"""The rows of a store, as a count asks them: from what was made of its months, and of what changed since.

One database a question. Facts say all that rows say of themselves; employers are laid beside them when cells are asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pyarrow as pa

from banenafspraak.core.counting.engines import Labels, Outcome, Question, Record
from banenafspraak.core.counting.engines.sql import (
    COUNTING,
    Session,
    SqlEngine,
    cells,
    heads,
    plan_tables,
    records,
    statement,
    tallies,
)
from banenafspraak.core.counting.fates import CONFLICT
from banenafspraak.core.counting.plan import By, Plan
from banenafspraak.core.counting.registration import day_numbers
from banenafspraak.core.counting.rows import Findings
from banenafspraak.core.counting.store.cube import CUBE, OF_EMPLOYER, SIZE, Cubes
from banenafspraak.core.counting.store.database import PAYROLL, Database, all_of, database
from banenafspraak.core.counting.store.making import INTERVALS, Maker, Terms
from banenafspraak.core.counting.store.months import ASIDE, PARTS, SPANS, TOTALS
from banenafspraak.core.counting.store.numbering import EMPLOYER_NAME, names_of
from banenafspraak.core.counting.store.state import Month, Store
from banenafspraak.core.tables.reading import FILE, NUMBER, PERSON

OF_EMPLOYERS = frozenset({*OF_EMPLOYER, SIZE})
TOTAL_ROWS = """
SELECT begin, einde, code_soort, zonder_bsn, rijen, verloonde_uren FROM total_sums
UNION ALL
SELECT begin, einde, code_soort, zonder_bsn, -1 AS rijen, -verloonde_uren AS verloonde_uren FROM aside_rows
"""


class Shelf:
    """The rows of a store at one of its states, with the engine that counts them."""

    def __init__(self, store: Store, engine: SqlEngine) -> None:
        self.store, self.engine = store, engine
        self.objects, self.state = store.objects, store.state
        self.maker = Maker(store)
        self.objects.hold()

    # -- what a count asks ---------------------------------------------------------------------------------------

    def holds(self, plan: Plan) -> bool:
        """Whether any row is about the period of the plan."""
        return self.findings(replace(plan, by=())).rows > 0

    def outcome(self, plan: Plan) -> Outcome:
        """What the plan makes of the rows."""
        if self.engine.name != "duckdb":
            return self.recount(plan, self.engine)
        terms = Terms.of(plan)
        with database() as session:
            self._cube(session, terms)
            found = cells(session, plan, "cube")
            self._judge(session, terms)
            return Outcome(tallies(session), found, *heads(session, plan))

    def tables(self, plan: Plan, breakdowns: Sequence[tuple[By, ...]]) -> list[dict[Labels, Fraction]]:
        """The hours per cell of several breakdowns at once, from the cube; the plan names every dimension of them."""
        terms = Terms.of(plan)
        with database() as session:
            self._cube(session, terms)
            return [cells(session, replace(plan, by=by), "cube") for by in breakdowns]

    def register(self, plan: Plan, persons: frozenset[int]) -> pa.Table:
        """The register of some persons as intervals, by the rules of the plan's day."""
        with database() as session:
            session.give("asked", pa.table({PERSON: pa.array(sorted(persons), pa.int64())}))
            return self.maker.intervals(session, plan, self.maker.register.rows, "asked")

    def findings(self, plan: Plan) -> Findings:
        """What to know about the rows of the period."""
        first, last = day_numbers(plan.period)
        with database() as session:
            session.view("spans", all_of(self.maker.paths(month.spans for month in self._touching(plan)), SPANS))
            [(rows, mixed, behind)] = session.ask(
                f"""SELECT COALESCE(SUM(rijen), 0), COALESCE(SUM(wisselend), 0), COALESCE(SUM(achtergebleven), 0)
                    FROM spans WHERE begin <= {last} AND einde >= {first}"""
            )
            missing = self._employers_missing(session, plan) if OF_EMPLOYERS & set(plan.by) else 0
        register = self.maker.register
        return Findings(int(rows), int(mixed), int(behind), missing, register.count, register.overlapping)

    def records(self, plan: Plan, question: Question) -> list[Record]:
        """The rows asked about, with what became of them."""
        with database() as session:
            wanted = self._wanted(session, plan, question)
        with database() as session:
            session.give("wanted", wanted)
            parts = self.maker.paths(part for month in self.state.months.values() for part in month.rows)
            rows = PAYROLL.format(files=f"({all_of(parts, PARTS)})")
            column = wanted.column_names[0]
            session.make("payroll", f"SELECT p.* FROM ({rows}) p WHERE p.{column} IN (SELECT {column} FROM wanted)")
            self._give_plan(session, plan)
            session.make("asked", f"SELECT DISTINCT {PERSON} FROM payroll")
            session.give("register", self.maker.intervals(session, plan, self.maker.register.rows, "asked"))
            session.view("extract", "SELECT * FROM payroll")
            for name in ("fates", "facts", "bosses", "counted"):
                session.make(name, statement(name))
            return self._named(session, records(session, plan, question))

    def conflicts(self, plan: Plan) -> list[tuple[int, int]]:
        """Rows that differ for one relation and period while nothing says which is later: source and row."""
        with database() as session:
            session.view(
                "aside_rows", all_of([self.maker.aside(plan, one) for one in self.state.months.values()], ASIDE)
            )
            question = f"SELECT {FILE}, {NUMBER} FROM aside_rows WHERE lot = '{CONFLICT}' ORDER BY nummer"
            return [(source, row) for source, row in session.ask(question)]

    def recount(self, plan: Plan, engine: SqlEngine) -> Outcome:
        """What the plan makes of the rows, counted anew from the months as they came in, by any engine."""
        months = self._touching(plan)
        with engine.session() as session:
            self._give_plan(session, plan)
            parts = [part for month in months for part in month.rows]
            seen = [self.objects.kept / part for part in parts] if engine.elsewhere else self.maker.paths(parts)
            session.files("parts", seen, PARTS)
            session.view("payroll", PAYROLL.format(files="parts"))
            session.files("register", [self.maker.register_of(plan, self.maker.register.rows)], INTERVALS)
            for name in COUNTING:
                if name != "work":
                    session.make(name, statement(name))
            return Outcome(tallies(session), cells(session, plan, "counted"), *heads(session, plan))

    # -- how it is laid ready ------------------------------------------------------------------------------------

    def _touching(self, plan: Plan) -> list[Month]:
        """The months with a return period that may have a day in the plan's period."""
        first, last = day_numbers(plan.period)
        return [month for month in self.state.months.values() if month.begin <= last and month.end >= first]

    def _cube(self, session: Database, terms: Terms) -> None:
        """The cells of the touching months as one table, as fine as the plan asks."""
        session.view("pieces", all_of(Cubes(self.maker, terms).of(self._touching(terms.plan)), CUBE))
        names = ", ".join([*terms.plan.by, "lot", "dagen"])
        session.make("cube", f"SELECT {names}, SUM(teller) AS teller FROM pieces GROUP BY ALL HAVING SUM(rijen) <> 0")

    def _judge(self, session: Database, terms: Terms) -> None:
        """The rows of the touching months as they are judged now, for what a cube does not know: persons and fates."""
        touching, everything = self._touching(terms.plan), list(self.state.months.values())
        work = self.maker.needs_work(terms, touching)
        self.maker.judge(session, terms, touching)
        self.maker.lay_employers(session, terms.plan, everything if work else [])
        self._lay_totals(session, terms.plan)
        session.make("bosses", statement("bosses"))
        session.view("counted", statement("counted"))

    def _lay_totals(self, session: Session, plan: Plan) -> None:
        """Sums of all rows of all months, and the rows that do not stand."""
        months = self.state.months.values()
        session.files("aside_rows", [self.maker.aside(plan, month) for month in months], ASIDE)
        session.view("aside", "SELECT nummer, lot FROM aside_rows")
        session.files("total_sums", self.maker.paths(month.totals for month in months), TOTALS)
        session.view("totals", TOTAL_ROWS)

    def _give_plan(self, session: Session, plan: Plan) -> None:
        """Everything that the statements read beside payroll, extract and register."""
        for name, table in plan_tables(plan).items():
            session.give(name, table)
        self.maker.lay_employers(session, plan, list(self.state.months.values()))
        self._lay_totals(session, plan)

    def _wanted(self, session: Database, plan: Plan, question: Question) -> pa.Table:
        """The persons asked about, or the numbers of the rows that count in the cell asked about."""
        if question.persons is not None:
            return pa.table({PERSON: pa.array(sorted(question.persons), pa.int64())})
        terms = Terms.of(plan)
        self._judge(session, terms)
        where = " AND ".join(["1 = 1", *(f"{name} = $value_{name}" for name in question.cell)])
        values = {f"value_{name}": value for name, value in question.cell.items()}
        rows = f"SELECT DISTINCT nummer FROM counted WHERE {where}"
        return session.connection.sql(rows, params=values).to_arrow_table()

    def _named(self, session: Database, found: list[Record]) -> list[Record]:
        """Records with the loonheffingennummer of the employer in the place of the store's own number."""
        numbers = [int(one.employer) for one in found]
        names = names_of(session, self.objects, self.state.employer_numbers, EMPLOYER_NAME, numbers)
        return [replace(one, employer=str(names[int(one.employer)])) for one in found]

    def _employers_missing(self, session: Database, plan: Plan) -> int:
        """Employers with rows and without a row of their own."""
        self.maker.lay_employers(session, plan, list(self.state.months.values()))
        return session.value(
            """SELECT COUNT(DISTINCT w.loonheffingennummer) FROM work_sums w
               LEFT JOIN employers e ON e.loonheffingennummer = w.loonheffingennummer
               WHERE e.loonheffingennummer IS NULL"""
        )
