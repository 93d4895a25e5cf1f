from dataclasses import replace
from fractions import Fraction

import pytest
from tests.factories.payroll import PAID, at_government, employer, lent, paid, registered, write
from tests.factories.stores import (
    HAND,
    OTHER_KEY,
    added,
    asked,
    corrected,
    delivered,
    everything,
    kept_files,
    made_files,
    months,
    new,
    replaced,
    with_employers,
    with_register,
)

from banenafspraak.core.counting import count
from banenafspraak.core.counting.marker import mark_invented
from banenafspraak.core.counting.store import steps
from banenafspraak.core.counting.store.checking import look_through
from banenafspraak.core.counting.store.objects import names_in
from banenafspraak.core.counting.store.state import Store
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.tables.columns import PAYROLL
from banenafspraak.core.tables.mapping import read_mapping

NOVEMBER = {"tijdvak_begin": "2018-11-01", "tijdvak_einde": "2018-11-30"}
JANUARY = {"tijdvak_begin": "2019-01-01", "tijdvak_einde": "2019-01-31"}
PEOPLE = [registered(persoon=f"P{number}") for number in range(40)]


def problems(act, *given, **named):
    with pytest.raises(ProblemsError) as error:
        act(*given, **named)
    return error.value.problems


def hours(store):
    return count(asked(store)).total.hundredths / 100


def fates(store):
    return {lot: tally.rows for lot, tally in count(asked(store)).tallies.items()}


@pytest.fixture
def store(tmp_path):
    return new(tmp_path)


@pytest.fixture
def full(store):
    """Two months of A and B, who are registered."""
    added(store, "1.csv", paid(), paid(persoon="B"), paid(**NOVEMBER))
    with_register(store, registered(), registered(persoon="B"))
    return store


@pytest.fixture
def unharmed(full):
    """The store, which must be byte for byte what it was when the test is over."""
    before = everything(full)
    yield full
    assert everything(full) == before


# -- add and correct ---------------------------------------------------------------------------------------------


def test_deliveries_go_to_the_months_they_are_about(full):
    assert months(full) == {"2018-11": 1, "2018-12": 2}
    done = added(full, "2.csv", paid(persoon="C", **NOVEMBER), paid(persoon="C", **JANUARY))
    assert done.store.state.step.months == ("2018-11", "2019-01")
    assert months(full) == {"2018-11": 2, "2018-12": 2, "2019-01": 1}


def test_rows_that_are_refused_are_told_and_not_kept(store):
    done = added(store, "1.csv", paid(), paid(persoon="", verloonde_uren="veel"))
    assert {(one.file, one.row) for one in done.refused} == {("1.csv", 3)}
    assert (months(store), done.store.state.files[0].rows_refused) == ({"2018-12": 1}, 1)


def test_a_delivery_of_which_all_was_refused_may_come_again_with_its_columns(store, tmp_path):
    path = delivered(store, "1.csv", [paid(verloonde_uren="veel") | {"betaald": "5"}], [*PAID, "betaald"])
    mapping = tmp_path / "kolommen.toml"
    mapping.write_text('[columns]\nverloonde_uren = "betaald"\n')
    first = steps.add(store, HAND, [path])
    assert (months(store), len(first.refused), len(first.store.state.files_in_use)) == ({}, 1, 1)
    second = steps.add(store, replace(HAND, columns=read_mapping(mapping, PAYROLL)), [path])
    assert (months(store), second.refused, list(second.store.state.files_in_use)) == ({"2018-12": 1}, (), [1])
    with_register(store)
    assert hours(store) == 5


def test_what_lies_in_a_folder_and_is_no_delivery_is_passed_over(store, tmp_path):
    (tmp_path / "map").mkdir()
    write(tmp_path / "map" / "loon.csv", [paid()])
    write(tmp_path / "map" / "werkgevers.csv", [employer(sector="markt")])
    assert steps.add(store, HAND, [tmp_path / "map"]).passed_over == ("werkgevers.csv",)


def test_corrections_come_after_all_that_is_there_in_their_order(full):
    corrected(full, "2.csv", paid(verloonde_uren="50"))
    corrected(full, "3.csv", paid(verloonde_uren="60"))
    assert hours(full) == Fraction("170.92")
    added(full, "4.csv", paid(verloonde_uren="70"))  # a delivery, and so before every correction
    assert (hours(full), fates(full)["vervangen"]) == (Fraction("170.92"), 3)


@pytest.mark.parametrize(("order", "last"), [(("2.csv", "3.csv"), "60"), (("3.csv", "2.csv"), "50")])
def test_corrections_of_one_step_have_the_order_in_which_they_are_given(full, order, last):
    delivered(full, "2.csv", [paid(verloonde_uren="50")])
    delivered(full, "3.csv", [paid(verloonde_uren="60")])
    steps.add(full, HAND, [], [full.parent / name for name in order])
    assert hours(full) == Fraction("110.92") + Fraction(last)


def test_a_withdrawal_takes_a_row_away(full):
    corrected(full, "2.csv", paid(persoon="B", regel="intrekking"))
    assert (hours(full), fates(full)["ingetrokken"]) == (Fraction("110.92"), 1)


def test_the_same_rows_in_another_file_are_double_and_count_once(full):
    added(full, "2.csv", paid(), paid(persoon="B"))
    assert (hours(full), fates(full)["dubbel"]) == (Fraction("221.84"), 2)


def test_other_hours_in_another_file_are_in_conflict_and_count_not(full):
    added(full, "2.csv", paid(verloonde_uren="50"))
    assert (hours(full), fates(full)["strijdig"]) == (Fraction("110.92"), 2)


def test_the_same_file_twice_is_refused(unharmed):
    twice = (Problem("store-delivered-twice", Place("1.csv")),)
    assert problems(steps.add, unharmed, HAND, [unharmed.parent / "1.csv"]) == twice
    copy = unharmed.parent / "kopie.csv"
    copy.write_bytes((unharmed.parent / "1.csv").read_bytes())
    assert problems(steps.add, unharmed, HAND, [copy]) == (Problem("store-delivered-twice", Place("kopie.csv")),)


def test_the_same_file_twice_in_one_step_is_refused(unharmed):
    (unharmed.parent / "map").mkdir()
    for name in ("2.csv", "3.csv"):
        write(unharmed.parent / "map" / name, [paid(persoon="C")])
    twice = (Problem("store-delivered-twice", Place("3.csv")),)
    paths = [unharmed.parent / "map" / name for name in ("2.csv", "3.csv")]
    assert problems(steps.add, unharmed, HAND, paths) == twice
    assert problems(steps.add, unharmed, HAND, [unharmed.parent / "map"]) == twice
    assert problems(steps.add, unharmed, HAND, paths[:1], paths[1:]) == twice


def test_all_problems_of_all_deliveries_are_told_and_nothing_stays_behind(unharmed):
    delivered(unharmed, "2.csv", [paid(persoon="C")])
    (unharmed.parent / "3.csv").write_text("")
    found = problems(
        steps.add, unharmed, HAND, [unharmed.parent / name for name in ("2.csv", "3.csv", "weg.csv", "1.csv")]
    )
    assert [(one.code, one.place.file) for one in found] == [
        ("file-empty", "3.csv"),
        ("file-not-found", "weg.csv"),
        ("store-delivered-twice", "1.csv"),
    ]


def test_another_key_gives_other_pseudonyms_and_is_refused(unharmed):
    path = delivered(unharmed, "2.csv", [paid(persoon="C")])
    other = (Problem("store-other-key", Place("opslag")),)
    assert problems(steps.add, unharmed, replace(HAND, key=OTHER_KEY), [path]) == other


# -- replace a month ---------------------------------------------------------------------------------------------


def test_a_month_is_replaced_with_all_its_corrections_and_no_other(full):
    corrected(full, "2.csv", paid(verloonde_uren="50"), paid(persoon="B", verloonde_uren="1", **NOVEMBER))
    done = replaced(full, "2018-12", "3.csv", paid(verloonde_uren="7"))
    assert done.store.state.step.months == ("2018-12",)
    assert (months(full), hours(full)) == ({"2018-11": 2, "2018-12": 1}, 7)


def test_a_month_may_be_replaced_by_the_file_it_came_from(full):
    added(full, "2.csv", paid(tijdvak_begin="2018-10-01", tijdvak_einde="2018-10-31"))
    corrected(full, "3.csv", paid(tijdvak_begin="2018-10-01", tijdvak_einde="2018-10-31", verloonde_uren="1"))
    steps.replace_month(full, HAND, "2018-10", [full.parent / "2.csv"])
    assert months(full)["2018-10"] == 1
    assert problems(steps.add, full, HAND, [full.parent / "2.csv"])[0].code == "store-delivered-twice"


def test_a_file_of_which_all_was_replaced_may_come_again(full):
    added(full, "2.csv", paid(persoon="B", **NOVEMBER))
    replaced(full, "2018-11", "3.csv", paid(persoon="C", **NOVEMBER))
    steps.add(full, HAND, [full.parent / "2.csv"])
    assert months(full)["2018-11"] == 2


def test_a_month_that_is_not_there_cannot_be_replaced(unharmed):
    path = delivered(unharmed, "2.csv", [paid()])
    missing = Problem("store-month-missing", Place("--month"), {"month": "2019-01", "months": "2018-11, 2018-12"})
    assert problems(steps.replace_month, unharmed, HAND, "2019-01", [path]) == (missing,)


def test_an_empty_store_has_no_month_to_replace(store):
    path = delivered(store, "2.csv", [paid()])
    missing = Problem("store-month-missing", Place("--month"), {"month": "2018-12", "months": "-"})
    assert problems(steps.replace_month, store, HAND, "2018-12", [path]) == (missing,)


def test_a_month_is_not_replaced_by_other_months(unharmed):
    path = delivered(unharmed, "2.csv", [paid(), paid(**NOVEMBER), paid(tijdvak_einde="2019-01-20")])
    other = Problem("store-other-months", Place("--month"), {"month": "2018-12", "months": "2018-11, 2019-01"})
    assert problems(steps.replace_month, unharmed, HAND, "2018-12", [path]) == (other,)


def test_a_month_is_not_replaced_by_nothing(unharmed):
    path = delivered(unharmed, "2.csv", [paid(verloonde_uren="veel")])
    nothing = Problem("store-nothing-to-replace", Place("--month"), {"month": "2018-12"})
    assert problems(steps.replace_month, unharmed, HAND, "2018-12", [path]) == (nothing,)


# -- register, employers, keys -----------------------------------------------------------------------------------


def test_a_register_takes_the_place_of_the_one_that_is_there(full):
    with_register(full, registered(persoon="B", peildatum="2019-02-01"), name="2.csv")
    register = Store.open(full).state.register
    assert (register.file.name, register.day, register.count) == ("2.csv", "2019-02-01", 1)
    assert fates(full) == {"regulier": 1, "niet_geregistreerd": 1, "buiten_periode": 1}


def test_an_older_register_is_refused_unless_it_is_meant(full):
    before = everything(full)
    older = Problem("store-register-older", Place("2.csv"), {"day": "2018-12-31", "before": "2019-01-01"})
    assert problems(with_register, full, registered(peildatum="2018-12-31"), name="2.csv") == (older,)
    assert everything(full) == before
    done = with_register(full, registered(peildatum="2018-12-31"), name="2.csv", older=True)
    assert done.store.state.register.day == "2018-12-31"


def test_a_register_of_the_same_day_is_taken(full):
    assert with_register(full, registered(), name="2.csv").store.state.register.count == 1


def test_few_changes_are_kept_beside_the_version_of_the_extracts_and_many_make_a_new_one(store):
    first = with_register(store, *PEOPLE).store.state.register
    assert (first.base, first.changed, first.added) == (first.rows, None, None)
    few = with_register(store, *PEOPLE[1:], registered(persoon="Z"), name="2.csv").store.state.register
    assert (few.base, few.persons) == (first.base, first.persons)
    assert None not in {few.changed, few.added}
    fewer = with_register(store, *PEOPLE[1:], name="3.csv").store.state.register
    assert (fewer.base, fewer.changed is None, fewer.added) == (first.base, False, None)
    many = with_register(store, *PEOPLE[3:], name="4.csv").store.state.register
    assert (many.base, many.changed) == (many.rows, None)
    back = with_register(store, *PEOPLE[3:], name="5.csv").store.state.register
    assert (back.base, back.changed) == (many.rows, None)


def test_persons_with_two_registrations_at_once_are_counted_as_such(store):
    register = with_register(store, registered(), registered(datum_begin="2011-01-01")).store.state.register
    assert (register.count, register.overlapping) == (2, 1)


def test_who_is_in_payroll_and_register_has_one_number(store):
    with_register(store, registered(persoon="B"), registered())
    added(store, "1.csv", paid())
    assert (Store.open(store).state.count_persons, hours(store)) == (2, Fraction("110.92"))


def test_a_register_that_cannot_be_read_changes_nothing(unharmed):
    (unharmed.parent / "2.csv").write_text("geen;register\n1;2\n")
    found = problems(steps.register, unharmed, HAND, unharmed.parent / "2.csv")
    assert [(one.code, one.place.file) for one in found] == [("csv-no-header", "2.csv")]


def test_employers_take_the_place_of_those_that_are_there(full):
    with_employers(full, employer(sector="overheid", gemeente="Nergens"), employer(sector="overheid"))
    assert Store.open(full).state.employers.oddities == {"gemeente": 1, "dubbel": 1}
    assert [row.labels for row in count(asked(full)).rows] == [("overheid",)]
    done = with_employers(full, employer(sector="markt"), name="2.csv")
    assert (done.store.state.employers.file.name, done.refused) == ("2.csv", ())
    assert [row.labels for row in count(asked(full)).rows] == [("markt",)]


def test_keys_take_the_place_of_those_that_are_there(full, tmp_path):
    for name, share in (("s1.csv", "75"), ("s2.csv", "60")):
        text = f"jaar,sector,aandeel,bron\n2018,markt,{share},wij\n2018,overheid,{100 - int(share)},wij\n"
        (tmp_path / name).write_text(text)
        steps.keys(full, HAND, tmp_path / name)
    assert Store.open(full).state.keys.rows == (
        {"jaar": 2018, "sector": "markt", "aandeel": "60", "bron": "wij"},
        {"jaar": 2018, "sector": "overheid", "aandeel": "40", "bron": "wij"},
    )


def test_a_year_that_is_no_key_is_refused(unharmed, tmp_path):
    (tmp_path / "s.csv").write_text("jaar,sector,aandeel,bron\n2018,markt,75,wij\n")
    assert [one.code for one in problems(steps.keys, unharmed, HAND, tmp_path / "s.csv")] == ["key-unfit"]


# -- invented and real -------------------------------------------------------------------------------------------


def test_real_and_invented_data_do_not_stand_in_one_store(full, tmp_path):
    (tmp_path / "verzonnen").mkdir()
    mark_invented(tmp_path / "verzonnen")
    before = everything(full)
    for name, act in (
        ("loon.csv", lambda path: steps.add(full, HAND, [path])),
        ("loon.csv", lambda path: steps.replace_month(full, HAND, "2018-12", [path])),
        ("register.csv", lambda path: steps.register(full, HAND, path)),
    ):
        rows = [paid(persoon="C")] if name == "loon.csv" else [registered()]
        path = write(tmp_path / "verzonnen" / name, rows)
        assert problems(act, path) == (Problem("store-mixed", Place(name)),)
    assert everything(full) == before


def test_one_step_does_not_bring_both(store, tmp_path):
    (tmp_path / "verzonnen").mkdir()
    mark_invented(tmp_path / "verzonnen")
    paths = [write(tmp_path / "verzonnen" / "1.csv", [paid()]), delivered(store, "2.csv", [paid(persoon="B")])]
    assert problems(steps.add, store, HAND, paths) == (Problem("store-mixed", Place("2.csv")),)
    assert Store.open(store).state.invented is None
    assert steps.add(store, HAND, paths[:1]).store.state.invented is True
    assert problems(steps.add, store, HAND, paths[1:]) == (Problem("store-mixed", Place("2.csv")),)


# -- cleaning ----------------------------------------------------------------------------------------------------


@pytest.fixture
def used(full):
    """A store in which a month was replaced twice and a register once, that was counted after each step."""
    for number, name in enumerate(("10", "20"), start=2):
        count(asked(full))
        replaced(full, "2018-12", f"{number}.csv", paid(verloonde_uren=name))
    count(asked(full))
    with_register(full, *PEOPLE, registered(), name="r.csv")
    count(asked(full))
    return full


def sizes(paths):
    return {path: path.stat().st_size for path in paths}


def kept(store):
    return sizes(kept_files(store, "*"))


def test_a_clean_takes_what_can_be_made_again_and_nothing_else(used):
    before, made, hours_before = everything(used), sizes(made_files(used)), hours(used)
    assert steps.clean(used, HAND.now) == sum(made.values()) > 0
    assert everything(used) == {name: content for name, content in before.items() if name.count("/") < 2}
    assert hours(used) == hours_before


def test_a_clean_that_keeps_the_last_step_lets_go_of_all_that_was_replaced(used):
    before, made, hours_before = kept(used), sizes(made_files(used)), hours(used)
    freed = steps.clean(used, HAND.now, 1)
    after, store = kept(used), Store.open(used)
    named = state_names(store.state)
    assert {path.name for path in after} == named < {path.name for path in before}
    assert freed == sum(before.values()) - sum(after.values()) + sum(made.values())
    assert len(kept_files(used, "register")) == 1
    assert hours(used) == hours_before
    assert (store.state.step.kind, store.state.since, look_through(store).whole) == ("clean", 5, True)
    kinds = [state.step.kind for _, state in store.history()]
    assert kinds == ["init", "add", "register", "replace", "replace", "register", "clean"]


def state_names(state):
    return names_in(state.as_bytes().decode())


@pytest.mark.parametrize(("keep", "parts", "registers"), [(1, 2, 1), (2, 2, 2), (3, 3, 2), (4, 4, 2), (99, 4, 2)])
def test_a_clean_keeps_what_the_last_steps_need(used, keep, parts, registers):
    steps.clean(used, HAND.now, keep)
    assert (len(kept_files(used, "rows")), len(kept_files(used, "register"))) == (parts, registers)
    assert look_through(Store.open(used)).whole


def test_a_clean_that_lets_nothing_go_is_no_step(used):
    steps.clean(used, HAND.now, 99)
    assert Store.open(used).state.number == 5
    steps.clean(used, HAND.now, 1)
    steps.clean(used, HAND.now, 1)
    steps.clean(used, HAND.now, 9)
    assert (Store.open(used).state.number, Store.open(used).state.since) == (6, 5)


def test_after_a_clean_the_store_goes_on(used):
    steps.clean(used, HAND.now, 1)
    added(used, "9.csv", paid(**JANUARY))
    replaced(used, "2018-12", "10.csv", paid(verloonde_uren="30"))
    assert (months(used), hours(used)) == ({"2018-11": 1, "2018-12": 1, "2019-01": 1}, 30)
    assert len(kept_files(used, "rows")) == 4
    steps.clean(used, HAND.now, 1)
    assert len(kept_files(used, "rows")) == 3


def test_what_a_clean_that_was_interrupted_left_goes_with_the_next_step(used):
    copies = {path: path.read_bytes() for path in kept(used)}
    steps.clean(used, HAND.now, 1)
    for path, content in copies.items():
        path.write_bytes(content)
    added(used, "9.csv", paid(**JANUARY))
    assert {path.name for path in kept(used)} == state_names(Store.open(used).state)


# -- all together ------------------------------------------------------------------------------------------------


def test_a_store_of_many_steps_counts_what_it_stands_for(full):
    added(full, "2.csv", at_government(persoon="C"), lent(persoon="D"))
    corrected(full, "3.csv", at_government(persoon="C", verloonde_uren="10"))
    with_register(full, *(registered(persoon=name) for name in "ABCD"), name="r2.csv")
    replaced(full, "2018-11", "4.csv", paid(persoon="D", **NOVEMBER))
    assert hours(full) == Fraction("110.92") * 3 + 10
