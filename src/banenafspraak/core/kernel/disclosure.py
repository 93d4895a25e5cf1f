"""The one module through which everything published passes: which cells are hidden so that nobody is found in them.

It knows cells, the number of persons each is built on, and the exact equations between them; no hours and no persons.
The line of 10 persons is ours: no official one was found. What it holds back and what it does not protect against
stands in docs/decisions/0007.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from types import MappingProxyType
from typing import Literal, NamedTuple

from banenafspraak.core.kernel.elimination import ONE, Row, connected, reduced, whole, without

type Labels = tuple[str, ...]
type Reason = Literal["small", "secondary", "difference"]
type When = Literal["now", "before", "change"]
type Group = tuple[When, str]  # which publication, which table
type Terms = dict[Term, Fraction]
type Shares = Mapping[str, Fraction]

THRESHOLD = 10
MOST_ROWS, MOST_TRIALS, AT_ONCE, PAIR = 2000, 20, 8, 2
SIGNS: Mapping[When, Fraction] = {
    "now": ONE,
    "before": -ONE,
    "change": -ONE,
}  # without changed persons there is no change


class RevealsError(ValueError):
    """What was published earlier reveals by itself, or reveals what is to be hidden now: hiding does not help."""


class Cell(NamedTuple):
    """The name of a published cell: its table and its labels. All its measures are shown or hidden together."""

    table: str
    labels: Labels


EVERYTHING = Cell("", ())


@dataclass(frozen=True, slots=True)
class Relation:
    """An equation that every reader knows: the terms, each a cell times its fraction, add up to nothing."""

    terms: tuple[tuple[Cell, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table by dimensions: the persons of each row, and the distinct persons of them all.

    The total of each table is the one cell EVERYTHING. A table without dimensions is that total alone.
    """

    name: str
    dimensions: tuple[str, ...]
    persons: Mapping[Labels, int]
    total: int

    def cell(self, *labels: str) -> Cell:
        """The cell of a row; of a table without dimensions the total."""
        return Cell(self.name, labels) if self.dimensions else EVERYTHING


def combination(whole: Cell, parts: Mapping[Cell, Fraction]) -> Relation:
    """A cell is the sum of parts, each times a fraction: hours of a sector are its own plus its share of lent hours.

    >>> combination(EVERYTHING, {Cell("t", ("a",)): Fraction(1)}).terms[-1]
    (Cell(table='', labels=()), Fraction(-1, 1))
    """
    return Relation((*parts.items(), (whole, -ONE)))


def known_fraction(part: Cell, whole: Cell, fraction: Fraction) -> Relation:
    """A cell is a known fraction of another: the lent hours of a sector are the key times all lent hours.

    >>> len(known_fraction(Cell("t", ("lent", "markt")), Cell("s", ("lent",)), Fraction(76, 100)).terms)
    2
    """
    return combination(part, {whole: fraction})


def divided_relations(table: Table, dimension: str, where: tuple[str, str], shares: Shares) -> tuple[Relation, ...]:
    """Of the rows with a label (lent work), each part by a dimension (sector) is a known share of the parts together.

    >>> cells = {("markt", "inleen"): 12, ("overheid", "inleen"): 12, ("markt", "eigen"): 30}
    >>> table = Table("t", ("sector", "soort"), cells, 42)
    >>> shares = {"markt": Fraction(3, 4), "overheid": Fraction(1, 4)}
    >>> [fraction for _, fraction in divided_relations(table, "sector", ("soort", "inleen"), shares)[0].terms]
    [Fraction(1, 4), Fraction(-3, 4)]
    """
    at, (name, label) = table.dimensions.index(dimension), where
    wholes: dict[Labels, list[Labels]] = defaultdict(list)
    for labels in table.persons:
        if labels[table.dimensions.index(name)] == label:
            wholes[labels[:at] + labels[at + 1 :]].append(labels)
    return tuple(
        Relation(tuple((table.cell(*other), (other == labels) - shares[labels[at]]) for other in together))
        for together in wholes.values()
        for labels in together
    )


def total_relation(table: Table) -> Relation:
    """The rows of a table add up to its total.

    >>> [cell.labels for cell, _ in total_relation(Table("t", ("a",), {("1",): 10, ("2",): 11}, 21)).terms]
    [('1',), ('2',), ()]
    """
    return combination(EVERYTHING, {table.cell(*labels): ONE for labels in table.persons})


def nested_relations(tables: Sequence[Table]) -> tuple[Relation, ...]:
    """Two tables give the same sums by the dimensions they share: of one with fewer dimensions, each cell is a sum.

    >>> fine = Table("fine", ("a", "b"), {("1", "x"): 10, ("1", "y"): 11}, 21)
    >>> [len(relation.terms) for relation in nested_relations([fine, Table("coarse", ("a",), {("1",): 21}, 21)])]
    [3]
    """
    there = {frozenset(table.dimensions) for table in tables}
    found: list[Relation] = []
    for one, other in combinations(tables, 2):
        shared = [name for name in one.dimensions if name in other.dimensions]
        between = there - {frozenset(one.dimensions), frozenset(other.dimensions)}
        if shared and frozenset(shared) not in between:  # through a table between them it follows already
            found += _same_sums(one, other, shared)
    return tuple(found)


def _same_sums(one: Table, other: Table, dimensions: Sequence[str]) -> list[Relation]:
    """A sum that only one of them has is zero: there are no rows for it in the other."""
    sums: dict[Labels, list[tuple[Cell, Fraction]]] = defaultdict(list)
    for table, sign in ((one, ONE), (other, -ONE)):
        at = [table.dimensions.index(name) for name in dimensions]
        for labels in table.persons:
            sums[tuple(labels[place] for place in at)].append((table.cell(*labels), sign))
    return [Relation(tuple(terms)) for _, terms in sorted(sums.items())]


@dataclass(frozen=True, slots=True)
class Publication:
    """Cells of one population with their persons, and the equations between them.

    Persons of a cell: everyone whose contribution to it is not zero; a lent worker is in the cell of every sector that
    got a share of the hours. `overlap`: of the tables whose rows hold the whole population, how many times a person may
    be there once too often; it tells how many persons a sum of rows rests on at least.

    ValueError when a number is below zero or a relation has a cell without persons.
    """

    persons: Mapping[Cell, int]
    relations: tuple[Relation, ...]
    overlap: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    threshold: int = THRESHOLD

    def __post_init__(self) -> None:
        unknown = {cell for relation in self.relations for cell, _ in relation.terms if cell not in self.persons}
        if unknown:
            raise ValueError(f"relations with cells that are not published: {sorted(unknown)}")
        if any(persons < 0 for persons in self.persons.values()):
            raise ValueError("a number of persons is below zero")

    @classmethod
    def of(cls, tables: Sequence[Table], more: Iterable[Relation] = (), threshold: int = THRESHOLD) -> Publication:
        """Tables about one population with all that follows from their rows, and more relations.

        ValueError when tables have the same name, differ in their total or do not hold it in their rows.
        """
        names, totals = {table.name for table in tables}, {table.total for table in tables}
        if len(names) < len(tables) or len(totals) != 1:
            raise ValueError("tables of one publication have a name each and one total")
        rows = [table for table in tables if table.dimensions]
        persons = {table.cell(*labels): number for table in rows for labels, number in table.persons.items()}
        relations = (*map(total_relation, rows), *nested_relations(rows), *more)
        overlap = {table.name: sum(table.persons.values()) - table.total for table in rows}
        if any(most < 0 for most in overlap.values()):
            raise ValueError("the rows of a table hold fewer persons than its total")
        return cls({**persons, EVERYTHING: totals.pop()}, relations, overlap, threshold)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was published before about the same, and for each cell in both how many persons' contributions changed."""

    publication: Publication
    visible: frozenset[Cell]
    changed: Mapping[Cell, int]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many cells are shown and hidden, for a note on the page. Never how many persons a hidden one has."""

    shown: int
    small: int
    secondary: int
    difference: int
    total_hidden: bool
    threshold: int


@dataclass(frozen=True, slots=True)
class Protected:
    """The cells that may be shown, and those that may not with the reason."""

    visible: frozenset[Cell]
    hidden: Mapping[Cell, Reason]
    threshold: int = THRESHOLD

    @property
    def summary(self) -> Summary:
        """Counts of cells by reason."""
        by, total_hidden = Counter(self.hidden.values()), EVERYTHING in self.hidden
        return Summary(len(self.visible), by["small"], by["secondary"], by["difference"], total_hidden, self.threshold)


class Term(NamedTuple):
    """A cell of this publication, of the earlier one, or the change between them."""

    when: When
    cell: Cell


@dataclass(frozen=True, slots=True)
class Leak:
    """Hidden terms of which a sum can be worked out, and the visible ones it follows from."""

    revealed: tuple[Term, ...]
    by: tuple[Term, ...]


def protect(publication: Publication, earlier: Earlier | None = None) -> Protected:
    """Hide what has to be hidden, and as little more as a greedy choice finds.

    - `small`: built on 1-9 persons. Nobody at all is shown: a zero holds no one's hours. A reader may know such a zero
      without us, so protection does not rest on it, and a zero is hidden only when no other cell can help.
    - `difference`: beside the earlier publication it would show what 1-9 changed persons did, or a cell hidden there.
    - `secondary`: without it a hidden cell, or a sum of hidden cells of 1-9 persons, could be worked out.

    Each round hides, of the visible cells that a leak follows from, the one with the fewest persons for the leaks it
    ends; ties by name; the grand total only when nothing else helps. At the end cells are shown again, the largest
    first, where that reveals nothing. RevealsError when the earlier publication reveals by itself, or what is to be
    hidden now; ValueError when it does not fit; ArithmeticError when the result leaks.

    >>> regions = Table("regio", ("regio",), {("Ede",): 3, ("Epe",): 40, ("Urk",): 12}, 55)
    >>> protect(Publication.of([regions])).summary
    Summary(shown=2, small=1, secondary=1, difference=0, total_hidden=False, threshold=10)
    """
    if earlier and attack(earlier.publication, earlier.visible):
        raise RevealsError("what was published earlier reveals by itself what it hides")
    system = _System.of(publication, earlier)
    hidden = must = _first(publication, earlier)
    while leaks := list(_leaks(system, system.known(hidden))):
        hidden = hidden | {system.terms[at].cell: reason for at, reason in _partners(system, leaks).items()}
    visible = frozenset(publication.persons.keys() - hidden.keys()) | _shown_again(system, hidden, must)
    hidden = {cell: reason for cell, reason in hidden.items() if cell not in visible}
    return _checked(publication, Protected(visible, MappingProxyType(hidden), publication.threshold), earlier)


def attack(publication: Publication, visible: AbstractSet[Cell], earlier: Earlier | None = None) -> tuple[Leak, ...]:
    """What a reader can work out who knows all equations: hidden cells, and sums of them of 1-9 persons.

    >>> table = Table("regio", ("regio",), {("Ede",): 3, ("Epe",): 40}, 43)
    >>> [leak.revealed[0].cell.labels for leak in attack(Publication.of([table]), {EVERYTHING, table.cell("Epe")})]
    [('Ede',)]
    """
    system = _System.of(publication, earlier)
    found = _leaks(system, system.known(publication.persons.keys() - visible))
    return tuple(Leak(*(tuple(system.terms[at] for at in sorted(part)) for part in leak)) for leak in found)


def as_good_as_shown(publication: Publication, visible: AbstractSet[Cell]) -> frozenset[Cell]:
    """What is shown, and the cells on persons enough that follow from it: hidden for another publication's sake only.

    >>> table = Table("regio", ("regio",), {("Ede",): 30, ("Epe",): 40}, 70)
    >>> sorted(cell.labels for cell in as_good_as_shown(Publication.of([table]), {EVERYTHING, table.cell("Epe")}))
    [(), ('Ede',), ('Epe',)]
    """
    found = {leak.revealed[0].cell for leak in attack(publication, visible) if len(leak.revealed) == 1}
    return frozenset(visible | {cell for cell in found if publication.persons[cell] >= publication.threshold})


def _checked(publication: Publication, protected: Protected, earlier: Earlier | None) -> Protected:
    if attack(publication, protected.visible, earlier):
        raise ArithmeticError("what is shown reveals what is hidden")
    return protected


def _first(publication: Publication, earlier: Earlier | None) -> dict[Cell, Reason]:
    """Cells that no choice can show: small ones, small changes, and what did not change since it was hidden."""
    few = range(1, publication.threshold)
    small: dict[Cell, Reason] = {cell: "small" for cell, persons in publication.persons.items() if persons in few}
    changed = earlier.changed if earlier else {}
    shown = earlier.visible if earlier else ()
    change = {cell for cell, number in changed.items() if (number in few if cell in shown else not number)}
    return {**dict.fromkeys(change, "difference"), **small}


def _shown_again(system: _System, hidden: Mapping[Cell, Reason], must: Mapping[Cell, Reason]) -> set[Cell]:
    """Cells that were hidden and need not be; so many are tried. One in a row with one other tells that other."""
    known = system.known(hidden)
    rows = [row.keys() - known for row in reduced(*_unknown(system, known))[0].values()]
    needed = {system.terms[at].cell for terms in rows if len(terms) == PAIR for at in terms}
    again: set[Cell] = set()
    trials = sorted(hidden.keys() - must.keys() - needed, key=lambda each: (-system.now[each], each))
    for cell in trials[:MOST_TRIALS]:
        if next(_leaks(system, system.known(hidden.keys() - again - {cell})), None) is None:
            again.add(cell)
    return again


class _Found(NamedTuple):
    revealed: frozenset[int]
    by: frozenset[int]


@dataclass(frozen=True, slots=True)
class _System:
    """All equations, terms as numbers. `seen`: terms shown before. `kept`: terms that cannot be hidden any more."""

    terms: tuple[Term, ...]
    persons: tuple[int, ...]
    now: Mapping[Cell, int]
    overlap: Mapping[Group, int]
    rows: tuple[Row, ...]
    seen: frozenset[int]
    kept: frozenset[int]
    threshold: int

    @classmethod
    def of(cls, publication: Publication, earlier: Earlier | None) -> _System:
        persons, overlap, equations = _parts_of("now", publication)
        if earlier:
            changed = _changes(publication, earlier)
            then = _parts_of("before", earlier.publication)
            persons |= then[0] | {Term("change", cell): number for cell, number in changed.items() if number}
            overlap |= then[1] | _overlap_of_changes(publication, earlier)
            equations += then[2] + [{Term(when, cell): sign for when, sign in SIGNS.items()} for cell in changed]
        terms = tuple(sorted(persons))
        numbers = {term: at for at, term in enumerate(terms)}
        shown = earlier.visible if earlier else ()
        seen = frozenset(numbers[Term("before", cell)] for cell in shown)
        same = (numbers[Term("now", cell)] for cell in shown if earlier and earlier.changed.get(cell) == 0)
        return cls(
            terms,
            tuple(persons[term] for term in terms),
            publication.persons,
            overlap,
            tuple(
                {numbers[term]: whole(value) for term, value in each.items() if value and term in numbers}
                for each in equations
            ),
            seen,
            seen.union(same),
            publication.threshold,
        )

    def known(self, hidden: Container[Cell]) -> frozenset[int]:
        """The terms that a reader sees."""
        now = (at for at, term in enumerate(self.terms) if term.when == "now" and term.cell not in hidden)
        return self.seen.union(now)

    def least_persons(self, numbers: Iterable[int]) -> int:
        """How many different persons terms rest on at least: those of the largest, or of rows of one table together."""
        most, sums = 0, Counter[Group]()
        for at in numbers:
            most = max(most, self.persons[at])
            sums[self.terms[at].when, self.terms[at].cell.table] += self.persons[at]
        return max([most, *(number - self.overlap[group] for group, number in sums.items() if group in self.overlap)])

    def least_behind(self, numbers: Iterable[int]) -> int:
        """How many persons are in one of the visible terms only: the sum that follows from them rests on these too."""
        persons = [self.persons[at] for at in numbers]
        return 2 * max(persons) - sum(persons)


def _parts_of(when: When, publication: Publication) -> tuple[dict[Term, int], dict[Group, int], list[Terms]]:
    """Persons, overlaps and equations of a publication, as terms."""
    persons = {Term(when, cell): number for cell, number in publication.persons.items()}
    equations: list[Terms] = []
    for relation in publication.relations:
        equations.append(defaultdict(Fraction))
        for cell, fraction in relation.terms:
            equations[-1][Term(when, cell)] += fraction
    return persons, {(when, name): most for name, most in publication.overlap.items()}, equations


def _changes(publication: Publication, earlier: Earlier) -> dict[Cell, int]:
    """Changes of fewer persons than the threshold; more of them hide what each did, so they tie nothing together."""
    before, changed = earlier.publication.persons, earlier.changed
    if changed.keys() != publication.persons.keys() & before.keys():
        raise ValueError("changed persons are needed for the cells of both publications, and for no other")
    if any(abs(publication.persons[cell] - before[cell]) > number for cell, number in changed.items()):
        raise ValueError("persons of a cell differ by more than the persons that changed")
    return {cell: number for cell, number in changed.items() if number < publication.threshold}


def _overlap_of_changes(publication: Publication, earlier: Earlier) -> dict[Group, int]:
    """Of tables with the same rows in both: everyone whose part of the total changed is in one of the rows."""
    rows = {name: {cell for cell in publication.persons if cell.table == name} for name in publication.overlap}
    return {
        ("change", name): max(0, sum(earlier.changed[cell] for cell in cells) - earlier.changed[EVERYTHING])
        for name, cells in rows.items()
        if cells == {cell for cell in earlier.publication.persons if cell.table == name}
    }


@dataclass(frozen=True, slots=True)
class _Look:
    """A reader's look at the equations: what is known, and what known terms have to be to each other anyhow."""

    system: _System
    known: AbstractSet[int]
    facts: Mapping[int, Row]

    def found(self, rows: Iterable[Row]) -> _Found:
        """The unknown terms of rows, and the visible ones; when either are all nobody's, they teach nothing."""
        terms = {at for row in rows for at in row}
        by = terms & self.known
        learned = all(any(self.system.persons[at] for at in part) for part in (by, terms - by))
        return _Found(frozenset(terms - self.known), frozenset(by if learned else ()))

    def said(self, row: Row) -> tuple[tuple[int, Fraction], ...]:
        """What a row says of visible terms, up to a factor; nothing when it holds by facts alone."""
        plain = {at: value for at, value in row.items() if at in self.known and self.system.persons[at]}
        for at in plain.keys() & self.facts.keys():
            factor = plain[at]
            for term, value in self.facts[at].items():
                plain[term] = plain.get(term, 0) - factor * value
        said = [(at, plain[at]) for at in sorted(plain) if plain[at]]
        return tuple((at, Fraction(value) / said[0][1]) for at, value in said)


def _leaks(system: _System, known: AbstractSet[int]) -> Iterator[_Found]:
    """Single terms that are determined, and sums on too few persons.

    Terms with persons enough go first: every determined sum of small terms is a combination of the rows left then.
    """
    pivots, rest = reduced(*_unknown(system, known))
    leaks = {pivot: _Look(system, known, {}).found([row]) for pivot, row in pivots.items()}
    yield from (leak for leak in leaks.values() if len(leak.revealed) == 1 and leak.by)
    small = [at for at, leak in leaks.items() if len(leak.revealed) > 1 and system.persons[at] < system.threshold]
    look = _Look(system, known, _facts(system, known, rest) if small else {})
    for part in connected([pivots[at] for at in small], known):  # a sum over several rests on the persons of each
        yield from _small_sums(look, part)


def _facts(system: _System, known: AbstractSet[int], rest: list[Row]) -> dict[int, Row]:
    """Equations of visible terms alone. Within one publication no sum of hidden cells can follow from them."""
    if not system.kept:
        return {}
    rows = [row for row in system.rows if row.keys() <= known]
    plain = [{at: value for at, value in row.items() if system.persons[at]} for row in (*rows, *rest)]
    return reduced(plain, sorted({at for row in plain for at in row}, reverse=True))[0]


def _unknown(system: _System, known: AbstractSet[int]) -> tuple[list[Row], list[int]]:
    """The equations with something unknown, and the unknown terms, those with persons enough first."""
    rows = [row for row in system.rows if not row.keys() <= known]
    unknown = {at for row in rows for at in row.keys() - known}
    return rows, sorted(unknown, key=lambda at: (system.persons[at] < system.threshold, at))


def _small_sums(look: _Look, rows: list[Row]) -> Iterator[_Found]:
    """Combinations of rows on too few persons, if there are any; not all of them.

    Each step splits by a term: sums without it, sums that may have it. What is not settled in time counts as found.
    """
    system, handled = look.system, 0
    waiting: list[tuple[list[Row], frozenset[int]]] = [(rows, frozenset())]
    while waiting and handled < MOST_ROWS:
        some, allowed = waiting.pop()
        handled += len(some)
        terms = look.found(some).revealed
        if system.least_persons(terms) < system.threshold:
            for part in connected(some, look.known):
                yield from _weakest(look, part) if _is_unsafe(look, part) else ()
        elif any(map(look.said, some)):
            at = max(terms - allowed, key=lambda term: (system.persons[term], term))
            if system.least_persons(allowed | {at}) < system.threshold:
                waiting.append((some, allowed | {at}))
            waiting.append((without(some, at), allowed))
    if waiting and _is_unsafe(look, rows):
        yield from _weakest(look, rows)


def _weakest(look: _Look, rows: list[Row]) -> list[_Found]:
    """Rows as one leak; between publications, where rows are long, those on the fewest persons as a leak each."""
    if not look.system.kept:
        return [look.found(rows)]
    found = (look.found([row]) for row in rows if look.said(row))
    able = (leak for leak in found if leak.by - look.system.kept)
    return sorted(able, key=lambda leak: (look.system.least_persons(leak.revealed), sorted(leak.revealed)))[:AT_ONCE]


def _is_unsafe(look: _Look, rows: list[Row]) -> bool:
    """Rows on few persons, unless they say nothing, or only a difference, or what rests on enough persons after all."""
    if look.found(rows).by <= look.system.kept:
        return False  # what follows from earlier figures alone is no news: that publication was found safe
    saying = [(said, row) for row in rows if (said := look.said(row))]
    if not saying or (len(rows) == 1 and _is_difference(look, rows[0])):
        return False
    behind = max(look.system.least_behind(row.keys() & look.known) for _, row in saying)
    return len({said for said, _ in saying}) > 1 or behind < look.system.threshold


def _is_difference(look: _Look, row: Row) -> bool:
    """Cells of one publication, some of them subtracted: neither they nor a sum of them is known by that."""
    unknown = row.keys() - look.known
    whens = {look.system.terms[at].when for at in unknown}
    return len(whens) == 1 and "change" not in whens and len({row[at] > 0 for at in unknown}) > 1


def _partners(system: _System, leaks: Sequence[_Found]) -> dict[int, Reason]:
    """Terms to hide against the leaks of a round, each with the reason. Of long sums a term ends two at most."""
    chosen: dict[int, Reason] = {}
    left = {leak: _candidates(system, leak) for leak in leaks}
    while left:
        covers = Counter(at for candidates in left.values() for at in candidates)
        best = min(covers, key=lambda at: (*_rank(system, at), Fraction(system.persons[at], covers[at]), at))
        ended = sorted((leak for leak in left if best in left[leak]), key=lambda leak: len(leak.revealed))
        ended = [leak for place, leak in enumerate(ended) if place < PAIR or len(leak.revealed) == 1]
        between = any(system.terms[at].when != "now" for leak in ended for at in leak.revealed | leak.by)
        chosen[best] = "difference" if between else "secondary"
        left = {leak: rest for leak, each in left.items() if leak not in ended and (rest := each - {best})}
    return chosen


def _candidates(system: _System, leak: _Found) -> frozenset[int]:
    """What may be hidden against a leak: of the best rank there is."""
    if not (able := leak.by - system.kept):
        raise RevealsError("what was published earlier reveals what is to be hidden now")
    return frozenset(at for at in able if _rank(system, at) == min(_rank(system, each) for each in able))


def _rank(system: _System, at: int) -> tuple[bool, bool]:
    """Cells first, then the grand total, then cells of nobody."""
    return not system.persons[at], system.terms[at].cell == EVERYTHING
