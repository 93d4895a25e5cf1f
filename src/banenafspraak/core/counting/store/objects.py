"""Files of a store that never change: kept ones, by the digest of their bytes, and those made of them, by recipe.

A file is written beside its place, flushed, and moved there: whole or not at all. What was made can be made again.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb

from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.kernel.receipts import canonical, sha256_file, sha256_text
from banenafspraak.core.tables.writing import unwritable

type Write = Callable[[Path], None]
KEPT, MADE = "kept", "made"
SUFFIX, NUMBER, PART = ".parquet", ".number", ".part"
NAME = re.compile(r"[a-z]+-[0-9a-f]{64}\.parquet")
PATIENCE = 3600
"""Seconds after which a part that nobody moved is taken for one of an interrupted count."""
DISK_FULL = ("No space left on device", "Disk quota exceeded", "File too large")


class Objects:
    """The two folders of a store that hold its files."""

    def __init__(self, folder: Path) -> None:
        self.kept, self.made = folder / KEPT, folder / MADE

    def create(self) -> None:
        """Make the folders."""
        for folder in (self.kept, self.made):
            folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str) -> Path:
        """Where a kept file lies."""
        return self.kept / name

    def keep(self, kind: str, write: Write) -> str:
        """Keep a file that a writer makes; gives its name, which holds the digest of its bytes."""
        with _beside(self.kept, write) as part:
            name = f"{kind}-{sha256_file(part)}.parquet"
            part.replace(self.path(name))
        return name

    def find(self, recipe: Mapping[str, Any]) -> Path | None:
        """What was made by a recipe, if it is there."""
        return next((self.made / recipe_digest(recipe)).glob(f"*{SUFFIX}"), None)

    def make(self, recipe: Mapping[str, Any], write: Write) -> Path:
        """What a recipe gives: found, else made now and kept for the next time."""
        if found := self.find(recipe):
            return found
        with _beside(self.made, write) as part:
            path = self.made / recipe_digest(recipe) / f"{sha256_file(part)}{SUFFIX}"
            path.parent.mkdir(exist_ok=True)
            part.replace(path)
        return path

    def number(self, recipe: Mapping[str, Any], work: Callable[[], int]) -> int:
        """The number that a recipe gives: found, else worked out now and kept in the name of an empty file."""
        folder = self.made / recipe_digest(recipe)
        if found := next(folder.glob(f"*{NUMBER}"), None):
            return int(found.stem)
        value = work()
        folder.mkdir(exist_ok=True)
        (folder / f"{value}{NUMBER}").touch()
        return value

    def broken(self, names: set[str]) -> Iterator[str]:
        """Files that are gone or are not what their names say: of the kept ones those named, of the made ones all."""
        for name in sorted(names):
            if not self.path(name).is_file() or name.rpartition("-")[2] != f"{sha256_file(self.path(name))}.parquet":
                yield f"{KEPT}/{name}"
        for path in sorted(self.made.glob(f"*/*{SUFFIX}")):
            if path.stem != sha256_file(path):
                yield f"{MADE}/{path.parent.name}/{path.name}"

    def clean(self, names: set[str]) -> int:
        """Take away parts of interrupted steps and kept files that are not named; gives how many bytes that frees.

        A count that goes on beside a step has parts of its own among the made ones: those are left for an hour.
        """
        old = time.time() - PATIENCE
        parts = [path for path in self.made.glob(f".*{PART}") if path.stat().st_mtime < old]
        kept = [path for path in self.kept.glob("*.parquet") if path.name not in names]
        return _remove([*self.kept.glob(f".*{PART}"), *parts, *kept])

    def forget_made(self) -> int:
        """Take away everything that can be made again; gives how many bytes that frees."""
        return _remove([*self.made.glob(f"*/*{SUFFIX}"), *self.made.glob(f"*/*{NUMBER}")])


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


@contextmanager
def _beside(folder: Path, write: Write) -> Iterator[Path]:
    """A file beside its place, complete and flushed; gone when it is not moved."""
    part = folder / f".{secrets.token_hex(8)}{PART}"
    try:
        try:
            write(part)
            flush(part)
            yield part
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


def _remove(paths: list[Path]) -> int:
    freed = 0
    for path in paths:
        with suppress(FileNotFoundError):
            freed += path.stat().st_size
            path.unlink()
    return freed
