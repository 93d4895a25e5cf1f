"""The bytes of a separated text as blocks of whole rows in UTF-8, each with the number of its first line.

A row is as long as its quotation marks say, so it may be several lines. Lines are counted as an editor counts them.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from banenafspraak.core.kernel.problems import Place, attempt, stop
from banenafspraak.core.tables.sources import Source, Tick, position, read_some

BLOCK = 16 << 20
LONGEST_ROW = 2 * BLOCK
UTF8, FALLBACK = "utf-8", "cp1252"
BOMS = (
    (codecs.BOM_UTF8, UTF8),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
FEED = b"\n"


@dataclass(frozen=True, slots=True)
class Block:
    """Whole rows in UTF-8, every line closed by a line feed; the number of the first line and how many there are."""

    first: int
    text: bytes
    lines: int


def find_encoding(sample: bytes) -> str:
    """The encoding that a text begins with: UTF-16 by its mark or by its zeros, else UTF-8 until a block is not.

    >>> find_encoding("bsn;uren".encode("utf-16-le")), find_encoding(b"bsn;uren")
    ('utf-16-le', 'utf-8')
    """
    for mark, name in BOMS:
        if sample.startswith(mark):
            return name
    if sample[1:2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if sample[:1] == b"\0" else UTF8


class Decoded:
    """Bytes of one encoding as bytes of UTF-8 with line feeds alone."""

    def __init__(self, encoding: str, place: Place) -> None:
        self._decoder = None if encoding == UTF8 else codecs.getincrementaldecoder(encoding)()
        self._place = place
        self._held = b""

    def __call__(self, piece: bytes) -> bytes:
        """The next piece; an empty one ends the text. A return at its end waits: a line feed may follow."""
        text = self._held + self._utf8(piece)
        self._held = b"\r" if piece and text.endswith(b"\r") else b""
        text = text.removesuffix(self._held)
        return text.replace(b"\r\n", FEED).replace(b"\r", FEED) if b"\r" in text else text

    def _utf8(self, piece: bytes) -> bytes:
        decoder = self._decoder
        if decoder is None:
            return piece
        broken = (UnicodeError,)
        return attempt(lambda: decoder.decode(piece, final=not piece).encode(), broken, "csv-broken", self._place)


def whole_text(source: Source) -> str:
    """All of a small text.

    Raises:
        ProblemsError: it cannot be read to its end, or is in no encoding that we know.
    """
    with source.open() as stream:
        content = read_some(stream, -1, source.place)
    decoded = Decoded(find_encoding(content), source.place)
    return _checked(decoded(content) + decoded(b""), None, source.place).decode(UTF8).removeprefix("\ufeff")


def blocks(source: Source, tick: Tick, encoding: str | None, separator: str, skip: int) -> Iterator[Block]:
    """The rows after the first `skip` lines, in blocks.

    A text that is told no encoding is UTF-8, and where a block of it is not, Windows-1252, the usual one of Dutch
    exports.

    Raises:
        ProblemsError: the encoding does not fit, a quotation mark is not closed, or a row has no end.
    """
    first, rest = 1, b""
    with source.open() as stream:
        piece = read_some(stream, BLOCK, source.place)
        decoded = Decoded(encoding or find_encoding(piece), source.place)
        while True:
            rest += decoded(piece)
            rest += FEED if not piece and rest and not rest.endswith(FEED) else b""
            tick(position(stream))
            if first <= skip <= rest.count(FEED):
                rest, first = rest.split(FEED, skip)[skip], skip + 1
            cut = 0 if first <= skip else _whole(rest, separator, Place(source.name, first), ended=not piece)
            if cut:
                text = rest[:cut]
                lines = text.count(FEED)
                yield Block(first, _checked(text, encoding, source.place), lines)
                first += lines
            rest = rest[cut:]
            if len(rest) > LONGEST_ROW:
                raise stop("csv-row-too-long", Place(source.name, first), most=LONGEST_ROW >> 20)
            if not piece:
                return
            piece = read_some(stream, BLOCK, source.place)


def _checked(text: bytes, encoding: str | None, place: Place) -> bytes:
    if text.isascii():
        return text
    try:
        text.decode(UTF8)
    except UnicodeDecodeError:
        told = encoding or FALLBACK
        return attempt(lambda: text.decode(told).encode(), (UnicodeError,), "csv-broken", place)
    return text


def _whole(text: bytes, separator: str, place: Place, *, ended: bool) -> int:
    """Where the last whole row ends. An even number of quotation marks says that none of them is open there."""
    end = text.rfind(FEED) + 1
    if text.count(b'"', 0, end) % 2 == 0:
        return end
    begins, is_open = row_begins(text[:end], separator, place)
    if not is_open:
        return end
    if ended:
        raise stop("csv-quote-open", Place(place.file, (place.row or 1) + begins[-1]))
    return sum(map(len, text.splitlines(keepends=True)[: begins[-1]]))


def row_begins(text: bytes, separator: str, place: Place) -> tuple[list[int], bool]:
    """At which of its lines (from 0) each row of a text begins, and whether the last is still open at the end.

    Raises:
        ProblemsError: a quotation mark is closed in the middle of a value, or runs on without end.
    """
    lines = text.splitlines(keepends=True)
    reader = csv.reader((line.decode("latin-1") for line in lines), delimiter=separator, strict=True)
    begins = [0]
    with suppress(csv.Error):
        begins.extend(reader.line_num for _ in reader)
        return begins[:-1], False
    if reader.line_num < len(lines):
        raise stop("csv-quote-open", Place(place.file, (place.row or 1) + begins[-1]))
    return begins, True
