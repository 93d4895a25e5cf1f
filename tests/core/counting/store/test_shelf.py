"""What a store answers is what the same rows in memory answer; sequences of steps are in tests/agree/test_store.py."""

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.factories.payroll import (
    COMPANY,
    EMPLOYER,
    MUNICIPALITY,
    REGISTERED,
    at_government,
    employer,
    in_2012,
    lent,
    paid,
    registered,
    write,
)
from tests.factories.stores import HAND, KEY, added, asked, corrected, made_files, new, with_employers, with_register

from banenafspraak.core.counting import built_in, count, explain
from banenafspraak.core.counting.definitions import Setting
from banenafspraak.core.counting.engines import Question, find_engine
from banenafspraak.core.counting.engines.duckdb import DuckEngine
from banenafspraak.core.counting.order import ready_for
from banenafspraak.core.counting.plan import BY, make_plan
from banenafspraak.core.counting.store import steps
from banenafspraak.core.counting.store.shelf import Shelf
from banenafspraak.core.counting.store.state import Store
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError

NOVEMBER = {"tijdvak_begin": "2018-11-01", "tijdvak_einde": "2018-11-30"}
WEEKS = {"tijdvak_begin": "2018-12-24", "tijdvak_einde": "2019-01-20"}
EARLIER, LATER = ({"aangemaakt_op": f"2019-01-{day}T10:00:00Z", "regel": "volledig"} for day in (10, 20))
ROWS = [
    paid(),
    paid(nummer_ikv="2", verloonde_uren="-1"),
    at_government(persoon="B"),
    lent(persoon="C"),
    paid(persoon="Z"),
    paid(persoon="D", **WEEKS),
    paid(persoon="A", **NOVEMBER),
    paid(persoon="E", code_aard="99"),
    paid(persoon="A", nummer_ikv="7", verloonde_uren="1"),
    paid(persoon="A", nummer_ikv="7", verloonde_uren="2"),
    in_2012(paid()),
    paid(persoon="F", loonheffingennummer="W-9", **EARLIER),
    paid(persoon="G", loonheffingennummer="W-9", **EARLIER),
    paid(persoon="F", loonheffingennummer="W-9", **LATER),
]
CORRECTED = [paid(verloonde_uren="50"), paid(persoon="B", regel="intrekking", loonheffingennummer=MUNICIPALITY)]
PEOPLE = [
    *(registered(persoon=name) for name in "ABCDFG"),
    registered(persoon="E", datum_begin="2018-12-31"),
    registered(persoon="H", datum_begin="2018-01-01", datum_einde="2018-06-30"),
    registered(persoon="H", datum_begin="2018-06-01"),
]
BOSSES = [employer(sector="markt", gemeente="Utrecht", sbi="84.11"), employer(loonheffingennummer="W-8")]


@pytest.fixture
def both(tmp_path):
    """The same rows in a store and in files: an order for either."""
    store = new(tmp_path)
    added(store, "1.csv", *ROWS[:9])
    added(store, "2.csv", *ROWS[9:])
    corrected(store, "3.csv", *CORRECTED)
    with_register(store, *PEOPLE)
    with_employers(store, *BOSSES)
    plain = replace(
        asked(store),
        store=None,
        deliveries=(tmp_path / "1.csv", tmp_path / "2.csv"),
        corrections=(tmp_path / "3.csv",),
        register=write(tmp_path / "r.csv", PEOPLE, list(REGISTERED)),
        employers=write(tmp_path / "w.csv", BOSSES, list(EMPLOYER)),
    )
    return asked(store), plain


def late():
    definition = built_in("monitor")
    return replace(definition, settings=definition.settings | {"ingediend_uiterlijk": Setting("05-01", own=True)})


PLANS = {
    "year": {},
    "by all": {"by": BY},
    "one total": {"split": False},
    "quarter": {"definition": built_in("quarter"), "period": "2018Q4"},
    "employer": {"definition": built_in("employer-year"), "by": ("sector", "maand")},
    "late": {"definition": late()},
    "nothing there": {"period": "2016"},
}


def rows_of(order):
    plan = make_plan(order.definition, order.period, order.by, split=order.split)
    return ready_for(order, plan, find_engine("duckdb")).rows, plan


def with_names(ready, outcome):
    """An outcome in which persons go by pseudonym: each place numbers them in its own way."""
    return replace(outcome, working=frozenset(ready.people.pseudonyms(outcome.working).values()))


@pytest.mark.parametrize("more", PLANS.values(), ids=PLANS)
def test_a_store_answers_as_its_rows_in_memory_do(both, more):
    plan = rows_of(replace(both[0], **more))[1]
    kept_ready, plain_ready = (ready_for(replace(order, **more), plan, find_engine("duckdb")) for order in both)
    kept, plain = kept_ready.rows, plain_ready.rows
    expected = with_names(plain_ready, plain.outcome(plan))
    assert with_names(kept_ready, kept.outcome(plan)) == expected
    assert with_names(kept_ready, kept.recount(plan, DuckEngine())) == expected
    found = kept.findings(plan)
    asks = found.employers_missing if plan.by else plain.findings(plan).employers_missing  # told where a label asks it
    assert replace(found, employers_missing=asks) == plain.findings(plan)
    assert kept.holds(plan) is plain.holds(plan)


def test_findings_tell_of_all_that_is_odd(both):
    kept, plan = rows_of(replace(both[0], by=("regio",)))
    found = kept.findings(plan)
    assert (found.rows, found.left_behind, found.employers_missing) == (14, 1, 3)
    assert (found.registrations, found.overlapping) == (9, 1)


def test_tables_of_several_breakdowns_come_from_one_cube(both):
    kept, plan = rows_of(replace(both[0], by=("sector", "soort", "grondslag")))
    breakdowns = [("sector",), ("soort",), ("sector", "soort"), ()]
    outcomes = [dict(kept.outcome(replace(plan, by=by)).cells) for by in breakdowns]
    assert kept.tables(plan, breakdowns) == outcomes
    assert any(outcomes[0].values())


def test_the_register_of_some_persons(both):
    kept, plan = rows_of(both[0])
    people = ready_for(both[0], plan, find_engine("duckdb")).people
    numbers = [people.number_of(KEY.pseudonym("persoon", name)) for name in "AH"]
    found = kept.register(plan, frozenset(numbers)).to_pylist()
    assert sorted(row["persoon_nummer"] for row in found) == sorted(numbers)
    assert kept.register(plan, frozenset()).num_rows == 0


def explained(order, **whom):
    found, ready, _ = explain(order, **whom)
    names = ready.people.pseudonyms([one.record.person for one in found])
    return [
        (ready.source_names[one.record.file], one.share, names[one.record.person], *facts(one.record)) for one in found
    ]


def facts(record):
    return (record.row, record.employer, record.first_day, record.last_day, record.hundredths, record.fate,
            record.counted, record.labels)  # fmt: skip


@pytest.mark.parametrize("name", list("ABCDEFGZ"))
def test_every_row_of_a_person_is_explained_alike(both, name):
    kept, plain = (explained(order, pseudonym=KEY.pseudonym("persoon", name)) for order in both)
    assert kept == plain
    assert kept


def test_a_person_in_the_register_alone_has_no_rows(both):
    assert [explained(order, pseudonym=KEY.pseudonym("persoon", "H")) for order in both] == [[], []]


@pytest.mark.parametrize(
    "cell",
    [
        {"sector": "markt"},
        {"sector": "overheid", "soort": "regulier"},
        {"soort": "inleen"},
        {"sector": "markt", "regio": "Midden-Utrecht"},
        {"sector": "onbekend"},
    ],
    ids=str,
)
def test_the_rows_of_a_cell_are_explained_alike(both, cell):
    kept, plain = (explained(order, cell=cell) for order in both)
    assert kept == plain


def test_a_cell_that_got_a_share_of_lent_hours_shows_it(both, tmp_path):
    shares = (("markt", "75"), ("overheid", "25"))
    keys = [{"jaar": "2018", "sector": sector, "aandeel": share, "bron": "wij"} for sector, share in shares]
    path = write(tmp_path / "s.csv", keys)
    kept, plain = (explained(replace(order, keys=path), cell={"sector": "markt"}) for order in both)
    assert kept == plain
    assert {row[1] for row in kept} == {1, Fraction(3, 4)}


def test_no_more_records_than_asked_for(both):
    kept, plan = rows_of(both[0])
    assert len(kept.records(plan, Question(cell={"sector": "markt"}, most=2))) == 2


def test_rows_in_conflict_are_named_by_source_and_row(both):
    shelf = Shelf(Store.open(both[0].store), DuckEngine())
    assert shelf.conflicts(make_plan(built_in("monitor"), "2018")) == [(0, 10), (1, 2)]


def test_a_store_without_months_answers_too(tmp_path):
    store = new(tmp_path)
    with_register(store)
    result = count(asked(store))
    assert (result.total.jobs, [note.code for note in result.notes].count("period-empty")) == (0, 1)
    assert explained(asked(store), pseudonym=KEY.pseudonym("persoon", "A")) == []
    assert explained(asked(store), cell={"sector": "markt"}) == []


@pytest.mark.parametrize("gone", ["A", "C"])  # who shares cells with others, and who has one alone
def test_after_a_few_persons_changed_all_answers_are_those_of_a_full_count(both, tmp_path, gone):
    store_order, plain = both
    crowd = [registered(persoon=f"P{number}") for number in range(40)]
    with_register(store_order.store, *PEOPLE, *crowd, name="r1.csv")
    changed = [one for one in PEOPLE if one["persoon"] != gone]
    with_register(store_order.store, *changed, *crowd, registered(persoon="Z"), name="r2.csv")
    assert Store.open(store_order.store).state.register.changed is not None
    register = write(tmp_path / "r3.csv", [*changed, *crowd, registered(persoon="Z")], list(REGISTERED))
    plain = replace(plain, register=register)
    for more in PLANS.values():
        (kept, plan), (files, _) = (rows_of(replace(order, **more)) for order in (store_order, plain))
        assert kept.outcome(plan).cells == files.outcome(plan).cells
        assert kept.outcome(plan).tallies == files.outcome(plan).tallies
        assert kept.outcome(plan).persons == files.outcome(plan).persons
    assert explained(store_order, cell={"sector": "markt"}) == explained(plain, cell={"sector": "markt"})


def test_while_a_shelf_is_in_use_what_was_made_stays(both):
    count(both[0])
    made = made_files(both[0].store)
    shelf = Shelf(Store.open(both[0].store), DuckEngine())
    with pytest.raises(ProblemsError) as error:
        steps.clean(both[0].store, HAND.now)
    assert error.value.problems == (Problem("store-counting", Place("opslag")),)
    assert made_files(both[0].store) == made
    del shelf
    steps.clean(both[0].store, HAND.now)
    assert made_files(both[0].store) == []


def test_employers_are_named_by_their_own_number(both):
    assert {row[4] for row in explained(both[0], pseudonym=KEY.pseudonym("persoon", "A"))} == {COMPANY}
