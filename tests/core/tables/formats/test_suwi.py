import pytest
from tests.leaving_out import ROOT, needs

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.tables.formats import suwi, xml_kind
from banenafspraak.core.tables.formats.xml_rows import SCHEMA
from banenafspraak.core.tables.formats.xml_safe import CHUNK
from banenafspraak.core.tables.sources import ROW, sources

NAMESPACE = "http://bkwi.nl/SuwiML/Diensten/UWVDossierInkomstenGSD/v0200"
BSN, OTHER_BSN = "999900018", "999900031"
UNIT = """<AdministratieveEenheid><NaamAdministratieveEenheid>Verzonnen</NaamAdministratieveEenheid>
<Loonheffingennr>999900018L01</Loonheffingennr></AdministratieveEenheid>"""
SCHEMA_OF_SHAPE = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{namespace}">
<xs:element name="UWVPersoonsIkvInfoResponse"><xs:complexType><xs:sequence>
<xs:element name="ClientSuwi" type="xs:int"/></xs:sequence></xs:complexType></xs:element></xs:schema>"""


def client(inside, bsn=f"<Burgerservicenr>{BSN}</Burgerservicenr>"):
    return f"<ClientSuwi>{bsn}{inside}</ClientSuwi>"


def response(inside, name="UWVPersoonsIkvInfoResponse"):
    return f'<smls:{name} xmlns:smls="{NAMESPACE}">{inside}</smls:{name}>'


def relation(inside, unit=UNIT):
    return f"<Inkomstenverhouding><VolgnrIkv>3</VolgnrIkv>{unit}{inside}</Inkomstenverhouding>"


def period(begin, end, aard, soort="15"):
    ended = f"<DatEIkp>{end}</DatEIkp>" if end else ""
    codes = f"<CdSrtIkv>{soort}</CdSrtIkv><CdAardIkv>{aard}</CdAardIkv>"
    return f"<Inkomstenperiode><DatBIkp>{begin}</DatBIkp>{ended}{codes}</Inkomstenperiode>"


def sector(begin, end, code):
    days = f"<DatBSectorRisicogroep>{begin}</DatBSectorRisicogroep>"
    days += f"<DatESectorRisicogroep>{end}</DatESectorRisicogroep>" if end else ""
    inner = f"<SectorBeroepsEnBedrijfsleven><CdSector>{code}</CdSector></SectorBeroepsEnBedrijfsleven>"
    return f"<SectorRisicogroepIkv>{days}{inner}</SectorRisicogroepIkv>"


def opgave(begin, end, hours="160"):
    ended = f"<DatEIko>{end}</DatEIko>" if end else ""
    worked = f"<AantVerloondeUrenIko>{hours}</AantVerloondeUrenIko>"
    return f"<Inkomstenopgave><DatBIko>{begin}</DatBIko>{ended}{worked}</Inkomstenopgave>"


def source_of(folder, text):
    path = folder / "dossier.xml"
    path.write_text(text, encoding="utf-8")
    [source] = sources([path])
    return source


def read(folder, text, xsd=None):
    source = source_of(folder, text)
    return [row for batch in suwi.batches(source, lambda _: None, xsd) for row in batch.to_pylist()]


def problems(folder, text, xsd=None):
    with pytest.raises(ProblemsError) as caught:
        read(folder, text, xsd)
    return list(caught.value.problems)


def test_opgave_with_everything_gives_a_full_row(tmp_path):
    inside = (
        "<AanduidingIkvWerkgever>W-1</AanduidingIkvWerkgever><DatBIkv>20200203</DatBIkv><DatEIkv>20260120</DatEIkv>"
    )
    inside += period("20210607", None, "24", "11") + sector("20200203", None, "44")
    born = f"<Burgerservicenr>{BSN}</Burgerservicenr><Geboortedat>19900405</Geboortedat>"
    text = response(client(relation(inside + opgave("20260101", "20260131", "88")), born))
    assert read(tmp_path, text) == [
        {
            "bsn": BSN,
            "personeelsnummer": None,
            "loonheffingennummer": "999900018L01",
            "nummer_ikv": "W-1",
            "tijdvak_begin": "20260101",
            "tijdvak_einde": "20260131",
            "verloonde_uren": "88",
            "code_aard": "24",
            "code_soort": "11",
            "sectorcode": "44",
            "aangemaakt_op": None,
            "regel": None,
            "ikv_begin": "20200203",
            "ikv_einde": "20260120",
            "geboortedatum": "19900405",
            "wisselende_aard": None,
            ROW: 1,
        }
    ]


def test_opgave_without_anything_gives_a_row_of_unknowns(tmp_path):
    [row] = read(tmp_path, response("<Inkomstenverhouding><Inkomstenopgave/></Inkomstenverhouding>"))
    assert {name: value for name, value in row.items() if value is not None} == {ROW: 1}


def test_relation_without_own_mark_is_known_by_its_ordinal(tmp_path):
    [row] = read(tmp_path, response(client(relation(opgave("20260101", "20260131")))))
    assert row["nummer_ikv"] == "3"


def test_rows_are_numbered_over_all_relations_and_persons(tmp_path):
    months = opgave("20260101", "20260131", "1") + opgave("20260201", "20260228", "-2")
    other = client(relation(opgave("20260101", "20260131", "4")), f"<BSN>{OTHER_BSN}</BSN>")
    text = response(client(relation(months) + relation(opgave("20260101", "20260131", "3"))) + other)
    assert [(row[ROW], row["bsn"], row["verloonde_uren"]) for row in read(tmp_path, text)] == [
        (1, BSN, "1"),
        (2, BSN, "-2"),
        (3, BSN, "3"),
        (4, OTHER_BSN, "4"),
    ]


def test_person_without_number_does_not_get_that_of_the_person_before(tmp_path):
    month = relation(opgave("20260101", "20260131"))
    found = read(tmp_path, response(client(month) + client(month, "")))
    assert [row["bsn"] for row in found] == [BSN, None]


def test_number_of_the_asker_or_a_partner_is_not_that_of_the_person(tmp_path):
    partner = f"<Partner><Burgerservicenr>{OTHER_BSN}</Burgerservicenr></Partner>"
    asked = f"<Vraag><BSN>{OTHER_BSN}</BSN></Vraag>"
    [row] = read(tmp_path, response(asked + client(partner + relation(opgave("20260101", "20260131")))))
    assert row["bsn"] == BSN


@pytest.mark.parametrize(
    ("periods", "last", "aard", "changing"),
    [
        ([("20200101", None, "1"), ("20260116", None, "22")], "20260131", "22", "ja"),
        ([("20200101", "20260115", "1"), ("20260116", None, "22")], "20260131", "22", "ja"),
        ([("20200101", "20251231", "1"), ("20260101", None, "22")], "20260131", "22", None),
        ([("20200101", "20210101", "1"), ("20260201", None, "22")], "20260131", "1", None),
        ([("20200101", None, "1"), ("20260115", "20260120", "22")], "20260131", "1", "ja"),
        ([("20251201", None, "1"), ("20260102", None, "22")], None, "1", None),
    ],
)
def test_period_in_force_on_the_last_day_speaks(tmp_path, periods, last, aard, changing):
    inside = "".join(period(*some) for some in periods) + opgave("20260101", last)
    [row] = read(tmp_path, response(client(relation(inside))))
    assert (row["code_aard"], row["wisselende_aard"]) == (aard, changing)


def test_sector_in_force_on_the_last_day_speaks(tmp_path):
    sectors = sector("20200101", "20260131", "44") + sector("20260201", None, "45")
    months = opgave("20260101", "20260131") + opgave("20260201", "20260228")
    found = read(tmp_path, response(client(relation(sectors + months))))
    assert [row["sectorcode"] for row in found] == ["44", "45"]


def test_sector_and_opgave_inside_a_period_follow_its_days(tmp_path):
    inner = "<SectorBeroepsEnBedrijfsleven><CdSector>{}</CdSector></SectorBeroepsEnBedrijfsleven>"
    first = period("20200101", "20260131", "1").replace(
        "</Ink", f"{inner.format(44)}{opgave('20260101', '20260131')}</Ink"
    )
    later = period("20260201", None, "22").replace("</Ink", f"{inner.format(45)}{opgave('20260201', '20260228')}</Ink")
    found = read(tmp_path, response(client(relation(first + later))))
    assert [(row["code_aard"], row["sectorcode"]) for row in found] == [("1", "44"), ("22", "45")]


@pytest.mark.parametrize(
    "soap", ["http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"]
)
def test_soap_envelope_is_looked_through(tmp_path, soap):
    body = response(client(relation(opgave("20260101", "20260131"))))
    header = "<kop>" + "<veld/>" * 50 + "</kop>"
    text = f'<s:Envelope xmlns:s="{soap}"><s:Header>{header}</s:Header><s:Body>{body}</s:Body></s:Envelope>'
    assert xml_kind.detect(source_of(tmp_path, text)) == "suwi"
    assert [row["bsn"] for row in read(tmp_path, text)] == [BSN]


@pytest.mark.parametrize(
    "text",
    [
        response("", "AndereNaam"),
        "<UWVDossierInkomstenGSD/>",
        '<UWVDossierInkomstenGSDResponse xmlns="urn:anders"/>',
        '<wrap xmlns="urn:anders"><in><UWVDossierInkomstenGSD/></in></wrap>',
    ],
)
def test_root_is_known_by_namespace_or_local_name_and_may_be_empty(tmp_path, text):
    assert xml_kind.detect(source_of(tmp_path, text)) == "suwi"
    [batch] = suwi.batches(source_of(tmp_path, text), lambda _: None)
    assert (batch.num_rows, batch.schema) == (0, SCHEMA)


@pytest.mark.parametrize("text", ["<dossier/>", "<x>" + "<y/>" * 300 + "<UWVDossierInkomstenGSD/></x>"])
def test_another_message_stops(tmp_path, text):
    expected = [Problem("xml-namespace", Place("dossier.xml"))]
    assert problems(tmp_path, text) == expected
    with pytest.raises(ProblemsError) as caught:
        xml_kind.detect(source_of(tmp_path, text))
    assert list(caught.value.problems) == expected


def test_dossier_across_chunks_comes_whole(tmp_path):
    months = [opgave("20260101", "20260131", str(number)) for number in range(2 * CHUNK // 100)]
    found = read(tmp_path, response(client(relation("".join(months)))))
    assert [row["verloonde_uren"] for row in found] == [str(number) for number in range(len(months))]


def test_dtd_breaks_and_depth_are_refused_here_too(tmp_path):
    whole = response(client(relation(opgave("20260101", "20260131"))))
    place = Place("dossier.xml")
    assert problems(tmp_path, "<!DOCTYPE a [<!ENTITY x 'y'>]>" + whole) == [Problem("xml-dtd", place)]
    assert problems(tmp_path, whole[:-5]) == [Problem("xml-broken", place, {"line": 2})]
    deep = response("<a>" * 256 + "</a>" * 256)
    assert problems(tmp_path, deep) == [Problem("xml-too-deep", place, {"deepest": 256})]


def test_schema_is_held_against_the_message(tmp_path):
    xsd = tmp_path / "shape.xsd"
    xsd.write_text(SCHEMA_OF_SHAPE.format(namespace=NAMESPACE))
    assert read(tmp_path, response("<ClientSuwi>1</ClientSuwi>"), xsd) == []
    assert problems(tmp_path, response("\n<ClientSuwi>geheim</ClientSuwi>"), xsd) == [
        Problem("xml-not-valid", Place("dossier.xml", 2), {"element": "ClientSuwi"})
    ]


def test_what_is_there_is_needed_and_given():
    assert needs(ROOT / "pyproject.toml", "the project file") == ROOT / "pyproject.toml"


def test_what_is_missing_is_left_out_aloud(tmp_path, monkeypatch):
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"^left out: a thing; add it: make thing$"):
        needs(tmp_path / "none", "a thing; add it: make thing")


def test_what_is_missing_fails_when_nothing_may_be_left_out(tmp_path, monkeypatch):
    monkeypatch.setenv("REQUIRE_ALL", "1")
    with pytest.raises(pytest.fail.Exception, match=r"^left out: a thing$"):
        needs(tmp_path / "none", "a thing")
