"""The maps that a site can draw, and the postcodes that it knows. What was read is remembered by its digest."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from banenafspraak.apps.regions.models import Imported
from banenafspraak.core.regions.drawings import read_drawing, schematic_map, tile_map
from banenafspraak.core.regions.places import postcodes_of

if TYPE_CHECKING:
    from banenafspraak.core.regions.places import Postcodes
    from banenafspraak.core.reports.basemap import BaseMap

REMEMBERED = 4


def version() -> tuple[str, ...]:
    """The digests of what was imported: another version draws other maps."""
    return tuple(Imported.objects.order_by("pk").values_list("sha256", flat=True))


def base_maps() -> dict[str, BaseMap]:
    """The maps by name, the usual one first: tiles, then the imported borders or else the schematic ones."""
    digest = _newest(Imported.Kind.MAP)
    return {"tegels": tile_map(), "grenzen": _map(digest) if digest else schematic_map()}


def postcodes() -> Postcodes | None:
    """The postcodes that were imported, None when none were."""
    digest = _newest(Imported.Kind.POSTCODES)
    return _postcodes(digest) if digest else None


def _newest(kind: Imported.Kind) -> str | None:
    return Imported.objects.filter(kind=kind).order_by("-pk").values_list("sha256", flat=True).first()


def _content(digest: str) -> str:
    return Imported.objects.filter(sha256=digest).values_list("content", flat=True)[0]


@lru_cache(REMEMBERED)
def _map(digest: str) -> BaseMap:
    return read_drawing(_content(digest))


@lru_cache(REMEMBERED)
def _postcodes(digest: str) -> Postcodes:
    return postcodes_of(_content(digest))
