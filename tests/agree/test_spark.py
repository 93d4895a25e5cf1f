"""Spark says what the reference says, to the last hundredth of an hour; left out where there is no Spark or Java."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st
from tests import trust
from tests.agree import invent
from tests.factories.payroll import KEY, lent, paid, registered, write
from tests.factories.stores import added, asked, kept_files, new, with_register
from tests.leaving_out import leave_out

from banenafspraak.core.counting import Order, built_in, count
from banenafspraak.core.counting.definitions import Setting
from banenafspraak.core.counting.engines import Cluster, find_engine, set_aside_for
from banenafspraak.core.counting.engines.reference import ReferenceEngine
from banenafspraak.core.counting.store import steps
from banenafspraak.core.kernel.problems import ProblemsError

REFERENCE = ReferenceEngine()
FEW = trust.examples(3, 30)
pytestmark = pytest.mark.xdist_group("spark")  # one machine of Java for all of them


@pytest.fixture(scope="module")
def spark():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")  # it ends before it would have made itself fast
        try:
            yield find_engine("spark", Cluster("local[2]"))
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


def test_a_store_gives_the_same_result(spark, tmp_path):
    hand = steps.Hand(KEY, datetime(2026, 1, 1, tzinfo=UTC))
    rows = [paid(), lent(persoon="B"), paid(persoon="C", tijdvak_begin="2018-12-24", tijdvak_einde="2019-01-20")]
    steps.init(tmp_path / "store", hand)
    steps.register(tmp_path / "store", hand, write(tmp_path / "r.csv", [registered(), registered(persoon="B")]))
    steps.add(
        tmp_path / "store",
        hand,
        [write(tmp_path / "a.csv", rows)],
        [write(tmp_path / "b.csv", [paid(verloonde_uren="60")])],
    )
    order = Order((), None, "2018", KEY, store=tmp_path / "store", by=("sector", "grootteklasse"))
    fast, slow = (count(replace(order, engine=name, cluster=spark.cluster)) for name in ("duckdb", "spark"))
    assert (fast.table(), fast.tallies, fast.notes) == (slow.table(), slow.tallies, slow.notes)
    assert fast.total.hundredths > 0


def test_a_store_is_read_where_the_cluster_sees_it(spark, tmp_path):
    """The rows lie elsewhere; what is made here, as rows filed too late are, goes along."""
    store = new(tmp_path)
    late = {"verloonde_uren": "1", "aangemaakt_op": "2019-05-02T10:00:00Z"}
    added(store, "1.csv", paid(), lent(persoon="B"), paid(persoon="C", **late))
    with_register(store, *(registered(persoon=name) for name in "ABC"))
    definition = built_in("monitor")
    setting = {"ingediend_uiterlijk": Setting("05-01", own=True)}
    order = asked(store, definition=replace(definition, settings=definition.settings | setting))
    here = count(order)
    shutil.copytree(store / "kept", tmp_path / "elders" / "kept")
    for path in kept_files(store, "rows"):
        path.unlink()
    there = count(replace(order, engine="spark", cluster=replace(spark.cluster, files=f"{tmp_path}/elders/")))
    assert (there.table(), there.tallies, there.notes) == (here.table(), here.tallies, here.notes)
    assert here.tallies["te_laat"].rows == 1


def test_a_large_answer_arrives(spark):
    """One that does not fit in a message is fetched from where it was made."""
    with spark.session() as session:
        assert len(session.ask("SELECT sha2(CAST(id AS STRING), 256) FROM range(100000)")) == 100_000
