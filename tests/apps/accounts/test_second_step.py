"""A role that asks for a second step of logging in opens nothing without it."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from tests.factories.people import person, session_of

from banenafspraak.apps.accounts.access import actor_of
from banenafspraak.apps.accounts.enums import Kind, Permission

pytestmark = pytest.mark.django_db


def actor(account, **given):
    request = HttpRequest()
    request.user, request.session = account, SessionStore(session_of(account, **given))
    return actor_of(request)


def test_a_coach_may_only_after_the_second_step():
    coach = person("desk_adviser", "AM12", second_step=True)
    before, after = actor(coach, second_step=False), actor(coach)
    where = (Permission.SEE_CONTACTS, Kind.REGION, "AM12")
    assert (before.may(*where), Permission.SEE_CONTACTS in before.waiting) == (False, True)
    assert (after.may(*where), after.waiting) == (True, frozenset())


def test_what_another_account_did_in_a_session_does_not_count():
    coach, other = person("desk_adviser", "AM12", second_step=True), person("desk_adviser", "AM12")
    request = HttpRequest()
    request.user, request.session = other, SessionStore(session_of(coach))
    assert not actor_of(request).may(Permission.SEE_CONTACTS)
