"""One table out of many files: sources, batches of text, the door, the checks; accepted + refused = read.

Readers of all formats give text; taking.py makes it values. What the values mean for the count is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping as Choices
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from banenafspraak.core.kernel.problems import Noted, Place, stop
from banenafspraak.core.kernel.receipts import InputFile, sha256_file
from banenafspraak.core.tables import formats
from banenafspraak.core.tables.checks import TABLES
from banenafspraak.core.tables.columns import Table, TableName
from banenafspraak.core.tables.door import DIGEST, Door, refuse_bsn
from banenafspraak.core.tables.mapping import Mapping
from banenafspraak.core.tables.proposing import is_for
from banenafspraak.core.tables.sources import ENDINGS, Batches, Source, Tick, sources
from banenafspraak.core.tables.taking import ANONYMOUS, FILE, NUMBER, PERSON, RANK, Refusals, Refused, Taking, readers

__all__ = [
    "ANONYMOUS",
    "FILE",
    "NUMBER",
    "PERSON",
    "RANK",
    "Intake",
    "Progress",
    "Read",
    "Reading",
    "Refused",
    "read_table",
]

Progress = Callable[[str, int, int, int], None]
"""Told the source's name, bytes read, bytes in all (0 when not known) and rows read, while a table is read."""
ANY: Choices[str, frozenset[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Read:
    """A checked table: its values, the files it came from, the rows refused, and the names of its sources by number.

    `refused` holds the first million reasons, `more_refused` says how many others there are; the counts in `files` are
    always of all rows. `passed_over` names what lay in a folder or archive and is for another table. `source_files` are
    the files on disk behind the sources, in the same order; two of them may have one name.
    """

    rows: pa.Table
    files: tuple[InputFile, ...]
    refused: tuple[Refused, ...] = ()
    source_names: tuple[str, ...] = ()
    more_refused: int = 0
    passed_over: tuple[str, ...] = ()
    source_files: tuple[Path, ...] = ()

    @property
    def rows_read(self) -> int:
        """Rows read, accepted and refused together."""
        return sum(file.rows_read for file in self.files)


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: by which mapping, through which door, with which values allowed, and whom to tell of progress.

    Where `bsn_allowed` is off, a file with BSNs is refused as a whole, whatever the column is called.
    """

    door: Door
    mapping: Mapping = field(default_factory=Mapping)
    choices: Choices[str, frozenset[str]] = field(default_factory=lambda: ANY)
    xsd: Path | None = None
    bsn_allowed: bool = True
    progress: Progress = lambda name, done, total, rows: None  # noqa: ARG005 - nobody is told


def read_table(name: TableName, paths: Iterable[Path], reading: Reading, corrections: Iterable[Path] = ()) -> Read:
    """A checked table from files, folders and archives; named corrections come after the deliveries, in their order.

    Raises:
        ProblemsError: with all files that cannot be read as such a table.
    """
    ranked = [(path, 0) for path in paths] + [(path, rank) for rank, path in enumerate(corrections, 1)]
    intake = Intake(TABLES[name], reading)
    intake.noted.found += reading.mapping.faults(TABLES[name])
    intake.noted.stop()
    for path, rank in ranked:
        intake.noted.take(partial(intake.path, path, rank))
    reading.door.forget()
    intake.noted.stop()
    return intake.result()


@dataclass(slots=True)
class Intake:
    """The reading of one table: what was read so far, what was passed over, and what is wrong."""

    table: Table
    reading: Reading
    noted: Noted = field(default_factory=Noted)
    done: list[tuple[Source, Taking]] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    refusals: Refusals = field(default_factory=Refusals)
    readers: Choices[str, Callable[[str], Any]] = field(init=False)

    def __post_init__(self) -> None:
        self.readers = readers(self.table, self.reading.door, self.reading.choices)

    def path(self, path: Path, rank: int) -> None:
        """Read all tables behind a path."""
        before = len(self.done) + len(self.noted.found)
        for source in sources([path]):
            self.noted.take(partial(self.source, source, rank))
        if len(self.done) + len(self.noted.found) == before:
            raise stop("folder-empty", Place(path.name), kinds=", ".join(ENDINGS))

    def source(self, source: Source, rank: int = 0, told: Mapping | None = None) -> None:
        """Read one table; `told` is what is known of this one alone.

        Raises:
            ProblemsError: it cannot be read.
        """
        reading = replace(self.reading, mapping=told) if told else self.reading
        if source.inside and not is_for(source, self.table, reading.mapping):
            self.passed_over.append(source.name)
            return
        door, mapping = reading.door, reading.mapping
        taking = Taking(self.table, source.name, len(self.done), rank, door, mapping, self.readers, self.refusals)
        self.done.append((source, taking))
        read_bytes = [0]

        def tick(done: int) -> None:
            read_bytes[0] = done

        odd: list[int] = []
        for batch in _batches(source, tick, self.table, reading, odd):
            if not reading.bsn_allowed:
                refuse_bsn(batch, source.place)
            taking.take(batch)
            taking.refuse_odd(odd)
            odd.clear()
            self.reading.progress(source.name, read_bytes[0], source.size, taking.read)

    def result(self) -> Read:
        """Everything read, as one table."""
        rows = self._numbered(pa.concat_tables([taking.accepted() for _, taking in self.done]))
        return Read(
            rows,
            tuple(self._files()),
            tuple(self.refusals.kept),
            tuple(source.name for source, _ in self.done),
            self.refusals.more,
            tuple(self.passed_over),
            tuple(source.file for source, _ in self.done),
        )

    def _numbered(self, rows: pa.Table) -> pa.Table:
        """Persons by their local number, given out once for all sources. Those of refused rows are met too."""
        if not self.table.person:
            return rows
        numbers = self.reading.door.numbered(rows[PERSON])
        left = [some for _, taking in self.done for some in taking.persons_left]
        self.reading.door.numbered(pa.chunked_array(left, DIGEST))
        return rows.set_column(rows.schema.get_field_index(PERSON), PERSON, numbers)

    def _files(self) -> Iterable[InputFile]:
        """One entry per file on disk, with the rows of all tables inside it."""
        by_path: dict[Path, list[Taking]] = {}
        for source, taking in self.done:
            by_path.setdefault(source.file, []).append(taking)
        for path, many in by_path.items():
            counts = (sum(one.read for one in many), sum(one.taken for one in many), sum(one.left for one in many))
            digest = next(source.digest for source, _ in self.done if source.file == path) or partial(sha256_file, path)
            yield InputFile(self.table.name, path.name, digest(), *counts)


def _batches(source: Source, tick: Tick, table: Table, reading: Reading, odd: list[int]) -> Batches:
    match source.kind:
        case "csv":
            return formats.separated.batches(source, tick, table, reading.mapping, odd)
        case "xlsx":
            return formats.spreadsheet.batches(source, tick, table, reading.mapping)
        case "parquet":
            return formats.columnar.batches(source, tick, table, reading.mapping)
        case "xml" if formats.xml_kind.detect(source) == "suwi":
            return formats.suwi.batches(source, tick)
        case _:
            return formats.loonaangifte.batches(source, tick, reading.xsd)
