from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from tests.factories.payroll import KEY, employer, in_2012, paid, registered, write
from tests.factories.places import open_folder, read_only
from tests.factories.stores import (
    HAND,
    OTHER_KEY,
    added,
    asked,
    corrected,
    delivered,
    everything,
    flip,
    kept_files,
    made_files,
    new,
    replaced,
    with_employers,
    with_register,
)

from banenafspraak.core.counting import count, explain, verify
from banenafspraak.core.counting.engines import find_engine
from banenafspraak.core.counting.marker import mark_invented
from banenafspraak.core.counting.order import ready_for
from banenafspraak.core.counting.plan import make_plan
from banenafspraak.core.counting.store import steps
from banenafspraak.core.counting.store.opening import ready_from
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError

KEYS = "jaar,sector,aandeel,bron\n{0},markt,75,eigen\n{0},overheid,25,eigen\n"
ANYBODY = KEY.pseudonym("persoon", "A")
WRONG = paid(verloonde_uren="veel")


def problems(order):
    with pytest.raises(ProblemsError) as error:
        count(order)
    return error.value.problems


def keys(folder: Path, year: int, name="sleutels.csv") -> Path:
    (folder / name).write_text(KEYS.format(year), encoding="utf-8")
    return folder / name


def ready(order):
    plan = make_plan(order.definition, order.period, order.by)
    return ready_for(order, plan, find_engine("duckdb"))


def inputs(order):
    return [
        (file["role"], file["name"], file["rows_read"], file["rows_accepted"], file["rows_refused"])
        for file in count(order).receipt.as_dict()["inputs"]
    ]


@pytest.fixture
def store(tmp_path):
    found = new(tmp_path)
    added(found, "1.csv", paid(), in_2012(paid()))
    with_register(found)
    return found


def test_a_count_from_a_store_is_set_against_its_own_baseline(store):
    result = count(asked(store))
    assert (result.total.jobs, result.total.extra_jobs, result.rows_read) == (1, 0, 2)


def test_the_receipt_names_what_the_store_holds_and_not_what_left_it(store):
    added(store, "2.csv", paid(persoon="B"), WRONG)
    replaced(store, "2018-12", "3.csv", paid(verloonde_uren="50"))
    with_employers(store, employer(sector="markt"))
    steps.keys(store, HAND, keys(store.parent, 2018))
    assert inputs(asked(store)) == [
        ("employers", "werkgevers.csv", 1, 1, 0),
        ("keys", "sleutels.csv", 2, 2, 0),
        ("payroll", "1.csv", 2, 2, 0),
        ("payroll", "3.csv", 1, 1, 0),
        ("register", "register.csv", 1, 1, 0),
    ]
    assert count(asked(store)).receipt.as_dict()["rules"]["register_peildatum"] == "2019-01-01"


def test_a_file_that_came_back_stands_once_in_the_receipt(store):
    replaced(store, "2018-12", "2.csv", paid(verloonde_uren="50"))
    replaced(store, "2018-12", "3.csv", paid())
    replaced(store, "2018-12", "2.csv", paid(verloonde_uren="50"))
    assert [name for _, name, *_ in inputs(asked(store))] == ["1.csv", "2.csv", "register.csv"]


def test_rows_in_conflict_are_refused_rows_of_their_file(store):
    added(store, "2.csv", paid(persoon="B"), paid(persoon="B", verloonde_uren="1"))
    result = count(asked(store))
    assert [(one.file, one.row, one.code) for one in result.refused] == [
        ("2.csv", 2, "rows-differ"),
        ("2.csv", 3, "rows-differ"),
    ]
    assert inputs(asked(store))[1] == ("payroll", "2.csv", 2, 0, 2)


def test_rows_refused_when_they_came_in_are_in_the_sum(store):
    added(store, "2.csv", paid(persoon="B"), WRONG)
    result = count(asked(store))
    assert (result.rows_read, result.refused) == (4, ())
    assert inputs(asked(store))[1] == ("payroll", "2.csv", 2, 1, 1)


def test_keys_come_from_the_order_before_the_store_and_a_year_without_one_is_told(store):
    added(store, "2.csv", paid(code_aard="11", nummer_ikv="5"))
    assert "key-missing" in [note.code for note in count(asked(store)).notes]
    steps.keys(store, HAND, keys(store.parent, 2017))
    assert "key-missing" in [note.code for note in count(asked(store)).notes]
    steps.keys(store, HAND, keys(store.parent, 2018, "s2.csv"))
    kept = count(asked(store))
    assert ([note.code for note in kept.notes].count("key-used"), kept.plan.key.market) == (1, Fraction(3, 4))
    given = keys(store.parent, 2018, "s3.csv")
    given.write_text(given.read_text().replace("75", "60").replace("25", "40"))
    assert count(asked(store, keys=given)).plan.key.market == Fraction(3, 5)
    assert [name for role, name, *_ in inputs(asked(store, keys=given)) if role == "keys"] == ["s3.csv"]


def test_baseline_and_targets_of_the_order_go_with_a_store(store, tmp_path):
    base = write(tmp_path / "nul.csv", [{"sector": "totaal", "banen": "0.5"}])
    goals = write(tmp_path / "doel.csv", [{"jaar": "2018", "sector": "totaal", "doelstelling": "3", "bron": "wij"}])
    total = count(asked(store, baseline=str(base), targets=goals)).total
    assert (total.extra_jobs, total.target) == (Fraction(1, 2), 3)


def test_everything_that_is_wrong_is_told_at_once(tmp_path):
    store = new(tmp_path)
    wrong = tmp_path / "nul.csv"
    wrong.write_text("geen,nulmeting\n1,2\n")
    found = problems(asked(store, baseline=str(wrong), keys=tmp_path / "weg.csv"))
    assert [one.code for one in found][:2] == ["store-without-register", "file-not-found"]
    assert len(found) > 2


def test_an_invented_store_is_set_against_no_real_figure(tmp_path):
    mark_invented(tmp_path)
    store = new(tmp_path)
    added(store, "1.csv", paid())
    with_register(store)
    assert problems(asked(store, baseline="gepubliceerd")) == (Problem("invented-and-real", Place("--baseline")),)
    assert count(asked(store)).notes[0].code == "invented"


@pytest.mark.parametrize(
    ("more", "code", "place"),
    [
        ({"engine": "reference"}, "store-engine", "--engine"),
        ({"key": OTHER_KEY}, "store-other-key", "opslag"),
        ({"store": Path("weg")}, "store-missing", "weg"),
    ],
)
def test_a_store_that_does_not_fit_the_order_is_refused(store, more, code, place):
    assert problems(replace(asked(store), **more)) == (Problem(code, Place(place)),)


def test_people_are_known_by_their_pseudonym(store):
    people = ready(asked(store)).people
    pseudonym = KEY.pseudonym("persoon", "A")
    number = people.number_of(pseudonym)
    assert people.pseudonyms([number, number, -1]) == {number: pseudonym}
    assert (people.number_of("A"), people.number_of(KEY.pseudonym("persoon", "Z"))) == (None, None)
    assert people.pseudonym_of_bsn("123456782") == KEY.pseudonym("bsn", "123456782")


def test_an_unknown_person_is_told(store):
    with pytest.raises(ProblemsError) as error:
        explain(asked(store), pseudonym=KEY.pseudonym("persoon", "Z"))
    assert error.value.problems == (Problem("person-not-found"),)


def test_a_result_is_made_again_until_the_store_moves_on(store):
    receipt = count(asked(store)).receipt.as_dict()
    assert verify(receipt, asked(store))[1] == []
    corrected(store, "2.csv", paid(verloonde_uren="50"))
    assert verify(receipt, asked(store))[1] == ["result_sha256", "counts", "inputs"]
    files = {"deliveries": (store.parent / "1.csv",), "register": store.parent / "register.csv", "store": None}
    plain = replace(asked(store), **files)
    assert verify(receipt, plain)[1] == []


def test_a_register_knows_its_day_or_says_none(store):
    assert ready(asked(store)).reference_day == date(2019, 1, 1)
    with_register(store, registered(peildatum=""), name="2.csv")
    assert ready(asked(store)).reference_day is None


def test_a_count_holds_on_to_the_state_that_it_began_with(store):
    order = asked(store)
    plan = make_plan(order.definition, order.period, order.by)
    begun = ready_from(store, order, plan, find_engine("duckdb"))
    before = begun.rows.outcome(plan)
    replaced(store, "2018-12", "2.csv", paid(persoon="B"))
    with_register(store, registered(persoon="B"), name="r2.csv")
    again = ready_from(store, order, plan, find_engine("duckdb"))
    assert begun.rows.outcome(plan) == before
    assert begun.rows.recount(plan, find_engine("duckdb")) == before
    assert again.rows.outcome(plan).working == {again.people.number_of(KEY.pseudonym("persoon", "B"))}


@pytest.mark.parametrize("kind", ["rows", "totals", "aside", "work", "spans", "register", "persons"])
@pytest.mark.parametrize("change", [flip, lambda path: path.unlink()], ids=["changed", "gone"])
def test_a_damaged_file_is_named_and_never_counted(store, kind, change):
    sized = asked(store, by=("grootteklasse",))  # reads everything but the names of persons
    damaged = {f"kept/{path.name}" for path in kept_files(store, kind)}
    for path in kept_files(store, kind):
        change(path)
    asks = (lambda: explain(asked(store), pseudonym=ANYBODY)) if kind == "persons" else (lambda: count(sized))
    with pytest.raises(ProblemsError) as error:
        asks()
    [problem] = error.value.problems
    assert (problem.code, problem.place) == ("store-damaged", Place("opslag"))
    assert problem.values["file"] in damaged


def test_what_was_made_and_is_damaged_is_not_counted_either(store):
    before = count(asked(store)).table()
    for path in made_files(store):
        flip(path)
    assert count(asked(store)).table() == before


def test_a_store_that_cannot_be_written_is_counted_all_the_same():
    with open_folder() as place:
        store = new(place)
        delivered(store, "1.csv", [paid()])
        steps.add(store, HAND, [place / "1.csv"])
        with_register(store)
        before = everything(store)
        with read_only(store):
            first, second = (count(asked(store)) for _ in range(2))
            assert explain(asked(store), cell={"sector": "markt"})[0][0].record.hundredths == 110_92
        assert everything(store) == before
        assert first.table() == second.table() == count(asked(store)).table()
