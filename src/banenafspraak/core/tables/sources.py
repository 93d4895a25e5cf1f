"""From what a user names (files, folders, .gz, .zip) to single streams of bytes with a known kind.

Nothing is unpacked to disk: a delivery holds BSNs. Limits guard against archives that grow without end.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, stop

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["csv", "xlsx", "parquet", "xml"]
Tick = Callable[[int], None]
"""Told the number of bytes read so far of a source, for a progress bar."""
type Batches = Iterator[pa.RecordBatch]
"""Text columns under the file's own names, and ROW."""

ROW = "#rij"
ENDINGS: dict[str, Kind] = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".xml": "xml",
}
MOST_MEMBERS = 1_000
MOST_BYTES = 64 << 30
MOST_GROWTH = 200  # ordinary payroll text shrinks 10 to 40 times
SMALL = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """One readable table: its name for people, its kind, how to open it, and its size in bytes when known."""

    name: str
    kind: Kind
    open: Callable[[], IO[bytes]]
    size: int
    file: Path

    @property
    def place(self) -> Place:
        """Where problems of this source stand."""
        return Place(self.name)


def sources(paths: Iterable[Path]) -> list[Source]:
    """All tables behind the given paths, in a fixed order.

    Raises:
        ProblemsError: with every path that is missing, unreadable, of an unknown kind, or an unfit archive.
    """
    found: list[Source] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found += _expand(path)
        except ProblemsError as error:
            problems += error.problems
    if problems:
        raise ProblemsError(problems)
    return found


def _expand(path: Path) -> list[Source]:
    if path.is_dir():
        inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".") and _kind(p.name))
        if not inside:
            raise stop("folder-empty", Place(path.name), kinds=", ".join(ENDINGS))
        return sources(inside)
    if not path.is_file():
        raise stop("file-not-found", Place(path.name))
    if path.stat().st_size == 0:
        raise stop("file-empty", Place(path.name))
    if path.suffix.lower() == ".zip":
        return list(_members(path))
    return [_single(path)]


def _kind(name: str) -> Kind | Literal["zip"] | None:
    lower = name.lower().removesuffix(".gz")
    return "zip" if lower.endswith(".zip") else ENDINGS.get(Path(lower).suffix)


def _single(path: Path) -> Source:
    kind = _kind(path.name)
    if kind is None or kind == "zip":
        raise stop("file-kind-unknown", Place(path.name), kinds=", ".join([*ENDINGS, ".gz", ".zip"]))
    if path.suffix.lower() == ".gz":
        return Source(path.name, kind, lambda: _whole(gzip.open(path), kind), path.stat().st_size, path)
    return Source(path.name, kind, lambda: path.open("rb"), path.stat().st_size, path)


def _members(path: Path) -> Iterator[Source]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
    except zipfile.BadZipFile as error:
        raise stop("archive-broken", Place(path.name)) from error
    if len(members) > MOST_MEMBERS:
        raise stop("archive-too-many", Place(path.name), found=len(members), most=MOST_MEMBERS)
    unfit = list(_unfit(path, members))
    if unfit:
        raise ProblemsError(unfit)
    readable = [m for m in members if _kind(m.filename) not in {None, "zip"}]
    if not readable:
        raise stop("folder-empty", Place(path.name), kinds=", ".join(ENDINGS))
    for member in sorted(readable, key=lambda m: m.filename):
        yield _member(path, member)


def _unfit(path: Path, members: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    total = sum(m.file_size for m in members)
    bombs = any(m.file_size > SMALL and m.file_size > MOST_GROWTH * max(m.compress_size, 1) for m in members)
    if total > MOST_BYTES or bombs:
        yield Problem("archive-too-large", Place(path.name), {"growth": MOST_GROWTH})
    if any(m.flag_bits & 1 for m in members):
        yield Problem("archive-locked", Place(path.name))


def _member(path: Path, member: zipfile.ZipInfo) -> Source:
    kind = ENDINGS[Path(member.filename.lower().removesuffix(".gz")).suffix]

    def opened() -> IO[bytes]:
        stream = zipfile.ZipFile(path).open(member)
        return _whole(gzip.open(stream) if member.filename.lower().endswith(".gz") else stream, kind)

    return Source(f"{path.name}:{member.filename}", kind, opened, member.file_size, path)


def _whole(stream: IO[bytes], kind: Kind) -> IO[bytes]:
    """Formats that are read from the back need their bytes at hand; the others are streamed."""
    return io.BytesIO(stream.read()) if kind in {"xlsx", "parquet"} else stream
