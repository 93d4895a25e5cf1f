"""An answer as data: whole, as described, in two languages; and the description of a case fits what is read."""

from datetime import date

import jsonschema
import pytest

from banenafspraak.core.schemes.answers import Status
from banenafspraak.core.schemes.assessing import assess
from banenafspraak.core.schemes.cases import natural, read_case
from banenafspraak.core.schemes.cataloguing import catalogue_as_data, checked_on, has_unverified, parameters_of
from banenafspraak.core.schemes.describing import answer_schema, case_schema, catalogue_schema, years_schema
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.outlook import outlook
from banenafspraak.core.schemes.reading import law_book
from banenafspraak.core.schemes.telling import assessment_as_data, case_as_data, outlook_as_data

DAY = date(2026, 7, 1)
FULL = {
    "peildatum": "2026-07-01",
    "startdatum": "2026-06-01",
    "geboortedatum": "1995-04-12",
    "woongemeente": "Amsterdam",
    "begeleid_door_gemeente": "ja",
    "kan_minimumloon_verdienen": False,
    "loonwaarde": 60,
    "loonwaarde_op_werkplek_gemeten": True,
    "uren_per_week": "28,5",
    "voltijd_uren": 38,
    "loon_per_maand": 1800,
    "arbeidsovereenkomst": True,
    "in_doelgroepregister": True,
    "verloonde_uren": 1500,
    "uitkering": "bijstand",
    "is_ziek": False,
}
CASES = {
    "nothing": {},
    "full": FULL,
    "before": {**FULL, "peildatum": "2014-06-01", "startdatum": "2014-01-01"},
    "ill": {**FULL, "is_ziek": True, "ziek_vanaf": "2026-06-20", "dagloon": "91.25"},
    "later": {**FULL, "peildatum": "2027-02-01"},
}


def told(case, lang="nl"):
    return assessment_as_data(assess(read_case(case, DAY), law_book()), lang)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", CASES)
def test_an_answer_is_as_described(name, lang):
    jsonschema.Draft202012Validator(answer_schema(), format_checker=jsonschema.FormatChecker()).validate(
        told(CASES[name], lang)
    )


def refuses(schema, data):
    """Whether a schema refuses data that is otherwise."""
    return not jsonschema.Draft202012Validator(schema).is_valid(data)


@pytest.mark.parametrize("field", [*told(FULL)["regelingen"][0]])
def test_the_description_of_an_answer_misses_every_field_and_no_other_may_come(field):
    less, more = told(FULL), told(FULL)
    del less["regelingen"][0][field]
    more["regelingen"][0][f"{field}_meer"] = 1
    assert (refuses(answer_schema(), less), refuses(answer_schema(), more)) == (True, True)


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_as_described_and_reads_back_the_same(name):
    jsonschema.validate(CASES[name], case_schema())
    case = read_case(CASES[name], DAY)
    data = case_as_data(case)
    flat = {"peildatum": data["peildatum"], **data["feiten"]}
    jsonschema.validate(flat, case_schema())
    assert read_case(flat, date(1999, 1, 1)) == case


@pytest.mark.parametrize("schema", [case_schema, answer_schema, catalogue_schema, years_schema])
def test_the_descriptions_are_valid_ones(schema):
    jsonschema.Draft202012Validator.check_schema(schema())


def test_every_bound_that_is_read_is_described_and_nothing_beyond():
    """Each fact at both its ends passes the description and the reader; what is no fact passes neither."""
    for name, fact in facts().items():
        ends = (363,) if fact.kind == "gemeente" else fact.extremes
        for end in ends:
            jsonschema.validate({name: natural(name, end)}, case_schema())
            assert read_case({name: natural(name, end)}, DAY).known == {name: end}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"bsn": "111222333"}, case_schema())


def test_the_answer_tells_amount_reason_step_and_source():
    found = {one["id"]: one for one in told(FULL)["regelingen"]}
    assert [*found] == [*law_book().schemes]
    lkv = found["lkv_banenafspraak"]
    assert lkv["bedrag"] == {
        "laagste_cent": 0, "hoogste_cent": 151500, "per": "kalenderjaar", "per_tekst": "per kalenderjaar",
    }  # fmt: skip
    assert lkv["stappen"][0] == {
        "naam": "uren", "tekst": "Betaalde uren in het jaar", "waarde": "1500", "eenheid": "uur", "precies": True,
    }  # fmt: skip
    per_hour = next(one for one in lkv["waarden"] if one["naam"] == "per_uur")
    assert (per_hour["waarde"], per_hour["vanaf"], per_hour["zekerheid"]) == ("1.01", "2018-01-01", "V")
    assert per_hour["bron"]["adres"].startswith("https://")
    assert {one["met"] for one in lkv["samenloop"]} >= {"lks"}


def test_an_amount_that_never_ends_says_that_it_is_cut():
    """Hours that are reckoned from a part of a year are seldom whole."""
    case = {**FULL, "peildatum": "2026-08-01", "startdatum": "2026-07-10", "verloonde_uren": None}
    steps = [one for scheme in told(case)["regelingen"] for one in scheme["stappen"] if one["naam"] == "uren"]
    assert {(one["precies"], len(one["waarde"].partition(".")[2])) for one in steps} == {(False, 6)}


def test_what_is_missing_is_asked_with_its_choices():
    asked = {one["feit"]: one for scheme in told({})["regelingen"] for one in scheme["nog_te_weten"]}
    assert asked["doelgroepverklaring"]["keuzes"][0] == {"keuze": "op_tijd", "tekst": "ja"}
    assert asked["in_doelgroepregister"]["vraag"] == "Staat de werknemer in het doelgroepregister?"


def test_statuses_stand_as_tokens_and_in_words():
    found = {one["status"]: one["status_tekst"] for one in told(FULL, "en")["regelingen"]}
    assert found == {status: Status(status).text("en") for status in found}


def test_the_years_are_told_per_scheme_and_payer():
    case = read_case(FULL, DAY)
    years = outlook_as_data(outlook(case, law_book(), 1))
    jsonschema.validate(years, years_schema())
    first = years[0]
    assert (first["jaar"], first["hoogste_cent"] > first["laagste_cent"] >= 0) == (2026, True)
    assert {one["betaler"] for one in first["betalers"]} <= {one["betaler"] for one in first["regelingen"]}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", law_book().schemes)
def test_every_scheme_of_the_catalogue_is_as_described(name, lang):
    told = catalogue_as_data(law_book().schemes[name], law_book(), lang)
    jsonschema.Draft202012Validator(catalogue_schema(), format_checker=jsonschema.FormatChecker()).validate(told)


def test_the_description_of_the_catalogue_misses_every_field():
    whole = catalogue_as_data(law_book().schemes["lks"], law_book(), "nl")
    missed = {field: {key: one for key, one in whole.items() if key != field} for field in whole}
    assert {field for field, data in missed.items() if not refuses(catalogue_schema(), data)} == set()


def test_a_scheme_that_borrows_values_tells_those_of_its_lender():
    book = law_book()
    lent = {one.name for one in parameters_of(book.schemes["lks"], book)}
    assert lent <= {one.name for one in parameters_of(book.schemes["beschut_werk"], book)}


def test_an_unverified_value_is_known_as_one():
    book = law_book()
    found = {one.name: has_unverified(one) for one in parameters_of(book.schemes["lkv_banenafspraak"], book)}
    assert found == {"per_uur": False, "meest_per_jaar": False, "meeste_maanden": False, "boete_onterecht": True}


def test_the_neighbours_stand_with_their_days():
    told = catalogue_as_data(law_book().schemes["premiekorting"], law_book())
    assert [(one["met"], one["soort"], one["vanaf"], one["tot"]) for one in told["samenloop"]] == [
        ("lks", "sluit_uit", "2015-01-01", "2015-12-31"),
        ("lks", "samen", "2016-01-01", "2017-12-31"),
    ]


def test_the_sources_were_read_up_to_a_day():
    assert checked_on() == date(2026, 11, 22)
