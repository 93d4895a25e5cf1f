"""A real mail server for tests, which can be told to fail half-way, and letters to send to it."""

import asyncio
import contextlib
import socket
import uuid
from dataclasses import replace

from aiosmtpd.controller import Controller
from django.conf import settings
from django.test import override_settings

from banenafspraak.apps.mail import actions
from banenafspraak.apps.mail.models import Letter
from banenafspraak.web.installation import MailServer

ABOUT = actions.About("mail", "trial", "1")
LINK = "https://banen.example/link/x/"


class Handler:
    """Answers as its `plan` says, one answer for each letter, and "ok" after that. Keeps what it took in."""

    def __init__(self, plan):
        self.plan, self.taken, self.offered = list(plan), [], 0

    async def handle_MAIL(self, _server, _session, envelope, address, _options):  # noqa: N802 - aiosmtpd names it so
        self.offered += 1
        self.now = self.plan.pop(0) if self.plan else "ok"
        if self.now.startswith("mail "):
            return self.now.removeprefix("mail ")
        envelope.mail_from = address
        return "250 ok"

    async def handle_RCPT(self, server, _session, envelope, address, _options):  # noqa: N802 - aiosmtpd names it so
        if self.now == "gone before":
            server.transport.abort()
        if self.now.startswith("rcpt "):
            return self.now.removeprefix("rcpt ")
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802 - aiosmtpd names it so
        if self.now.startswith("data "):
            return self.now.removeprefix("data ")
        self.taken.append((envelope.mail_from, envelope.rcpt_tos[0], envelope.content))
        if self.now == "gone after":
            server.transport.abort()
        if self.now == "slow":
            await asyncio.sleep(1.5)  # longer than the tests wait
        return "250 taken"


def free_port():
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


@contextlib.contextmanager
def mail_server(*plan, user="", tls="none", **given):
    """A server on a port of its own, which the settings name for as long."""
    handler = Handler(plan)
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port, **given)
    controller.start()
    here = MailServer("127.0.0.1", port, user, "geheim" if user else "", tls)
    try:
        with installed(mail_server=here, mail_from="Banen <post@banen.example>"):
            yield handler
    finally:
        controller.stop()


@contextlib.contextmanager
def installed(**given):
    """An installation with other settings."""
    with override_settings(INSTALLATION=replace(settings.INSTALLATION, **given)):
        yield settings.INSTALLATION


def written(to="kim@werk.example", once="", **given):
    """A trial letter."""
    once = once or f"test:{uuid.uuid4()}"
    return actions.write("trial", actions.To(email=to), {"link": LINK}, once=once, about=ABOUT, **given)


def again(letter):
    """A letter as it stands now."""
    return Letter.objects.get(pk=letter.pk)
