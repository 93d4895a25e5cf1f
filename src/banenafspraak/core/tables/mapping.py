"""Which column of a file is which of ours: found by name, or told by a small TOML that can be saved and used again.

[columns]
verloonde_uren = "Uren betaald"
[constants]
code_soort = "15"
[form]
decimal = ","
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping as Names
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tomlkit
from tomlkit.exceptions import ParseError

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, stop
from banenafspraak.core.tables.columns import Table, plain

SECTIONS = {"columns", "constants", "form"}
FORMS = {"decimal", "separator", "encoding", "sheet"}
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

    def apply(self, table: Table, headers: Iterable[str], place: Place) -> dict[str, str]:
        """Our name → header, for one file.

        Raises:
            ProblemsError: with every column that is missing, or found twice.
        """
        found: dict[str, list[str]] = {}
        for header in headers:
            if name := self.column(table, header):
                found.setdefault(name, []).append(header)
        problems = [
            Problem("columns-double", Place(place.file, column=name)) for name, many in found.items() if len(many) > 1
        ]
        problems += [
            Problem("column-missing", Place(place.file, column=column.name))
            for column in table.columns
            if column.required and column.name not in found and column.name not in self.constants
        ]
        if table.person and not found.keys() & {"bsn", "persoon", "personeelsnummer"}:
            problems.append(Problem("column-missing", Place(place.file, column="bsn | persoon")))
        if problems:
            raise ProblemsError(problems)
        return {name: many[0] for name, many in found.items()}


def read_mapping(path: Path, table: Table) -> Mapping:
    """The mapping that a TOML file tells.

    Raises:
        ProblemsError: with everything in the file that is no mapping of this table.
    """
    try:
        body: dict[str, Any] = tomlkit.parse(path.read_text(encoding="utf-8")).unwrap()
    except FileNotFoundError as error:
        raise stop("file-not-found", Place(path.name)) from error
    except (ParseError, UnicodeError) as error:
        raise stop("mapping-broken", Place(path.name)) from error
    problems = list(_unfit(body, table, path.name))
    if problems:
        raise ProblemsError(problems)
    return Mapping(body.get("columns", {}), body.get("constants", {}), **body.get("form", {}))


def _unfit(body: dict[str, Any], table: Table, file: str) -> Iterable[Problem]:
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
    document = tomlkit.document()
    document.add(tomlkit.comment("Welke kolom van het bestand is welke van ons?"))
    columns = tomlkit.table()
    for name, header in found.items():
        columns.add(name, header)
    for name in missing:
        columns.add(tomlkit.comment(f'{name} = "..."'))
    document.add("columns", columns)
    return tomlkit.dumps(document)
