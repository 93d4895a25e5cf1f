"""Every condition of every scheme: a case in which it holds, and the same case but for one input, in which it fails."""

from datetime import date
from pathlib import Path

import pytest

from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.schemes.answers import Status
from banenafspraak.core.schemes.assessing import assess
from banenafspraak.core.schemes.cases import read_case
from banenafspraak.core.schemes.reading import law_book

TODAY = date(2026, 7, 1)
PAIRS = load_yaml(Path(__file__).with_name("pairs.yaml").read_text(encoding="utf-8"))


def bases():
    """Scheme, case, and the inputs that make a condition fail."""
    for scheme, body in PAIRS.items():
        for part in (body, *body.get("also", ())):
            yield scheme, body["base"] | part["base"], part["pairs"]


ALL = [(scheme, base, name, change) for scheme, base, pairs in bases() for name, change in pairs.items()]


def answer(scheme, facts):
    return assess(read_case(facts, TODAY), law_book(), only=[scheme]).answers[scheme]


def truth(found, name):
    return next(one.truth for one in found.outcomes if one.condition.name == name)


@pytest.mark.parametrize(("scheme", "base", "name", "change"), ALL, ids=[f"{one[0]}-{one[2]}" for one in ALL])
def test_one_input_decides(scheme, base, name, change):
    assert len(change) == 1
    holds, fails = answer(scheme, base), answer(scheme, base | change)
    assert (holds.status, truth(holds, name)) == (Status.APPLIES, 1)
    closed = fails.scheme.closed_from is not None
    assert (fails.status, truth(fails, name)) == (Status.CLOSED_TO_NEW if closed else Status.DOES_NOT_APPLY, -1)


def test_every_condition_has_its_pair():
    there = {(scheme, one.name) for scheme, body in law_book().schemes.items() for one in body.conditions}
    assert {(scheme, name) for scheme, _, name, _ in ALL} == there
