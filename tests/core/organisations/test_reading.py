"""Files of organisations: headers, limits, and what goes out comes in again. The field as it comes along."""

from datetime import date

import pytest

from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.organisations import reading
from banenafspraak.core.organisations.facts import Facts
from banenafspraak.core.organisations.importing import Known
from banenafspraak.core.organisations.reading import as_csv, as_spreadsheet, head_of, rows_of
from banenafspraak.core.organisations.reference import links, references
from banenafspraak.core.organisations.sectors import subsector_named, subsectors
from banenafspraak.core.tables.mapping import Mapping
from banenafspraak.core.tables.values import ORGANISATIONS

WHOLE = Facts(
    name="'t Anker", kind="employer", sector="markt", subsector="horeca", kvk="01234567", oin="00000001003214345000",
    website="https://anker.example", municipalities=("GM0193",), workers=12, workers_on=date(2026, 1, 1),
    workers_source="=opgave", active_from=date(2001, 2, 3), active_to=date(2025, 1, 1),
)  # fmt: skip
MARK = "6f9619ff-8b86-d011-b42d-00cf4fc964ff"


@pytest.mark.parametrize(("name", "write"), [("a.csv", as_csv), ("a.xlsx", lambda some: as_spreadsheet(some, "A"))])
def test_what_goes_out_comes_in_again(name, write):
    some = [Known(MARK, 1, WHOLE), Known(MARK[:-1] + "0", 1, Facts(name="Kaal", kind="other"))]
    found = rows_of(name, write(some), Mapping())
    assert [one.facts for one in found.lines] == [one.facts for one in some]
    assert [one.reference for one in found.lines] == [one.id for one in some]
    assert found.read == 2


def test_a_municipality_that_we_do_not_know_goes_out_as_its_code():
    content = as_csv([Known(MARK, 1, Facts(name="A", kind="school", municipalities=("GM9999",)))])
    assert b"GM9999" in content


def test_old_letters_and_other_headers_are_read():
    content = "Bedrijfsnaam;Soort;KvK-nummer\nCaf\xe9;werkgever;1234567".encode("cp1252")
    assert dict(head_of("a.csv", content).columns) == {
        "naam": "Bedrijfsnaam", "soort_organisatie": "Soort", "kvk": "KvK-nummer",
    }  # fmt: skip
    [one] = rows_of("a.csv", content, Mapping()).lines
    assert (one.facts.name, one.facts.kvk) == ("Café", "01234567")


def test_a_first_row_with_numbers_is_no_header():
    with pytest.raises(ProblemsError, match="csv-no-header"):
        head_of("a.csv", b"123456782;naam\nA;B")


def test_a_file_is_read_up_to_its_limits(monkeypatch):
    content = b"naam;soort\n" + b"A;school\n" * 9
    told = []
    assert rows_of("a.csv", content, Mapping(), told.append).read == 9
    assert told[-1] == 9
    monkeypatch.setattr(reading, "MOST_ROWS", 8)
    with pytest.raises(ProblemsError, match="import-too-large"):
        rows_of("a.csv", content, Mapping())
    monkeypatch.setattr(reading, "MOST_BYTES", 8)
    with pytest.raises(ProblemsError, match="import-too-large"):
        head_of("a.csv", content)


def test_xml_is_no_list():
    with pytest.raises(ProblemsError, match="file-kind-unknown"):
        head_of("a.xml", b"<a/>")


def test_a_refused_row_is_named_with_all_its_reasons():
    found = rows_of("a.csv", b"naam;soort;kvk;oin\nA;onzin;1;2\n;school;;\nVSO;school;;", Mapping())
    assert {row: [one.code for one in some] for row, some in found.refused.items()} == {
        2: ["organisation-kind-unknown", "kvk-unreadable", "oin-unreadable"],
        3: ["organisation-name-missing"],
        4: ["organisation-name-bare"],
    }
    assert (found.lines, found.read) == ((), 3)


def test_a_value_for_all_rows_must_fit():
    with pytest.raises(ProblemsError, match="mapping-value"):
        rows_of("a.csv", b"naam;soort\nA;school", Mapping(constants={"sector": "zorg"}))


def test_the_fourteen_sectors_of_government_and_the_thirteen_participants_come_along():
    government = [one for one in subsectors().values() if one.sector == "overheid"]
    assert len(government) == 14
    assert sum(one.group == "cabinet" for one in government) == 4
    members = [one.key for one in links() if (one.way, one.to) == ("member", "verbond")]
    assert len(members) == 13
    spoken = {one.to for one in links() if one.way == "speaks_for" and one.key in members}
    assert spoken == {one.slug for one in government}


def test_what_comes_along_is_whole():
    keys = {one.key for one in references()}
    assert len(keys) == len(references())
    assert len({one.public_id for one in references()}) == len(keys)
    assert {one.kind for one in references()} <= set(ORGANISATIONS.values())
    assert {one.subsector for one in references()} - set(subsectors()) == {""}
    assert {one.key for one in links()} | {one.to for one in links() if one.way != "speaks_for"} <= keys


def test_a_part_is_called_by_the_language():
    police = subsector_named("politie")
    assert (police.label("nl"), police.label("en")) == ("Politie", "Police")
