"""Exact elimination over sparse equations: rows of numbered terms with their factors, each adding up to nothing.

It knows no cells and no persons; disclosure.py asks it what follows from what. Whole numbers stay whole where they
can, which is several times as fast as fractions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set as AbstractSet
from fractions import Fraction

type Row = dict[int, int | Fraction]
"""An equation: each term, by its number, with its factor."""
ONE = Fraction(1)


def reduced(equations: Iterable[Row], order: Iterable[int]) -> tuple[dict[int, Row], list[Row]]:
    """Rows by their pivot, 1 there and in no other row (Gauss and Jordan, exact, sparse), and rows that are left.

    >>> reduced([{1: 1, 2: 2}, {1: 1, 2: 4, 3: 1}], [1, 2])
    ({1: {1: 1, 3: -1}, 2: {2: 1, 3: Fraction(1, 2)}}, [])
    """
    rows = [dict(row) for row in equations]
    holders: dict[int, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        for at in row:
            holders[at].add(number)
    pivots: dict[int, int] = {}
    used: set[int] = set()
    for at in order:
        free = holders[at] - used
        if free:
            pivots[at] = chosen = min(free, key=lambda number: (len(rows[number]), number))
            used.add(chosen)
            _clear(rows, holders, at, chosen)
    left = [row for number, row in enumerate(rows) if row and number not in used]
    return {at: rows[number] for at, number in pivots.items()}, left


def connected(rows: Iterable[Row], known: AbstractSet[int]) -> list[list[Row]]:
    """Rows in groups that hang together by their unknown terms.

    >>> connected([{1: 1, 9: 1}, {2: 1, 9: 1}, {1: 1, 3: 1}], {9})
    [[{2: 1, 9: 1}], [{1: 1, 9: 1}, {1: 1, 3: 1}]]
    """
    parts: list[tuple[set[int], list[Row]]] = []
    for row in rows:
        terms = {at for at in row if at not in known}
        near = [part for part in parts if part[0] & terms]
        members = [other for part in near for other in part[1]]
        parts = [part for part in parts if not part[0] & terms]
        parts.append((terms.union(*(part[0] for part in near)), [*members, row]))
    return [members for _, members in parts]


def without(rows: list[Row], at: int) -> list[Row]:
    """The combinations of rows that do not have a term.

    >>> without([{1: 1, 2: 1}, {1: 2, 3: 1}, {4: 1}], 1)
    [{4: 1}, {2: -2, 3: 1}]
    """
    first, *holding = sorted((row for row in rows if at in row), key=len)
    less = [_minus(row, first, Fraction(row[at]) / first[at]) for row in holding]
    return [row for row in rows if at not in row] + less


def whole(value: int | Fraction) -> int | Fraction:
    """The same number, as a whole one where it is.

    >>> whole(Fraction(6, 2)), whole(Fraction(1, 2))
    (3, Fraction(1, 2))
    """
    return value.numerator if value.denominator == 1 else value


def _minus(row: Row, other: Row, factor: Fraction) -> Row:
    terms = {at: row.get(at, 0) - factor * other.get(at, 0) for at in row.keys() | other.keys()}
    return {at: whole(value) for at, value in terms.items() if value}


def _clear(rows: list[Row], holders: dict[int, set[int]], at: int, chosen: int) -> None:
    """Scale the chosen row to 1 and take the term out of every other row."""
    scale = ONE / rows[chosen][at]
    row = rows[chosen] = {term: whole(value * scale) for term, value in rows[chosen].items()}
    for number in holders[at] - {chosen}:
        other = rows[number]
        factor = other[at]
        for term, value in row.items():
            left = other.get(term, 0) - factor * value
            if left:
                other[term] = left if type(left) is int else whole(left)
                holders[term].add(number)
            else:
                del other[term]
                holders[term].discard(number)
