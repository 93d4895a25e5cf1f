"""The count of a year as others would write it, on the same rules and the same files: what the bench sets us beside.

Each gives the cells by month, sector, kind of work, region, ground and age band, exact to the hundredth of an hour.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from banenafspraak.core.counting.engines.duckdb import in_files

BY_HAND = """
SELECT v.label AS maand,
       CASE WHEN p.code_aard IN (11, 22, 82) THEN 'niet te verdelen' ELSE COALESCE(e.sector, 'onbekend') END AS sector,
       CASE WHEN p.code_aard IN (11, 22, 82) THEN 'inleen' ELSE 'regulier' END AS lot,
       COALESCE(m.regio, 'onbekend') AS regio, COALESCE(g.grondslag, 'onbekend') AS grondslag,
       COALESCE(j.label, 'onbekend') AS leeftijdsklasse, p.einde - p.begin + 1 AS dagen,
       SUM(p.verloonde_uren * (LEAST(p.einde, v.tot) - GREATEST(p.begin, v.van) + 1))::BIGINT AS teller
FROM {parts} p
JOIN register g ON g.persoon_nummer = p.persoon_nummer AND g.telt
  AND g.van <= p.einde AND g.tot_volgende >= p.einde AND g.tot >= p.begin
JOIN vensters v ON p.begin <= v.tot AND p.einde >= v.van
LEFT JOIN employers e ON e.werkgever_nummer = p.werkgever_nummer
LEFT JOIN regions m ON m.gemeente = e.gemeente
LEFT JOIN geboortejaren j ON j.van <= COALESCE(g.geboren, p.geboren) AND j.tot >= COALESCE(g.geboren, p.geboren)
WHERE p.code_soort IN (11, 13, 15, 17) AND p.code_aard NOT IN (10, 21, 24) AND NOT p.zonder_bsn
GROUP BY ALL
"""
COLUMNS = ("persoon_nummer", "werkgever_nummer", "begin", "einde", "verloonde_uren", "code_aard", "code_soort",
           "zonder_bsn", "geboren")  # fmt: skip
LENT, NOT_COUNTED, PAID = [11, 22, 82], [10, 21, 24], [11, 13, 15, 17]
type Cells = dict[tuple[str, ...], Fraction]


@dataclass(frozen=True)
class Given:
    """What every peer reads: files of payroll rows, and the small tables of a plan."""

    parts: tuple[Path, ...]
    tables: Mapping[str, pa.Table]


def bare(given: Given) -> None:
    """Only decode the columns that a count needs."""
    sums = ", ".join(f"SUM({name}::BIGINT)" if name != "zonder_bsn" else f"COUNT({name})" for name in COLUMNS)
    with duckdb.connect() as connection:
        connection.execute(f"SELECT {sums} FROM {in_files(given.parts)}").fetchall()


def by_hand(given: Given) -> Cells:
    """One statement in DuckDB."""
    with duckdb.connect() as connection:
        for name, table in given.tables.items():
            connection.register(f"{name}_rows", table)
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {name}_rows")
        return _cells(connection.execute(BY_HAND.format(parts=in_files(given.parts))).fetchall())


def in_polars(given: Given) -> Cells:
    """Polars, lazily and streaming."""
    import polars as pl  # noqa: PLC0415 - a peer, installed for the bench alone

    tables = {name: pl.from_arrow(table).lazy() for name, table in given.tables.items()}
    rows = (
        pl.scan_parquet([str(path) for path in given.parts])
        .select(COLUMNS)
        .filter(pl.col("code_soort").is_in(PAID) & ~pl.col("code_aard").is_in(NOT_COUNTED) & ~pl.col("zonder_bsn"))
        .join(tables["register"].filter(pl.col("telt")), on="persoon_nummer", suffix="_r")
        .filter(
            (pl.col("van") <= pl.col("einde"))
            & (pl.col("tot_volgende") >= pl.col("einde"))
            & (pl.col("tot") >= pl.col("begin"))
        )
        .drop("van", "tot", "tot_volgende", "telt")
        .join(tables["vensters"], how="cross")
        .filter((pl.col("begin") <= pl.col("tot")) & (pl.col("einde") >= pl.col("van")))
        .join(tables["employers"], on="werkgever_nummer", how="left")
        .join(tables["regions"], on="gemeente", how="left")
        .with_columns(geboren=pl.coalesce("geboren_r", "geboren"), lent=pl.col("code_aard").is_in(LENT))
    )
    bands = given.tables["geboortejaren"].to_pylist()
    age = pl.lit("onbekend")
    for band in bands:
        age = pl.when(pl.col("geboren").is_between(band["van"], band["tot"])).then(pl.lit(band["label"])).otherwise(age)
    first, last = pl.max_horizontal("begin", "van"), pl.min_horizontal("einde", "tot")
    found = (
        rows.with_columns(
            leeftijdsklasse=age,
            sector=pl.when("lent").then(pl.lit("niet te verdelen")).otherwise(pl.col("sector").fill_null("onbekend")),
            lot=pl.when("lent").then(pl.lit("inleen")).otherwise(pl.lit("regulier")),
            regio=pl.col("regio").fill_null("onbekend"),
            grondslag=pl.col("grondslag").fill_null("onbekend"),
            dagen=pl.col("einde") - pl.col("begin") + 1,
            teller=pl.col("verloonde_uren") * (last - first + 1),
        )
        .group_by("label", "sector", "lot", "regio", "grondslag", "leeftijdsklasse", "dagen")
        .agg(pl.col("teller").sum())
        .collect(engine="streaming")
    )
    return _cells(found.rows())


def in_pandas(given: Given) -> Cells:
    """Pandas, all in memory: a month at a time is all that it holds."""
    import pandas as pd  # noqa: PLC0415 - a peer, installed for the bench alone

    tables = {name: table.to_pandas() for name, table in given.tables.items()}
    rows = pd.concat([pd.read_parquet(path, columns=list(COLUMNS)) for path in given.parts])
    rows = rows[rows.code_soort.isin(PAID) & ~rows.code_aard.isin(NOT_COUNTED) & ~rows.zonder_bsn]
    register = tables["register"]
    rows = rows.merge(register[register.telt], on="persoon_nummer", suffixes=("", "_r"))
    rows = rows[(rows.van <= rows.einde) & (rows.tot_volgende >= rows.einde) & (rows.tot >= rows.begin)]
    rows = rows.drop(columns=["van", "tot", "tot_volgende", "telt"]).merge(tables["vensters"], how="cross")
    rows = rows[(rows.begin <= rows.tot) & (rows.einde >= rows.van)]
    rows = rows.merge(tables["employers"], on="werkgever_nummer", how="left").merge(
        tables["regions"], on="gemeente", how="left"
    )
    lent = rows.code_aard.isin(LENT)
    birth = rows.geboren_r.fillna(rows.geboren)
    age = pd.Series("onbekend", index=rows.index)
    for band in given.tables["geboortejaren"].to_pylist():
        age[birth.between(band["van"], band["tot"])] = band["label"]
    shared = rows[["einde", "tot"]].min(axis=1) - rows[["begin", "van"]].max(axis=1) + 1
    rows = rows.assign(
        leeftijdsklasse=age,
        sector=rows.sector.fillna("onbekend").mask(lent, "niet te verdelen"),
        lot=lent.map({True: "inleen", False: "regulier"}),
        regio=rows.regio.fillna("onbekend"),
        grondslag=rows.grondslag.fillna("onbekend"),
        dagen=rows.einde - rows.begin + 1,
        teller=rows.verloonde_uren * shared,
    )
    keys = ["label", "sector", "lot", "regio", "grondslag", "leeftijdsklasse", "dagen"]
    found = rows.groupby(keys).teller.sum().reset_index()
    return _cells(found.itertuples(index=False))


def _cells(rows: Any) -> Cells:
    """Cells as exact hundredths of an hour, with the labels in the order of a plan."""
    found: Cells = {}
    for month, sector, kind, region, ground, age, days, numerator in rows:
        labels = (sector, kind, region, ground, age, month, kind)
        found[labels] = found.get(labels, Fraction()) + Fraction(int(numerator), int(days))
    return found
