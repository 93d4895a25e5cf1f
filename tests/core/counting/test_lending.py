from datetime import date
from fractions import Fraction

import pytest
from tests.factories.payroll import KEY, write

from banenafspraak.core.counting import lending
from banenafspraak.core.counting.lending import Assigned, Assignment, Known
from banenafspraak.core.counting.quota import quota_law
from banenafspraak.core.counting.result import note_texts
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.tables.door import Door
from banenafspraak.core.tables.reading import Reading

AGENCY, COMPANY = "W-3", "W-2"
IN_TIME = date(2026, 8, 1)
KNOWN = Known(frozenset({AGENCY, COMPANY}), {(AGENCY, 1): Fraction(500_00)}, frozenset({1, 2}))
ROW = {
    "persoon": "A",
    "uitlener": "123456782L01",
    "inlener": COMPANY,
    "uren": "500,5",
    "uitlener_akkoord_op": "2026-08-01",
    "inlener_akkoord_op": "01-07-2026",
}


def assignment(**facts):
    usual = {
        "person": 1,
        "lender": AGENCY,
        "hirer": COMPANY,
        "hundredths": 400_00,
        "lender_agreed": IN_TIME,
        "hirer_agreed": IN_TIME,
    }
    return Assignment(**(usual | facts))


def assessed(*assignments, side="in", known=KNOWN):
    return [(one.counted, one.code) for one in lending.assess(assignments, side, 2025, known)]


# -- reading ---------------------------------------------------------------------------------------------------------


def test_a_file_of_assignments_is_read_through_the_door(tmp_path):
    door = Door(KEY)
    rows = [ROW, ROW | {"persoon": "B", "uitlener_akkoord_op": "", "uren": "0"}]
    [one, other], read = lending.read_assignments(write(tmp_path / "uitleen.csv", rows), Reading(door))
    assert (one.lender, one.hirer, one.hundredths) == ("123456782", COMPANY, 500_50)
    assert (one.lender_agreed, one.hirer_agreed) == (date(2026, 8, 1), date(2026, 7, 1))
    assert (one.file, one.row, other.row) == ("uitleen.csv", 2, 3)
    assert (one.person, other.person, other.agreed) == (0, 1, None)
    assert [(file.role, file.rows_accepted) for file in read.files] == [("lending", 2)]


def test_a_bsn_goes_no_further_than_the_door(tmp_path):
    row = {"bsn": "111222333", **{name: value for name, value in ROW.items() if name != "persoon"}}
    found, read = lending.read_assignments(write(tmp_path / "uitleen.csv", [row]), Reading(Door(KEY)))
    assert "111222333" not in repr(found) + repr(read)


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("uren", "-8", "hours-unreadable"),
        ("uren", "1.250", "hours-unreadable"),
        ("uren", "100000", "hours-unreadable"),
        ("uren", "veel", "hours-unreadable"),
        ("uren", "", "hours-missing"),
        ("uitlener", "123456782", "employer-number-wrong"),
        ("inlener", "", "employer-number-missing"),
        ("inlener_akkoord_op", "31-02-2026", "date-unreadable"),
        ("persoon", "", "person-missing"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused(tmp_path, column, text, code):
    found, read = lending.read_assignments(write(tmp_path / "u.csv", [ROW | {column: text}]), Reading(Door(KEY)))
    assert (found, [one.code for one in read.refused]) == ((), [code])


def test_a_file_without_the_columns_is_a_problem(tmp_path):
    with pytest.raises(ProblemsError) as error:
        lending.read_assignments(write(tmp_path / "u.csv", [{"persoon": "A", "uren": "8"}]), Reading(Door(KEY)))
    assert {one.place.column for one in error.value.problems} == {"uitlener", "inlener"}


# -- what counts: examples in pairs ----------------------------------------------------------------------------------


def test_both_must_agree_by_1_august_of_the_year_after():
    assert lending.agree_by(2025) == IN_TIME
    late = date(2026, 8, 2)
    assert assessed(
        assignment(),
        assignment(lender_agreed=late),
        assignment(hirer_agreed=late),
        assignment(lender_agreed=None),
        assignment(hirer_agreed=None),
    ) == [
        (400_00, "telt"),
        (0, "akkoord_te_laat"),
        (0, "akkoord_te_laat"),
        (0, "geen_akkoord"),
        (0, "geen_akkoord"),
    ]


def test_never_above_the_hours_of_the_person_at_the_lender():
    assert assessed(assignment(hundredths=500_00)) == [(500_00, "telt")]
    assert assessed(assignment(hundredths=500_01)) == [(500_00, "afgetopt")]
    assert assessed(assignment(), assignment(hirer="W-9"), assignment(), side="out") == [
        (400_00, "telt"),
        (100_00, "afgetopt"),
        (0, "afgetopt"),
    ]


@pytest.mark.parametrize("there", [{}, {(AGENCY, 1): Fraction()}, {(AGENCY, 1): Fraction(-8)}])
def test_a_person_without_counted_hours_at_the_lender(there):
    known = Known(KNOWN.employers, there, KNOWN.registered)
    assert assessed(assignment(), known=known) == [(0, "geen_uren_bij_uitlener")]


def test_hours_of_a_lender_that_is_not_there_count_unchecked():
    assert assessed(assignment(lender="W-8")) == [(400_00, "uren_niet_nagegaan")]


def test_a_person_outside_the_register_does_not_count():
    assert assessed(assignment(lender="W-8", person=3)) == [(0, "niet_in_register")]


def test_an_assignment_must_be_about_an_employer_that_is_there():
    assert assessed(assignment(hirer="W-8"), side="in") == [(0, "andere_werkgever")]
    assert assessed(assignment(hirer="W-8"), side="out") == [(400_00, "telt")]
    assert assessed(assignment(lender="W-8"), side="out") == [(0, "andere_werkgever")]


def test_an_employer_does_not_lend_to_itself():
    assert assessed(assignment(hirer=AGENCY)) == [(0, "zelfde_werkgever")]


def test_every_reason_has_its_sentence():
    codes = {
        lending.COUNTED,
        lending.CAPPED,
        lending.UNCHECKED,
        lending.NOT_AGREED,
        lending.LATE,
        lending.ELSEWHERE,
        lending.SAME,
        lending.NOT_REGISTERED,
        lending.NO_HOURS,
    }
    assert codes - set(note_texts()) == {lending.COUNTED}


# -- what it does to hirer and lender --------------------------------------------------------------------------------


def counted(hundredths, **facts):
    return Assigned(assignment(**facts), Fraction(hundredths), "telt")


def test_hours_grow_at_the_hirer_and_shrink_at_the_lender():
    some = [counted(100_00), counted(50_00, person=2), counted(25_00, hirer="W-9"), counted(5_00, lender="W-8")]
    assert lending.lent_in(some, COMPANY) == 155_00
    assert lending.lent_out(some, AGENCY, {}) == 175_00


def test_hours_of_wsw_article_2_are_not_taken_off_twice():
    some = [counted(100_00), counted(50_00, person=2)]
    assert lending.lent_out(some, AGENCY, {1: Fraction(80_00), 2: Fraction(60_00)}) == 20_00


@pytest.mark.parametrize(
    ("by_code", "quota", "size"),
    [
        ({1: 100, 18: 10, None: 1}, 111, 111),
        ({1: 100, 11: 50}, 100, 100),
        ({1: 100, 82: 50}, 150, 150),
        ({1: 100, 24: 50, 23: 5, 10: 1}, 156, 156),
        ({1: 100, 21: 50}, 100, 150),
        ({1: 100, 21: 50, 22: 30}, 100, 100),
        ({1: 100, 21: 50, 22: 0}, 100, 150),
        ({}, 0, 0),
    ],
)
def test_hours_that_leave_the_lender_and_the_wsw_executor(by_code, quota, size):
    hours = {code: Fraction(value) for code, value in by_code.items()}
    assert (lending.quota_hours(hours), lending.size_hours(hours)) == (quota, size)


def test_the_codes_stand_in_the_law_with_their_mark():
    values = quota_law().values
    assert {values[name].mark for name in ("uitzendpersoneel", "wsw_artikel_2")} == {"D"}
    assert (lending.temp_staff_codes(), lending.wsw_codes()) == ({11, 22}, {21, 22})
