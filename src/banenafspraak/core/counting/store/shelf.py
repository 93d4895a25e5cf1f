"""The rows of a store, as a count asks them: from what was made of its months, and of what changed since.

One database a question. Facts say all that rows say of themselves; employers are laid beside them when cells are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pyarrow as pa

from banenafspraak.core.counting.engines import Labels, Outcome, Question, Record, Tally
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
from banenafspraak.core.counting.inputs import EMPLOYERS
from banenafspraak.core.counting.plan import By, Plan
from banenafspraak.core.counting.registration import day_numbers
from banenafspraak.core.counting.rows import Findings
from banenafspraak.core.counting.store.database import PAYROLL, Database, all_of, database
from banenafspraak.core.counting.store.making import (
    CHANGE,
    CUBE,
    FACT_LIST,
    FACTS,
    INTERVALS,
    LABEL_LIST,
    TALLIES,
    TOTAL_ROWS,
    Maker,
    Piece,
    Terms,
)
from banenafspraak.core.counting.store.months import ASIDE, PARTS, SPANS, TOTALS, WORK
from banenafspraak.core.counting.store.numbering import EMPLOYER_NAME, names_of
from banenafspraak.core.counting.store.state import Month, Store
from banenafspraak.core.tables.reading import FILE, NUMBER, PERSON

OF_EMPLOYERS = frozenset({"sector", "subsector", "regio", "sbi_sectie", "grootteklasse"})
WORK_ROWS = """
SELECT loonheffingennummer, begin, einde, code_soort, sectorcode,
       CAST(SUM(rijen) AS BIGINT) AS rijen, CAST(SUM(verloonde_uren) AS BIGINT) AS verloonde_uren
FROM (SELECT loonheffingennummer, begin, einde, code_soort, sectorcode, rijen, verloonde_uren FROM work_sums
      UNION ALL
      SELECT loonheffingennummer, begin, einde, code_soort, sectorcode, -1 AS rijen, -verloonde_uren AS verloonde_uren
      FROM aside_rows) w
GROUP BY loonheffingennummer, begin, einde, code_soort, sectorcode HAVING SUM(rijen) > 0
"""
EFFECTIVE_FACTS = f"""
SELECT {FACT_LIST} FROM base_facts WHERE {PERSON} NOT IN (SELECT {PERSON} FROM changed)
UNION ALL
SELECT {FACT_LIST} FROM change_facts WHERE teken = 1
"""
EFFECTIVE_CUBE = f"""
SELECT {LABEL_LIST}, dagen, SUM(teller) AS teller, SUM(rijen) AS rijen FROM cube_pieces
GROUP BY {LABEL_LIST}, dagen HAVING SUM(rijen) <> 0
"""


EMPLOYER_ROWS = pa.schema([("werkgever_nummer", pa.int64()), *list(EMPLOYERS)[1:]])
EMPLOYER_VIEW = """
SELECT werkgever_nummer AS loonheffingennummer, sector, subsector, sbi_sectie, gemeente FROM employer_rows
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
            pieces = self._pieces(session, terms)
            self._cube(session, terms, pieces)
            self._counted(session, terms, pieces)
            return Outcome(self._tallies(session, plan, pieces), cells(session, plan, "cube"), *heads(session, plan))

    def tables(self, plan: Plan, breakdowns: Sequence[tuple[By, ...]]) -> list[dict[Labels, Fraction]]:
        """The hours per cell of several breakdowns at once, from the cube; the plan names every dimension of them."""
        terms = Terms.of(plan)
        with database() as session:
            self._cube(session, terms, self._pieces(session, terms))
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
            session.view("spans", all_of(self._paths(month.spans for month in self._touching(plan)), SPANS))
            [(rows, mixed, behind)] = session.ask(
                f"""SELECT COALESCE(SUM(rijen), 0), COALESCE(SUM(wisselend), 0), COALESCE(SUM(achtergebleven), 0)
                    FROM spans WHERE begin <= {last} AND einde >= {first}"""
            )
            missing = self._employers_missing(session) if OF_EMPLOYERS & set(plan.by) else 0
        register = self.maker.register
        return Findings(int(rows), int(mixed), int(behind), missing, register.count, register.overlapping)

    def records(self, plan: Plan, question: Question) -> list[Record]:
        """The rows asked about, with what became of them."""
        with database() as session:
            wanted = self._wanted(session, plan, question)
        with database() as session:
            session.give("wanted", wanted)
            parts = self._paths(part for month in self.state.months.values() for part in month.rows)
            rows = PAYROLL.format(files=f"({all_of(parts, PARTS)})")
            column = wanted.column_names[0]
            session.make("payroll", f"SELECT p.* FROM ({rows}) p WHERE p.{column} IN (SELECT {column} FROM wanted)")
            self._give_plan(session, plan, self.state.months.values())
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
            self._give_plan(session, plan, self.state.months.values())
            parts = [part for month in months for part in month.rows]
            seen = [self.objects.kept / part for part in parts] if engine.elsewhere else self._paths(parts)
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

    def _paths(self, names: Iterable[str]) -> list[Path]:
        return [self.objects.path(name) for name in names]

    def _pieces(self, session: Database, terms: Terms) -> list[Piece]:
        """The touching months judged, made where they are not there yet; their facts as one table."""
        for name, table in terms.tables.items():
            session.give(name, table)
        pieces = self.maker.pieces(session, terms, self._touching(terms.plan))
        session.view("base_facts", all_of([piece.facts for piece in pieces if not piece.change], FACTS))
        session.view("change_facts", all_of([piece.facts for piece in pieces if piece.change], CHANGE))
        changed = self._paths([name for name in [self.maker.register.changed] if name])
        session.view("changed", all_of(changed, pa.schema([(PERSON, pa.int64())])))
        return pieces

    def _cube(self, session: Database, terms: Terms, pieces: Sequence[Piece]) -> None:
        """The cells of all pieces as one table; those that are not there yet are made."""
        sized = "grootteklasse" in terms.plan.by
        needs = [sized or self.maker.lacks_sectors(session, piece) for piece in pieces]
        recipes = [self._employers_recipe(terms, work=need) for need in needs]
        found = [self.maker.found_cube(piece, one, sized=sized) for piece, one in zip(pieces, recipes, strict=True)]
        if None in found:
            every = f"SELECT {FACT_LIST} FROM base_facts UNION ALL SELECT {FACT_LIST} FROM change_facts"
            self._bosses(session, terms.plan, every, work=any(needs))
            found = [
                self.maker.cube(session, piece, one, sized=sized) for piece, one in zip(pieces, recipes, strict=True)
            ]
        session.view("cube_pieces", all_of([path for path in found if path], CUBE))
        changed = any(piece.change for piece in pieces)
        session.make("cube", EFFECTIVE_CUBE if changed else "SELECT * FROM cube_pieces")

    def _bosses(self, session: Database, plan: Plan, facts: str, *, work: bool) -> None:
        """The employers of facts with their labels, and the rows that count beside them."""
        months = list(self.state.months.values()) if work else []
        self._employers(session, plan, months)
        session.view("facts", facts)
        session.make("bosses", statement("bosses"))
        session.view("counted", statement("counted"))

    def _counted(self, session: Database, terms: Terms, pieces: Sequence[Piece]) -> None:
        """The rows that count as they are now, for what a cube does not know: distinct persons."""
        plan = terms.plan
        work = "grootteklasse" in plan.by or any(self.maker.lacks_sectors(session, piece) for piece in pieces)
        facts = EFFECTIVE_FACTS if self.maker.register.changed else f"SELECT {FACT_LIST} FROM base_facts"
        self._bosses(session, plan, facts, work=work)

    def _employers(self, session: Session, plan: Plan, months: Sequence[Month]) -> None:
        """The table of employers, and the sums of their work in months."""
        table = self.state.employers
        session.files("employer_rows", self._paths([table.rows] if table else []), EMPLOYER_ROWS)
        session.view("employers", EMPLOYER_VIEW)
        session.files("work_sums", self._paths(month.work for month in months), WORK)
        session.files("aside_rows", [self.maker.aside(plan, month) for month in months], ASIDE)
        session.view("work", WORK_ROWS)

    def _employers_recipe(self, terms: Terms, *, work: bool) -> dict[str, object]:
        """What the labels of employers depend on; on their work only where that decides."""
        employers = self.state.employers.rows if self.state.employers else None
        recipe: dict[str, object] = {"rows": employers, "regions": terms.regions}
        if work:
            months = self.state.months.values()
            recipe["work"] = [(month.work, self.maker.aside(terms.plan, month).name) for month in months]
            recipe["plan"] = terms.working
        return recipe

    def _tallies(self, session: Database, plan: Plan, pieces: Sequence[Piece]) -> dict[str, Tally]:
        """Rows by what became of them: of the touching months as judged, of the others all outside the period."""
        others = [month for month in self.state.months.values() if month not in self._touching(plan)]
        session.view("judged", all_of([piece.tallies for piece in pieces], TALLIES))
        session.view("total_sums", all_of(self._paths(month.totals for month in others), TOTALS))
        session.view("aside_rows", all_of([self.maker.aside(plan, month) for month in others], ASIDE))
        session.view("totals", TOTAL_ROWS)
        rows = session.ask(
            """SELECT lot, CAST(SUM(rijen) AS BIGINT), CAST(SUM(verloonde_uren) AS BIGINT) FROM (
                 SELECT lot, rijen, verloonde_uren FROM judged
                 UNION ALL SELECT 'buiten_periode', rijen, verloonde_uren FROM totals
                 UNION ALL SELECT lot, 1, verloonde_uren FROM aside_rows
               ) GROUP BY lot HAVING SUM(rijen) <> 0"""
        )
        return {lot: Tally(count, hundredths) for lot, count, hundredths in rows}

    def _give_plan(self, session: Session, plan: Plan, months: Iterable[Month]) -> None:
        """Everything that the statements read beside payroll, extract and register."""
        listed = list(months)
        for name, table in plan_tables(plan).items():
            session.give(name, table)
        self._employers(session, plan, listed)
        session.view("aside", "SELECT nummer, lot FROM aside_rows")
        session.files("total_sums", self._paths(month.totals for month in listed), TOTALS)
        session.view("totals", TOTAL_ROWS)

    def _wanted(self, session: Database, plan: Plan, question: Question) -> pa.Table:
        """The persons asked about, or the numbers of the rows that count in the cell asked about."""
        if question.persons is not None:
            return pa.table({PERSON: pa.array(sorted(question.persons), pa.int64())})
        terms = Terms.of(plan)
        self._counted(session, terms, self._pieces(session, terms))
        where = " AND ".join(["1 = 1", *(f"{name} = $value_{name}" for name in question.cell)])
        values = {f"value_{name}": value for name, value in question.cell.items()}
        rows = f"SELECT DISTINCT nummer FROM counted WHERE {where}"
        return session.connection.sql(rows, params=values).to_arrow_table()

    def _named(self, session: Database, found: list[Record]) -> list[Record]:
        """Records with the loonheffingennummer of the employer in the place of the store's own number."""
        numbers = [int(one.employer) for one in found]
        names = names_of(session, self.objects, self.state.employer_numbers, EMPLOYER_NAME, numbers)
        return [replace(one, employer=str(names[int(one.employer)])) for one in found]

    def _employers_missing(self, session: Database) -> int:
        """Employers with rows and without a row of their own."""
        table = self.state.employers
        session.files("employer_rows", self._paths([table.rows] if table else []), EMPLOYER_ROWS)
        session.view("employers", EMPLOYER_VIEW)
        session.files("work_sums", self._paths(month.work for month in self.state.months.values()), WORK)
        return session.value(
            """SELECT COUNT(DISTINCT w.loonheffingennummer) FROM work_sums w
               LEFT JOIN employers e ON e.loonheffingennummer = w.loonheffingennummer
               WHERE e.loonheffingennummer IS NULL"""
        )
