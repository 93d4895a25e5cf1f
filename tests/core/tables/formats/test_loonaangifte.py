import gzip
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.leaving_out import SHARED, needs

from banenafspraak.core.invented.employer import Block, Envelope, Income, Relation, message
from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.tables.columns import PAYROLL
from banenafspraak.core.tables.formats import loonaangifte, xml_kind
from banenafspraak.core.tables.formats.xml_rows import SCHEMA, Row, record_batches
from banenafspraak.core.tables.formats.xml_safe import CHUNK
from banenafspraak.core.tables.formats.xml_schema import MOST_ERRORS
from banenafspraak.core.tables.sources import ROW, sources

NAMESPACE = "http://xml.belastingdienst.nl/schemas/Loonaangifte/{year}/01"
JANUARY = "<DatAanvTv>2026-01-01</DatAanvTv><DatEindTv>2026-01-31</DatEindTv>"
BSN, OTHER_BSN = "999900018", "999900031"
WHOLE = """<InkomstenverhoudingInitieel><NumIV>7</NumIV><DatAanv>2020-02-03</DatAanv><DatEind>2026-01-20</DatEind>
<PersNr>W1</PersNr><NatuurlijkPersoon><SofiNr>999900018</SofiNr><SignNm>Verzonnen</SignNm><Gebdat>1990-04-05</Gebdat>
</NatuurlijkPersoon><Inkomstenperiode><DatAanv>2021-06-07</DatAanv><SrtIV>15</SrtIV><CdAard>24</CdAard>
</Inkomstenperiode><Werknemersgegevens><LnLbPh>1.00</LnLbPh><AantVerlU>88</AantVerlU></Werknemersgegevens>
<Sector><DatAanvSect>2020-02-03</DatAanvSect><Sect>44</Sect></Sector></InkomstenverhoudingInitieel>"""


def write(folder, text, name="loon.xml", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def document(body, year=2026, prolog="", bericht="<Bericht><DatTdAanm>2026-02-09T10:11:12</DatTdAanm></Bericht>"):
    return (
        f'{prolog}<Loonaangifte xmlns="{NAMESPACE.format(year=year)}" version="2.0">{bericht}\n'
        f"<AdministratieveEenheid><LhNr>999900018L01</LhNr><NmIP>Verzonnen</NmIP>{body}"
        "</AdministratieveEenheid></Loonaangifte>"
    )


def complete(relations, tijdvak=JANUARY, year=2026):
    inner = f"<VolledigeAangifte><CollectieveAangifte/>{relations}</VolledigeAangifte>"
    return document(f"<TijdvakAangifte>{tijdvak}{inner}</TijdvakAangifte>", year)


def relation(inside):
    return f"<InkomstenverhoudingInitieel><NumIV>1</NumIV>{inside}</InkomstenverhoudingInitieel>"


def period(begin, aard):
    return f"<Inkomstenperiode><DatAanv>{begin}</DatAanv><SrtIV>15</SrtIV><CdAard>{aard}</CdAard></Inkomstenperiode>"


def sector(code, begin, end=None):
    ended = f"<DatEindSect>{end}</DatEindSect>" if end else ""
    return f"<Sector><DatAanvSect>{begin}</DatAanvSect>{ended}<Sect>{code}</Sect></Sector>"


def read(path, xsd=None):
    [source] = sources([path])
    return [row for batch in loonaangifte.batches(source, lambda _: None, xsd) for row in batch.to_pylist()]


def one(folder, inside):
    [row] = read(write(folder, complete(relation(inside))))
    return row


def problems(path, xsd=None):
    with pytest.raises(ProblemsError) as caught:
        read(path, xsd)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    return list(caught.value.problems)


def only(code, **values):
    return [Problem(code, Place("loon.xml"), values)]


@pytest.fixture
def xsd():
    return needs(SHARED / "standards/loonaangifte/Loonaangifte2026v2.0.xsd", "the schema of the loonaangifte of 2026")


def test_relation_with_everything_gives_a_full_row(tmp_path):
    assert read(write(tmp_path, complete(WHOLE))) == [
        {
            "bsn": BSN,
            "personeelsnummer": "W1",
            "loonheffingennummer": "999900018L01",
            "nummer_ikv": "7",
            "tijdvak_begin": "2026-01-01",
            "tijdvak_einde": "2026-01-31",
            "verloonde_uren": "88",
            "code_aard": "24",
            "code_soort": "15",
            "sectorcode": "44",
            "aangemaakt_op": "2026-02-09T10:11:12",
            "regel": "volledig",
            "ikv_begin": "2020-02-03",
            "ikv_einde": "2026-01-20",
            "geboortedatum": "1990-04-05",
            "wisselende_aard": None,
            ROW: 1,
        }
    ]


def test_columns_are_those_of_payroll_and_the_row_number():
    names = [name for name in PAYROLL.names() if name not in {"persoon", "wisselende_aard"}]
    assert SCHEMA.names == [*names, "wisselende_aard", ROW]


def test_relation_with_nothing_gives_a_row_of_unknowns(tmp_path):
    row = one(tmp_path, "")
    known = {name: value for name, value in row.items() if value is not None}
    assert known == {
        "loonheffingennummer": "999900018L01",
        "nummer_ikv": "1",
        "tijdvak_begin": "2026-01-01",
        "tijdvak_einde": "2026-01-31",
        "aangemaakt_op": "2026-02-09T10:11:12",
        "regel": "volledig",
        ROW: 1,
    }


@pytest.mark.parametrize("year", [2014, 2019, 2022, 2026, 2027])
def test_every_year_is_read(tmp_path, year):
    path = write(tmp_path, complete(WHOLE, year=year))
    assert [row["verloonde_uren"] for row in read(path)] == ["88"]


def test_year_with_older_elements_gives_no_sector(tmp_path):
    older = "<Inkomstenperiode><DatAanv>2019-01-01</DatAanv><SrtIV>15</SrtIV><CdAard>1</CdAard><Sect>44</Sect>"
    row = one(
        tmp_path, older + "<RisGrp>01</RisGrp></Inkomstenperiode><SectorRisicogroep><Sect>44</Sect></SectorRisicogroep>"
    )
    assert (row["code_aard"], row["sectorcode"]) == ("1", None)


def test_unknown_elements_do_not_speak_for_known_ones(tmp_path):
    row = one(tmp_path, "<DatAanv>2020-01-01</DatAanv><Nieuw><DatAanv>2027-01-01</DatAanv><SofiNr>9</SofiNr></Nieuw>")
    assert (row["ikv_begin"], row["bsn"]) == ("2020-01-01", None)


def test_elements_of_another_namespace_do_not_speak(tmp_path):
    assert one(tmp_path, '<PersNr xmlns="urn:anders">W9</PersNr>')["personeelsnummer"] is None


def test_prefixed_names_are_the_same_names(tmp_path):
    text = (
        complete(WHOLE)
        .replace("</", "</la:")
        .replace("<", "<la:")
        .replace("<la:/la:", "</la:")
        .replace("xmlns=", "xmlns:la=")
    )
    assert [row["bsn"] for row in read(write(tmp_path, text))] == [BSN]


def test_latin_1_with_accents_is_read(tmp_path):
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + complete(relation("<PersNr>Renée-ë</PersNr>"))
    path = write(tmp_path, text, encoding="iso-8859-1")
    assert [row["personeelsnummer"] for row in read(path)] == ["Renée-ë"]


def test_utf_8_with_accents_and_byte_order_mark_is_read(tmp_path):
    path = write(tmp_path, complete(relation("<PersNr>Renée-ë</PersNr>")), encoding="utf-8-sig")
    assert [row["personeelsnummer"] for row in read(path)] == ["Renée-ë"]


@pytest.mark.parametrize("hours", ["-12", "0", "99999"])
def test_hours_stay_as_written(tmp_path, hours):
    row = one(tmp_path, f"<Werknemersgegevens><AantVerlU>{hours}</AantVerlU></Werknemersgegevens>")
    assert row["verloonde_uren"] == hours


def test_anonymous_worker_is_known_by_personnel_number(tmp_path):
    row = one(tmp_path, "<PersNr>W3</PersNr><NatuurlijkPersoon><SignNm>Verzonnen</SignNm></NatuurlijkPersoon>")
    assert (row["bsn"], row["personeelsnummer"]) == (None, "W3")


def test_comments_and_instructions_are_passed_over(tmp_path):
    row = one(tmp_path, "<PersNr>W<!-- x -->3</PersNr><?doe iets?><!-- <PersNr>W4</PersNr> -->")
    assert row["personeelsnummer"] == "W3"


def test_correction_addition_and_withdrawal_are_told_apart(tmp_path):
    withdrawal = f"<InkomstenverhoudingIntrekking><NumIV>2</NumIV><SofiNr>{OTHER_BSN}</SofiNr><PersNr>W8</PersNr>"
    withdrawal += "</InkomstenverhoudingIntrekking>"
    december = "<DatAanvTv>2025-12-01</DatAanvTv><DatEindTv>2025-12-31</DatEindTv>"
    addition = f"<AanvullendeAangifte>{WHOLE}{withdrawal}</AanvullendeAangifte>"
    body = f"<TijdvakAangifte>{JANUARY}{addition}</TijdvakAangifte>"
    body += f"<TijdvakCorrectie>{december}{WHOLE}{withdrawal}</TijdvakCorrectie>"
    found = read(write(tmp_path, document(body)))
    assert [(r[ROW], r["regel"], r["tijdvak_begin"], r["bsn"], r["nummer_ikv"]) for r in found] == [
        (1, "aanvulling", "2026-01-01", BSN, "7"),
        (2, "intrekking", "2026-01-01", OTHER_BSN, "2"),
        (3, "correctie", "2025-12-01", BSN, "7"),
        (4, "intrekking", "2025-12-01", OTHER_BSN, "2"),
    ]
    assert found[1]["personeelsnummer"] == "W8"


def test_message_of_corrections_only_is_read(tmp_path):
    body = "".join(
        f"<TijdvakCorrectie><DatAanvTv>2026-0{m}-01</DatAanvTv><DatEindTv>2026-0{m}-28</DatEindTv>{WHOLE}</TijdvakCorrectie>"
        for m in (1, 2)
    )
    found = read(write(tmp_path, document(body)))
    assert [(r["regel"], r["tijdvak_einde"]) for r in found] == [
        ("correctie", "2026-01-28"),
        ("correctie", "2026-02-28"),
    ]


def test_dates_of_the_balance_of_corrections_are_not_the_tijdvak(tmp_path):
    saldo = "<SaldoCorrectiesVoorgaandTijdvak><DatAanvTv>2025-03-01</DatAanvTv><DatEindTv>2025-03-31</DatEindTv>"
    saldo = f"<CollectieveAangifte>{saldo}</SaldoCorrectiesVoorgaandTijdvak></CollectieveAangifte>"
    [row] = read(write(tmp_path, complete(saldo + WHOLE)))
    assert (row["tijdvak_begin"], row["tijdvak_einde"]) == ("2026-01-01", "2026-01-31")


def test_a_moment_that_is_not_of_the_message_is_not_its_moment(tmp_path):
    [row] = read(write(tmp_path, complete(WHOLE, tijdvak=JANUARY + "<DatTdAanm>2030-01-01T00:00:00</DatTdAanm>")))
    assert row["aangemaakt_op"] == "2026-02-09T10:11:12"


def test_tijdvak_without_dates_does_not_inherit_them(tmp_path):
    body = f"<TijdvakCorrectie>{JANUARY}{WHOLE}</TijdvakCorrectie><TijdvakCorrectie>{WHOLE}</TijdvakCorrectie>"
    found = read(write(tmp_path, document(body)))
    assert [(r["tijdvak_begin"], r["tijdvak_einde"]) for r in found] == [("2026-01-01", "2026-01-31"), (None, None)]


@pytest.mark.parametrize(
    ("periods", "aard", "changing"),
    [
        ([("2020-01-01", "1"), ("2026-01-31", "22")], "22", "ja"),
        ([("2026-01-16", "22"), ("2020-01-01", "1")], "22", "ja"),
        ([("2020-01-01", "1"), ("2026-02-01", "22")], "1", None),
        ([("2020-01-01", "1"), ("2026-01-01", "22")], "22", None),
        ([("2020-01-01", "1"), ("2026-01-02", "1")], "1", None),
        ([("2026-02-02", "1"), ("2026-02-01", "22")], "22", None),
        ([("2020-01-01", "1"), ("2026-01-10", "22"), ("2026-01-10", "1")], "1", None),
        ([("2020-01-01", "1"), ("2026-01-31Z", "22")], "22", "ja"),
    ],
)
def test_period_in_force_on_the_last_day_speaks(tmp_path, periods, aard, changing):
    row = one(tmp_path, "".join(period(*some) for some in periods))
    assert (row["code_aard"], row["wisselende_aard"]) == (aard, changing)


def test_period_without_tijdvak_is_the_latest(tmp_path):
    text = complete(relation(period("2020-01-01", 1) + period("2021-01-01", 24)), tijdvak="")
    assert [row["code_aard"] for row in read(write(tmp_path, text))] == ["24"]


@pytest.mark.parametrize(
    ("sectors", "code"),
    [
        ([("44", "2020-01-01"), ("45", "2026-01-31")], "45"),
        ([("44", "2020-01-01", "2026-01-15"), ("45", "2026-01-16", "2026-01-20")], "45"),
        ([("44", "2020-01-01"), ("45", "2026-01-05", "2026-01-10")], "44"),
        ([("44", "2020-01-01"), ("45", "2026-01-05", "2026-01-31")], "45"),
        ([("44", "2020-01-01"), ("45", "2026-01-05", "2026-01-30")], "44"),
        ([("45", "2026-02-01"), ("44", "2026-03-01")], "45"),
        ([("44", "2020-01-01", "2025-01-01")], "44"),
    ],
)
def test_sector_in_force_on_the_last_day_speaks(tmp_path, sectors, code):
    assert one(tmp_path, "".join(sector(*some) for some in sectors))["sectorcode"] == code


@pytest.mark.parametrize("body", [complete(""), document("")])
def test_message_without_relations_gives_one_empty_batch(tmp_path, body):
    [source] = sources([write(tmp_path, body)])
    [batch] = loonaangifte.batches(source, lambda _: None)
    assert (batch.num_rows, batch.schema) == (0, SCHEMA)


def test_rows_are_cut_into_batches():
    rows = [Row(bsn=str(number), number=number) for number in range(1, 6)]
    found = [batch.column(ROW).to_pylist() for batch in record_batches(rows, 2)]
    assert found == [[1, 2], [3, 4], [5]]


def test_relation_outside_any_aangifte_has_no_rule(tmp_path):
    assert [row["regel"] for row in read(write(tmp_path, document(WHOLE)))] == [None]


def test_relations_across_chunks_all_come_in_order_and_ticks_count_bytes(tmp_path):
    count = 3 * CHUNK // len(WHOLE)
    path = write(tmp_path, complete(WHOLE * count))
    [source] = sources([path])
    ticks = []
    found = [row for batch in loonaangifte.batches(source, ticks.append) for row in batch.to_pylist()]
    assert [row[ROW] for row in found] == list(range(1, count + 1))
    assert {row["verloonde_uren"] for row in found} == {"88"}
    assert (ticks[0], ticks[-1], len(ticks)) == (CHUNK, path.stat().st_size, 4)


def test_packed_file_ticks_packed_bytes(tmp_path):
    path = tmp_path / "loon.xml.gz"
    path.write_bytes(gzip.compress(complete(WHOLE).encode()))
    [source] = sources([path])
    ticks = []
    assert sum(batch.num_rows for batch in loonaangifte.batches(source, ticks.append)) == 1
    assert ticks == [source.size]


def test_packed_file_that_breaks_off_stops(tmp_path):
    path = tmp_path / "loon.xml.gz"
    path.write_bytes(gzip.compress(complete(WHOLE).encode())[:-20])
    with pytest.raises(ProblemsError) as caught:
        read(path)
    assert list(caught.value.problems) == [Problem("packed-broken", Place("loon.xml.gz"))]


def test_truncated_file_stops_with_its_line(tmp_path):
    path = write(tmp_path, complete(WHOLE)[:-60])
    assert problems(path) == only("xml-broken", line=6)


def test_malformed_file_stops_with_its_line(tmp_path):
    path = write(tmp_path, complete(WHOLE).replace("</PersNr>", "</Persnr>"))
    assert problems(path) == only("xml-broken", line=3)


def test_wrong_bytes_stop_with_their_line(tmp_path):
    path = write(tmp_path, complete(relation("\n<PersNr>Renée</PersNr>")), encoding="iso-8859-1")
    assert problems(path) == only("xml-broken", line=3)


@pytest.mark.parametrize("text", [" ", "zomaar tekst", "<Loonaangifte"])
def test_file_that_is_no_xml_is_broken(tmp_path, text):
    assert problems(write(tmp_path, text)) == only("xml-broken", line=1)


def bomb(levels, use):
    lines = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, levels))
    return f"<!DOCTYPE Loonaangifte [<!ENTITY l0 'lolololol'>{lines}]>{use.replace('&x;', f'&l{levels - 1};')}"


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE Loonaangifte><Loonaangifte/>",
        "<!DOCTYPE Loonaangifte SYSTEM 'file:///etc/passwd'><Loonaangifte/>",
        "<!DOCTYPE Loonaangifte [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><Loonaangifte>&x;</Loonaangifte>",
        bomb(12, "<Loonaangifte>&x;</Loonaangifte>"),
        bomb(12, "<Loonaangifte version='&x;'/>"),
        bomb(12, "<Loonaangifte><a version='&x;'/></Loonaangifte>"),
        "<!DOCTYPE a [<!ENTITY x '&y;'><!ENTITY y '&x;'>]><a b='&x;'/>",
        complete(relation("<PersNr>&eacute;</PersNr>")),
    ],
)
def test_dtd_and_entities_are_refused_at_once(tmp_path, text):
    path = write(tmp_path, text)
    began = time.perf_counter()
    assert problems(path) == only("xml-dtd")
    assert time.perf_counter() - began < 2


def test_dtd_in_another_encoding_is_refused(tmp_path):
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE Loonaangifte [<!ENTITY x "y">]>' + complete(WHOLE)
    assert problems(write(tmp_path, text, encoding="utf-16")) == only("xml-dtd")


@pytest.mark.parametrize(
    "text",
    [
        complete(WHOLE).replace("schemas/Loonaangifte/2026/01", "schemas/Loonaangifte/26/1"),
        complete(WHOLE).replace("xml.belastingdienst.nl", "xml.belastingdienst.example"),
        complete(WHOLE).replace("<Loonaangifte", "<Aangifte").replace("</Loonaangifte", "</Aangifte"),
        "<Loonaangifte/>",
    ],
)
def test_wrong_namespace_or_root_stops(tmp_path, text):
    path = write(tmp_path, text)
    [source] = sources([path])
    with pytest.raises(ProblemsError) as caught:
        xml_kind.detect(source)
    assert list(caught.value.problems) == only("xml-namespace")
    assert problems(path) == only("xml-namespace")


def test_kind_is_seen_from_the_root(tmp_path):
    [source] = sources([write(tmp_path, complete(WHOLE))])
    assert xml_kind.detect(source) == "loonaangifte"


def test_too_deep_right_at_the_start_stops(tmp_path):
    path = write(tmp_path, f'<Loonaangifte xmlns="{NAMESPACE.format(year=2026)}">' + "<a>" * 300)
    assert problems(path) == only("xml-too-deep", deepest=256)


@pytest.mark.parametrize("depth", [257, 300, 3000])
def test_too_deep_stops(tmp_path, depth):
    inside = depth - 5  # root, AdministratieveEenheid, TijdvakAangifte, VolledigeAangifte, the relation
    path = write(tmp_path, complete(relation("<a>" * inside + "</a>" * inside)))
    assert problems(path) == only("xml-too-deep", deepest=256)


def test_depth_at_the_limit_is_read(tmp_path):
    assert one(tmp_path, "<a>" * 251 + "</a>" * 251)["nummer_ikv"] == "1"


def test_written_message_is_valid_and_comes_back(tmp_path, xsd):
    begin = date(2020, 1, 1)
    relation_ = Relation(BSN, "W&1", -3, (Income(begin, "1"),), begin)
    envelope = Envelope("999900018L01", datetime(2026, 2, 9, 9, 30, tzinfo=UTC))
    path = message(tmp_path / "loon.xml", envelope, [Block("volledig", Period.month(2026, 1), [relation_])])
    assert [(r["bsn"], r["personeelsnummer"], r["verloonde_uren"]) for r in read(path, xsd)] == [(BSN, "W&1", "-3")]


def test_every_error_against_the_schema_is_named_by_line_and_element(tmp_path, xsd):
    path = write(tmp_path, "\n" + complete(WHOLE))
    found = problems(path, xsd)
    assert {problem.code for problem in found} == {"xml-not-valid"}
    assert [(p.place.row, p.values["element"]) for p in found] == [
        (2, "DatTdAanm"),
        (3, "CollectieveAangifte"),
        (6, "Inkomstenperiode"),
        (6, "AantVerlU"),
    ]


def test_errors_against_the_schema_hold_no_value(tmp_path, xsd):
    path = write(tmp_path, complete(relation("<DatAanv>geheim</DatAanv><x_geheim_999900018/>")))
    told = [problem.sentences(lang) for problem in problems(path, xsd) for lang in ("nl", "en")]
    assert "geheim" not in str(told)


def test_no_more_than_fifty_errors_are_named_and_the_others_counted(tmp_path, xsd):
    begin = date(2020, 1, 1)
    wrong = Relation("123", "W1", 1, (Income(begin, "1"),), begin)
    envelope = Envelope("999900018L01", datetime(2026, 2, 9, 9, 30, tzinfo=UTC))
    many = CHUNK // 1000
    path = message(tmp_path / "loon.xml", envelope, [Block("volledig", Period.month(2026, 1), [wrong] * many)])
    found = problems(path, xsd)
    assert [problem.code for problem in found] == ["xml-not-valid"] * MOST_ERRORS + ["xml-not-valid-more"]
    assert [problem.place.row for problem in found[:3]] == [6, 7, 8]
    assert found[-1] == Problem("xml-not-valid-more", Place("loon.xml"), {"more": many - MOST_ERRORS})


def test_year_without_schema_says_so_at_the_root(tmp_path, xsd):
    assert problems(write(tmp_path, complete(WHOLE, year=2022)), xsd) == [
        Problem("xml-not-valid", Place("loon.xml", 1), {"element": "Loonaangifte"})
    ]


def test_broken_file_is_broken_before_it_is_not_valid(tmp_path, xsd):
    text = complete(WHOLE)
    assert problems(write(tmp_path, text[:-60].replace("<PersNr>", "<PersNr x>")), xsd) == only("xml-broken", line=3)


def test_entity_that_is_not_declared_is_seen_beyond_the_first_look(tmp_path):
    path = write(tmp_path, complete(WHOLE * 3 + relation("<PersNr>&eacute;</PersNr>") + WHOLE * 900))
    assert problems(path) == only("xml-dtd")


@pytest.mark.parametrize("text", [None, "geen xml", "<a/>"])
def test_schema_that_cannot_be_used_stops(tmp_path, text):
    schema = tmp_path / "schema.xsd"
    if text:
        schema.write_text(text)
    with pytest.raises(ProblemsError) as caught:
        read(write(tmp_path, complete(WHOLE)), schema)
    assert list(caught.value.problems) == [Problem("xsd-broken", Place("schema.xsd"))]


@pytest.mark.parametrize(
    "problem",
    [
        Problem("xml-broken", Place("a.xml"), {"line": 3}),
        Problem("packed-broken"),
        Problem("xml-dtd"),
        Problem("xml-namespace"),
        Problem("xml-too-deep", Place(), {"deepest": 256}),
        Problem("xml-not-valid", Place("a.xml", 3), {"element": "NumIV"}),
        Problem("xml-not-valid-more", Place(), {"more": 7}),
        Problem("xsd-broken", Place(Path("a.xsd").name)),
    ],
    ids=lambda problem: problem.code,
)
def test_every_problem_has_its_sentences_in_both_languages(problem):
    assert problem.exit == 3
    for lang in ("nl", "en"):
        assert set(problem.sentences(lang)) == {"what", "why", "remedy"}
        assert all(problem.sentences(lang).values())
