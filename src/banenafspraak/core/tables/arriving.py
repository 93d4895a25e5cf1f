"""A file that comes in once, byte after byte, and is never kept: read while it passes, its digest taken on the way.

A reader looks at the beginning of a file before it reads it: so the first part is held in memory and given again.
A spreadsheet is read from its end and is held in memory as a whole, up to a limit. Archives are not taken.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, cast

from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.tables.sources import ENDINGS, Kind, Source

if TYPE_CHECKING:
    from collections.abc import Callable

    type Pull = Callable[[], bytes]
    """Gives the next part; nothing when it is over."""

HELD = 1 << 22  # of the beginning; readers look at a quarter of a megabyte
MEGABYTE = 1 << 20
MOST_IN_MEMORY = 128 * MEGABYTE  # of a spreadsheet; one of a million rows has some fifty
KINDS: tuple[Kind, ...] = ("csv", "xlsx", "xml")


class Arrival:
    """One file on its way in. `number` sets two files with one name apart."""

    def __init__(self, name: str, number: int, pull: Pull, size: int = 0) -> None:
        self.name, self.number, self.size = name, number, size
        self._pull = pull
        self._digest = hashlib.sha256()
        self._held = bytearray()
        self._taken = 0
        self._over = False

    def source(self) -> Source:
        """The file as readers take it.

        Raises:
            ProblemsError: it is of a kind that is not taken, or empty, or a spreadsheet that is too large.
        """
        place, kind = Place(self.name), ENDINGS.get(PurePosixPath(self.name.lower()).suffix)
        if kind not in KINDS:
            raise stop("file-kind-unknown", place, kinds=", ".join(end for end, one in ENDINGS.items() if one in KINDS))
        if not self._more():
            raise stop("file-empty", place)
        whole = self._whole(place) if kind == "xlsx" else None
        opened = cast("Callable[[], IO[bytes]]", lambda: io.BytesIO(whole) if whole is not None else _Passing(self))
        return Source(self.name, kind, opened, self.size, Path(str(self.number), self.name), digest=self.digest)

    def digest(self) -> str:
        """SHA-256 of all that came in, the rest taken in first."""
        while self.after(self._taken):
            pass
        return self._digest.hexdigest()

    def after(self, place: int) -> bytes:
        """What comes after a number of bytes, and at its end nothing. What has passed by does not come again."""
        if place < len(self._held):
            return bytes(self._held[place:])
        if place != self._taken:
            raise ValueError("this part of the file has passed by")
        return self._more()

    def _more(self) -> bytes:
        part = b"" if self._over else self._pull()
        self._over = not part
        self._digest.update(part)
        if self._taken == len(self._held) < HELD:
            self._held += part
        self._taken += len(part)
        return part

    def _whole(self, place: Place) -> bytes:
        parts = [bytes(self._held)]
        while part := self._more():
            parts.append(part)
            if self._taken > MOST_IN_MEMORY:
                raise stop("arrival-too-large", place, most=MOST_IN_MEMORY // MEGABYTE)
        return b"".join(parts)


class _Passing(io.RawIOBase):
    """A reader's own view of a file that comes in, from its beginning."""

    def __init__(self, arrival: Arrival) -> None:
        super().__init__()
        self._arrival, self._place, self._rest = arrival, 0, memoryview(b"")

    def readable(self) -> bool:
        """It can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """As many bytes as asked for, fewer only at the end: readers take a short answer for the end of a sample."""
        parts: list[bytes] = []
        while size and (part := self._next(size)):
            parts.append(part)
            size -= len(part) if size > 0 else 0
        return b"".join(parts)

    def tell(self) -> int:
        """How many bytes were read."""
        return self._place

    def _next(self, size: int) -> bytes:
        if not self._rest:
            self._rest = memoryview(self._arrival.after(self._place))
        part = bytes(self._rest[:size] if size > 0 else self._rest)
        self._rest = self._rest[len(part) :]
        self._place += len(part)
        return part
