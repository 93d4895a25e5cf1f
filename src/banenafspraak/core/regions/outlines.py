"""From rings on the plane to the outlines of regions on a drawing: joined, simplified once per border, small.

Every border is simplified on its own, between the places where borders meet, so that two neighbours keep one border.
All drawings have one frame and one scale, so that one can lie on another. Only whole numbers are compared: the same
file gives the same drawing everywhere.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from banenafspraak.core.regions.geofile import Point, Ring
from banenafspraak.core.reports.basemap import Box

type Spot = tuple[int, int]  # on the grid, from the left and from the top
type Edge = tuple[Spot, Spot]
type Loop = list[Spot]  # closed: the last spot is the first
type Loops = dict[str, list[Loop]]

WIDTH, HEIGHT = 600, 712
FINE = 10  # spots of the grid to a unit of the drawing
METRES = 45.0  # to a spot
LEFT, TOP = -145_000.0, 160_200.0  # of the frame, from Amersfoort
LEAST_BEND = 1.0  # units squared: what bends less is straight
LEAST_LOOP = 4.0  # times that: a smaller island or hole is not drawn
MOST_CORNERS, COARSER = 10_000, 4  # of all outlines; about 60 kB of text
TWO, FEWEST = 2, 4
STEP, LINES = 20, 5
TALL, LEAST_WIDE, WIDE_ENOUGH = 19, 12, 72  # of a place for a label, in units


def inside_frame(point: Point) -> bool:
    """Whether a point lies on the drawing.

    >>> inside_frame((0.0, 0.0)), inside_frame((500_000.0, 0.0))
    (True, False)
    """
    x, y = (point[0] - LEFT) / METRES, (TOP - point[1]) / METRES
    return 0 <= x <= WIDTH * FINE and 0 <= y <= HEIGHT * FINE


def outlines(rings: Mapping[str, Sequence[Ring]]) -> Loops:
    """The outline of every region, from rings that lie inside the frame; rings of one region that touch are joined.

    >>> square = [(0.0, 0.0), (9e3, 0.0), (9e3, 9e3), (0.0, 9e3), (0.0, 0.0)]
    >>> beside = [(x + 9e3, y) for x, y in square]
    >>> [len(loop) for loop in outlines({"AM01": [square, beside]})["AM01"]]
    [5]
    """
    edges = {code: _edges(each) for code, each in rings.items()}
    borders = _owned(edges)
    bend = LEAST_BEND
    while True:
        borders = [(_straightened(border, bend), around) for border, around in borders]
        loops = _joined(edges, borders, LEAST_LOOP * bend)
        if sum(len(loop) for each in loops.values() for loop in each) <= MOST_CORNERS:
            return loops
        bend *= COARSER


def path(loops: Iterable[Loop]) -> str:
    """Loops as the path of an SVG, in units of the drawing; holes are told by the rule evenodd.

    >>> path([[(0, 0), (105, 0), (105, -5), (0, 0)]])
    'M0 0h10.5v-.5z'
    """
    return "".join(_path(loop) for loop in loops)


def _path(loop: Loop) -> str:
    steps = "".join(_step(x - a, y - b) for (a, b), (x, y) in pairwise(loop[:-1]))
    return f"M{_units(loop[0][0])}{_next(loop[0][1])}{steps}z"


def _step(x: int, y: int) -> str:
    if not y:
        return f"h{_units(x)}"
    return f"l{_units(x)}{_next(y)}" if x else f"v{_units(y)}"


def _units(spots: int) -> str:
    return f"{spots / FINE:g}".replace("0.", ".", 1) if abs(spots) < FINE and spots else f"{spots / FINE:g}"


def _next(spots: int) -> str:
    """A second number, with a space before it where it has no sign."""
    return _units(spots) if spots < 0 else f" {_units(spots)}"


# Edges, borders, loops.


def _edges(rings: Iterable[Ring]) -> set[Edge]:
    """The edges around an area: one that stands there twice lies inside it."""
    found: set[Edge] = set()
    for ring in rings:
        spots = [_spot(point) for point in ring]
        for one, other in pairwise([*spots, spots[0]]):
            if one != other:
                found ^= {(min(one, other), max(one, other))}
    return found


def _spot(point: Point) -> Spot:
    return round((point[0] - LEFT) / METRES), round((TOP - point[1]) / METRES)


def _owned(edges: Mapping[str, set[Edge]]) -> list[tuple[Loop, frozenset[str]]]:
    """Every border, and the regions around which it runs."""
    owners: dict[Edge, list[str]] = defaultdict(list)
    for code, each in edges.items():
        for edge in each:
            owners[edge].append(code)
    return [(border, frozenset(owners[_edge(border[0], border[1])])) for border in _borders(owners)]


def _joined(codes: Iterable[str], borders: Sequence[tuple[Loop, frozenset[str]]], least: float) -> Loops:
    found: dict[str, list[Loop]] = {code: [] for code in codes}
    for border, around in borders:
        for code in around:
            found[code].append(border)
    return {code: _loops(each, least) for code, each in found.items()}


def _edge(one: Spot, other: Spot) -> Edge:
    return min(one, other), max(one, other)


def _borders(edges: Iterable[Edge]) -> Iterator[Loop]:
    """All edges as lines from meeting to meeting; a line that meets no other closes on itself."""
    beside: dict[Spot, list[Spot]] = defaultdict(list)
    for one, other in sorted(edges):
        beside[one].append(other)
        beside[other].append(one)
    done: set[Edge] = set()
    meetings = sorted(spot for spot, others in beside.items() if len(others) != TWO)
    for start in (*meetings, *sorted(beside)):
        for first in beside[start]:
            if _edge(start, first) not in done:
                yield _walk(start, first, beside, done)


def _walk(start: Spot, first: Spot, beside: Mapping[Spot, list[Spot]], done: set[Edge]) -> Loop:
    line = [start, first]
    done.add(_edge(start, first))
    while line[-1] != start and len(beside[line[-1]]) == TWO:
        one, other = beside[line[-1]]
        line.append(other if one == line[-2] else one)
        done.add(_edge(line[-2], line[-1]))
    return line


def _straightened(line: Loop, bend: float) -> Loop:
    """The line without the spots that hardly bend it, the least first (Visvalingam); its ends stay."""
    least, fewest = bend * 2 * FINE**2, FEWEST if line[0] == line[-1] else TWO
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))
    bends = {at: _twice_area(*line[at - 1 : at + 2]) for at in range(1, len(line) - 1)}
    queue = [(area, at) for at, area in bends.items()]
    heapq.heapify(queue)
    left, passed = len(line), 0
    while queue and left > fewest:
        area, at = heapq.heappop(queue)
        if bends.get(at) != area:
            continue
        if area >= least:
            break
        del bends[at]
        left, passed = left - 1, max(passed, area)
        one, other = before[at], after[at]
        after[one], before[other] = other, one
        for near in (one, other):
            if near in bends:
                bends[near] = max(passed, _twice_area(line[before[near]], line[near], line[after[near]]))
                heapq.heappush(queue, (bends[near], near))
    return [line[0], *(line[at] for at in sorted(bends)), line[-1]]


def _twice_area(one: Spot, two: Spot, three: Spot) -> int:
    return abs((two[0] - one[0]) * (three[1] - one[1]) - (three[0] - one[0]) * (two[1] - one[1]))


def _loops(borders: Iterable[Loop], least: float) -> list[Loop]:
    """Borders of one region joined to loops, large ones first; those too small to see are left out."""
    at: dict[Spot, list[tuple[int, Loop]]] = defaultdict(list)
    for number, border in enumerate(borders):
        at[border[0]].append((number, border))
        at[border[-1]].append((number, border[::-1]))
    done: set[int] = set()
    found: list[Loop] = []
    for start in sorted(at):
        while line := _follow(start, at, done):
            found += _apart(line)
    large = [loop for loop in found if _area(loop) >= least * FINE**2]
    return sorted(map(_turned, large), key=lambda loop: (-_area(loop), loop[0]))


def _follow(start: Spot, at: Mapping[Spot, list[tuple[int, Loop]]], done: set[int]) -> Loop:
    """A walk along borders that were not walked yet, as far as it goes: back to its start, since areas are closed."""
    line: Loop = []
    here = start
    while at[here]:
        number, border = at[here].pop()
        if number not in done:
            done.add(number)
            line += border[bool(line) :]
            here = line[-1]
    return line


def _apart(line: Loop) -> Iterator[Loop]:
    """A walk as loops that pass no spot twice."""
    seen: dict[Spot, int] = {}
    kept: Loop = []
    for spot in line:
        if spot in seen:
            first = seen[spot]
            yield [*kept[first:], spot]
            for gone in kept[first:]:
                del seen[gone]
            del kept[first:]
        seen[spot] = len(kept)
        kept.append(spot)


def _area(loop: Loop) -> float:
    return abs(sum(a * y - x * b for (a, b), (x, y) in pairwise(loop))) / 2


def _turned(loop: Loop) -> Loop:
    """The loop from its first spot on the grid, in one direction, so that the way it was found does not show."""
    ring = loop[:-1]
    first = ring.index(min(ring))
    ring = ring[first:] + ring[:first]
    if ring[1] > ring[-1]:
        ring = [ring[0], *ring[:0:-1]]
    return [*ring, ring[0]]


# Where a label stands.


def label_box(loops: Sequence[Loop]) -> Box | None:
    """The widest place inside an outline for a line of text, nearest the middle; None where it is too narrow.

    >>> label_box([[(0, 0), (1000, 0), (1000, 1000), (0, 1000), (0, 0)]])
    Box(x=50.0, y=50.0, wide=72.0, tall=19)
    """
    wide, _, x, y = max(_places(loops), default=(0.0, 0.0, 0.0, 0.0))
    return Box(_tidy(x), _tidy(y), _tidy(wide), TALL) if wide >= LEAST_WIDE * FINE else None


def _tidy(spots: float) -> float:
    return round(spots / FINE, 1)


def _places(loops: Sequence[Loop]) -> Iterator[tuple[float, float, float, float]]:
    """Width, closeness to the middle, and centre of the free places, row by row."""
    rows = [spot[1] for loop in loops for spot in loop]
    columns = [spot[0] for spot in max(loops, key=_area, default=[])]
    if not rows:
        return
    middle = (min(columns) + max(columns)) / 2, (min(rows) + max(rows)) / 2
    half = TALL * FINE / 2
    lines: dict[float, list[tuple[float, float]]] = {}
    for y in range(min(rows), max(rows), STEP):
        heights = [y + half * (2 * at / (LINES - 1) - 1) for at in range(LINES)]
        free = [(float("-inf"), float("inf"))]
        for height in heights:
            free = _both(free, lines.setdefault(height, list(_spans(loops, height))))
        for left, right in free:
            wide = min(right - left, WIDE_ENOUGH * FINE)
            x = (left + right) / 2
            yield wide, -abs(x - middle[0]) - abs(y - middle[1]), x, float(y)


def _spans(loops: Sequence[Loop], height: float) -> Iterator[tuple[float, float]]:
    """Where a level line lies inside, from left to right."""
    level = height + 0.5  # between the rows of the grid, so that it meets no spot
    crossed = [
        a + (x - a) * (level - b) / (y - b)
        for loop in loops
        for (a, b), (x, y) in pairwise(loop)
        if (b < level) != (y < level)
    ]
    crossed.sort()
    return zip(crossed[::2], crossed[1::2], strict=True)


def _both(some: list[tuple[float, float]], others: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """What two rows of spans have in common."""
    shared, at, beside = [], 0, 0
    while at < len(some) and beside < len(others):
        left, right = max(some[at][0], others[beside][0]), min(some[at][1], others[beside][1])
        if left < right:
            shared.append((left, right))
        if some[at][1] < others[beside][1]:
            at += 1
        else:
            beside += 1
    return shared
