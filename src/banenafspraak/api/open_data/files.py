"""The files of open data: CSV with its description (CSV on the Web), JSON and Parquet. Same lines, same bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from banenafspraak.api.open_data.datasets import datasets
from banenafspraak.core.figures.files import edition_line
from banenafspraak.core.tables.writing import csv_bytes, json_bytes, parquet_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from banenafspraak.api.open_data.datasets import Column, Dataset, Kind
    from banenafspraak.api.published import Published

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
CSV, JSON, PARQUET, CSVW = "text/csv", "application/json", "application/vnd.apache.parquet", "application/csvm+json"
DESCRIBED = "-metadata.json"
SERIES_APART = "Tel cijfers van twee reeksen nooit op en trek ze nooit van elkaar af."
UNKNOWN_IS_EMPTY = "Wat niet bekend is, is leeg en nooit nul."
CSVW_TYPES: Mapping[Kind, str | Mapping[str, str]] = {
    "text": "string",
    "day": "date",
    "number": "integer",
    "yes_no": {"base": "boolean", "format": "ja|nee"},
    "address": "string",
}
PARQUET_TYPES: Mapping[Kind, pa.DataType] = {
    "text": pa.string(),
    "day": pa.date32(),
    "number": pa.int64(),
    "yes_no": pa.bool_(),
    "address": pa.string(),
}
VALUES: Mapping[Kind, Callable[[Any], Any]] = {"day": date.fromisoformat, "yes_no": lambda said: said == "ja"}
"""What a column of Parquet holds, where that is no text or number."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a set: its name, its media type, what is in it, and the digest of that."""

    dataset: Dataset
    name: str
    media_type: str
    content: bytes
    sha256: str


@lru_cache(maxsize=4)
def files(known: Published) -> Mapping[str, File]:
    """All files by their names, by the figures that hold."""
    made = (_file(each, *told) for each in datasets(known) for told in _contents(each))
    return {each.name: each for each in made}


def _file(dataset: Dataset, ending: str, media_type: str, content: bytes) -> File:
    return File(dataset, f"{dataset.name}{ending}", media_type, content, hashlib.sha256(content).hexdigest())


def _contents(each: Dataset) -> Iterator[tuple[str, str, bytes]]:
    yield ".csv", CSV, csv_bytes([column.name for column in each.columns], each.lines)
    yield f".csv{DESCRIBED}", CSVW, json_bytes(described(each))
    yield ".json", JSON, json_bytes(as_data(each))
    yield ".parquet", PARQUET, as_parquet(each)


def described(each: Dataset) -> dict[str, Any]:
    """The description of the CSV file, as W3C's CSV on the Web wants it."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "url": f"{each.name}.csv",
        "dc:title": each.title["nl"],
        "dc:description": f"{each.about['nl']} {UNKNOWN_IS_EMPTY}",
        "dc:license": {"@id": LICENCE},
        "dc:modified": {"@value": each.changed.isoformat(), "@type": "xsd:date"},
        "tableSchema": {"columns": list(map(_column, each.columns)), "primaryKey": "id"},
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": CSVW_TYPES[column.kind],
        "required": column.always,
    }


def as_data(each: Dataset) -> dict[str, Any]:
    """A set as plain data, with all that a reader must know."""
    return {
        "naam": each.name,
        "titel": each.title["nl"],
        "toelichting": [each.about["nl"], SERIES_APART],
        "licentie": LICENCE,
        "gewijzigd_op": each.changed.isoformat(),
        "uitgaven": list(map(edition_line, each.editions)),
        "kolommen": {column.name: column.meaning for column in each.columns},
        "rijen": list(each.lines),
    }


def as_parquet(each: Dataset) -> bytes:
    """A set as Parquet, with days as days, and in its metadata what a reader must know."""
    kinds = {column.name: column.kind for column in each.columns}
    lines = [{name: _value(kinds[name], cell) for name, cell in line.items()} for line in each.lines]
    notes = {"titel": each.title["nl"], "toelichting": f"{each.about['nl']} {SERIES_APART}", "licentie": LICENCE}
    return parquet_bytes({name: PARQUET_TYPES[kind] for name, kind in kinds.items()}, lines, notes)


def _value(kind: Kind, cell: Any) -> Any:  # noqa: ANN401 - a cell has one of several types
    return cell if cell is None or kind not in VALUES else VALUES[kind](cell)
