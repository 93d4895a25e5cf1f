"""A population: files in and out, a change of law, and who gains by it per region."""

from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import csv, parquet

from banenafspraak.core.invented.claims import invented_people
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.schemes.answers import Status
from banenafspraak.core.schemes.cases import natural
from banenafspraak.core.schemes.files import read_people, write_year
from banenafspraak.core.schemes.means import UNKNOWN_VALUE
from banenafspraak.core.schemes.population import CODES, People, Some, judge, simulate, with_change, year_of_all
from banenafspraak.core.schemes.reading import law_book

JANUARY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def people():
    return invented_people(500, 11)


def as_table(people):
    columns = {
        name: [None if one == UNKNOWN_VALUE else natural(name, int(one)) for one in column]
        for name, column in people.columns.items()
    }
    return pa.table({"persoon": [f"p{at}" for at in range(people.size)], **columns})


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_a_population_is_read_as_it_was_written(people, tmp_path, kind):
    path = tmp_path / f"mensen.{kind}"
    (parquet.write_table if kind == "parquet" else csv.write_csv)(as_table(people), path)
    again = read_people(path)
    assert again.size == people.size
    assert {name: list(column) for name, column in again.columns.items()} == {
        name: list(column) for name, column in people.columns.items()
    }


def test_all_columns_that_are_wrong_are_said_at_once(tmp_path):
    path = tmp_path / "mensen.csv"
    path.write_text("loonwaarde,kan_werken,wsw,kleur\n60,ja,geen,rood\n600,soms,geen,\n700,nee,nooit,\n", "utf-8")
    with pytest.raises(ProblemsError) as found:
        read_people(path)
    problems = found.value.problems
    told = [(one.code, one.place.column, one.values.get("count"), one.values.get("first")) for one in problems]
    assert told == [
        ("people-cells", "loonwaarde", 2, 3),
        ("people-cells", "kan_werken", 1, 3),
        ("people-cells", "wsw", 1, 4),
        ("people-column", None, None, None),
    ]
    assert "600" not in found.value.problems[0].text("nl")


@pytest.mark.parametrize("name", ["leeg.parquet", "weg.csv", "stuk.csv"])
def test_what_cannot_be_read_is_said(tmp_path, name):
    if name == "leeg.parquet":
        (tmp_path / name).touch()
    if name == "stuk.csv":
        (tmp_path / name).write_text("a,b\n1\n", "utf-8")
    with pytest.raises(ProblemsError) as found:
        read_people(tmp_path / name)
    assert [one.code for one in found.value.problems] == ["people-unreadable"]


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_the_outcome_has_a_row_per_person(people, tmp_path, kind):
    found = year_of_all(people, law_book(), 2026)
    path = tmp_path / f"uit.{kind}"
    write_year(found, path)
    table = parquet.read_table(path) if kind == "parquet" else csv.read_csv(path)
    assert table.num_rows == people.size
    assert sum(table.column("totaal_cent").to_pylist()) == int(found.total.sum())
    assert set(table.column("lks_status").to_pylist()) <= {one.value for one in Status}


def test_a_higher_allowance_harms_nobody_and_the_sums_agree(people):
    book = law_book()
    more = with_change(book, {"lks.vergoeding_werkgeverslasten": Decimal(30)}, JANUARY)
    nation, *regions = simulate(people, book, more, 2026)
    assert (nation.region, nation.persons, nation.lose) == ("", 500, 0)
    assert nation.gain > 0
    assert [sum(getattr(one, name) for one in regions) for name in ("persons", "gain", "before", "after")] == [
        nation.persons,
        nation.gain,
        nation.before,
        nation.after,
    ]
    assert len({one.region for one in regions}) == len(regions)


def test_a_higher_minimum_wage_is_shared_by_all_schemes(people):
    book = law_book()
    more = with_change(book, {"wml_maand": Decimal("2400.00")}, JANUARY)
    assert simulate(people, book, more, 2026)[0].gain > 0


def test_without_the_rules_of_places_only_those_places_change(people):
    book = law_book()
    home = np.full(people.size, 534)
    home[::2] = 363
    here = People({**people.columns, "woongemeente": home, "uren_per_week": np.full(people.size, 800)}, people.size)
    nation, *regions = simulate(here, book, with_change(book, {}, JANUARY, national=True), 2026)
    assert nation.gain > 0
    assert {one.region: one.gain > 0 for one in regions} == {"AM19": True, _region(363): False}


def _region(code):
    from banenafspraak.core.regions.membership import region_of  # noqa: PLC0415 - for one test

    return region_of(f"GM{code:04}", 2026).code


def test_without_municipalities_there_is_one_region(people):
    columns = {name: column for name, column in people.columns.items() if name != "woongemeente"}
    nation, only = simulate(People(columns, people.size), law_book(), law_book(), 2026)
    assert (only.region, only.persons, nation.before) == ("?", 500, only.before)


def test_a_municipality_that_is_not_known_has_no_region(people):
    unknown = People({**people.columns, "woongemeente": np.full(people.size, UNKNOWN_VALUE)}, people.size)
    assert [one.region for one in simulate(unknown, law_book(), law_book(), 2026)] == ["", "?"]


@pytest.mark.parametrize(
    ("scheme", "on", "status"),
    [
        ("liv", date(2026, 1, 1), Status.NOT_IN_FORCE),
        ("lkv_banenafspraak", date(2015, 1, 1), Status.NOT_IN_FORCE),
        ("loondispensatie", date(2009, 1, 1), Status.UNKNOWN_NEEDS),
        ("wsw", date(2026, 1, 1), None),
    ],
)
def test_outside_its_days_a_scheme_is_said_to_be_so(people, scheme, on, status):
    found = {CODES[one] for one in judge(people, law_book().schemes[scheme], law_book(), on).status}
    assert found == ({status} if status else {Status.APPLIES, Status.CLOSED_TO_NEW})


def test_a_column_is_taken_when_it_is_asked_for(people):
    some = Some(people.columns, np.array([3, 5]))
    assert (len(some), list(some) == list(people.columns), "lks_loopt" in some) == (len(people.columns), True, False)
    assert list(some["loonwaarde"]) == [people.columns["loonwaarde"][at] for at in (3, 5)]


def test_whether_the_subsidy_runs_may_be_given(people):
    given = People({**people.columns, "lks_loopt": np.ones(people.size, np.int64)}, people.size)
    one, other = (year_of_all(each, law_book(), 2026) for each in (people, given))
    assert list(one.total) == list(other.total)
