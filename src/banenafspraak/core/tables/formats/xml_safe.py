"""XML of others, as one tree or as a stream: no network, no DTD, no entities, a limit on depth and on memory.

What the elements mean is not decided here: that is loonaangifte.py and suwi.py. An error of the parser is never shown
or chained, because its text quotes the values of elements.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from lxml import etree

from banenafspraak.core.kernel.problems import Place, ProblemsError, stop
from banenafspraak.core.tables.sources import position, read_some

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from typing import IO

    from lxml.etree import XMLParser, XMLPullParser, XMLSchema, _Element as Element

    from banenafspraak.core.tables.sources import Source, Tick

CHUNK = 1 << 18
WHOLE = 1 << 24  # as a tree it takes nine times as much memory
FIRST_STEP = 1 << 10
DEEPEST = 256  # of libxml2, for files that are not huge
FATAL, UNDECLARED_ENTITY, ENTITY_LOOP, TOO_MUCH = 3, 26, 89, 114  # numbers of libxml2
OPTIONS: Mapping[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "remove_comments": True,
    "remove_pis": True,
}
TOO_DEEP = etree.XPath(f"boolean({'/*' * (DEEPEST + 1)})")


def local(tag: str) -> str:
    """The name of an element without its namespace.

    >>> local("{http://example.org/een}LhNr"), local("LhNr")
    ('LhNr', 'LhNr')
    """
    return tag.rpartition("}")[2]


def first_tags(source: Source, most: int = 1) -> list[str]:
    """The tags of the first elements with their namespaces, at most `most` of them.

    This look comes before every other: a DTD stands before the first element, so behind this door there is none.

    Raises:
        ProblemsError: xml-dtd, xml-too-deep, packed-broken, or xml-broken when the file is no XML.
    """
    # Without huge_tree, libxml2 itself stops entities that grow.
    parser = etree.XMLPullParser(events=("start",), **OPTIONS)
    tags: list[str] = []
    with source.open() as stream:
        while len(tags) < most and (piece := read_some(stream, FIRST_STEP, source.place)):
            fault = _fault(parser, partial(parser.feed, piece))
            tags += _tags(parser, source.place)
            if fault:
                raise _unreadable(fault, source.place, "xml-too-deep" if tags else "xml-dtd")
    if not tags:
        raise stop("xml-broken", source.place, line=1)
    return tags[:most]


def _events(parser: XMLPullParser) -> list[tuple[str, Element]]:
    """The parser's events; asked for are starts and ends alone, so each comes with an element."""
    return cast("list[tuple[str, Element]]", list(parser.read_events()))


def _tags(parser: XMLPullParser, place: Place) -> Iterator[str]:
    for _, element in _events(parser):
        if element.getroottree().docinfo.internalDTD is not None:
            raise stop("xml-dtd", place)
        yield str(element.tag)


def elements(
    source: Source, tick: Tick, tags: Collection[str], units: Collection[str]
) -> Iterator[tuple[str, Element]]:
    """Start and end of the elements with these tags, in order; what has passed is thrown away after every chunk.

    At a start nothing is known yet but the element's tag and parents. Elements whose local name is in `units` stay
    whole until their end; of all others only the open ones stay. `tick` is told the bytes read so far.

    Raises:
        ProblemsError: xml-dtd, xml-broken, packed-broken or xml-too-deep.
    """
    stream = Stream(source, tags, units)
    with source.open() as opened:
        while piece := read_some(opened, CHUNK, source.place):
            stream.feed(piece)
            tick(position(opened))
            yield from stream.events()
    stream.close()


def begun(source: Source, tick: Tick, tags: Iterable[str]) -> Iterator[tuple[Element, Element | None]]:
    """The elements with these tags in the order in which they begin, the text of each whole, and its parent.

    A file of at most WHOLE bytes is parsed as one tree: for events the parser waits for Python at every element. A
    larger one is a stream, and so is one with a fault, because the stream knows what to say of it.

    Raises:
        ProblemsError: xml-dtd, xml-broken, packed-broken or xml-too-deep.
    """
    wanted, held = tuple(tags), list[bytes]()
    stream = Stream(source, wanted, (), events=("start",))
    with source.open() as opened:
        pieces = _pieces(source, tick, opened)
        tree = _tree(pieces, held)
        if tree is None:
            yield from _held_back(stream, chain(held, pieces))
        else:
            held.clear()
            yield from ((element, element.getparent()) for element in tree.iter(*wanted))


def _pieces(source: Source, tick: Tick, opened: IO[bytes]) -> Iterator[bytes]:
    while piece := read_some(opened, CHUNK, source.place):
        tick(position(opened))
        yield piece


def _tree(pieces: Iterator[bytes], held: list[bytes]) -> Element | None:
    """The root of a file without a fault and of at most WHOLE bytes; `held` is given the pieces that it took.

    Without huge_tree, libxml2 itself stops at DEEPEST.
    """
    parser, root = etree.XMLParser(**OPTIONS), list["Element"]()
    for piece in pieces:
        held.append(piece)
        if CHUNK * len(held) > WHOLE or _fault(parser, partial(parser.feed, piece)):
            return None
    return None if _fault(parser, lambda: root.append(parser.close())) else root[0]


def _held_back(stream: Stream, pieces: Iterable[bytes]) -> Iterator[tuple[Element, Element | None]]:
    """Each element is held back until the next one begins: to be told of beginnings alone is cheaper than of ends."""
    held: tuple[Element, Element | None] | None = None
    for piece in pieces:
        stream.feed(piece)
        for _, element in stream.events():
            if held:
                yield held
            held = element, element.getparent()
    stream.close()
    if held:
        yield held


class Stream:
    """One parser that is fed pieces of a source; it holds the tree of no more than what is open."""

    def __init__(
        self,
        source: Source,
        tags: Collection[str],
        units: Collection[str],
        schema: XMLSchema | None = None,
        events: Sequence[Literal["start", "end"]] = ("start", "end"),
    ) -> None:
        wanted = [*first_tags(source), *tags]
        self.parser = etree.XMLPullParser(events=events, tag=wanted, huge_tree=True, schema=schema, **OPTIONS)
        self._place, self._units = source.place, units
        self._root: Element | None = None

    def feed(self, piece: bytes) -> None:
        """Take in one piece."""
        self._hold(_fault(self.parser, partial(self.parser.feed, piece)))

    def close(self) -> None:
        """Take in the end of the file: all elements must be closed by now."""
        self._hold(_fault(self.parser, self.parser.close))

    def events(self) -> Iterator[tuple[str, Element]]:
        """What the last piece brought; then its elements are thrown away."""
        events = _events(self.parser)
        if self._root is None and events:
            self._root = events[0][1]
        if self._root is not None and TOO_DEEP(self._root):
            raise stop("xml-too-deep", self._place, deepest=DEEPEST)
        yield from ((event, element) for event, element in events if element is not self._root)
        del events
        self._sweep()

    def _hold(self, fault: _Fault | None) -> None:
        if fault:
            raise _unreadable(fault, self._place, "xml-too-deep")

    def _sweep(self) -> None:
        """Drop everything but the last child, on the way down to the unit that is being read."""
        here = self._root
        while here is not None and len(here) and local(str(here.tag)) not in self._units:
            del here[:-1]
            here = here[-1]


class _Fault(NamedTuple):
    """What the parser holds against a file: the number that libxml2 gives it, and the line."""

    code: int
    line: int


def _fault(parser: XMLParser, step: Callable[[], object]) -> _Fault | None:
    """The fault that a step brings; told and not raised, so that no traceback carries the parser's text.

    An entity that is not declared is not even raised by lxml: it stops in silence, and the next piece begins anew.
    """
    raised: list[_Fault] = []
    try:
        step()
    except etree.XMLSyntaxError as error:
        raised = [_Fault(cast("Any", error).code, error.lineno or 1)]  # the stubs of lxml do not know the code
    fatal = [_Fault(entry.type, entry.line) for entry in parser.feed_error_log if entry.level == FATAL]
    return next(iter(fatal + raised), None)


def _unreadable(fault: _Fault, place: Place, too_much: str) -> ProblemsError:
    if fault.code == TOO_MUCH and too_much == "xml-too-deep":
        return stop("xml-too-deep", place, deepest=DEEPEST)
    if fault.code in {TOO_MUCH, UNDECLARED_ENTITY, ENTITY_LOOP}:
        return stop("xml-dtd", place)
    return stop("xml-broken", place, line=fault.line)
