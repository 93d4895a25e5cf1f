"""Problems: what a user can mend, as code, place, what, why and remedy, in Dutch and English.

The texts live in a problems.yaml in the room that raises them; this module reads them all. No value of a cell is ever
part of a problem: a shifted column may put anything anywhere. A mistake of ours is not a problem but an ordinary error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.kernel.identifiers import without_bsn

Language = Literal["nl", "en"]
CORE = Path(__file__).parent.parent
NOTHING: Mapping[str, str | int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: the exit code of a command that stops on it, and its three sentences per language."""

    code: str
    exit: int
    texts: Mapping[str, Mapping[str, str]]


@cache
def catalogue() -> Mapping[str, Kind]:
    """All kinds of problem by code.

    >>> catalogue()["file-empty"].exit
    3
    """
    kinds: dict[str, Kind] = {}
    for file in sorted(CORE.rglob("problems.yaml")):
        bodies = load_yaml(file.read_text(encoding="utf-8"))
        for code, body in bodies.items():
            if code in kinds:
                raise LookupError(f"problem named twice: {code}")
            kinds[code] = Kind(code, body["exit"], {"nl": body["nl"], "en": body["en"]})
    return kinds


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem stands: file (its name, a BSN in it hidden), row number as a person counts it, column."""

    file: str | None = None
    row: int | None = None
    column: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "file", self.file and without_bsn(self.file))

    def text(self, lang: Language) -> str:
        """The place in words.

        >>> Place("loon.csv", 3, "verloonde_uren").text("nl")
        'loon.csv, rij 3, kolom verloonde_uren'
        """
        words = {"nl": ("rij", "kolom"), "en": ("row", "column")}[lang]
        parts = [self.file] if self.file else []
        parts += [f"{words[0]} {self.row}"] if self.row is not None else []
        parts += [f"{words[1]} {self.column}"] if self.column else []
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `values` holds only names, counts and limits that the user or we chose, never cell values."""

    code: str
    place: Place = Place()
    values: Mapping[str, str | int] = field(default_factory=lambda: NOTHING)

    def __post_init__(self) -> None:
        if self.code not in catalogue():
            raise LookupError(f"no such problem in any problems.yaml: {self.code}")

    @property
    def exit(self) -> int:
        """Exit code of a command that stops on this problem."""
        return catalogue()[self.code].exit

    def sentences(self, lang: Language) -> dict[str, str]:
        """What, why and remedy in one language.

        >>> Problem("file-empty", Place("loon.csv")).sentences("en")["what"]
        'The file is empty.'
        """
        return {part: text.format(**self.values) for part, text in catalogue()[self.code].texts[lang].items()}

    def text(self, lang: Language) -> str:
        """Where, what, why and remedy on one line.

        >>> Problem("file-empty", Place("loon.csv")).text("en")[:28]
        'loon.csv: The file is empty.'
        """
        place = self.place.text(lang)
        return " ".join([*([f"{place}:"] if place else []), *self.sentences(lang).values()])


class ProblemsError(Exception):
    """Stops a job with all problems found so far, never with the first alone."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(problem.code for problem in self.problems))

    @property
    def exit(self) -> int:
        """Exit code of the first problem, which is the one to mend first."""
        return self.problems[0].exit


def stop(code: str, place: Place = Place(), **values: str | int) -> ProblemsError:
    """The error that stops a job on one problem.

    >>> raise stop("file-empty", Place("loon.csv"))
    Traceback (most recent call last):
    ...
    banenafspraak.core.kernel.problems.ProblemsError: file-empty
    """
    return ProblemsError([Problem(code, place, values)])


class Noted:
    """Takes one step after another and keeps the problems of all, so that a user hears of them at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def take[T](self, step: Callable[[], T]) -> T | None:
        """What a step gives, or None with its problems kept."""
        try:
            return step()
        except ProblemsError as error:
            self.found += error.problems
            return None

    def stop(self) -> None:
        """Stop on what was found, if anything was.

        Raises:
            ProblemsError: with all of it.

        >>> Noted().stop()
        """
        if self.found:
            raise ProblemsError(self.found)


def attempt[T](step: Callable[[], T], errors: tuple[type[Exception], ...], code: str, place: Place = Place()) -> T:
    """What a step gives; when it fails, a problem in its place. The error is dropped: its text may quote what was read.

    >>> attempt(lambda: int("12"), (ValueError,), "file-empty")
    12
    """
    with suppress(*errors):
        return step()
    raise stop(code, place)
