"""The fine monthly cube: cells of a month by everything that a breakdown can ask, from which all tables come.

Where a few persons in the register changed, a month is what it was, minus their rows as they were judged, plus their
rows as they are judged now. Employers with the same labels are grouped as one: a number compares quicker than texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from banenafspraak.core.counting.engines.sql import statement
from banenafspraak.core.counting.store.database import Database, columns, database
from banenafspraak.core.counting.store.making import INTERVALS, PROCESSORS, Maker, Recipe, Terms
from banenafspraak.core.counting.store.objects import Write
from banenafspraak.core.counting.store.state import Month
from banenafspraak.core.tables.reading import PERSON

OF_EMPLOYER = ("sector", "subsector", "sbi_sectie", "regio")
SIZE = "grootteklasse"
LABELS = (*OF_EMPLOYER, SIZE, "lot", "soort", "grondslag", "leeftijdsklasse", "maand")
CUBE = columns(", ".join([*(f"{name} string" for name in LABELS), "dagen int64, teller int64, rijen int64"]))
ALIKE = """
WITH kinds AS (SELECT MIN(loonheffingennummer) AS voorbeeld, {kind} FROM bosses GROUP BY {kind})
SELECT b.loonheffingennummer, k.voorbeeld FROM bosses b JOIN kinds k USING ({kind})
"""
"""One employer stands for all with the same labels."""
GROUPS = """
SELECT a.voorbeeld AS loonheffingennummer, f.einde, f.lot, f.maand, f.grondslag, f.leeftijdsklasse, f.dagen,
       CAST(SUM(f.teken * f.teller) AS BIGINT) AS teller, CAST(SUM(f.teken) AS BIGINT) AS rijen
FROM signed f JOIN alike a ON a.loonheffingennummer = f.loonheffingennummer GROUP BY ALL
"""
SIGNED = "SELECT *, -1 AS teken FROM facts_then UNION ALL SELECT *, 1 AS teken FROM facts_now"
GROUPS_AS_FACTS = """
SELECT rowid AS nummer, NULL AS persoon_nummer, loonheffingennummer, einde, NULL AS verloonde_uren, NULL AS code_aard,
       lot, maand, grondslag, leeftijdsklasse, NULL AS over_grens, dagen, teller
FROM groups_made
"""
LABELLED_GROUPS = """
SELECT {labels}, g.einde, c.dagen, c.teller, g.rijen FROM counted c JOIN groups_made g ON g.rowid = c.nummer
"""


class Cubes:
    """Makes and finds the cells of months."""

    def __init__(self, maker: Maker, terms: Terms) -> None:
        self.maker, self.terms = maker, terms

    def of(self, months: Sequence[Month]) -> list[Path]:
        """The cells of months, and what changed persons make different in them."""
        work = self.maker.needs_work(self.terms, months)
        base = self._found(months, work=work, change=False)
        return base + (self._found(months, work=work, change=True) if self.maker.register.changed else [])

    def _found(self, months: Sequence[Month], *, work: bool, change: bool) -> list[Path]:
        """Cells of months; what is missing is made at once."""
        recipes = [self._recipe(month, work=work, change=change) for month in months]
        there = [self.maker.objects.find(recipe) for recipe in recipes]
        missing = [(month, recipe) for month, recipe, path in zip(months, recipes, there, strict=True) if path is None]
        made = iter(self._made(missing, work=work, change=change) if missing else [])
        return [path or next(made) for path in there]

    def _made(self, missing: Sequence[tuple[Month, Recipe]], *, work: bool, change: bool) -> list[Path]:
        """Cells of months made now."""
        with database() as session:
            (self._judge_change if change else self._judge)(session, [month for month, _ in missing])
            everything = list(self.maker.state.months.values())
            self.maker.lay_employers(session, self.terms.plan, everything if work else [])
            rows = self._labelled(session)
        with ThreadPoolExecutor(PROCESSORS) as hands:
            return list(hands.map(lambda each: self.maker.objects.make(each[1], _of_month(rows, each[0])), missing))

    def _recipe(self, month: Month, *, work: bool, change: bool) -> Recipe:
        """What the cells of a month depend on; on the work of employers only where that says something."""
        one, state, terms = self.maker.register, self.maker.state, self.terms
        about: dict[str, Any] = {
            "made": "change of cube" if change else "cube",
            "rows": month.rows,
            "aside": self.maker.aside(terms.plan, month).name,
            "terms": [terms.judging, terms.regions, terms.sized],
            "register": [one.base, one.persons, *([one.rows, one.changed, one.added] if change else [])],
            "employers": state.employers and state.employers.rows,
        }
        if work:
            about["working"] = terms.working
            about["work"] = [(each.work, self.maker.aside(terms.plan, each).name) for each in state.months.values()]
        return about

    def _judge(self, session: Database, months: Sequence[Month]) -> None:
        """Months judged by the version of the register that their extracts were made with."""
        one = self.maker.register
        self.maker.lay(session, self.terms, months, [one.persons])
        session.files("register_kept", [self.maker.register_of(self.terms.plan, one.base)], INTERVALS)
        session.make("register", "SELECT * FROM register_kept")
        for name in ("fates", "facts"):
            session.view(name, statement(name))
        session.view("signed", "SELECT *, 1 AS teken FROM facts")

    def _judge_change(self, session: Database, months: Sequence[Month]) -> None:
        """The rows of persons who changed: as they were judged then, taken off, and as they are judged now, added."""
        one = self.maker.register
        self.maker.lay(session, self.terms, months, self.maker.groups)
        self.maker.lay_changed(session)
        session.make("changed_rows", f"SELECT e.* FROM extract e SEMI JOIN changed_persons USING ({PERSON})")
        session.view("extract", "SELECT * FROM changed_rows")
        for when, version in (("then", one.base), ("now", one.rows)):
            session.give("register", self.maker.intervals(session, self.terms.plan, version, "changed_persons"))
            session.make("fates", statement("fates"))
            session.make(f"facts_{when}", statement("facts"))
        session.view("signed", SIGNED)

    def _labelled(self, session: Database) -> pa.Table:
        """Group the rows that count, and let the statement that labels rows label the groups."""
        sized = self.terms.sized
        session.make("bosses", statement("bosses"))
        session.make("alike", ALIKE.format(kind=", ".join([*OF_EMPLOYER, *([SIZE] if sized else [])])))
        session.make("groups_made", GROUPS)
        session.view("counted", f"WITH facts AS ({GROUPS_AS_FACTS}) {statement('counted')}")
        size = f"c.{SIZE}" if sized else f"CAST(NULL AS VARCHAR) AS {SIZE}"
        labels = ", ".join(size if name == SIZE else f"c.{name}" for name in LABELS)
        return session.table(LABELLED_GROUPS.format(labels=labels))


def _of_month(rows: pa.Table, month: Month) -> Write:
    """Writes the cells of the return periods that end in a month."""
    first, last = month.last_days
    inside = pc.and_(pc.greater_equal(rows["einde"], first), pc.less_equal(rows["einde"], last))
    return lambda path: parquet.write_table(rows.filter(inside).select(CUBE.names), path, compression="zstd")
