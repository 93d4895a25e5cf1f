"""Working persons now and in the period before, and the four ways in which the number changed (counting.md 9)."""

from __future__ import annotations

from dataclasses import replace

from banenafspraak.core.counting.engines import Outcome
from banenafspraak.core.counting.plan import Plan
from banenafspraak.core.counting.result import Flow
from banenafspraak.core.counting.rows import Rows, in_group


def flow_between(plan: Plan, outcome: Outcome, rows: Rows) -> Flow | None:
    """The flow since the period before, or None when there is no row of that period.

    Someone who works now and did not before either found work (was in the group then) or entered the group while
    working; the other way round alike. So the identity holds by construction.
    """
    earlier = replace(plan.before(), by=())
    if not rows.holds(earlier):
        return None
    before, now = rows.outcome(earlier).working, outcome.working
    started, stopped = now - before, before - now
    in_group_then = in_group(rows, earlier, started)
    in_group_now = in_group(rows, plan, stopped)
    return Flow(
        str(earlier.asked),
        len(before),
        found_work=len(in_group_then),
        lost_work=len(in_group_now),
        entered_group_while_working=len(started) - len(in_group_then),
        left_group_while_working=len(stopped) - len(in_group_now),
    )
