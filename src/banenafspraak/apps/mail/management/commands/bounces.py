"""`bounces`: read mail that came back, from a file, a Maildir, or the standard input of a mail server."""

import mailbox
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from banenafspraak.apps.mail import actions
from banenafspraak.core.kernel.problems import ProblemsError, stop
from banenafspraak.core.mail.bounces import MOST_BYTES

LATER = 75
"""What a mail server understands as: offer it again later."""


class Command(BaseCommand):
    """Reads reports of delivery. It tells of each mail what came of it, and never what is in it."""

    help = "Leest teruggekomen mail: een bestand, een Maildir, of - voor wat een mailserver aanbiedt."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the mail is."""
        parser.add_argument("place", nargs="?", default="-", help="bestand, Maildir of -")

    def handle(self, *_given: Any, place: str, **_options: Any) -> None:
        """Read all of it. A mail of a Maildir is put from new to cur once it is read."""
        path = Path(place)
        try:
            if place == "-":
                self._read("-", lambda: sys.stdin.buffer.read(MOST_BYTES + 1))
            elif path.is_dir():
                self._read_folder(path)
            else:
                self._read(path.name, path.read_bytes)
        except DatabaseError:
            self.stderr.write("De database is niet te bereiken. Bied de mail later opnieuw aan.")
            sys.exit(LATER)
        except OSError:
            self.stderr.write("Dit bestand of deze Maildir is niet te lezen.")
            sys.exit(stop("file-empty").exit)

    def _read_folder(self, path: Path) -> None:
        folder = mailbox.Maildir(path, create=False)
        for key in sorted(folder.keys()):
            mail = folder.get_message(key)
            if mail.get_subdir() == "new":
                self._read(f"{path.name}/{key}", partial(folder.get_bytes, key))
                mail.set_subdir("cur")
                mail.add_flag("S")
                folder[key] = mail

    def _read(self, name: str, mail: Callable[[], bytes]) -> None:
        try:
            letter = actions.bounce(mail())
        except ProblemsError as error:
            problem = error.problems[0]
            self.stdout.write(f"{name}: {problem.code}: {problem.text('nl')}")
        else:
            self.stdout.write(f"{name}: brief {letter.public_id}: {letter.get_state_display()}")
