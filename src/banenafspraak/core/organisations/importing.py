"""What a file of organisations would do: each row new, the same, changed, alike to one that is known, or refused.

An equal mark, KvK number or OIN is decisive. An equal or alike name is not: a person says whether it is the same.
Nothing is written here; every row that was read has one outcome, so accepted and refused are all that was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from banenafspraak.core.kernel.problems import Place, Problem
from banenafspraak.core.organisations.facts import Difference, Facts, added, differences
from banenafspraak.core.organisations.naming import NameIndex, folded, key
from banenafspraak.core.organisations.sectors import subsector_named, subsectors
from banenafspraak.core.regions.membership import called

MOST_CANDIDATES = 5
BARE = frozenset({"vso"})
"""Abbreviations that mean two things: an organisation is named in full."""
APART = re.compile(r"\s*[,;|]\s*")


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    ALIKE = "alike"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file that could be read: its number, the mark by which it says who it is, and its facts."""

    row: int
    reference: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation that is kept: its public id, the version of it, what is known, and the names it had."""

    id: str
    version: int
    facts: Facts
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One that a row may be, and how alike the names are."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one row, and why. `twin` is an earlier row of the file with the same name."""

    row: int
    outcome: Outcome
    facts: Facts | None = None
    target: str = ""
    version: int = 0
    changes: tuple[Difference, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    twin: int | None = None
    problems: tuple[Problem, ...] = ()


def bare_abbreviation(name: str) -> bool:
    """Whether a name is nothing but an abbreviation that means two things.

    >>> bare_abbreviation("V.S.O."), bare_abbreviation("Verbond Sectorwerkgevers Overheid")
    (True, False)
    """
    return "".join(folded(name)) in BARE


def line_of(row: int, cells: Mapping[str, object], file: str = "") -> Line | tuple[Problem, ...]:
    """A row as facts, or everything that is wrong with it. Cells are values by the names of the table's columns."""
    problems = [Problem(code, Place(file, row, column), values) for column, code, values in _faults(cells)]
    if problems:
        return tuple(problems)
    part = subsector_named(_text(cells, "subsector"))
    return Line(
        row,
        _text(cells, "kenmerk"),
        Facts(
            name=_text(cells, "naam"),
            kind=_text(cells, "soort_organisatie"),
            sector=_text(cells, "sector") or (part.sector if part else ""),
            subsector=part.slug if part else "",
            kvk=_text(cells, "kvk"),
            oin=_text(cells, "oin"),
            website=_text(cells, "website"),
            municipalities=tuple(
                sorted({called(name)[0].code for name in municipality_names(_text(cells, "gemeenten"))})
            ),
            workers=cells.get("werknemers"),  # type: ignore[arg-type]  # the table's checks made it a whole number
            workers_on=cells.get("werknemers_op") if cells.get("werknemers") is not None else None,  # type: ignore[arg-type]  # and this a day
            workers_source=_text(cells, "werknemers_bron") if cells.get("werknemers") is not None else "",
            active_from=cells.get("actief_vanaf"),  # type: ignore[arg-type]  # and this
            active_to=cells.get("actief_tot"),  # type: ignore[arg-type]  # and this
        ),
    )


def _text(cells: Mapping[str, object], column: str) -> str:
    return str(cells.get(column) or "")


def municipality_names(text: str) -> list[str]:
    """The names of municipalities in one cell.

    >>> municipality_names("Zwolle, Ede;"), municipality_names("")
    (['Zwolle', 'Ede'], [])
    """
    return [name for name in APART.split(text.strip()) if name]


def municipality_faults(names: Iterable[str]) -> Iterator[tuple[str, Mapping[str, str | int]]]:
    """What is wrong with names of municipalities: one is unknown, or means several."""
    meant = [called(name) for name in names]
    if any(not some for some in meant):
        yield "municipality-unknown", {}
    if unsure := {each.name for some in meant if len(some) > 1 for each in some}:
        yield "place-ambiguous", {"names": ", ".join(sorted(unsure))}


def _faults(cells: Mapping[str, object]) -> Iterator[tuple[str, str, Mapping[str, str | int]]]:
    if bare_abbreviation(_text(cells, "naam")):
        yield "naam", "organisation-name-bare", {}
    told, sector = _text(cells, "subsector"), _text(cells, "sector")
    part = subsector_named(told)
    if told and part is None:
        yield "subsector", "subsector-unknown", {"valid": ", ".join(subsectors())}
    if part and sector and part.sector != sector:
        yield "subsector", "subsector-elsewhere", {}
    for code, values in municipality_faults(municipality_names(_text(cells, "gemeenten"))):
        yield "gemeenten", code, values


@dataclass(slots=True)
class Register:
    """All organisations that are known, found by mark, number or name; and what the file itself named before."""

    _known: dict[str, Known] = field(default_factory=dict)
    _by_number: dict[tuple[str, str], str] = field(default_factory=dict)
    _names: NameIndex = field(default_factory=NameIndex)
    _seen: dict[tuple[str, str], int] = field(default_factory=dict)
    _lines: dict[str, Line] = field(default_factory=dict)

    @classmethod
    def of(cls, known: Iterable[Known]) -> Register:
        """A register of organisations."""
        made = cls()
        for one in known:
            made._known[one.id] = one
            made._by_number |= dict.fromkeys(_numbers(one.facts), one.id)
            for name in (one.facts.name, *one.former):
                made._names.add(name, one.id)
        return made

    def plan(self, line: Line, file: str = "") -> Planned:
        """What becomes of a row.

        >>> uwv = Known("u", 3, Facts(name="UWV", kind="uwv", kvk="34360247"))
        >>> register = Register.of([uwv])
        >>> register.plan(Line(2, "", Facts(name="Uitvoeringsinstituut", kind="uwv", kvk="34360247"))).outcome
        <Outcome.CHANGED: 'changed'>
        >>> register.plan(Line(3, "", Facts(name="Het U.W.V.", kind="uwv"))).candidates
        (Candidate(id='u', score=1.0),)
        """
        targets, problem = self._decisive(line, file)
        if problem:
            return Planned(line.row, Outcome.REFUSED, problems=(problem,))
        planned = self._joined(line, self._known[targets[0]]) if targets else self._by_name(line)
        self._remember(line, planned)
        return planned

    def _decisive(self, line: Line, file: str) -> tuple[list[str], Problem | None]:
        """Who a row is by its mark and numbers, or why that cannot be."""
        place = Place(file, line.row)
        numbers = _numbers(line.facts)
        if line.reference and line.reference not in self._known:
            return [], Problem("organisation-not-found", Place(file, line.row, "kenmerk"))
        marks = [line.reference] if line.reference else []
        targets = list(dict.fromkeys([*marks, *(self._by_number[one] for one in numbers if one in self._by_number)]))
        if len(targets) > 1:
            return [], Problem("organisation-numbers-disagree", place)
        names = [*numbers, *(("id", target) for target in targets)]
        if twice := next((self._seen[one] for one in names if one in self._seen), None):
            return [], Problem("organisation-twice", place, {"row": twice})
        return targets, None

    def _joined(self, line: Line, known: Known) -> Planned:
        after = added(known.facts, line.facts)
        changes = differences(known.facts, after)
        outcome = Outcome.CHANGED if changes else Outcome.SAME
        return Planned(line.row, outcome, after, known.id, known.version, changes)

    def _by_name(self, line: Line) -> Planned:
        """New, unless a name is alike and no number says that it is another."""
        found = [
            Candidate(holder, round(score, 3))
            for score, holder in self._names.alike(line.facts.name)
            if not _apart(line.facts, self._known[holder].facts)
        ]
        earlier = self._lines.get(key(line.facts.name))
        twin = earlier.row if earlier and not _apart(line.facts, earlier.facts) else None
        outcome = Outcome.ALIKE if found or twin else Outcome.NEW
        return Planned(line.row, outcome, line.facts, candidates=tuple(found[:MOST_CANDIDATES]), twin=twin)

    def _remember(self, line: Line, planned: Planned) -> None:
        self._seen |= dict.fromkeys(_numbers(line.facts), line.row)
        self._lines.setdefault(key(line.facts.name), line)
        if planned.target:
            self._seen["id", planned.target] = line.row


def _numbers(facts: Facts) -> list[tuple[str, str]]:
    return [(name, number) for name, number in (("kvk", facts.kvk), ("oin", facts.oin)) if number]


def _apart(one: Facts, other: Facts) -> bool:
    """Whether two have each a number of their own: then they are two."""
    pairs = ((one.kvk, other.kvk), (one.oin, other.oin))
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)
