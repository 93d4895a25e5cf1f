import pytest
from hypothesis import example, given, strategies as st
from stdnum.nl import bsn as other

from banenafspraak.core.kernel.identifiers import bsn, employer_id, holds_bsn, looks_like_bsn, passes_eleven_test


@given(st.text("0123456789", min_size=9, max_size=9))
@example("000000000")
@example("123456782")
def test_eleven_test_agrees_with_an_independent_one(digits):
    assert passes_eleven_test(digits) == other.is_valid(digits)


@pytest.mark.parametrize("text", ["12345678", "1234567890", "12345678a", "١٢٣٤٥٦٧٨٢", ""])
def test_eleven_test_takes_nine_digits_only(text):
    assert not passes_eleven_test(text)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("123456782", "123456782"),
        (" 1234.56.782 ", "123456782"),
        ("10000008", "010000008"),
        ("1000007", "001000007"),
        ("100005", None),
        ("123456789", None),
        ("1234567821", None),
        ("12345678x", None),
        ("", None),
    ],
)
def test_bsn_is_repaired_and_checked(text, digits):
    assert bsn(text) == digits


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("123456782", True),
        ("Jan 123456782 Jansen", True),
        ("nr10000008", True),
        ("123456789", False),
        ("1234567821", False),
        ("123456782L01", False),
        ("47.11", False),
    ],
)
def test_bsn_inside_a_text_is_seen(text, found):
    assert holds_bsn(text) is found


@pytest.mark.parametrize(
    ("text", "shaped"), [("123456789", True), ("1234 56 789", True), ("p-abc", False), ("1", False)]
)
def test_shape_of_a_bsn_is_seen(text, shaped):
    assert looks_like_bsn(text) is shaped


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("123456782L01", "123456782L01"),
        (" 123456782l01 ", "123456782L01"),
        ("123456789L01", None),
        ("W-17", "W-17"),
        ("x123456782", None),
        ("123456782", None),
        ("een naam", None),
        ("", None),
    ],
)
def test_employer_is_known_by_number_or_own_id(text, taken):
    assert employer_id(text) == taken
