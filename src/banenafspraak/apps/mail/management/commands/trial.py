"""`trial`: write a letter or text message to somebody, to see whether the settings are right."""

import uuid
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from banenafspraak.apps.mail import actions, links

VALID_FOR = timedelta(days=7)


class Command(BaseCommand):
    """Writes a trial; the worker sends it, and the outbox says what came of it."""

    help = "Schrijft een proefbrief aan een e-mailadres, of een proef-sms aan een telefoonnummer."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """To whom."""
        parser.add_argument("to", help="e-mailadres of telefoonnummer")

    @transaction.atomic
    def handle(self, *_given: Any, to: str, **_options: Any) -> None:
        """Write it."""
        trial = str(uuid.uuid4())
        about, once = actions.About("mail", "trial", trial), f"mail:trial:{trial}"
        if "@" in to:
            link = links.address("address-works", once, VALID_FOR)
            letter = actions.write("trial", actions.To(email=to), {"link": link}, once=once, about=about)
        else:
            letter = actions.write("trial_text", actions.To(phone=to), {}, once=once, about=about)
        self.stdout.write(f"brief {letter.public_id}: {letter.get_state_display()}")
