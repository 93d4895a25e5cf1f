"""Reads mail that says what became of a letter: reports of delivery as RFC 3464 and RFC 6522 describe them.

Anybody can send us such mail, so nothing in it is trusted: what is no report is refused with a code. A letter is known
by its mark, 32 signs that only its reader has seen; it stands before the @ of the Message-ID and in the address that
bounces go to. Whose letter it was is not read from the report: the mark says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message

from banenafspraak.core.kernel.problems import attempt, stop

MOST_BYTES = 5 * 1024 * 1024
MARK = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
REPLY = re.compile(r"\b[45]\d\d\b")
DEAD = re.compile(r"5\.(?:0\.0|1\.[0-69]|1\.10|2\.[01]|4\.4)")
"""Statuses (RFC 3463) that are about the address and not about this letter: such as 5.1.1, no such mailbox."""
REPORT = "message/delivery-status"
REPORTS = {REPORT, "message/global-delivery-status"}
BLANK = re.compile(r"\r?\n\s*\n")
RETURNED = {"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"}
OUR_ADDRESS = ("To", "Delivered-To", "X-Original-To", "Envelope-To")
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a report says: of which letter (one of these marks), that it failed or is late, and the status."""

    marks: tuple[str, ...]
    failed: bool
    status: str

    @property
    def dead(self) -> bool:
        """Whether no letter will reach this address."""
        return self.failed and is_dead(self.status)


def is_dead(status: str) -> bool:
    """Whether a status says that an address does not work any more.

    >>> is_dead("5.1.1"), is_dead("5.2.2"), is_dead("4.4.7")
    (True, False, False)
    """
    return bool(DEAD.fullmatch(status))


def status_in(text: str) -> str:
    """The status in some words of a mail server; empty when there is none.

    >>> status_in("550 5.1.1 No such user")
    '5.1.1'
    """
    found = STATUS.search(text)
    return found[0] if found else ""


def read_bounce(raw: bytes) -> Bounce:
    """What a mail that came back says.

    Raises:
        ProblemsError: it is too large, no report, not to be read, or a report of something else than a failure.

    >>> read_bounce(b"Subject: Vakantie")
    Traceback (most recent call last):
    ...
    banenafspraak.core.kernel.problems.ProblemsError: bounce-not-report
    """
    if len(raw) > MOST_BYTES:
        raise stop("bounce-too-large", most=MOST_BYTES)
    return attempt(lambda: _read(message_from_bytes(raw)), UNREADABLE, "bounce-unreadable")


def _read(message: Message) -> Bounce:
    parts = list(message.walk())
    blocks = [block for part in parts if part.get_content_type() in REPORTS for block in _blocks(part)]
    acted = [(block, str(block.get("Action", "")).strip().lower()) for block in blocks if "Action" in block]
    if not acted:
        raise stop("bounce-not-report")
    block, action = min(acted, key=lambda each: each[1] != "failed")
    if action not in {"failed", "delayed"}:
        raise stop("bounce-no-failure")
    return Bounce(tuple(dict.fromkeys(_marks(message, parts))), action == "failed", _status(block))


def _blocks(part: Message) -> list[Message]:
    """The blocks of fields of a report. Python takes those of RFC 6533 for one message: they are cut."""
    payload = part.get_payload()
    blocks = [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []
    rest = blocks[0].get_payload() if blocks and part.get_content_type() != REPORT else None
    return blocks + [message_from_string(text) for text in BLANK.split(rest)] if isinstance(rest, str) else blocks


def _status(block: Message) -> str:
    """The status that a report gives; where it gives only the reply of a server, its class."""
    diagnostic = str(block.get("Diagnostic-Code", ""))
    given = status_in(str(block.get("Status", ""))) or status_in(diagnostic)
    reply = REPLY.search(diagnostic)
    return given or (f"{reply[0][0]}.0.0" if reply else "")


def _marks(message: Message, parts: list[Message]) -> Iterator[str]:
    """The marks in the addresses to which it came, then those of what was sent back."""
    for name in OUR_ADDRESS:
        for value in message.get_all(name, ()):
            yield from MARK.findall(str(value).lower())
    for part in parts:
        if part.get_content_type() in RETURNED:
            yield from MARK.findall(str(_returned(part).get("Message-ID", "")).lower())


def _returned(part: Message) -> Message:
    payload = part.get_payload()
    if isinstance(payload, list) and isinstance(payload[0], Message):
        return payload[0]
    content = part.get_payload(decode=True)
    return message_from_bytes(content if isinstance(content, bytes) else b"")
