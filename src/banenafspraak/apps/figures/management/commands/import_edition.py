"""`import_edition`: bring a new edition of a published series to the site. Earlier editions stay."""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from banenafspraak.apps.figures.actions import import_edition
from banenafspraak.core.figures import Import, series_labels
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.regions import regions
from banenafspraak.core.tables.mapping import Mapping

TOLD = {
    "reeks": ("--series", "de reeks, als de rijen die niet noemen: official of uwv_quarterly"),
    "gepubliceerd_op": ("--published", "de dag van publicatie, als de rijen die niet noemen: 2026-04-30"),
    "bron": ("--source", "waar de cijfers staan, als de rijen dat niet noemen"),
    "adres": ("--address", "het adres van de bron"),
    "zekerheid": ("--mark", "V nagelezen, D berekend, U niet nagegaan; anders U"),
}


class Command(BaseCommand):
    """Import one edition, or tell everything that is wrong with it."""

    help = "Leest een nieuwe uitgave van een gepubliceerde reeks in. Eerdere uitgaven blijven staan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, the name of the edition, and what the rows leave unsaid."""
        parser.add_argument("file", type=Path, help="CSV, XLSX of Parquet met de cijfers van een reeks")
        parser.add_argument("--edition", required=True, help="de naam van de uitgave, zoals 2026-kw1")
        for column, (option, told) in TOLD.items():
            parser.add_argument(option, dest=column, help=told)

    def handle(self, *_given: Any, **options: Any) -> None:
        """Import and tell what is new and what was revised."""
        if "figures_edition" not in connection.introspection.table_names():
            raise CommandError("De database is nog leeg. Start eerst de site, of: python -m banenafspraak.web migrate")
        constants = {column: options[column] for column in TOLD if options[column]}
        names = {name: one.code for one in regions() for name in (one.code, one.name)}
        asked = Import(options["file"], options["edition"], names, replace(Mapping(), constants=constants))
        try:
            found = import_edition(asked)
        except ProblemsError as error:
            raise CommandError("\n".join(one.text("nl") for one in error.problems)) from None
        made = found.edition
        label = series_labels()[made.series].label_nl
        self.stdout.write(
            f"{made.name}: {len(made.figures)} cijfers van de {label}, "
            f"{len(found.new)} nieuw, {len(found.revisions)} herzien."
        )
