"""What is known of an organisation, as one value: from a file, from a form, or as it is kept. And what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

type Fact = str | int | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one organisation. Municipalities are codes; empty is not known."""

    name: str
    kind: str
    sector: str = ""
    subsector: str = ""
    kvk: str = ""
    oin: str = ""
    website: str = ""
    municipalities: tuple[str, ...] = ()
    workers: int | None = None
    workers_on: date | None = None
    workers_source: str = ""
    active_from: date | None = None
    active_to: date | None = None


FACTS = tuple(each.name for each in fields(Facts))
DAYS = ("workers_on", "active_from", "active_to")
WORKERS = ("workers", "workers_on", "workers_source")


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that is otherwise: what it was and what it becomes."""

    fact: str
    before: Fact
    after: Fact


def differences(before: Facts, after: Facts) -> tuple[Difference, ...]:
    """All facts that differ, in their order.

    >>> differences(Facts(name="A", kind="employer"), Facts(name="B", kind="employer"))
    (Difference(fact='name', before='A', after='B'),)
    """
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in FACTS)
    return tuple(Difference(name, old, new) for name, old, new in pairs if old != new)


def added(known: Facts, told: Facts) -> Facts:
    """What is known with what a file tells: an empty cell says nothing, and a municipality that is not named stays.

    A number of workers that is older than the known one changes nothing.

    >>> known = Facts(name="A", kind="employer", kvk="12345678", municipalities=("GM0193",))
    >>> both = added(known, Facts(name="A", kind="employer", municipalities=("GM0141",)))
    >>> both.kvk, both.municipalities
    ('12345678', ('GM0141', 'GM0193'))
    """
    values = {name: getattr(told, name) or getattr(known, name) for name in FACTS if name not in WORKERS}
    values["municipalities"] = tuple(sorted({*known.municipalities, *told.municipalities}))
    newer = told if told.workers_on and (known.workers_on is None or told.workers_on >= known.workers_on) else known
    return Facts(**values, **{name: getattr(newer, name) for name in WORKERS})


def plain(fact: Fact) -> Any:  # noqa: ANN401 - what JSON holds
    """A fact as JSON holds it.

    >>> plain(date(2026, 1, 1)), plain(("GM0193",))
    ('2026-01-01', ['GM0193'])
    """
    if isinstance(fact, date):
        return fact.isoformat()
    return list(fact) if isinstance(fact, tuple) else fact


def as_data(facts: Facts) -> dict[str, Any]:
    """Facts as JSON holds them."""
    return {name: plain(getattr(facts, name)) for name in FACTS}


def from_data(data: Mapping[str, Any]) -> Facts:
    """The facts that were written so.

    >>> some = Facts(name="A", kind="employer", municipalities=("GM0193",), active_from=date(2026, 1, 1))
    >>> from_data(as_data(some)) == some
    True
    """
    days = {name: date.fromisoformat(data[name]) for name in DAYS if data.get(name)}
    return Facts(**{**data, **days, "municipalities": tuple(data.get("municipalities", ()))})
