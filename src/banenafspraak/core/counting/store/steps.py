"""The steps that change a store: each reads, checks everything, writes new files, and only then moves the store on.

What was refused is told by row; nothing is kept of it. A step that finds a problem changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.counting import baseline as baselines
from banenafspraak.core.counting.inputs import (
    REGISTRATION,
    employers_table,
    latest_reference_day,
    payroll_table,
    registrations,
)
from banenafspraak.core.counting.marker import are_invented
from banenafspraak.core.counting.plan import CODES, government_codes
from banenafspraak.core.counting.preparing import NOBODY
from banenafspraak.core.counting.registration import all_grounds
from banenafspraak.core.counting.rows import overlapping
from banenafspraak.core.counting.store.database import Database, database, in_files
from banenafspraak.core.counting.store.months import month_of, split_by_month
from banenafspraak.core.counting.store.numbering import Numbers, numbered
from banenafspraak.core.counting.store.objects import Objects
from banenafspraak.core.counting.store.state import (
    Employers,
    Keys,
    Register,
    Source,
    State,
    Step,
    Store,
    create,
)
from banenafspraak.core.kernel.law import FOREVER, law_on
from banenafspraak.core.kernel.problems import Noted, Place, Problem, ProblemsError, stop
from banenafspraak.core.kernel.pseudonyms import Key
from banenafspraak.core.kernel.receipts import InputFile
from banenafspraak.core.tables.door import Door
from banenafspraak.core.tables.mapping import Mapping as Columns
from banenafspraak.core.tables.reading import (
    FILE,
    PERSON,
    Progress,
    Read,
    Reading,
    Refused,
    read_table,
)
from banenafspraak.core.tables.taking import RANK

MOST_CHANGED = 0.05
"""With a larger share of the register changed, a whole new extract costs less than keeping the changes apart."""
EMPLOYER = "loonheffingennummer"


@dataclass(frozen=True, slots=True)
class Hand:
    """How a step reads: the key of the store, the moment, the columns of the files, and whom to tell of progress."""

    key: Key
    now: datetime
    columns: Columns = field(default_factory=Columns)
    xsd: Path | None = None
    progress: Progress = NOBODY

    def step(self, kind: str) -> Step:
        """A step of this kind, now."""
        return _step(kind, self.now)


@dataclass(frozen=True, slots=True)
class Done:
    """What a step gave: the store as it is now, and the rows that it refused."""

    store: Store
    refused: tuple[Refused, ...] = ()
    more_refused: int = 0
    passed_over: tuple[str, ...] = ()


def init(folder: Path, hand: Hand) -> Done:
    """An empty store.

    Raises:
        ProblemsError: there is something in the folder, or it cannot be written.
    """
    return Done(create(folder, hand.key, hand.step("init")))


def add(folder: Path, hand: Hand, deliveries: Sequence[Path], corrections: Sequence[Path] = ()) -> Done:
    """Add deliveries; corrections come after everything that is there, in their order.

    Raises:
        ProblemsError: with everything that keeps the step from being made.
    """
    with Store.open(folder, hand.key).writing() as store:
        intake = _Intake(store, hand)
        intake.read([(path, False) for path in deliveries] + [(path, True) for path in corrections])
        parts = {name: (*_parts(store.state, name), *new) for name, new in intake.parts.items()}
        return intake.done("add", parts)


def replace_month(folder: Path, hand: Hand, month: str, deliveries: Sequence[Path]) -> Done:
    """Put deliveries in the place of everything that a month holds, corrections included.

    Raises:
        ProblemsError: the store does not hold the month, or the deliveries hold another one; and as for `add`.
    """
    with Store.open(folder, hand.key).writing() as store:
        if month not in store.state.months:
            known = ", ".join(store.state.months) or "-"
            raise stop("store-month-missing", Place("--month"), month=month, months=known)
        intake = _Intake(store, hand, leaving=month)
        intake.read([(path, False) for path in deliveries])
        if others := sorted(intake.parts.keys() - {month}):
            raise stop("store-other-months", Place("--month"), month=month, months=", ".join(others))
        if not intake.parts:
            raise stop("store-nothing-to-replace", Place("--month"), month=month)
        return intake.done("replace", {name: tuple(new) for name, new in intake.parts.items()})


def register(folder: Path, hand: Hand, path: Path, *, older: bool = False) -> Done:
    """Put a register in the place of the one that is there. An older one is only taken when that is asked for.

    Raises:
        ProblemsError: the register cannot be read, or is older than the one that is there.
    """
    with Store.open(folder, hand.key).writing() as store:
        door = Door(hand.key)
        reading = Reading(door, progress=hand.progress, choices={"grondslag": all_grounds()})
        read = read_table("register", [path], reading)
        invented = _origin(store, path)
        day, before = latest_reference_day(read.rows), store.state.register
        if before and day and before.reference_day and day < before.reference_day and not older:
            raise stop("store-register-older", Place(path.name), day=str(day), before=str(before.reference_day))
        with database() as session:
            numbers, state = _persons(session, store, store.state, door)
            table = read.rows.select(REGISTRATION)
            table = table.set_column(0, PERSON, numbers.take(table[PERSON]))
            found = _registered(session, store.objects, table, before)
        many = overlapping(registrations(table))
        rows, base, persons, changed, added = found
        said = str(day) if day else None
        one = Register(rows, read.files[0], said, table.num_rows, many, base, persons, changed, added)
        step = replace(hand.step("register"), files=read.files)
        done = store.put(replace(state, step=step, register=one, invented=invented))
        return Done(done, read.refused, read.more_refused, read.passed_over)


def employers(folder: Path, hand: Hand, path: Path) -> Done:
    """Put a table of employers in the place of the one that is there.

    Raises:
        ProblemsError: the table cannot be read.
    """
    with Store.open(folder, hand.key).writing() as store:
        read = read_table("employers", [path], Reading(Door(hand.key), progress=hand.progress))
        table, oddities = employers_table(read.rows, government_codes(law_on(CODES, FOREVER)))
        with database() as session:
            numbers, state = _employers(session, store, store.state, table[EMPLOYER])
            table = table.set_column(0, "werkgever_nummer", numbers)
            session.give("incoming", table)
            rows = store.objects.keep("employers", session.write("SELECT * FROM incoming ORDER BY werkgever_nummer"))
        step = replace(hand.step("employers"), files=read.files)
        one = Employers(rows, read.files[0], dict(oddities))
        return Done(store.put(replace(state, step=step, employers=one)), read.refused, read.more_refused)


def keys(folder: Path, hand: Hand, path: Path) -> Done:
    """Put keys for lent hours in the place of those that are there.

    Raises:
        ProblemsError: the table cannot be read, or a year in it is no key.
    """
    with Store.open(folder, hand.key).writing() as store:
        read = read_table("keys", [path], Reading(Door(hand.key), progress=hand.progress))
        rows = read.rows.select(["jaar", "sector", "aandeel", "bron"]).to_pylist()
        baselines.keys_from_rows(rows)
        step = replace(hand.step("keys"), files=read.files)
        plain = tuple({name: value if name == "jaar" else str(value) for name, value in row.items()} for row in rows)
        return Done(store.put(replace(store.state, step=step, keys=Keys(plain, read.files[0]))), read.refused)


def clean(folder: Path, now: datetime, keep: int | None = None) -> int:
    """Take away what can be made again; gives how many bytes that frees.

    With `keep` also what was replaced: all kept files that none of the last so many states names. The states themselves
    stay. The new state goes first, so that a clean that is interrupted leaves a store that is whole.

    Raises:
        ProblemsError: a count goes on, or the store cannot be written.
    """
    with Store.open(folder).writing() as store, store.objects.uncounted():
        since = max(store.state.since, store.state.number + 1 - keep) if keep else store.state.since
        needed = store.named(since)
        if needed != store.named():
            store.put(replace(store.state, step=_step("clean", now), since=since))
        return store.objects.forget_made() + store.objects.let_go(needed)


def _step(kind: str, now: datetime) -> Step:
    return Step(kind, now.astimezone(UTC).isoformat(timespec="seconds"), version("banenafspraak"))


def _parts(state: State, month: str) -> tuple[str, ...]:
    found = state.months.get(month)
    return found.rows if found else ()


def _origin(store: Store, path: Path) -> bool:
    """Whether a file is invented: invented and real data do not stand in one store."""
    invented = are_invented([path])
    if store.state.invented not in {None, invented}:
        raise stop("store-mixed", Place(path.name))
    return invented


def _persons(session: Database, store: Store, state: State, door: Door) -> tuple[pa.Array, State]:
    """The store's own numbers of the persons that a door met, in the order of its local numbers."""
    before = Numbers("persons", state.persons, state.count_persons)
    numbers, after = numbered(session, store.objects, before, door.digests())
    return numbers, replace(state, persons=after.files, count_persons=after.count)


def _employers(session: Database, store: Store, state: State, names: pa.Array) -> tuple[pa.Array, State]:
    before = Numbers("numbers", state.employer_numbers, state.count_employers)
    numbers, after = numbered(session, store.objects, before, names)
    return numbers, replace(state, employer_numbers=after.files, count_employers=after.count)


def _registered(
    session: Database, objects: Objects, table: pa.Table, before: Register | None
) -> tuple[str, str, str, str | None, str | None]:
    """The files of a register: its rows, the version of the extracts and who is in it, who changed and who is new."""
    session.give("incoming", table)
    rows = objects.keep("register", session.write(f"SELECT * FROM incoming ORDER BY {', '.join(REGISTRATION)}"))
    if before and _few_changed(session, objects, before, rows):
        known = f"SELECT {PERSON} FROM {in_files([objects.path(before.persons)])}"
        changed = _if_any(session, objects, f"SELECT {PERSON} FROM changed ORDER BY 1")
        added = _if_any(session, objects, f"SELECT {PERSON} FROM changed WHERE {PERSON} NOT IN ({known}) ORDER BY 1")
        return rows, before.base, before.persons, changed, added
    persons = session.write(f"SELECT DISTINCT {PERSON} FROM incoming ORDER BY 1")
    return rows, rows, objects.keep("group", persons), None, None


def _few_changed(session: Database, objects: Objects, before: Register, rows: str) -> bool:
    """Whether few persons differ from the version of the extracts; they stand in the table `changed`."""
    then, now = (f"SELECT * FROM {in_files([objects.path(name)])}" for name in (before.base, rows))
    session.make(
        "changed",
        f"""SELECT DISTINCT {PERSON} FROM (
              (({then}) EXCEPT ALL ({now})) UNION ALL (({now}) EXCEPT ALL ({then})))""",
    )
    everybody = session.value(f"SELECT COUNT(*) FROM {in_files([objects.path(before.persons)])}")
    return session.value("SELECT COUNT(*) FROM changed") <= MOST_CHANGED * everybody


def _if_any(session: Database, objects: Objects, question: str) -> str | None:
    found = session.value(f"SELECT COUNT(*) FROM ({question})")
    return objects.keep("group", session.write(question)) if found else None


class _Intake:
    """Deliveries on their way in: read one after another, so that no more than one is in memory."""

    def __init__(self, store: Store, hand: Hand, leaving: str = "") -> None:
        self.store, self.hand = store, hand
        staying = {name: month for name, month in store.state.months.items() if name != leaving}
        self.state = replace(store.state, months=staying)
        self.parts: dict[str, list[str]] = {}
        self.refused: list[Refused] = []
        self.more_refused = 0
        self.passed_over: list[str] = []

    def read(self, paths: Sequence[tuple[Path, bool]]) -> None:
        """Read paths in their order, corrections by their mark; all problems of all paths at once."""
        noted = Noted()
        for path, correction in paths:
            noted.take(partial(self._take, path, correction=correction))
        noted.stop()

    def done(self, kind: str, parts: Mapping[str, tuple[str, ...]]) -> Done:
        """Resolve the months that got other parts, and move the store on."""
        fresh = {name: month_of(self.store.objects, own, self.state.sources) for name, own in sorted(parts.items())}
        months = dict(sorted({**self.state.months, **fresh}.items()))
        files = self.state.files[len(self.store.state.files) :]
        step = replace(self.hand.step(kind), files=files, months=tuple(fresh))
        put = self.store.put(replace(self.state, step=step, months=months))
        return Done(put, tuple(self.refused), self.more_refused, tuple(self.passed_over))

    def _take(self, path: Path, *, correction: bool) -> None:
        invented = _origin(self.store, path)
        if self.state.invented not in {None, invented}:
            raise stop("store-mixed", Place(path.name))
        door = Door(self.hand.key)
        reading = Reading(door, mapping=self.hand.columns, xsd=self.hand.xsd, progress=self.hand.progress)
        read = read_table("payroll", [path], reading)
        self._refuse_double(read)
        rank = self.state.corrections + 1 if correction else 0
        with database() as session:
            persons, state = _persons(session, self.store, self.state, door)
            encoded = read.rows[EMPLOYER].combine_chunks().dictionary_encode()
            bosses, state = _employers(session, self.store, state, encoded.dictionary)
            rows = _rows(read, persons, bosses.take(encoded.indices), rank, state)
            for month, part in split_by_month(session, self.store.objects, rows):
                self.parts.setdefault(month, []).append(part)
        self.state = replace(
            state,
            invented=invented,
            corrections=max(state.corrections, rank),
            next_row=state.next_row + rows.num_rows,
            files=state.files + read.files,
            sources=state.sources + tuple(_sources(read, len(state.files))),
        )
        self.refused += read.refused
        self.more_refused += read.more_refused
        self.passed_over += read.passed_over

    def _refuse_double(self, read: Read) -> None:
        """The same file twice is a mistake and never a message. One that had nothing to give may come again."""
        before = (file for file in self.state.files_in_use.values() if file.rows_accepted)
        met = {file.sha256 for file in (*before, *self.state.files[len(self.store.state.files) :])}
        double: list[InputFile] = []
        for file in read.files:
            double += [file] if file.sha256 in met else []
            met.add(file.sha256)
        if double:
            raise ProblemsError(Problem("store-delivered-twice", Place(file.name)) for file in double)


def _sources(read: Read, first: int) -> Iterator[Source]:
    places = {path: at for at, path in enumerate(dict.fromkeys(read.source_files))}
    for name, path in zip(read.source_names, read.source_files, strict=True):
        yield Source(name, first + places[path])


def _rows(read: Read, persons: pa.Array, bosses: pa.Array, rank: int, state: State) -> pa.Table:
    """Checked rows with the store's own numbers."""
    rows = payroll_table(read.rows)
    own: dict[str, Any] = {
        "nummer": pc.add(rows["nummer"], state.next_row),
        FILE: pc.cast(pc.add(rows[FILE], len(state.sources)), pa.int32()),
        RANK: pa.repeat(pa.scalar(rank, pa.int32()), rows.num_rows),
        PERSON: persons.take(rows[PERSON]),
    }
    for name, column in own.items():
        rows = rows.set_column(rows.schema.get_field_index(name), name, column)
    at = rows.schema.get_field_index(EMPLOYER)
    whole = pc.equal(pc.fill_null(read.rows["regel"], 0), 0)
    return (
        rows.set_column(at, "werkgever_nummer", bosses)
        .append_column("volledig", whole)
        .append_column("wisselende_aard", read.rows["wisselende_aard"])
    )
