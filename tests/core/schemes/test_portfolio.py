"""Placements: read from a form or a file with every fault at once, reckoned as their employer may see them, summed."""

import csv
import io
from datetime import date

import pytest

from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.schemes import portfolio
from banenafspraak.core.schemes.cases import read_case
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.outlook import outlook
from banenafspraak.core.schemes.portfolio import COLUMNS, CONSENT, LABEL, most, read_placed, read_rows, reckon, total
from banenafspraak.core.schemes.reading import law_book

DAY = date(2026, 7, 1)
BOOK = law_book()
FACTS = {
    "startdatum": "2026-06-15",
    "geboortedatum": "1995-04-12",
    "begeleid_door_gemeente": "ja",
    "kan_minimumloon_verdienen": "nee",
    "loonwaarde": "60",
    "uren_per_week": "28,5",
    "voltijd_uren": "38",
    "loon_per_maand": "1800",
    "in_doelgroepregister": "ja",
    "verloonde_uren": "800",
    "wsw": "geen",
}


def sheet(*rows, columns=(LABEL, CONSENT, *FACTS)):
    stream = io.StringIO()
    lines = csv.writer(stream, delimiter=";")
    lines.writerow(columns)
    lines.writerows(rows)
    return stream.getvalue().encode()


def row(label, consent="", **facts_):
    return (label, consent, *({**FACTS, **facts_}.values()))


def faults(call):
    with pytest.raises(ProblemsError) as error:
        call()
    return [(one.code, one.place.row, one.place.column) for one in error.value.problems]


def test_a_placement_is_read_as_it_will_be_kept():
    one = read_placed(" magazijn 3 ", FACTS, DAY, consent=False)
    assert (one.label, one.consent, one.facts["uren_per_week"]) == ("magazijn 3", False, "28.50")
    assert read_placed(one.label, one.facts, DAY, consent=one.consent) == one


@pytest.mark.parametrize(
    "label", ["123456782", "bsn 1234.56.782", "12-04-1995", "0612345678", "a@voorbeeld.invalid", "m 1 2 3 4 5 6 7 8"]
)
def test_a_label_with_a_number_of_a_person_is_refused(label):
    assert faults(lambda: read_placed(label, {}, DAY, consent=False)) == [("placement-label-number", None, LABEL)]


def test_everything_wrong_with_a_placement_is_told_at_once():
    typed = {"loonwaarde": "130", "uren_per_week": "veel"}
    assert faults(lambda: read_placed("x" * 41, typed, DAY, consent=False)) == [
        ("placement-label-long", None, LABEL),
        ("case-bounds", None, "loonwaarde"),
        ("case-kind", None, "uren_per_week"),
    ]
    assert faults(lambda: read_placed("", {}, DAY, consent=False)) == [("placement-no-label", None, LABEL)]


def test_what_a_worker_may_keep_is_taken_with_consent_alone():
    typed = {"uitkering": "wajong"}
    assert faults(lambda: read_placed("a", typed, DAY, consent=False)) == [("placement-sensitive", None, "uitkering")]
    assert read_placed("a", typed, DAY, consent=True).facts == {"uitkering": "wajong"}


def test_rows_are_taken_or_refused_by_number_with_all_reasons():
    found = read_rows(
        "plaatsingen.csv",
        sheet(row("a"), row("b", loonwaarde="130", uren_per_week="x"), row("A"), ("",) * 13, row("c")),
        DAY,
    )
    assert (sorted(found.taken), sorted(found.refused), found.read) == ([2, 6], [3, 4], 4)
    assert [(one.code, one.place.row) for one in found.refused[3]] == [("case-bounds", 3), ("case-kind", 3)]
    assert [one.code for one in found.refused[4]] == ["placement-label-twice"]


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("2.400", 240000), ("2,400", 240000), ("2.400,50", 240050), ("€ 1.800", 180000), ("2400.5", 240050)],
)
def test_thousands_are_not_read_as_a_decimal(typed, cents):
    one = read_placed("a", {"loon_per_maand": typed}, DAY, consent=False)
    assert read_case(one.facts, DAY).known["loon_per_maand"] == cents


@pytest.mark.parametrize(
    ("name", "content", "codes"),
    [
        ("p.csv", sheet(columns=(LABEL, "lonwaarde", "x")), ["placements-column"] * 2),
        ("p.csv", sheet(columns=("loonwaarde",)), ["placements-no-label"]),
        ("p.csv", sheet(*(row(f"a{at}") for at in range(301))), ["placements-too-large"]),
        ("p.csv", b"x" * (1024 * 1024 + 1), ["placements-too-large"]),
        ("p.xlsx", b"PK\x03\x04 niets", ["xlsx-broken"]),
        ("p.pdf", b"%PDF-1.7", ["file-kind-unknown"]),
        ("p.xml", b"<?xml version='1.0'?><a/>", ["file-kind-unknown"]),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name, content, codes):
    assert [code for code, *_ in faults(lambda: read_rows(name, content, DAY))] == codes


def test_what_is_written_is_read_again():
    placed = [
        read_placed("=som", {**FACTS, "uitkering": "wia_wga"}, DAY, consent=True),
        read_placed("b", FACTS, DAY, consent=False),
    ]
    reckoned = [(one, reckon(one, BOOK, DAY)) for one in placed]
    for name, content in (("p.csv", portfolio.as_csv(placed)), ("p.xlsx", portfolio.as_spreadsheet(reckoned))):
        assert list(read_rows(name, content, DAY).taken.values()) == placed
    assert read_rows("p.xlsx", portfolio.template(), DAY).read == 0


def test_what_is_reckoned_is_kept_and_read_back():
    one = reckon(read_placed("a", FACTS, DAY, consent=False), BOOK, DAY)
    assert portfolio.from_data(portfolio.as_data(one)) == one
    assert (one.on, one.fits > 0) == (DAY, True)
    assert all(each.day >= DAY for each in one.due)


def test_the_years_of_a_placement_are_its_outlook_and_sum_per_payer():
    placed = read_placed("a", FACTS, DAY, consent=False)
    one = reckon(placed, BOOK, DAY)
    whole = outlook(read_case(FACTS, DAY), BOOK)
    assert [year.lines for year in one.years] == [year.lines for year in whole]
    first = total([one, one])[0]
    assert (first.year, first.low, first.high) == (2026, 2 * one.years[0].low, 2 * most(one.years[0]))
    assert first.payers == {payer: (2 * low, 2 * high) for payer, (low, high) in one.years[0].by_payer().items()}


@pytest.mark.parametrize(
    ("start", "consent", "shown"),
    [("2026-06-15", True, False), ("2026-01-01", True, True), ("2026-01-01", False, False)],
)
def test_an_employer_sees_cover_and_grounds_after_two_months_with_consent_alone(start, consent, shown):
    case = read_case({**FACTS, "startdatum": start, "uitkering": "wia_wga"}, DAY)
    assessment, withheld = portfolio.seen_assessment(case, BOOK, consent=consent)
    assert ("norisk" in assessment.answers, "uitkering" in assessment.case.known) == (shown, shown)
    assert withheld == (() if shown else ("norisk",))


def test_sensitive_facts_change_no_amount_before_they_may_be_seen():
    plain = reckon(read_placed("a", FACTS, DAY, consent=False), BOOK, DAY)
    told = reckon(read_placed("a", {**FACTS, "wia_grond": "wia"}, DAY, consent=True), BOOK, DAY)
    assert told.years == plain.years


def test_the_columns_are_all_facts():
    assert set(COLUMNS) - {LABEL, CONSENT} == set(facts())


def test_what_hangs_on_an_unknown_wage_is_in_no_sum():
    known = {name: value for name, value in FACTS.items() if name != "loon_per_maand"}
    one = reckon(read_placed("a", {**known, "prestatie": "50"}, DAY, consent=False), BOOK, DAY)
    assert "loondispensatie" not in {line.scheme for year in one.years for line in year.lines}
