"""Figures for the site: an edition in a file, and a small invented series that no nation had to be counted for."""

import csv
from datetime import date
from decimal import Decimal
from fractions import Fraction

from banenafspraak.apps.figures.actions import import_edition
from banenafspraak.apps.figures.models import InventedSeries
from banenafspraak.core.figures import Import
from banenafspraak.core.invented.figures import InventedFigure, InventedSeries as Invented, written
from banenafspraak.core.kernel.receipts import sha256_text
from banenafspraak.core.regions import regions
from banenafspraak.core.reports.numbers import Hidden

COLUMNS = ("reeks", "peildatum", "regio", "sector", "soort", "extra_banen", "gepubliceerd_op", "bron")
DAYS = (date(2018, 9, 30), date(2018, 12, 31))


def line(**given):
    """A line of an edition: the fourth quarter of 2024 of the nation, unless told otherwise."""
    usual = {
        "reeks": "uwv_quarterly",
        "peildatum": "2024-12-31",
        "regio": "",
        "sector": "totaal",
        "soort": "alles",
        "extra_banen": "90001",
        "gepubliceerd_op": "2025-04-01",
        "bron": "UWV, trendrapportage",
    }
    return {**usual, **given}


def edition_file(path, *lines):
    """A file with an edition."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, delimiter=";")
        writer.writeheader()
        writer.writerows(lines)
    return path


def import_lines(folder, *lines, name="2024-kw4"):
    """Import an edition of these lines into the site."""
    names = {known: one.code for one in regions() for known in (one.code, one.name)}
    return import_edition(Import(edition_file(folder / f"{name}.csv", *lines), name, names))


def invented():
    """An invented series of two quarters: the nation, its sectors and work, and two regions, one of them hidden."""
    parts = (("total", "all", None, 511), ("market", "all", None, 360), ("total", "regular", None, 400))
    some = [
        InventedFigure(day, sector, work, place, Decimal(value + at))
        for at, day in enumerate(DAYS)
        for sector, work, place, value in (*parts, ("total", "inleen", None, 110), ("total", "all", "AM14", 14))
    ]
    few = [InventedFigure(day, "total", "all", "AM01", Hidden.FEW) for day in DAYS]
    return Invented(Fraction(1, 100), 1, (*some, *few))


def keep_invented():
    """Put it into the site."""
    content = written(invented())
    return InventedSeries.objects.create(sha256=sha256_text(content), content=content)
