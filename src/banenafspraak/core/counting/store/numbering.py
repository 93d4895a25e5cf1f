"""The store's own numbers for persons and employers: given once, never taken back, and drawn blindly.

A person is known by the keyed digest of 128 bits, whole, so that no two persons share a number; an employer by its
loonheffingennummer. Rows hold the numbers alone. As they are drawn, a number tells nothing: not who came first, and so
not who came with the register.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import SystemRandom

import pyarrow as pa

from banenafspraak.core.counting.store.database import Database, in_files
from banenafspraak.core.counting.store.objects import Objects

PERSON_NAME, EMPLOYER_NAME = pa.binary(16), pa.string()
SPACE = 2**32


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers given so far: of which kind, in which files, and how many."""

    kind: str
    files: tuple[str, ...]
    count: int


def numbered(session: Database, objects: Objects, before: Numbers, names: pa.Array) -> tuple[pa.Array, Numbers]:
    """Numbers for distinct names, in their order: known ones as they were, new ones drawn."""
    session.give("asked_names", pa.table({"naam": names, "plaats": pa.arange(0, len(names))}))
    session.view("known_names", _known(objects, before.files, names.type))
    session.make(
        "given_numbers",
        """SELECT a.naam, a.plaats, k.nummer,
                  SUM(CASE WHEN k.nummer IS NULL THEN 1 ELSE 0 END) OVER (ORDER BY a.plaats) AS hoeveelste
           FROM asked_names a LEFT JOIN known_names k ON k.naam = a.naam""",
    )
    fresh = session.value("SELECT COUNT(*) FROM given_numbers WHERE nummer IS NULL")
    _draw(session, fresh)
    session.make(
        "all_numbers",
        """SELECT g.naam, g.plaats, g.nummer AS bekend, COALESCE(g.nummer, d.nummer) AS nummer
           FROM given_numbers g LEFT JOIN drawn_numbers d ON d.plaats = g.hoeveelste AND g.nummer IS NULL""",
    )
    numbers = session.table("SELECT nummer FROM all_numbers ORDER BY plaats")["nummer"].combine_chunks()
    if not fresh:
        return numbers, before
    rows = "SELECT naam, nummer FROM all_numbers WHERE bekend IS NULL ORDER BY nummer"
    return numbers, replace(
        before, files=(*before.files, objects.keep(before.kind, session.write(rows))), count=before.count + fresh
    )


def _draw(session: Database, wanted: int) -> None:
    """Draw numbers that nobody has, as a table in the order of drawing. They are drawn blindly: they tell no order."""
    session.connection.execute("SELECT setseed(?)", [SystemRandom().random()])
    session.make("drawn_numbers", "SELECT CAST(NULL AS BIGINT) AS nummer, CAST(NULL AS BIGINT) AS plaats WHERE 1 = 0")
    while (short := wanted - session.value("SELECT COUNT(*) FROM drawn_numbers")) > 0:
        session.connection.execute(
            f"""INSERT INTO drawn_numbers
                SELECT nummer, (SELECT COUNT(*) FROM drawn_numbers) + ROW_NUMBER() OVER () FROM (
                  SELECT DISTINCT CAST(FLOOR(random() * {SPACE}) AS BIGINT) AS nummer FROM range({short})
                )
                WHERE nummer NOT IN (SELECT nummer FROM known_names)
                  AND nummer NOT IN (SELECT nummer FROM drawn_numbers)"""
        )


def number_of(session: Database, objects: Objects, files: Sequence[str], name: bytes) -> int | None:
    """The number of one person, by digest."""
    session.view("known_names", _known(objects, files, PERSON_NAME))
    session.give("asked_name", pa.table({"naam": pa.array([name], pa.binary())}))
    found = session.ask("SELECT k.nummer FROM known_names k JOIN asked_name a ON a.naam = k.naam")
    return int(found[0][0]) if found else None


def names_of(
    session: Database, objects: Objects, files: Sequence[str], kind: pa.DataType, numbers: Sequence[int]
) -> dict[int, bytes | str]:
    """The names behind numbers."""
    session.view("known_names", _known(objects, files, kind))
    session.give("asked_numbers", pa.table({"nummer": pa.array(list(numbers), pa.int64())}))
    return dict(session.ask("SELECT k.nummer, k.naam FROM known_names k JOIN asked_numbers a ON a.nummer = k.nummer"))


def _known(objects: Objects, files: Sequence[str], kind: pa.DataType) -> str:
    if files:
        return f"SELECT naam, nummer FROM {in_files([Path(objects.path(name)) for name in files])}"
    none = "CAST(NULL AS VARCHAR)" if kind == EMPLOYER_NAME else "CAST(NULL AS BLOB)"
    return f"SELECT {none} AS naam, CAST(NULL AS BIGINT) AS nummer WHERE 1 = 0"
