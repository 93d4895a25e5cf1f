"""A process that is killed while it sends: what was not handed over is sent by another, what was is reported."""

import os
import subprocess
import sys

import pytest
from aiosmtpd.controller import Controller
from tests.factories import ready
from tests.factories.post import Handler, free_port

WRITE = """
from banenafspraak.apps.mail import actions
about = actions.About("mail", "trial", "1")
letter = actions.write("trial", actions.To(email="kim@werk.example"), {"link": ""}, once="x", about=about)
print(letter.public_id)
"""
DIE = """
import os
from banenafspraak.apps.mail import actions, post
from banenafspraak.apps.mail.models import Letter
real = post._the_letter
def before(server, content):
    os._exit(9)
def after(server, content):
    real(server, content)
    os._exit(9)
def early(server, parcel):
    os._exit(9)
moments = {"early": ("_before_the_letter", early), "before": ("_the_letter", before), "after": ("_the_letter", after)}
setattr(post, *moments["%s"])
actions.send(str(Letter.objects.get().public_id))
"""
LATER = """
from datetime import timedelta
from django.utils import timezone
from banenafspraak.apps.mail import actions
from banenafspraak.apps.mail.enums import HOLD
from banenafspraak.apps.mail.models import Letter
Letter.objects.filter(state="taken").update(taken_until=timezone.now() - HOLD)
actions.ask_due()
letter = Letter.objects.get()
actions.send(str(letter.public_id))
letter.refresh_from_db()
print(letter.state, letter.fault)
"""


@pytest.fixture
def site(tmp_path, settle):
    """A site with a mail server beside it."""
    port, handler = free_port(), Handler([])
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    given = {"DATA_DIR": str(tmp_path), "DATABASE_URL": "", "MAIL_FROM": "post@banen.example"}
    environment = {**os.environ, **given, "MAIL_URL": f"smtp://127.0.0.1:{port}"}

    def run(code, expected=0):
        command = (sys.executable, "-m", "banenafspraak.web", "shell", "-v0", "-c", code)
        done = subprocess.run(command, env=environment, check=False, text=True, capture_output=True)
        assert done.returncode == expected, done.stderr
        return done.stdout.strip()

    settle(tmp_path, ready.TABLES)
    run(WRITE)
    yield run, handler
    controller.stop()


@pytest.mark.parametrize(
    ("moment", "end", "arrived"),
    [("early", "sent", 1), ("before", "uncertain mail-died", 0), ("after", "uncertain mail-died", 1)],
)
def test_a_letter_of_a_killed_process_arrives_at_most_once_and_is_never_forgotten(site, moment, end, arrived):
    run, handler = site
    run(DIE % moment, expected=9)
    assert run(LATER) == end
    assert run(LATER) == end
    assert len(handler.taken) == arrived
