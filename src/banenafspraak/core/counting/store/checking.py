"""Looking a store through: the chain of its states, the digests of its files, and whether what was made is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from banenafspraak.core.counting.engines.duckdb import DuckEngine
from banenafspraak.core.counting.plan import Plan
from banenafspraak.core.counting.store.shelf import Shelf
from banenafspraak.core.counting.store.state import STATES, Store

type Tick = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking through found: the last state that is gone or changed, files that are, and counts that differ."""

    states: int
    broken_state: str | None
    broken_files: tuple[str, ...]
    counted: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether everything is as it was written."""
        return not (self.broken_state or self.broken_files or self.differing)


def look_through(store: Store, plans: Sequence[Plan] = (), tick: Tick = lambda name: None) -> Looked:  # noqa: ARG005 - nobody is told
    """Check every digest of a store; with plans, count them anew from the months and hold what was made beside it.

    Raises:
        ProblemsError: a count cannot be made.
    """
    shelf, engine = Shelf(store, DuckEngine()), DuckEngine()
    tick(STATES)
    files = tuple(store.objects.broken(store.named()))
    counted: list[str] = []
    differing: list[str] = []
    for plan in plans:
        name = f"{plan.definition.name} {plan.asked}"
        tick(name)
        counted.append(name)
        if not files and shelf.outcome(plan) != shelf.recount(plan, engine):
            differing.append(name)
    return Looked(store.state.number + 1, store.broken_state(), files, tuple(counted), tuple(differing))
