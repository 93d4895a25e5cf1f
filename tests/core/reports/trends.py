"""Reports to test with: the real published series beside invented breakdowns, regions and flow."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tests.leaving_out import ROOT

from banenafspraak.core.reports.numbers import Hidden
from banenafspraak.core.reports.trend import (
    Basis,
    Column,
    Flow,
    Headline,
    Invented,
    Point,
    Source,
    Table,
    Tile,
    TileMap,
    Trend,
)

FIGURES = ROOT / "src" / "banenafspraak" / "figures"
SERIES = {"official": "officiële jaarmonitor", "uwv_quarterly": "UWV-kwartaalrapportage (indicatief)"}
KINDS = {"official": "official", "uwv_quarterly": "quarterly"}
OWN = Source("verzonnen levering, bestand nation.parquet")
BASIS = Basis("eigen telling", "D", OWN, date(2025, 12, 31), "banen van 25,5 uur per week")
SECTORS = {"nl": ("markt", "overheid", "niet te verdelen"), "en": ("market", "government", "not to be divided")}


def rows(name):
    with (FIGURES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


SOURCES = {row["key"]: Source(row["title"], row["address"]) for row in rows("sources")}


def published_points(last=2023):
    """The published targets and results, all employment together."""
    points = [
        Point(
            date(int(row["year_end"]), 12, 31), "target", int(row["target_extra_jobs"]), "Regeling Wfsv 3.29, nu 3.33",
            row["mark"], SOURCES[row["source"]], row["sector"], row["note"],
        )
        for row in rows("targets") if int(row["year_end"]) <= last
    ]  # fmt: skip
    points += [
        Point(
            date.fromisoformat(row["measured_on"]), KINDS[row["series"]], int(row["extra_jobs"]), SERIES[row["series"]],
            row["mark"], SOURCES[row["source"]], row["sector"], row["note"],
        )
        for row in rows("results") if row["employment_type"] == "all" and row["extra_jobs"]
    ]  # fmt: skip
    return tuple(points)


def sector_table(lang="nl"):
    market, government, undivided = SECTORS[lang]
    columns = (
        Column("sector", "Sector"),
        Column("personen", "Personen" if lang == "nl" else "Persons", 0),
        Column("banen", "Banen" if lang == "nl" else "Jobs", 1),
        Column("extra_banen", "Extra banen" if lang == "nl" else "Extra jobs", 0),
    )
    cells = (
        (market, 81234, Fraction(250001, 3), Decimal("61234.5")),
        (government, 12034, Decimal("11876.25"), Fraction(4001)),
        (undivided, Hidden.FEW, Hidden.FEW, None),
        ("totaal" if lang == "nl" else "total", 93300, Decimal("95210.0"), 65235),
    )
    title = "Naar sector" if lang == "nl" else "By sector"
    return Table("sector", title, columns, cells, BASIS, drawn="extra_banen", total=True)


def sbi_table():
    names = {
        "C Industrie": 12044, "G Handel": 9120, "N Verhuur van roerende goederen en overige zakelijke diensten": 21004,
        "O Openbaar bestuur": 7002, "P Onderwijs": 1203, "Q Gezondheids- en welzijnszorg": Hidden.PROTECTED,
        "R Cultuur, sport en recreatie": Hidden.FEW, "onbekend": None, "S Overige dienstverlening": -830,
    }  # fmt: skip
    columns = Column("sbi_sectie", "SBI-sectie"), Column("extra_banen", "Extra banen", 0)
    note = "Deze indeling is van ons. UWV geeft haar niet."
    return Table("sbi", "Naar SBI-sectie", columns, tuple(names.items()), BASIS, (note,), "extra_banen")


def tile_map(lang="nl"):
    values = {"AM24": Hidden.FEW, "AM35": Hidden.PROTECTED, "AM12": None}
    tiles = tuple(
        Tile(
            row["code"], row["name"], int(row["tile_row"]), int(row["tile_col"]),
            values.get(row["code"], 400 + at * at * 7 % 5200),
        )
        for at, row in enumerate(rows("regions"))
    )  # fmt: skip
    return TileMap("extra banen" if lang == "nl" else "extra jobs", tiles, BASIS)


def flow():
    return Flow("kw 2 2021", "kw 3 2021", 8389, 5469, 1645, 394, replace(BASIS, series="UWV-factsheet"), 120000)


YEAR_END = date(2023, 12, 31)
MONITOR = Basis("officiële jaarmonitor", "V", SOURCES["RIJK24"], YEAR_END, "banen van 25,5 uur per week", "geen")
DECEMBER = {
    "nl": "In december worden extra uren betaald, zoals niet opgenomen verlof. Een deel daarvan verdwijnt daarna.",
    "en": "In December extra hours are paid, such as unused leave. Part of that vanishes afterwards.",
}


def nation(lang="nl"):
    nl = lang == "nl"
    return Trend(
        title="Trendrapportage Banenafspraak" if nl else "Trend report on the Banenafspraak",
        place="Nederland" if nl else "The Netherlands",
        period="vierde kwartaal 2023" if nl else "fourth quarter of 2023",
        language=lang,
        headline=Headline(85665, "extra banen" if nl else "extra jobs", YEAR_END, MONITOR, 105000),
        points=published_points(),
        tables=(sector_table(lang), sbi_table()),
        tiles=tile_map(lang),
        flow=flow(),
        warnings=(DECEMBER[lang],),
        notes=("Kwartaalcijfers zijn indicatief.", "De sector van een deel van de werkgevers is onbekend.")
        if nl else ("Quarterly figures are indicative.",),
        method=("Een baan is 25,5 betaald uur per week. Wie meer uren werkt, telt voor meer dan één baan.",)
        if nl else ("One job is 25.5 paid hours a week. Who works more hours counts for more than one job.",),
        sources=(SOURCES["RIJK24"], SOURCES["RWFSV15"], SOURCES["NEWS19"]),
        receipt=("banenafspraak 0.1.0, duckdb 2.0.1", "invoer nation.parquet, sha-256 0f3a…9c21", "uitkomst 77b0…41aa"),
        invented=Invented(Decimal("0.01")),
    )  # fmt: skip


def region():
    """A region without a series, tables or flow of its own."""
    return replace(
        nation(), place="Amersfoort", place_code="AM14", points=(), tables=(), flow=None, warnings=(), notes=(),
        headline=replace(nation().headline, value=1367, target=None), invented=None,
    )  # fmt: skip
