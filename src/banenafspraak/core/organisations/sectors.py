"""Market and government and their parts. They come with the program, each with its source and mark, as regions do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from banenafspraak.core.kernel.reference import mark, one_of, rows, source
from banenafspraak.core.tables.values import SECTORS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banenafspraak.core.kernel.law import Mark, Source
    from banenafspraak.core.kernel.problems import Language

COLUMNS = ("slug", "sector", "name", "name_en", "group", "source", "mark", "note")
GROUPS = ("", "cabinet", "own")


@dataclass(frozen=True, slots=True)
class Subsector:
    """A part of a sector. `group` says of government whether it falls under the cabinet or stands on its own."""

    slug: str
    sector: str
    name: str
    name_en: str
    group: str
    source: Source
    mark: Mark
    note: str

    def label(self, lang: Language) -> str:
        """What it is called."""
        return self.name_en if lang == "en" else self.name


@cache
def subsectors() -> Mapping[str, Subsector]:
    """All parts by slug, government first, in the order in which the field names them.

    >>> len([one for one in subsectors().values() if one.sector == "overheid"])
    14
    """
    return MappingProxyType({row["slug"]: _subsector(row) for row in rows("sectors", COLUMNS)})


def subsector_named(text: str) -> Subsector | None:
    """The part that a text means, by slug or name in either language.

    >>> subsector_named("Gemeenten").slug, subsector_named("Police").slug, subsector_named("zorg")
    ('gemeenten', 'politie', None)
    """
    return _by_name().get(text.strip().casefold())


@cache
def _by_name() -> Mapping[str, Subsector]:
    return {name.casefold(): one for one in subsectors().values() for name in (one.slug, one.name, one.name_en)}


def _subsector(row: Mapping[str, str]) -> Subsector:
    return Subsector(
        slug=row["slug"],
        sector=one_of(row, "sector", tuple(SECTORS)),
        name=row["name"],
        name_en=row["name_en"],
        group=one_of(row, "group", GROUPS),
        source=source(row),
        mark=mark(row),
        note=row["note"],
    )
