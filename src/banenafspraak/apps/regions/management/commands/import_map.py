"""`import_map`: draw the regions by the borders of a file."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from banenafspraak.apps.regions.actions import import_map
from banenafspraak.core.kernel.problems import ProblemsError


class Command(BaseCommand):
    """Import a map, or tell everything that is wrong with it."""

    help = "Leest grenzen van regio's of gemeenten in (GeoJSON of TopoJSON). De kaart van de site gebruikt ze."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, where it comes from, and the day on which its municipalities lay in their regions."""
        parser.add_argument("file", type=Path, help="GeoJSON of TopoJSON met codes als AM01 of GM0363")
        parser.add_argument(
            "--source", required=True, help="wat de kaart over haar grenzen zegt, zoals: Grenzen 2025, bron PDOK"
        )
        parser.add_argument("--day", type=date.fromisoformat, required=True, help="de dag van de indeling: 2025-01-01")

    def handle(self, *_given: Any, **options: Any) -> None:
        """Import and tell what was read."""
        if "regions_imported" not in connection.introspection.table_names():
            raise CommandError("De database is nog leeg. Start eerst de site, of: python -m banenafspraak.web migrate")
        try:
            found = import_map(options["file"], options["day"], options["source"])
        except ProblemsError as error:
            raise CommandError("\n".join(one.text("nl") for one in error.problems)) from None
        self.stdout.write(f"{found.kind}: {found.areas} gebieden, {len(found.base.outlines)} regio’s.")
        if found.missing:
            self.stdout.write(f"Zonder eigen gebied: {', '.join(found.missing)}.")
