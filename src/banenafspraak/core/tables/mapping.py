"""Which column of a file is which of ours: found by name, or told by a small TOML that can be saved and used again.

[columns]
verloonde_uren = "Uren betaald"
[constants]
code_soort = "15"
[form]
decimal = ","
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping as Names, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, attempt, stop
from banenafspraak.core.tables.checks import constant_fits
from banenafspraak.core.tables.columns import Column, Table, plain

SECTIONS = {"columns", "constants", "form"}
FORMS = {"decimal", "separator", "encoding", "sheet"}
PERSONS = ("bsn", "persoon", "personeelsnummer")
HEADER_WITHIN = 20  # rows of a file among which its header stands
SEPARATOR = ";"
NO_SEPARATORS = {"\n", "\r", '"', "\0"}
NOTHING: Names[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Mapping:
    """What is told about a file: our name → its header, our name → one value for all rows, and its form."""

    columns: Names[str, str] = field(default_factory=lambda: NOTHING)
    constants: Names[str, str] = field(default_factory=lambda: NOTHING)
    decimal: str | None = None
    separator: str | None = None
    encoding: str | None = None
    sheet: str | None = None

    def column(self, table: Table, header: str) -> str | None:
        """Our name for a header of a file, or None."""
        told = [name for name, theirs in self.columns.items() if plain(theirs) == plain(header)]
        if told:
            return told[0]
        found = table.find(header)
        return None if found in self.columns else found

    def known(self, table: Table, headers: Iterable[str]) -> int:
        """How many of the headers stand for a column of the table."""
        return sum(1 for header in headers if header and self.column(table, header))

    def header(self, table: Table, rows: Sequence[Sequence[str]]) -> int | None:
        """Which of the first rows is the header: the first with more than one known name, else the first with one."""
        known = [self.known(table, row) for row in rows]
        return next((at for least in (2, 1) for at, count in enumerate(known) if count >= least), None)

    def apply(self, table: Table, headers: Sequence[str], place: Place) -> dict[str, str]:
        """Our name → header, for one file.

        Raises:
            ProblemsError: with every column that is missing, or found twice.
        """
        found = {column.name: self._choose(column, headers) for column in table.columns}
        problems = [
            Problem("columns-double", Place(place.file, column=name)) for name, many in found.items() if len(many) > 1
        ]
        problems += [
            Problem("column-missing", Place(place.file, column=column.name))
            for column in table.columns
            if not found[column.name] and self._misses(column)
        ]
        if table.person and not any(found.get(name) for name in PERSONS):
            problems.append(Problem("column-missing", Place(place.file, column="bsn | persoon")))
        if problems:
            raise ProblemsError(problems)
        return {name: many[0] for name, many in found.items() if many}

    def _choose(self, column: Column, headers: Sequence[str]) -> list[str]:
        """The headers for a column; a header that is told to be one column is no other by its name."""
        if theirs := self.columns.get(column.name):
            return [header for header in headers if plain(header) == plain(theirs)]
        told = {plain(theirs) for theirs in self.columns.values()}
        return column.choose([header for header in headers if plain(header) not in told])

    def _misses(self, column: Column) -> bool:
        return column.name in self.columns or (column.required and column.name not in self.constants)

    def faults(self, table: Table, file: str | None = None) -> list[Problem]:
        """What is told and cannot be: a constant that no row could hold, a form that no file has."""
        wrong = [name for name, fits in self._forms().items() if not fits]
        wrong += [
            name
            for name, value in self.constants.items()
            if name in PERSONS or not constant_fits(table.name, name, value, self.decimal)
        ]
        return [Problem("mapping-value", Place(file, column=name)) for name in wrong]

    def _forms(self) -> dict[str, bool]:
        separator = self.separator or SEPARATOR
        return {
            "decimal": self.decimal in {None, ",", "."},
            "separator": len(separator) == 1 and separator.isascii() and separator not in NO_SEPARATORS,
            "encoding": self.encoding is None or _is_encoding(self.encoding),
        }


def _is_encoding(name: str) -> bool:
    try:
        return SEPARATOR.encode(name).decode(name) == SEPARATOR
    except (LookupError, ValueError):
        return False


def read_mapping(path: Path, table: Table) -> Mapping:
    """The mapping that a TOML file tells.

    Raises:
        ProblemsError: with everything in the file that is no mapping of this table.
    """
    if not path.is_file():
        raise stop("file-not-found", Place(path.name))
    broken = (ValueError, RecursionError, OSError)
    body = attempt(
        lambda: tomllib.loads(path.read_text(encoding="utf-8-sig")), broken, "mapping-broken", Place(path.name)
    )
    if unknown := list(_unknown(body, table, path.name)):
        raise ProblemsError(unknown)
    mapping = Mapping(body.get("columns", {}), body.get("constants", {}), **body.get("form", {}))
    if faults := mapping.faults(table, path.name):
        raise ProblemsError(faults)
    return mapping


def _unknown(body: dict[str, Any], table: Table, file: str) -> Iterable[Problem]:
    for section, content in body.items():
        if section not in SECTIONS or not isinstance(content, dict):
            yield Problem("mapping-unknown", Place(file, column=section), {"valid": ", ".join(sorted(SECTIONS))})
            continue
        valid = FORMS if section == "form" else set(table.names())
        for name, value in content.items():
            if name not in valid or not isinstance(value, str):
                yield Problem("mapping-unknown", Place(file, column=name), {"valid": ", ".join(sorted(valid))})


def write_mapping(found: Names[str, str], missing: Iterable[str]) -> str:
    """A mapping as TOML: what was found, and what is still to be told as comments.

    >>> print(write_mapping({"verloonde_uren": "Uren"}, ["code_soort"]).strip())
    # Welke kolom van het bestand is welke van ons?
    <BLANKLINE>
    [columns]
    verloonde_uren = "Uren"
    # code_soort = "..."
    """
    import tomlkit  # noqa: PLC0415 - costs a seventh of the start of every command, and only one command writes

    document = tomlkit.document()
    document.add(tomlkit.comment("Welke kolom van het bestand is welke van ons?"))
    columns = tomlkit.table()
    for name, header in found.items():
        columns.add(name, header)
    for name in missing:
        columns.add(tomlkit.comment(f'{name} = "..."'))
    document.add("columns", columns)
    return tomlkit.dumps(document)
