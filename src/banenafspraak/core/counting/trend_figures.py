"""The figures of a trend report: tables of one count and totals of earlier periods, all of them published.

A report is made to be shared, so nothing here is complete: what trending.py sets in words has passed publishing.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from banenafspraak.core.counting.plan import UNKNOWN, By, Plan
from banenafspraak.core.counting.publishing import earlier_totals, publish_together
from banenafspraak.core.counting.result import Result

OF_ALL: tuple[By, ...] = (
    "sector", "soort", "grondslag", "leeftijdsklasse", "sbi_sectie", "grootteklasse", "regio",
)  # fmt: skip
OF_REGIONS: tuple[By, ...] = ("sector", "soort", "leeftijdsklasse")
"""What a region is divided by, the most asked for first. Not by ground: that comes too close to someone's health."""
MOST_EARLIER = 4
Tell = Callable[[int, int], None]
"""Told how many tables are counted, and how many there will be."""


class CountBy(Protocol):
    """Counts by a breakdown, for the period asked about or another."""

    def __call__(self, by: Sequence[str], period: str | None = None) -> Result:
        """The count, complete."""
        ...


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report shows. `whole` has no breakdown; `left_out` names what could not be shown by region.

    ValueError when one of the results is not published.
    """

    whole: Result
    tables: tuple[Result, ...]
    regional: tuple[Result, ...] = ()
    left_out: tuple[By, ...] = ()
    earlier: tuple[Result, ...] = ()

    def __post_init__(self) -> None:
        if not all(one.published for one in self.all):
            raise ValueError("a report takes published results only")

    @property
    def all(self) -> tuple[Result, ...]:
        """Every result of the report."""
        return (self.whole, *self.tables, *self.regional, *self.earlier)

    def by(self, *names: By) -> Result | None:
        """The table with a breakdown."""
        return next((one for one in (*self.tables, *self.regional) if set(one.plan.by) == set(names)), None)


def gather(
    ordered: Result,
    count_by: CountBy,
    tell: Tell = lambda done, total: None,  # noqa: ARG005 - nobody is told
) -> Figures:
    """Count everything that a report shows, and publish it. The flow is that of the count as it was ordered.

    The tables by region always go in, whichever regions are asked for: so one region can be shown now and another
    later, and together they reveal nothing.
    """
    plan = ordered.plan
    names = [name for name in OF_ALL if name != "sector" or plan.split]
    finer = [name for name in OF_REGIONS if name in names]
    steps = iter(range(1, total := 1 + len(names) + len(finer) + MOST_EARLIER + 1))

    def counted(by: Sequence[str], period: str | None = None) -> Result:
        result = count_by(by, period)
        tell(next(steps), total)
        return result

    whole = replace(counted(()), flow=ordered.flow)
    complete = [one for one in map(counted, ([name] for name in names)) if _divides(one)]
    regions = any("regio" in one.plan.by for one in complete)
    fine = [counted([name, "regio"]) for name in finer] if regions else []
    (shown, *tables), regional = publish_together([whole, *complete], fine)
    left_out = tuple(name for name, one in zip(finer, fine, strict=False) if not _among(one, regional))
    earlier = earlier_totals(whole, _earlier(plan, counted))
    tell(total, total)
    return Figures(shown, tuple(tables), tuple(regional), left_out, tuple(reversed(earlier)))


def _divides(result: Result) -> bool:
    """Whether a breakdown says anything: not when of every row the label is unknown."""
    return any(row.labels != (UNKNOWN,) for row in result.rows)


def _among(one: Result, others: Sequence[Result]) -> bool:
    return any(one.plan.by == other.plan.by for other in others)


def _earlier(plan: Plan, count_by: CountBy) -> Iterator[Result]:
    """Totals of the periods before, as far back as the deliveries hold rows without a gap."""
    for _ in range(MOST_EARLIER):
        plan = plan.before()
        result = count_by((), str(plan.asked))
        if any(note.code == "period-empty" for note in result.notes):
            return
        yield result
