"""The store's own numbers for persons and employers: given once, in the order of first meeting, never taken back.

A person is known by the keyed digest of 128 bits, whole, so that no two persons share a number; an employer by its
loonheffingennummer. Rows hold the numbers alone. A number says nothing about who is in the register.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from banenafspraak.core.counting.store.database import Database, in_files
from banenafspraak.core.counting.store.objects import Objects

PERSON_NAME, EMPLOYER_NAME = pa.binary(16), pa.string()


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers given so far: of which kind, in which files, and the next free one."""

    kind: str
    files: tuple[str, ...]
    next: int


def numbered(session: Database, objects: Objects, before: Numbers, names: pa.Array) -> tuple[pa.Array, Numbers]:
    """Numbers for distinct names, in their order: known ones as they were, new ones from the next free one on."""
    session.give("asked_names", pa.table({"naam": names, "plaats": pa.arange(0, len(names))}))
    session.view("known_names", _known(objects, before.files, names.type))
    session.make(
        "given_numbers",
        f"""SELECT a.naam, a.plaats, k.nummer AS bekend, COALESCE(k.nummer, {before.next} - 1
                   + ROW_NUMBER() OVER (PARTITION BY k.nummer IS NULL ORDER BY a.plaats)) AS nummer
            FROM asked_names a LEFT JOIN known_names k ON k.naam = a.naam""",
    )
    fresh = session.value("SELECT COUNT(*) FROM given_numbers WHERE bekend IS NULL")
    numbers = session.table("SELECT nummer FROM given_numbers ORDER BY plaats")["nummer"].combine_chunks()
    if not fresh:
        return numbers, before
    rows = "SELECT naam, nummer FROM given_numbers WHERE bekend IS NULL ORDER BY nummer"
    file = objects.keep(before.kind, session.write(rows))
    return numbers, replace(before, files=(*before.files, file), next=before.next + fresh)


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
