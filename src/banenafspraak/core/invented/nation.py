"""The invented nation: payroll, register and employers at any scale, for benches, trials and agreement tests.

Nothing in it is about anyone: numbers, names and choices come from a seed. Scale 1 has the size of the real nation and
the order of magnitude that was published. The statements stand in nation.sql; what the
tables mean is not decided here.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from hashlib import blake2b
from importlib.resources import files
from typing import TYPE_CHECKING

import duckdb

from banenafspraak.core.counting.marker import mark_invented
from banenafspraak.core.counting.plan import DUTCH
from banenafspraak.core.figures import targets
from banenafspraak.core.kernel.hours import rounded
from banenafspraak.core.kernel.periods import DECEMBER, Period
from banenafspraak.core.regions import membership_table

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = 2**32
ROW_GROUP = 500_000
PERSONS, REGISTERED, INTERVALS = 9_450_000, 450_000, 472_503
REGISTERED_BEFORE_2013 = Fraction(55, 100)
GOVERNMENT, EXECUTORS, AGENCIES, PAYERS, EMPLOYERS = 1_800, 100, 9_000, 200, 900_000
SECTOR_PLACES = 20
"""Government and market employers stand in rounds of twenty, one for each place in a list of sectors."""
ONE_IN_33, FIRST_WITH_TWO_IDS = 33, 7
BASELINE = Period.month(2012, DECEMBER)
MEASURED = Period.month(2018, DECEMBER)
MONTHS = (BASELINE, *Period(date(2017, 10, 1), MEASURED.last).months())
CORRECTED_IN = "2019-01"
FOUR_WEEKS, FOUR_WEEKS_PER_YEAR = timedelta(days=28), 13
FIRST_YEAR = 1990
SHELTERED_WORK_SINCE = date(2017, 7, 1)
SHARES = {
    "wsw_counted": (217, 284),
    "wsw_sheltered": (700, 550),
    "working": (356, 294),
    "benefits": (690, 690),
    "sheltered_work": (800, 800),
    "first_relations": (900, 900),
    "second_relations": (140, 140),
}
"""Thousandths of the slots that hold a relation in December 2012 and in December 2018; a straight line in between."""
SEASON, DECEMBER_SEASON = 1000, 1050
KEYS = (
    (BASELINE.last.year, "markt", 76),
    (BASELINE.last.year, "overheid", 24),
    (MEASURED.last.year, "markt", 69),
    (MEASURED.last.year, "overheid", 31),
)
TARGET_YEARS = range(2015, 2027)
TARGET_SOURCE = "verzonnen: gepubliceerde doelstelling x schaal, afgerond"
LARGE = ("GM0363", "GM0599", "GM0518", "GM0344", "GM0772", "GM0014", "GM0855", "GM0034", "GM0758", "GM0268")
"""Municipalities where the invented employers are found most, the first the most."""
README = """Verzonnen natie

Alles in deze map is verzonnen. Geen persoon, werkgever of uur bestaat echt. Er staan geen burgerservicenummers in.
De map is bedoeld om mee te proberen, te meten en te vergelijken. Trek er geen conclusies uit over Nederland.

Hoe is het gemaakt?
Schaal: {scale}. Schaal 1 is zo groot als heel Nederland. Startgetal: {seed}.
Met dezelfde schaal en hetzelfde startgetal krijgt u altijd precies dezelfde gegevens.

Wat staat waar?
- loonaangifte/jaar-maand.parquet: de regels van de loonaangifte van een maand. Aantal maanden: {months}.
  Sommige werkgevers doen aangifte per vier weken. Hun regels staan bij de maand waarin het tijdvak eindigt.
- correcties/{corrected_in}.parquet: latere verbeteringen en intrekkingen van regels van december 2018.
  Dit bestand is er alleen als die maand erbij is.
- doelgroepregister.csv: wie in het doelgroepregister staat, van wanneer tot wanneer en op welke grond.
- werkgevers.csv: de werkgevers, met sector, gemeente en of zij mensen uitlenen. Sommige hebben twee nummers.
- sleutels.csv: welk deel van de ingeleende uren bij de markt hoort en welk deel bij de overheid. Ook verzonnen.
- doelstellingen.csv: de gepubliceerde doelen, verkleind met de schaal.
- .verzonnen: daaraan ziet een telling dat dit verzonnen is.
"""
Tick = Callable[[int, int], None]
"""Told how many files are written, and how many there will be."""


@dataclass(frozen=True, slots=True)
class Nation:
    """The files of one invented nation. There are corrections when December 2018 is among its months."""

    payroll: tuple[Path, ...]
    corrections: Path | None
    register: Path
    employers: Path
    keys: Path
    targets: Path
    readme: Path


def write_nation(
    folder: Path,
    scale: Fraction | float,
    seed: int,
    months: Sequence[Period] | None = None,
    tick: Tick = lambda done, total: None,  # noqa: ARG005 - nobody is told
) -> Nation:
    """Write an invented nation into a folder: the same nation for the same scale and seed.

    Files of the same name are replaced, others stay. A month takes about eight seconds at scale 1.

    Raises:
        ValueError: the scale does not lie above 0 and up to 1, or the months are not distinct calendar months.
        OSError: the folder cannot be written.
    """
    part = _checked_scale(scale)
    wanted = _checked_months(MONTHS if months is None else months)
    nation = _paths(folder, wanted)
    mark_invented(folder, scale=part, seed=seed)
    with duckdb.connect() as connection:
        _set(connection, _sizes(part) | {"seed": _seed(seed), "municipalities": _municipalities()} | _month(BASELINE))
        connection.execute(files(__package__).joinpath("nation.sql").read_text(encoding="utf-8"))
        try:
            _write_tables(connection, nation, wanted, tick)
        except duckdb.IOException as error:
            raise OSError(None, "DuckDB", str(folder)) from error
    _write_csv(nation.keys, ("jaar", "sector", "aandeel", "bron"), ((*key, "verzonnen") for key in KEYS))
    _write_csv(nation.targets, ("jaar", "sector", "doelstelling", "bron"), _targets(part))
    text = README.format(scale=part, seed=seed, months=len(wanted), corrected_in=CORRECTED_IN)
    nation.readme.write_text(text, encoding="utf-8")
    return nation


def four_weeks(year: int) -> list[Period]:
    """The thirteen four-week tijdvakken of a year; the last one runs on to 31 December.

    >>> [str(tijdvak.last) for tijdvak in four_weeks(2018)][-2:]
    ['2018-12-02', '2018-12-31']
    """
    first = Period.year(year).first
    begins = [first + step * FOUR_WEEKS for step in range(FOUR_WEEKS_PER_YEAR)]
    ends = [begin - timedelta(days=1) for begin in begins[1:]] + [Period.year(year).last]
    return [Period(begin, end) for begin, end in zip(begins, ends, strict=True)]


def _checked_scale(scale: Fraction | float) -> Fraction:
    exact = Fraction(str(scale))
    if not 0 < exact <= 1:
        raise ValueError("a scale lies above 0 and is at most 1")
    return exact


def _checked_months(months: Sequence[Period]) -> list[Period]:
    if len(set(months)) < len(months) or any([month] != month.months() for month in months):
        raise ValueError("the months of a nation are calendar months, each of them once")
    return sorted(months)


def _paths(folder: Path, months: Sequence[Period]) -> Nation:
    payroll = folder / "loonaangifte"
    payroll.mkdir(parents=True, exist_ok=True)
    corrections = folder / "correcties" / f"{CORRECTED_IN}.parquet" if MEASURED in months else None
    if corrections:
        corrections.parent.mkdir(exist_ok=True)
    return Nation(
        payroll=tuple(payroll / f"{month.first:%Y-%m}.parquet" for month in months),
        corrections=corrections,
        register=folder / "doelgroepregister.csv",
        employers=folder / "werkgevers.csv",
        keys=folder / "sleutels.csv",
        targets=folder / "doelstellingen.csv",
        readme=folder / "LEESMIJ.txt",
    )


def _sizes(scale: Fraction) -> dict[str, int]:
    """How many of everything there are. The smallest nation still has each kind of employer."""
    registered = max(SECTOR_PLACES, round(REGISTERED * scale))
    executors_from = SECTOR_PLACES * max(1, round(GOVERNMENT * scale / SECTOR_PLACES))
    agencies_from = executors_from + max(3, round(EXECUTORS * scale))
    payers_from = agencies_from + max(5, round(AGENCIES * scale))
    market_from = payers_from + max(3, round(PAYERS * scale))
    market = SECTOR_PLACES * max(2, round((EMPLOYERS * scale - market_from) / SECTOR_PLACES))
    employers = market_from + market
    return {
        "persons": registered * PERSONS // REGISTERED,
        "registered": registered,
        "registered_before_2013": -(-registered * REGISTERED_BEFORE_2013 // 1),
        "registered_again": max(1, round(INTERVALS * scale) - registered),
        "executors_from": executors_from,
        "agencies_from": agencies_from,
        "payers_from": payers_from,
        "market_from": market_from,
        "employers": employers,
        "employer_ids": employers + len(range(FIRST_WITH_TWO_IDS, employers, ONE_IN_33)),
    }


def _seed(seed: int) -> int:
    """Thirty-two bits of a seed of any size, mixed so that neighbouring seeds give unlike nations."""
    return int.from_bytes(blake2b(str(seed).encode(), digest_size=4).digest())


def _month(month: Period) -> dict[str, object]:
    """What the payroll of one month depends on."""
    return {
        "month": month.first,
        "month_number": _number(month) - 12 * FIRST_YEAR,
        "season": DECEMBER_SEASON if month.first.month == DECEMBER else SEASON,
        "whole_month": _tijdvakken([month]),
        "four_weeks": _tijdvakken(
            weeks for weeks in four_weeks(month.first.year) if month.first <= weeks.last <= month.last
        ),
    } | _shares(month)


def _number(month: Period) -> int:
    return month.first.year * 12 + month.first.month - 1


def _tijdvakken(periods: Iterable[Period]) -> list[dict[str, date]]:
    return [{"first": period.first, "last": period.last} for period in periods]


def _shares(month: Period) -> dict[str, int]:
    """The shares of a month as parts of 32 bits."""
    step = Fraction(_number(month) - _number(BASELINE), _number(MEASURED) - _number(BASELINE))
    step = min(max(step, Fraction(0)), Fraction(1))
    shares = {name: int((then + (now - then) * step) * WHOLE / 1000) for name, (then, now) in SHARES.items()}
    return shares if month.first >= SHELTERED_WORK_SINCE else shares | {"sheltered_work": 0}


def _municipalities() -> list[str]:
    """The codes that hold in the newest year of the list, the large ones first."""
    codes = [row.municipality_code for row in membership_table(date.max.year)]
    return [*LARGE, *(code for code in codes if code not in LARGE)]


def _targets(scale: Fraction) -> Iterable[tuple[object, ...]]:
    for one in targets():
        if one.year in TARGET_YEARS:
            yield one.year, DUTCH[one.sector], f"{rounded(one.extra_jobs * scale, 0):f}", TARGET_SOURCE


def _set(connection: duckdb.DuckDBPyConnection, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        connection.execute(f"SET VARIABLE {name} = $value", {"value": value})


def _write_tables(connection: duckdb.DuckDBPyConnection, nation: Nation, months: Sequence[Period], tick: Tick) -> None:
    total = len(months) + 2 + bool(nation.corrections)
    for done, (view, path) in enumerate((("register_table", nation.register), ("employer_table", nation.employers)), 1):
        connection.table(view).write_csv(str(path), sep=";", header=True)
        tick(done, total)
    for done, (month, path) in enumerate(zip(months, nation.payroll, strict=True), 3):
        _set(connection, _month(month))
        _write_parquet(connection, "payroll", path)
        tick(done, total)
    if nation.corrections:
        _set(connection, _month(MEASURED))
        _write_parquet(connection, "corrections", nation.corrections)
        tick(total, total)


def _write_parquet(connection: duckdb.DuckDBPyConnection, view: str, path: Path) -> None:
    connection.table(view).write_parquet(str(path), compression="zstd", row_group_size=ROW_GROUP)


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
