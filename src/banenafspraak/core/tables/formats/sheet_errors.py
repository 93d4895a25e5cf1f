"""Which cells of a spreadsheet hold an error (#N/A, #REF!): the reader of sheets gives them as empty.

Empty has a meaning of its own, so an error must not pass for it.
Looked up in the sheet's own XML, as bytes and in pieces.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from lxml import etree

from banenafspraak.core.tables.formats.xml_safe import OPTIONS

PIECE = 1 << 20
LONGEST_TAG = 1 << 10
SIGN = b't="e"'
ERROR_CELL = re.compile(rb'<(?:\w+:)?c (?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d{1,7})"')
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def error_cells(stream: IO[bytes], sheet: str) -> set[tuple[int, int]]:
    """Row (from 1) and column (from 0) of every cell with an error; none when the sheet lies in an unusual place."""
    with zipfile.ZipFile(stream) as archive:
        path = _path(archive, sheet)
        if path not in archive.namelist():
            return set()
        with archive.open(path) as content:
            return set(_found(content))


def _path(archive: zipfile.ZipFile, sheet: str) -> str:
    if not {BOOK, RELATIONS} <= set(archive.namelist()):
        return ""
    book, relations = (etree.fromstring(archive.read(name), etree.XMLParser(**OPTIONS)) for name in (BOOK, RELATIONS))
    wanted = [one.get(RELATION_ID) for one in book.iter("{*}sheet") if one.get("name") == sheet]
    targets = {one.get("Id"): str(one.get("Target")) for one in relations.iter("{*}Relationship")}
    target = targets.get(wanted[0] if wanted else None, "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _found(content: IO[bytes]) -> Iterator[tuple[int, int]]:
    """Pieces overlap by the length of a tag, so that no tag is cut; what is found twice is the same."""
    held = b""
    while piece := content.read(PIECE):
        held = held[-LONGEST_TAG:] + piece
        for column, row in ERROR_CELL.findall(held) if SIGN in held else ():
            yield int(row), column_number(column.decode())


def column_number(letters: str) -> int:
    """The place of a column from its letters.

    >>> column_number("A"), column_number("AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
