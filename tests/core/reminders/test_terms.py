"""Terms are whole: days, two sentences and a reason; all faults are told at once."""

import pytest

from banenafspraak.core.reminders.terms import Term, read_terms

WHOLE = """[kept]
days = 90
nl = "Na {days} dagen."
en = "After {days} days."
reason = "Ours."
"""


def test_a_term_is_read():
    [term] = read_terms(WHOLE).values()
    assert term == Term("kept", 90, "Na {days} dagen.", "After {days} days.", "Ours.")
    assert (term.sentence("nl"), term.sentence("en")) == ("Na 90 dagen.", "After 90 days.")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("days = 90", "days = 0", "days is no whole number"),
        ("days = 90", "days = true", "days is no whole number"),
        ("days = 90", "days = 99999", "days is no whole number"),
        ("Na {days} dagen.", "Na 90 dagen.", "nl is no sentence"),
        ("After {days} days.", "After {days} days", "en is no sentence"),
        ('en = "After {days} days."', "en = 3", "en is no sentence"),
        ("Ours.", " ", "reason is empty"),
        ("reason", "why", "not the keys"),
    ],
)
def test_a_fault_is_told(old, new, fault):
    with pytest.raises(ValueError, match=f"kept: {fault}"):
        read_terms(WHOLE.replace(old, new))


def test_all_faults_are_told_at_once():
    with pytest.raises(ValueError, match=r"a: not the keys .*\nkept: days"):
        read_terms("a = 1\n" + WHOLE.replace("90", "-1"))
