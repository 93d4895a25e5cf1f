"""Files of a store that never change: kept ones, by the digest of their bytes, and those made of them, by recipe.

A file is written beside its place, flushed, and moved there: whole or not at all. Its digest is looked at before it is
first read. What was made can be made again; in a store that cannot be written it is made in a temporary place.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from weakref import finalize

import duckdb

from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.kernel.receipts import canonical, sha256_file, sha256_text
from banenafspraak.core.tables.writing import unwritable

type Write = Callable[[Path], None]
KEPT, MADE, IN_USE = "kept", "made", ".in-use"
SUFFIX, NUMBER, PART = ".parquet", ".number", ".*.part"
NAME = re.compile(r"[a-z]+-[0-9a-f]{64}\.parquet")
OWN_FOLDER, OWN_FILE = 0o700, 0o600
"""Rights: a store is as confidential as the deliveries in it, and is its owner's alone."""
DISK_FULL = ("No space left on device", "Disk quota exceeded", "File too large")


class Objects:
    """The two folders of a store that hold its files."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.kept, self.made = folder, folder / KEPT, folder / MADE
        self._held = False
        self._spare: Path | None = None
        self._seen: set[Path] = set()

    def create(self) -> None:
        """Make the folders."""
        for folder in (self.kept, self.made):
            own(folder)

    def hold(self) -> None:
        """See to it that nobody takes away what was made or kept, for as long as these objects are in use."""
        if self._held:
            return
        self._held = True
        with suppress(OSError):  # a place without locks, or with nothing made in it
            handle = os.open(self.made / IN_USE, os.O_RDONLY)
            finalize(self, os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_SH)

    def path(self, name: str) -> Path:
        """Where a kept file lies.

        Raises:
            ProblemsError: it is gone, or is not what was written.
        """
        path = self.kept / name
        if not self._whole(path):
            raise stop("store-damaged", Place(self.folder.name), file=f"{KEPT}/{name}")
        return path

    def keep(self, kind: str, write: Write) -> str:
        """Keep a file that a writer makes; gives its name, which holds the digest of its bytes."""
        with _beside(self.kept, write) as part:
            name = f"{kind}-{sha256_file(part)}{SUFFIX}"
            self._seen.add(part.replace(self.kept / name))
        return name

    def find(self, recipe: Mapping[str, Any]) -> Path | None:
        """What was made by a recipe, if it is there and is what was written."""
        return next(filter(self._whole, self._under(recipe, SUFFIX)), None)

    def make(self, recipe: Mapping[str, Any], write: Write) -> Path:
        """What a recipe gives: found, else made now and kept for the next time."""
        if found := self.find(recipe):
            return found
        with _beside(self._room(), write, lasting=False) as part:
            folder = part.with_name(recipe_digest(recipe))
            folder.mkdir(OWN_FOLDER, exist_ok=True)
            path = part.replace(folder / f"{sha256_file(part)}{SUFFIX}")
            self._seen.add(path)
        return path

    def number(self, recipe: Mapping[str, Any]) -> int | None:
        """The number that a recipe gives, if it was worked out before."""
        found = next(self._under(recipe, NUMBER), None)
        return None if found is None else int(found.stem)

    def note(self, recipe: Mapping[str, Any], value: int) -> None:
        """Keep the number that a recipe gives, in the name of an empty file."""
        folder = self._room() / recipe_digest(recipe)
        try:
            folder.mkdir(OWN_FOLDER, exist_ok=True)
            (folder / f"{value}{NUMBER}").touch(OWN_FILE)
        except OSError as error:
            raise unwritable(self.folder, error) from error

    def broken(self, names: set[str]) -> Iterator[str]:
        """Files that are gone or are not what their names say: of the kept ones those named, of the made ones all."""
        kept = [self.kept / name for name in sorted(names)]
        for path in (*kept, *sorted(self.made.glob(f"*/*{SUFFIX}"))):
            if not _is_as_written(path):
                yield path.relative_to(self.folder).as_posix()

    def clean(self, ever: set[str], names: set[str]) -> int:
        """Take away parts of interrupted steps and kept files that were never named; gives how many bytes that frees.

        Parts among the made ones are left while a count goes on: they may be its own. So are files that were named.
        """
        freed = self.let_go(ever)
        with self._alone() as alone:
            return freed + (self.let_go(names) + remove(list(self.made.glob(PART))) if alone else 0)

    def let_go(self, names: set[str]) -> int:
        """Take away kept files that are not named, and parts of such files; gives how many bytes that frees."""
        kept = [path for path in self.kept.glob(f"*{SUFFIX}") if path.name not in names]
        return remove([*self.kept.glob(PART), *kept])

    def forget_made(self) -> int:
        """Take away everything that can be made again; gives how many bytes that frees."""
        freed = remove([*self.made.glob(f"*/*{SUFFIX}"), *self.made.glob(f"*/*{NUMBER}"), *self.made.glob(PART)])
        for folder in self.made.glob("*/"):
            folder.rmdir()
        return freed

    @contextmanager
    def uncounted(self) -> Iterator[None]:
        """A time in which nobody counts.

        Raises:
            ProblemsError: a count goes on.
        """
        with self._alone() as alone:
            if not alone:
                raise stop("store-counting", Place(self.folder.name))
            yield

    def _under(self, recipe: Mapping[str, Any], ending: str) -> Iterator[Path]:
        """The files of a recipe, in the store and among what this process made beside it."""
        places = [place for place in (self.made, self._spare) if place]
        return (path for place in places for path in (place / recipe_digest(recipe)).glob(f"*{ending}"))

    def _whole(self, path: Path) -> bool:
        """Whether a file is as it was written. It is read for that once."""
        if path not in self._seen and _is_as_written(path):
            self._seen.add(path)
        return path in self._seen

    def _room(self) -> Path:
        """Where what is made goes: in the store, else in a place of this process that goes with it."""
        with suppress(OSError):
            own(self.made)
        if os.access(self.made, os.W_OK | os.X_OK, effective_ids=True):
            return self.made
        if self._spare is None:
            self._spare = Path(mkdtemp(prefix="banenafspraak-"))  # mode 700
            finalize(self, rmtree, self._spare, ignore_errors=True)
        return self._spare

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether nobody counts; inside, nobody begins."""
        own(self.made)
        with locked(self.made / IN_USE) as alone:
            yield alone


def recipe_digest(recipe: Mapping[str, Any]) -> str:
    """The digest of a recipe: of everything that what is made depends on."""
    return sha256_text(canonical(recipe))


def names_in(text: str) -> set[str]:
    """Every name of a kept file in a text.

    >>> names_in('{"rows": ["rows-' + "0" * 64 + '.parquet"]}') == {"rows-" + "0" * 64 + ".parquet"}
    True
    """
    return set(NAME.findall(text))


def bytes_digest(content: bytes) -> str:
    """SHA-256 of bytes.

    >>> bytes_digest(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(content).hexdigest()


def own(folder: Path) -> None:
    """Make a folder for its owner alone, or make it so; a place that knows no rights stays as it is."""
    folder.mkdir(OWN_FOLDER, parents=True, exist_ok=True)
    if folder.stat().st_mode & ~OWN_FOLDER & 0o777:
        with suppress(PermissionError):
            folder.chmod(OWN_FOLDER)


@contextmanager
def locked(file: Path) -> Iterator[bool]:
    """Whether nobody else holds a file; until the end nobody else can."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT, OWN_FILE)
    try:
        yield _taken(handle)
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _beside(folder: Path, write: Write, *, lasting: bool = True) -> Iterator[Path]:
    """A file beside its place, complete; gone when it is not moved. One that is to last is flushed too.

    What can be made again need not wait for the disk: its digest tells whether it arrived.
    """
    part = folder / f".{secrets.token_hex(8)}.part"
    try:
        try:
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN_FILE))
            write(part)
            if lasting:
                flush(part)
            yield part
            if lasting:
                flush(folder)
        except duckdb.IOException as error:
            code = "disk-full" if any(words in str(error) for words in DISK_FULL) else "output-not-writable"
            raise stop(code, Place(folder.parent.name)) from None
        except OSError as error:
            raise unwritable(folder.parent, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_as_written(path: Path) -> bool:
    """Whether a file is there, and the digest at the end of its name is that of its bytes."""
    try:
        return path.stem.rpartition("-")[2] == sha256_file(path)
    except OSError:
        return False


def remove(paths: list[Path]) -> int:
    """Take away files; gives how many bytes that frees."""
    freed = 0
    for path in paths:
        with suppress(FileNotFoundError):
            freed += path.stat().st_size
            path.unlink()
    return freed
