"""The tile map: a square for each region on its fixed place, in one grid for every map and report."""

from __future__ import annotations

from collections.abc import Iterable

from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.reports.basemap import BaseMap, Box, Outline
from banenafspraak.core.reports.drawing import Drawing
from banenafspraak.core.reports.maps import RegionValues, map_drawing
from banenafspraak.core.reports.trend import Tile, TileMap
from banenafspraak.core.reports.words import words

CELL, SIDE, MARGIN, CORNER = 100, 94, 3, 10
SHAPE = "h74a10 10 0 0 1 10 10v74a10 10 0 0 1-10 10h-74a10 10 0 0 1-10-10v-74a10 10 0 0 1 10-10z"  # from corner on


def tile_base(tiles: Iterable[Tile]) -> BaseMap:
    """The grid to draw on, from north to south and west to east.

    >>> base = tile_base([Tile("AM15", "Noord-Holland Noord", 1, 2, None), Tile("AM02", "Friesland", 0, 4, None)])
    >>> (base.width, base.height), [(outline.code, outline.box.x) for outline in base.outlines]
    ((500, 200), [('AM02', 450.0), ('AM15', 250.0)])
    """
    ordered = sorted(tiles, key=lambda tile: (tile.row, tile.col))
    width = CELL * (1 + max(tile.col for tile in ordered))
    height = CELL * (1 + max(tile.row for tile in ordered))
    return BaseMap("tiles", width, height, tuple(map(_outline, ordered)), words()["tiles_source"])


def tiles_drawing(name: str, title: str, alt: str, tiles: TileMap, at: tuple[Language, str]) -> Drawing:
    """The map of one figure by region; `at` is the language and the code of the region that gets a thick edge."""
    lang, here = at
    values = {tile.code: tile.value for tile in tiles.tiles}
    subject = RegionValues(name, title, tiles.unit, values, tiles.places, here=here)
    return map_drawing(tile_base(tiles.tiles), subject, alt, lang)


def _outline(tile: Tile) -> Outline:
    left, top = CELL * tile.col + MARGIN, CELL * tile.row + MARGIN
    shape = f"M{left + CORNER} {top}{SHAPE}"
    return Outline(tile.code, tile.name, shape, Box(left + SIDE / 2, top + SIDE / 2, SIDE, SIDE), tile.short)
