"""From what a user names (files, folders, .gz, .zip) to single streams of bytes with a known kind.

Nothing is unpacked to disk: a delivery holds BSNs. Limits guard against archives that grow without end.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Literal, cast

from banenafspraak.core.kernel.identifiers import without_bsn
from banenafspraak.core.kernel.problems import Noted, Place, Problem, ProblemsError, attempt, stop

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["csv", "xlsx", "parquet", "xml"]
Tick = Callable[[int], None]
"""Told the number of bytes read so far of a source, for a progress bar."""
type Batches = Iterator[pa.RecordBatch]
"""Text columns under our own names, plain or as a dictionary of their distinct texts; and ROW."""

ROW = "#rij"
ENDINGS: dict[str, Kind] = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".xml": "xml",
}
PACKED = {".gz", ".zip"}
MOST_MEMBERS = 1_000
MOST_BYTES = 64 << 30
MOST_AT_ONCE = 2 << 30  # of a packed file that must be held whole
MOST_GROWTH = 200  # ordinary payroll text shrinks 10 to 40 times
SMALL = 1 << 20
LEAST_BOMB = 64 << 20  # less than this is read whatever it grows
DAMAGED = (EOFError, OSError, zlib.error, zipfile.BadZipFile, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Source:
    """One readable table: its name for people, its kind, how to open it, and its size in bytes as stored.

    `inside` says that a user did not name it, but the folder or archive around it. `digest` gives the SHA-256 of what
    was read, where that is no file on disk.
    """

    name: str
    kind: Kind
    open: Callable[[], IO[bytes]]
    size: int
    file: Path
    inside: bool = False
    digest: Callable[[], str] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", without_bsn(self.name))

    @property
    def place(self) -> Place:
        """Where problems of this source stand."""
        return Place(self.name)


def sources(paths: Iterable[Path]) -> list[Source]:
    """All tables behind the given paths, in a fixed order.

    Raises:
        ProblemsError: with every path that is missing, unreadable, of an unknown kind, or an unfit archive.
    """
    noted = Noted()
    found = [source for path in paths for source in noted.take(partial(_expand, path)) or ()]
    noted.stop()
    return found


def one_table(path: Path) -> Source:
    """The only table behind a path, and one with rows and columns: no XML.

    Raises:
        ProblemsError: the path is missing or unreadable, holds several tables, or is of another kind.
    """
    found = sources([path])
    if len(found) > 1 or found[0].kind == "xml":
        raise stop("file-kind-unknown", Place(path.name), kinds=".csv, .xlsx, .parquet")
    return found[0]


def read_some(stream: IO[bytes], size: int, place: Place) -> bytes:
    """The next bytes of a stream.

    Raises:
        ProblemsError: packed-broken, when the stream is packed and its packing is damaged.
    """
    return attempt(lambda: stream.read(size), DAMAGED, "packed-broken", place)


def position(stream: IO[bytes]) -> int:
    """Bytes taken from the source: of a .gz the packed ones, because Source.size counts those too."""
    packed: IO[bytes] = getattr(stream, "fileobj", None) or stream
    return packed.tell()


def ahead[T](items: Iterator[T]) -> Iterator[T]:
    """The same items, each made while the one before it is used."""
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(next, items, None)
        while (item := waiting.result()) is not None:
            waiting = pool.submit(next, items, None)
            yield item


def _expand(path: Path) -> list[Source]:
    if path.is_dir():
        inside = sorted(file for file in _below(path) if not file.name.startswith(".") and _kind(file.name))
        if not inside:
            raise stop("folder-empty", Place(path.name), kinds=", ".join(ENDINGS))
        return [replace(source, inside=True) for source in sources(inside)]
    if not path.is_file():
        raise stop("file-not-found", Place(path.name))
    if path.stat().st_size == 0:
        raise stop("file-empty", Place(path.name))
    if path.suffix.lower() == ".zip":
        return list(_members(path))
    return [_single(path)]


def _below(folder: Path) -> list[Path]:
    """All files in a folder and the folders below it; one that cannot be opened is said, not passed over."""

    def refuse(error: OSError) -> None:
        raise stop("file-unreadable", Place(Path(error.filename).name)) from None

    walk = folder.walk(on_error=refuse)
    return [file for place, _, names in walk for name in names if (file := place / name).is_file()]


def _kind(name: str) -> Kind | Literal["zip"] | None:
    lower = name.lower().removesuffix(".gz")
    return "zip" if lower.endswith(".zip") else ENDINGS.get(PurePosixPath(lower).suffix)


def _single(path: Path) -> Source:
    kind = _kind(path.name)
    if kind is None or kind == "zip":
        raise stop("file-kind-unknown", Place(path.name), kinds=", ".join([*ENDINGS, *sorted(PACKED)]))
    place = Place(path.name)

    def opened() -> IO[bytes]:
        stream: IO[bytes] = attempt(lambda: path.open("rb"), (OSError,), "file-unreadable", place)
        return _whole(_unpacked(stream, place), kind, place) if path.suffix.lower() == ".gz" else stream

    return Source(path.name, kind, opened, path.stat().st_size, path)


def _members(path: Path) -> Iterator[Source]:
    place = Place(path.name)
    broken = (zipfile.BadZipFile, NotImplementedError)
    listed = partial(attempt, lambda: _listed(path), broken, "archive-broken", place)
    members = attempt(listed, (OSError,), "file-unreadable", place)
    if len(members) > MOST_MEMBERS:
        raise stop("archive-too-many", place, found=len(members), most=MOST_MEMBERS)
    unfit = list(_unfit(path, members))
    if unfit:
        raise ProblemsError(unfit)
    readable = [m for m in members if _kind(m.filename)]
    if not readable:
        raise stop("folder-empty", place, kinds=", ".join(ENDINGS))
    for member in sorted(readable, key=lambda m: m.filename):
        yield _member(path, member)


def _listed(path: Path) -> list[zipfile.ZipInfo]:
    """The files in an archive, without the hidden ones that some systems put in."""
    with zipfile.ZipFile(path) as archive:
        found = [member for member in archive.infolist() if not member.is_dir()]
    return [m for m in found if not any(p.startswith((".", "__MACOSX")) for p in PurePosixPath(m.filename).parts)]


def _unfit(path: Path, members: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    if grows(members):
        yield Problem("archive-too-large", Place(path.name), {"growth": MOST_GROWTH})
    if any(m.flag_bits & 1 for m in members):
        yield Problem("archive-locked", Place(path.name))
    yield from (Problem("archive-nested", Place(_named(path, m))) for m in members if _kind(m.filename) == "zip")


def grows(members: list[zipfile.ZipInfo]) -> bool:
    """Whether the content of an archive is larger than any honest content is."""
    bombs = any(m.file_size > SMALL and m.file_size > MOST_GROWTH * max(m.compress_size, 1) for m in members)
    return bombs or sum(m.file_size for m in members) > MOST_BYTES


def _named(path: Path, member: zipfile.ZipInfo) -> str:
    return f"{path.name}:{member.filename}"


def _member(path: Path, member: zipfile.ZipInfo) -> Source:
    packed = member.filename.lower().endswith(".gz")
    kind = ENDINGS[PurePosixPath(member.filename.lower().removesuffix(".gz")).suffix]
    place = Place(_named(path, member))

    def opened() -> IO[bytes]:
        stream = attempt(lambda: _in_archive(path, member), DAMAGED, "packed-broken", place)
        return _whole(_unpacked(stream, place) if packed else stream, kind, place)

    return Source(_named(path, member), kind, opened, member.file_size, path, inside=True)


def _in_archive(path: Path, member: zipfile.ZipInfo) -> IO[bytes]:
    """A member of an archive; closing it closes the archive's file, since the archive itself is closed by then."""
    with zipfile.ZipFile(path) as archive:
        return archive.open(member)


class _Unpacked(gzip.GzipFile):
    """An unpacked stream that closes what it was opened on, and stops when it grows as no honest text does."""

    def __init__(self, stream: IO[bytes], place: Place) -> None:
        super().__init__(fileobj=stream, mode="rb")
        self._place = place
        self._unpacked = 0

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes."""
        content = super().read(size)
        self._unpacked += len(content)
        if self._unpacked > max(MOST_GROWTH * position(cast("IO[bytes]", self)), LEAST_BOMB):
            raise stop("archive-too-large", self._place, growth=MOST_GROWTH)
        return content

    def close(self) -> None:
        packed = cast("IO[bytes] | None", self.fileobj)
        super().close()
        if packed is not None:
            packed.close()


def _unpacked(stream: IO[bytes], place: Place) -> IO[bytes]:
    return cast("IO[bytes]", _Unpacked(stream, place))


def _whole(stream: IO[bytes], kind: Kind, place: Place) -> IO[bytes]:
    """Formats that are read from the back need their bytes at hand; the others are streamed."""
    if kind not in {"xlsx", "parquet"}:
        return stream
    with stream:
        content = read_some(stream, MOST_AT_ONCE + 1, place)
    if len(content) > MOST_AT_ONCE:
        raise stop("archive-too-large", place, growth=MOST_GROWTH)
    return io.BytesIO(content)
