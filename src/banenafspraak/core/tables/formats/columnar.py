"""Parquet: read in batches, only the known columns, each as text so that one set of checks serves all formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from banenafspraak.core.kernel.problems import attempt, stop
from banenafspraak.core.tables.columns import Table
from banenafspraak.core.tables.mapping import Mapping
from banenafspraak.core.tables.sources import ROW, Batches, Source, Tick, ahead
from banenafspraak.core.tables.values import CLEAN_DECIMALS, DOT_SHOWN

BATCH = 1_000_000
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
        for texts in ahead(_texts(found, list(columns.values()), source)):
            first, done = done + 1, done + len(texts[0])
            tick(source.size * done // rows)
            yield pa.RecordBatch.from_arrays([*texts, pa.arange(first, done + 1)], names=[*columns, ROW])


def _texts(found: Iterator[pa.RecordBatch], names: Sequence[str], source: Source) -> Iterator[list[pa.Array]]:
    """The columns of every batch; what repeats is made a text once."""
    while (batch := attempt(lambda: next(found, None), BROKEN, "parquet-broken", source.place)) is not None:
        yield [_text(batch.column(name)) for name in names]


def headers(source: Source) -> list[str]:
    """The names of the columns of a file.

    Raises:
        ProblemsError: not a Parquet file.
    """
    with source.open() as stream:
        return flat_names(attempt(lambda: parquet.read_schema(stream), BROKEN, "parquet-broken", source.place))


def whole(source: Source) -> pa.Table:
    """All of a small file.

    Raises:
        ProblemsError: not a Parquet file.
    """
    with source.open() as stream:
        return attempt(lambda: parquet.read_table(stream), BROKEN, "parquet-broken", source.place)


def flat_names(schema: pa.Schema) -> list[str]:
    """The names of the columns that hold one value per row."""
    return [field.name for field in schema if not pa.types.is_nested(field.type)]


def _text(column: pa.Array) -> pa.DictionaryArray:
    kind = column.type
    if pa.types.is_decimal32(kind) or pa.types.is_decimal64(kind):  # arrow does not look for what repeats in these
        column = column.cast(pa.decimal128(kind.precision, kind.scale))
    if not pa.types.is_dictionary(kind):
        column = pc.dictionary_encode(column)
    return pa.DictionaryArray.from_arrays(column.indices.cast(pa.int32()), _words(column.dictionary))


def _words(values: pa.Array) -> pa.Array:
    kind = values.type
    if pa.types.is_boolean(kind):
        return pc.if_else(values, "ja", "nee")
    if pa.types.is_floating(kind):
        return _number(pc.round(pc.if_else(pc.is_nan(values), None, values), CLEAN_DECIMALS))
    if pa.types.is_decimal(kind):
        return _number(values)
    return pc.cast(values, pa.string())


def _number(values: pa.Array) -> pa.Array:
    """Typed numbers as texts that can only be read with a decimal dot: 1.234 alone would look like a thousand."""
    text = pc.cast(values, pa.string())
    return pc.if_else(pc.match_substring(text, "."), pc.binary_join_element_wise(text, DOT_SHOWN, ""), text)
