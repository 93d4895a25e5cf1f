"""The count in DuckDB, the embedded default: the statements over arrow tables, nothing on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from banenafspraak.core.counting.engines.sql import Rows, SqlEngine

SQL_TYPES = {
    pa.string(): "VARCHAR",
    pa.int16(): "SMALLINT",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.bool_(): "BOOLEAN",
}


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

    def view(self, name: str, question: str) -> None:
        """A table that is worked out each time it is asked."""
        self.connection.execute(f"CREATE OR REPLACE TEMPORARY VIEW {name} AS {question}")

    def files(self, name: str, paths: Sequence[Path], columns: pa.Schema) -> None:
        """Parquet files as one table."""
        self.view(name, all_of(paths, columns))

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
        """A session without tables."""
        with connection() as opened:
            yield DuckSession(opened)


@contextmanager
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection without tables to the one database of the process: what is made in it is its own."""
    with _database().cursor() as opened:
        yield opened


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """In memory; it fetches nothing, leaves nothing behind, and keeps no order that was not asked for."""
    opened = duckdb.connect(":memory:")
    opened.execute(
        "SET temp_directory = ''; SET autoinstall_known_extensions = false; SET preserve_insertion_order = false"
    )
    return opened


def in_files(paths: Iterable[Path]) -> str:
    """Files as one table of a question.

    >>> in_files([Path("a.parquet"), Path("b.parquet")])
    "read_parquet(['a.parquet', 'b.parquet'])"
    """
    return f"read_parquet([{', '.join(f"'{quoted(path)}'" for path in paths)}])"


def all_of(paths: Sequence[Path], columns: pa.Schema) -> str:
    """A question for these columns of all rows of files; without files for no rows.

    >>> all_of([], pa.schema([("lot", pa.string())]))
    'SELECT CAST(NULL AS VARCHAR) AS lot WHERE 1 = 0'
    """
    if paths:
        return f"SELECT {', '.join(columns.names)} FROM {in_files(paths)}"
    nothing = (f"CAST(NULL AS {SQL_TYPES[column.type]}) AS {column.name}" for column in columns)
    return f"SELECT {', '.join(nothing)} WHERE 1 = 0"


def quoted(path: Path) -> str:
    """A path inside a text of a question."""
    return str(path).replace("'", "''")
