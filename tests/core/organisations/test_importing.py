"""What becomes of rows: numbers are decisive, names are not, and nothing is decided twice."""

from datetime import date

import pytest

from banenafspraak.core.organisations.facts import Facts, added, as_data, differences, from_data
from banenafspraak.core.organisations.importing import Candidate, Known, Line, Outcome, Register, line_of
from banenafspraak.core.organisations.naming import NameIndex, key, place, words

CELLS = {"naam": "Bakker", "soort_organisatie": "employer"}


def facts(name="Bakker", **given):
    return Facts(name=name, kind="employer", **given)


def known(who, name="Bakker", former=(), **given):
    return Known(who, 3, facts(name, **given), former)


def line(row, name="Bakker", reference="", **given):
    return Line(row, reference, facts(name, **given))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jansen B.V.", "Jansen BV"),
        ("Jansen & Zonen", "jansen en zonen"),
        ("Gemeente Súdwest-Fryslân", "Sudwest Fryslan"),
        ("Stichting Het Anker", "Anker"),
        ("Bouw Bedrijf Noord", "Bouwbedrijf-Noord N.V."),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize("name", ["BV", "De", "Stichting", "!!!", "日本"])
def test_a_name_of_nothing_else_keeps_what_it_has(name):
    assert key(name)
    assert words(name)
    assert place(name)


@pytest.mark.parametrize(
    ("known_name", "asked", "found"),
    [
        ("Janssen Transport", "Jansen Transport", True),
        ("Kwekerij Papaver", "Kwekerij de Papaver", True),
        ("Technolab Noord", "Technolab Zuid", False),
        ("UWV", "ABN", False),
        ("Aa", "Aa", True),
    ],
)
def test_names_that_are_alike_are_found(known_name, asked, found):
    index = NameIndex()
    for at in range(40):
        index.add(f"Iets heel anders {at}", str(at))
    index.add(known_name, "x")
    assert ([who for _, who in index.alike(asked)][:1] == ["x"]) is found


def test_nobody_is_alike_where_nobody_is():
    assert NameIndex().alike("Bakker") == []


def test_a_former_name_is_alike_too():
    register = Register.of([known("u", "Universiteiten van Nederland", former=("VSNU",))])
    assert register.plan(line(2, "vsnu")).candidates == (Candidate("u", 1.0),)


@pytest.mark.parametrize("numbers", [{"kvk": "12345678"}, {"oin": "0" * 20}])
def test_an_equal_number_is_decisive(numbers):
    planned = Register.of([known("u", **numbers)]).plan(line(2, "Heel anders", **numbers))
    assert (planned.outcome, planned.target, planned.version) == (Outcome.CHANGED, "u", 3)


def test_a_mark_is_decisive_and_one_that_nobody_has_is_refused():
    register = Register.of([known("u")])
    assert register.plan(line(2, reference="u")).outcome is Outcome.SAME
    assert register.plan(line(3, reference="x")).problems[0].code == "organisation-not-found"


def test_numbers_that_point_to_two_are_refused():
    register = Register.of([known("u", kvk="12345678"), known("v", oin="0" * 20)])
    planned = register.plan(line(2, kvk="12345678", oin="0" * 20))
    assert (planned.outcome, planned.problems[0].code) == (Outcome.REFUSED, "organisation-numbers-disagree")


@pytest.mark.parametrize("again", [line(3, "Ander", kvk="12345678"), line(3, reference="u")])
def test_a_second_row_about_one_organisation_is_refused(again):
    register = Register.of([known("u", kvk="12345678")])
    register.plan(line(2, kvk="12345678"))
    planned = register.plan(again)
    assert (planned.problems[0].code, dict(planned.problems[0].values)) == ("organisation-twice", {"row": 2})


def test_two_numbers_that_differ_are_two_organisations():
    register = Register.of([known("u", kvk="12345678")])
    assert register.plan(line(2, kvk="87654321")).outcome is Outcome.NEW
    assert register.plan(line(3)).candidates == (Candidate("u", 1.0),)
    assert register.plan(line(4, "Slager", kvk="11111111")).twin is None
    assert register.plan(line(5, "Slager", kvk="22222222")).twin is None
    assert register.plan(line(6, "Slager")).twin == 4


def test_at_most_a_few_are_named():
    register = Register.of([known(str(at)) for at in range(9)])
    assert len(register.plan(line(2)).candidates) == 5


def test_an_empty_cell_says_nothing_and_a_list_takes_nothing_away():
    there = facts(kvk="12345678", website="https://a.nl", municipalities=("GM0193",), active_from=date(2000, 1, 1))
    assert added(there, facts()) == there


@pytest.mark.parametrize(("on", "number"), [(date(2024, 1, 1), 5), (date(2025, 1, 1), 9), (date(2026, 1, 1), 9)])
def test_an_older_number_of_workers_changes_nothing(on, number):
    there = facts(workers=5, workers_on=date(2025, 1, 1), workers_source="x")
    assert added(there, facts(workers=9, workers_on=on, workers_source="x")).workers == number
    assert added(facts(), facts(workers=9, workers_on=on, workers_source="x")).workers == 9


def test_facts_go_and_come_back():
    some = facts(workers=0, workers_on=date(2026, 1, 1), workers_source="x", municipalities=("GM0193",))
    assert from_data(as_data(some)) == some
    assert [each.fact for each in differences(facts(), some)] == [
        "municipalities", "workers", "workers_on", "workers_source",
    ]  # fmt: skip


def test_cells_become_facts():
    found = line_of(2, CELLS | {"subsector": "Gemeenten", "gemeenten": "Zwolle; Ede", "werknemers": 0,
                                "werknemers_op": date(2026, 1, 1), "werknemers_bron": "x"})  # fmt: skip
    assert found.facts == facts(
        sector="overheid", subsector="gemeenten", municipalities=("GM0193", "GM0228"), workers=0,
        workers_on=date(2026, 1, 1), workers_source="x",
    )  # fmt: skip
    assert line_of(2, CELLS | {"werknemers_op": date(2026, 1, 1), "werknemers_bron": "x"}).facts == facts()


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"naam": "V.S.O."}, ["organisation-name-bare"]),
        ({"subsector": "zorg"}, ["subsector-unknown"]),
        ({"subsector": "horeca", "sector": "overheid"}, ["subsector-elsewhere"]),
        ({"subsector": "horeca", "sector": "markt"}, None),
        ({"gemeenten": "Nergens, Bergen"}, ["municipality-unknown", "place-ambiguous"]),
    ],
)
def test_all_that_is_wrong_with_a_row_is_told_at_once(cells, codes):
    found = line_of(2, CELLS | cells, "lijst.csv")
    assert isinstance(found, Line) if codes is None else [problem.code for problem in found] == codes
