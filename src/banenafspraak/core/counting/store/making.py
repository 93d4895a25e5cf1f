"""What is made of the months of a store for a count, and found again while nothing under it changed.

A recipe names everything that a thing depends on, by digest. A step that touches a month, the register or the employers
changes the recipes that name them and no others: only what is touched is counted again. Cubes stand in cube.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from banenafspraak.core.counting.engines.sql import Session, plan_tables, statement
from banenafspraak.core.counting.inputs import EMPLOYERS
from banenafspraak.core.counting.plan import Plan
from banenafspraak.core.counting.registration import day_number
from banenafspraak.core.counting.store.database import PAYROLL, Database, all_of, columns, database, in_files
from banenafspraak.core.counting.store.intervals import interval_table
from banenafspraak.core.counting.store.months import ASIDE, WORK, resolving
from banenafspraak.core.counting.store.program import PROGRAM
from banenafspraak.core.counting.store.state import Month, Register, Store
from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.kernel.receipts import canonical, sha256_text
from banenafspraak.core.tables.reading import PERSON

STATEMENTS = ("corrections", "extract", "fates", "facts", "bosses", "counted")
FACT_TABLES = ("aard", "soort", "geboortejaren", "vensters", "plan")
WORK_TABLES = ("soort", "overheid", "groottes", "plan")
EXTRACT = columns(
    "nummer int64, persoon_nummer int64, zonder_bsn bool, loonheffingennummer int64, begin int32, einde int32, "
    "verloonde_uren int64, code_aard int16, code_soort int16, geboren int32"
)
INTERVALS = columns(
    "persoon_nummer int64, van int32, tot int32, tot_volgende int32, geboren int32, grondslag string, telt bool"
)
REGISTER_NOW = f"""
SELECT * FROM register_kept WHERE {PERSON} NOT IN (SELECT {PERSON} FROM changed_persons)
UNION ALL
SELECT * FROM register_changed
"""
WORK_ROWS = """
SELECT loonheffingennummer, begin, einde, code_soort, sectorcode,
       CAST(SUM(rijen) AS BIGINT) AS rijen, CAST(SUM(verloonde_uren) AS BIGINT) AS verloonde_uren
FROM (SELECT loonheffingennummer, begin, einde, code_soort, sectorcode, rijen, verloonde_uren FROM work_sums
      UNION ALL
      SELECT loonheffingennummer, begin, einde, code_soort, sectorcode, -1 AS rijen, -verloonde_uren AS verloonde_uren
      FROM work_aside) w
GROUP BY loonheffingennummer, begin, einde, code_soort, sectorcode HAVING SUM(rijen) > 0
"""
EMPLOYER_ROWS = pa.schema([("werkgever_nummer", pa.int64()), *list(EMPLOYERS)[1:]])
EMPLOYER_VIEW = """
SELECT werkgever_nummer AS loonheffingennummer, sector, subsector, sbi_sectie, gemeente FROM employer_rows
"""
WITHOUT_SECTOR = """
SELECT e.einde, COUNT(*) FROM extract e
ANTI JOIN (SELECT loonheffingennummer FROM employers WHERE sector IS NOT NULL) s USING (loonheffingennummer)
GROUP BY e.einde
"""
PROCESSORS = os.process_cpu_count() or 1
type Recipe = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Terms:
    """A plan with the small tables that say it to a statement, and digests of them: worked out once for all months."""

    plan: Plan
    tables: Mapping[str, pa.Table]
    judging: str
    paid: str
    regions: str
    working: str

    @property
    def sized(self) -> bool:
        """Whether the size of employers is asked."""
        return "grootteklasse" in self.plan.by

    @classmethod
    def of(cls, plan: Plan) -> Terms:
        """The terms of a plan."""
        tables = plan_tables(plan)
        return cls(
            plan,
            tables,
            sha256_text(canonical([_rules(plan), _program(), _content(tables, FACT_TABLES)])),
            sha256_text(canonical(_content(tables, ("soort",)))),
            sha256_text(canonical(_content(tables, ("regions",)))),
            sha256_text(canonical(_content(tables, WORK_TABLES))),
        )


def _rules(plan: Plan) -> list[Any]:
    return [plan.register.name, sorted((text.path, text.sha256) for text in plan.register.texts)]


def _content(tables: Mapping[str, pa.Table], names: Iterable[str]) -> dict[str, Any]:
    return {name: tables[name].to_pydict() for name in names}


class Maker:
    """Makes and finds what a count needs of the months of a store."""

    def __init__(self, store: Store) -> None:
        self.objects, self.state, self.place = store.objects, store.state, Place(store.folder.name)

    @cached_property
    def register(self) -> Register:
        """The register of the store.

        Raises:
            ProblemsError: it has none yet.
        """
        if self.state.register is None:
            raise stop("store-without-register", self.place)
        return self.state.register

    def aside(self, plan: Plan, month: Month) -> Path:
        """The rows of a month that do not stand for a plan: its last day of filing decides about late ones."""
        until = day_number(plan.filed_until) if plan.filed_until else None
        if until is None or month.filed is None or month.filed <= until:
            return self.objects.path(month.aside)
        recipe = {"made": "aside", "contested": month.contested, "rows": month.rows, "until": until, **_program()}
        if found := self.objects.find(recipe):
            return found
        rows = in_files(self.objects.path(part) for part in month.rows)
        late = f"SELECT * FROM ({PAYROLL.format(files=rows)}) WHERE ingediend > {until}"
        contested = f"SELECT * FROM {in_files([self.objects.path(month.contested)])}"
        return self.objects.make(recipe, resolving(f"{contested} UNION {late}", until))

    def extract(self, terms: Terms, month: Month, persons: str) -> Path:
        """The paid work of a group of persons in a month."""
        recipe = {"made": "extract", "rows": month.rows, "persons": persons, "paid": terms.paid, **_program()}
        if found := self.objects.find(recipe):
            return found
        rows = PAYROLL.format(files=in_files(self.objects.path(part) for part in month.rows))
        with database() as session:
            session.make("register", f"SELECT {PERSON} FROM {in_files([self.objects.path(persons)])}")
            session.view("payroll", rows)
            session.give("soort", terms.tables["soort"])
            return self.objects.make(recipe, session.write(statement("extract")))

    def extracts(self, terms: Terms, months: Sequence[Month], groups: Sequence[str]) -> list[Path]:
        """The paid work of groups of persons in months; what is missing is made side by side."""
        wanted = [(month, group) for group in groups for month in months]
        with ThreadPoolExecutor(PROCESSORS) as hands:
            return list(hands.map(lambda one: self.extract(terms, *one), wanted))

    @property
    def groups(self) -> list[str]:
        """Everybody whose rows may count: those that the extracts were made with, and who came after them."""
        return [group for group in (self.register.persons, self.register.added) if group]

    def lay(self, session: Database, terms: Terms, months: Sequence[Month], groups: Sequence[str]) -> None:
        """Lay ready what judging reads: the terms, the extracts of months, and which rows do not stand."""
        for name, table in terms.tables.items():
            session.give(name, table)
        session.view("extract", all_of(self.extracts(terms, months, groups), EXTRACT))
        session.view("aside_rows", all_of([self.aside(terms.plan, month) for month in months], ASIDE))
        session.view("aside", "SELECT nummer, lot FROM aside_rows")

    def judge(self, session: Database, terms: Terms, months: Sequence[Month]) -> None:
        """What becomes of the rows of months, and those that count, as the register is now."""
        self.lay(session, terms, months, self.groups)
        session.files("register_kept", [self.register_of(terms.plan, self.register.base)], INTERVALS)
        if self.register.changed:
            self.lay_changed(session)
            now = self.intervals(session, terms.plan, self.register.rows, "changed_persons")
            session.give("register_changed", now)
        session.make("register", REGISTER_NOW if self.register.changed else "SELECT * FROM register_kept")
        for name in ("fates", "facts"):
            session.make(name, statement(name))

    def lay_changed(self, session: Database) -> None:
        """Lay ready who in the register changed."""
        session.make("changed_persons", f"SELECT {PERSON} FROM {in_files(self.paths([str(self.register.changed)]))}")

    def lay_employers(self, session: Session, plan: Plan, months: Sequence[Month]) -> None:
        """Lay ready the table of employers, and the sums of their work in months."""
        table = self.state.employers
        session.files("employer_rows", self.paths([table.rows] if table else []), EMPLOYER_ROWS)
        session.view("employers", EMPLOYER_VIEW)
        session.files("work_sums", self.paths(month.work for month in months), WORK)
        session.files("work_aside", [self.aside(plan, month) for month in months], ASIDE)
        session.view("work", WORK_ROWS)

    def needs_work(self, terms: Terms, months: Sequence[Month]) -> bool:
        """Whether the work of employers says something: their size is asked, or the sector of one is not known."""
        if self.state.employers is None or terms.sized:
            return True
        counts = {month.end: self.objects.number(self._lacking(terms, month)) for month in months}
        if unknown := [month for month in months if counts[month.end] is None]:
            counts |= self._without_sector(terms, unknown)
            for month in unknown:
                self.objects.note(self._lacking(terms, month), counts[month.end] or 0)
        return any(counts.values())

    def paths(self, names: Iterable[str]) -> list[Path]:
        """Where kept files lie."""
        return [self.objects.path(name) for name in names]

    def intervals(self, session: Database, plan: Plan, rows: str, group: str) -> pa.Table:
        """The intervals of the persons in a table, by the rules of a plan's day, from a version of the register."""
        of_group = f"SELECT r.* FROM {in_files([self.objects.path(rows)])} r SEMI JOIN {group} g USING ({PERSON})"
        return interval_table(session.table(of_group), plan.register)

    def register_of(self, plan: Plan, rows: str) -> Path:
        """The intervals of everybody in a version of the register, by the rules of a plan's day."""
        recipe = {"made": "intervals", "register": rows, "rules": _rules(plan), **_program()}
        if found := self.objects.find(recipe):
            return found
        with database() as session:
            session.give("found", interval_table(parquet.read_table(self.objects.path(rows)), plan.register))
            return self.objects.make(recipe, session.write("SELECT * FROM found"))

    def _lacking(self, terms: Terms, month: Month) -> Recipe:
        """What it depends on how many rows of a month are of an employer without a known sector."""
        employers = self.state.employers and self.state.employers.rows
        return {
            "made": "lacking",
            "rows": month.rows,
            "employers": employers,
            "groups": self.groups,
            "paid": terms.paid,
            **_program(),
        }

    def _without_sector(self, terms: Terms, months: Sequence[Month]) -> dict[int, int]:
        """How many rows of each month are of an employer without a known sector."""
        with database() as session:
            session.view("extract", all_of(self.extracts(terms, months, self.groups), EXTRACT))
            self.lay_employers(session, terms.plan, [])
            rows = session.ask(WITHOUT_SECTOR)
        return {month.end: sum(count for day, count in rows if _inside(day, month)) for month in months}


def _inside(day: int, month: Month) -> bool:
    first, last = month.last_days
    return first <= day <= last


def _program() -> dict[str, str]:
    """The statements themselves and the code around them: with others, everything is made anew."""
    return {"program": PROGRAM, "statements": _statements()}


@cache
def _statements() -> str:
    return sha256_text("\n".join(statement(name) for name in STATEMENTS))
