"""`translate`: find the Dutch sentences of all pages, and list them for translation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from banenafspraak.web.translating import compile_catalogues, update_catalogues


class Command(BaseCommand):
    """Write the catalogues again and compile them."""

    help = "Zoekt de zinnen van de site, werkt de vertalingen bij en zegt wat nog vertaald moet worden."
    requires_system_checks = ()

    def handle(self, *_given: Any, **_options: Any) -> None:
        """Update, compile, and name what is left."""
        for catalogue in update_catalogues(settings.LOCALE_PATHS[0]):
            left = catalogue.untranslated_entries()
            self.stdout.write(f"{catalogue.metadata['Language']}: {len(catalogue)} zinnen, {len(left)} nog te vertalen")
            for entry in left:
                self.stdout.write(f"  {entry.msgid}")
        compile_catalogues(settings.LOCALE_PATHS[0])
