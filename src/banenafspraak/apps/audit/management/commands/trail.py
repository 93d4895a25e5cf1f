"""`trail verify`: follow the chain of the trail and name the first entry that does not hold."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from banenafspraak.apps.audit.queries import verify

WHY = {
    "missing": "Regel {number} ontbreekt.",
    "changed": "Regel {number} is veranderd nadat zij geschreven was, of de regel ervoor.",
    "cut": "Het einde is weg: regel {number} hoorde te volgen.",
    "other": "Regel {number} heeft een ander kenmerk dan u opgaf: het spoor is daarvóór herschreven.",
}
ANCHOR = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


def anchor(text: str) -> tuple[int, str]:
    """A number and a digest, as this command prints them."""
    found = ANCHOR.fullmatch(text)
    if found is None:
        raise ArgumentTypeError("verwacht een nummer en een kenmerk, zoals 1200:5f…")
    return int(found[1]), found[2]


class Command(BaseCommand):
    """Say whether the trail is whole."""

    help = "Gaat na of het spoor heel is: elke regel draagt het kenmerk van de regel ervoor."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and what was written down elsewhere."""
        parser.add_argument("what", choices=("verify",), help="verify: volg het spoor van begin tot eind")
        parser.add_argument(
            "--anchor", type=anchor, help="nummer:kenmerk dat eerder is opgeschreven, buiten deze database"
        )

    def handle(self, *_given: Any, **options: Any) -> None:
        """Follow the chain; tell what to write down, or where it breaks."""
        found = verify(options["anchor"], lambda entries: self.stderr.write(f"{entries} regels gelezen"))
        if found.broken is not None:
            raise CommandError(
                f"Het spoor is niet heel. {WHY[found.why].format(number=found.broken)} "
                f"Tot en met regel {found.entries} klopt alles. "
                "Zet de database terug van vóór dat moment en zoek uit wie erbij kon."
            )
        self.stdout.write(
            f"Het spoor is heel: {found.entries} regels. Schrijf dit elders op: {found.entries}:{found.digest}"
        )
