"""The clock: each stage once, one letter a reader a day, quiet hours, no flood after standing still, none forgotten."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from tests.factories import people

from banenafspraak.apps.accounts.enums import Role
from banenafspraak.apps.accounts.models import Appointment
from banenafspraak.apps.mail import actions as mail
from banenafspraak.apps.mail.enums import Fault, State as Letters
from banenafspraak.apps.mail.models import Letter
from banenafspraak.apps.mail.queries import is_free
from banenafspraak.apps.reminders import actions
from banenafspraak.apps.reminders.enums import Decision, State
from banenafspraak.apps.reminders.models import Reminder
from banenafspraak.apps.reminders.watches import WATCHES, Stage, Telling, Watch, days, register
from banenafspraak.apps.work.management.commands.work import Worker
from banenafspraak.apps.work.models import Task

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Europe/Amsterdam")
DUE = date(2026, 3, 31)
MONTH_BEFORE, WEEK_BEFORE = date(2026, 2, 27), date(2026, 3, 24)


def at(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=HERE)


def tick(day, hour=9):
    actions.tick(at(day, hour))


def tellings(one):
    account = one.account
    what = f"De rol {one.role} loopt af."
    return [Telling(mail.To(account.email or "", account=account), what, "https://banen.example/x/", account.language)]


class Roles:
    """A watch over roles that end: two warnings, then they expire."""

    def __init__(self):
        self.expired, self.tellings = [], tellings
        stages = (
            Stage("month", -30, "Een maand ervoor.", warn=self.tell),
            Stage("week", -7, "Een week ervoor.", warn=self.tell),
            Stage("over", 0, "Het is voorbij.", expire=self.end),
        )
        rows = Appointment.objects.select_related("account").filter(ends_on__isnull=False, administers=False)
        self.watch = Watch("accounts:role", "Rollen", rows.all, "ends_on", stages, lambda one: one.role)

    def tell(self, one):
        return self.tellings(one)

    def end(self, one):
        self.expired.append(one.pk)
        Appointment.objects.filter(pk=one.pk).update(administers=True)

    def decide(self, one, stage, decision):
        return actions.decide(self.watch, one, self.watch.stage(stage), decision, people.account().public_id)


@pytest.fixture
def roles():
    made = Roles()
    register(made.watch)
    yield made
    del WATCHES["accounts:role"]


def role(due=DUE, account=None, kind=Role.EDITOR):
    who = account or people.account()
    return Appointment.objects.create(
        account=who, role=kind, scope_kind="nation", starts_on=date(2025, 1, 1), ends_on=due
    )


def states(one, **given):
    rows = Reminder.objects.filter(record=str(one.public_id), **given)
    return dict(rows.values_list("stage", "state"))


def told():
    return {letter.to: [item["what"] for item in letter.context["items"]] for letter in Letter.objects.all()}


def test_each_stage_happens_once_on_its_day(roles):
    one = role()
    day = MONTH_BEFORE - timedelta(days=3)
    letters = {}
    while day <= DUE + timedelta(days=2):
        for hour in (7, 9, 9, 12, 22) if day in {MONTH_BEFORE, WEEK_BEFORE, DUE} else (9,):
            tick(day, hour)
            letters.setdefault(Letter.objects.count(), (day, hour))
        day += timedelta(days=1)
    assert letters == {0: (MONTH_BEFORE - timedelta(days=3), 9), 1: (MONTH_BEFORE, 9), 2: (WEEK_BEFORE, 9)}
    assert roles.expired == [one.pk]
    assert states(one) == {"month": State.DONE, "week": State.DONE, "over": State.DONE}
    assert set(Reminder.objects.filter(stage="over").values_list("day", flat=True)) == {DUE}


@pytest.mark.usefixtures("roles")
def test_everything_for_one_reader_is_one_letter():
    who, other = people.account(), people.account()
    for kind in (Role.EDITOR, Role.ANALYST, Role.PROGRAMME_LEAD):
        role(account=who, kind=kind)
    role(account=other)
    tick(MONTH_BEFORE)
    assert {to: len(items) for to, items in told().items()} == {who.email: 3, other.email: 1}
    assert Reminder.objects.filter(letter__to=who.email).count() == 3


@pytest.mark.usefixtures("roles")
def test_what_comes_later_on_a_day_waits_for_the_next():
    who = people.account()
    role(account=who)
    tick(MONTH_BEFORE)
    late = role(account=who, kind=Role.ANALYST)
    tick(MONTH_BEFORE, 15)
    assert (Letter.objects.count(), states(late)["month"]) == (1, State.PLANNED)
    tick(MONTH_BEFORE + timedelta(days=3))
    assert (Letter.objects.count(), states(late)["month"]) == (2, State.DONE)


@pytest.mark.parametrize("hour", [0, 7, 20, 23])
def test_at_night_letters_wait_and_what_expires_does_not(roles, hour):
    warned, over = role(), role(MONTH_BEFORE)
    tick(MONTH_BEFORE, hour)
    assert Letter.objects.count() == 0
    assert (states(warned)["month"], roles.expired) == (State.PLANNED, [over.pk])
    tick(MONTH_BEFORE)
    if hour < 9:
        assert Letter.objects.count() == 1


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 3, 1), date(2026, 4, 3), date(2026, 4, 27)])
def test_on_a_free_day_letters_wait_and_what_expires_does_not(roles, day):
    assert is_free(day)
    warned, over = role(day + timedelta(days=30)), role(day)
    tick(day)
    assert Letter.objects.count() == 0
    assert roles.expired == [over.pk]
    assert states(warned) == {"month": State.PLANNED}


def test_a_clock_that_stood_still_tells_the_last_alone(roles):
    one, over = role(), role(WEEK_BEFORE)
    tick(WEEK_BEFORE)
    assert states(one) == {"month": State.SKIPPED, "week": State.DONE}
    assert states(over) == {"month": State.SKIPPED, "week": State.SKIPPED, "over": State.DONE}
    assert (roles.expired, len(told())) == ([over.pk], 1)


@pytest.mark.usefixtures("roles")
def test_what_waits_is_passed_over_when_something_later_is_due():
    one = role()
    tick(MONTH_BEFORE, 21)
    assert states(one) == {"month": State.PLANNED}
    tick(WEEK_BEFORE)
    assert states(one) == {"month": State.SKIPPED, "week": State.DONE}
    assert len(told()) == 1


@pytest.mark.usefixtures("roles")
def test_some_letters_go_in_a_run_and_the_rest_in_the_next(monkeypatch):
    monkeypatch.setattr(actions, "MOST_LETTERS", 2)
    for _ in range(5):
        role()
    for number in (2, 4, 5, 5):
        tick(MONTH_BEFORE)
        assert Letter.objects.count() == number
    assert len(told()) == 5


@pytest.mark.usefixtures("roles")
def test_a_date_that_moves_begins_anew():
    one = role()
    tick(MONTH_BEFORE, 21)
    Appointment.objects.update(ends_on=DUE + timedelta(days=60))
    tick(MONTH_BEFORE + timedelta(days=3))
    assert (states(one), Letter.objects.count()) == ({"month": State.SKIPPED}, 0)
    tick(date(2026, 4, 30))
    assert states(one, due_on=DUE + timedelta(days=60)) == {"month": State.DONE}


@pytest.mark.usefixtures("roles")
def test_what_needs_no_warning_any_more_gets_none():
    one = role()
    tick(MONTH_BEFORE, 21)
    Appointment.objects.update(ends_on=None)
    tick(MONTH_BEFORE + timedelta(days=3))
    assert (states(one), Letter.objects.count()) == ({"month": State.SKIPPED}, 0)


def test_more_readers_of_one_record_each_have_their_letter_once(roles):
    one, more = role(), [people.account() for _ in range(3)]
    roles.tellings = lambda row: [
        Telling(mail.To(account.email, account=account), f"Over {row.role}.", "https://banen.example/")
        for account in more
    ]
    for _ in range(3):
        tick(MONTH_BEFORE)
    assert set(told()) == {account.email for account in more}
    assert Reminder.objects.filter(record=str(one.public_id), state=State.DONE).count() == 3


def test_without_a_reader_it_is_skipped_and_seen(roles):
    roles.tellings = lambda _row: []
    one = role()
    tick(MONTH_BEFORE)
    assert (states(one), Letter.objects.count()) == ({"month": State.SKIPPED}, 0)


@pytest.mark.usefixtures("roles")
def test_a_reader_without_an_address_is_told_of_in_the_outbox():
    one = role(account=people.account(email=None))
    tick(MONTH_BEFORE)
    assert states(one) == {"month": State.DONE}
    letter = Letter.objects.get()
    assert (letter.state, letter.fault) == (Letters.FAILED, Fault.NO_ADDRESS)


def test_one_that_cannot_expire_does_not_keep_the_others_and_is_tried_again(roles, caplog):
    broken, fine = role(DUE), role(DUE)
    ended = roles.end

    def end(one):
        if one.pk == broken.pk and fine.pk not in roles.expired:
            raise ValueError("geheim")
        ended(one)

    object.__setattr__(roles.watch.stage("over"), "expire", end)
    tick(DUE)
    assert (roles.expired, states(broken)["over"]) == ([fine.pk], State.PLANNED)
    assert "ValueError" in caplog.text
    assert "geheim" not in caplog.text
    tick(DUE)
    assert (roles.expired, states(broken)["over"]) == ([fine.pk, broken.pk], State.DONE)


def test_a_person_holds_back_and_lets_go(roles):
    one = role()
    assert roles.decide(one, "month", Decision.HOLD)
    assert not roles.decide(one, "month", Decision.HOLD)
    tick(MONTH_BEFORE)
    assert (states(one), Letter.objects.count()) == ({"month": State.HELD}, 0)
    assert roles.decide(one, "month", Decision.RELEASE)
    tick(MONTH_BEFORE, 10)
    assert (states(one), Letter.objects.count()) == ({"month": State.DONE}, 1)
    assert not roles.decide(one, "month", Decision.HOLD)


def test_what_is_held_is_let_go_before_its_time_and_waits_for_it(roles):
    one = role()
    roles.decide(one, "month", Decision.HOLD)
    roles.decide(one, "month", Decision.RELEASE)
    tick(MONTH_BEFORE - timedelta(days=1))
    assert Letter.objects.count() == 0
    tick(MONTH_BEFORE)
    assert Letter.objects.count() == 1


def test_a_person_sends_now_once(roles):
    one = role()
    assert roles.decide(one, "week", Decision.NOW)
    assert not roles.decide(one, "week", Decision.NOW)
    assert (states(one), Letter.objects.count()) == ({"week": State.DONE}, 1)
    assert Letter.objects.get().by_day is False
    tick(WEEK_BEFORE)
    assert Letter.objects.count() == 1


def test_another_clock_that_is_just_ahead_leaves_nothing_double(roles):
    one = role()
    tick(MONTH_BEFORE, 21)
    [row] = Reminder.objects.all()
    items = [actions.Item(row, roles.tellings(one)[0])]
    assert actions.write_letter(items, "x")
    assert not actions.write_letter(items, "y")  # as the second clock saw it, a moment ago
    assert Letter.objects.count() == 1


def test_the_housekeeping_wipes_letters_after_their_term():
    old, young, waiting = (
        mail.write("trial", mail.To("kim@werk.example"), {"link": "x"}, once=name, about=mail.About("mail", "x", "1"))
        for name in ("oud", "jong", "wacht")
    )
    Letter.objects.filter(once="oud").update(written_at=at(date(2026, 1, 5)), state=Letters.SENT)
    Letter.objects.filter(once="jong").update(written_at=at(date(2026, 1, 6)), state=Letters.SENT)
    Letter.objects.filter(once="wacht").update(written_at=at(date(2026, 1, 5)))
    day = date(2026, 1, 5) + timedelta(days=days("letters_kept"))
    tick(day - timedelta(days=1))
    assert Letter.objects.filter(wiped_at=None).count() == 3
    tick(day, 23)
    for letter, state in ((old, Letters.SENT), (waiting, Letters.FAILED)):
        letter.refresh_from_db()
        assert (letter.state, letter.to, letter.context, letter.to_account) == (state, "", {}, None)
    young.refresh_from_db()
    assert young.to == "kim@werk.example"
    assert Task.objects.filter(name=mail.TELL).count() == 1


def test_the_worker_knows_the_clock():
    assert settings.REGULAR_WORK["reminders.tick"] == 300
    letter = mail.write("trial", mail.To("a@b.example"), {"link": "x"}, once="x", about=mail.About("mail", "x", "1"))
    Letter.objects.update(written_at=at(date(2025, 1, 5)))
    Worker(timedelta(seconds=30)).regular()
    letter.refresh_from_db()
    assert letter.wiped_at


def test_a_stage_warns_or_expires():
    with pytest.raises(ValueError, match="must warn or expire"):
        Stage("leeg", 0, "Niets.")
