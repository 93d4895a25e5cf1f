"""The mark of invented data: a file beside them, so that no count of them is taken for real.

Whoever invents data writes it (core/invented). A count looks for it beside its deliveries and register, and is then
set against no real figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

MARKER = ".verzonnen"


def mark_invented(folder: Path, **origin: object) -> None:
    """Say of a folder that its data are invented, and what they were made from: scale, seed."""
    folder.joinpath(MARKER).write_text("".join(f"{name}: {value}\n" for name, value in origin.items()), "utf-8")


def are_invented(paths: Iterable[Path]) -> bool:
    """Whether any of the files or folders lies in a folder with the mark, or in a folder of such a folder.

    >>> are_invented([Path("loon.csv")])
    False
    """
    return any((folder / MARKER).is_file() for path in paths for folder in _around(path))


def _around(path: Path) -> Iterator[Path]:
    folder = path.resolve() if path.is_dir() else path.resolve().parent
    yield from (folder, folder.parent)
