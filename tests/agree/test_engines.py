"""The reference is the meaning; DuckDB must say the same, exactly, about whatever is invented."""

from hypothesis import given, strategies as st
from tests.agree import invent

from banenafspraak.core.counting.engines import Question, set_aside_for
from banenafspraak.core.counting.engines.duckdb import DuckEngine
from banenafspraak.core.counting.engines.reference import ReferenceEngine

REFERENCE, DUCKDB = ReferenceEngine(), DuckEngine()


@invent.MANY
@given(invent.payrolls(most=14), st.sampled_from([None, 17_000, 18_017]))
def test_the_same_rows_are_set_aside(payroll, filed_until):
    assert DUCKDB.set_aside(payroll, filed_until).to_pydict() == REFERENCE.set_aside(payroll, filed_until).to_pydict()


@invent.MANY
@given(invent.questions())
def test_the_same_cells_come_out(question):
    plan, inputs = question
    aside = set_aside_for(plan, inputs, REFERENCE)
    assert DUCKDB.run(plan, inputs, aside) == REFERENCE.run(plan, inputs, aside)


@invent.MANY
@given(invent.workforces())
def test_the_same_sectors_and_sizes_come_out(question):
    plan, inputs = question
    aside = set_aside_for(plan, inputs, REFERENCE)
    assert DUCKDB.run(plan, inputs, aside).cells == REFERENCE.run(plan, inputs, aside).cells


@invent.SOME
@given(invent.questions(), st.frozensets(st.sampled_from(invent.PERSONS)), st.data())
def test_the_same_rows_are_explained(asked, persons, data):
    plan, inputs = asked
    aside = set_aside_for(plan, inputs, REFERENCE)
    cells = [dict(zip((*plan.by, "soort"), labels, strict=True)) for labels in REFERENCE.run(plan, inputs, aside).cells]
    cell = data.draw(st.sampled_from([{}, {"soort": "inleen"}, *cells]))
    question = data.draw(st.sampled_from([Question(persons), Question(cell=cell), Question(persons, cell, most=2)]))
    assert DUCKDB.records(plan, inputs, aside, question) == REFERENCE.records(plan, inputs, aside, question)


@invent.SOME
@given(invent.questions())
def test_the_rows_of_a_cell_add_up_to_it(question):
    plan, inputs = question
    aside = set_aside_for(plan, inputs, DUCKDB)
    for labels, hundredths in DUCKDB.run(plan, inputs, aside).cells.items():
        cell = dict(zip((*plan.by, "soort"), labels, strict=True))
        records = DUCKDB.records(plan, inputs, aside, Question(cell=cell))
        assert sum(record.counted for record in records) == hundredths
