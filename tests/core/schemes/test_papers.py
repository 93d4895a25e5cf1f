"""An outcome on paper, as a letter and as a calendar, and the years that stand in it."""

from dataclasses import replace
from datetime import date

import pytest

from banenafspraak.core.schemes.answers import Status
from banenafspraak.core.schemes.assessing import assess
from banenafspraak.core.schemes.calendar import calendar, deadlines
from banenafspraak.core.schemes.cases import read_case
from banenafspraak.core.schemes.outlook import Line, Year, outlook
from banenafspraak.core.schemes.papers import Sheet, letter, page
from banenafspraak.core.schemes.reading import law_book
from banenafspraak.core.schemes.totals import yearly
from banenafspraak.core.schemes.wording import told

ON = date(2026, 11, 26)
BOOK = law_book()
FACTS = {
    "geboortedatum": "1998-05-04",
    "woongemeente": "Noordwijk",
    "in_doelgroepregister": True,
    "uitkering": "bijstand",
    "begeleid_door_gemeente": True,
    "kan_minimumloon_verdienen": False,
    "kan_werken": True,
    "loonwaarde": 60,
    "vaste_subsidie_afgesproken": False,
    "uren_per_week": 32,
    "voltijd_uren": 36,
    "loon_per_maand": 2400,
    "arbeidsovereenkomst": True,
    "wsw": "geen",
    "gedetacheerd": False,
    "andere_loonsubsidie": False,
    "startdatum": "2026-12-01",
    "einddatum": "2099-12-31",
    "lks_aangevraagd": "nog_niet",
}


def sheet(lang="nl", *, withheld=False, **given):
    case = read_case({**FACTS, **given}, ON)
    found = assess(case, BOOK)
    answers = tuple(told(one, BOOK, case, lang) for one in found.answers.values())
    return Sheet(found, answers, yearly(outlook(case, BOOK), found, lang, by_payer=False), withheld, lang)


def empty():
    case = read_case({}, ON)
    found = assess(case, BOOK, only=["lks"])
    return Sheet(
        found, tuple(told(one, BOOK, case, "nl") for one in found.answers.values()), None, withheld=False, language="nl"
    )


def test_a_page_tells_what_fits_the_years_the_days_and_with_what_was_reckoned():
    told_page = page(sheet())
    assert [one.key for one in told_page.sections] == [
        *("regelingen", "jaren", "termijnen", "weten", "let-op", "antwoorden"),
    ]
    assert told_page.value.endswith(" regelingen")
    assert "Wat is de loonwaarde, in hele procenten? 60 procent" in told_page.sections[-1].notes[0]
    assert told_page.warnings == ()


def test_a_page_with_one_scheme_says_one():
    one = sheet()
    some = tuple(each for each in one.answers if each.id == "lks" or each.status is Status.DOES_NOT_APPLY)
    assert page(replace(one, answers=some)).value == "1 regeling"


def test_a_page_with_nothing_says_so():
    assert [one.key for one in page(empty()).sections] == ["regelingen", "weten", "antwoorden"]
    assert page(empty()).sections[0].paragraphs[0].startswith("Met wat nu bekend is")
    assert page(empty()).sections[-1].notes == ("Er is nog niets ingevuld.",)


def test_what_is_withheld_is_said():
    assert "no-riskpolis" in page(sheet(withheld=True)).warnings[0]
    assert "no-riskpolis" in letter(sheet(withheld=True)).sections[-1].items[-1]
    assert len(letter(sheet()).sections[-1].items) == 1


def test_a_letter_has_a_table_and_the_last_days_when_there_are_any():
    assert [one.key for one in letter(sheet("en")).sections] == ["regelingen", "termijnen", "let-op"]
    assert [one.key for one in letter(empty()).sections] == ["regelingen", "let-op"]


def test_a_last_day_that_passed_or_is_not_there_is_told_in_the_table():
    one = sheet()
    answers = (
        replace(one.answers[0], status=Status.APPLIES, due=date(2026, 1, 1), due_passed=True, amount="", per=""),
        replace(one.answers[1], status=Status.APPLIES, due=None),
    )
    rows = letter(replace(one, answers=answers)).sections[0].table.shown.rows
    assert [row[-1] for row in rows] == ["voorbij: 1 januari 2026", "geen vaste dag"]
    assert rows[0][2] == "geen bedrag"


def test_the_calendar_has_the_days_ahead_of_what_is_open():
    one = sheet()
    past = replace(one.answers[0], due=date(2026, 1, 1))
    closed = replace(one.answers[0], status=Status.DOES_NOT_APPLY)
    assert deadlines([past, closed, replace(one.answers[0], due=None)], ON) == []
    found = deadlines(one.answers, ON)
    assert [each.due for each in found] == sorted(each.due for each in found)


def test_a_calendar_is_read_back_as_it_was_written():
    one = replace(sheet().answers[0], name="Één; twee, drie\\vier", where="ij" * 60, when="")
    content = calendar([one], ON, "nl")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    read = dict(line.split(":", 1) for line in lines if ":" in line and not line.startswith(("BEGIN", "END:V")))
    plain = read["SUMMARY"].replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
    assert plain == "Laatste dag om aan te vragen: Één; twee, drie\\vier"
    assert read["DTSTART;VALUE=DATE"] == "20261130"
    assert read["DTEND;VALUE=DATE"] == "20261201"
    assert read["DTSTAMP"] == "20261126T000000Z"
    assert f"DESCRIPTION:{'ij' * 60}\\nartikel" in content.decode().replace("\r\n ", "")
    assert content == calendar([one], ON, "nl")


ASSESSED = assess(read_case(FACTS, ON), BOOK)


def year(number, wage, *lines):
    return Year(number, wage, lines)


def line(low, high, scheme="lks", payer="gemeente", **given):
    return Line(scheme, payer, low, high, **given)


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        ((line(100000, 100000),), "In 2027 gaat er € 1.000 van de loonkosten af"),
        ((line(50000, 100000),), "In 2027 gaat er € 500 tot € 1.000 van de loonkosten af"),
        ((line(0, 100049),), "In 2027 kan er hoogstens € 1.000 van de loonkosten af"),
    ],
)
def test_the_heading_says_the_finding_of_the_fullest_year(lines, heading):
    found = yearly([year(2026, 900000, line(0, 100)), year(2027, 900000, *lines)], ASSESSED, "nl")
    assert found.heading == heading


def test_nothing_to_add_is_no_part_of_a_page():
    assert yearly([year(2026, 900000)], ASSESSED, "nl") is None
    assert yearly([year(2026, 900000, line(1, 1, "geheim"))], ASSESSED, "nl") is None


def test_without_a_wage_only_what_comes_off_is_told():
    found = yearly([year(2026, None, line(100, 200))], ASSESSED, "nl")
    assert found.table.shown.rows == (("2026", "nog te vragen", "€ 1 tot € 2", "€ 1 tot € 2", "nog te vragen"),)
    assert "nog niet ingevuld" in found.paragraphs[0]
    assert found.drawing.alt == "2026: € 1 tot € 2."


def test_what_comes_off_is_never_more_than_the_wage():
    found = yearly([year(2026, 1000, line(0, 5000))], ASSESSED, "nl", by_payer=False)
    assert found.table.shown.rows == (("2026", "€ 10", "€ 0 tot € 10", "€ 0 tot € 10"),)


def test_what_is_not_added_is_named_with_the_reason():
    lines = (line(100, 200), line(50, 60, "lkv_banenafspraak", "belastingdienst", counted=False))
    found = yearly([year(2026, 1000, *lines)], ASSESSED, "nl")
    assert found.notes[0].endswith("Loonkostenvoordeel doelgroep banenafspraak.")
    hanging = assess(read_case({}, ON), BOOK)
    told_notes = yearly([year(2026, None, line(100, 200))], hanging, "nl").notes
    assert any("Loondispensatie" in note for note in told_notes)
