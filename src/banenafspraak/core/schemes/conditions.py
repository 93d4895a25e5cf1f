"""Conditions as the law files write them: facts joined by alle, een_van and niet, true, false or unknown.

Truth is a number: yes 1, no -1, unknown 0. Then `and` is the least, `or` the greatest and `not` the opposite, for one
case and for an array alike (the strong logic of Kleene, Introduction to Metamathematics, 1952, section 64).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from banenafspraak.core.schemes import days
from banenafspraak.core.schemes.facts import ASKED_ON, NATURAL, PENSION, facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from banenafspraak.core.schemes.days import Day
    from banenafspraak.core.schemes.exact import Exact

Truth = Any  # -1, 0 or 1, or an array of these
YES, UNKNOWN, NO = 1, 0, -1
SPANS = ("maanden", "jaren", "weken", "dagen")
DAY_SIGNS = {"voor": "<", "uiterlijk": "<=", "vanaf": ">=", "na": ">"}
NUMBER_SIGNS = {"minder_dan": "<", "hoogstens": "<=", "ten_minste": ">=", "meer_dan": ">"}
DERIVED_BOUNDS = frozenset({"drempel"})


class FaultError(ValueError):
    """A condition that cannot be read, with what is wrong in a few words of the file."""


class Means(Protocol):
    """What a condition asks of the case, or of the people, that it is held against."""

    def truth(self, name: str) -> Truth:
        """Whether a yes-or-no fact holds."""

    def among(self, name: str, codes: tuple[int, ...]) -> Truth:
        """Whether a choice is one of these."""

    def compare(self, name: str, sign: str, bound: Exact | Day, unless: tuple[str, ...] = ()) -> Truth:
        """How a number or day stands to a bound; unknown where it, or one of the facts in `unless`, is unknown."""

    def day(self, name: str) -> Day:
        """A day, whatever it is where it is unknown."""

    def bound(self, name: str) -> Exact | None:
        """A value of this scheme on the day asked, or a quantity derived from it; None where there is none."""

    def both(self, truths: list[Truth]) -> Truth:
        """The least of several truths."""

    def either(self, truths: list[Truth]) -> Truth:
        """The greatest of several truths."""


class Rule(Protocol):
    """One condition, or a part of one."""

    def holds(self, means: Means) -> Truth:
        """Whether it holds."""

    def facts(self) -> Iterator[str]:
        """The facts it looks at, in order."""


@dataclass(frozen=True, slots=True)
class Is:
    """A yes-or-no fact is yes."""

    fact: str

    def holds(self, means: Means) -> Truth:
        """Whether it holds."""
        return means.truth(self.fact)

    def facts(self) -> Iterator[str]:
        """The fact."""
        yield "geboortedatum" if self.fact == PENSION else self.fact


@dataclass(frozen=True, slots=True)
class Among:
    """A choice is one of these."""

    fact: str
    codes: tuple[int, ...]

    def holds(self, means: Means) -> Truth:
        """Whether it holds."""
        return means.among(self.fact, self.codes)

    def facts(self) -> Iterator[str]:
        """The fact."""
        yield self.fact


@dataclass(frozen=True, slots=True)
class Number:
    """A number stands so to a fixed bound, or to a named value of the scheme."""

    fact: str
    sign: str
    bound: Exact | str

    def holds(self, means: Means) -> Truth:
        """Whether it holds; unknown where the law has no such value on the day."""
        bound = means.bound(self.bound) if isinstance(self.bound, str) else self.bound
        return UNKNOWN if bound is None else means.compare(self.fact, self.sign, bound)

    def facts(self) -> Iterator[str]:
        """The fact."""
        yield self.fact


@dataclass(frozen=True, slots=True)
class When:
    """A day stands so to another day, so many months and days after it."""

    fact: str
    sign: str
    base: str | int
    months: int = 0
    days: int = 0

    def holds(self, means: Means) -> Truth:
        """Whether it holds."""
        if isinstance(self.base, int):
            return means.compare(self.fact, self.sign, self.base)
        bound = days.later(means.day(self.base), self.months, self.days)
        return means.compare(self.fact, self.sign, bound, unless=(self.base,))

    def facts(self) -> Iterator[str]:
        """The days that are asked; the day of the question is always known."""
        yield from (name for name in (self.fact, self.base) if isinstance(name, str) and name != ASKED_ON)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    rule: Rule

    def holds(self, means: Means) -> Truth:
        """Whether it holds."""
        return -self.rule.holds(means)

    def facts(self) -> Iterator[str]:
        """Those of its rule."""
        yield from self.rule.facts()


@dataclass(frozen=True, slots=True)
class All:
    """All of them hold."""

    rules: tuple[Rule, ...]

    def holds(self, means: Means) -> Truth:
        """Whether it holds."""
        return means.both([rule.holds(means) for rule in self.rules])

    def facts(self) -> Iterator[str]:
        """Those of its rules."""
        for rule in self.rules:
            yield from rule.facts()


@dataclass(frozen=True, slots=True)
class OneOf:
    """At least one of them holds."""

    rules: tuple[Rule, ...]

    def holds(self, means: Means) -> Truth:
        """Whether it holds."""
        return means.either([rule.holds(means) for rule in self.rules])

    def facts(self) -> Iterator[str]:
        """Those of its rules."""
        for rule in self.rules:
            yield from rule.facts()


def read_rule(body: object) -> Rule:
    """A condition as a law file writes it; FaultError with what is wrong.

    >>> list(read_rule({"alle": ["kan_werken", {"loonwaarde": {"minder_dan": 100}}]}).facts())
    ['kan_werken', 'loonwaarde']
    """
    if isinstance(body, str):
        return _yes(body)
    if not isinstance(body, dict) or len(body) != 1:
        raise FaultError("een voorwaarde is een feit, of één sleutel met wat ervan gevraagd wordt")
    [(name, inner)] = body.items()
    if name in JOINED:
        return JOINED[name](inner)
    if isinstance(inner, list):
        return _among(name, inner)
    if isinstance(inner, dict):
        return _compared(name, inner)
    raise FaultError(f"{name}: hier staat een lijst van keuzes of een vergelijking")


def _yes(name: str) -> Rule:
    if name != PENSION and (name not in facts() or facts()[name].kind != "ja_nee"):
        raise FaultError(f"{name}: geen gegeven met ja of nee")
    return Is(name)


def _several(inner: object) -> tuple[Rule, ...]:
    if not isinstance(inner, list) or not inner:
        raise FaultError("alle en een_van hebben een lijst")
    return tuple(read_rule(one) for one in inner)


JOINED: Mapping[str, Callable[[object], Rule]] = {
    "niet": lambda inner: Not(read_rule(inner)),
    "alle": lambda inner: All(_several(inner)),
    "een_van": lambda inner: OneOf(_several(inner)),
}


def _among(name: str, inner: list[object]) -> Rule:
    known = facts().get(name)
    if known is None or not known.choices:
        raise FaultError(f"{name}: geen gegeven met keuzes")
    if strange := [str(one) for one in inner if one not in known.choices]:
        raise FaultError(f"{name}: geen keuze {', '.join(strange)}")
    return Among(name, tuple(known.code(str(one)) for one in inner))


def _compared(name: str, inner: Mapping[str, object]) -> Rule:
    kind = "datum" if name == ASKED_ON else facts()[name].kind if name in facts() else ""
    if kind == "datum":
        return _when(name, inner)
    if kind not in {"geheel", "uren", "bedrag"}:
        raise FaultError(f"{name}: geen getal en geen datum")
    [(sign, bound)] = inner.items() if len(inner) == 1 else [("", None)]
    if sign not in NUMBER_SIGNS:
        raise FaultError(f"{name}: vergelijk met één van {', '.join(NUMBER_SIGNS)}")
    if isinstance(bound, str):
        return Number(name, NUMBER_SIGNS[sign], bound)
    if isinstance(bound, bool) or not isinstance(bound, int):
        raise FaultError(f"{name}: een heel getal, of de naam van een waarde")
    return Number(name, NUMBER_SIGNS[sign], _fixed(bound * NATURAL.get(kind, 1)))


def _fixed(value: int) -> Exact:
    from banenafspraak.core.schemes.exact import as_exact  # noqa: PLC0415 - arrays are loaded when a rule needs them

    return as_exact(Decimal(value))


def _when(name: str, inner: Mapping[str, object]) -> Rule:
    signs = [key for key in inner if key in DAY_SIGNS]
    spans = {key: value for key, value in inner.items() if key in SPANS}
    if len(signs) != 1 or len(signs) + len(spans) != len(inner):
        raise FaultError(f"{name}: vergelijk met één van {', '.join(DAY_SIGNS)}, en eventueel {', '.join(SPANS)}")
    if any(isinstance(value, bool) or not isinstance(value, int) for value in spans.values()):
        raise FaultError(f"{name}: {', '.join(SPANS)} in hele getallen")
    base = inner[signs[0]]
    if isinstance(base, date):
        return When(name, DAY_SIGNS[signs[0]], days.number(base))
    if not isinstance(base, str) or (base != ASKED_ON and (base not in facts() or facts()[base].kind != "datum")):
        raise FaultError(f"{name}: een dag, of een gegeven dat een dag is")
    months, rest = span(spans)
    return When(name, DAY_SIGNS[signs[0]], base, months, rest)


def span(spans: Mapping[str, Any]) -> tuple[int, int]:
    """A span in months and days.

    >>> span({"jaren": 1, "weken": 2})
    (12, 14)
    """
    months = int(spans.get("maanden", 0)) + days.MONTHS * int(spans.get("jaren", 0))
    return months, int(spans.get("dagen", 0)) + 7 * int(spans.get("weken", 0))
