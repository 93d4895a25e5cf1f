"""`import_postcodes`: find places by postcode."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from banenafspraak.apps.regions.actions import import_postcodes
from banenafspraak.core.kernel.problems import ProblemsError


class Command(BaseCommand):
    """Import postcodes, or tell everything that is wrong with them."""

    help = "Leest postcodes in (kolommen pc4, gemeente, lon, lat). De site vindt een plaats dan ook met een postcode."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path, help="CSV, XLSX of Parquet")

    def handle(self, *_given: Any, **options: Any) -> None:
        """Import, tell how many, and each row that was refused."""
        if "regions_imported" not in connection.introspection.table_names():
            raise CommandError("De database is nog leeg. Start eerst de site, of: python -m banenafspraak.web migrate")
        try:
            found = import_postcodes(options["file"])
        except ProblemsError as error:
            raise CommandError("\n".join(one.text("nl") for one in error.problems)) from None
        self.stdout.write(f"{len(found.spots)} postcodes ingelezen, {len(found.refused)} rijen geweigerd.")
        for one in found.refused:
            self.stderr.write(one.text("nl"))
