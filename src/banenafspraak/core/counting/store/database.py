"""The store's own use of DuckDB: files as tables, answers as files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from banenafspraak.core.counting.engines.duckdb import DuckSession, all_of, connection, in_files, quoted
from banenafspraak.core.counting.store.objects import Write

ROW_GROUP = 262_144
__all__ = ["PAYROLL", "Database", "all_of", "columns", "database", "in_files"]
PAYROLL = """
SELECT nummer, bestand, rij, volgorde, persoon_nummer, zonder_bsn, werkgever_nummer AS loonheffingennummer, nummer_ikv,
       begin, einde, verloonde_uren, code_aard, code_soort, sectorcode, moment, ingediend, intrekking, geboren
FROM {files}
"""
"""Rows of months as the engines know them; an employer goes by the store's own number."""


class Database(DuckSession):
    """A session whose answers may become files."""

    def write(self, question: str) -> Write:
        """Writes an answer to a file."""
        return lambda path: self._copy(question, path)

    def _copy(self, question: str, path: Path) -> None:
        options = f"FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE {ROW_GROUP}"
        in_place = "USE_TMP_FILE false"  # the file is there, and has the rights that it keeps
        self.connection.execute(f"COPY ({question}) TO '{quoted(path)}' ({options}, {in_place})")

    def value(self, question: str) -> int:
        """The one number of an answer; nothing at all is 0."""
        [(found,)] = self.ask(question)
        return found or 0


@contextmanager
def database() -> Iterator[Database]:
    """A database without tables."""
    with connection() as opened:
        yield Database(opened)


def columns(text: str) -> pa.Schema:
    """The columns of a table, from their names and kinds.

    >>> columns("lot string, rijen int64").names
    ['lot', 'rijen']
    """
    return pa.schema([(name, pa.type_for_alias(kind)) for name, kind in (part.split() for part in text.split(","))])
