"""The count in DuckDB, the embedded default: the statements over arrow tables, nothing on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from banenafspraak.core.counting.engines.sql import Rows, SqlEngine


class DuckSession:
    """One connection in memory."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def give(self, name: str, table: pa.Table) -> None:
        """Take in a table under a name."""
        self.connection.register(name, table)

    def make(self, name: str, statement: str) -> None:
        """Make a table from a statement."""
        self.connection.execute(f"CREATE OR REPLACE TEMPORARY TABLE {name} AS {statement}")

    def ask(self, question: str, values: Sequence[str] = ()) -> Rows:
        """The rows of an answer."""
        return self.connection.execute(question, list(values)).fetchall()

    def table(self, question: str) -> pa.Table:
        """An answer as a table."""
        return self.connection.sql(question).to_arrow_table()


class DuckEngine(SqlEngine):
    """DuckDB in memory, one connection a run."""

    name = "duckdb"

    @property
    def version(self) -> str:
        """The version of DuckDB."""
        return str(duckdb.__version__)

    @contextmanager
    def session(self) -> Iterator[DuckSession]:
        """A connection without tables; it writes nothing beside its files and fetches nothing."""
        with duckdb.connect(":memory:") as connection:
            connection.execute("SET temp_directory = ''; SET autoinstall_known_extensions = false")
            yield DuckSession(connection)
