"""What an administrator brings in: borders of the regions, and postcodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banenafspraak.apps.regions.models import Imported
from banenafspraak.core.kernel.problems import Place, attempt
from banenafspraak.core.kernel.receipts import sha256_text
from banenafspraak.core.regions import drawings, places

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


def import_map(path: Path, on: date, source: str) -> drawings.Imported:
    """Read a GeoJSON or TopoJSON file of regions or municipalities; from now on the map has these borders.

    Raises:
        ProblemsError: with all that keeps the file from being a map of the regions.
    """
    place = Place(path.name)
    content = attempt(path.read_bytes, (OSError,), "file-unreadable", place)
    found = drawings.import_map(content, place, on, source)
    _keep(Imported.Kind.MAP, drawings.written_drawing(found.base))
    return found


def import_postcodes(path: Path) -> places.Postcodes:
    """Read a file of postcodes; from now on a place is found by postcode too.

    Raises:
        ProblemsError: it cannot be read as such a file, or no row of it can be used.
    """
    found = places.read_postcodes(path)
    _keep(Imported.Kind.POSTCODES, places.written_postcodes(found))
    return found


def _keep(kind: Imported.Kind, content: str) -> None:
    Imported.objects.create(kind=kind, sha256=sha256_text(content), content=content)
