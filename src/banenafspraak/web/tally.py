"""The tally of the home page: strokes in fives, each worth as many jobs. Counted, still to do, and later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EACH = 5_000
FIVE = 5
GROUP, STEP, FIRST = 200, 42, 12
FOOT, TALL = 136, 122

Mark = Literal["m1", "todo", "later"]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One stroke: which mark, where it stands, and how much of it is filled; a fifth stroke lies across four."""

    mark: Mark
    x: int
    across: bool
    filled: int = 0

    @property
    def top(self) -> int:
        """Where the filled part of an open stroke begins."""
        return FOOT - self.filled


@dataclass(frozen=True, slots=True)
class Tally:
    """All strokes, how wide they stand together, and what each part amounts to."""

    strokes: tuple[Stroke, ...]
    width: int
    counted: int
    to_do: int
    later: int
    whole: int
    of_target: int
    in_all: int


def tally(counted: int, goal: int, final: int) -> Tally:
    """The strokes for a count, the target of that year, and the final target.

    >>> found = tally(85_665, 105_000, 125_000)
    >>> [sum(each.mark == mark for each in found.strokes) for mark in ("m1", "todo", "later")]
    [17, 4, 4]
    >>> next(each.filled for each in found.strokes if each.mark == "todo")
    16
    """
    in_all = -(-max(final, counted) // EACH)
    strokes = tuple(_stroke(at, counted, goal) for at in range(in_all))
    groups = -(-in_all // FIVE)
    to_do = max(goal - counted, 0)
    later = max(final - max(goal, counted), 0)
    return Tally(strokes, groups * GROUP, counted, to_do, later, counted // EACH, goal // EACH, in_all)


def _stroke(at: int, counted: int, goal: int) -> Stroke:
    group, place = divmod(at, FIVE)
    across = place == FIVE - 1
    x = group * GROUP + (4 if across else FIRST + STEP * place)
    begun = max(0, min(EACH, counted - at * EACH))
    mark: Mark = "m1" if begun == EACH else "todo" if at * EACH < max(goal, counted) else "later"
    return Stroke(mark, x, across, 0 if mark == "m1" or across else begun * TALL // EACH)
