"""Parquet: read in batches, only the known columns, each as text so that one set of checks serves all formats."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from banenafspraak.core.kernel.problems import attempt, stop
from banenafspraak.core.tables.columns import Table
from banenafspraak.core.tables.mapping import Mapping
from banenafspraak.core.tables.sources import ROW, Batches, Source, Tick
from banenafspraak.core.tables.values import CLEAN_DECIMALS, DOT_SHOWN

BATCH = 500_000
BROKEN = (pa.ArrowException, OSError)


def batches(source: Source, tick: Tick, table: Table, mapping: Mapping) -> Batches:
    """The rows of a Parquet file as text columns under our names, and ROW (the first row is 1).

    Raises:
        ProblemsError: not a Parquet file, none of its columns is known, or one that is needed is missing.
    """
    with source.open() as stream:
        file = attempt(lambda: parquet.ParquetFile(stream), BROKEN, "parquet-broken", source.place)
        headers = flat_names(file.schema_arrow)
        if not mapping.known(table, headers):
            raise stop("csv-no-header", source.place, columns=", ".join(table.names()))
        columns = mapping.apply(table, headers, source.place)
        found = file.iter_batches(BATCH, columns=list(columns.values()))
        done, rows = 0, file.metadata.num_rows
        while (batch := attempt(lambda: next(found, None), BROKEN, "parquet-broken", source.place)) is not None:
            texts = [_text(batch.column(header)) for header in columns.values()]
            numbers = pa.arange(done + 1, done + 1 + batch.num_rows)
            done += batch.num_rows
            tick(source.size * done // rows)
            yield pa.RecordBatch.from_arrays([*texts, numbers], names=[*columns, ROW])


def flat_names(schema: pa.Schema) -> list[str]:
    """The names of the columns that hold one value per row."""
    return [field.name for field in schema if not pa.types.is_nested(field.type)]


def _text(column: pa.Array) -> pa.Array:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _text(column.dictionary_decode())
    if pa.types.is_boolean(kind):
        return pc.if_else(column, "ja", "nee")
    if pa.types.is_floating(kind):
        return _number(pc.round(pc.if_else(pc.is_nan(column), None, column), CLEAN_DECIMALS))
    if pa.types.is_decimal(kind):
        return _number(column)
    return pc.cast(column, pa.string())


def _number(column: pa.Array) -> pa.Array:
    """A typed number as text that can only be read with a decimal dot: 1.234 alone would look like a thousand."""
    text = pc.cast(column, pa.string())
    return pc.if_else(pc.match_substring(text, "."), pc.binary_join_element_wise(text, DOT_SHOWN, ""), text)
