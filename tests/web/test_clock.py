"""What the clock does with accounts: warned, wiped, asked whether people still belong, told what ends."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.organisations import contact, organisation
from tests.factories.people import account, acting, person

from banenafspraak.apps.accounts import actions
from banenafspraak.apps.accounts.enums import HelpKind, Kind, Role
from banenafspraak.apps.accounts.models import Account, Appointment, Help, Invitation, Token
from banenafspraak.apps.organisations import queries as organisations
from banenafspraak.apps.organisations.actions.records import check
from banenafspraak.apps.reminders.watches import WATCHES, days
from banenafspraak.web import clock

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HERE = "AM12"


def told(lines):
    return {line.to.email: line.what for line in lines}


def test_every_watch_is_known():
    assert {watch.name for watch in clock.watches()} <= set(WATCHES)


def test_who_was_not_seen_for_long_is_warned_and_wiped():
    ans = account(name="Ans")
    assert ans in clock.accounts()
    [line] = clock.warn_unused(ans)
    assert line.what == "Uw account wordt over 30 dagen gewist, tenzij u inlogt."
    assert line.link.endswith("/mijn/")
    clock.wipe_unused(ans)
    assert Account.objects.get(pk=ans.pk).wiped_at
    assert ans not in clock.accounts()


def test_who_reads_english_is_told_in_english():
    [line] = clock.warn_unused(account(language="en"))
    assert line.link.endswith("/en/mijn/")


def test_who_has_no_address_is_not_told():
    assert list(clock.warn_unused(account(email=None))) == []


def test_of_each_place_the_longest_ago_is_asked_about_once():
    boss = person(Role.DESK_MANAGER, HERE, administers=True)
    for ago in (10, 400, 300):
        adviser = person(Role.DESK_ADVISER, HERE)
        adviser.appointments.update(checked_on=timezone.localdate() - ago * DAY)
    person(Role.CANDIDATE)
    other = person(Role.DESK_ADVISER, "AM01").appointments.get()
    [longest, there] = clock.oldest_roles().order_by("checked_on")
    assert (timezone.localdate() - longest.checked_on).days == 400
    assert there == other
    assert told(clock.warn_unchecked(longest)) == {
        boss.email: "Kloppen de mensen van Gooi en Vechtstreek nog? Kijk ze na."
    }


def test_where_nobody_looks_after_people_the_platform_is_asked():
    admin = person(Role.PLATFORM_ADMIN, kind=Kind.NATION, administers=True)
    alone = person(Role.DESK_ADVISER, HERE).appointments.get()
    assert list(told(clock.warn_unchecked(alone))) == [admin.email]


def test_who_was_looked_at_is_not_asked_about():
    boss = person(Role.DESK_MANAGER, HERE, administers=True)
    Appointment.objects.update(checked_on=timezone.localdate() - 400 * DAY)
    actions.check_roles(acting(boss), Appointment.objects.all())
    assert [one.checked_on for one in clock.oldest_roles()] == [timezone.localdate()]


def test_help_that_ends_is_told_to_both():
    ans, cor = person(Role.CANDIDATE, name="Ans"), person(Role.JOB_COACH, "x", name="Cor")
    ends = timezone.localdate() + 10 * DAY
    given = actions.begin_help(acting(ans), ans, cor, HelpKind.JOB_COACH, ends)
    lines = told(clock.warn_help(given))
    assert set(lines) == {ans.email, cor.email}
    assert "Cor" in lines[ans.email]
    assert "Ans" in lines[cor.email]
    assert list(WATCHES["accounts:help"].records()) == [given]
    actions.end_help(acting(ans), given)
    assert list(WATCHES["accounts:help"].records()) == []
    assert Help.objects.exists()


def test_a_key_that_ends_is_told_to_its_maker():
    boss = person(Role.DESK_MANAGER, HERE, administers=True)
    key = actions.Key("loon", Kind.REGION, HERE, frozenset(), timezone.localdate() + DAY)
    made, _ = actions.make_token(acting(boss), boss, key)
    assert "“loon”" in told(clock.warn_token(made))[boss.email]
    actions.withdraw_token(acting(boss), made)
    assert list(WATCHES["accounts:token"].records()) == []
    assert Token.objects.exists()


def test_the_address_of_an_invitation_is_forgotten():
    boss = person(Role.DESK_MANAGER, HERE, administers=True)
    asked = actions.Asked(Role.DESK_ADVISER, Kind.REGION, HERE, "nieuw@voorbeeld.invalid")
    made, _ = actions.invite(acting(boss), boss, asked)
    clock.forget_invitation(made)
    assert Invitation.objects.get().email == ""
    assert list(WATCHES["accounts:invitation"].records()) == []


def test_there_is_time_between_the_warning_and_the_wiping():
    assert days("account_unused") - days("account_unused_warned") >= 30


def test_who_works_at_an_organisation_is_asked_whether_it_is_still_right():
    row, other = organisation("Bakkerij De Aar"), organisation("Nergens iemand")
    ans = person(Role.EMPLOYER_HR, str(row.public_id))
    person(Role.SITE_MANAGER, str(other.public_id), Kind.SITE)
    assert list(organisations.to_ask(checked=False)) == [row]
    assert told(clock.warn_organisation(row)) == {ans.email: "Klopt nog wat wij weten van Bakkerij De Aar?"}
    assert next(iter(clock.warn_organisation(row))).link.endswith(f"/organisaties/{row.public_id}/")
    check(acting(ans), row)
    assert list(organisations.to_ask(checked=False)) == []
    assert list(organisations.to_ask(checked=True)) == [row]


def test_who_keeps_a_person_to_call_is_asked_about_her():
    row, ans = organisation("Bakkerij De Aar"), person(Role.DESK_ADVISER, HERE, language="en")
    kept = contact(row, kept_by=ans.public_id)
    contact(row)
    assert list(organisations.contacts_to_ask()) == [kept]
    [line] = clock.warn_contact(kept)
    assert (line.to.email, line.link.partition("/en/")[1]) == (ans.email, "/en/")
    assert "Vera" not in line.what
