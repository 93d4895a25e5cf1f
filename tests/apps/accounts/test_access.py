"""Who may what, where: decided from the roles of today, and nothing without the second step where a role asks it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.people import account, acting, administrator, person

from banenafspraak.apps.accounts.access import (
    NOBODY,
    SYSTEM,
    RefusedError,
    SecondStepError,
    actor_of_token,
    require,
    visible_to,
)
from banenafspraak.apps.accounts.enums import ADMINISTERS, POLICIES, HelpKind, Kind, Permission, Role
from banenafspraak.apps.accounts.models import Appointment, Help, Token

pytestmark = pytest.mark.django_db
HERE, THERE = "AM12", "AM01"
TODAY = timezone.localdate
DAY = timedelta(days=1)


def test_a_role_opens_its_own_place_alone():
    actor = acting(person(Role.DESK_ADVISER, HERE))
    assert actor.may(Permission.SEE_CONTACTS)
    assert actor.may(Permission.SEE_CONTACTS, Kind.REGION, HERE)
    assert not actor.may(Permission.SEE_CONTACTS, Kind.REGION, THERE)
    assert not actor.may(Permission.SEE_CONTACTS, Kind.ORGANISATION, HERE)
    assert not actor.may(Permission.SEE_OUTBOX)
    assert actor.scopes(Permission.SEE_CONTACTS, Kind.REGION) == {HERE}


def test_several_roles_add_up():
    who = person(Role.DESK_ADVISER, HERE)
    Appointment.objects.create(account=who, role=Role.DESK_ADVISER, scope_kind=Kind.REGION, scope_id=THERE)
    Appointment.objects.create(account=who, role=Role.EDITOR, scope_kind=Kind.NATION)
    assert acting(who).scopes(Permission.SEE_CONTACTS, Kind.REGION) == {HERE, THERE}


def test_a_role_for_the_nation_holds_everywhere():
    actor = acting(person(Role.PROGRAMME_LEAD, kind=Kind.NATION))
    assert actor.may(Permission.SEE_CONTACTS, Kind.REGION, HERE)
    assert actor.scopes(Permission.SEE_CONTACTS, Kind.REGION) is None


@pytest.mark.parametrize("role", [role for role in Role if POLICIES[role].second_factor])
def test_without_the_second_step_a_role_opens_nothing(role):
    who = person(role, HERE if Kind.NATION not in POLICIES[role].kinds else "", kind=None)
    actor = acting(who, second_step=False)
    assert [permission for permission in Permission if actor.may(permission)] == []
    for permission in POLICIES[role].permissions:
        with pytest.raises(SecondStepError):
            require(actor, permission)


def test_who_looks_after_people_needs_the_second_step_whatever_the_role():
    who = person(Role.EDITOR, administers=True)
    assert not acting(who, second_step=False).may(Permission.MANAGE_MEMBERS)
    assert all(acting(who).may(permission) for permission in ADMINISTERS)


@pytest.mark.parametrize("dates", [{"starts_on": 1, "ends_on": None}, {"starts_on": -9, "ends_on": -1}])
def test_a_role_that_does_not_hold_today_opens_nothing(dates):
    who = account()
    days = {name: None if days is None else TODAY() + days * DAY for name, days in dates.items()}
    Appointment.objects.create(account=who, role=Role.DESK_ADVISER, scope_kind=Kind.REGION, scope_id=HERE, **days)
    assert acting(who).standings == ()


def test_a_role_holds_on_its_last_day():
    who = account()
    Appointment.objects.create(
        account=who, role=Role.DESK_ADVISER, scope_kind=Kind.REGION, scope_id=HERE, ends_on=TODAY()
    )
    assert acting(who).may(Permission.SEE_CONTACTS)


def test_who_may_not_log_in_may_nothing():
    who = administrator()
    who.is_active = False
    assert acting(who) == NOBODY


def test_an_invented_person_is_nobody_once_a_site_is_real(settings):
    who = account(invented=True)
    Appointment.objects.create(account=who, role=Role.PLATFORM_ADMIN, scope_kind=Kind.NATION, administers=True)
    assert acting(who) == NOBODY
    settings.INSTALLATION = replace(settings.INSTALLATION, demo=True)
    assert acting(who).may(Permission.MANAGE_MEMBERS)


def test_nobody_may_nothing_and_the_site_everything():
    assert not any(NOBODY.may(permission) for permission in Permission)
    assert all(SYSTEM.may(permission, Kind.REGION, HERE) for permission in Permission)
    assert SYSTEM.scopes(Permission.SEE_CONTACTS, Kind.REGION) is None
    with pytest.raises(RefusedError):
        require(NOBODY, Permission.SEE_CONTACTS)


def test_help_opens_what_she_may_and_ends():
    candidate, coach = person(Role.CANDIDATE), person(Role.JOB_COACH, "x")
    given = Help.objects.create(candidate=candidate, helper=coach, kind=HelpKind.JOB_COACH, ends_on=TODAY())
    assert acting(coach).may_act_for(candidate.public_id)
    assert not acting(coach, second_step=False).may_act_for(candidate.public_id)
    assert not acting(candidate).may_act_for(coach.public_id)
    given.starts_on = given.ends_on = TODAY() - DAY
    given.save()
    assert not acting(coach).may_act_for(candidate.public_id)


def test_a_key_opens_what_it_names_in_its_place():
    made = {"digest": "0" * 64, "name": "loon", "ends_on": TODAY(), "made_by": account()}
    token = Token(scope_kind=Kind.ORGANISATION, scope_id="x", permissions=["counting.keep"], **made)
    actor = actor_of_token(token)
    assert actor.may(Permission.KEEP_COUNTS, Kind.ORGANISATION, "x")
    assert not actor.may(Permission.KEEP_COUNTS, Kind.ORGANISATION, "y")
    assert not actor.may(Permission.SEE_CONTACTS)


def test_people_are_visible_to_who_looks_after_their_place():
    boss, other = person(Role.DESK_MANAGER, HERE, administers=True), person(Role.DESK_MANAGER, THERE, administers=True)
    adviser = person(Role.DESK_ADVISER, HERE)
    rows = Appointment.objects.all()
    assert set(visible_to(acting(boss), rows)) == {boss.appointments.get(), adviser.appointments.get()}
    assert set(visible_to(acting(other), rows)) == {other.appointments.get()}
    assert list(visible_to(acting(adviser), rows)) == []
    assert visible_to(acting(administrator()), rows).count() == 4


@pytest.mark.parametrize("role", Role)
def test_every_role_says_what_it_does_and_where(role):
    policy = POLICIES[role]
    assert str(policy.sentence).endswith(".")
    assert policy.kinds
