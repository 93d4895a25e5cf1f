"""A scheme of the catalogue in words: everything of its file, in both languages, marked where nobody checked it."""

from datetime import date
from decimal import Decimal

import pytest

from banenafspraak.core.reports.numbers import euros
from banenafspraak.core.schemes.entries import entry, value_in_words
from banenafspraak.core.schemes.reading import law_book

BOOK = law_book()
NOW = date(2026, 11, 26)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", BOOK.schemes)
def test_every_scheme_is_told_whole(name, lang):
    """Every unit, kind, payer and value of every file has its words in both languages."""
    scheme = BOOK.schemes[name]
    one = entry(scheme, BOOK, NOW, lang)
    assert len(one.terms) + len(one.other_terms) == len(scheme.conditions)
    assert {each.title for each in one.values} >= {each.title.text(lang) for each in scheme.parameters.values()}
    assert all((one.name, one.gist, one.kind, one.state, one.whom, one.payer))


@pytest.mark.parametrize("name", BOOK.schemes)
def test_the_example_comes_to_what_the_file_says(name):
    """The last step is the amount: an example that is filled in adds up."""
    one = entry(BOOK.schemes[name], BOOK, NOW, "nl")
    if one.example and name != "quotumheffing":  # whose last step is what it would have been
        amount = next(each for each in BOOK.schemes[name].examples if "cent" in each["uitkomst"])["uitkomst"]["cent"]
        assert one.example.steps[-1][1] == euros(amount, "nl")
        assert one.example.outcome.startswith(euros(amount, "nl"))


def test_conditions_follow_the_day():
    before, after = (entry(BOOK.schemes["lkv_banenafspraak"], BOOK, date(year, 7, 1), "nl") for year in (2025, 2026))
    assert {one.text for one in before.terms} != {one.text for one in after.terms}
    assert {one.text for one in before.other_terms} & {one.text for one in after.terms}


def test_a_value_holds_until_the_day_before_the_next():
    one = entry(BOOK.schemes["lkv_banenafspraak"], BOOK, NOW, "nl")
    longest = [each for each in one.values if each.title == "Langste duur"]
    assert [(each.text, each.last, each.held) for each in longest] == [
        ("36 maanden", date(2025, 12, 31), False),
        ("zonder einde", None, True),
    ]


def test_what_nobody_checked_is_counted_and_marked():
    one = entry(BOOK.schemes["lkv_banenafspraak"], BOOK, NOW, "nl")
    assert (one.unsure, [each.start_unsure for each in one.values].count(True)) == (1, 1)


def test_places_with_rules_of_their_own_are_named():
    places = {one.title: one for one in entry(BOOK.schemes["lks"], BOOK, NOW, "en").places}
    assert places["De Ronde Venen"].where == "De Ronde Venen"
    assert places["Haaglanden"].values[0].text == "3 years"
    assert all(one.start_unsure for one in places["Haaglanden"].values)


@pytest.mark.parametrize(
    ("name", "day", "state"),
    [
        ("liv", NOW, "gold tot en met 31 december 2024"),
        ("wsw", NOW, "gesloten voor nieuwe mensen sinds 1 januari 2015"),
        ("slim", date(2019, 1, 1), "begint op 1 maart 2020"),
        ("lks", NOW, "nu van kracht"),
    ],
)
def test_the_state_of_a_scheme_is_told(name, day, state):
    one = entry(BOOK.schemes[name], BOOK, day, "nl")
    assert (one.state, one.is_open) == (state, state == "nu van kracht")


def test_values_are_written_as_their_reader_does():
    assert value_in_words({20: Decimal(80), 21: Decimal(100)}, "procent per leeftijd", "en") == (
        "age 20: 80, age 21: 100 percent"
    )
    assert value_in_words(1248, "betaalde uren per jaar", "nl") == "1.248 betaalde uren per jaar"
