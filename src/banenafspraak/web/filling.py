"""What `fill` puts into an installation: steps in their order, each of which may run again without doubling anything.

A room adds its step here. Steps with `invented` run only where DEMO is on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banenafspraak.apps.counting.actions.invented import fill_invented_counts
from banenafspraak.apps.figures.actions import fill_invented
from banenafspraak.apps.mail.actions import fill_examples
from banenafspraak.apps.organisations.actions.reference import fill_invented_organisations, fill_reference
from banenafspraak.apps.schemes.actions.invented import fill_invented_placements
from banenafspraak.web.trying import fill_people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to fill in: how it is told, and what does it."""

    tells: str
    fill: Callable[[], None]
    invented: bool = False


STEPS: tuple[Step, ...] = (
    Step("Verzonnen cijfers staan klaar, in hun eigen reeks.", fill_invented, invented=True),
    Step("De organisaties die bij het programma horen, staan klaar.", fill_reference),
    Step("Verzonnen werkgevers en loketten staan klaar.", fill_invented_organisations, invented=True),
    Step("Verzonnen mensen staan klaar, een voor elke rol.", fill_people, invented=True),
    Step("Verzonnen tellingen zijn bewaard, en enkele gedeeld.", fill_invented_counts, invented=True),
    Step("Verzonnen plaatsingen staan in een portefeuille.", fill_invented_placements, invented=True),
    Step("Van elke brief staat een voorbeeld in de uitgaande post.", fill_examples, invented=True),
)


def fill(steps: tuple[Step, ...], *, demo: bool) -> Iterator[str]:
    """Run the steps that this installation wants, one after the other; tells each that is done."""
    for step in steps:
        if demo or not step.invented:
            step.fill()
            yield step.tells
