"""Imported editions in a folder: one file each, written once, checked by its digest whenever it is read.

A file holds all that is known of an edition, so that a copy of it in another folder is the same edition there.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from banenafspraak.core.figures.editions import Edition, Editions, all_editions
from banenafspraak.core.figures.files import day, figure_line
from banenafspraak.core.figures.importing import figure_of
from banenafspraak.core.figures.published import FIRST
from banenafspraak.core.kernel.problems import Noted, Place, attempt, stop
from banenafspraak.core.kernel.receipts import canonical, sha256_text
from banenafspraak.core.tables.checks import CHECKS
from banenafspraak.core.tables.writing import json_bytes, unwritable, write_new

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORM = 1
ENDING = ".json"
DIGEST = "inhoud_sha256"
COLUMNS = tuple(check.column for check in CHECKS["figures"])
FOR_ALL = ("reeks", "gepubliceerd_op")
BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


def read_editions(folder: Path) -> Editions:
    """The first editions and those kept in a folder; a folder that is not there holds none.

    Raises:
        ProblemsError: the folder cannot be read, or with every file in it that is not an edition as it was kept.
    """
    noted = Noted()
    kept = [noted.take(partial(_read, file)) for file in _files(folder)]
    noted.stop()
    return all_editions(each for each in kept if each)


def keep_edition(edition: Edition, folder: Path) -> Path:
    """Keep an edition in a folder, whole or not at all, and never in the place of another. Gives the file.

    Raises:
        ProblemsError: there is one of this name, the disk is full, or the place cannot be written.
    """
    file = folder / f"{edition.name}{ENDING}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    if not write_new(file, sealed(edition)):
        raise stop("edition-name-taken", Place("--edition"))
    return file


def as_kept(edition: Edition) -> dict[str, Any]:
    """All that is known of an edition, as plain data."""
    return {
        "vorm": FORM,
        "uitgave": edition.name,
        "reeks": edition.series,
        "gepubliceerd_op": day(edition.published_on),
        "bestand": edition.file,
        "bestand_sha256": edition.sha256,
        "cijfers": [
            {name: cell for name, cell in figure_line(each).items() if name in COLUMNS and name not in FOR_ALL}
            for each in edition.figures
        ],
    }


def sealed(edition: Edition) -> bytes:
    """An edition as it is kept, with its digest: the same bytes for the same edition."""
    body = as_kept(edition)
    return json_bytes(body | {DIGEST: sha256_text(canonical(body))})


def unsealed(content: bytes, place: Place) -> Edition:
    """The edition that was kept.

    Raises:
        ProblemsError: it is not as it was kept.

    >>> unsealed(b"{}", Place("2026.json"))
    Traceback (most recent call last):
    ...
    banenafspraak.core.kernel.problems.ProblemsError: edition-broken
    """
    return attempt(lambda: _edition(json.loads(content)), BROKEN, "edition-broken", place)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.suffix == ENDING and not file.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise stop("file-unreadable", Place(folder.name)) from error


def _read(file: Path) -> Edition:
    place = Place(file.name)
    text = attempt(file.read_bytes, (OSError,), "file-unreadable", place)
    found = unsealed(text, place)
    if found.name != file.stem or found.name == FIRST:
        raise stop("edition-broken", place)
    return found


def _edition(body: Any) -> Edition:  # noqa: ANN401 - JSON gives anything
    """The edition that a file holds; ValueError when it is not as it was kept."""
    rest = {name: value for name, value in body.items() if name != DIGEST}
    if body[DIGEST] != sha256_text(canonical(rest)) or body["vorm"] != FORM:
        raise ValueError("not as it was kept")
    for_all = {name: body[name] for name in FOR_ALL}
    rows = [_values({**line, **for_all}) for line in body["cijfers"]]
    figures = tuple(figure_of(row, body["uitgave"]) for row in rows)
    published_on = rows[0]["gepubliceerd_op"]
    return Edition(body["uitgave"], figures[0].series, published_on, figures, body["bestand"], body["bestand_sha256"])


def _values(line: Mapping[str, Any]) -> dict[str, Any]:
    """A kept line as values, by the same readers as the file it came from; ValueError when it is none."""
    values = {}
    for check in CHECKS["figures"]:
        text = line[check.column]
        values[check.column] = value = None if text is None else check.read(str(text))
        if value is None and (check.missing or text is not None):
            raise ValueError(f"no {check.column}")
    return values
