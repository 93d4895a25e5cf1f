"""The columns that both XML formats give, under the canonical payroll names, and their cutting into batches."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from banenafspraak.core.tables.sources import ROW, Batches

if TYPE_CHECKING:
    from collections.abc import Iterable

BATCH = 50_000


class Row(NamedTuple):
    """One row as text, as found in the file; None is absent or empty. `number` is its ordinal in the file."""

    bsn: str | None = None
    personeelsnummer: str | None = None
    loonheffingennummer: str | None = None
    nummer_ikv: str | None = None
    tijdvak_begin: str | None = None
    tijdvak_einde: str | None = None
    verloonde_uren: str | None = None
    code_aard: str | None = None
    code_soort: str | None = None
    sectorcode: str | None = None
    aangemaakt_op: str | None = None
    regel: str | None = None
    ikv_begin: str | None = None
    ikv_einde: str | None = None
    geboortedatum: str | None = None
    wisselende_aard: str | None = None
    number: int = 0


SCHEMA = pa.schema([(name, pa.string()) for name in Row._fields[:-1]] + [(ROW, pa.int64())])


def record_batches(rows: Iterable[Row], size: int = BATCH) -> Batches:
    """Rows in batches of at most `size`; without rows one empty batch, so that the columns are known all the same."""
    empty = True
    for some in batched(rows, size, strict=False):
        empty = False
        columns = zip(*some, strict=True)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)
    if empty:
        yield pa.RecordBatch.from_pylist([], schema=SCHEMA)
