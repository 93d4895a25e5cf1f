from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from string import Formatter

import pytest

from banenafspraak.core.counting.definitions import Setting, built_in
from banenafspraak.core.counting.engines import Outcome
from banenafspraak.core.counting.plan import LentKey, make_plan
from banenafspraak.core.counting.result import (
    Baseline,
    Flow,
    Note,
    Pace,
    Row,
    divided,
    heads,
    note_texts,
    paces,
    rows_of,
)

KEY = LentKey(Fraction(3, 4), Fraction(1, 4), "", "U")
PER_JOB = Fraction("110.92")
JOB = 110_92


def plan(by=("sector",), name="monitor", period="2018", **asked):
    return make_plan(built_in(name), period, by, **asked)


def outcome(cells, persons=None):
    """An outcome with hours in jobs; every cell has one person unless said otherwise."""
    found = {labels[:-1]: 1 for labels in cells} if persons is None else persons
    return Outcome({}, {labels: Fraction(jobs) * JOB for labels, jobs in cells.items()}, found, frozenset({1, 2}))


MIXED = outcome(
    {
        ("markt", "regulier"): 2,
        ("overheid", "regulier"): 1,
        ("niet te verdelen", "inleen"): 4,
        ("onbekend", "regulier"): 1,
    }
)


def jobs(rows):
    return {row.labels: row.jobs for row in rows}


def test_lent_hours_go_to_sectors_by_the_key():
    cells = divided(MIXED, plan(key=KEY))
    assert cells == {("markt",): 5 * JOB, ("overheid",): 2 * JOB, ("onbekend",): JOB}
    assert all(isinstance(hundredths, Fraction | int) for hundredths in cells.values())


def test_without_a_key_lent_hours_stand_apart():
    assert divided(MIXED, plan())["niet te verdelen",] == 4 * JOB


def test_lent_hours_move_within_their_other_labels():
    found = divided(
        outcome({("niet te verdelen", "onbekend", "Midden-Utrecht", "inleen"): 4}),
        plan(("sector", "subsector", "regio"), key=KEY),
    )
    assert found == {
        ("markt", "onbekend", "Midden-Utrecht"): 3 * JOB,
        ("overheid", "onbekend", "Midden-Utrecht"): JOB,
    }


def test_a_key_that_loses_hours_is_a_fault():
    with pytest.raises(ArithmeticError):
        divided(MIXED, plan(key=LentKey(Fraction(1, 2), Fraction(1, 3), "", "U")))


def test_persons_are_not_divided():
    one = plan(key=KEY)
    assert [heads(MIXED, one, (sector,)) for sector in ("markt", "overheid", "onbekend")] == [None, None, 1]
    regular = outcome({("markt", "regulier"): 1})
    assert [heads(regular, one, (sector,)) for sector in ("markt", "overheid")] == [1, 0]
    assert heads(MIXED, plan(), ("niet te verdelen",)) == 1


def test_persons_stay_known_where_no_lent_work_is():
    one = plan(("sector", "regio"), key=KEY)
    found = outcome({("markt", "Drenthe", "regulier"): 1, ("niet te verdelen", "Twente", "inleen"): 1})
    assert heads(found, one, ("markt", "Drenthe")) == 1
    assert heads(found, one, ("markt", "Twente")) is None


def test_rows_stand_in_a_fixed_order_with_unknown_last():
    rows, total = rows_of(MIXED, plan(), None, {})
    assert [row.labels for row in rows] == [("markt",), ("overheid",), ("niet te verdelen",), ("onbekend",)]
    assert (total.labels, total.jobs, total.persons) == (("totaal",), 8, 2)
    assert [row.extra_jobs for row in (*rows, total)] == [None] * 5


def test_extra_jobs_are_jobs_less_the_baseline():
    base = Baseline("geteld", Fraction(5), {("markt",): Fraction(7), ("overheid",): Fraction(1)})
    rows, total = rows_of(MIXED, plan(key=KEY), base, {(2018, "markt"): 3, (2018, "totaal"): 2})
    assert {row.labels[0]: row.extra_jobs for row in rows} == {"markt": -2, "overheid": 1, "onbekend": 1}
    assert {row.labels[0]: (row.target, row.gap) for row in rows} == {
        "markt": (3, -5),
        "overheid": (None, None),
        "onbekend": (None, None),
    }
    assert (total.extra_jobs, total.gap) == (3, 1)


def test_a_cell_that_only_the_baseline_has_is_a_row():
    base = Baseline("geteld", Fraction(4), {("Drenthe",): Fraction(4)})
    rows, total = rows_of(outcome({("Twente", "regulier"): 1}), plan(("regio",)), base, {})
    assert [(row.labels[0], row.jobs, row.persons, row.extra_jobs) for row in rows] == [
        ("Drenthe", 0, 0, -4),
        ("Twente", 1, 1, 1),
    ]
    assert sum(row.extra_jobs for row in rows) == total.extra_jobs


def test_by_month_the_baseline_is_set_against_the_one_month():
    base = Baseline("geteld", Fraction(4), {("markt",): Fraction(3), ("overheid",): Fraction(1)})
    rows, total = rows_of(outcome({("markt", "2018-12", "regulier"): 2}), plan(("sector", "maand")), base, {})
    assert [(row.labels, row.extra_jobs) for row in rows] == [(("markt", "2018-12"), -1), (("overheid", "2018-12"), -1)]
    assert total.extra_jobs == -2


def test_a_baseline_without_parts_gives_the_total_only():
    rows, total = rows_of(MIXED, plan(), Baseline("gepubliceerd", Fraction(3)), {})
    assert ([row.extra_jobs for row in rows], total.extra_jobs) == ([None] * 4, 5)


GOALS = {(2018, "markt"): 3, (2018, "totaal"): 2}


@pytest.mark.parametrize(
    ("found", "one", "targets"),
    [
        (MIXED, plan(), [None, None, None, None, 2]),
        (outcome({("markt", "regulier"): 1}), plan(), [3, 2]),
        (outcome({("markt", "regulier"): 1}), plan(split=False), [None, 2]),
        (outcome({("markt", "regulier"): 1}), plan(name="quarter", period="2018Q4"), [None, 2]),
        (outcome({("regulier", "regulier"): 1}), plan(("soort",), key=KEY), [None, 2]),
        (outcome({("regulier",): 1}, {(): 1}), plan((), split=False), [None, 2]),
    ],
)
def test_a_sector_has_a_target_when_all_its_jobs_are_in_it(found, one, targets):
    rows, total = rows_of(found, one, None, GOALS)
    assert [row.target for row in (*rows, total)] == targets


def test_values_are_rounded_once_and_half_up():
    row = Row(("markt",), Fraction(1, 3) * 100, 1, PER_JOB, Fraction(-1, 2_000_000), 1)
    assert row.values() == {
        "verloonde_uren": Decimal("0.33"),
        "personen": 1,
        "banen": Decimal("0.003005"),
        "extra_banen": Decimal("-0.000001"),
        "doelstelling": 1,
        "verschil": Decimal("-1.000001"),
    }
    empty = Row((), Fraction(0), None, PER_JOB)
    assert list(empty.values().values()) == [Decimal("0.00"), None, Decimal("0.000000"), None, None, None]


@pytest.mark.parametrize(
    ("hours", "jobs"), [("1386500", 12_500), ("3438520", 31_000), ("110.92", 1), ("55.46", Fraction(1, 2))]
)
def test_jobs_are_hours_over_those_of_one_job(hours, jobs):
    assert Row((), Fraction(hours) * 100, 0, PER_JOB).jobs == jobs


PACES = {
    (2017, "totaal"): 1,
    (2018, "totaal"): 4,
    (2019, "totaal"): 8,
    (2025, "totaal"): 10,
    (2026, "totaal"): 10,
    (2018, "markt"): 3,
}


def test_pace_is_about_this_year_the_next_and_the_end():
    total = Row(("totaal",), Fraction(0), 0, PER_JOB, Fraction(2))
    market = replace(total, labels=("markt",), extra_jobs=Fraction(5))
    unknown = replace(total, labels=("onbekend",))
    found = paces([market, unknown, replace(market, extra_jobs=None), total], plan(), PACES)
    assert [(one.sector, one.year, one.target, one.quarters_left) for one in found] == [
        ("markt", 2018, 3, 0),
        ("totaal", 2018, 4, 0),
        ("totaal", 2019, 8, 4),
        ("totaal", 2025, 10, 28),
    ]
    assert [(one.to_make, one.per_quarter) for one in found] == [
        (-2, None),
        (2, None),
        (6, Fraction(3, 2)),
        (8, Fraction(2, 7)),
    ]


def test_pace_without_a_breakdown_is_that_of_the_total():
    [now, *_] = paces([Row((), Fraction(0), 0, PER_JOB, Fraction(2))], plan((), name="quarter", period="2018Q1"), PACES)
    assert (now.sector, now.quarters_left) == ("totaal", 3)


def test_no_more_is_needed_when_the_target_is_reached():
    assert Pace("totaal", 2019, 1, Fraction(2), 4).per_quarter == 0
    assert paces([Row((), Fraction(0), 0, PER_JOB, Fraction(2))], plan((), period="2030"), PACES) == ()


@pytest.mark.parametrize(
    ("found", "lost", "entered", "left", "change"),
    [
        (5_482, 7_155, 2_706, 2_701, -1_668),
        (8_389, 5_469, 1_645, 394, 4_171),
        (6_930, 5_987, 2_659, 1_868, 1_734),
        (7_147, 5_533, 2_031, 555, 3_090),
    ],
)
def test_the_flow_of_working_persons_is_that_of_the_factsheet(found, lost, entered, left, change):
    assert Flow("2020Q4", 100_000, found, lost, entered, left).working == 100_000 + change


def test_every_note_is_said_in_both_languages_with_the_same_values():
    for code, texts in note_texts().items():
        names = {name for text in texts.values() for _, name, _, _ in Formatter().parse(text) if name}
        note = Note(code, dict.fromkeys(names, "7"))
        assert note.sentence("nl") != note.sentence("en")
        assert note.sentence("nl").count("7") >= len(names)


def test_an_own_definition_says_so_in_its_table():
    one = plan()
    own = replace(one.definition, own=True, settings=one.definition.settings | {"extra_banen": Setting(value=False)})
    assert own.label == "eigen definitie: monitor"
