import random
from datetime import UTC, date, datetime

import pytest
from stdnum.nl import bsn as dutch_bsn
from tests.leaving_out import SHARED, needs

from banenafspraak.core.invented.employer import (
    Block,
    Envelope,
    Income,
    Relation,
    invented_bsns,
    message,
    write_employer,
)
from banenafspraak.core.kernel.identifiers import employer_id
from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.tables.formats import loonaangifte
from banenafspraak.core.tables.sources import ROW, sources


def read(path, xsd=None):
    [source] = sources([path])
    return [row for batch in loonaangifte.batches(source, lambda _: None, xsd) for row in batch.to_pylist()]


def key(row):
    return row["personeelsnummer"], row["nummer_ikv"]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return write_employer(tmp_path_factory.mktemp("employer") / "new")


@pytest.fixture(scope="module")
def returns(written):
    return {path.name: read(path) for path in written if path.suffix == ".xml"}


def month(returns, number):
    return [row for row in returns[f"loonaangifte-2026-{number:02}.xml"] if row["regel"] == "volledig"]


def test_files_are_thirteen_messages_and_three_texts(written):
    messages = [f"loonaangifte-2026-{number:02}.xml" for number in range(1, 13)]
    names = [*messages, "loonaangifte-2026-09-aanvulling.xml", "register.csv", "werkgevers.csv", "LEESMIJ.txt"]
    assert [path.name for path in written] == names
    assert all(path.is_file() for path in written)


@pytest.mark.parametrize(("seed", "workers"), [(1, 40), (2, 8), (3, 100)])
def test_every_message_is_valid(tmp_path, seed, workers):
    xsd = needs(SHARED / "standards/loonaangifte/Loonaangifte2026v2.0.xsd", "the schema of the loonaangifte of 2026")
    paths = [path for path in write_employer(tmp_path, seed, workers) if path.suffix == ".xml"]
    assert all(read(path, xsd) for path in paths)


def test_same_seed_gives_the_same_bytes_and_another_seed_others(written, tmp_path):
    again = write_employer(tmp_path / "same")
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in written]
    other = write_employer(tmp_path / "other", seed=2)
    assert other[0].read_bytes() != written[0].read_bytes()


def test_numbers_are_of_the_test_range_and_pass_the_eleven_test(returns):
    bsns = {row["bsn"] for rows in returns.values() for row in rows if row["bsn"]}
    assert len(bsns) == 39
    assert all(number.startswith("9999") and dutch_bsn.is_valid(number) for number in bsns)
    [number] = {row["loonheffingennummer"] for rows in returns.values() for row in rows}
    assert employer_id(number) == number


@pytest.mark.parametrize(("front", "fewest"), [("9999", 9_001), ("999", 90_000)])
def test_invented_numbers_are_all_different(front, fewest):
    numbers = list(invented_bsns(random.Random(1), front))  # noqa: S311 - invented people, no secrets
    assert len(set(numbers)) == len(numbers) >= fewest
    assert all(number.startswith(front) and dutch_bsn.is_valid(number) for number in numbers)


def test_natures_of_work_are_mixed(returns):
    aarden = {row["code_aard"] for row in month(returns, 1)}
    assert aarden == {"1", "11", "18", "21", "22", "23", "24", "82", "83"}
    assert {row["code_soort"] for row in month(returns, 1) if row["code_aard"] == "18"} == {"11"}


def test_one_worker_is_anonymous(returns):
    assert [key(row) for row in month(returns, 1) if row["bsn"] is None] == [("W00000", "1")]


def test_one_worker_has_two_relations(returns):
    rows = month(returns, 1)
    assert [key(row) for row in rows if row["personeelsnummer"] == "W00002"] == [("W00002", "1"), ("W00002", "2")]


def test_one_worker_changes_nature_in_july(returns):
    natures = [next(row for row in month(returns, number) if key(row) == ("W00001", "1")) for number in (6, 7, 8)]
    assert [(row["code_aard"], row["wisselende_aard"]) for row in natures] == [("23", None), ("1", "ja"), ("1", None)]


def test_one_worker_comes_and_one_leaves(returns):
    present = {
        number: [
            number for number in range(1, 13) if any(row["personeelsnummer"] == name for row in month(returns, number))
        ]
        for number, name in ((3, "W00003"), (4, "W00004"))
    }
    assert present == {3: list(range(1, 9)), 4: list(range(3, 13))}


def test_one_worker_changes_sector_in_june(returns):
    sectors = [next(row["sectorcode"] for row in month(returns, n) if key(row) == ("W00005", "1")) for n in (5, 6)]
    assert sectors == ["44", "45"]


def test_june_corrects_hours_of_march(returns):
    march = {key(row): int(row["verloonde_uren"]) for row in month(returns, 3)}
    corrected = [row for row in returns["loonaangifte-2026-06.xml"] if row["regel"] == "correctie"]
    assert {row["tijdvak_begin"] for row in corrected} == {"2026-03-01"}
    assert [int(row["verloonde_uren"]) - march[key(row)] for row in corrected] == [8] * 6


def test_addition_changes_one_row_and_withdraws_another(returns):
    september = {key(row): row for row in month(returns, 9)}
    changed, withdrawn = returns["loonaangifte-2026-09-aanvulling.xml"]
    assert (changed["regel"], withdrawn["regel"]) == ("aanvulling", "intrekking")
    assert int(september[key(changed)]["verloonde_uren"]) - int(changed["verloonde_uren"]) == 4
    assert withdrawn["bsn"] == september[key(withdrawn)]["bsn"]
    assert changed["aangemaakt_op"] > september[key(changed)]["aangemaakt_op"]


def test_november_is_in_latin_1_and_has_accents(written):
    raw = written[10].read_bytes()
    assert raw.startswith(b'<?xml version="1.0" encoding="ISO-8859-1"?>')
    assert "Vóórbeeld".encode("iso-8859-1") in raw


def test_register_holds_a_third_of_the_workers_and_no_ground(written, returns):
    header, *lines = written[13].read_text(encoding="utf-8").splitlines()
    people = {row["bsn"] for rows in returns.values() for row in rows}
    assert header == "bsn;datum_begin;datum_einde;geboortedatum"
    assert len(lines) == 14
    assert {line.split(";")[0] for line in lines} < people
    assert sum(line.split(";")[2] != "" for line in lines) == 2


def test_employers_file_names_the_employer_of_the_messages(written, returns):
    header, line = written[14].read_text(encoding="utf-8").splitlines()
    assert header == "loonheffingennummer;naam;sectorcode;gemeente"
    number = returns["loonaangifte-2026-01.xml"][0]["loonheffingennummer"]
    assert line == f"{number};Verzonnen Werkgever;44;GM0344"


def test_note_says_that_all_is_invented(written):
    assert written[15].read_text(encoding="utf-8").startswith("Alles in deze map is verzonnen.")


@pytest.mark.parametrize("workers", [7, 9_001])
def test_too_few_or_too_many_workers_are_refused(tmp_path, workers):
    with pytest.raises(ValueError, match="8 to 9000 workers"):
        write_employer(tmp_path, workers=workers)


def test_another_year_has_its_own_namespace(tmp_path):
    [first, *_] = write_employer(tmp_path, year=2024, workers=8)
    assert b"schemas/Loonaangifte/2024/01" in first.read_bytes()
    assert {row["tijdvak_einde"] for row in read(first)} == {"2024-01-31"}


def test_letters_outside_latin_1_and_marks_survive(tmp_path):
    begin = date(2020, 1, 1)
    relation = Relation(None, "Ş<&>", 1, (Income(begin, None),), begin)
    envelope = Envelope("999900018L01", datetime(2026, 2, 9, tzinfo=UTC), encoding="ISO-8859-1")
    path = message(tmp_path / "one.xml", envelope, [Block("correctie", Period.month(2026, 1), [relation])])
    assert [(row["personeelsnummer"], row["code_aard"], row[ROW]) for row in read(path)] == [("Ş<&>", None, 1)]
