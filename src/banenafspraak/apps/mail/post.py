"""Handing letters over: to a mail server by SMTP, to the program of a supplier by a file.

What goes wrong before a letter is handed over is known; after that, no answer means that nobody knows whether it
arrived. Just in between `before` is called, so that the row says so even when this process dies.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils import timezone

from banenafspraak.apps.mail.enums import Fault, Kind
from banenafspraak.apps.mail.letters import Look, answer_to
from banenafspraak.core.mail.bounces import is_dead, status_in

if TYPE_CHECKING:
    from banenafspraak.web.installation import MailServer as Server

TIMEOUT = 20
"""Seconds for each answer of a mail server."""
GO_ON = 354
CLASS = 100
FOR_OWNER = 0o600
PLAIN = policy.SMTP.clone(cte_type="7bit")
LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
type Before = Callable[[], None]


class HandingError(Exception):
    """A letter was not handed over, and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class PassingError(HandingError):
    """It may go well later."""


class FinalError(HandingError):
    """It will not go well later either; `dead` when that is because of the address."""

    def __init__(self, fault: Fault, *, dead: bool = False) -> None:
        super().__init__(fault)
        self.dead = dead


class UncertainError(HandingError):
    """Nobody knows whether it arrived."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter on its way: its mark, where it goes, and how it looks."""

    mark: str
    to: str
    look: Look
    language: str


class Post(Protocol):
    """What takes letters. One for another supplier of text messages has this one method."""

    def hand_over(self, parcel: Parcel, before: Before) -> None:
        """Hand a letter over; call `before` when from then on nobody may know whether it arrived.

        Raises:
            HandingError: it did not go well.
        """
        ...


def post_for(kind: str) -> Post | None:
    """What takes letters of a kind; None where nothing is sent. On a practice site nothing ever is."""
    here = settings.INSTALLATION
    if here.demo:
        return None
    if kind == Kind.TEXT:
        return TextFile(here.text_file) if here.text_file else None
    return MailServer(here.mail_server) if here.mail_server else None


class MailServer:
    """A mail server, by SMTP."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def hand_over(self, parcel: Parcel, before: Before) -> None:
        """Hand over one mail, step by step, so that each refusal is known for what it is."""
        try:
            content = message(parcel).as_bytes()
            parcel.to.encode("ascii")
        except ValueError as error:
            raise FinalError(Fault.BAD_ADDRESS) from error
        with _connected(self.server) as server:
            _before_the_letter(server, parcel)
            before()
            _the_letter(server, content)


def _before_the_letter(server: smtplib.SMTP, parcel: Parcel) -> None:
    """Sender, reader, and whether the letter may come."""
    try:
        code, _said = server.mail(sender(parcel.mark))
        if code // CLASS != 2:  # noqa: PLR2004 - the class of replies that say yes
            raise PassingError(Fault.SENDER)  # this is about us: who minds the site can mend it
        _accepted(*server.rcpt(parcel.to))
        code, said = server.docmd("DATA")
        if code != GO_ON:
            _refused(code, said)
    except ValueError as error:
        raise FinalError(Fault.BAD_ADDRESS) from error
    except (OSError, smtplib.SMTPException) as error:
        raise PassingError(Fault.UNREACHABLE) from error


def _the_letter(server: smtplib.SMTP, content: bytes) -> None:
    """The letter itself, up to and including the answer. Lines that begin with a dot get one more, as SMTP asks."""
    try:
        server.send(LEADING_DOT.sub(b"..", content).removesuffix(b"\r\n") + b"\r\n.\r\n")
        code, said = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise UncertainError(Fault.NO_ANSWER) from error
    _accepted(code, said)


def _accepted(code: int, said: bytes) -> None:
    if code // CLASS != 2:  # noqa: PLR2004 - the class of replies that say yes
        _refused(code, said)


def _refused(code: int, said: bytes) -> None:
    if code // CLASS == 5:  # noqa: PLR2004 - the class of replies that say never
        raise FinalError(Fault.REFUSED, dead=is_dead(status_in(said.decode("ascii", "replace"))))
    raise PassingError(Fault.BUSY)


@contextlib.contextmanager
def _connected(here: Server) -> Iterator[smtplib.SMTP]:
    """A connection to the mail server, safe and logged in as the settings say; it is closed politely or at once."""
    server = _open(here)
    try:
        yield server
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.quit()
    finally:
        server.close()


def _open(here: Server) -> smtplib.SMTP:
    try:
        if here.tls == "whole":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(here.host, here.port, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(here.host, here.port, timeout=TIMEOUT)
    except (OSError, smtplib.SMTPException) as error:
        raise PassingError(Fault.UNREACHABLE) from error
    try:
        _prepare(server, here)
    except BaseException:
        server.close()
        raise
    return server


def _prepare(server: smtplib.SMTP, here: Server) -> None:
    try:
        if here.tls == "starttls":
            server.starttls(context=ssl.create_default_context())
        server.ehlo_or_helo_if_needed()
        if here.user:
            server.login(here.user, here.password)
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError) as error:
        encryption = here.tls == "starttls" and not isinstance(server.sock, ssl.SSLSocket)
        raise PassingError(Fault.ENCRYPTION if encryption else Fault.LOGIN) from error
    except ssl.SSLError as error:
        raise PassingError(Fault.ENCRYPTION) from error
    except (OSError, smtplib.SMTPException) as error:
        raise PassingError(Fault.UNREACHABLE) from error


def message(parcel: Parcel) -> EmailMessage:
    """A mail with both forms of a letter. Programs see that a program wrote it, so that none answers."""
    here, made = settings.INSTALLATION, EmailMessage(policy=PLAIN)
    address = parseaddr(here.mail_from)[1]
    made["From"], made["To"], made["Subject"] = here.mail_from, parcel.to, parcel.look.subject
    made["Date"] = format_datetime(timezone.now())
    made["Message-ID"] = f"<{parcel.mark}@{address.rpartition('@')[2]}>"
    made["Reply-To"] = answer_to()
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(parcel.look.text)
    made.add_alternative(parcel.look.html, subtype="html")
    made["Content-Language"] = parcel.language  # last: what sets content forgets headers about it
    return made


def sender(mark: str) -> str:
    """The address to which a letter comes back that cannot be delivered."""
    here = settings.INSTALLATION
    return here.mail_bounces.replace("*", mark) if here.mail_bounces else parseaddr(here.mail_from)[1]


class TextFile:
    """A file to which text messages are added, one a line; the program of a supplier takes them from there."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def hand_over(self, parcel: Parcel, before: Before) -> None:
        """Add one line, whole or not at all."""
        line = json.dumps({"id": parcel.mark, "to": parcel.to, "text": parcel.look.text.strip()}) + "\n"
        try:
            file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, FOR_OWNER)
        except OSError as error:
            raise PassingError(Fault.TEXT_FILE) from error
        try:
            before()
            if os.write(file, line.encode()) != len(line.encode()):
                raise UncertainError(Fault.TEXT_FILE)
            os.fsync(file)
        except OSError as error:
            raise UncertainError(Fault.TEXT_FILE) from error
        finally:
            os.close(file)
