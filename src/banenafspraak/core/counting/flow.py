"""Working persons now and in the period before, and the four ways in which the number changed (counting.md 9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.counting.engines import Engine, Outcome, set_aside_for
from banenafspraak.core.counting.inputs import Inputs, touching
from banenafspraak.core.counting.plan import Plan
from banenafspraak.core.counting.registration import day_numbers
from banenafspraak.core.counting.result import Flow
from banenafspraak.core.tables.reading import PERSON


def flow_between(plan: Plan, outcome: Outcome, inputs: Inputs, aside: pa.Table, engine: Engine) -> Flow | None:
    """The flow since the period before, or None when the deliveries hold no row of that period.

    Someone who works now and did not before either found work (was in the group then) or entered the group while
    working; the other way round alike. So the identity holds by construction.
    """
    earlier = replace(plan.before(), by=())
    if not inputs.holds(earlier):
        return None
    if earlier.filed_until != plan.filed_until:
        aside = set_aside_for(earlier, inputs, engine)
    before, now = engine.run(earlier, inputs, aside).working, outcome.working
    started, stopped = now - before, before - now
    in_group_then = _in_group(earlier, inputs, started)
    in_group_now = _in_group(plan, inputs, stopped)
    return Flow(
        str(earlier.asked),
        len(before),
        found_work=len(in_group_then),
        lost_work=len(in_group_now),
        entered_group_while_working=len(started) - len(in_group_then),
        left_group_while_working=len(stopped) - len(in_group_now),
    )


def _in_group(plan: Plan, inputs: Inputs, persons: Iterable[int]) -> frozenset[int]:
    """Which of the persons were registered on a day of the period, with a ground that counts."""
    register = inputs.register(plan)
    counting = pc.and_(touching(register, "van", "tot", day_numbers(plan.period)), register["telt"])
    return frozenset(register.filter(counting)[PERSON].to_pylist()) & frozenset(persons)
