"""Reading law/: exact values, the text of a day, and every fault in a file named with its place."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
import yaml

from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.kernel.law import LegalValue, all_law, law_named, law_on, law_sources, read_text

PATH = "nl/wet/onderwerp/2015-01-01.yaml"
LEAF = {"waarde": 1, "eenheid": "uren", "artikel": "1", "bron": "WFSV26", "zekerheid": "V"}


def text(path=PATH, leaf=None, **head):
    """A text of law that is whole, with some of its head or its one value changed."""
    whole = {
        "wet": "wet",
        "titel": "Een wet",
        "onderwerp": "onderwerp",
        "geldig_vanaf": date(2015, 1, 1),
        "ingang": {"zekerheid": "V", "noot": "Datum van de tekst."},
        "waarden": {"uren": leaf or LEAF},
        "voorbeelden": [],
    } | head
    content = {key: value for key, value in whole.items() if value != "left out"}
    return read_text(path, load_yaml(yaml.safe_dump(content)), "0" * 64)


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2015, 1, 1), date(2015, 1, 1)),
        (date(2015, 12, 31), date(2015, 1, 1)),
        (date(2016, 1, 1), date(2016, 1, 1)),
        (date(2018, 7, 27), date(2016, 1, 1)),
        (date(2018, 7, 28), date(2018, 7, 28)),
        (date.max, date(2026, 7, 1)),
    ],
)
def test_the_latest_text_begun_holds(day, start):
    found = law_on("nl/wfsv/doelgroep", day)
    assert (found.valid_from, found.before_first) == (start, False)


def test_a_day_before_the_first_text_gets_the_first_and_says_so():
    found = law_on("nl/wfsv/doelgroep", date(2014, 12, 31))
    assert (found.valid_from, found.before_first) == (date(2015, 1, 1), True)


def test_a_subject_or_name_that_is_not_there_is_refused():
    with pytest.raises(LookupError, match="nl/wfsv/onbekend"):
        law_on("nl/wfsv/onbekend", date(2018, 1, 1))
    with pytest.raises(LookupError, match="no such text"):
        law_named("nl/wfsv/doelgroep/onbekend")


def test_a_text_without_a_start_is_found_by_name_only():
    found = law_named("nl/wet_banenafspraak/doelgroep/niet-in-werking")
    assert (found.valid_from, found.rule_set, found.start_mark) == (None, "wba", "U")
    with pytest.raises(LookupError, match="no such subject in law/: nl/wet_banenafspraak/doelgroep"):
        law_on("nl/wet_banenafspraak/doelgroep", date(2030, 1, 1))


def test_each_of_the_20_target_hours_is_a_whole_number_of_jobs_of_the_same_hours():
    monitor = law_on("nl/regeling_wfsv/monitor", date(2018, 12, 31))
    hours = monitor.values["uren_per_baan_per_maand"].number
    targets = monitor.section("doeluren")
    jobs = {name: value.number / hours for name, value in targets.items()}
    assert len(targets) == 20
    assert hours == Fraction("110.92")
    assert {name for name, number in jobs.items() if number.denominator != 1 or number % 500} == set()
    assert (jobs["government.2018"], jobs["market.2018"]) == (12500, 31000)
    assert {name for name, value in targets.items() if value.mark == "V"} == {"government.2018", "market.2018"}


def test_no_other_hours_of_two_decimals_give_the_printed_hours():
    monitor = law_on("nl/regeling_wfsv/monitor", date(2018, 12, 31)).section("doeluren")
    assert Fraction(monitor["government.2018"].whole, 12500) == Fraction("110.92")
    assert Fraction(monitor["market.2018"].whole, 31000) == Fraction("110.92")


@pytest.mark.parametrize(
    ("year", "counts", "unknown"),
    [(2015, set(), set()), (2016, {"38b.2"}, {"38b.1.e", "38b.6"}), (2018, {"38b.2", "38b.1.e"}, {"38b.6"})],
)
def test_the_grounds_of_a_year(year, counts, unknown):
    values = law_on("nl/wfsv/doelgroep", date(year, 12, 31)).values
    first = {"38b.1.a", "38b.1.b", "38b.1.c", "38b.1.d", "38f.5"}
    assert set(values["gronden_die_tellen"].texts) == first | counts
    assert set(values["gronden_ingang_onbekend"].texts) >= unknown
    assert values["gronden_ingang_onbekend"].mark == ("U" if unknown else "V")


@pytest.mark.parametrize(
    "found", [each for each in all_law() if each.subject == "doelgroep"], ids=lambda each: each.path
)
def test_every_ground_named_has_its_wording(found):
    named = {*found.values["gronden_die_tellen"].texts, *found.values["gronden_ingang_onbekend"].texts}
    assert named == set(found.section("gronden"))


def test_an_example_in_a_text_of_grounds_holds():
    for found in all_law():
        for example in found.raw["voorbeelden"]:
            if "grond" in example["gegeven"]:
                named = {*found.values["gronden_die_tellen"].texts, *found.values["gronden_ingang_onbekend"].texts}
                assert (example["gegeven"]["grond"] in named) is example["uitkomst"]["telt"]


def test_an_example_of_jobs_holds():
    monitor = law_on("nl/regeling_wfsv/monitor", date(2018, 12, 31))
    hours = monitor.values["uren_per_baan_per_maand"].number
    for example in monitor.raw["voorbeelden"]:
        assert example["gegeven"]["uren"] / hours == example["uitkomst"]["banen"]


def test_an_example_of_codes_holds():
    codes = law_on("nl/loonaangifte/codes", date(2022, 1, 1))
    for example in codes.raw["voorbeelden"]:
        ((section, code),) = example["gegeven"].items()
        assert codes.section(section)[code].text == example["uitkomst"]["waarde"]


def test_the_size_norm_of_the_quota_is_its_product():
    values = law_on("nl/wfsv/quotum", date(2018, 1, 1)).values
    assert values["werknemers_norm"].whole * values["uren_per_werknemer_per_jaar"].whole == values["norm_uren"].whole


def test_values_are_read_exactly():
    found = {
        "tekst": text(leaf=LEAF | {"waarde": "regulier"}).values["uren"].text,
        "getal": text(leaf=LEAF | {"waarde": "110.92"}).values["uren"].number,
        "artikelen": text(leaf=LEAF | {"waarde": "2.28 en 2.30"}).values["uren"].text,
        "lijst": text(leaf=LEAF | {"waarde": ["a", "b"]}).values["uren"].texts,
        "dag": text(leaf=LEAF | {"waarde": date(2026, 1, 1)}).values["uren"].day,
        "geheel": text().values["uren"].whole,
    }
    assert found == {
        "tekst": "regulier",
        "getal": Fraction(2773, 25),
        "artikelen": "2.28 en 2.30",
        "lijst": ("a", "b"),
        "dag": date(2026, 1, 1),
        "geheel": 1,
    }


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        (True, "number"),
        ("a", "number"),
        (True, "whole"),
        (Decimal("1.0"), "whole"),
        (1, "text"),
        ("a", "texts"),
        (1, "day"),
    ],
)
def test_a_value_is_not_read_as_what_it_is_not(value, asked):
    with pytest.raises(TypeError, match="no "):
        getattr(LegalValue(value, "uren", "1", "WFSV26", "V"), asked)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"leaf": LEAF | {"waarde": 110.92}}, "quoted decimal"),
        ({"leaf": LEAF | {"waarde": [1]}}, "quoted decimal"),
        ({"leaf": LEAF | {"waarde": None}}, "quoted decimal"),
        ({"leaf": LEAF | {"extra": 1}}, "uren: unknown extra"),
        ({"leaf": {"waarde": 1, "eenheid": "uren"}}, "uren: missing artikel, bron, zekerheid"),
        ({"leaf": LEAF | {"eenheid": " "}}, "no text in eenheid"),
        ({"leaf": LEAF | {"artikel": 38}}, "no text in artikel"),
        ({"leaf": LEAF | {"bron": "ERGENS"}}, "unknown source ERGENS"),
        ({"leaf": LEAF | {"zekerheid": "X"}}, "none of V, D, U"),
        ({"waarden": {"uren": 1331}}, "uren: a value without source"),
        ({"waarden": [1]}, "no mapping"),
        ({"waarden": {2.2: LEAF}}, "quote the name 2.2"),
        ({"waarden": {True: LEAF}}, "quote the name True"),
        ({"waarden": "left out"}, "head: missing waarden"),
        ({"iets": 1}, "head: unknown iets"),
        ({"ingang": {"zekerheid": "V"}}, "ingang: missing noot"),
        ({"ingang": {"zekerheid": "X", "noot": "Zo."}}, "ingang: the mark"),
        ({"voorbeelden": [{"naam": "Een"}]}, "voorbeelden: missing gegeven"),
        ({"wet": "andere"}, "another law or subject"),
        ({"onderwerp": "ander"}, "another law or subject"),
        ({"geldig_vanaf": date(2016, 1, 1)}, "not the day in the file name"),
        ({"geldig_vanaf": "2015-01-01"}, "not the day in the file name"),
        ({"geldig_vanaf": None}, "a day in the file name and none"),
    ],
)
def test_a_fault_in_a_file_is_named_with_its_place(changed, message):
    with pytest.raises(ValueError, match=message) as caught:
        text(**changed)
    assert str(caught.value).startswith(PATH)


def test_a_section_inside_a_section_keeps_its_whole_name():
    found = text(waarden={"doeluren": {"market": {2015: LEAF}}})
    assert set(found.values) == {"doeluren.market.2015"}
    assert set(found.section("doeluren")) == {"market.2015"}


def test_sources_have_a_title_and_an_address():
    assert [key for key, each in law_sources().items() if not each.title or not each.address] == []
