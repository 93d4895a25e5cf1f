"""Without guesses the same is asked and found; only the bands of what is not settled are not reckoned."""

from datetime import date

import pytest

from banenafspraak.core.schemes.answers import Status
from banenafspraak.core.schemes.asking import questions
from banenafspraak.core.schemes.assessing import assess
from banenafspraak.core.schemes.cases import read_case
from banenafspraak.core.schemes.reading import law_book

ON, BOOK = date(2026, 11, 26), law_book()
CASES = ({}, {"uitkering": "bijstand", "loonwaarde": 60}, {"uitkering": "wajong", "wsw": "geen", "prestatie": 50})


@pytest.mark.parametrize("given", CASES)
def test_the_next_questions_and_what_is_settled_stay_the_same(given):
    case = read_case(given, ON)
    whole, quick = assess(case, BOOK), assess(case, BOOK, guesses=False)
    assert questions(quick, BOOK, most=99) == questions(whole, BOOK, most=99)
    settled = [name for name, one in whole.answers.items() if one.status is not Status.UNKNOWN_NEEDS]
    assert {name: quick.answers[name] for name in settled} == {name: whole.answers[name] for name in settled}


@pytest.mark.parametrize("given", CASES)
def test_what_is_not_settled_has_no_amount_and_needs_the_same_first(given):
    case = read_case(given, ON)
    quick, whole = assess(case, BOOK, guesses=False), assess(case, BOOK)
    for one in quick.with_status(Status.UNKNOWN_NEEDS):
        needs = whole.answers[one.scheme.id].needs
        assert (one.money, one.needs) == (None, needs[: len(one.needs)])
