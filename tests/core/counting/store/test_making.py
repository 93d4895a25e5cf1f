"""Only what a step touches is made again: told by what a count finds and by what it has to make."""

from collections import Counter
from dataclasses import replace

import pytest
from pyarrow import parquet
from tests.factories.payroll import at_government, employer, paid, registered
from tests.factories.stores import (
    added,
    asked,
    corrected,
    kept_files,
    made_files,
    new,
    replaced,
    with_employers,
    with_register,
)

from banenafspraak.core.counting import built_in, count
from banenafspraak.core.counting.definitions import Setting
from banenafspraak.core.counting.engines.duckdb import DuckEngine
from banenafspraak.core.counting.plan import make_plan
from banenafspraak.core.counting.store import making
from banenafspraak.core.counting.store.making import Maker
from banenafspraak.core.counting.store.shelf import Shelf
from banenafspraak.core.counting.store.state import Store
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError

PEOPLE = [registered(persoon=f"P{number}") for number in range(40)]
NOVEMBER = {"tijdvak_begin": "2018-11-01", "tijdvak_einde": "2018-11-30"}
ALL_YEAR = {"definition": built_in("employer-year"), "by": ("sector", "maand")}
EXTRACTS, CUBES = "extract", "cube"


def kind(path):
    """What was made, by its columns."""
    names = set(parquet.read_schema(path).names)
    if "tot_volgende" in names:
        return "intervals"
    if {"lot", "nummer"} <= names:
        return "aside"
    return EXTRACTS if "geboren" in names else CUBES if "grootteklasse" in names else "sum"


@pytest.fixture
def store(tmp_path):
    """Two months of five persons; forty are registered."""
    found = new(tmp_path)
    added(found, "1.csv", *(paid(persoon=f"P{number}", **month) for number in range(5) for month in ({}, NOVEMBER)))
    with_register(found, *PEOPLE)
    return found


@pytest.fixture
def made(store):
    """What a count has to make, by kind, since the count before."""
    before = set()

    def _made(**order):
        nonlocal before
        count(asked(store, **ALL_YEAR | order))
        now = set(made_files(store))
        new_ones = Counter(kind(path) for path in now - before)
        before = now
        return {name: new_ones[name] for name in (EXTRACTS, CUBES)}

    assert _made() == {EXTRACTS: 2, CUBES: 2}
    return _made


NOTHING = {EXTRACTS: 0, CUBES: 0}


def test_a_count_that_was_made_makes_nothing(made):
    assert made() == NOTHING


def test_another_breakdown_and_another_key_make_nothing(made, store):
    (store.parent / "sleutels.csv").write_text(
        "jaar,sector,aandeel,bron\n2018,markt,75,eigen\n2018,overheid,25,eigen\n", encoding="utf-8"
    )
    assert made(by=("soort", "grondslag", "maand"), keys=store.parent / "sleutels.csv") == NOTHING


def test_a_month_that_comes_in_is_judged_and_no_other(made, store):
    with_employers(store, employer(sector="markt"))
    made()
    added(store, "2.csv", paid(persoon="P1", tijdvak_begin="2018-10-01", tijdvak_einde="2018-10-31"))
    assert made() == {EXTRACTS: 1, CUBES: 1}


@pytest.mark.parametrize("step", [corrected, lambda store, name, row: replaced(store, "2018-11", name, row)])
def test_a_month_that_changes_is_judged_anew_and_no_other(made, store, step):
    with_employers(store, employer(sector="markt"))
    made()
    step(store, "2.csv", paid(persoon="P1", **NOVEMBER, verloonde_uren="1"))
    assert made() == {EXTRACTS: 1, CUBES: 1}


def test_a_few_persons_who_change_are_judged_apart_from_the_months(made, store):
    with_register(store, *PEOPLE[1:], name="2.csv")
    assert made() == {EXTRACTS: 0, CUBES: 2}
    assert made() == NOTHING


def test_a_person_who_is_new_in_the_register_is_looked_for_in_the_months(made, store):
    with_register(store, *PEOPLE, registered(persoon="P99"), name="2.csv")
    assert made() == {EXTRACTS: 2, CUBES: 2}


def test_many_persons_who_change_make_a_new_extract(made, store):
    with_register(store, *PEOPLE[3:], name="2.csv")
    assert made() == {EXTRACTS: 2, CUBES: 2}


def test_the_same_register_again_makes_nothing(made, store):
    with_register(store, *PEOPLE, name="2.csv")
    assert made() == NOTHING


def test_a_register_that_goes_back_to_what_it_was_makes_nothing(made, store):
    with_register(store, *PEOPLE[1:], name="2.csv")
    with_register(store, *PEOPLE, name="3.csv")
    assert made() == NOTHING


def test_employers_are_laid_beside_the_extracts(made, store):
    with_employers(store, employer(sector="markt"))
    assert made() == {EXTRACTS: 0, CUBES: 2}


def test_other_rules_judge_the_same_extract(made):
    definition = built_in("employer-year")
    wba = replace(definition, settings=definition.settings | {"regelset": Setting("wba", own=True)})
    assert made(definition=wba) == {EXTRACTS: 0, CUBES: 2}


@pytest.mark.parametrize(("name", "other"), [("PROGRAM", "another"), ("_statements", lambda: "others")])
def test_another_program_makes_everything_anew(store, monkeypatch, name, other):
    late = built_in("employer-year")
    late = replace(late, settings=late.settings | {"ingediend_uiterlijk": Setting("05-01", own=True)})
    added(store, "2.csv", paid(persoon="P1", aangemaakt_op="2019-05-02T10:00:00Z"))
    count(asked(store, **ALL_YEAR | {"definition": late}))
    with_register(store, *PEOPLE[1:], name="2.csv")
    count(asked(store, **ALL_YEAR | {"definition": late}))
    first = Counter(map(kind, made_files(store)))
    assert set(first) >= {EXTRACTS, CUBES, "intervals", "aside"}
    monkeypatch.setattr(making, name, other)
    count(asked(store, **ALL_YEAR | {"definition": late}))
    assert Counter(map(kind, made_files(store))) - first == first


def test_work_elsewhere_decides_about_sectors_only_where_a_table_does_not(made, store):
    long_ago = {"tijdvak_begin": "2016-10-01", "tijdvak_einde": "2016-10-31"}
    added(store, "2.csv", at_government(persoon="Z", **long_ago))
    assert made() == NOTHING | {CUBES: 2}
    with_employers(store, employer(sector="markt"))
    made()
    added(store, "3.csv", at_government(persoon="Y", **long_ago))
    assert made() == NOTHING
    assert made(by=("grootteklasse",))[CUBES] == 2


def test_rows_that_were_filed_too_late_are_set_aside_for_a_year_that_asks_it(store):
    late = {"verloonde_uren": "1", "aangemaakt_op": "2019-05-02T10:00:00Z"}
    added(store, "2.csv", paid(persoon="P1", **late))
    definition = built_in("monitor")
    asks = replace(definition, settings=definition.settings | {"ingediend_uiterlijk": Setting("05-01", own=True)})
    shelf = Shelf(Store.open(store), DuckEngine())
    months = shelf.state.months
    plain, until = (make_plan(one, "2018") for one in (definition, asks))
    assert [shelf.maker.aside(plain, month) for month in months.values()] == [
        shelf.objects.path(month.aside) for month in months.values()
    ]
    assert shelf.maker.aside(until, months["2018-11"]) == shelf.objects.path(months["2018-11"].aside)
    aside = parquet.read_table(shelf.maker.aside(until, months["2018-12"])).to_pylist()
    assert [(row["lot"], row["verloonde_uren"]) for row in aside] == [("te_laat", 100)]
    made = made_files(store)
    shelf.maker.aside(until, months["2018-12"])
    assert made_files(store) == made


def test_without_a_register_nobody_can_say_who_counts(tmp_path):
    store = new(tmp_path)
    with pytest.raises(ProblemsError) as error:
        _ = Maker(Store.open(store)).register
    assert error.value.problems == (Problem("store-without-register", Place("opslag")),)


def test_what_is_made_holds_nobody_who_is_not_registered(store):
    added(store, "2.csv", *(paid(persoon=f"buiten {number}") for number in range(50)))
    count(asked(store, **ALL_YEAR))
    registered_ones = {row["persoon_nummer"] for row in parquet.read_table(kept_files(store, "group")[0]).to_pylist()}
    for path in made_files(store):
        if kind(path) == EXTRACTS:
            assert set(parquet.read_table(path)["persoon_nummer"].to_pylist()) <= registered_ones
