"""`run`: make the tables, fill the site, start a worker, serve the site and say where; get ready to draw."""

import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from socket import socket
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, OutputWrapper
from django.core.signals import request_finished

from banenafspraak.web.drawings import warm_up

REST = 0.2
"""Seconds between two looks at the worker."""


LOOPBACK = "127.0.0.1"


class Command(BaseCommand):
    """Serve the site on this machine."""

    help = "Start de site en zegt waar zij staat."
    requires_system_checks = ()  # migrate runs them

    def handle(self, *_given: Any, **_options: Any) -> None:
        """Migrate, fill, serve until Ctrl-C."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("fill", stdout=self.stdout)
        with contextlib.suppress(KeyboardInterrupt), _worker():  # the way to stop it
            _Server(_config(), self.stdout).run()


@contextlib.contextmanager
def _worker() -> Iterator[None]:
    """A worker beside the server: begun anew when it ends, gone when we are, however we end: its input then closes."""
    over = threading.Event()
    keeping = threading.Thread(target=_keep_one, args=(over,))
    keeping.start()
    try:
        yield
    finally:
        over.set()
        keeping.join()


def _keep_one(over: threading.Event) -> None:
    command = (sys.executable, "-m", "banenafspraak.web", "work", "--beside")
    while not over.is_set():
        with subprocess.Popen(command, stdin=subprocess.PIPE) as working:  # noqa: S603 - our own command
            while not over.wait(REST) and working.poll() is None:
                pass


class _Server(uvicorn.Server):
    """Says where the site stands as soon as it listens."""

    def __init__(self, config: uvicorn.Config, out: OutputWrapper) -> None:
        super().__init__(config)
        self.out = out

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        if self.started:
            self.out.write(f"De site staat op {_address()} (stoppen: Ctrl-C)")
            self.out.flush()
            request_finished.connect(_after_the_first_answer)


def _after_the_first_answer(**_given: Any) -> None:
    """Warm up beside the answers that follow: at the start it would keep the first one waiting."""
    if request_finished.disconnect(_after_the_first_answer):
        threading.Thread(target=warm_up).start()


def _address() -> str:
    """Where people find it. On this machine by its name: browsers make no passkey for a number."""
    here = settings.INSTALLATION
    if here.listen_host == LOOPBACK and not here.public_url:
        return f"http://localhost:{here.listen_port}/"
    host = f"[{here.listen_host}]" if ":" in here.listen_host else here.listen_host
    return here.public_url or f"http://{host}:{here.listen_port}/"


def _config() -> uvicorn.Config:
    """No log of who asks what: addresses of visitors are personal data."""
    here = settings.INSTALLATION
    return uvicorn.Config(
        "banenafspraak.web.serving:application",
        host=here.listen_host,
        port=here.listen_port,
        access_log=False,
        log_level="warning",
        server_header=False,
        lifespan="off",
    )
