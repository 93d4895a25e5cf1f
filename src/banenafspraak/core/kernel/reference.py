"""Reading the csv files of banenafspraak/figures for the rooms that own them: cells, sources and marks, checked.

The files are ours, so a fault in them is an ordinary error and not a problem of the user.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from banenafspraak.core.kernel.law import MARKS, Mark, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FIGURES = Path(__file__).parents[2] / "figures"


def rows(name: str, columns: tuple[str, ...], folder: Path = FIGURES) -> Iterator[dict[str, str]]:
    """The rows of one file, which must have exactly these columns.

    >>> next(rows("series", ("series", "label_nl", "label_en", "source", "mark", "note")))["label_nl"]
    'officiële jaarmonitor'
    """
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        if tuple(reader.fieldnames or ()) != columns:
            raise ValueError(f"{name}.csv: the columns are not {', '.join(columns)}")
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(f"{name}.csv, row {reader.line_num}: a cell too many or too few")
            yield row


@cache
def sources() -> Mapping[str, Source]:
    """All sources a figure may name, by key.

    >>> sources()["K219"].address
    'https://berthub.eu/tkconv/get/2021D28287'
    """
    found = rows("sources", ("key", "title", "address"))
    return MappingProxyType({row["key"]: Source(row["key"], row["title"], row["address"]) for row in found})


def source(row: Mapping[str, str]) -> Source:
    """The source a row names; ValueError when there is none of that name."""
    if row["source"] not in sources():
        raise ValueError(f"unknown source {row['source']}")
    return sources()[row["source"]]


def mark(row: Mapping[str, str], column: str = "mark") -> Mark:
    """The mark of a row: V verified, D derived, U unverified; ValueError when it is none of these."""
    return cast("Mark", one_of(row, column, MARKS))


def weakest(*marks: Mark) -> Mark:
    """The weakest of several marks: what is made from figures is no surer than each of them.

    >>> weakest("V", "D")
    'D'
    """
    return max(marks, key=MARKS.index)


def one_of(row: Mapping[str, str], column: str, allowed: tuple[str, ...]) -> str:
    """A cell that holds one of a few words; ValueError when it holds another.

    >>> one_of({"sector": "market"}, "sector", ("market", "government"))
    'market'
    """
    if row[column] not in allowed:
        raise ValueError(f"{column} is none of {', '.join(allowed)}: {row[column]}")
    return row[column]
