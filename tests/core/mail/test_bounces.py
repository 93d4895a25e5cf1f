"""Mail that came back: reports of many servers are read, all other mail is refused with a code and nothing breaks."""

import contextlib
import re

import pytest
from hypothesis import given, strategies as some
from tests import trust
from tests.core.mail import samples
from tests.core.mail.samples import MARK

from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.mail.bounces import MOST_BYTES, Bounce, read_bounce


@pytest.mark.parametrize(
    ("raw", "failed", "status", "dead"),
    [
        (samples.report(), True, "5.1.1", True),
        (samples.report("5.0.0"), True, "5.0.0", True),
        (samples.report("5.1.8"), True, "5.1.8", False),
        (samples.FULL, True, "5.2.2", False),
        (samples.TOO_LONG, True, "4.4.7", False),
        (samples.LATE, False, "4.4.1", False),
        (samples.HEADERS_ONLY, True, "5.1.1", True),
        (samples.BY_ADDRESS, True, "5.1.1", True),
        (samples.NO_STATUS, True, "5.0.0", True),
        (samples.NO_REASON, True, "", False),
        (samples.WORLDWIDE, True, "5.1.1", True),
    ],
)
def test_a_report_says_of_which_letter_and_how_bad_it_is(raw, failed, status, dead):
    assert read_bounce(raw) == Bounce((MARK,), failed, status)
    assert read_bounce(raw).dead is dead


def test_the_address_it_came_to_goes_before_what_was_sent_back():
    other = "f" * 32
    raw = samples.report(to=f"Post <bounces+{other.upper()}@banen.example>")
    assert read_bounce(raw).marks == (other, MARK)


def test_of_more_recipients_the_one_that_failed_counts():
    fields = "Final-Recipient: rfc822; a@b.example\nAction: delivered\nStatus: 2.0.0\n\n"
    failed = "Final-Recipient: rfc822; c@b.example\nAction: FAILED\nStatus: 5.1.1 (gone)\n"
    assert read_bounce(samples.report(fields=fields + failed)).dead


def test_a_report_without_a_mark_names_no_letter():
    raw = samples.report(letter="Subject: Hallo\n\nDag\n")
    assert read_bounce(raw).marks == ()
    assert read_bounce(samples.report(letter="")).marks == ()


def test_a_report_of_success_is_no_bounce():
    with pytest.raises(ProblemsError, match="bounce-no-failure"):
        read_bounce(samples.DELIVERED)


@pytest.mark.parametrize("raw", samples.BROKEN)
def test_other_mail_is_refused_with_a_code(raw):
    with pytest.raises(ProblemsError, match=r"bounce-(not-report|unreadable)"):
        read_bounce(raw)


def test_what_is_too_large_is_not_read():
    with pytest.raises(ProblemsError, match="bounce-too-large"):
        read_bounce(samples.report() + b" " * MOST_BYTES)


@trust.examples(60, 3000)
@given(some.data())
def test_whatever_is_done_to_a_report_it_is_read_or_refused(data):
    raw = bytearray(samples.report())
    for _ in range(data.draw(some.integers(1, 12))):
        at, end = sorted(data.draw(some.tuples(some.integers(0, len(raw)), some.integers(0, len(raw)))))
        raw[at : min(end, at + 40)] = data.draw(some.binary(max_size=30))
    marks = ()
    with contextlib.suppress(ProblemsError):
        marks = read_bounce(bytes(raw)).marks
    assert all(re.fullmatch("[0-9a-f]{32}", mark) for mark in marks)
