"""Spark says what the reference says, to the last hundredth of an hour; left out where there is no Spark or Java."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.agree import invent
from tests.leaving_out import leave_out

from banenafspraak.core.counting.engines import Cluster, find_engine, set_aside_for
from banenafspraak.core.counting.engines.reference import ReferenceEngine
from banenafspraak.core.kernel.problems import ProblemsError

REFERENCE = ReferenceEngine()
FEW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def spark():
    try:
        return find_engine("spark", Cluster("local[2]"))
    except ProblemsError as error:
        leave_out("; ".join(problem.code for problem in error.problems))


@FEW
@given(invent.payrolls(most=14), st.sampled_from([None, 17_000]))
def test_the_same_rows_are_set_aside(spark, payroll, filed_until):
    assert spark.set_aside(payroll, filed_until).to_pydict() == REFERENCE.set_aside(payroll, filed_until).to_pydict()


@FEW
@given(invent.questions())
def test_the_same_cells_come_out(spark, question):
    plan, inputs = question
    aside = set_aside_for(plan, inputs, REFERENCE)
    assert spark.run(plan, inputs, aside) == REFERENCE.run(plan, inputs, aside)
