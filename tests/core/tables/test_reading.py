import gzip
import traceback
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, strategies as st
from tests import trust
from tests.core.tables.deliveries import (
    BSN,
    EMPLOYER,
    HEADER,
    KEY,
    OTHER_BSN,
    ROW,
    hours,
    line,
    numbers,
    payroll,
    problems,
    read,
    refused,
    row,
    told,
    write,
)

from banenafspraak.core.invented.employer import write_employer
from banenafspraak.core.kernel.identifiers import DIGITS
from banenafspraak.core.kernel.problems import Problem, ProblemsError
from banenafspraak.core.kernel.receipts import sha256_file
from banenafspraak.core.tables import taking
from banenafspraak.core.tables.door import Door
from banenafspraak.core.tables.reading import Refused

RETURN = """<Loonaangifte xmlns="http://xml.belastingdienst.nl/schemas/Loonaangifte/2026/01" version="2.0"><Bericht>
<DatTdAanm>2026-02-09T10:11:12</DatTdAanm></Bericht><AdministratieveEenheid><LhNr>123456782L01</LhNr><TijdvakAangifte>
<DatAanvTv>2026-01-01</DatAanvTv><DatEindTv>2026-01-31</DatEindTv><VolledigeAangifte><InkomstenverhoudingInitieel>
<NumIV>1</NumIV><DatAanv>2025-01-01</DatAanv>{own}<NatuurlijkPersoon>{person}</NatuurlijkPersoon><Inkomstenperiode>
<DatAanv>2025-01-01</DatAanv><SrtIV>15</SrtIV><CdAard>1</CdAard></Inkomstenperiode><Werknemersgegevens>
<AantVerlU>160</AantVerlU></Werknemersgegevens></InkomstenverhoudingInitieel></VolledigeAangifte></TijdvakAangifte>
</AdministratieveEenheid></Loonaangifte>"""


def xml(path, person="", own=""):
    path.write_text(RETURN.format(person=person, own=own), encoding="utf-8")
    return path


def counts(found):
    return [(file.name, file.rows_read, file.rows_accepted, file.rows_refused) for file in found.files]


def test_row_becomes_values(tmp_path):
    [found] = read(payroll(tmp_path / "loon.csv", row())).rows.to_pylist()
    assert found == {
        "loonheffingennummer": EMPLOYER,
        "nummer_ikv": 1,
        "tijdvak_begin": date(2018, 12, 1),
        "tijdvak_einde": date(2018, 12, 31),
        "code_aard": 1,
        "code_soort": 15,
        "sectorcode": 61,
        "verloonde_uren": 11092,
        "persoon_nummer": 0,
        "zonder_bsn": False,
        "bestand": 0,
        "rij": 2,
        "volgorde": 0,
        **dict.fromkeys(("aangemaakt_op", "regel", "ikv_begin", "ikv_einde", "geboortedatum", "wisselende_aard")),
    }


def test_files_keep_their_order_names_and_digests(tmp_path):
    later = payroll(tmp_path / "a.csv", row(nummer_ikv="2"))
    first = payroll(tmp_path / "b.csv", row(), row(bsn="123456789"))
    correction = payroll(tmp_path / "c.csv", row(verloonde_uren="0"))
    found = read(first, later, corrections=[correction, first])
    assert found.source_names == ("b.csv", "a.csv", "c.csv", "b.csv")
    assert found.rows["bestand"].to_pylist() == [0, 1, 2, 3]
    assert found.rows["volgorde"].to_pylist() == [0, 0, 1, 2]
    assert counts(found) == [("b.csv", 4, 2, 2), ("a.csv", 1, 1, 0), ("c.csv", 1, 1, 0)]
    assert [file.sha256 for file in found.files] == [sha256_file(path) for path in (first, later, correction)]


def test_empty_and_filled_files_go_together(tmp_path):
    empty = write(tmp_path / "a.csv", HEADER)
    filled = payroll(tmp_path / "b.csv", row())
    odd = write(tmp_path / "c.csv", HEADER, "x")
    assert hours(read(empty, filled, odd)) == [11092]
    assert hours(read(filled, empty)) == [11092]


def test_refused_row_tells_its_place_and_reason(tmp_path):
    found = read(payroll(tmp_path / "loon.csv", row(code_soort="", verloonde_uren="veel", bsn="")))
    assert refused(found) == [
        (2, "code_soort", "code-missing"),
        (2, "verloonde_uren", "hours-unreadable"),
        (2, "bsn", "person-missing"),
    ]
    assert found.refused[0] == Refused("loon.csv", 2, "code_soort", "code-missing")
    assert found.refused[0].problem().place.text("nl") == "loon.csv, rij 2, kolom code_soort"
    assert counts(found) == [("loon.csv", 1, 0, 1)]


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("loonheffingennummer", "", "employer-number-missing"),
        ("loonheffingennummer", "123456789L01", "employer-number-wrong"),
        ("loonheffingennummer", BSN, "employer-number-wrong"),
        ("nummer_ikv", "x", "number-unreadable"),
        ("tijdvak_begin", "31-02-2018", "date-unreadable"),
        ("tijdvak_begin", "", "date-missing"),
        ("tijdvak_einde", "2018-11-30", "end-before-begin"),
        ("tijdvak_einde", "2019-12-03", "period-too-long"),
        ("verloonde_uren", "", "hours-missing"),
        ("verloonde_uren", "1,234", "hours-ambiguous"),
        ("verloonde_uren", "100000", "hours-out-of-range"),
        ("verloonde_uren", "99999,01", "hours-out-of-range"),
        ("verloonde_uren", "-100000", "hours-out-of-range"),
        ("code_aard", "100", "code-unreadable"),
        ("sectorcode", "-1", "code-unreadable"),
        ("sectorcode", "1000", "code-unreadable"),
        ("bsn", "123456789", "bsn-wrong"),
    ],
)
def test_every_fault_of_a_payroll_row(tmp_path, column, text, code):
    assert refused(read(payroll(tmp_path / "loon.csv", row(**{column: text})))) == [(2, column, code)]


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("tijdvak_einde", "2018-12-01", date(2018, 12, 1)),
        ("tijdvak_einde", "2019-12-02", date(2019, 12, 2)),
        ("verloonde_uren", "99999", 99_999_00),
        ("verloonde_uren", "-99999", -99_999_00),
        ("code_aard", "0", 0),
        ("code_aard", "99", 99),
        ("sectorcode", "999", 999),
    ],
)
def test_the_utmost_of_a_payroll_row_is_taken(tmp_path, column, text, value):
    [found] = read(payroll(tmp_path / "loon.csv", row(**{column: text}))).rows.to_pylist()
    assert found[column] == value


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("aangemaakt_op", "gisteren", "moment-unreadable"),
        ("regel", "nieuw", "rule-unknown"),
        ("geboortedatum", "x", "date-unreadable"),
    ],
)
def test_faults_of_columns_that_may_be_there(tmp_path, column, text, code):
    path = write(tmp_path / "loon.csv", f"{HEADER};{column}", f"{line()};{text}")
    assert refused(read(path)) == [(2, column, code)]


def test_withdrawal_needs_no_hours_and_no_code(tmp_path):
    blank = line(verloonde_uren="", code_soort="")
    path = write(tmp_path / "loon.csv", HEADER + ";regel", blank + ";intrekking", blank + ";correctie")
    found = read(path)
    assert (hours(found), found.rows["regel"].to_pylist()) == ([None], [3])
    assert refused(found) == [(3, "code_soort", "code-missing"), (3, "verloonde_uren", "hours-missing")]


@pytest.mark.parametrize(
    ("texts", "decimal", "taken", "code"),
    [
        (["1.234", "12,5"], None, [123400, 1250], None),
        (["1.234", "12.5"], None, [1250], "hours-unreadable"),
        (["1.230", "12.5"], None, [123, 1250], None),
        (["1.230", "110.920"], None, [123, 11092], None),
        (["1.234"], None, [], "hours-ambiguous"),
        (["1,230"], None, [], "hours-ambiguous"),
        (["1.230", "12,5", "12.5"], None, [1250, 1250], "hours-ambiguous"),
        (["1.234", "8"], ",", [123400, 800], None),
        (["1.234", "8"], ".", [800], "hours-unreadable"),
        (["1.234", "12.5"], ",", [123400, 1250], None),
        (["1.230", "12,5"], ".", [123, 1250], None),
        (["1.234,50", "1,234.50", "8"], None, [123450, 123450, 800], None),
    ],
)
def test_decimal_sign_of_the_whole_file(tmp_path, texts, decimal, taken, code):
    found = read(
        payroll(tmp_path / "l.csv", *(row(verloonde_uren=text) for text in texts)), mapping=told(decimal=decimal)
    )
    assert (hours(found), [one.code for one in found.refused]) == (taken, [code] if code else [])
    assert counts(found) == [("l.csv", len(texts), len(taken), len(texts) - len(taken))]


def test_mapping_of_names_constants_and_form(tmp_path):
    path = write(
        tmp_path / "l.csv", "nr|wg|van|tot|betaald|sectorcode|code aard", f"{BSN}|W-1|1-12-2018|31-12-2018|1.234||1"
    )
    columns = {"bsn": "nr", "loonheffingennummer": "WG", "tijdvak_begin": "van", "tijdvak_einde": "tot"}
    mapping = told(
        columns=columns | {"verloonde_uren": "Betaald"}, constants={"code_soort": "15", "sectorcode": "61"}, decimal=","
    )
    [found] = read(path, mapping=mapping).rows.to_pylist()
    assert (found["verloonde_uren"], found["code_soort"], found["sectorcode"]) == (123400, 15, 61)


def test_constant_that_cannot_be_is_told_once_and_before_reading(tmp_path):
    path = payroll(tmp_path / "l.csv", row(), row())
    mapping = told(constants={"code_soort": "x"}, decimal="?")
    found = [("mapping-value", None, None, "decimal"), ("mapping-value", None, None, "code_soort")]
    assert problems(path, mapping=mapping) == found


def test_own_number_within_an_employer_that_is_told(tmp_path):
    path = write(
        tmp_path / "l.csv", "persnr;begin periode;eindeperiode;uren;cdaard;srtiv;sect", "7;20181201;20181231;8;1;15;61"
    )
    found = read(path, mapping=told(constants={"loonheffingennummer": EMPLOYER}))
    assert found.rows["zonder_bsn"].to_pylist() == [True]


def test_register_template(tmp_path):
    path = write(
        tmp_path / "register.csv",
        "bsn; loonheffingennummer; grondslag; datum_begin; datum_einde; peildatum",
        f"{BSN};{EMPLOYER};Wajóng;01-02-2018;;31-12-2018",
        f"{BSN};;38b.1.a;1-1-2019;31-12-2018;31-12-2018",
        f"{BSN};;38b.1.b;01-01-2019;;31-12-2018",
        "123456789;;;01-01-2019;;",
        f"{OTHER_BSN};;;;x;2018-12-31",
        encoding="cp1252",
    )
    found = read(path, table="register", choices={"grondslag": frozenset({"38b.1.a", "38b.1.b"})})
    assert numbers(found) == [4]
    assert found.rows["peildatum"].to_pylist() == [date(2018, 12, 31)]
    assert refused(found) == [
        (2, "grondslag", "ground-unknown"),
        (3, "datum_einde", "end-before-begin"),
        (5, "bsn", "bsn-wrong"),
        (6, "datum_begin", "date-missing"),
        (6, "datum_einde", "date-unreadable"),
    ]


def test_employers_and_keys(tmp_path):
    employers = write(
        tmp_path / "w.csv",
        "lhnr;naam;sector;sectorcode;sbi;gemeente;uitlener",
        f"{EMPLOYER};Bakker;Markt;1;47.11;Ede;ja",
        "W-2;nr 123456782;zorg;x;#N/A;111222333;soms",
    )
    found = read(employers, table="employers")
    assert found.rows["sector"].to_pylist() == ["markt"]
    assert {(column, code) for _, column, code in refused(found)} == {
        ("naam", "text-unfit"),
        ("sector", "sector-unknown"),
        ("sectorcode", "code-unreadable"),
        ("sbi", "text-unfit"),
        ("gemeente", "text-unfit"),
        ("uitlener", "code-unreadable"),
    }
    keys = write(
        tmp_path / "k.csv", "jaar;sector;aandeel;bron", "2018;markt;0,9;K", ";;;", "jaar;;;", "2019;markt;#N/A;"
    )
    assert refused(read(keys, table="keys")) == [
        (4, "jaar", "number-unreadable"),
        (4, "sector", "sector-unknown"),
        (4, "aandeel", "number-missing"),
        (4, "bron", "source-missing"),
        (5, "aandeel", "number-unreadable"),
        (5, "bron", "source-missing"),
    ]


POLIS = (
    "Burgerservicenr;Loonheffingennr;VolgnrIkv;AanduidingIkvWerkgever;DatBIko;DatEIko;AantVerloondeUrenIko;"
    "CdAardIkv;CdSrtIkv;CdSector"
)
CBS = (
    "RINPERSOONS,RINPERSOON,SLHNR_crypt,IKVID,SDATUMAANVANGIKO,SDATUMEINDEIKO,SAANTVERLU,SBASISUREN,"
    "SCDAARD,SSRTIV,SSECT"
)


@pytest.mark.parametrize(
    ("header", "values", "relation"),
    [
        (POLIS, f"{BSN};{EMPLOYER};9;1;20181201;20181231;160;1;15;61", 1),
        (CBS, "R,000000001,ab12cd,42,20181201,20181231,160,150,1,15,61", 42),
    ],
)
def test_headers_of_polis_and_cbs(tmp_path, header, values, relation):
    [found] = read(write(tmp_path / "p.csv", header, values)).rows.to_pylist()
    assert (found["verloonde_uren"], found["nummer_ikv"], found["sectorcode"]) == (16000, relation, 61)


def test_one_person_has_one_number_in_every_format(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(list(ROW))
    book.active.append(list(row(bsn=10000008).values()))
    book.save(tmp_path / "d.xlsx")
    paths = [
        payroll(tmp_path / "a.csv", row(bsn="010000008"), row(bsn="10000008")),
        xml(tmp_path / "b.xml", "<SofiNr>010000008</SofiNr>"),
        tmp_path / "d.xlsx",
    ]
    door = Door(KEY)
    assert read(*paths, door=door).rows["persoon_nummer"].to_pylist() == [0, 0, 0, 0]
    register = write(tmp_path / "r.csv", "bsn;datum_begin", f"{BSN};2018-01-01", "10000008;2018-01-01")
    assert read(register, table="register", door=door).rows["persoon_nummer"].to_pylist() == [1, 0]


def test_own_number_is_of_one_employer_however_written(tmp_path):
    lines = [f";A-7;{line(bsn='', loonheffingennummer=number)}" for number in (EMPLOYER, EMPLOYER.lower(), "W-1")]
    path = write(tmp_path / "a.csv", "persoon;personeelsnummer;" + HEADER, *lines, f"P;A-7;{line(bsn='')}")
    found = read(path, xml(tmp_path / "b.xml", own="<PersNr>A-7</PersNr>"))
    first, second, other, named, inside = found.rows["persoon_nummer"].to_pylist()
    assert first == second == inside
    assert len({first, other, named}) == 3
    assert found.rows["zonder_bsn"].to_pylist() == [True, True, True, False, True]


def test_income_file_of_uwv_is_read(tmp_path):
    period = "<DatBIkp>20180101</DatBIkp><CdSrtIkv>15</CdSrtIkv>"
    relation = f"<DatBIkv>20180101</DatBIkv><Inkomstenperiode>{period}</Inkomstenperiode>"
    unit = f"<AdministratieveEenheid><Loonheffingennr>{EMPLOYER}</Loonheffingennr></AdministratieveEenheid>"
    given = "<DatBIko>20181201</DatBIko><DatEIko>20181231</DatEIko><AantVerloondeUrenIko>160</AantVerloondeUrenIko>"
    client = f"<ClientSuwi><Burgerservicenr>{BSN}</Burgerservicenr><Inkomstenverhouding>{unit}{relation}"
    text = (
        f"<UWVDossierInkomstenGSD>{client}<Inkomstenopgave>{given}</Inkomstenopgave></Inkomstenverhouding></ClientSuwi>"
    )
    path = write(tmp_path / "dossier.xml", text + "</UWVDossierInkomstenGSD>")
    assert hours(read(path)) == [16000]


def test_all_files_that_cannot_be_read_are_told_at_once(tmp_path):
    (tmp_path / "map").mkdir()
    payroll(tmp_path / "map" / "a.csv", row())
    write(tmp_path / "map" / "b.csv", "een;twee")
    write(tmp_path / "map" / "c.xml", "<a/>")
    paths = [tmp_path / "geen.csv", tmp_path / "map", write(tmp_path / "d.parquet", "x")]
    assert [(code, file) for code, file, *_ in problems(*paths)] == [
        ("file-not-found", "geen.csv"),
        ("csv-no-header", "b.csv"),
        ("xml-namespace", "c.xml"),
        ("parquet-broken", "d.parquet"),
    ]


def test_whole_folder_of_an_employer_is_a_delivery(tmp_path):
    write_employer(tmp_path)
    found = read(tmp_path)
    assert set(found.passed_over) == {"LEESMIJ.txt", "register.csv", "werkgevers.csv"}
    assert {name.split(".")[-1] for name in found.source_names} == {"xml"}


def test_folder_with_only_other_tables_has_no_delivery(tmp_path):
    write(tmp_path / "register.csv", "bsn;datum_begin", f"{BSN};2018-01-01")
    write(tmp_path / "LEESMIJ.txt", "lees mij")
    assert [code for code, *_ in problems(tmp_path)] == ["folder-empty"]


def test_read_me_in_an_archive_is_passed_over(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("README.txt", "Read me first.\n")
        archive.writestr("loon.txt", f"{HEADER}\n{line()}\n")
    found = read(tmp_path / "a.zip")
    assert (found.source_names, found.passed_over) == (("a.zip:loon.txt",), ("a.zip:README.txt",))
    assert counts(found) == [("a.zip", 1, 1, 0)]


def test_reasons_beyond_the_most_are_counted_and_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(taking, "MOST_KEPT", 5)
    paths = [payroll(tmp_path / name, *[row(code_soort="x", bsn="")] * 4, row()) for name in ("a.csv", "b.csv")]
    found = read(*paths)
    assert (len(found.refused), found.more_refused) == (5, 11)
    assert counts(found) == [("a.csv", 5, 1, 4), ("b.csv", 5, 1, 4)]


def test_xml_is_checked_when_a_schema_is_given(tmp_path):
    (tmp_path / "s.xsd").write_text("<x/>", encoding="utf-8")
    found = problems(xml(tmp_path / "a.xml"), xsd=tmp_path / "s.xsd")
    assert [(code, file) for code, file, *_ in found] == [("xsd-broken", "s.xsd")]


BSNS = ["123456782", "111222333", "010000008", "10000008", "999900018"]
FAULTY = [dict.fromkeys(ROW if column is None else [column], bsn) for column in (None, *ROW) for bsn in BSNS]


def texts_of(found):
    """Everything that a reading gives, as text. A loonheffingennummer may hold a BSN by law and is no finding."""
    yield repr(found)
    yield repr(found.rows.to_pylist())
    for one in found.refused:
        yield repr(one)
        yield str(one.problem().sentences("nl")) + one.problem().place.text("en")


def texts_of_error(error):
    while error:
        yield "".join(traceback.format_exception(error))
        yield repr(error)
        yield repr(getattr(error, "problems", ""))
        error = error.__context__


def spoken(call, door):
    try:
        found = call()
    except ProblemsError as error:
        texts = [*texts_of_error(error)]
    else:
        texts = [*texts_of(found)]
    return [*texts, repr(door), repr(vars(door))]


def shown(texts):
    return {match for text in texts for match in DIGITS.findall(text) if match in BSNS}


def deliveries_full_of_bsns(folder):
    rows = [";".join((ROW | fault).values()) for fault in FAULTY]
    yield write(folder / "rows.csv", HEADER, *rows)
    yield write(folder / "wide.csv", HEADER, *(f"{one};{bsn}" for one in rows for bsn in BSNS), *BSNS)
    yield write(folder / "headless.csv", *rows)
    yield write(folder / "double.csv", f"{HEADER};bsn;{BSN};{BSN}", *rows)
    yield write(folder / "quote.csv", HEADER, '"' + rows[0], *rows)
    yield write(folder / "middle.csv", HEADER, f'"{BSN}"{BSN};x', *rows, f'"{BSN}')
    yield write(folder / "odd.csv", HEADER + ";é", *(one + ";\x81" for one in rows), encoding="iso-8859-1")
    yield write(folder / "b.xlsx", *rows)
    yield write(folder / "b.parquet", *rows)
    yield write(folder / "b.xml", *rows)
    yield xml(folder / "open.xml", f"<SofiNr>{BSN}</SofiNr>&{BSN};", f"<PersNr>{BSN}</PersNr>")
    yield xml(folder / "full.xml", f"<SofiNr>{BSN}</SofiNr><Gebdat>{BSN}</Gebdat>", f"<PersNr>{BSN}</PersNr>")
    gz = folder / "cut.csv.gz"
    gz.write_bytes(gzip.compress("\n".join([HEADER, *rows]).encode())[:-9])
    yield gz
    book = openpyxl.Workbook()
    for cells in ([*ROW, "bsn2"], *((ROW | fault).values() for fault in FAULTY)):
        book.active.append(list(cells))
    book.save(folder / "full.xlsx")
    yield folder / "full.xlsx"


@pytest.mark.parametrize("table", ["payroll", "register", "employers", "keys", "figures"])
def test_no_bsn_is_ever_spoken(tmp_path, table):
    header = {
        "register": "bsn;datum_begin;datum_einde;grondslag;peildatum",
        "employers": "lhnr;naam;sector;sbi;gemeente;subsector",
        "figures": "reeks;peildatum;regio;sector;soort;banen;extra_banen;gepubliceerd_op;bron;adres;zekerheid;noot",
    }
    own = header.get(table, "jaar;sector;aandeel;bron")
    paths = [*deliveries_full_of_bsns(tmp_path)]
    paths.append(write(tmp_path / "own.csv", own, *(";".join([bsn] * (own.count(";") + 1)) for bsn in BSNS)))
    paths.append(
        write(tmp_path / "lhnr.csv", "lhnr;naam", *(f"W-1;{bsn}" for bsn in BSNS), *(f"x{bsn};A" for bsn in BSNS))
    )
    for path in [*paths, tmp_path]:
        door = Door(KEY)
        assert shown(spoken(lambda path=path, door=door: read(path, table=table, door=door), door)) == set()


def test_the_search_for_bsns_finds_one():
    assert shown([f"x {BSN} y"]) == {BSN}


CELLS = {
    "bsn": ["123456782", "111222333", "123456789", "", " 010000008 ", "x"],
    "loonheffingennummer": [EMPLOYER, "W-1", "", "12"],
    "nummer_ikv": ["1", "0002", "", "x"],
    "tijdvak_begin": ["2018-12-01", "20181201", "01-12-2018", "31-02-2018", ""],
    "tijdvak_einde": ["2018-12-31", "31/12/2018", "2018-11-30", ""],
    "verloonde_uren": ["8", "-8", "12,5", "110,92", "1.234,50", "", "veel", "1,2345"],
    "code_aard": ["1", "11", "", "x"],
    "code_soort": ["15", "", "x"],
    "sectorcode": ["61", "", "x"],
}
GOOD_HOURS = {"8": 800, "-8": -800, "12,5": 1250, "110,92": 11092, "1.234,50": 123450}
LINES = st.one_of(
    st.fixed_dictionaries({name: st.sampled_from(cells) for name, cells in CELLS.items()}).map(
        lambda one: tuple(one[name] for name in CELLS)
    ),
    st.sampled_from([(), ("",) * 9, ("a", "b"), ("x",) * 10]),
)


def naive(cells):
    """What a row gives, read as simply as can be: its hours, or None when it must be refused."""
    bsn, employer, relation, begin, end, worked, aard, soort, sector = cells
    good = (
        bsn.strip() in {"123456782", "111222333", "010000008"}
        and employer in {EMPLOYER, "W-1"}
        and relation != "x"
        and begin in {"2018-12-01", "20181201", "01-12-2018"}
        and end in {"2018-12-31", "31/12/2018"}
        and soort == "15"
        and "x" not in {aard, sector}
    )
    return GOOD_HOURS.get(worked) if good else None


@trust.examples(60, 2000, HealthCheck.function_scoped_fixture)
@given(lines=st.lists(LINES, max_size=12), ending=st.sampled_from(["\n", "\r\n"]), quoted=st.booleans())
def test_accepted_and_refused_are_what_was_read(tmp_path, lines, ending, quoted):
    texts = [";".join(f'"{cell}"' if quoted and cell else cell for cell in cells) for cells in lines]
    found = read(write(tmp_path / "loon.csv", HEADER, *texts, ending=ending))
    filled = [(at, cells) for at, cells in enumerate(lines, 2) if any(cells)]
    taken = {at: naive(cells) for at, cells in filled if len(cells) == len(ROW) and naive(cells) is not None}
    assert dict(zip(numbers(found), hours(found), strict=True)) == taken
    assert {one.row for one in found.refused} == {at for at, _ in filled} - set(taken)
    assert counts(found) == [("loon.csv", len(filled), len(taken), len(filled) - len(taken))]


def test_progress_tells_of_every_source(tmp_path):
    seen = []
    paths = [payroll(tmp_path / "a.csv", row()), xml(tmp_path / "b.xml", f"<SofiNr>{BSN}</SofiNr>")]
    found = read(*paths, progress=lambda *told: seen.append(told))
    assert [name for name, *_ in seen] == ["a.csv", "b.xml"]
    assert all(done == total == path.stat().st_size for path, (_, done, total, _) in zip(paths, seen, strict=True))
    assert found.rows_read == 2


def test_reading_is_a_problem_with_a_sentence_for_every_code(tmp_path):
    found = read(write(tmp_path / "loon.csv", HEADER, "x", *(line(**fault) for fault in FAULTY)))
    assert all(
        isinstance(one.problem(), Problem) and all(one.problem().sentences("nl").values()) for one in found.refused
    )
