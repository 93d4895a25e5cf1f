"""What is made of a month for a count: extract, facts, tallies, cube; found again while nothing under them changed.

A recipe names everything that a thing depends on, by digest. A step that touches a month, the register or the employers
changes the recipes that name them and no others: only what is touched is counted again. Where a few persons in the
register changed, a month is what it was, minus their rows as they were judged, plus their rows as they are judged now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from banenafspraak.core.counting.engines.sql import plan_tables, statement
from banenafspraak.core.counting.plan import Plan
from banenafspraak.core.counting.registration import day_number
from banenafspraak.core.counting.store.database import PAYROLL, Database, all_of, columns, database, in_files
from banenafspraak.core.counting.store.intervals import interval_table
from banenafspraak.core.counting.store.months import ASIDE, TOTALS, resolving
from banenafspraak.core.counting.store.program import PROGRAM
from banenafspraak.core.counting.store.state import Month, Register, Store
from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.kernel.receipts import canonical, sha256_text
from banenafspraak.core.tables.reading import PERSON

STATEMENTS = ("corrections", "extract", "fates", "facts", "tallies", "bosses", "counted")
FACT_TABLES = ("aard", "soort", "geboortejaren", "vensters", "plan")
WORK_TABLES = ("soort", "overheid", "groottes", "plan")
LABELS = (
    *("sector", "subsector", "lot", "soort", "regio", "grondslag"),
    *("leeftijdsklasse", "sbi_sectie", "grootteklasse", "maand"),
)
EXTRACT = columns(
    "nummer int64, persoon_nummer int64, zonder_bsn bool, loonheffingennummer int64, begin int32, einde int32, "
    "verloonde_uren int64, code_aard int16, code_soort int16, geboren int32"
)
INTERVALS = columns(
    "persoon_nummer int64, van int32, tot int32, tot_volgende int32, geboren int32, grondslag string, telt bool"
)
FACTS = columns(
    "nummer int64, persoon_nummer int64, loonheffingennummer int64, einde int32, verloonde_uren int64, "
    "code_aard int16, lot string, maand string, grondslag string, leeftijdsklasse string, over_grens int32, "
    "dagen int32, teller int64"
)
CHANGE = pa.schema([*FACTS, ("teken", pa.int32())])
TALLIES = columns("einde int32, lot string, rijen int64, verloonde_uren int64")
CUBE = columns(", ".join([*(f"{name} string" for name in LABELS), "dagen int64, teller int64, rijen int64"]))
FACT_LIST, LABEL_LIST = ", ".join(FACTS.names), ", ".join(LABELS)
TOTAL_ROWS = """
SELECT begin, einde, code_soort, zonder_bsn, rijen, verloonde_uren FROM total_sums
UNION ALL
SELECT begin, einde, code_soort, zonder_bsn, -1 AS rijen, -verloonde_uren AS verloonde_uren FROM aside_rows
"""
CUBE_ROWS = """
SELECT {labels}, dagen, CAST({sign} * SUM(teller) AS BIGINT) AS teller, {sign} * COUNT(*) AS rijen
FROM counted GROUP BY ALL
"""
JUDGED_ANEW = """
SELECT einde, lot, SUM(teken) AS rijen, CAST(SUM(teken * verloonde_uren) AS BIGINT) AS verloonde_uren FROM (
  SELECT einde, lot, verloonde_uren, -1 AS teken FROM fates_then
  UNION ALL
  SELECT einde, lot, verloonde_uren, 1 AS teken FROM fates_now
) GROUP BY einde, lot
"""
CHANGED_FACTS = f"""
SELECT {FACT_LIST}, -1 AS teken FROM facts_then UNION ALL SELECT {FACT_LIST}, 1 AS teken FROM facts_now
"""
type Recipe = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """Facts and tallies in files, with the recipe of the facts. Of a change the facts are signed."""

    facts: Path
    tallies: Path
    recipe: Recipe
    change: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """A plan with the small tables that say it to a statement, and digests of them: worked out once for all months."""

    plan: Plan
    tables: Mapping[str, pa.Table]
    judging: str
    paid: str
    regions: str
    working: str

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
            if persons == self.register.added:  # few persons: first where they are, so that little else is decoded
                who = f"SELECT nummer FROM ({rows}) WHERE {PERSON} IN (SELECT {PERSON} FROM register)"
                session.make("places", who)
                rows = f"SELECT * FROM ({rows}) WHERE nummer IN (SELECT nummer FROM places)"
            session.view("payroll", rows)
            session.give("soort", terms.tables["soort"])
            return self.objects.make(recipe, session.write(statement("extract")))

    def pieces(self, session: Database, terms: Terms, months: Sequence[Month]) -> list[Piece]:
        """Months as a plan judges them, and what changed persons make different; what is missing is made at once."""
        base = self._pieces(session, terms, months, change=False)
        return base + (self._pieces(session, terms, months, change=True) if self.register.changed else [])

    def found_cube(self, piece: Piece, employers: Recipe, *, sized: bool) -> Path | None:
        """The cells of a piece, if they are there."""
        return self.objects.find(_cube_recipe(piece, employers, sized=sized))

    def cube(self, session: Database, piece: Piece, employers: Recipe, *, sized: bool) -> Path:
        """The cells of a piece. The session holds the employers of its facts, and what counts as a view of `facts`."""
        if found := self.found_cube(piece, employers, sized=sized):
            return found
        labels = LABEL_LIST if sized else LABEL_LIST.replace("grootteklasse", "CAST(NULL AS VARCHAR) AS grootteklasse")
        facts = f"SELECT {FACT_LIST} FROM {in_files([piece.facts])}"
        session.view("facts", f"{facts} WHERE teken = 1" if piece.change else facts)
        session.make("cube_made", CUBE_ROWS.format(labels=labels, sign=1))
        if piece.change:
            session.view("facts", f"{facts} WHERE teken = -1")
            session.connection.execute(f"INSERT INTO cube_made {CUBE_ROWS.format(labels=labels, sign=-1)}")
        return self.objects.make(_cube_recipe(piece, employers, sized=sized), session.write("SELECT * FROM cube_made"))

    def lacks_sectors(self, session: Database, piece: Piece) -> bool:
        """Whether an employer of a piece has no sector in the table of employers, so that its codes decide."""
        if self.state.employers is None:
            return True
        question = f"""
            SELECT COUNT(*) FROM {in_files([piece.facts])} f
            LEFT JOIN {in_files([self.objects.path(self.state.employers.rows)])} e
              ON e.werkgever_nummer = f.loonheffingennummer AND e.sector IS NOT NULL
            WHERE e.werkgever_nummer IS NULL"""
        recipe = {"made": "lacking", "facts": piece.recipe, "employers": self.state.employers.rows}
        return self.objects.number(recipe, lambda: session.value(question)) > 0

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

    def _pieces(self, session: Database, terms: Terms, months: Sequence[Month], *, change: bool) -> list[Piece]:
        recipes = [self._recipes(terms, month, change=change) for month in months]
        pairs = list(zip(months, recipes, strict=True))
        missing = [month for month, pair in pairs if None in map(self.objects.find, pair)]
        if missing:
            self._look_at(session, terms.plan, missing)
            judge = self._judge_change if change else self._judge_base
            judge(session, terms, missing)
        pieces = []
        for month, (of_facts, of_tallies) in pairs:
            where = "einde BETWEEN {} AND {}".format(*month.last_days)
            names = CHANGE.names if change else FACTS.names
            facts = session.write(f"SELECT {', '.join(names)} FROM facts_made WHERE {where}")
            tallies = session.write(f"SELECT {', '.join(TALLIES.names)} FROM tallies_made WHERE {where}")
            found = self.objects.make(of_facts, facts), self.objects.make(of_tallies, tallies)
            pieces.append(Piece(*found, of_facts, change))
        return pieces

    def _recipes(self, terms: Terms, month: Month, *, change: bool) -> tuple[Recipe, Recipe]:
        """What the facts and the tallies of a month depend on."""
        one = self.register
        about: dict[str, Any] = {
            "rows": month.rows,
            "aside": self.aside(terms.plan, month).name,
            "terms": terms.judging,
        }
        about |= {"base": one.base, "persons": one.persons}
        about |= {"now": one.rows, "changed": one.changed, "added": one.added} if change else {}
        kinds = ("change of facts", "change of tallies") if change else ("facts", "tallies")
        return {"made": kinds[0], **about}, {"made": kinds[1], **about}

    def _judge_base(self, session: Database, terms: Terms, months: Sequence[Month]) -> None:
        """Months judged by the version of the register that their extracts were made with."""
        one = self.register
        session.view("extract", all_of([self.extract(terms, month, one.persons) for month in months], EXTRACT))
        session.files("register_kept", [self.register_of(terms.plan, one.base)], INTERVALS)
        self._judge(session, "register_kept")
        session.make("facts_made", statement("facts"))
        session.make("tallies_made", statement("tallies"))

    def _judge_change(self, session: Database, terms: Terms, months: Sequence[Month]) -> None:
        """The rows of persons who changed: as they were judged then, taken off, and as they are judged now, added."""
        one = self.register
        session.make("changed_persons", f"SELECT {PERSON} FROM {in_files([self.objects.path(str(one.changed))])}")
        groups = [group for group in (one.persons, one.added) if group]
        rows = all_of([self.extract(terms, month, group) for month in months for group in groups], EXTRACT)
        session.make("changed_rows", f"SELECT e.* FROM ({rows}) e SEMI JOIN changed_persons USING ({PERSON})")
        session.view("extract", "SELECT * FROM changed_rows")
        for when, version in (("then", one.base), ("now", one.rows)):
            session.give("register_rows", self.intervals(session, terms.plan, version, "changed_persons"))
            self._judge(session, "register_rows")
            session.make(f"fates_{when}", "SELECT einde, lot, verloonde_uren FROM fates")
            session.make(f"facts_{when}", statement("facts"))
        session.make("facts_made", CHANGED_FACTS)
        session.make("tallies_made", JUDGED_ANEW)

    @staticmethod
    def _judge(session: Database, register: str) -> None:
        session.make("register", f"SELECT * FROM {register}")
        session.make("fates", statement("fates"))

    def _look_at(self, session: Database, plan: Plan, months: Sequence[Month]) -> None:
        """Lay ready what the judging of months reads beside their extracts and the register."""
        session.view("aside_rows", all_of([self.aside(plan, month) for month in months], ASIDE))
        session.view("aside", "SELECT nummer, lot FROM aside_rows")
        session.view("total_sums", all_of([self.objects.path(month.totals) for month in months], TOTALS))
        session.view("totals", TOTAL_ROWS)


def _cube_recipe(piece: Piece, employers: Recipe, *, sized: bool) -> Recipe:
    return {"made": "cube", "facts": piece.recipe, "employers": employers, "sized": sized}


def _program() -> dict[str, str]:
    """The statements themselves and the code around them: with others, everything is made anew."""
    return {"program": PROGRAM, "statements": _statements()}


@cache
def _statements() -> str:
    return sha256_text("\n".join(statement(name) for name in STATEMENTS))
