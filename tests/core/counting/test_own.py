"""An own count: the same hours as a count of the files, months that add up, workers known by their rows alone."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest
import xlsxwriter
from tests.factories.payroll import KEY, PAID, order_of, paid, registered, write

from banenafspraak.core.counting import count
from banenafspraak.core.counting.definitions import built_in
from banenafspraak.core.counting.employer import employer_quota
from banenafspraak.core.counting.own import own_count
from banenafspraak.core.counting.own_files import own_csv, own_pdf, own_refused, own_sheets, own_story
from banenafspraak.core.counting.own_kept import own_bytes, own_from, to_keep, workers_bytes, workers_from
from banenafspraak.core.counting.own_reading import Reception
from banenafspraak.core.invented.employer import RETURNS, write_employer
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.tables.arriving import Arrival

MONTHS = [(f"2024-{month:02}-01", f"2024-{month:02}-28") for month in range(1, 13)]
ROWS = [
    paid(persoon=person, tijdvak_begin=begin, tijdvak_einde=end, sectorcode="64", code_aard=aard)
    for person, aard in (("A", "1"), ("B", "11"), ("C", "1"))
    for begin, end in MONTHS
]
PEOPLE = [registered(), registered(persoon="B")]


def own_numbers(rows):
    """The same rows as an employer without BSN would send them."""
    return [{"personeelsnummer": row["persoon"], **{k: v for k, v in row.items() if k != "persoon"}} for row in rows]


def received(folder, *payrolls, register=PEOPLE, told=None, sector="", bsn_allowed=False):
    """Tables from files that came in."""
    reception = Reception(told or {}, bsn_allowed=bsn_allowed)
    for number, rows in enumerate(payrolls):
        content = rows if isinstance(rows, bytes) else write(folder / f"{number}.csv", rows).read_bytes()
        reception.read("payroll", arrived(f"loon-{number}.csv", number, content))
    if register is not None:
        content = register if isinstance(register, bytes) else write(folder / "r.csv", register).read_bytes()
        reception.read("register", arrived("register.csv", 99, content))
    return reception.tables(sector)


def arrived(name, number, content):
    stream = io.BytesIO(content)
    return Arrival(name, number, lambda: stream.read(500), len(content))


def counted(tables, **how):
    steps = []
    made, workers = own_count(tables, lambda done, whole, step: steps.append((done, whole, step)), **how)
    return made, workers, steps


def codes(error):
    return sorted(problem.code for problem in error.value.problems)


def test_it_counts_as_the_command_does(tmp_path):
    made, _, _ = counted(received(tmp_path, ROWS))
    order = order_of(tmp_path / "zelf", ROWS, PEOPLE, period="2024", definition=built_in("employer-year"))
    whole, [quota] = count(order).total, employer_quota(order, 2024)
    [year] = made.years
    assert (year.hours, year.persons) == (whole.values()["verloonde_uren"], whole.persons)
    assert year.jobs == round(whole.values()["banen"], 2)
    assert (year.quotas[0].total_hours, year.quotas[0].group_hours) == (quota.total_hours, quota.group_hours)
    assert year.quotas[0].shortfall == quota.shortfall


def test_months_and_fates_add_up_to_the_year(tmp_path):
    [year] = counted(received(tmp_path, ROWS))[0].years
    assert sum(month.regular for month in year.months) == year.regular == Decimal("1331.04")
    assert sum(month.lent for month in year.months) == year.lent == Decimal("1331.04")
    assert sum(month.left_out for month in year.months) == Decimal("1331.04")
    assert {part.fate: (part.rows, part.counted) for part in year.parts} == {
        "regulier": (12, Decimal("1331.04")),
        "inleen": (12, Decimal("1331.04")),
        "niet_geregistreerd": (12, Decimal("0.00")),
    }
    assert year.months[0].jobs == Decimal("2.00")


def test_own_numbers_stand_for_persons_in_both_files(tmp_path):
    with_persons = counted(received(tmp_path, ROWS))[0]
    people = [
        {"personeelsnummer": "A", "datum_begin": "2010-01-01"},
        {"personeelsnummer": "B", "datum_begin": "2010-01-01"},
    ]
    without = counted(received(tmp_path, own_numbers(ROWS), register=people))[0]
    assert without.years[0].hours == with_persons.years[0].hours > 0


def test_workers_are_known_by_their_rows(tmp_path):
    _, workers, _ = counted(received(tmp_path, ROWS))
    found = workers[2024]
    assert [(one.file, one.row, one.notable) for one in found] == [
        ("loon-0.csv", 2, True),
        ("loon-0.csv", 14, True),
        ("loon-0.csv", 26, False),
    ]
    assert found[0].counted == Decimal("1331.04")
    kept = workers_bytes(found)
    assert workers_from(kept, 0, 10).workers == found[:2]
    assert (workers_from(kept, 2, 1, everyone=True).workers, workers_from(kept, 0, 1).total) == (found[2:], 2)


def test_years_are_counted_apart_the_newest_first(tmp_path):
    before = [row | {"tijdvak_begin": "2023-05-01", "tijdvak_einde": "2023-05-31"} for row in ROWS[:1]]
    made, _, steps = counted(received(tmp_path, ROWS + before))
    assert [(year.year, year.regular) for year in made.years] == [(2024, Decimal("1331.04")), (2023, Decimal("110.92"))]
    assert [(done, whole) for done, whole, _ in steps] == [(37 * at, 37 * 6) for at in range(6)]
    assert all("buiten_periode" not in {part.fate for part in year.parts} for year in made.years)


def test_the_sector_that_was_told_decides_the_percentage(tmp_path):
    rows = [row | {"sectorcode": "44"} for row in ROWS]
    by_code, told = (counted(received(tmp_path, rows, sector=sector))[0].years[0] for sector in ("", "overheid"))
    assert (by_code.quotas[0].sector, by_code.quotas[0].percentage) == ("markt", None)
    assert (told.quotas[0].sector, told.quotas[0].percentage) == ("overheid", Decimal("2.76"))


def test_columns_that_were_pointed_out_are_used(tmp_path):
    rows = [{"Gewerkt": row["verloonde_uren"], **row} for row in ROWS]
    for row in rows:
        del row["verloonde_uren"]
    with pytest.raises(ProblemsError) as error:
        received(tmp_path, rows)
    assert codes(error) == ["column-missing"]
    tables = received(tmp_path, rows, told={"payroll": {"verloonde_uren": "Gewerkt", "code_aard": "bestaat niet"}})
    assert counted(tables)[0].years[0].hours == Decimal("2662.08")


def test_files_that_overlap_count_once_and_say_so(tmp_path):
    made, _, _ = counted(received(tmp_path, ROWS, [*ROWS[:3], ROWS[3] | {"verloonde_uren": "1"}]))
    [year] = made.years
    assert year.regular == Decimal("1331.04") - Decimal("110.92")
    assert {note.code: note.values.get("count") for note in year.notes if note.code.startswith("own-")} == {
        "own-double": 3,
        "own-conflict": 2,
    }


def test_everything_that_is_wrong_is_told_at_once(tmp_path):
    with pytest.raises(ProblemsError) as error:
        received(tmp_path, b"", b"a;b\n1;2\n", [paid(bsn="123456782")], register=None)
    assert codes(error) == ["bsn-not-allowed", "csv-no-header", "file-empty", "own-register-missing"]


@pytest.mark.parametrize(
    ("payrolls", "code"),
    [
        (([row | {"regel": "correctie"} for row in ROWS],), "own-only-corrections"),
        ((ROWS, ROWS), "own-twice"),
        (([row | {"tijdvak_begin": "ooit"} for row in ROWS],), "own-no-rows"),
        ((), "own-payroll-missing"),
    ],
)
def test_what_cannot_give_a_count_is_refused(tmp_path, payrolls, code):
    with pytest.raises(ProblemsError) as error:
        received(tmp_path, *payrolls)
    assert codes(error) == [code]


def test_a_register_is_no_xml():
    reception = Reception({}, bsn_allowed=True)
    reception.read("register", arrived("register.xml", 0, b"<a/>"))
    with pytest.raises(ProblemsError) as error:
        reception.tables()
    assert codes(error) == ["file-kind-unknown", "own-payroll-missing"]


def test_windows_text_with_semicolons_is_read(tmp_path):
    lines = [";".join([*PAID, "Afdeling"]), *(";".join([*row.values(), "Café"]) for row in ROWS)]
    assert counted(received(tmp_path, "\r\n".join(lines).encode("cp1252")))[0].years[0].persons == 2


def test_a_spreadsheet_is_read(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "loon.xlsx") as book:
        place = book.add_worksheet()
        for at, row in enumerate([list(PAID), *(row.values() for row in ROWS)]):
            place.write_row(at, 0, row)
    reception = Reception({}, bsn_allowed=False)
    reception.read("payroll", arrived("loon.xlsx", 0, (tmp_path / "loon.xlsx").read_bytes()))
    reception.read("register", arrived("register.csv", 1, write(tmp_path / "r.csv", PEOPLE).read_bytes()))
    assert counted(reception.tables())[0].years[0].hours == Decimal("2662.08")


def test_a_count_is_kept_to_the_last_decimal(tmp_path):
    made = counted(received(tmp_path, [*ROWS, paid(tijdvak_begin="x")], sector="overheid"), invented=True)[0]
    assert own_from(own_bytes(made)) == made
    assert made.refused[0].row == 38


def test_files_to_take_along_say_what_the_page_says(tmp_path):
    made = counted(received(tmp_path, [*ROWS, paid(tijdvak_begin="x")], sector="overheid"), invented=True)[0]
    [year] = made.years
    assert own_csv(made).decode().splitlines()[:2] == [
        "jaar,maand,uren_regulier,uren_inleen,uren_telt_niet,banen",
        "2024,2024-01,110.92,110.92,110.92,2.00",
    ]
    assert own_sheets(made).startswith(b"PK")
    assert b"loon-0.csv,38,tijdvak_begin" in own_refused(made, "nl")
    story = own_story(made, year, "nl")
    assert (story.value, story.invented[0]) == ("2,00", "Verzonnen voorbeeld.")
    assert story.sections[0].table.shown.rows[-1] == ("Heel 2024", "1.331", "1.331", "1.331", "2,00")
    for lang in ("nl", "en"):
        assert own_pdf(made, year, lang).startswith(b"%PDF")


def test_nothing_that_is_left_holds_a_person(tmp_path):
    rows = [paid(persoon="", bsn="123456782", tijdvak_begin=begin, tijdvak_einde=end) for begin, end in MONTHS]
    people = [registered(persoon="") | {"bsn": "123456782"}]
    tables = received(tmp_path, rows, register=people, bsn_allowed=True)
    made, workers, _ = counted(tables)
    assert made.years[0].persons == 1
    left = [own_bytes(made), workers_bytes(workers[2024]), str(tables.payroll.rows.to_pylist()).encode()]
    digest = KEY.digest("bsn", "123456782").hex().encode()
    assert [found for found in (b"123456782", digest) if any(found in part for part in left)] == []
    assert tables.payroll.rows["persoon_nummer"].to_pylist() == [0] * 12


def test_what_an_account_keeps_leads_to_no_person(tmp_path):
    """The owner of a business of one is its fiscal number; a digest of few rows, or a file's name, may tell who."""
    people = [registered(persoon="", geboortedatum="1990-02-03") | {"bsn": "123456782"}]
    rows = [
        paid(persoon="", bsn="123456782", loonheffingennummer="111222333L01", tijdvak_begin=begin, tijdvak_einde=end)
        for begin, end in MONTHS
    ]
    reception = Reception({}, bsn_allowed=True)
    content = write(tmp_path / "0.csv", [*rows, paid(bsn="123456782", tijdvak_begin="x")]).read_bytes()
    reception.read("payroll", arrived("loon van Jansen.csv", 0, content))
    reception.read("register", arrived("Jansen.csv", 1, write(tmp_path / "r.csv", people).read_bytes()))
    made = counted(reception.tables("overheid"))[0]
    kept = to_keep(made)
    text = own_bytes(kept).decode()
    digests = [file["sha256"] for file in made.years[0].receipt["inputs"] if file["rows_read"] < 10]
    told = ["123456782", "111222333", "Jansen", "1990", "tijdvak_begin", KEY.digest("bsn", "123456782").hex(), *digests]
    assert len(digests) == 1
    assert [each for each in told if each in text] == []
    assert [each for each in told[:3] if each in own_bytes(made).decode()] == ["111222333", "Jansen"]
    assert (kept.refused, kept.more_refused) == ((), 1)
    assert kept.years[0].quotas[0].numbers == ("…L01",)
    assert own_from(text.encode()) == kept


def test_a_kept_count_has_the_figures_of_the_count(tmp_path):
    made = counted(received(tmp_path, ROWS, sector="overheid"))[0]
    [before], [after] = made.years, to_keep(made).years
    assert replace(after, receipt=before.receipt, quotas=before.quotas) == before
    assert [replace(one, numbers=()) for one in after.quotas] == [replace(one, numbers=()) for one in before.quotas]
    assert after.workers == 3


def test_who_is_behind_the_hours_is_counted_per_kind_of_work(tmp_path):
    both = [*ROWS, *(row | {"code_aard": "11", "nummer_ikv": "2"} for row in ROWS if row["persoon"] == "A")]
    behind = counted(received(tmp_path, both))[0].years[0].behind
    assert (behind.regular, behind.lent, behind.together) == (1, 2, 2)


def test_a_report_of_a_kept_count_says_how_many_rows_were_refused(tmp_path):
    made = counted(received(tmp_path, [*ROWS, paid(tijdvak_begin="x")]))[0]
    kept = to_keep(made)
    told = {one.key: one.items for one in own_story(kept, kept.years[0], "nl").sections}
    assert told["geweigerd"] == ("Aantal rijen dat wij niet konden lezen: 1.",)
    assert own_sheets(kept).startswith(b"PK")


def test_four_week_periods_are_spread_over_months(tmp_path):
    rows = [paid(tijdvak_begin="2024-01-29", tijdvak_einde="2024-02-25", verloonde_uren="100.00")]
    rows += [paid(tijdvak_begin="2023-12-25", tijdvak_einde="2024-01-21", verloonde_uren="100.00")]
    year = counted(received(tmp_path, rows))[0].years[0]
    january, february = year.months[:2]
    assert (january.regular, february.regular) == (Decimal("85.71"), Decimal("89.29"))
    assert sum(part.counted for part in year.parts) == Decimal("175.00")
    assert year.parts[0].hours == Decimal("200.00")
    odd = [paid(tijdvak_begin="2023-12-30", tijdvak_einde="2024-01-01", verloonde_uren="1.00")]
    assert counted(received(tmp_path, odd))[0].years[0].parts[0].counted == Decimal("0.33")


def test_returns_are_read_as_they_are(tmp_path):
    write_employer(tmp_path, 1, 10)
    reception = Reception({}, bsn_allowed=True)
    for number, path in enumerate(sorted((tmp_path / RETURNS).glob("*.xml"))):
        reception.read("payroll", arrived(path.name, number, path.read_bytes()))
    reception.read("register", arrived("register.csv", 99, (tmp_path / "register.csv").read_bytes()))
    made = counted(reception.tables())[0]
    assert (made.years[0].year, made.rows_read) == (2026, reception.rows - made_of_register(tmp_path))
    assert own_story(made, made.years[0], "en").sections[-1].items


def made_of_register(folder):
    return len((folder / "register.csv").read_text(encoding="utf-8").splitlines()) - 1


def test_a_first_row_that_may_hold_a_bsn_is_shown_to_nobody():
    reception = Reception({}, bsn_allowed=True)
    reception.read("payroll", arrived("loon.csv", 0, b"loonheffingennummer;123456782;uren\nW-1;1;2\n"))
    assert reception.headers == {}


def test_a_report_on_a_year_with_much_to_say(tmp_path):
    broken = [paid(persoon="A", tijdvak_begin="x") for _ in range(45)]
    made = counted(received(tmp_path, [*ROWS, *broken]))[0]
    refused = next(part for part in own_story(made, made.years[0], "nl").sections if part.key == "geweigerd")
    assert (len(refused.items), refused.items[-1]) == (41, "En nog 5 rijen. De hele lijst staat in het rekenblad.")


def test_a_report_on_a_year_with_little_to_say(tmp_path):
    made = counted(received(tmp_path, ROWS))[0]
    year = replace(made.years[0], notes=(), quotas=())
    quiet = replace(made, years=(year,))
    sections = {part.key: part for part in own_story(quiet, year, "nl").sections}
    assert sections["geweigerd"].items == ("Alle rijen zijn gelezen.",)
    assert {"opmerkingen", "quotum-W-2"} & sections.keys() == set()
    assert own_sheets(quiet).startswith(b"PK")


def test_a_shortfall_that_nobody_can_calculate_is_said(tmp_path):
    rows = [row | {"sectorcode": "44"} for row in ROWS]
    made = counted(received(tmp_path, rows))[0]
    quota = next(part for part in own_story(made, made.years[0], "nl").sections if part.key.startswith("quotum"))
    assert quota.paragraphs[-1].startswith("Het tekort is niet te berekenen")
