"""One reading serves several counts: other breakdowns and other periods over the same tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from banenafspraak.core.counting.engines import Engine, find_engine
from banenafspraak.core.counting.order import count_prepared, ready_for
from banenafspraak.core.counting.plan import Plan, make_plan
from banenafspraak.core.counting.preparing import Order, Ready
from banenafspraak.core.counting.result import Result


@dataclass(frozen=True, slots=True)
class OneReading:
    """What an order names, read once; calling it counts."""

    order: Order
    plan: Plan
    engine: Engine
    ready: Ready

    @classmethod
    def of(cls, order: Order) -> OneReading:
        """Read everything that an order names.

        Raises:
            ProblemsError: with everything that keeps the count from being made.
        """
        engine = find_engine(order.engine, order.cluster)
        plan = make_plan(order.definition, order.period, order.by, split=order.split)
        return cls(order, plan, engine, ready_for(order, plan, engine))

    def __call__(self, by: Sequence[str] | None = None, period: str | None = None) -> Result:
        """The count that was ordered; or one by another breakdown or for another period, without a flow."""
        if by is None and period is None:
            return count_prepared(self.order, self.plan, self.engine, self.ready)
        order = self.order
        plan = make_plan(order.definition, period or order.period, order.by if by is None else by, split=order.split)
        ready, base = self.ready, self.ready.baseline
        if base and plan.by != self.plan.by:
            ready = replace(ready, baseline=replace(base, by_labels=None))  # its labels are those of the order
        return count_prepared(order, plan, self.engine, ready, with_flow=False)
