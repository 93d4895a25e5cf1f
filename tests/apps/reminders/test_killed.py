"""A clock that is killed half-way: the next one goes on, and nobody is told twice or forgotten."""

import os
import subprocess
import sys

import pytest
from tests.factories import ready

START = """
import os
from datetime import date, datetime
from zoneinfo import ZoneInfo
from banenafspraak.apps.accounts.models import Account, Appointment
from banenafspraak.apps.mail import actions as mail
from banenafspraak.apps.mail.models import Letter
from banenafspraak.apps.reminders import actions
from banenafspraak.apps.reminders.models import Reminder
from banenafspraak.apps.reminders.watches import Stage, Telling, Watch, register

DIES_AT = "%s"
done = 0

def dies(moment, after=3):
    global done
    done += moment == DIES_AT
    if done == after and moment == DIES_AT:
        os._exit(9)

def tell(one):
    return [Telling(mail.To(one.account.email, account=one.account), "Loopt af.", "https://banen.example/")]

def end(one):
    Appointment.objects.filter(pk=one.pk).update(administers=True)
    dies("expire")

def write(*given, **named):
    letter = written(*given, **named)
    dies("letter")
    return letter

written, mail.write = mail.write, write
register(Watch(
    "accounts:role", "Rollen", Appointment.objects.filter(ends_on__isnull=False, administers=False).all, "ends_on",
    (Stage("week", -7, "Een week ervoor.", warn=tell), Stage("over", 0, "Voorbij.", expire=end)),
))
day = date(2026, 3, 31)
here = ZoneInfo("Europe/Amsterdam")
"""
MAKE = """
for number in range(5):
    who = Account.objects.create_user(f"persoon{number}@voorbeeld.invalid")
    for role in ("editor", "analyst"):
        Appointment.objects.create(account=who, role=role, scope_kind="nation", ends_on=day, starts_on=date(2025, 1, 1))
"""
WARN = "actions.tick(datetime(2026, 3, 24, 9, tzinfo=here))"
END = "actions.tick(datetime(2026, 3, 31, 9, tzinfo=here))"
TELL = """
print(Letter.objects.count(), sum(len(one.context["items"]) for one in Letter.objects.all()))
print(Reminder.objects.filter(stage="week", state="done").exclude(letter=None).count())
print(Reminder.objects.filter(expires=True, state="done").count(), Appointment.objects.filter(administers=True).count())
"""


@pytest.fixture
def run(tmp_path, settle):
    """Runs code in a process of its own, on a site with ten roles that end."""
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": "", "MAIL_URL": ""}

    def run(code, dies_at="", expected=0, times=1):
        command = (sys.executable, "-m", "banenafspraak.web", "shell", "-v0", "-c", START % dies_at + code)
        given = {"env": environment, "text": True, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        at_once = [subprocess.Popen(command, **given) for _ in range(times)]
        told = [one.communicate() for one in at_once]
        assert [one.returncode for one in at_once] == [expected] * times, told
        return told[0][0].split()

    settle(tmp_path, ready.TABLES)
    run(MAKE)
    return run


def test_a_clock_that_is_killed_while_it_writes_tells_each_reader_once(run):
    run(WARN, "letter", expected=9)
    letters, items, told, *_ = run(TELL)
    assert (letters, items, told) == ("2", "4", "4")
    for _ in range(2):
        run(WARN)
        assert run(TELL)[:3] == ["5", "10", "10"]


def test_a_clock_that_is_killed_while_things_expire_goes_on_where_it_was(run):
    run(END, "expire", expected=9)
    assert run(TELL)[3:] == ["2", "2"]
    for _ in range(2):
        run(END)
        assert run(TELL)[3:] == ["10", "10"]
    assert run(TELL)[0] == "0"


@pytest.mark.parametrize("code", [WARN, END])
def test_clocks_that_run_at_once_do_everything_once(run, code):
    run(code, times=3)
    run(code)
    assert run(TELL) == (["5", "10", "10", "0", "0"] if code == WARN else ["0", "0", "0", "10", "10"])
