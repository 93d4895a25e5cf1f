"""`assets`: make style sheet, script and font from the packages in node_modules, and compile the translations."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from banenafspraak.web.assets import make
from banenafspraak.web.translating import compile_catalogues


class Command(BaseCommand):
    """Make what browsers load. `make setup` runs it."""

    help = "Maakt stijl, script en lettertype uit de pakketten van npm, en de vertalingen."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the packages are."""
        parser.add_argument("packages", type=Path, help="de map node_modules")

    def handle(self, *_given: Any, packages: Path, **_options: Any) -> None:
        """Make, and put in place under names that carry their digest."""
        make(packages, settings.BUILT / "made")
        compile_catalogues(settings.LOCALE_PATHS[0])
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
