from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
import yaml

from banenafspraak.core.counting import definitions
from banenafspraak.core.counting.definitions import Setting, built_in
from banenafspraak.core.counting.plan import BY, FORMS, LentKey, make_plan, section_of
from banenafspraak.core.counting.registration import day_number
from banenafspraak.core.kernel.law import all_law
from banenafspraak.core.kernel.problems import ProblemsError

KEY = LentKey(Fraction(1, 2), Fraction(1, 2), "", "U")


def plan(name="monitor", period="2018", by=None, **asked):
    return make_plan(built_in(name), period, by, **asked)


def problems(*asked, **more):
    with pytest.raises(ProblemsError) as error:
        plan(*asked, **more)
    return [(one.code, one.place.column or one.place.file, dict(one.values)) for one in error.value.problems]


@pytest.mark.parametrize(
    ("name", "period", "asked", "first", "last"),
    [
        ("monitor", "2018", "2018", date(2018, 12, 1), date(2018, 12, 31)),
        ("monitor", "2018-12", "2018", date(2018, 12, 1), date(2018, 12, 31)),
        ("quarter", "2018Q4", "2018Q4", date(2018, 12, 1), date(2018, 12, 31)),
        ("quarter", "2019Q1", "2019Q1", date(2019, 3, 1), date(2019, 3, 31)),
        ("employer-year", "2018", "2018", date(2018, 1, 1), date(2018, 12, 31)),
    ],
)
def test_a_period_becomes_the_days_of_its_definition(name, period, asked, first, last):
    one = plan(name, period)
    assert (str(one.asked), one.period.first, one.period.last) == (asked, first, last)


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("monitor", "2018-11"),
        ("monitor", "2018Q4"),
        ("monitor", "kerst"),
        ("quarter", "2018"),
        ("quarter", "2018-12"),
        ("employer-year", "2018Q4"),
        ("employer-year", "2018-12"),
    ],
)
def test_another_pair_is_refused_with_the_valid_form(name, period):
    valid = FORMS[built_in(name).window]
    assert problems(name, period) == [("period-not-valid", "--period", {"definition": name, "valid": valid})]


@pytest.mark.parametrize("period", ["2011", "1999"])
def test_there_is_nothing_to_count_before_the_baseline(period):
    assert problems("monitor", period) == [("period-out-of-reach", "--period", {"first": 2012})]


def test_everything_wrong_is_named_at_once():
    assert [code for code, _, _ in problems("monitor", "2018Q4", ("kleur", "sector", "maat"))] == [
        "by-unknown",
        "by-unknown",
        "period-not-valid",
    ]


@pytest.mark.parametrize(
    ("by", "split", "chosen"),
    [
        (None, None, ("sector",)),
        (None, False, ()),
        ((), None, ()),
        (("maand", "soort", "sector", "soort"), None, ("sector", "soort", "maand")),
    ],
)
def test_a_breakdown_stands_in_a_fixed_order(by, split, chosen):
    assert plan(by=by, split=split).by == chosen


def test_the_new_act_has_one_total_unless_the_split_is_asked_for():
    one = replace(built_in("monitor"), settings=built_in("monitor").settings | {"regelset": Setting("wba")})
    assert (make_plan(one, "2018").by, make_plan(one, "2018").split, make_plan(one, "2018").rule_set) == (
        (),
        False,
        "wba",
    )
    assert make_plan(one, "2018", split=True).by == ("sector",)


def test_lent_hours_move_only_with_a_key_to_sectors_that_are_there():
    assert plan(key=KEY).moves
    assert not plan().moves
    assert not plan(by=("soort",), key=KEY).moves
    assert plan().divides
    assert not plan(split=False).divides
    assert not plan("quarter", "2018Q4").divides


@pytest.mark.parametrize(
    ("name", "period", "before"),
    [
        ("monitor", "2018", "2017"),
        ("quarter", "2018Q4", "2018Q3"),
        ("quarter", "2018Q1", "2017Q4"),
        ("employer-year", "2018", "2017"),
    ],
)
def test_the_period_before(name, period, before):
    assert str(plan(name, period).before().asked) == before


def test_the_baseline_is_december_2012_without_months_or_key():
    one = plan(by=("sector", "maand"), key=KEY).baseline()
    assert (one.period.first, one.by, one.key) == (date(2012, 12, 1), ("sector",), None)
    assert one.register.target_group.before_first


def test_months_are_windows_when_asked_for():
    assert [label for label, _ in plan("employer-year", by=("maand",)).windows] == [
        f"2018-{m:02}" for m in range(1, 13)
    ]
    assert [label for label, _ in plan("quarter", "2018Q4", ("maand",)).windows] == ["2018-12"]
    assert [label for label, _ in plan("employer-year").windows] == ["2018"]


def test_the_last_day_of_filing_follows_the_year():
    assert plan("employer-year").filed_until == date(2019, 5, 1)
    assert plan("employer-year").before().filed_until == date(2018, 5, 1)


def test_hours_per_job():
    assert (plan().hours_per_job, plan("employer-year").hours_per_job) == (Fraction("110.92"), 1331)


@pytest.mark.parametrize(
    ("aard", "kind"),
    [(1, "regulier"), (11, "inleen"), (18, "regulier"), (21, "uitgesloten"), (22, "inleen"), (23, "regulier"),
     (24, "uitgesloten"), (82, "inleen"), (83, "regulier"), (10, "niet_te_bepalen")],
)  # fmt: skip
def test_code_aard_is_work_lent_work_or_no_work_that_counts(aard, kind):
    assert plan().aard_types()[aard] == kind


def test_code_examples_of_the_law_file():
    [codes] = [text for text in all_law() if text.subject == "codes"]
    for example in codes.raw["voorbeelden"]:
        [(section, code)] = example["gegeven"].items()
        assert codes.section(section)[code].value == example["uitkomst"]["waarde"]


def test_government_is_61_to_66():
    assert plan().government_codes() == {61, 62, 63, 64, 65, 66}


def test_pay_for_work_has_its_codes():
    assert plan().employment_codes() == {11, 13, 15, 17}


@pytest.mark.parametrize(
    ("birth", "label"),
    [
        (date(1994, 1, 1), "jonger dan 25"),
        (date(1993, 12, 31), "25 tot en met 34"),
        (date(1983, 12, 31), "35 tot en met 44"),
        (date(1973, 12, 31), "45 tot en met 54"),
        (date(1964, 1, 1), "45 tot en met 54"),
        (date(1963, 12, 31), "55 en ouder"),
    ],
)
def test_age_is_that_of_the_last_day(birth, label):
    bands = plan().birth_bands()
    assert [name for name, first, last in bands if first <= day_number(birth) <= last] == [label]


@pytest.mark.parametrize(
    ("name", "hours", "label"),
    [
        ("employer-year", 40_575_00 - 1, "minder dan 25 werknemers"),
        ("employer-year", 40_575_00, "25 tot 100 werknemers"),
        ("employer-year", 100 * 1_623_00, "100 tot 250 werknemers"),
        ("employer-year", 250 * 1_623_00, "250 werknemers of meer"),
        ("monitor", 3_381_25 - 1, "minder dan 25 werknemers"),
        ("monitor", 3_381_25, "25 tot 100 werknemers"),
        ("monitor", -1, "minder dan 25 werknemers"),
    ],
)
def test_size_is_measured_in_paid_hours(name, hours, label):
    assert [band for band, least, most in plan(name).size_bands() if least <= hours <= most] == [label]


def test_regions_are_those_of_the_year():
    assert plan().regions()["GM0344"] == "Midden-Utrecht"


@pytest.mark.parametrize(
    ("sbi", "section"),
    [
        ("84.11", "O"),
        ("8411", "O"),
        ("g", "G"),
        ("01", "A"),
        ("04", "onbekend"),
        ("X", "onbekend"),
        ("", "onbekend"),
        (None, "onbekend"),
    ],
)
def test_a_section_follows_from_the_first_two_digits(sbi, section):
    assert section_of(sbi) == section


SBI_2008 = {
    "A": (1, 3), "B": (6, 9), "C": (10, 33), "D": (35, 35), "E": (36, 39), "F": (41, 43), "G": (45, 47),
    "H": (49, 53), "I": (55, 56), "J": (58, 63), "K": (64, 66), "L": (68, 68), "M": (69, 75), "N": (77, 82),
    "O": (84, 84), "P": (85, 85), "Q": (86, 88), "R": (90, 93), "S": (94, 96), "T": (97, 98), "U": (99, 99),
}  # fmt: skip


def test_every_division_of_the_sbi_2008_lies_in_its_section():
    sections = {number: letter for letter, (low, high) in SBI_2008.items() for number in range(low, high + 1)}
    assert [section_of(f"{number:02}") for number in range(100)] == [sections.get(n, "onbekend") for n in range(100)]


def test_every_definition_of_the_house_has_a_form_of_period():
    windows = {
        yaml.safe_load(path.read_text("utf-8"))["venster"]["waarde"] for path in definitions.FOLDER.glob("*.yaml")
    }
    assert windows == set(FORMS)
    assert len(BY) == 9
