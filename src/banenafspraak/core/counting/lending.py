"""Lent workers in the quota of one employer: hours that a lender assigns to a hirer, and hours that leave the lender.

Wfsv 38g(2)(4)(5); Besluit Wfsv 2.27, 2.28, 2.30, 2.31, 2.33. Both must have agreed by 1 August of the year after. An
assignment that does not count says why; the sentences stand in notes.yaml under the same code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Literal

from banenafspraak.core.counting.quota import fiscal_number, quota_law
from banenafspraak.core.tables.reading import FILE, NUMBER, PERSON, Read, Reading, read_table

Side = Literal["in", "out"]
COUNTED, CAPPED, UNCHECKED = "telt", "afgetopt", "uren_niet_nagegaan"
NOT_AGREED, LATE, ELSEWHERE, SAME = "geen_akkoord", "akkoord_te_laat", "andere_werkgever", "zelfde_werkgever"
NOT_REGISTERED, NO_HOURS = "niet_in_register", "geen_uren_bij_uitlener"
type ByCode = Mapping[int | None, Fraction]
"""Hundredths of an hour of one employer in a year, by code aard."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Hours of a person that a lender assigns to a hirer, with the days on which each of them agreed."""

    person: int
    lender: str
    hirer: str
    hundredths: int
    lender_agreed: date | None = None
    hirer_agreed: date | None = None
    file: str = ""
    row: int = 0

    @property
    def agreed(self) -> date | None:
        """The day on which both had agreed; None while one of them has not."""
        if self.lender_agreed is None or self.hirer_agreed is None:
            return None
        return max(self.lender_agreed, self.hirer_agreed)


@dataclass(frozen=True, slots=True)
class Assigned:
    """An assignment with the hundredths of an hour that count, and the code that says why they do or do not."""

    assignment: Assignment
    counted: Fraction
    code: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the deliveries say: their employers, counted hours of a person at an employer, who was registered."""

    employers: frozenset[str]
    at_lender: Mapping[tuple[str, int], Fraction]
    registered: frozenset[int]


def read_assignments(path: Path, reading: Reading) -> tuple[tuple[Assignment, ...], Read]:
    """The assignments in a file. Persons pass the door of the payroll, so that no BSN goes further.

    Raises:
        ProblemsError: the file cannot be read as such a table.
    """
    read = read_table("lending", [path], reading)
    columns = (PERSON, "uitlener", "inlener", "uren", "uitlener_akkoord_op", "inlener_akkoord_op", FILE, NUMBER)
    rows = zip(*(read.rows[name].to_pylist() for name in columns), strict=True)
    found = tuple(
        Assignment(person, fiscal_number(lender), fiscal_number(hirer), hours, said, fiat, read.source_names[file], row)
        for person, lender, hirer, hours, said, fiat, file, row in rows
    )
    return found, read


def agree_by(year: int) -> date:
    """The last day on which lender and hirer can agree about a year (Besluit Wfsv 2.28(3), 2.30).

    >>> agree_by(2025)
    datetime.date(2026, 8, 1)
    """
    return date.fromisoformat(f"{year + 1}-{quota_law().values['inleen_akkoord_uiterlijk'].text}")


def assess(assignments: Iterable[Assignment], side: Side, year: int, known: Known) -> tuple[Assigned, ...]:
    """What counts of each assignment, in their order: agreed in time, and never above the person's hours at the lender.

    `side` says for whom the assignments were given: for hirers (in) or for lenders (out) in the deliveries. Hours of a
    lender that is not in the deliveries cannot be checked. When several assignments of a person go above the hours, the
    later ones are cut: the law only says that the total may not be exceeded (Besluit Wfsv 2.28(4); the cut is ours, U).
    """
    left = dict(known.at_lender)
    found: list[Assigned] = []
    for one in assignments:
        asked = Fraction(one.hundredths)
        if code := _refusal(one, side, year, known):
            found.append(Assigned(one, Fraction(), code))
        elif one.lender not in known.employers:
            found.append(Assigned(one, asked, UNCHECKED))
        else:
            room = left.get((one.lender, one.person), Fraction())
            counted = min(asked, room)
            left[one.lender, one.person] = room - counted
            found.append(Assigned(one, counted, COUNTED if counted == asked else CAPPED))
    return tuple(found)


def _refusal(one: Assignment, side: Side, year: int, known: Known) -> str | None:
    """Why an assignment does not count at all, the first reason that holds."""
    here = one.lender in known.employers
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        (ELSEWHERE, lambda: (one.hirer if side == "in" else one.lender) not in known.employers),
        (SAME, lambda: one.lender == one.hirer),
        (NOT_AGREED, lambda: one.agreed is None),
        (LATE, lambda: one.agreed is not None and one.agreed > agree_by(year)),
        (NOT_REGISTERED, lambda: one.person not in known.registered),
        (NO_HOURS, lambda: here and known.at_lender.get((one.lender, one.person), 0) <= 0),
    )
    return next((code for code, holds in checks if holds()), None)


def lent_in(assigned: Iterable[Assigned], employer: str) -> Fraction:
    """Hundredths of an hour by which a hirer's hours of the target group grow (Besluit Wfsv 2.28(4))."""
    return sum((one.counted for one in assigned if one.assignment.hirer == employer), Fraction())


def lent_out(assigned: Iterable[Assigned], employer: str, not_in_group: Mapping[int, Fraction]) -> Fraction:
    """Hundredths of an hour by which a lender's hours of the target group shrink (Besluit Wfsv 2.28(5)(6)).

    `not_in_group` are a person's hours that were never in them: those of Wsw article 2 (Wfsv 38g(2)). Hours assigned
    are taken from these first, so that nothing is taken off twice.
    """
    by_person: dict[int, Fraction] = defaultdict(Fraction)
    for one in assigned:
        if one.assignment.lender == employer:
            by_person[one.assignment.person] += one.counted
    taken = (hours - not_in_group.get(person, Fraction()) for person, hours in by_person.items())
    return sum((max(hours, Fraction()) for hours in taken), Fraction())


# -- hours that leave the lender ------------------------------------------------------------------------------------


def temp_staff_codes() -> frozenset[int]:
    """Codes aard of temp staff: temp workers, and Wsw article 2 lent out (Besluit Wfsv 2.27; mapping D).

    >>> sorted(temp_staff_codes())
    [11, 22]
    """
    return _codes("uitzendpersoneel")


def wsw_codes() -> frozenset[int]:
    """Codes aard of Wsw article 2, who are neither workers nor target group at their own employer (Wfsv 38g(2)).

    >>> sorted(wsw_codes())
    [21, 22]
    """
    return _codes("wsw_artikel_2")


def quota_hours(by_code: ByCode) -> Fraction:
    """All hours that the quota looks at: without temp staff and Wsw article 2 (Wfsv 38g(2)(5), Besluit Wfsv 2.31).

    >>> quota_hours({1: Fraction(100), 11: Fraction(50), 21: Fraction(20)})
    Fraction(100, 1)
    """
    return _without(by_code, temp_staff_codes() | wsw_codes())


def size_hours(by_code: ByCode) -> Fraction:
    """The hours of the size test: without temp staff, and at a Wsw executor that lends without all of Wsw article 2.

    That an executor lends is seen by lent Wsw work in its return (Besluit Wfsv 2.33; D).

    >>> size_hours({1: Fraction(100), 11: Fraction(50), 21: Fraction(20)})
    Fraction(120, 1)
    >>> size_hours({1: Fraction(100), 22: Fraction(50), 21: Fraction(20)})
    Fraction(100, 1)
    """
    lent = temp_staff_codes() & wsw_codes()
    lends = any(by_code.get(code) for code in lent)
    return _without(by_code, temp_staff_codes() | (wsw_codes() if lends else frozenset()))


def _without(by_code: ByCode, codes: frozenset[int]) -> Fraction:
    return sum((hours for code, hours in by_code.items() if code not in codes), Fraction())


def _codes(name: str) -> frozenset[int]:
    return frozenset(map(int, quota_law().values[name].texts))
