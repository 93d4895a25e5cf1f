"""`fill`: put into the database what every installation begins with."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from banenafspraak.web.filling import STEPS, fill


class Command(BaseCommand):
    """Run every step of filling.py; again does no harm."""

    help = "Vult de site met wat erin hoort. Nog een keer vullen kan geen kwaad."

    def handle(self, *_given: Any, **_options: Any) -> None:
        """Fill, and tell each step."""
        for told in fill(STEPS, demo=settings.INSTALLATION.demo):
            self.stdout.write(told)
