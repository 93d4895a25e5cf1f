"""The published figures of this site, known by their digests, so that what is made from them is made once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from banenafspraak.apps.figures import queries

if TYPE_CHECKING:
    from banenafspraak.core.figures import Editions


@dataclass(frozen=True, slots=True)
class Published:
    """All editions. Two are the same when they hold the same editions; to compare every figure would take too long."""

    digests: tuple[tuple[str, str, str], ...]
    editions: Editions = field(compare=False)


def published_in(editions: Editions) -> Published:
    """Editions, known by their digests."""
    return Published(tuple((each.name, each.series, each.sha256) for each in editions.editions), editions)


def published() -> Published:
    """What this site publishes now."""
    return published_in(queries.editions())
