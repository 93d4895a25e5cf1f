"""The reference engine is the meaning: each rule with its pair of examples that differ in one fact."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from tests.factories.payroll import COMPANY, inputs, payroll

from banenafspraak.core.counting.definitions import Setting, built_in
from banenafspraak.core.counting.engines import Question, Tally, find_engine, set_aside_for
from banenafspraak.core.counting.plan import make_plan
from banenafspraak.core.counting.registration import Registration
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.tables.reading import ANONYMOUS, PERSON, RANK

ENGINES = [find_engine(name) for name in ("reference", "duckdb")]
every_engine = pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
JOB = 110_92
BEFORE = {"begin": date(2017, 12, 1), "einde": date(2017, 12, 31)}


def own(**settings):
    one = built_in("monitor")
    return replace(one, settings=one.settings | {name: Setting(value) for name, value in settings.items()})


def run(engine, rows, register=(), employers=(), **asked):
    plan = make_plan(asked.get("definition", built_in("monitor")), asked.get("period", "2018"), asked.get("by", ()))
    given = inputs(rows, register, employers)
    return engine.run(plan, given, set_aside_for(plan, given, engine))


def fates(engine, *rows, register=(), **asked):
    return {lot: tally.rows for lot, tally in run(engine, rows, register, **asked).tallies.items()}


def cells(engine, *rows, by=("sector",), **asked):
    return run(engine, rows, by=by, **asked).cells


def lots(engine, *rows, filed_until=None):
    table = engine.set_aside(payroll(*rows), filed_until)
    return dict(zip(table["nummer"].to_pylist(), table["lot"].to_pylist(), strict=True))


@every_engine
@pytest.mark.parametrize(
    ("row", "fate"),
    [
        ({}, "regulier"),
        ({"code_aard": 11}, "inleen"),
        ({"code_aard": 22}, "inleen"),
        ({"code_aard": 23}, "regulier"),
        ({"code_aard": 82}, "inleen"),
        ({"code_aard": 99}, "regulier"),
        ({"code_aard": 21}, "beschut"),
        ({"code_aard": 24}, "beschut"),
        ({"code_aard": 10}, "aard_onbekend"),
        ({"code_aard": None}, "aard_onbekend"),
        ({"code_soort": 31}, "geen_werk"),
        ({"code_soort": None}, "geen_werk"),
        ({ANONYMOUS: True}, "zonder_bsn"),
        ({PERSON: 2}, "niet_geregistreerd"),
        ({"begin": date(2018, 11, 1), "einde": date(2018, 11, 30)}, "buiten_periode"),
        ({"begin": date(2018, 11, 5), "einde": date(2018, 12, 2)}, "regulier"),
        ({"begin": date(2019, 1, 1), "einde": date(2019, 1, 31)}, "buiten_periode"),
        ({"begin": date(2018, 12, 31), "einde": date(2019, 1, 27)}, "regulier"),
    ],
)
def test_what_becomes_of_a_row(engine, row, fate):
    assert fates(engine, row) == {fate: 1}


@every_engine
@pytest.mark.parametrize(
    ("first", "last", "fate"),
    [
        (date(2018, 12, 31), None, "regulier"),
        (date(2019, 1, 1), None, "niet_geregistreerd"),
        (date(2010, 1, 1), date(2018, 12, 1), "regulier"),
        (date(2010, 1, 1), date(2018, 11, 30), "niet_geregistreerd"),
    ],
)
def test_one_day_of_registration_counts_the_whole_return_period(engine, first, last, fate):
    found = run(engine, [{}], [Registration(1, first, last)])
    assert found.tallies == {fate: Tally(1, JOB)}
    assert found.cells == ({("regulier",): JOB} if fate == "regulier" else {})


@every_engine
def test_a_ground_that_counts_on_one_day_goes_before_a_later_one_that_does_not(engine):
    counts = Registration(1, date(2010, 1, 1), date(2015, 12, 5), ground="38b.1.b")
    not_yet = Registration(1, date(2015, 12, 6), ground="38b.2")
    row = {"begin": date(2015, 12, 1), "einde": date(2015, 12, 31)}
    assert fates(engine, row, register=[counts, not_yet], period="2015") == {"regulier": 1}
    assert fates(engine, row, register=[not_yet], period="2015") == {"grond_telt_niet": 1}


@every_engine
def test_hours_of_four_weeks_are_spread_over_their_days(engine):
    row = {"begin": date(2018, 11, 5), "einde": date(2018, 12, 2), "verloonde_uren": 100_00}
    assert cells(engine, row, by=()) == {("regulier",): Fraction(100_00 * 2, 28)}
    assert cells(engine, row, by=(), definition=own(tijdvakken_delen="laatste_dag")) == {("regulier",): 100_00}
    later = {"begin": date(2018, 12, 31), "einde": date(2019, 1, 27), "verloonde_uren": 100_00}
    assert fates(engine, later, definition=own(tijdvakken_delen="laatste_dag")) == {"buiten_periode": 1}


@every_engine
def test_rows_that_cross_the_period_are_told(engine):
    rows = [{}, {"begin": date(2018, 11, 5), "einde": date(2018, 12, 2), "code_aard": 99}]
    found = run(engine, rows)
    assert (found.crossing, found.aard) == (1, {1: 1, 99: 1})
    months = run(engine, rows[1:], by=("maand",), definition=built_in("employer-year"))
    assert months.crossing == 1
    assert months.cells == {
        ("2018-11", "regulier"): Fraction(JOB * 26, 28),
        ("2018-12", "regulier"): Fraction(JOB * 2, 28),
    }


@every_engine
def test_negative_hours_count_and_make_nobody_work(engine):
    found = run(
        engine, [{}, {"nummer_ikv": 2, "verloonde_uren": -10_92}, {PERSON: 1, "nummer_ikv": 3, "verloonde_uren": 0}]
    )
    assert (found.cells, found.persons, found.working) == ({("regulier",): 100_00}, {(): 1}, frozenset({1}))
    less = run(engine, [{"verloonde_uren": -1}])
    assert (less.cells, less.persons, less.working) == ({("regulier",): -1}, {}, frozenset())


@every_engine
@pytest.mark.parametrize(
    ("other", "sector"), [(JOB - 1, "overheid"), (JOB, "markt"), (JOB + 1, "markt"), (None, "overheid")]
)
def test_half_of_the_hours_under_other_sectors_makes_a_market_employer(engine, other, sector):
    rows = [BEFORE | {"sectorcode": 64}]
    if other is not None:
        rows.append(BEFORE | {PERSON: 9, "sectorcode": 44, "verloonde_uren": other})
    assert cells(engine, {"sectorcode": None}, *rows) == {(sector, "regulier"): JOB}


@every_engine
@pytest.mark.parametrize(
    ("code", "sector"), [(61, "overheid"), (66, "overheid"), (67, "markt"), (52, "markt"), (None, "onbekend")]
)
def test_sector_by_code(engine, code, sector):
    assert cells(engine, {"sectorcode": code}) == {(sector, "regulier"): JOB}


@every_engine
def test_the_sector_is_that_of_the_last_return_period_of_the_year_before(engine):
    now, before = {"sectorcode": 64}, BEFORE | {"sectorcode": 44}
    earlier = {"begin": date(2017, 11, 1), "einde": date(2017, 11, 30), "sectorcode": 64}
    assert cells(engine, now, earlier, before) == {("markt", "regulier"): JOB}
    assert cells(engine, now, earlier) == {("overheid", "regulier"): JOB}
    assert cells(engine, now, before | {"sectorcode": None}) == {("overheid", "regulier"): JOB}
    assert cells(engine, now, before | {"code_soort": 31}) == {("overheid", "regulier"): JOB}


@every_engine
def test_the_employers_table_overrules_the_code(engine):
    table = [
        {
            "loonheffingennummer": COMPANY,
            "sector": "overheid",
            "subsector": "Rijk",
            "sbi_sectie": "O",
            "gemeente": "GM0344",
        }
    ]
    by = ("sector", "subsector", "regio", "sbi_sectie")
    assert cells(engine, {}, employers=table, by=by) == {("overheid", "Rijk", "Midden-Utrecht", "O", "regulier"): JOB}
    assert cells(engine, {}, by=by) == {("markt", "onbekend", "onbekend", "onbekend", "regulier"): JOB}
    assert cells(engine, {"code_aard": 11}, employers=table, by=by) == {
        ("niet te verdelen", "onbekend", "Midden-Utrecht", "O", "inleen"): JOB
    }


@every_engine
def test_ground_and_age_come_from_the_register_first(engine):
    by = ("grondslag", "leeftijdsklasse")
    young, old = date(2000, 1, 1), date(1950, 1, 1)
    known = [Registration(1, date(2010, 1, 1), birth=young, ground="38b.1.c")]
    unknown = [Registration(1, date(2010, 1, 1))]
    assert cells(engine, {"geboren": old}, register=known, by=by) == {("38b.1.c", "jonger dan 25", "regulier"): JOB}
    assert cells(engine, {"geboren": old}, register=unknown, by=by) == {("onbekend", "55 en ouder", "regulier"): JOB}
    assert cells(engine, {}, register=unknown, by=by) == {("onbekend", "onbekend", "regulier"): JOB}


@every_engine
def test_size_is_that_of_all_work_of_the_employer(engine):
    colleagues = {PERSON: 9, "verloonde_uren": 3_381_25 - JOB}
    assert cells(engine, {}, colleagues, by=("grootteklasse",)) == {("25 tot 100 werknemers", "regulier"): JOB}
    assert cells(engine, {}, colleagues | {"code_soort": 31}, by=("grootteklasse",)) == {
        ("minder dan 25 werknemers", "regulier"): JOB
    }


@every_engine
def test_size_is_about_return_periods_that_end_in_the_period(engine):
    later = {PERSON: 9, "begin": date(2018, 12, 31), "einde": date(2019, 1, 27), "verloonde_uren": 3_381_25}
    assert cells(engine, {}, later, by=("grootteklasse",)) == {("minder dan 25 werknemers", "regulier"): JOB}
    ended = later | {"begin": date(2018, 11, 5), "einde": date(2018, 12, 2)}
    assert cells(engine, {}, ended, by=("grootteklasse",)) == {("25 tot 100 werknemers", "regulier"): JOB}


@every_engine
def test_a_return_period_that_began_a_year_earlier_does_not_decide_the_sector(engine):
    long = {
        PERSON: 9,
        "begin": date(2016, 12, 31),
        "einde": date(2017, 12, 31),
        "sectorcode": 64,
        "verloonde_uren": 2 * JOB,
    }
    assert cells(engine, {}, BEFORE, long) == {("markt", "regulier"): JOB}
    within = long | {"begin": date(2017, 1, 1)}
    assert cells(engine, {}, BEFORE, within) == {("overheid", "regulier"): JOB}


FIRST, SECOND = {"moment": 1}, {"moment": 2}


@every_engine
@pytest.mark.parametrize(
    ("rows", "aside"),
    [
        ([FIRST, SECOND], {0: "vervangen"}),
        ([SECOND, FIRST], {1: "vervangen"}),
        ([{}, {RANK: 1}], {0: "vervangen"}),
        ([{"moment": 9}, {RANK: 1}], {0: "vervangen"}),
        ([FIRST, FIRST], {1: "dubbel"}),
        ([FIRST, FIRST, SECOND], {0: "vervangen", 1: "vervangen"}),
        ([FIRST, SECOND | {"intrekking": True}], {0: "ingetrokken", 1: "intrekking"}),
        ([FIRST | {"intrekking": True}, SECOND], {0: "vervangen"}),
        ([{"intrekking": True}], {0: "intrekking"}),
        ([{}, {"verloonde_uren": 1}], {0: "strijdig", 1: "strijdig"}),
        ([{}, {"code_aard": None}], {0: "strijdig", 1: "strijdig"}),
        ([FIRST, SECOND, SECOND | {"sectorcode": 64}], {0: "vervangen", 1: "strijdig", 2: "strijdig"}),
        ([{}, {"nummer_ikv": 2}, {PERSON: 2}, {"loonheffingennummer": "W-9"}, BEFORE], {}),
    ],
)
def test_the_latest_message_stands(engine, rows, aside):
    assert lots(engine, *rows) == aside


@every_engine
def test_of_two_doubles_the_one_with_a_birth_stays(engine):
    assert lots(engine, {}, {"geboren": date(1990, 1, 1)}) == {0: "dubbel"}
    assert lots(engine, {"geboren": date(1990, 1, 1)}, {}) == {1: "dubbel"}


@every_engine
def test_what_is_filed_too_late_is_as_if_it_was_not_filed(engine):
    until = 18_017
    in_time, late = FIRST | {"ingediend": date(2019, 5, 1)}, SECOND | {"ingediend": date(2019, 5, 2)}
    assert lots(engine, in_time, late, filed_until=until) == {1: "te_laat"}
    assert lots(engine, {}, filed_until=until) == {}


@every_engine
def test_a_person_or_a_cell_is_explained(engine):
    plan = make_plan(built_in("employer-year"), "2018", ("sector", "maand"))
    rows = [{}, {PERSON: 2}, {"begin": date(2018, 11, 5), "einde": date(2018, 12, 2), "nummer_ikv": 2, "code_aard": 11}]
    given = inputs(rows)
    aside = set_aside_for(plan, given, engine)

    def ask(**asked):
        return [
            (one.row, one.fate, one.counted, one.labels)
            for one in engine.records(plan, given, aside, Question(**asked))
        ]

    counted = (2, "regulier", JOB, ("markt", "2018-12", "regulier"))
    spread = (4, "inleen", JOB, ("niet te verdelen", "2018-11", "inleen"))
    assert ask(persons=frozenset({1})) == [counted, spread]
    assert ask(persons=frozenset({2})) == [(3, "niet_geregistreerd", 0, ())]
    assert ask(cell={"sector": "markt"}) == [counted]
    assert ask(cell={"soort": "inleen", "maand": "2018-12"}) == [
        (4, "inleen", Fraction(JOB * 2, 28), ("niet te verdelen", "2018-12", "inleen"))
    ]
    assert ask(persons=frozenset({2}), cell={"sector": "markt"}) == []
    assert ask(most=1) == [counted]


def test_engines_have_a_name_and_a_version():
    assert [engine.name for engine in ENGINES] == ["reference", "duckdb"]
    assert all(engine.version[0].isdecimal() for engine in ENGINES)


def test_another_engine_is_not_known():
    with pytest.raises(ProblemsError, match="engine-unknown"):
        find_engine("abacus")


@every_engine
def test_the_last_return_period_of_the_year_before_fixes_the_sector_alone(engine):
    november = {"begin": date(2017, 11, 1), "einde": date(2017, 11, 30), "sectorcode": 64, "verloonde_uren": 10 * JOB}
    december = BEFORE | {"sectorcode": 44}
    assert cells(engine, november, december, {"sectorcode": 64}) == {("markt", "regulier"): JOB}
