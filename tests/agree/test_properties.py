"""What holds of every count, whatever is invented."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pyarrow as pa
from hypothesis import given, strategies as st
from tests.agree import invent

from banenafspraak.core.counting.engines import set_aside_for
from banenafspraak.core.counting.engines.duckdb import DuckEngine
from banenafspraak.core.counting.fates import COUNTED
from banenafspraak.core.counting.flow import flow_between
from banenafspraak.core.counting.inputs import Inputs
from banenafspraak.core.counting.plan import BY, LentKey
from banenafspraak.core.counting.registration import Registration, day_number, intervals
from banenafspraak.core.counting.result import divided, rows_of
from banenafspraak.core.counting.rows import ReadRows

ENGINE = DuckEngine()
KEY = LentKey(Fraction(278, 1000), Fraction(722, 1000), "verzonnen", "U")


def run(plan, inputs):
    return ENGINE.run(plan, inputs, set_aside_for(plan, inputs, ENGINE))


def shuffled(inputs, random):
    """The same rows in another order; each keeps its number in its file."""
    rows, people = inputs.payroll.to_pylist(), list(inputs.registrations)
    random.shuffle(rows)
    random.shuffle(people)
    renumbered = [row | {"nummer": at} for at, row in enumerate(rows)]
    return Inputs(pa.Table.from_pylist(renumbered, inputs.payroll.schema), tuple(people), inputs.employers)


@invent.SOME
@given(invent.questions(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(question, random):
    plan, inputs = question
    assert run(plan, shuffled(inputs, random)) == run(plan, inputs)


@invent.SOME
@given(invent.questions())
def test_every_breakdown_adds_up_to_the_same(question):
    plan, inputs = question
    everything = run(replace(plan, by=()), inputs)
    for name in BY:
        parts = run(replace(plan, by=(name,)), inputs)
        assert sum(parts.cells.values()) == sum(everything.cells.values())
        assert (parts.working, parts.tallies) == (everything.working, everything.tallies)


@invent.SOME
@given(invent.questions())
def test_every_row_has_one_fate_and_all_hours_are_told(question):
    plan, inputs = question
    outcome = run(plan, inputs)
    assert sum(tally.rows for tally in outcome.tallies.values()) == inputs.payroll.num_rows
    assert sum(tally.hundredths for tally in outcome.tallies.values()) == sum(
        inputs.payroll["verloonde_uren"].to_pylist()
    )


@invent.SOME
@given(invent.questions())
def test_unknown_is_never_dropped(question):
    """Of rows that lie inside the period, all hours that count come out, also when nothing is known of the employer."""
    plan, inputs = question
    first, last = day_number(plan.period.first), day_number(plan.period.last)
    inside = [row for row in inputs.payroll.to_pylist() if first <= row["begin"] and row["einde"] <= last]
    numbered = [row | {"nummer": at} for at, row in enumerate(inside)]
    alone = Inputs(pa.Table.from_pylist(numbered, inputs.payroll.schema), inputs.registrations)
    outcome = run(replace(plan, by=BY), alone)
    counted = sum(outcome.tallies[lot].hundredths for lot in COUNTED if lot in outcome.tallies)
    assert sum(outcome.cells.values()) == counted


@invent.SOME
@given(invent.questions())
def test_dividing_lent_hours_keeps_the_sum(question):
    plan, inputs = question
    plan = replace(plan, key=KEY if plan.divides else None)
    outcome = run(plan, inputs)
    assert sum(divided(outcome, plan).values()) == sum(outcome.cells.values())


@invent.SOME
@given(invent.questions())
def test_rows_add_up_to_the_total(question):
    plan, inputs = question
    rows, total = rows_of(run(plan, inputs), plan, None, {})
    assert sum((row.hundredths for row in rows), Fraction()) == total.hundredths
    assert total.jobs == total.hundredths / 100 / plan.hours_per_job


@invent.SOME
@given(invent.questions())
def test_the_flow_of_working_persons_ends_at_those_who_work(question):
    plan, inputs = question
    rows = ReadRows(inputs, ENGINE, inputs.payroll)
    outcome = rows.outcome(plan)
    flow = flow_between(plan, outcome, rows)
    assert flow is None or flow.working == len(outcome.working)


@invent.MANY
@given(st.lists(invent.registrations(), max_size=8), invent.plans(), st.randoms(use_true_random=False))
def test_intervals_do_not_overlap_and_lose_no_day(rows, plan, random):
    found = intervals(rows, plan.register)
    assert found == intervals(random.sample(rows, len(rows)), plan.register)
    for before, after in pairwise(found):
        assert before.person < after.person or before.last < after.first
    for one in [interval for row in rows for interval in intervals([row], plan.register)]:
        covering = [interval for interval in found if interval.person == one.person]
        for edge in (one.first, one.last):
            [ruling] = [interval for interval in covering if interval.first <= edge <= interval.last]
            assert ruling.counts or not one.counts


@invent.SOME
@given(invent.questions())
def test_a_longer_registration_never_makes_a_smaller_count(question):
    """Whoever is registered all along with a ground that counts makes at least the working persons that were there."""
    plan, inputs = question
    everyone = tuple(Registration(person, date(2000, 1, 1)) for person in invent.PERSONS)
    more = Inputs(inputs.payroll, everyone, inputs.employers)
    assert run(plan, inputs).working <= run(plan, more).working
