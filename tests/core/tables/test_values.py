from datetime import UTC, date, datetime

import pytest

from banenafspraak.core.tables.values import (
    PARTS,
    HoursReading,
    read_date,
    read_hours,
    read_jobs,
    read_moment,
    read_relation,
    read_rule,
    read_sector,
    read_text,
    read_whole,
    read_word,
    read_yes,
)

LAST = date(2018, 12, 31)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-12-31", LAST),
        ("20181231", LAST),
        ("2018/12/31", LAST),
        ("31-12-2018", LAST),
        ("31/12/2018", LAST),
        ("31.12.2018", LAST),
        ("1-2-2018", date(2018, 2, 1)),
        ("2018-12-31 00:00:00", LAST),
        ("2018-12-31T00:00:00.000000000", LAST),
        ("2018-12-31T00:00:00Z", LAST),
        ("2018-12-30T23:00:00Z", LAST),
        ("2018-12-31 00:00:00+0100", LAST),
        ("1900-01-01", date(1900, 1, 1)),
        ("2199-12-31", date(2199, 12, 31)),
        ("31-02-2018", None),
        ("2018-02-31", None),
        ("12/31/2018", None),
        ("31-12/2018", None),
        ("2018115", None),
        ("2018-W52-1", None),
        ("2018W521", None),
        ("2018-12-31 10:00", None),
        ("2018-12-31T10:00:00Z", None),
        ("9999-12-31T23:59:00-12:00", None),
        ("1899-12-31", None),
        ("2200-01-01", None),
        ("31-12-18", None),
        ("43465", None),
        ("maandag de eerste", None),
        ("", None),
    ],
)
def test_date_in_all_its_forms(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("text", "comma", "dot", "shows"),
    [
        ("110", 11000, 11000, ""),
        ("-8", -800, -800, ""),
        ("\u22128,5", -850, -850, ","),
        ("1.234,50", 123450, 123450, ","),
        ("1234.5", 123450, 123450, "."),
        ("1,234.50", 123450, 123450, "."),
        ("12,5", 1250, 1250, ","),
        ("12.5000", 1250, 1250, "."),
        ("1.234.567,5", 123456750, 123456750, ","),
        ("1.234", 123400, None, ""),
        ("1.230", 123000, 123, ""),
        ("99.999", 9999900, None, ""),
        ("100.000", 10000, 10000, "."),
        ("100.001", None, None, "."),
        ("1,234", None, 123400, ""),
        ("1,230", 123, 123000, ""),
        ("110.920", 11092, 11092, "."),
        ("110,920", 11092, 11092, ","),
        ("110.925", None, None, "."),
        ("0.125", None, None, "."),
        ("110,925,1", None, None, ""),
        ("12,345678", None, None, ","),
        ("1e3", None, None, ""),
        ("--8", None, None, ""),
        ("", None, None, ""),
    ],
)
def test_hours_under_both_signs(text, comma, dot, shows):
    assert read_hours(text) == HoursReading(comma, dot, shows)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-02-03T10:00:00", datetime(2026, 2, 3, 9, tzinfo=UTC)),
        ("2026-07-03T10:00:00", datetime(2026, 7, 3, 8, tzinfo=UTC)),
        ("2026-02-03T10:00:00+00:00", datetime(2026, 2, 3, 10, tzinfo=UTC)),
        ("03-02-2026 9:05", datetime(2026, 2, 3, 8, 5, tzinfo=UTC)),
        ("3/2/2026 10:00:01", datetime(2026, 2, 3, 9, 0, 1, tzinfo=UTC)),
        ("2026-02-03", datetime(2026, 2, 2, 23, tzinfo=UTC)),
        ("0001-01-01T00:00:00", None),
        ("9999-12-31T23:59:59", None),
        ("31-02-2026 10:00", None),
        ("morgen", None),
    ],
)
def test_moment_in_dutch_time(text, moment):
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    ("text", "value"), [("061", 61), ("15.0", 15), ("-3", -3), ("1,5", None), ("1234567890", None)]
)
def test_whole_number(text, value):
    assert read_whole(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("0001", "1"), ("7.0", "7"), ("1" * 18, "1" * 18), ("1" * 19, None), ("a", None)]
)
def test_number_of_a_relation(text, value):
    assert read_relation(text) == value


def test_words():
    assert [read_rule(word) for word in ("Volledig", "aanvulling", "aanvullend", "correctie", "INTREKKING", "x")] == [
        *(0, 1, 1, 2, 3),
        None,
    ]
    assert [read_yes(word) for word in ("Ja", "0", "misschien")] == [True, False, None]
    assert [read_sector(word) for word in ("Overheid", "zorg")] == ["overheid", None]


@pytest.mark.parametrize(("text", "kept"), [("Ede", "Ede"), ("#N/B", None), ("#DIV/0!", None), ("nr 123456782", None)])
def test_text_without_bsn_or_error_is_kept(text, kept):
    assert read_text(text) == kept


@pytest.mark.parametrize(
    ("text", "jobs"),
    [
        ("53390", 53390),
        ("-830", -830),
        ("\u2212830", -830),
        ("0", 0),
        ("999999", 999_999),
        ("53390.0", 53390),
        ("53390.00000", 53390),
        ("1000000", None),
        ("15.000", None),
        ("53.390", None),
        ("53,390", None),
        ("15.5", None),
        ("1e3", None),
        ("+5", None),
        ("", None),
    ],
)
def test_jobs_are_whole_and_without_a_sign_between_thousands(text, jobs):
    assert read_jobs(text) == jobs


def test_a_word_is_known_in_capitals_or_not():
    assert [read_word(PARTS, word) for word in ("MARKT", "government", "zorg")] == ["market", "government", None]
