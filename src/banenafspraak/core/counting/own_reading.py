"""The files of an own count while they come in: payroll and register become tables of bare numbers, nothing else stays.

The key by which persons of both meet is made for this reading alone and is gone with it. Without BSN, the employer's
own personnel numbers stand for persons: in both files, under any name that we know for them.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping as Names
from dataclasses import replace
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.counting.own import check
from banenafspraak.core.counting.preparing import Tables
from banenafspraak.core.counting.registration import all_grounds
from banenafspraak.core.kernel.identifiers import looks_like_bsn
from banenafspraak.core.kernel.problems import Noted, Problem, stop
from banenafspraak.core.kernel.pseudonyms import KEY_BYTES, Key
from banenafspraak.core.tables.arriving import Arrival
from banenafspraak.core.tables.checks import TABLES
from banenafspraak.core.tables.columns import PERSONNEL, TableName
from banenafspraak.core.tables.door import Door
from banenafspraak.core.tables.mapping import PERSONS, Mapping
from banenafspraak.core.tables.proposing import headers_of
from banenafspraak.core.tables.reading import Intake, Read, Reading
from banenafspraak.core.tables.sources import ENDINGS, Source
from banenafspraak.core.tables.taking import empty
from banenafspraak.core.tables.values import SECTORS

OWN_TABLES: tuple[TableName, ...] = ("payroll", "register")
NEEDED: Names[TableName, str] = {"payroll": "own-payroll-missing", "register": "own-register-missing"}
type Told = Names[TableName, Names[str, str]]
"""Per table: our name of a column → the header that a user said it has."""


def _employers(payroll: Read, sector: str) -> Read:
    """A table of employers that says of every employer in the payroll that it is of one sector."""
    numbers = pc.unique(payroll.rows["loonheffingennummer"]).to_pylist()
    lines = [{"loonheffingennummer": number, "sector": sector} for number in numbers]
    return Read(pa.Table.from_pylist(lines, schema=empty(TABLES["employers"]).schema), ())


class Reception:
    """Takes files in, one after another, and tells at the end what they hold or everything that is wrong."""

    def __init__(self, told: Told, *, bsn_allowed: bool) -> None:
        self.door, self.told = Door(Key(secrets.token_bytes(KEY_BYTES))), told
        reading = Reading(self.door, bsn_allowed=bsn_allowed, progress=self._progress)
        grounds = replace(reading, choices={"grondslag": all_grounds()})
        self.intakes = {name: Intake(TABLES[name], grounds if name == "register" else reading) for name in OWN_TABLES}
        self.headers: dict[TableName, list[str]] = {}
        self.noted = Noted()
        self._came: set[TableName] = set()
        self._rows: dict[str, int] = {}

    @property
    def rows(self) -> int:
        """Rows read so far."""
        return sum(self._rows.values())

    def read(self, name: TableName, arrival: Arrival) -> None:
        """Read a file to its end; what is wrong with it is told at the end."""
        self._came.add(name)
        self.noted.take(partial(self._read, name, arrival))

    def tables(self, sector: str = "") -> Tables:
        """What was read, and the sector that all employers in it belong to, when it was told.

        Raises:
            ProblemsError: with the problems of all files.
        """
        self.noted.found += [Problem(code) for name, code in NEEDED.items() if name not in self._came]
        self.noted.stop()
        payroll, register = (self.intakes[name].result() for name in OWN_TABLES)
        tables = Tables(payroll, register, _employers(payroll, sector) if sector in SECTORS else None)
        check(tables)
        return tables

    def _read(self, name: TableName, arrival: Arrival) -> None:
        source, intake = arrival.source(), self.intakes[name]
        if source.kind == "xml" and name != "payroll":
            kinds = ", ".join(end for end, kind in ENDINGS.items() if kind in {"csv", "xlsx"})
            raise stop("file-kind-unknown", source.place, kinds=kinds)
        try:
            intake.source(source, told=self._mapping(name, source))
        finally:
            self.door.forget()

    def _mapping(self, name: TableName, source: Source) -> Mapping | None:
        """What the user told of columns, as far as this file has them; and who its persons are."""
        if source.kind == "xml":
            return None
        table = TABLES[name]
        headers = headers_of(source, table, Mapping())
        told = {ours: theirs for ours, theirs in self.told.get(name, {}).items() if theirs in headers}
        mapping = Mapping(told)
        if not any(map(looks_like_bsn, headers)):
            self.headers.setdefault(name, [header for header in headers if header])
        named = {mapping.column(table, header) for header in headers if header}
        if table.person and not named & (set(PERSONS) - {PERSONNEL.name}) and (own := PERSONNEL.choose(headers)):
            mapping = Mapping({**told, "persoon": own[0]})
        return mapping

    def _progress(self, name: str, _done: int, _total: int, rows: int) -> None:
        self._rows[name] = rows
