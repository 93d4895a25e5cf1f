"""The organisations of the field that come with the program: who they are, and how they belong together.

Each line has its source and mark. An organisation has the same public id on every site.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal, cast
from uuid import UUID, uuid5

from banenafspraak.core.kernel.reference import mark, one_of, rows, source
from banenafspraak.core.tables.values import ORGANISATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banenafspraak.core.kernel.law import Mark, Source

type Way = Literal["member", "successor", "speaks_for"]
WAYS = ("member", "successor", "speaks_for")
COLUMNS = ("key", "name", "kind", "sector", "subsector", "active_from", "active_to", "source", "mark", "note")
LINK_COLUMNS = ("key", "link", "to", "since", "until", "source", "mark", "note")
SPACE = UUID("c1f3a0b2-2f5c-4c0a-9f0e-5d6a3b7e1a10")


@dataclass(frozen=True, slots=True)
class Reference:
    """An organisation as the sources name it."""

    key: str
    name: str
    kind: str
    sector: str
    subsector: str
    active_from: date | None
    active_to: date | None
    source: Source
    mark: Mark
    note: str

    @property
    def public_id(self) -> UUID:
        """The same on every site."""
        return public_id(self.key)


@dataclass(frozen=True, slots=True)
class Link:
    """How one belongs to another: is a member of it, was followed by it, or speaks for a part of a sector."""

    key: str
    way: Way
    to: str
    since: date | None
    until: date | None
    source: Source
    mark: Mark
    note: str


def public_id(key: str) -> UUID:
    """The public id of an organisation by its key in our list.

    >>> str(public_id("uwv"))
    '9f45f5b5-52d8-51cb-bf8f-8abee553ea89'
    """
    return uuid5(SPACE, key)


@cache
def references() -> tuple[Reference, ...]:
    """All organisations that come with the program.

    >>> next(one.name for one in references() if one.key == "verbond")
    'Verbond Sectorwerkgevers Overheid'
    """
    return tuple(
        Reference(
            row["key"],
            row["name"],
            one_of(row, "kind", tuple(ORGANISATIONS.values())),
            row["sector"],
            row["subsector"],
            _day(row["active_from"]),
            _day(row["active_to"]),
            source(row),
            mark(row),
            row["note"],
        )
        for row in rows("organisations", COLUMNS)
    )


@cache
def links() -> tuple[Link, ...]:
    """How the organisations that come with the program belong together.

    >>> [one.to for one in links() if (one.key, one.way) == ("verbond", "successor")]
    ['zpw', 'kabinetssectoren']
    """
    return tuple(map(_link, rows("organisation_links", LINK_COLUMNS)))


def _link(row: Mapping[str, str]) -> Link:
    way = cast("Way", one_of(row, "link", WAYS))
    days = _day(row["since"]), _day(row["until"])
    return Link(row["key"], way, row["to"], *days, source(row), mark(row), row["note"])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
