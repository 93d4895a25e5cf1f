"""Letters go out once or are reported, whatever the mail server and our own process do."""

import re
import ssl
import subprocess
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.smtp import AuthResult
from django.db import transaction
from django.utils import timezone
from tests.factories.post import ABOUT, LINK, again, free_port, installed, mail_server, written

from banenafspraak.apps.mail import actions, post
from banenafspraak.apps.mail.enums import HOLD, LONGEST_WAIT, PAUSES, Fault, State
from banenafspraak.apps.mail.letters import LISTENERS, on_undelivered
from banenafspraak.apps.mail.models import Address, Letter
from banenafspraak.apps.work.management.commands.work import HOLD as WORK_HOLD, Worker
from banenafspraak.apps.work.models import Task
from banenafspraak.web.installation import MailServer

pytestmark = pytest.mark.django_db


def work_off():
    worker = Worker(timedelta(seconds=WORK_HOLD))
    while worker.one():
        pass


def sent(letter):
    actions.send(str(letter.public_id))
    return again(letter)


def told(letter):
    found = again(letter)
    return found.state, found.fault


def due_now(letter):
    Letter.objects.filter(pk=letter.pk).update(next_try_at=timezone.now(), asked_at=None)
    return again(letter)


def test_a_letter_is_sent_after_it_was_written_and_says_all_it_should():
    with mail_server() as server:
        letter = written()
        assert told(letter) == (State.WAITING, "")
        work_off()
    assert told(letter) == (State.SENT, "")
    [(sender, to, content)] = server.taken
    mail = message_from_bytes(content, policy=policy.default)
    assert (sender, to, mail["To"]) == ("post@banen.example", "kim@werk.example", "kim@werk.example")
    assert mail["Message-ID"] == f"<{letter.mark}@banen.example>"
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "nl")
    assert mail["Subject"] == "Deze proefmail is aangekomen"
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert LINK in text
    assert f'<a href="{LINK}">' in html
    assert '<html lang="nl">' in html
    assert content.isascii()


def test_a_letter_goes_with_the_transaction_that_wrote_it():
    with transaction.atomic():
        written()
        transaction.set_rollback(True)
    assert (Letter.objects.count(), Task.objects.count()) == (0, 0)


def test_a_letter_is_written_once():
    first, second = written(once="een"), written(once="een")
    assert first.pk == second.pk
    assert Task.objects.count() == 1


def test_a_letter_has_what_its_form_needs_and_no_more():
    with pytest.raises(ValueError, match="needs"):
        actions.write("trial", actions.To(email="a@b.example"), {"link": "", "name": "x"}, once="x", about=ABOUT)
    assert Letter.objects.count() == 0


def test_a_sent_letter_is_not_sent_again_however_often_it_is_asked():
    with mail_server() as server:
        letter = written()
        for _ in range(3):
            sent(letter)
        actions.ask_due()
        work_off()
    assert len(server.taken) == 1


def test_two_who_see_the_same_letter_do_not_both_send_it():
    with mail_server():
        letter = written()
        assert actions.take(again(letter), timezone.now())
        assert actions.take(again(letter), timezone.now()) is None
        stale = Letter.objects.get(pk=letter.pk)
        stale.state, stale.attempts = State.WAITING, 0  # as the second saw it, a moment ago
        assert actions.take(stale, timezone.now()) is None


@pytest.mark.parametrize(
    ("answer", "outcome", "arrived"),
    [
        ("data 451 later", (State.WAITING, Fault.BUSY), 0),
        ("rcpt 450 greylisted", (State.WAITING, Fault.BUSY), 0),
        ("mail 550 not you", (State.WAITING, Fault.SENDER), 0),
        ("gone before", (State.WAITING, Fault.UNREACHABLE), 0),
        ("data 554 no", (State.FAILED, Fault.REFUSED), 0),
        ("rcpt 550 5.1.1 nobody", (State.FAILED, Fault.REFUSED), 0),
        ("gone after", (State.UNCERTAIN, Fault.NO_ANSWER), 1),
        ("slow", (State.UNCERTAIN, Fault.NO_ANSWER), 1),
    ],
)
def test_whatever_the_server_answers_a_letter_is_not_doubled_and_not_lost(answer, outcome, arrived, monkeypatch):
    monkeypatch.setattr(post, "TIMEOUT", 0.5)
    with mail_server(answer) as server:
        letter = written()
        assert told(sent(letter)) == outcome
        assert len(server.taken) == arrived
        for _ in range(3):  # the clock goes on: only what waits is tried again
            actions.ask_due()
            work_off()
            due_now(letter)
        assert len(server.taken) == (1 if outcome[0] != State.FAILED else 0)
        assert again(letter).state == (State.SENT if outcome[0] == State.WAITING else outcome[0])


def test_a_server_that_is_not_there_is_tried_with_growing_pauses_until_it_has_failed():
    with mail_server():
        letter = written()
    with installed(mail_server=MailServer("127.0.0.1", free_port(), "", "", "none")):
        for pause in PAUSES:
            found = sent(due_now(letter))
            assert (found.state, found.fault) == (State.WAITING, Fault.UNREACHABLE)
            assert abs(found.next_try_at - timezone.now() - pause) < timedelta(seconds=30)
            assert sent(letter).attempts == found.attempts  # not before its time
        assert told(sent(due_now(letter))) == (State.FAILED, Fault.UNREACHABLE)


def test_an_address_that_is_gone_gets_no_more_letters():
    with mail_server("rcpt 550 5.1.1 nobody here") as server:
        sent(written())
        assert Address.objects.get().undeliverable_since
        assert "kim" not in str(Address.objects.values().get())
        assert told(written(" Kim@werk.example")) == (State.FAILED, Fault.UNDELIVERABLE)
        work_off()
    assert server.offered == 1


@pytest.mark.parametrize(
    ("to", "fault"),
    [("", Fault.NO_ADDRESS), ("kim", Fault.BAD_ADDRESS), ("a@b.example\nBcc: c@d.example", Fault.BAD_ADDRESS)],
)
def test_a_letter_that_can_go_nowhere_fails_at_once(to, fault):
    assert told(written(to)) == (State.FAILED, fault)


def test_the_room_that_wrote_a_letter_hears_that_it_did_not_arrive():
    heard = []
    on_undelivered("mail", lambda letter: heard.append((letter.about_id, letter.fault)))
    try:
        with mail_server("data 554 no"):
            sent(written())
            assert heard == []
            work_off()
    finally:
        del LISTENERS["mail"]
    assert heard == [("1", Fault.REFUSED)]


def test_a_sender_that_is_lost_before_handing_over_is_followed_by_another():
    with mail_server() as server:
        letter = written()
        actions.take(letter, timezone.now() - 2 * HOLD)
        actions.ask_due()
        assert told(letter) == (State.WAITING, "")
        work_off()
    assert (told(letter), len(server.taken)) == ((State.SENT, ""), 1)


def test_a_sender_that_is_lost_after_handing_over_leaves_it_to_a_person():
    with mail_server() as server:
        letter = written()
        actions.take(letter, timezone.now() - 2 * HOLD)
        Letter.objects.update(handing_at=timezone.now())
        for _ in range(3):
            actions.ask_due()
            work_off()
        assert told(letter) == (State.UNCERTAIN, Fault.DIED)
        assert server.offered == 0


def test_a_sender_that_lost_its_grip_hands_nothing_over():
    class Slow:
        def hand_over(self, _parcel, before):
            Letter.objects.update(state=State.WAITING, taken_by="")
            before()
            raise AssertionError

    letter = written()
    actions.hand_over(actions.take(letter, timezone.now()), Slow())
    assert told(letter) == (State.WAITING, "")


def test_a_letter_whose_answer_comes_late_is_sent_all_the_same():
    class Slow:
        def hand_over(self, _parcel, before):
            before()
            Letter.objects.update(taken_until=timezone.now() - HOLD)
            actions.ask_due()
            assert told(letter) == (State.UNCERTAIN, Fault.DIED)

    letter = written()
    actions.hand_over(actions.take(letter, timezone.now()), Slow())
    assert told(letter) == (State.SENT, "")


def test_a_letter_that_cannot_be_made_ends_after_some_attempts():
    with mail_server():
        letter = written()
        Letter.objects.update(context=[])
        for _ in range(len(PAUSES) + 2):
            work_off()
            Letter.objects.filter(state=State.TAKEN).update(taken_until=timezone.now() - HOLD)
            actions.ask_due()
    assert told(letter) == (State.FAILED, Fault.BROKEN)


def test_without_a_server_letters_wait_and_old_ones_are_not_sent_later():
    letter = written()
    work_off()
    actions.ask_due()
    assert told(letter) == (State.WAITING, "")
    with mail_server() as server:
        Letter.objects.update(ready_at=timezone.now() - LONGEST_WAIT - timedelta(hours=1), asked_at=None)
        actions.ask_due()
        work_off()
    assert (told(letter), server.offered) == ((State.FAILED, Fault.TOO_LATE), 0)


def test_on_a_practice_site_nothing_is_ever_sent():
    with mail_server() as server, installed(demo=True):
        letter = written()
        work_off()
        actions.ask_due()
        work_off()
    assert (told(letter), server.offered) == ((State.WAITING, ""), 0)


def test_a_letter_by_day_waits_for_the_morning_also_when_it_is_tried_again(monkeypatch):
    night = datetime(2026, 3, 6, 22, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
    with mail_server() as server:
        monkeypatch.setattr(timezone, "now", lambda: night)
        letter = written(by_day=True)
        assert (again(letter).next_try_at, Task.objects.count()) == (night + timedelta(hours=58), 0)
        Letter.objects.update(next_try_at=night)
        actions.ask_due()
        work_off()
        assert (server.offered, again(letter).asked_at) == (0, None)
        monkeypatch.setattr(timezone, "now", lambda: night + timedelta(hours=58))
        actions.ask_due()
        work_off()
    assert len(server.taken) == 1


def test_what_is_asked_for_and_lost_is_asked_for_again():
    with mail_server() as server:
        letter = written()
        Task.objects.all().delete()
        actions.ask_due()
        assert Task.objects.count() == 0
        Letter.objects.update(asked_at=timezone.now() - timedelta(hours=1))
        actions.ask_due()
        actions.ask_due()
        assert Task.objects.count() == 1
        work_off()
    assert (told(letter)[0], len(server.taken)) == (State.SENT, 1)


def test_bounces_go_to_the_address_with_the_mark():
    with mail_server() as server, installed(mail_bounces="bounces+*@banen.example"):
        letter = written()
        sent(letter)
    assert server.taken[0][0] == f"bounces+{letter.mark}@banen.example"


def test_a_line_that_begins_with_a_dot_arrives_as_it_was(monkeypatch):
    monkeypatch.setattr(post, "message", lambda _parcel: Dotted())
    with mail_server() as server:
        sent(written())
    assert server.taken[0][2] == b"Subject: punt\r\n\r\n.\r\n..twee\r\n"


class Dotted:
    def as_bytes(self):
        return b"Subject: punt\r\n\r\n.\r\n..twee\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A server's own certificate, made here."""
    folder = tmp_path_factory.mktemp("tls")
    key, made = folder / "key.pem", folder / "certificate.pem"
    ask = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1")
    names = ("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", made)
    subprocess.run([*ask, *names], check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(made, key)
    return made, context


def knows(_server, _session, _envelope, _mechanism, given):
    return AuthResult(success=(given.login, given.password) == (b"banen", b"geheim"), handled=False)


def test_a_connection_is_made_safe_and_logged_in(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    given = {"tls_context": certificate[1], "authenticator": knows, "auth_required": True, "require_starttls": True}
    with mail_server(user="banen", tls="starttls", **given) as server:
        assert told(sent(written())) == (State.SENT, "")
    assert len(server.taken) == 1


def test_a_whole_connection_can_be_safe(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with mail_server(tls="whole", ssl_context=certificate[1]):
        assert told(sent(written())) == (State.SENT, "")


def test_a_certificate_of_nobody_knows_whom_is_not_trusted(certificate):
    with mail_server(tls="starttls", tls_context=certificate[1]) as server:
        assert told(sent(written())) == (State.WAITING, Fault.ENCRYPTION)
    assert server.offered == 0


def test_nothing_is_sent_openly_when_it_should_be_safe():
    with mail_server(tls="starttls") as server:
        assert told(sent(written())) == (State.WAITING, Fault.ENCRYPTION)
    assert server.offered == 0


def test_a_password_that_is_wrong_is_told(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    given = {"tls_context": certificate[1], "authenticator": knows}
    with mail_server(user="ander", tls="starttls", **given):
        assert told(sent(written())) == (State.WAITING, Fault.LOGIN)


def test_text_messages_are_lines_in_a_file(tmp_path):
    file = tmp_path / "sms.jsonl"
    for number in ("+31600000001", "+31600000002"):
        letter = actions.write("trial_text", actions.To(phone=number), {}, once=number, about=ABOUT)
    with installed(text_file=file):
        work_off()
    lines = file.read_text().splitlines()
    assert [re.search(r'"to": "(\+\d+)"', line)[1] for line in lines] == ["+31600000001", "+31600000002"]
    assert letter.mark in lines[1]
    assert file.stat().st_mode & 0o777 == 0o600
    assert told(letter) == (State.SENT, "")


def test_a_file_that_cannot_be_written_is_tried_later(tmp_path):
    letter = actions.write("trial_text", actions.To(phone="+31600000001"), {}, once="x", about=ABOUT)
    with installed(text_file=tmp_path / "nergens" / "sms.jsonl"):
        assert told(sent(letter)) == (State.WAITING, Fault.TEXT_FILE)
    assert told(actions.write("trial_text", actions.To(), {}, once="y", about=ABOUT)) == (
        State.FAILED,
        Fault.NO_ADDRESS,
    )
