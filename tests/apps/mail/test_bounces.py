"""Mail that came back finds its letter, and its address when nothing arrives there; strangers change nothing."""

import io
import mailbox
import sys
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import OperationalError
from tests.core.mail import samples
from tests.factories.post import again, written

from banenafspraak.apps.mail import actions
from banenafspraak.apps.mail.enums import Fault, State
from banenafspraak.apps.mail.models import Address, Letter
from banenafspraak.apps.work.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    made = written()
    Letter.objects.filter(pk=made.pk).update(mark=samples.MARK, state=State.SENT)
    Task.objects.all().delete()
    return again(made)


def told(letter):
    found = again(letter)
    return found.state, found.fault


def read(place, text=b"", monkeypatch=None):
    if monkeypatch:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text)))
    out = io.StringIO()
    call_command("bounces", str(place), stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.parametrize("raw", [samples.report(), samples.BY_ADDRESS, samples.HEADERS_ONLY])
def test_a_letter_to_an_address_that_is_gone_comes_back(letter, raw):
    actions.bounce(raw)
    assert told(letter) == (State.BOUNCED, Fault.UNDELIVERABLE)
    assert [task.name for task in Task.objects.all()] == [actions.TELL]
    assert told(written()) == (State.FAILED, Fault.UNDELIVERABLE)


@pytest.mark.parametrize(
    ("raw", "end"),
    [
        (samples.FULL, (State.BOUNCED, Fault.BOUNCED)),
        (samples.TOO_LONG, (State.BOUNCED, Fault.BOUNCED)),
        (samples.LATE, (State.SENT, "")),
    ],
)
def test_what_passes_is_counted_and_the_address_stays(letter, raw, end):
    actions.bounce(raw)
    assert told(letter) == end
    found = Address.objects.get()
    assert (found.undeliverable_since, found.soft_bounces) == (None, 1)
    assert told(written())[0] == State.WAITING


def test_a_report_that_comes_twice_is_told_once(letter):
    for _ in range(2):
        actions.bounce(samples.report())
    assert Task.objects.count() == 1
    assert told(letter)[0] == State.BOUNCED


def test_a_letter_that_waits_again_is_not_brought_back_by_an_old_report(letter):
    Letter.objects.update(state=State.WAITING)
    actions.bounce(samples.FULL)
    assert told(letter)[0] == State.WAITING


def test_after_the_term_a_report_still_finds_its_letter(letter):
    actions.wipe(letter)
    actions.bounce(samples.report())
    assert told(letter)[0] == State.BOUNCED
    assert Address.objects.count() == 0


def test_strangers_and_other_mail_change_nothing(letter, tmp_path):
    for number, raw in enumerate([*samples.BROKEN, samples.report(letter=""), samples.DELIVERED]):
        file = tmp_path / f"{number}.eml"
        file.write_bytes(raw)
        assert read(file).startswith(f"{number}.eml: bounce-")
    assert told(letter) == (State.SENT, "")
    assert (Address.objects.count(), Letter.objects.count()) == (0, 1)


def test_a_mail_server_hands_a_mail_in_on_standard_input(letter, monkeypatch):
    assert read("-", samples.report(), monkeypatch) == f"-: brief {letter.public_id}: kwam terug\n"
    assert "kim" not in read("-", samples.OUT_OF_OFFICE, monkeypatch)
    assert read("-", b"x" * (6 * 1024 * 1024), monkeypatch).startswith("-: bounce-too-large: ")


def test_a_folder_of_mail_is_read_once(letter, tmp_path):
    folder = mailbox.Maildir(tmp_path / "post", create=True)
    for raw in (samples.report(), samples.OUT_OF_OFFICE):
        folder.add(raw)
    told_of = read(tmp_path / "post")
    assert (told_of.count("kwam terug"), told_of.count("bounce-not-report")) == (1, 1)
    assert "kim" not in told_of
    assert read(tmp_path / "post") == ""
    assert len(list((tmp_path / "post" / "cur").iterdir())) == 2
    assert again(letter).state == State.BOUNCED


def test_when_the_database_is_away_a_mail_server_tries_later(monkeypatch):
    def away(_raw):
        raise OperationalError

    monkeypatch.setattr(actions, "bounce", away)
    with pytest.raises(SystemExit) as left:
        read("-", samples.report(), monkeypatch)
    assert left.value.code == 75


def test_a_place_that_is_not_there_is_told(tmp_path):
    with pytest.raises(SystemExit) as left:
        read(tmp_path / "nergens")
    assert left.value.code == 3
