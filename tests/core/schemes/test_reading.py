"""Law files: ours are in order, and of one with slips every slip is said, with its field."""

from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest
import yaml
from tests.house import tree
from tests.leaving_out import needs

from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.kernel.law import LAW
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.schemes.assessing import assess
from banenafspraak.core.schemes.cases import read_case
from banenafspraak.core.schemes.comparing import changed_examples
from banenafspraak.core.schemes.layering import layered
from banenafspraak.core.schemes.population import with_change
from banenafspraak.core.schemes.reading import ORDER, book_of, files_of, law_book, read_file, sources_of

TODAY = date(2026, 7, 1)
LKS = LAW / "nl/participatiewet/lks/2015-01-01.yaml"
SHARED = tree.ROOT.parent / "shared" / "data" / "schemes.yaml"
LOCAL = {
    "bestand": "lokaal",
    "gebied": "teststad",
    "naam_gebied": "Teststad",
    "gemeenten": ["GM0363"],
    "onderwerp": "lks",
    "geldig_vanaf": date(2026, 1, 1),
    "ingang": {"zekerheid": "V", "noot": "Verzonnen."},
    "waarden": {
        "vergoeding_werkgeverslasten": {
            "eenheid": "procent van de subsidie",
            "artikel": "verordening",
            "rijen": [{"vanaf": date(2026, 1, 1), "waarde": 30, "bron": "VELD", "zekerheid": "V"}],
        }
    },
}


def written(folder, body, name="2026-01-01.yaml", place="nl/teststad/lks"):
    path = folder / place / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body if isinstance(body, str) else yaml.safe_dump(body, allow_unicode=True), "utf-8")
    return path


def told(folder, body, **place):
    """Code and field of every problem of a file."""
    path = written(folder, body, **place)
    *_, problems, _ = read_file(path, folder, sources_of(LAW))
    return [(one.code, one.place.column) for one in problems]


def with_slip(change):
    body = load_yaml(LKS.read_text(encoding="utf-8"))
    change(body)
    return body


def test_ours_are_in_order():
    assert list(law_book().schemes) == list(ORDER)
    assert len(law_book().combinations) == 20
    assert {file.relative_to(folder).as_posix() for folder, file in files_of(LAW)} >= law_book().digests.keys()


def first_row(body):
    return body["waarden"]["maximum"]["rijen"][0]


ROW, HELP = "waarden.maximum.rijen.1", "voorwaarden.hulp_van_de_gemeente"


def set_row(**values):
    return lambda body: first_row(body).update(values)


def set_rule(rule):
    return lambda body: body["voorwaarden"][0].update(als=rule)


def set_head(**values):
    return lambda body: body.update(values)


def slips():
    """Each slip by name: how it is made, and what is said of it."""
    yield "key missing", lambda body: body.pop("naam"), [("law-missing", None)]
    yield "slip in a key", set_head(naamm=1), [("law-unknown", None)]
    yield "one language", set_head(kern={"nl": "Alleen"}), [("law-two-languages", "kern")]
    yield "not a mapping", lambda body: body["waarden"].update(maximum=70), [("law-no-mapping", "waarden.maximum")]
    yield "no rows", lambda body: body["waarden"]["maximum"].update(rijen=[]), [("law-no-rows", "waarden.maximum")]
    yield "no unit", lambda body: body["waarden"]["maximum"].pop("eenheid"), [("law-missing", "waarden.maximum")]
    yield "no source", lambda body: first_row(body).pop("bron"), [("law-missing", ROW)]
    yield "other source", set_row(bron="ZELF"), [("law-source", ROW)]
    yield "other mark", set_row(zekerheid="?"), [("law-mark", ROW)]
    yield "a float", set_row(waarde=70.5), [("law-value", ROW)]
    yield "a text as day", set_row(vanaf="1-1-2015"), [("law-day", f"{ROW}.vanaf")]
    yield "start unmarked", lambda body: body["ingang"].update(zekerheid="ja"), [("law-mark", "ingang")]
    yield "in no order", reverse, [("law-order", "waarden.uren_voltijd.rijen.2")]
    yield "overlap", overlap, [("law-overlap", "waarden.uren_voltijd.rijen.2")]
    yield "no condition", lambda body: body["voorwaarden"][0].pop("als"), [("law-missing", "voorwaarden.1")]
    yield "unknown fact", set_rule("zomaar"), [("law-condition", HELP)]
    yield "unknown value", set_rule({"loonwaarde": {"hoogstens": "zomaar"}}), [("law-condition", HELP)]
    yield "twice", lambda body: body["voorwaarden"].append(body["voorwaarden"][0]), [("law-twice", HELP)]
    yield "deadline of no day", no_day, [("law-condition", "aanvragen.uiterlijk.1")]
    yield "start no mapping", set_head(ingang="V"), [("law-no-mapping", "ingang")]
    yield (
        "history is a text",
        lambda body: body["geschiedenis"].insert(0, "tekst"),
        [("law-no-mapping", "geschiedenis.1")],
    )
    yield "reading is a text", lambda body: body["lezingen"].insert(0, "tekst"), [("law-no-mapping", "lezingen.1")]
    yield "history", no_origin, [("law-missing", "geschiedenis.1"), ("law-source", "geschiedenis.1")]
    yield "reading", lambda body: body["lezingen"][0].update(zekerheid="X"), [("law-mark", "lezingen.1")]
    yield "other folder", set_head(onderwerp="lkss"), [("law-folder", "onderwerp")]
    yield "other name", set_head(geldig_vanaf=date(2016, 1, 1)), [("law-file-name", "geldig_vanaf")]


def no_day(body):
    body["aanvragen"]["uiterlijk"][0]["na"] = "loonwaarde"


def no_origin(body):
    body["geschiedenis"][0].pop("bron")


def reverse(body):
    body["waarden"]["uren_voltijd"]["rijen"].reverse()


def overlap(body):
    body["waarden"]["uren_voltijd"]["rijen"][0]["tot"] = date(2024, 1, 1)


SLIPS = list(slips())


@pytest.mark.parametrize(("change", "said"), [one[1:] for one in SLIPS], ids=[one[0] for one in SLIPS])
def test_a_slip_is_said_with_its_field(tmp_path, change, said):
    assert told(tmp_path, with_slip(change), name="2015-01-01.yaml") == said


def test_all_slips_are_said_at_once(tmp_path):
    def change(body):
        first_row(body).update(waarde=70.5, bron="ZELF")
        body["voorwaarden"][2]["als"] = "zomaar"
        body["kern"] = "tekst"

    codes = [code for code, _ in told(tmp_path, with_slip(change), name="2015-01-01.yaml")]
    assert sorted(codes) == ["law-condition", "law-source", "law-two-languages", "law-value"]


def test_a_tab_is_no_yaml_and_the_line_is_said(tmp_path):
    path = written(tmp_path, "bestand: lokaal\n\tgebied: x\n")
    *_, problems, _ = read_file(path, tmp_path, sources_of(LAW))
    assert [(one.code, one.values) for one in problems] == [("law-no-yaml", {"line": 2})]


def test_bytes_that_are_no_text(tmp_path):
    path = written(tmp_path, "")
    path.write_bytes(b"\xff\xfe\x00")
    assert [one.code for one in read_file(path, tmp_path, sources_of(LAW))[2]] == ["law-no-yaml"]


@pytest.mark.parametrize("body", ["wet: zomaar\n", "- een\n- lijst\n", "los\n"])
def test_a_file_of_no_kind(tmp_path, body):
    assert told(tmp_path, body) == [("law-kind", "bestand")]


def test_a_file_of_the_count_is_passed_over():
    path = LAW / "nl/wfsv/quotum/2018-01-01.yaml"
    assert read_file(path, LAW, sources_of(LAW)) == ("", None, [], "")


def test_a_local_rule_without_a_place(tmp_path):
    body = {key: value for key, value in LOCAL.items() if key != "gemeenten"}
    assert told(tmp_path, body) == [("law-area", "gemeenten")]


def test_a_note_of_a_place_has_its_source(tmp_path):
    body = LOCAL | {"noten": [{"nl": "Iets", "en": "Something", "bron": "ZELF"}]}
    assert told(tmp_path, body) == [("law-source", "noten")]


def test_combinations_with_slips(tmp_path):
    body = load_yaml((LAW / "nl/samenloop/regelingen/2015-01-01.yaml").read_text(encoding="utf-8"))
    body["regels"][0]["soort"] = "soms"
    body["regels"][1].pop("bron")
    found = told(tmp_path, body, name="2015-01-01.yaml", place="nl/samenloop/regelingen")
    assert found == [("law-unknown", "regels.1"), ("law-missing", "regels.2")]


def test_an_installation_adds_its_own_rules_and_sources(tmp_path):
    body = deepcopy(LOCAL)
    body["waarden"]["vergoeding_werkgeverslasten"]["rijen"][0]["bron"] = "VERORDENING"
    written(tmp_path, body)
    with pytest.raises(ProblemsError):
        book_of(LAW, tmp_path)
    (tmp_path / "bronnen.yaml").write_text('VERORDENING: {titel: "Verordening", adres: "x"}\n', "utf-8")
    book = book_of(LAW, tmp_path)
    assert len(book.overlays) == len(law_book().overlays) + 1
    here, there = (layered(book, book.schemes["lks"], place, TODAY) for place in ("GM0363", "GM0014"))
    assert [one.local for one in here.deviations] == ["30 procent van de subsidie"]
    assert (there.deviations, layered(book, book.schemes["lks"], "", TODAY).deviations) == ((), ())
    assert layered(book, book.schemes["lks"], "GM0363", date(2025, 12, 31)).deviations == ()


def test_a_local_value_holds_from_its_day_and_is_told(tmp_path):
    written(tmp_path, LOCAL)
    book = book_of(LAW, tmp_path)
    facts = {
        "peildatum": "2026-07-01", "geboortedatum": "1990-05-01", "startdatum": "2026-01-01", "loonwaarde": 60,
        "uren_per_week": 32, "begeleid_door_gemeente": "ja", "kan_minimumloon_verdienen": "nee", "kan_werken": "ja",
        "arbeidsovereenkomst": "ja", "wsw": "geen", "andere_loonsubsidie": "nee", "lks_aangevraagd": "voor_de_start",
        "vaste_subsidie_afgesproken": "nee",
    }  # fmt: skip
    here, there = (
        assess(read_case(facts | {"woongemeente": place}, TODAY), book, only=["lks"]).answers["lks"]
        for place in ("Amsterdam", "Rotterdam")
    )
    assert (there.money.high, here.money.high) == (110131, round(110131 / 1.25 * 1.3))
    [said] = [one.values for one in here.warnings if one.key == "local"]
    assert (said["local"], said["national"]) == ("30 procent van de subsidie", "25.0 procent van de subsidie")


def test_a_local_condition_is_told_and_can_fail():
    facts = {"uren_per_week": 10, "woongemeente": "Lisse", "startdatum": "2026-01-01", "einddatum": "2026-12-31"}
    found = assess(read_case(facts, TODAY), law_book(), only=["lks"]).answers["lks"]
    assert [(one.condition.name, one.truth) for one in found.outcomes if one.condition.place] == [
        ("contract_half_jaar", 1),
        ("twaalf_uur", -1),
    ]
    assert found.status == "does_not_apply"


def test_a_rule_of_a_region_holds_in_its_municipalities():
    found = assess(read_case({"woongemeente": "Rotterdam"}, TODAY), law_book()).answers
    assert all(one.scheme.notes and "Rijnmond" in one.scheme.notes[-1].nl for one in found.values())


def test_a_folder_without_law_says_what_is_missing(tmp_path):
    with pytest.raises(ProblemsError) as found:
        book_of(tmp_path)
    assert [one.values["kind"] for one in found.value.problems] == ["regeling", "bedragen", "samenloop"]


@pytest.mark.parametrize(("year", "value"), [(2023, None), (2024, "3.05"), (2025, "1.35"), (2026, None)])
def test_the_row_of_a_day(year, value):
    row = law_book().schemes["lkv_oudere"].parameters["per_uur_start_vanaf_2024"].on(date(year, 6, 1))
    assert (row and str(row.value)) == value


def test_before_an_unsure_start_it_is_unknown_and_not_out_of_force():
    early = assess(read_case({"peildatum": "2013-06-01"}, TODAY), law_book()).answers
    later = [one for one in early.values() if one.scheme.first > date(2013, 6, 1)]
    unsure = {one.scheme.id for one in later if one.scheme.start_mark == "U"}
    assert {one.scheme.id for one in later if [each.key for each in one.warnings] == ["unknown_before"]} == unsure
    assert {one.scheme.id for one in later if one.status == "not_in_force"} == {one.scheme.id for one in later} - unsure


def test_which_examples_change():
    book = law_book()
    assert changed_examples(book, book) == []
    more = with_change(book, {"lkv_banenafspraak.per_uur": 2}, date(2026, 1, 1))
    assert [(one.scheme, one.name, one.after) for one in changed_examples(book, more)] == [
        ("lkv_banenafspraak", "Vijftienhonderd uur", "unknown_needs, 200000 cent")
    ]


def test_a_scheme_that_is_new_is_told():
    book = law_book()
    less = replace(book, schemes={name: one for name, one in book.schemes.items() if name != "praktijkroute"})
    assert [(one.before, one.after) for one in changed_examples(less, book)] == [("-", "applies")]


def test_a_local_value_of_later_is_no_deviation_yet(tmp_path):
    body = deepcopy(LOCAL)
    body["waarden"]["vergoeding_werkgeverslasten"]["rijen"][0]["vanaf"] = date(2027, 1, 1)
    written(tmp_path, body)
    book = book_of(LAW, tmp_path)
    assert layered(book, book.schemes["lks"], "GM0363", TODAY).deviations == ()


@pytest.fixture
def shared():
    return load_yaml(needs(SHARED, "the shared reference data").read_text(encoding="utf-8"))


NAMES = {
    "lks_municipal_other": "lks_gemeentelijk",
}


def test_the_schemes_and_combinations_are_those_of_the_shared_data(shared):
    assert {NAMES.get(one["id"], one["id"]) for one in shared["schemes"]} == set(law_book().schemes)
    ours = [{one.one, one.other} for one in law_book().combinations]
    theirs = [{NAMES.get(one["a"], one["a"]), NAMES.get(one["b"], one["b"])} for one in shared["combinations"]]
    assert ours == theirs


PARAMETERS = {
    "wml_month": ("", "wml_maand"),
    "wml_hour": ("", "wml_uur"),
    "wml_adult_age": ("", "volwassen_leeftijd"),
    "holiday_allowance_pct": ("", "vakantiebijslag"),
    "lks_employer_cost_surcharge_pct": ("lks", "vergoeding_werkgeverslasten"),
    "lks_cap_pct": ("lks", "maximum"),
    "lks_flat_rate_pct": ("lks", "vast_deel"),
    "lks_flat_rate_max_months": ("lks", "vast_maanden"),
    "lks_decision_weeks": ("lks", "beslistermijn"),
    "lks_retro_application_months": ("lks", "termijn_na_start"),
    "lkv_banenafspraak_per_hour": ("lkv_banenafspraak", "per_uur"),
    "lkv_banenafspraak_max_year": ("lkv_banenafspraak", "meest_per_jaar"),
    "lkv_arbeidsgehandicapt_per_hour": ("lkv_arbeidsgehandicapt", "per_uur"),
    "lkv_arbeidsgehandicapt_max_year": ("lkv_arbeidsgehandicapt", "meest_per_jaar"),
    "lkv_arbeidsgehandicapt_max_months": ("lkv_arbeidsgehandicapt", "meeste_maanden"),
    "lkv_herplaatsing_per_hour": ("lkv_herplaatsing", "per_uur"),
    "lkv_herplaatsing_max_year": ("lkv_herplaatsing", "meest_per_jaar"),
    "lkv_herplaatsing_max_months": ("lkv_herplaatsing", "meeste_maanden"),
    "lkv_wrong_request_fine_max": ("lkv_banenafspraak", "boete_onterecht"),
    "liv_min_hours": ("liv", "minste_uren"),
    "premiekorting_banenafspraak": ("premiekorting", "per_jaar"),
    "norisk_sickpay_pct": ("norisk", "deel_dagloon"),
    "norisk_first_year_pct": ("norisk", "deel_eerste_jaar"),
    "norisk_max_weeks": ("norisk", "meeste_weken"),
    "norisk_lks_floor_pct": ("norisk", "minste_loonwaarde"),
    "norisk_lks_flat_loonwaarde_pct": ("norisk", "loonwaarde_vaste_subsidie"),
    "norisk_report_deadline_weeks": ("norisk", "melden_binnen"),
    "norisk_retro_max_months": ("norisk", "terugwerken"),
    "norisk_no_ask_months": ("norisk", "niet_vragen"),
    "norisk_late_report_fine_max": ("norisk", "boete_te_laat"),
    "loondispensatie_min_loss_pct": ("loondispensatie", "minder_prestatie"),
    "loondispensatie_min_months": ("loondispensatie", "minste_maanden"),
    "loondispensatie_max_months": ("loondispensatie", "meeste_maanden"),
    "quotum_pct_government": ("quotumheffing", "percentage_overheid"),
    "workplace_threshold_factor": ("werkplekaanpassing_uwv", "drempel_factor"),
    "workplace_advantage_threshold": ("werkplekaanpassing_uwv", "voordeel_telt_vanaf"),
    "interpreter_max_share_pct": ("tolk_werk", "deel_van_werktijd"),
    "interpreter_hour_rate": ("tolk_werk", "per_uur"),
    "transport_km_rate": ("vervoer_werk", "per_kilometer"),
    "proefplaatsing_max_months": ("proefplaatsing_uwv", "meeste_maanden"),
}


@pytest.mark.parametrize("name", PARAMETERS)
def test_the_values_are_those_of_the_shared_data(shared, name):
    scheme, ours = PARAMETERS[name]
    book = law_book()
    parameter = book.schemes[scheme].parameters[ours] if scheme else book.amounts[ours]
    rows = {(row.first.isoformat(), float(str(row.value)), row.mark == "U") for row in parameter.rows}
    theirs = {(one["from"], float(one["value"]), not one["verified"]) for one in shared["parameters"][name]["values"]}
    assert theirs <= rows
