"""Numbers and dates as the reader writes them."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from banenafspraak.core.reports.numbers import (
    MONTHS,
    Hidden,
    brief,
    day,
    exact,
    known,
    moment,
    number,
    percent,
    shown,
    signed,
)
from banenafspraak.core.reports.words import say, words

PLACES = set(re.findall(r"{(\w+)}", " ".join(text for texts in words().values() for text in texts.values())))


@pytest.mark.parametrize(
    ("value", "places", "dutch", "english"),
    [
        (0, 0, "0", "0"),
        (999, 0, "999", "999"),
        (1000, 0, "1.000", "1,000"),
        (53390, 0, "53.390", "53,390"),
        (118000000, 0, "118.000.000", "118,000,000"),
        (-830, 0, "−830", "−830"),
        (Decimal("6.005"), 2, "6,01", "6.01"),
        (Decimal("-1101.31"), 2, "−1.101,31", "−1,101.31"),
        (Fraction(1, 3), 1, "0,3", "0.3"),
        (Fraction(-1, 3), 0, "0", "0"),
        (Fraction(5, 2), 0, "3", "3"),
        (10**24, 0, "1" + 8 * ".000", "1" + 8 * ",000"),
        (Decimal("12345678901234567890.5"), 1, "12.345.678.901.234.567.890,5", "12,345,678,901,234,567,890.5"),
    ],
)
def test_a_number_is_written_as_its_reader_does(value, places, dutch, english):
    assert (number(value, "nl", places), number(value, "en", places)) == (dutch, english)


@pytest.mark.parametrize(("value", "text"), [(6615, "+6.615"), (-1403, "−1.403"), (0, "0"), (Fraction(1, 3), "0")])
def test_a_difference_has_its_sign(value, text):
    assert signed(value, "nl") == text


@pytest.mark.parametrize(
    ("share", "places", "dutch", "english"),
    [
        (Fraction(88, 100), 0, "88\u00a0%", "88%"),
        (Decimal("0.0276"), 2, "2,76\u00a0%", "2.76%"),
        (1, 0, "100\u00a0%", "100%"),
    ],
)
def test_a_percentage_keeps_its_sign_beside_it(share, places, dutch, english):
    assert (percent(share, "nl", places), percent(share, "en", places)) == (dutch, english)


@pytest.mark.parametrize("value", [1.5, True, "12"])
def test_only_exact_numbers_are_taken(value):
    with pytest.raises(TypeError, match="exact numbers"):
        exact(value)


def test_unknown_and_hidden_are_never_zero():
    for lang in ("nl", "en"):
        texts = [write(value, lang) for write in (shown, brief) for value in (None, *Hidden)]
        assert "0" not in texts
        assert len(set(texts)) == len(texts)
    assert [known(value) for value in (None, *Hidden)] == [None] * 3


def test_dates_are_written_out():
    assert (day(date(2018, 12, 31), "nl"), day(date(2018, 12, 31), "en")) == ("31 december 2018", "31 December 2018")
    assert len(MONTHS["nl"]) == len(MONTHS["en"]) == 12


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (date(2018, 12, 31), "2018"),
        (date(2021, 3, 31), "kw\u00a01\u00a02021"),
        (date(2021, 6, 30), "kw\u00a02\u00a02021"),
        (date(2021, 12, 30), "30 december 2021"),
    ],
)
def test_a_reference_date_is_short_in_a_chart(on, text):
    assert moment(on, "nl") == text


def test_every_sentence_stands_in_both_languages_with_the_same_places():
    fill = dict.fromkeys(PLACES, "x")
    for name, texts in words().items():
        assert set(texts) == {"nl", "en"}, name
        places = [{part for part in fill if f"{{{part}}}" in texts[lang]} for lang in ("nl", "en")]
        assert places[0] == places[1], name
        assert all("{" not in say(lang, name, **fill) for lang in ("nl", "en")), name
