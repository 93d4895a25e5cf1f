"""Which header of a file is probably which column of ours. Only headers are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet
from python_calamine import CalamineError, CalamineWorkbook

from banenafspraak.core.kernel.problems import stop
from banenafspraak.core.tables.columns import Table
from banenafspraak.core.tables.formats import separated
from banenafspraak.core.tables.mapping import Mapping
from banenafspraak.core.tables.sources import Source, sources

HEADER_WITHIN = 20


@dataclass(frozen=True, slots=True)
class Proposal:
    """Our name → header, and the headers that we do not know."""

    columns: dict[str, str]
    unknown: tuple[str, ...]


def propose(path: Path, table: Table) -> Proposal:
    """A mapping for a file, from its headers alone.

    Raises:
        ProblemsError: the file cannot be read, or has no headers.
    """
    headers = _headers(sources([path])[0], table)
    found: dict[str, str] = {}
    for header in headers:
        name = table.find(header)
        if name and name not in found:
            found[name] = header
    return Proposal(found, tuple(header for header in headers if header and header not in found.values()))


def _headers(source: Source, table: Table) -> list[str]:
    match source.kind:
        case "csv":
            return _separated(source, table)
        case "parquet":
            return _parquet(source)
        case "xlsx":
            return _sheet(source, table)
        case _:
            return list(table.names())


def _separated(source: Source, table: Table) -> list[str]:
    return separated.split_header(source, separated.find_encoding(source), table, Mapping())[1]


def _parquet(source: Source) -> list[str]:
    try:
        with source.open() as stream:
            return list(parquet.read_schema(stream).names)
    except (pa.ArrowInvalid, OSError) as error:
        raise stop("parquet-broken", source.place) from error


def _sheet(source: Source, table: Table) -> list[str]:
    try:
        with source.open() as stream:
            rows = CalamineWorkbook.from_filelike(stream).get_sheet_by_index(0).to_python()[:HEADER_WITHIN]
    except CalamineError as error:
        raise stop("xlsx-broken", source.place) from error
    named = [[str(cell).strip() for cell in row] for row in rows]
    return max(named, key=lambda row: sum(1 for header in row if table.find(header)), default=[])
