"""What a question about schemes may know: each fact with its kind, its bounds and the question that asks for it.

Every fact may be missing, which is not the same as no. Inside, a fact is a whole number: yes 1 and no 0, a choice by
its place, a day since 1970, hours in hundredths, money in cents. What was typed is read and checked in cases.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.schemes import days
from banenafspraak.core.schemes.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

SCALE = {"uren": 100}
"""How many parts a fact of a kind is kept in, beside the unit it is asked in; money is bounded in cents already."""
NATURAL = {"uren": 100, "bedrag": 100}
"""How many of the inner parts make one of what a person types: hundredths of an hour, cents of a euro."""
ASKED_ON = "peildatum"
PENSION = "onder_aow_leeftijd"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. `sensitive`: no employer sees it without consent (Ziektewet 38b); `wide`: its bounds say nothing."""

    name: str
    kind: str
    about: str
    question: Words
    where: Words
    unit: str = ""
    lowest: int = 0
    highest: int = 1
    choices: Mapping[str, Words] = MappingProxyType({})
    sensitive: bool = False
    wide: bool = False

    def code(self, choice: str) -> int:
        """The number of a choice; ValueError when there is none of that name."""
        return list(self.choices).index(choice)

    @property
    def extremes(self) -> tuple[int, ...]:
        """Every choice, or the two ends between which an unknown number lies."""
        return tuple(range(len(self.choices))) if self.choices else (self.lowest, self.highest)


@cache
def facts() -> Mapping[str, Fact]:
    """All facts by name, in the order in which they are asked.

    >>> facts()["loonwaarde"].highest, facts()["uren_per_week"].highest
    (100, 6000)
    """
    bodies = load_yaml(Path(__file__).with_name("facts.yaml").read_text(encoding="utf-8"))
    return MappingProxyType({name: _fact(name, body) for name, body in bodies.items()})


def _fact(name: str, body: Mapping[str, Any]) -> Fact:
    scale = SCALE.get(body["soort"], 1)
    return Fact(
        name=name,
        kind=body["soort"],
        about=body["over"],
        question=Words(**body["vraag"]),
        where=Words(**body["waar"]),
        unit=body.get("eenheid", ""),
        lowest=_bound(body.get("laagste", 0)) * scale,
        highest=_bound(body.get("hoogste", 1)) * scale,
        choices=MappingProxyType({key: Words(**text) for key, text in body.get("keuzes", {}).items()}),
        sensitive=body.get("gevoelig", False),
        wide=body.get("ruim", False),
    )


def _bound(value: int | date) -> int:
    return days.number(value) if isinstance(value, date) else value
