"""One case as somebody typed it: facts in natural form, read and checked, with all that is wrong said at once.

A case names nobody: there is no fact for a name or a BSN, and who gives one is told that it is never needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, DecimalException
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.regions.membership import municipality
from banenafspraak.core.schemes import days
from banenafspraak.core.schemes.facts import ASKED_ON, NATURAL, Fact, facts

FIRST_DAY, LAST_DAY = date(2013, 1, 1), date(2099, 12, 31)
MOST_DIGITS = 15
THOUSAND = re.compile(r"[.,](\d{3})")
THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?")
"""No fact has three decimals, so 2.400 is two thousand four hundred in either language, and no 2,4."""
DUTCH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
NO_BSN = {"bsn", "burgerservicenummer", "sofinummer"}
YES_NO = {"ja": True, "nee": False, "yes": True, "no": False, "true": True, "false": False}
NOT_KNOWN = {"", "onbekend", "unknown", "weet ik niet"}
FORMS = {
    "ja_nee": ("ja of nee", "ja of nee"),
    "datum": ("dag", "een dag zoals 2026-07-01"),
    "geheel": ("heel getal", "een heel getal"),
    "uren": ("aantal uren", "een aantal uren zoals 32 of 28,5"),
    "bedrag": ("bedrag", "een bedrag in euro zoals 2400 of 2400,50"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """What is known, as whole numbers by fact, on the day asked about. What is not known is not in it."""

    on: date
    known: Mapping[str, int]

    def with_facts(self, **known: int | None) -> Case:
        """The same with some facts otherwise; None makes one unknown."""
        merged = {name: value for name, value in {**self.known, **known}.items() if value is not None}
        return replace(self, known=MappingProxyType(merged))

    def on_day(self, day: date) -> Case:
        """The same asked about another day."""
        return replace(self, on=day)


def read_case(data: Mapping[str, Any], today: date) -> Case:
    """A case from its form in YAML, JSON or a form on screen; the day asked about is today when none is given.

    Raises:
        ProblemsError: every field that is wrong, and every pair that contradicts.

    >>> read_case({"loonwaarde": 60, "uren_per_week": "32"}, date(2026, 7, 1)).known["uren_per_week"]
    3200
    """
    known: dict[str, int] = {}
    problems: list[Problem] = []
    for name, typed in data.items():
        if name == ASKED_ON or _is_unknown(typed):
            continue
        if str(name).lower() in NO_BSN:
            problems.append(Problem("case-no-bsn"))
            continue
        if name not in facts():
            near = get_close_matches(str(name), facts(), 1)
            problems.append(_problem("case-unknown", str(name), near=near[0] if near else "een gegeven uit de lijst"))
            continue
        value = _read(facts()[name], typed)
        if isinstance(value, Problem):
            problems.append(value)
        else:
            known[name] = value
    on = today if _is_unknown(data.get(ASKED_ON)) else _asked_on(data[ASKED_ON])
    if isinstance(on, Problem):
        problems.append(on)
    problems += contradictions(known)
    if problems or isinstance(on, Problem):
        raise ProblemsError(problems)
    return Case(on, MappingProxyType(known))


def contradictions(known: Mapping[str, int]) -> Iterator[Problem]:
    """Facts that cannot be true together, each pair with why."""
    for one, of_one, other, of_other, code in EXCLUDING:
        if _said(known, one, of_one) and _said(known, other, of_other):
            yield _problem(code, one, other=other)
    for early, late, code in IN_ORDER:
        if early in known and late in known and known[late] < known[early]:
            yield _problem(code, late, other=early)


DISABLED = ("wajong", "wajong_geen_arbeidsvermogen")
EXCLUDING = (
    ("uitkering", DISABLED, "begeleid_door_gemeente", "ja", "case-wajong-municipality"),
    ("beschut_werk_besluit", "ja", "in_doelgroepregister", "ja", "case-sheltered-registered"),
    ("beschut_werk_besluit", "ja", "wsw", ("artikel_2", "artikel_7"), "case-sheltered-wsw"),
    ("uitkering", DISABLED, "wajong_gehad", "nee", "case-wajong-never"),
    ("is_ziek", "nee", "ziek_vanaf", "gegeven", "case-sick-day"),
    ("in_doelgroepregister", "nee", "register_grond", "gegeven", "case-ground"),
)
IN_ORDER = (
    ("startdatum", "einddatum", "case-ends-before"),
    ("geboortedatum", "startdatum", "case-works-unborn"),
    ("geboortedatum", "school_verlaten_op", "case-school-unborn"),
)


def _said(known: Mapping[str, int], name: str, what: str | tuple[str, ...]) -> bool:
    if name not in known or what == "gegeven":
        return name in known
    if isinstance(what, tuple):
        return known[name] in {facts()[name].code(one) for one in what}
    return known[name] == (what == "ja")


def _is_unknown(typed: object) -> bool:
    return typed is None or (isinstance(typed, str) and typed.strip().lower() in NOT_KNOWN)


def _problem(code: str, field: str, **values: str | int) -> Problem:
    return Problem(code, Place(column=field if field in facts() or field == ASKED_ON else None), values)


def _asked_on(typed: object) -> date | Problem:
    day = _day(typed)
    if day is None:
        return _problem("case-kind", ASKED_ON, kind=FORMS["datum"][0], form=FORMS["datum"][1])
    if day > LAST_DAY:
        return _problem("case-bounds", ASKED_ON, lowest=FIRST_DAY.isoformat(), highest=LAST_DAY.isoformat())
    return day if day >= FIRST_DAY else _problem("case-before-law", ASKED_ON)


def read_fact(fact: Fact, typed: object) -> int | Problem | None:
    """The inner number of what was typed, None for what is not known, or what is wrong with it."""
    return None if _is_unknown(typed) else _read(fact, typed)


def _read(fact: Fact, typed: object) -> int | Problem:
    if fact.kind == "gemeente":
        return _municipality(fact, typed)
    if fact.kind == "keuze":
        if isinstance(typed, str) and typed in fact.choices:
            return fact.code(typed)
        return _problem("case-choice", fact.name, known=", ".join(fact.choices))
    value = READERS[fact.kind](typed)
    if value is None:
        kind, form = FORMS[fact.kind]
        return _problem("case-kind", fact.name, kind=kind, form=form)
    if fact.kind != "ja_nee" and not fact.lowest <= value <= fact.highest:
        return _problem("case-bounds", fact.name, lowest=shown(fact, fact.lowest), highest=shown(fact, fact.highest))
    return value


def _municipality(fact: Fact, typed: object) -> int | Problem:
    code = municipality(str(typed))
    return int(code.removeprefix("GM")) if code else _problem("case-municipality", fact.name)


def _yes(typed: object) -> int | None:
    if isinstance(typed, bool):
        return int(typed)
    found = YES_NO.get(str(typed).strip().lower())
    return None if found is None else int(found)


def _day(typed: object) -> date | None:
    if isinstance(typed, date):
        return typed.date() if isinstance(typed, datetime) else typed
    text = str(typed).strip()
    with suppress(ValueError):
        if match := DUTCH_DAY.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(text)
    return None


def _day_number(typed: object) -> int | None:
    day = _day(typed)
    return None if day is None else days.number(day)


def _scaled(typed: object, scale: int) -> int | None:
    """A number as whole parts, exactly; None when it is none, or has more digits than the parts hold."""
    if isinstance(typed, bool):
        return None
    text = str(typed).strip().replace("€", "").replace(" ", "")
    if isinstance(typed, str) and THOUSANDS.fullmatch(text):
        text = THOUSAND.sub(r"\1", text)
    try:
        value = Decimal(text.replace(",", ".")) * scale
        fits = value.is_finite() and value.adjusted() < MOST_DIGITS and value == value.to_integral_value()
    except DecimalException:
        return None
    return int(value) if fits else None


READERS: Mapping[str, Callable[[object], int | None]] = {
    "ja_nee": _yes,
    "datum": _day_number,
    "geheel": lambda typed: _scaled(typed, 1),
    "uren": lambda typed: _scaled(typed, NATURAL["uren"]),
    "bedrag": lambda typed: _scaled(typed, NATURAL["bedrag"]),
}


def natural(name: str, value: int) -> bool | str | int:
    """A fact as a person writes it, and as JSON carries it: the opposite of reading.

    >>> natural("uren_per_week", 3250), natural("kan_werken", 1), natural("startdatum", 0)
    ('32.50', True, '1970-01-01')
    """
    fact = facts()[name]
    if fact.kind == "ja_nee":
        return bool(value)
    if fact.kind == "keuze":
        return list(fact.choices)[value]
    if fact.kind == "gemeente":
        return f"GM{value:04}"
    return shown(fact, value) if fact.kind != "geheel" else value


def shown(fact: Fact, value: int) -> str:
    """A number or day as text, without thousands."""
    if fact.kind == "datum":
        return days.day_of(value).isoformat()
    scale = NATURAL.get(fact.kind, 1)
    return str(value) if scale == 1 else f"{Decimal(value) / scale:.2f}"
