"""Parquet: read in batches, only the columns that are known, each as text so that one set of checks serves all formats."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from banenafspraak.core.kernel.problems import stop
from banenafspraak.core.tables.columns import Table
from banenafspraak.core.tables.mapping import Mapping
from banenafspraak.core.tables.sources import ROW, Batches, Source, Tick

BATCH = 500_000


def batches(source: Source, tick: Tick, table: Table, mapping: Mapping) -> Batches:
    """The rows of a Parquet file as text columns under its own names, and ROW (the first row is 1).

    Raises:
        ProblemsError: not a Parquet file, or none of its columns is known.
    """
    try:
        file = parquet.ParquetFile(source.open())
        names = [name for name in file.schema_arrow.names if mapping.known(table, [name])]
        if not names:
            raise stop("csv-no-header", source.place, columns=", ".join(table.names()))
        yield from _numbered(file.iter_batches(BATCH, columns=names), source, file.metadata.num_rows, tick)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise stop("parquet-broken", source.place) from error


def _numbered(found: Iterator[pa.RecordBatch], source: Source, rows: int, tick: Tick) -> Batches:
    done = 0
    for batch in found:
        columns = [_text(column) for column in batch.columns]
        numbers = pa.arange(done + 1, done + 1 + batch.num_rows)
        yield pa.RecordBatch.from_arrays([*columns, numbers], names=[*batch.schema.names, ROW])
        done += batch.num_rows
        tick(source.size * done // max(rows, 1))


def _text(column: pa.Array) -> pa.Array:
    if pa.types.is_boolean(column.type):
        return pc.if_else(column, "ja", "nee")
    if pa.types.is_timestamp(column.type) and column.type.tz is None:
        return pc.cast(pc.cast(column, pa.timestamp("us")), pa.string())
    return pc.cast(column, pa.string())
