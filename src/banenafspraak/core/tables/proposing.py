"""Which header of a file is probably which column of ours, and whether a file is of one table or another.

Only headers are looked at. A first row with a number in it that may be a BSN is no header and is never shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from banenafspraak.core.kernel.identifiers import looks_like_bsn
from banenafspraak.core.kernel.problems import stop
from banenafspraak.core.tables import formats
from banenafspraak.core.tables.checks import TABLES
from banenafspraak.core.tables.columns import Table
from banenafspraak.core.tables.mapping import PERSONS, Mapping
from banenafspraak.core.tables.sources import Source, sources

FEWEST_KNOWN = 2


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
    source = sources([path])[0]
    headers = headers_of(source, table, Mapping())
    if not any(headers) or any(looks_like_bsn(header) for header in headers):
        raise stop("csv-no-header", source.place, columns=", ".join(table.names()))
    chosen = {column.name: column.choose(headers) for column in table.columns}
    found = {name: some[0] for name, some in chosen.items() if some}
    return Proposal(found, tuple(header for header in headers if header and header not in found.values()))


def headers_of(source: Source, table: Table, mapping: Mapping) -> list[str]:
    """The headers of a source; of XML, whose columns are given, the names of the table.

    Raises:
        ProblemsError: the file cannot be read.
    """
    match source.kind:
        case "csv":
            return formats.separated.look(source, table, mapping).names
        case "parquet":
            return formats.columnar.headers(source)
        case "xlsx":
            return _sheet(source, table, mapping)
        case _:
            return list(table.names())


def is_for(source: Source, table: Table, mapping: Mapping) -> bool:
    """Whether a file that lies in a folder or archive is for this table.

    It is not when it is a .txt with fewer than two known names (a read-me), or when it has all columns of another of
    our tables and knows fewer of this one: the register that lies beside the deliveries.
    """
    headers = headers_of(source, table, mapping)
    known = mapping.known(table, headers)
    if ".txt" in source.name.lower() and known < FEWEST_KNOWN:
        return False
    others = (other for other in TABLES.values() if other is not table and _is_whole(other, headers))
    return all(Mapping().known(other, headers) <= known for other in others)


def _is_whole(table: Table, headers: list[str]) -> bool:
    found = {name for name in map(table.find, headers) if name}
    person = not table.person or bool(found & set(PERSONS))
    return person and all(column.name in found for column in table.columns if column.required)


def _sheet(source: Source, table: Table, mapping: Mapping) -> list[str]:
    """The header of the first sheet that has known names, else the first filled row of the first sheet."""
    with source.open() as stream:
        book = formats.spreadsheet.open_book(stream, source)
        heads = [formats.spreadsheet.first_lines(book.get_sheet_by_name(name), source) for name in book.sheet_names]
    for lines in heads:
        if (at := mapping.header(table, lines)) is not None:
            return lines[at]
    return next((line for lines in heads for line in lines if any(line)), [])
