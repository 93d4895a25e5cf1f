"""A table that was read, kept for a short while and read again: persons are bare numbers, with nothing behind them.

The key that made digests of persons is not kept, and neither are the digests: nobody can find a person back in it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from banenafspraak.core.kernel.receipts import InputFile
from banenafspraak.core.tables.reading import Read, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

FOR_OWNER = 0o600


def kept_bytes(read: Read) -> dict[str, bytes]:
    """A table as it is kept, by the endings of its files: its rows, and what is known beside them."""
    import pyarrow as pa  # noqa: PLC0415 - a tenth of a second to load
    from pyarrow import parquet  # noqa: PLC0415 - likewise a tenth of a second

    sink = pa.BufferOutputStream()
    parquet.write_table(read.rows, sink, compression="zstd")
    beside = {
        "files": [asdict(one) for one in read.files],
        "refused": [(one.file, one.row, one.column, one.code) for one in read.refused],
        "source_names": read.source_names,
        "more_refused": read.more_refused,
        "source_files": [str(path) for path in read.source_files],
    }
    return {".parquet": bytes(sink.getvalue()), ".json": json.dumps(beside).encode()}


def kept(folder: Path, name: str) -> Read | None:
    """A table that was kept in a folder; None when it was not."""
    from pyarrow import parquet  # noqa: PLC0415 - a tenth of a second to load

    place = folder / f"{name}.parquet"
    if not place.is_file():
        return None
    beside: Mapping[str, Any] = json.loads(place.with_suffix(".json").read_bytes())
    return Read(
        rows=parquet.read_table(place),
        files=tuple(InputFile(**one) for one in beside["files"]),
        refused=tuple(Refused(*one) for one in beside["refused"]),
        source_names=tuple(beside["source_names"]),
        more_refused=beside["more_refused"],
        source_files=tuple(map(Path, beside["source_files"])),
    )
