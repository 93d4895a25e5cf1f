"""`run`: make the tables, fill the site, serve it and say where."""

import contextlib
from socket import socket
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, OutputWrapper


class Command(BaseCommand):
    """Serve the site on this machine."""

    help = "Start de site en zegt waar zij staat."
    requires_system_checks = ()  # migrate runs them

    def handle(self, *_given: Any, **_options: Any) -> None:
        """Migrate, fill, serve until Ctrl-C."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("fill", stdout=self.stdout)
        with contextlib.suppress(KeyboardInterrupt):  # the way to stop it
            _Server(_config(), self.stdout).run()


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


def _address() -> str:
    here = settings.INSTALLATION
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
