"""Is an XML file as its official schema says? A strict look on request, before anything is read.

The schema is the user's own file; the project ships none. Of an error only the line and the name of the element are
told: the text of libxml2 quotes values.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, stop
from banenafspraak.core.tables.formats.xml_safe import CHUNK, OPTIONS, Stream
from banenafspraak.core.tables.sources import read_some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import IO

    from lxml.etree import XMLSchema

    from banenafspraak.core.tables.sources import Source

    type Pieces = Callable[[IO[bytes]], Iterable[bytes]]

MOST_ERRORS = 50
# A name may be what anyone typed in, so only what looks like a name of the schema is told.
ELEMENT = re.compile(r"Element '(?:\{[^}]*\})?(?P<name>[A-Za-z]{1,40}\d{0,2})'")


def validate(source: Source, xsd: Path) -> None:
    """Stop when the file is not as the schema says.

    Raises:
        ProblemsError: xml-not-valid for each of the first 50 errors, with the number of the line as its row, and
            xml-not-valid-more with the number of others; xsd-broken when the schema cannot be used.
    """
    schema = _schema(xsd)
    count = sum(1 for _ in _errors(source, schema, _chunks(source)))
    if not count:
        return
    # The stream knows no line numbers, so the second round, for faulty files only, goes line by line.
    found = [
        Problem("xml-not-valid", Place(source.name, line), {"element": name})
        for line, name in islice(_errors(source, schema, iter), MOST_ERRORS)
    ]
    if count > MOST_ERRORS:
        found.append(Problem("xml-not-valid-more", source.place, {"more": count - MOST_ERRORS}))
    raise ProblemsError(found)


def _schema(xsd: Path) -> XMLSchema:
    try:
        return etree.XMLSchema(etree.parse(str(xsd), etree.XMLParser(**OPTIONS)))
    except (OSError, etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise stop("xsd-broken", Place(xsd.name)) from error


def _chunks(source: Source) -> Pieces:
    return lambda stream: iter(lambda: read_some(stream, CHUNK, source.place), b"")


def _errors(source: Source, schema: XMLSchema, pieces: Pieces) -> Iterator[tuple[int, str]]:
    """Number of the piece and name of the element of every error."""
    stream = Stream(source, (), (), schema)
    known = number = 0
    with source.open() as opened:
        for number, piece in enumerate(pieces(opened), 1):
            stream.feed(piece)
            list(stream.events())
            log = stream.parser.feed_error_log
            yield from ((number, _name(log[at].message)) for at in range(known, len(log)))
            known = len(log)
    if not known:
        stream.close()


def _name(message: str) -> str:
    match = ELEMENT.match(message)
    return match["name"] if match else "?"
