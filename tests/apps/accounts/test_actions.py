"""Inviting, taking an invitation, ending roles, helping, keys and wiping: once happy, and every way to be refused."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.people import account, acting, administrator, person

from banenafspraak.apps.accounts import actions, queries
from banenafspraak.apps.accounts.access import SYSTEM, RefusedError
from banenafspraak.apps.accounts.actions import Asked, Key, StoppedError
from banenafspraak.apps.accounts.enums import HelpKind, Kind, Permission, Role
from banenafspraak.apps.accounts.models import Account, Appointment, Help, Invitation
from banenafspraak.apps.audit.models import Entry
from banenafspraak.apps.audit.queries import verify

pytestmark = pytest.mark.django_db
HERE, THERE = "AM12", "AM01"
ADVISER = Asked(Role.DESK_ADVISER, Kind.REGION, HERE, "nieuw@voorbeeld.invalid")
DAY = timedelta(days=1)


@pytest.fixture
def boss():
    return person(Role.DESK_MANAGER, HERE, administers=True)


def tags():
    return list(Entry.objects.order_by("number").values_list("tag", flat=True))


def stops(code, deed, *given, **named):
    with pytest.raises(StoppedError) as told:
        deed(*given, **named)
    return told.value.code == code


def test_who_is_invited_holds_the_role(boss):
    made, secret = actions.invite(acting(boss), boss, ADVISER)
    assert secret not in str(vars(made))
    found = actions.invitation_of(secret)
    who = actions.join(found, " Jan ", "een lang wachtwoord")
    assert (who.email, who.name) == ("nieuw@voorbeeld.invalid", "Jan")
    assert acting(who).may(Permission.SEE_CONTACTS, Kind.REGION, HERE)
    assert tags() == ["accounts:invitation:made", "accounts:invitation:taken"]
    assert verify().broken is None


def test_an_invitation_opens_once(boss):
    _, secret = actions.invite(acting(boss), boss, ADVISER)
    found = actions.invitation_of(secret)
    actions.join(found, "Jan", None)
    assert stops("invitation-used", actions.invitation_of, secret)
    assert stops("invitation-used", actions.take_invitation, found, Account.objects.get(name="Jan"))
    assert "accounts:invitation:misused" in tags()


def test_an_invitation_is_for_its_own_address(boss):
    _, secret = actions.invite(acting(boss), boss, ADVISER)
    other, meant = account(), account(email="NIEUW@voorbeeld.invalid")
    assert stops("invitation-other", actions.take_invitation, actions.invitation_of(secret), other)
    assert stops("account-there", actions.join, actions.invitation_of(secret), "Jan", None)
    assert actions.take_invitation(actions.invitation_of(secret), meant).role == Role.DESK_ADVISER
    assert not other.appointments.exists()


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("invitation-over", lambda one: one.update(ends_at=timezone.now())),
        ("invitation-withdrawn", lambda one: one.update(withdrawn_at=timezone.now())),
        ("invitation-unknown", lambda one: one.delete()),
    ],
)
def test_an_invitation_that_does_not_hold_says_why(boss, code, change):
    made, secret = actions.invite(acting(boss), boss, ADVISER)
    change(Invitation.objects.filter(pk=made.pk))
    assert stops(code, actions.invitation_of, secret)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Asked(Role.EDITOR, Kind.REGION, HERE, "a@b.invalid"), "role-elsewhere"),
        (Asked(Role.DESK_ADVISER, Kind.REGION, "AM99", "a@b.invalid"), "role-elsewhere"),
        (Asked(Role.DESK_ADVISER, Kind.REGION, HERE), "address-missing"),
    ],
)
def test_what_cannot_be_is_not_asked(asked, code):
    boss = administrator()
    assert stops(code, actions.invite, acting(boss), boss, asked)
    assert not Invitation.objects.exists()


def test_only_who_looks_after_a_place_invites_there(boss):
    adviser = person(Role.DESK_ADVISER, HERE)
    for who, asked in ((adviser, ADVISER), (boss, Asked(Role.DESK_ADVISER, Kind.REGION, THERE, "a@b.invalid"))):
        with pytest.raises(RefusedError):
            actions.invite(acting(who), who, asked)


def test_a_coach_invites_a_candidate_without_an_address():
    coach = person(Role.JOB_COACH, "x")
    _, secret = actions.invite(acting(coach), coach, Asked(Role.CANDIDATE, Kind.SELF))
    who = actions.join(actions.invitation_of(secret), "Ans", None)
    assert who.email is None
    assert not who.has_usable_password()
    assert [one.role for one in queries.roles_of(who)] == [Role.CANDIDATE]


def test_a_new_way_in_is_for_that_person_and_gives_no_role():
    coach, ans = person(Role.JOB_COACH, "x"), person(Role.CANDIDATE, email=None)
    _, secret = actions.invite(acting(coach), coach, Asked(Role.CANDIDATE, Kind.SELF), ans)
    assert stops("invitation-other", actions.take_invitation, actions.invitation_of(secret), account())
    assert actions.take_invitation(actions.invitation_of(secret), ans) is None


def test_an_invitation_that_is_withdrawn_opens_nothing(boss):
    made, secret = actions.invite(acting(boss), boss, ADVISER)
    with pytest.raises(RefusedError):
        actions.withdraw_invitation(acting(person(Role.DESK_MANAGER, THERE, administers=True)), made)
    actions.withdraw_invitation(acting(boss), made)
    assert stops("invitation-withdrawn", actions.invitation_of, secret)


def test_a_role_that_is_taken_away_opens_nothing_from_now_on(boss):
    adviser = person(Role.DESK_ADVISER, HERE)
    actions.end_role(acting(boss), adviser.appointments.get())
    assert acting(adviser).standings == ()
    assert tags() == ["accounts:role:withdrawn"]


def test_one_may_lay_down_a_role_of_her_own_and_no_other():
    adviser, other = person(Role.DESK_ADVISER, HERE), person(Role.DESK_ADVISER, HERE)
    with pytest.raises(RefusedError):
        actions.end_role(acting(adviser), other.appointments.get())
    actions.end_role(acting(adviser), adviser.appointments.get())
    assert acting(adviser).standings == ()


def test_the_last_who_looks_after_a_place_stays(boss):
    own = boss.appointments.get()
    assert stops("last-administrator", actions.end_role, acting(boss), own)
    assert stops("last-administrator", actions.set_administers, acting(boss), own, administers=False)
    assert stops("last-administrator", actions.wipe, acting(boss), boss)
    second = person(Role.DESK_ADVISER, HERE)
    actions.set_administers(acting(boss), second.appointments.get(), administers=True)
    actions.end_role(acting(boss), own)
    assert acting(second).may(Permission.MANAGE_MEMBERS, Kind.REGION, HERE)


def test_who_may_not_log_in_does_not_count_as_one_who_looks_after(boss):
    person(Role.DESK_ADVISER, HERE, administers=True, is_active=False)
    assert stops("last-administrator", actions.end_role, acting(boss), boss.appointments.get())


def test_it_is_noted_that_people_are_still_right(boss):
    Appointment.objects.update(checked_on=timezone.localdate() - 400 * DAY)
    actions.check_roles(acting(boss), Appointment.objects.all())
    assert boss.appointments.get().checked_on == timezone.localdate()
    with pytest.raises(RefusedError):
        actions.check_roles(acting(boss), [person(Role.DESK_ADVISER, THERE).appointments.get()])


def test_a_candidate_lets_a_coach_help_and_no_longer():
    ans, coach = person(Role.CANDIDATE), person(Role.JOB_COACH, "x")
    until = timezone.localdate() + 30 * DAY
    given = actions.begin_help(acting(ans), ans, coach, HelpKind.JOB_COACH, until)
    assert acting(coach).may_act_for(ans.public_id)
    with pytest.raises(RefusedError):
        actions.end_help(acting(person(Role.JOB_COACH, "x")), given)
    actions.end_help(acting(ans), given)
    assert not acting(coach).may_act_for(ans.public_id)
    assert tags() == ["accounts:help:begun", "accounts:help:ended"]


def test_help_has_its_bounds():
    ans, coach, today = person(Role.CANDIDATE), person(Role.JOB_COACH, "x"), timezone.localdate()
    actor = acting(ans)
    assert stops("help-oneself", actions.begin_help, actor, ans, ans, HelpKind.JOB_COACH, today)
    assert stops("help-over", actions.begin_help, actor, ans, coach, HelpKind.JOB_COACH, today - DAY)
    assert stops("help-too-long", actions.begin_help, actor, ans, coach, HelpKind.JOB_COACH, today + 400 * DAY)
    for who, kind in ((acting(coach), HelpKind.JOB_COACH), (actor, HelpKind.LEGAL_REPRESENTATIVE)):
        with pytest.raises(RefusedError):
            actions.begin_help(who, ans, coach, kind, today)
    actions.begin_help(acting(administrator()), ans, account(), HelpKind.LEGAL_REPRESENTATIVE, today)


def key(**given):
    until = timezone.localdate() + 30 * DAY
    return Key(
        **{"name": "loon", "kind": Kind.REGION, "scope_id": HERE, "permissions": frozenset(), "ends_on": until} | given
    )


def test_a_key_is_known_by_its_secret_until_it_is_withdrawn(boss):
    made, secret = actions.make_token(acting(boss), boss, key(permissions=frozenset({Permission.SEE_CONTACTS})))
    today = timezone.localdate()
    assert secret.startswith("bna_")
    assert queries.token_of(secret, today) == made
    assert queries.token_of(secret, today + 31 * DAY) is None
    assert queries.token_of(secret + "x", today) is None
    actions.withdraw_token(acting(boss), made)
    assert queries.token_of(secret, today) is None


def test_a_key_opens_no_more_than_its_maker_may(boss):
    with pytest.raises(RefusedError):
        actions.make_token(acting(boss), boss, key(permissions=frozenset({Permission.SEE_OUTBOX})))
    with pytest.raises(RefusedError):
        actions.make_token(acting(boss), boss, key(scope_id=THERE))
    assert stops("token-over", actions.make_token, acting(boss), boss, key(ends_on=timezone.localdate() - DAY))
    assert stops(
        "token-too-long", actions.make_token, acting(boss), boss, key(ends_on=timezone.localdate() + 400 * DAY)
    )


def test_what_is_kept_is_taken_along_by_herself_alone():
    ans = person(Role.CANDIDATE, name="Ans")
    found = actions.take_along(acting(ans), ans)
    assert found["accounts"]["naam"] == "Ans"
    assert found["accounts"]["rollen"][0]["rol"] == "kandidaat of werknemer"
    assert tags() == ["accounts:data:taken"]
    with pytest.raises(RefusedError):
        actions.take_along(acting(administrator()), ans)


def test_who_is_wiped_leaves_no_name_and_no_way_in():
    ans, coach = person(Role.CANDIDATE, name="Ans", email="ans@voorbeeld.invalid"), person(Role.JOB_COACH, "x")
    actions.begin_help(acting(ans), ans, coach, HelpKind.JOB_COACH, timezone.localdate())
    actions.wipe(acting(ans), ans)
    left = Account.objects.get(pk=ans.pk)
    assert (left.email, left.name, left.is_active, left.has_usable_password()) == (None, "", False, False)
    assert not Help.objects.exists()
    assert acting(left).standings == ()
    assert tags()[-1] == "accounts:data:wiped"
    account(email="ans@voorbeeld.invalid")


def test_nobody_else_wipes_a_person_save_the_clock():
    ans = person(Role.CANDIDATE)
    with pytest.raises(RefusedError):
        actions.wipe(acting(administrator()), ans)
    actions.wipe(SYSTEM, ans, "accounts:data:expired")
    assert not Account.objects.get(pk=ans.pk).is_active


def test_being_here_is_noted_once_a_day():
    ans, today = account(), timezone.localdate()
    actions.see(ans, today + DAY)
    assert Account.objects.get(pk=ans.pk).seen_on == today + DAY
