"""What an employer sees: no cover and no sensitive fact before two months, and never without consent."""

from datetime import date

import pytest

from banenafspraak.core.schemes.assessing import assess
from banenafspraak.core.schemes.cases import read_case
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.reading import law_book
from banenafspraak.core.schemes.seen import for_employer
from banenafspraak.core.schemes.telling import assessment_as_data

TODAY = date(2026, 7, 1)
FACTS = {"uitkering": "wajong", "in_doelgroepregister": "ja", "register_grond": "d", "startdatum": "2026-05-01"}


def shown(*, consent, **more):
    found = assess(read_case(FACTS | more, TODAY), law_book())
    return for_employer(found, law_book(), consent=consent)


@pytest.mark.parametrize(
    ("consent", "start", "hidden"),
    [
        (True, "2026-05-01", ()),
        (True, "2026-05-02", ("norisk",)),
        (True, None, ("norisk",)),
        (False, "2020-01-01", ("norisk",)),
    ],
)
def test_both_consent_and_two_months(consent, start, hidden):
    assert shown(consent=consent, startdatum=start).withheld == hidden


def test_nothing_sensitive_is_left():
    found = shown(consent=False)
    secret = {name for name, one in facts().items() if one.sensitive}
    assert not secret & set(found.assessment.case.known)
    for answer in found.assessment.answers.values():
        told = {name for one in answer.outcomes for name in one.condition.rule.facts()}
        assert not secret & told
        assert not secret & set(answer.needs)
        assert "norisk" not in {one.other for one in answer.conflicts}
    assert "norisk" not in found.assessment.answers


def test_nothing_that_is_left_hangs_on_a_sensitive_fact():
    one, other = (shown(consent=False, uitkering=benefit).assessment for benefit in ("wajong", "ww"))
    assert assessment_as_data(one) == assessment_as_data(other)


def test_with_consent_all_is_shown():
    found = assess(read_case(FACTS, TODAY), law_book())
    assert for_employer(found, law_book(), consent=True).assessment == found
