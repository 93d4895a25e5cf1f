"""Filling runs its steps in their order, those with invented data only where that is wanted."""

import io

import pytest
from django.core.management import call_command

from banenafspraak.web.filling import Step, fill


@pytest.mark.parametrize(("demo", "done"), [(True, ["a", "b", "c"]), (False, ["a", "c"])])
def test_steps_run_in_order(demo, done):
    ran = []
    steps = tuple(Step(name, lambda name=name: ran.append(name), invented=name == "b") for name in "abc")
    assert list(fill(steps, demo=demo)) == ran == done


@pytest.mark.django_db
def test_filling_again_does_no_harm():
    told = [io.StringIO(), io.StringIO()]
    for out in told:
        call_command("fill", stdout=out)
    assert told[0].getvalue() == told[1].getvalue()
