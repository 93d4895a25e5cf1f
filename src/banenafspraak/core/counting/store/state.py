"""What a store holds: one state after every step, each naming the one before it by digest, and a pointer to the last.

The states are the ledger. A step writes its files, then its state, then moves the pointer: until that last move the
store is as it was, whatever happens. One process works at a time; readers are never in the way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from banenafspraak.core.counting.registration import EPOCH, day_numbers
from banenafspraak.core.counting.store.objects import (
    IN_USE,
    KEPT,
    MADE,
    OWN_FILE,
    PART,
    Objects,
    bytes_digest,
    flush,
    locked,
    names_in,
    own,
    remove,
)
from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.kernel.pseudonyms import Key
from banenafspraak.core.kernel.receipts import InputFile
from banenafspraak.core.tables.writing import json_bytes, unwritable, write_whole

VERSION = 2
POINTER, LOCK, STATES = "current.json", "lock", "states"
KEY_CHECK = ("winkel", "sleutelproef")


@dataclass(frozen=True, slots=True)
class Month:
    """The rows of return periods that end in a month: parts as delivered, and what resolving them gave.

    `contested` are the rows that corrections are about, `aside` those of them that do not stand, `totals` and `work`
    sums of all rows, `spans` what to know per return period. Days are day numbers, `filed` the last day of filing.
    """

    rows: tuple[str, ...]
    contested: str
    aside: str
    totals: str
    work: str
    spans: str
    begin: int
    end: int
    filed: int | None
    count: int
    files: tuple[int, ...]

    @property
    def last_days(self) -> tuple[int, int]:
        """The days of the month itself: every return period in it ends on one of them."""
        day = EPOCH + timedelta(days=self.end)
        return day_numbers(Period.month(day.year, day.month))


@dataclass(frozen=True, slots=True)
class Register:
    """The register as it is now, and the version that the extracts were made with.

    `base` is that version and `persons` everybody in it; `changed` are the persons whose rows differ since then, and
    `added` those of them who were not in it. Without changes since then, these two are None.
    """

    rows: str
    file: InputFile
    day: str | None
    count: int
    overlapping: int
    base: str
    persons: str
    changed: str | None = None
    added: str | None = None

    @property
    def reference_day(self) -> date | None:
        """The peildatum of the register, when it says so."""
        return date.fromisoformat(self.day) if self.day else None


@dataclass(frozen=True, slots=True)
class Employers:
    """The table of employers, and what in it could not be placed."""

    rows: str
    file: InputFile
    oddities: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Keys:
    """The rows of the keys file."""

    rows: tuple[Mapping[str, Any], ...]
    file: InputFile


@dataclass(frozen=True, slots=True)
class Step:
    """What was done: which step, at which moment (UTC), by which version, with which files and months."""

    kind: str
    at: str
    version: str
    files: tuple[InputFile, ...] = ()
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A table that rows came from: its name, and the place of the file that held it among the files."""

    name: str
    file: int


@dataclass(frozen=True, slots=True)
class State:
    """Everything that holds after a step.

    `since` is the first state whose files are all kept. What the ones before it alone named was let go.
    """

    step: Step
    key_check: str
    number: int = 0
    previous: str = ""
    invented: bool | None = None
    files: tuple[InputFile, ...] = ()
    sources: tuple[Source, ...] = ()
    corrections: int = 0
    next_row: int = 0
    persons: tuple[str, ...] = ()
    count_persons: int = 0
    employer_numbers: tuple[str, ...] = ()
    count_employers: int = 0
    months: Mapping[str, Month] = field(default_factory=dict)
    register: Register | None = None
    employers: Employers | None = None
    keys: Keys | None = None
    since: int = 0
    format: int = VERSION

    @property
    def files_in_use(self) -> dict[int, InputFile]:
        """The deliveries, by their place, of which some month still holds rows, or that had none to give."""
        used = {at for month in self.months.values() for at in month.files}
        last = {file.sha256: at for at, file in enumerate(self.files)}
        empty = {at for at in last.values() if not self.files[at].rows_accepted}
        return {at: self.files[at] for at in sorted(used | empty)}

    def as_bytes(self) -> bytes:
        """The state as it is written."""
        return json_bytes(asdict(self))


def state_from(body: Mapping[str, Any]) -> State:
    """A state from its plain data.

    Raises:
        KeyError, TypeError: it is no state.
    """
    whole = dict(body)
    step, register, employers, keys = (whole.pop(name) for name in ("step", "register", "employers", "keys"))
    months = {name: Month(**_tuples(month)) for name, month in whole.pop("months").items()}
    return State(
        step=Step(**{**_tuples(step), "files": _files(step["files"])}),
        register=register and Register(**{**register, "file": InputFile(**register["file"])}),
        employers=employers and Employers(**{**employers, "file": InputFile(**employers["file"])}),
        keys=keys and Keys(tuple(keys["rows"]), InputFile(**keys["file"])),
        months=months,
        sources=tuple(Source(**source) for source in whole.pop("sources")),
        **{**_tuples(whole), "files": _files(whole["files"])},
    )


def _files(listed: list[dict[str, Any]]) -> tuple[InputFile, ...]:
    return tuple(InputFile(**file) for file in listed)


def _tuples(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in body.items()}


class Store:
    """A store on disk, at one of its states."""

    def __init__(self, objects: Objects, state: State, digest: str) -> None:
        self.folder, self.state, self.digest = objects.folder, state, digest
        self.objects = objects

    @classmethod
    def open(cls, folder: Path, key: Key | None = None, *, held: bool = False) -> Store:
        """The store in a folder, as it is now. `held`: nothing that it names is let go for as long as it is in use.

        Raises:
            ProblemsError: there is none, it is of a later version, damaged, or made with another key.
        """
        objects = Objects(folder)
        if held:  # first hold, then look: what is let go goes before that look, or not while it is held
            objects.hold()
        state, digest = _current(folder)
        if key and key_check(key) != state.key_check:
            raise stop("store-other-key", Place(folder.name))
        return cls(objects, state, digest)

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The store for one step: no other process can take one, and what an interrupted one left is gone.

        Raises:
            ProblemsError: another process is at work on it, it cannot be written, or a state in it is damaged.
        """
        with _locked(self.folder):
            fresh = self._tidied()
            try:
                yield fresh
            except BaseException:
                self._tidied()
                raise

    def _tidied(self) -> Store:
        """The store as it is now, rid of what no state names and of what was left half written."""
        fresh = Store.open(self.folder)
        if broken := fresh.broken_state():
            raise stop("store-damaged", Place(self.folder.name), file=broken)
        states = self.folder / STATES
        remove([path for path in states.glob("*.json") if path.stem > Path(_name(fresh.state.number)).stem])
        remove([*self.folder.glob(PART), *states.glob(PART)])
        fresh.objects.clean(fresh.named(0), fresh.named())
        return fresh

    def named(self, since: int | None = None) -> set[str]:
        """The kept files that a state names, of those whose files are all kept or of those since another one."""
        first = self.state.since if since is None else since
        states = (state for number, state in self.history() if state and number >= first)
        return set().union(*(names_in(state.as_bytes().decode()) for state in states))

    def broken_state(self) -> str | None:
        """The last state that is gone or was changed; those before it cannot be looked at."""
        gone = [number for number, state in self.history() if state is None]
        return f"{STATES}/{_name(gone[-1])}" if gone else None

    def put(self, state: State) -> Store:
        """Make a state the one that holds.

        Raises:
            ProblemsError: the disk is full, or the store cannot be written; then nothing has changed.
        """
        following = replace(state, number=self.state.number + 1, previous=self.digest, format=VERSION)
        return _put(self.folder, following)

    def history(self) -> Iterator[tuple[int, State | None]]:
        """The states from the first to this one; None where one is gone or is not the one that the next names."""
        found: list[tuple[int, State | None]] = []
        digest = self.digest
        for number in range(self.state.number, -1, -1):
            state = _state(self.folder, number, digest)
            found.append((number, state))
            digest = state.previous if state else ""
        yield from reversed(found)


def create(folder: Path, key: Key, step: Step) -> Store:
    """An empty store in a new or empty folder.

    Raises:
        ProblemsError: there is something in the folder, or it cannot be written.
    """
    _refuse_used(folder)
    try:
        own(folder)
        own(folder / STATES)
        Objects(folder).create()
    except OSError as error:
        raise unwritable(folder, error) from error
    with _locked(folder):
        _refuse_used(folder)  # somebody else may have been first
        return _put(folder, State(step, key_check(key)))


def _refuse_used(folder: Path) -> None:
    """What an interrupted `create` left may be there, and nothing else."""
    if (folder / POINTER).exists():
        raise stop("store-there", Place(folder.name))
    rest = {LOCK, STATES, f"{STATES}/{_name(0)}", KEPT, MADE, f"{MADE}/{IN_USE}"}
    found = ((path.relative_to(folder).as_posix(), path.match(PART)) for path in folder.rglob("*"))
    if any(name not in rest and not part for name, part in found):
        raise stop("store-folder-used", Place(folder.name))


def key_check(key: Key) -> str:
    """What tells that a key is the same one, and nothing else about it."""
    return key.digest(*KEY_CHECK).hex()


def _put(folder: Path, state: State) -> Store:
    content = state.as_bytes()
    digest = bytes_digest(content)
    write_whole(folder / STATES / _name(state.number), content, OWN_FILE)
    flush(folder / STATES)
    pointer = json_bytes({"format": VERSION, "state": state.number, "sha256": digest})
    write_whole(folder / POINTER, pointer, OWN_FILE)
    flush(folder)
    return Store(Objects(folder), state, digest)


def _name(number: int) -> str:
    return f"{number:06d}.json"


def _current(folder: Path) -> tuple[State, str]:
    try:
        pointer = json.loads((folder / POINTER).read_text(encoding="utf-8"))
        if pointer["format"] > VERSION:
            raise stop("store-newer", Place(folder.name), format=pointer["format"], ours=VERSION)
        state = _state(folder, pointer["state"], pointer["sha256"])
    except (FileNotFoundError, NotADirectoryError) as error:
        raise stop("store-missing", Place(folder.name)) from error
    except PermissionError as error:
        raise stop("file-unreadable", Place(folder.name)) from error
    except (ValueError, LookupError, TypeError, OSError) as error:
        raise stop("store-damaged", Place(folder.name), file=POINTER) from error
    if state is None:
        raise stop("store-damaged", Place(folder.name), file=f"{STATES}/{_name(pointer['state'])}")
    return state, pointer["sha256"]


def _state(folder: Path, number: int, digest: str) -> State | None:
    try:
        content = (folder / STATES / _name(number)).read_bytes()
    except OSError:
        return None
    return state_from(json.loads(content)) if bytes_digest(content) == digest else None


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            alone = stack.enter_context(locked(folder / LOCK))
        except OSError as error:
            raise unwritable(folder, error) from error
        if not alone:
            raise stop("store-busy", Place(folder.name))
        yield
