"""Options that several commands share: the same name means the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from banenafspraak.cli.frame import environment_language, frame

PLAIN: dict[str, Any] = {"add_completion": False, "pretty_exceptions_enable": False, "rich_markup_mode": None}
"""How every group of commands is made: no shell is changed, and no traceback is drawn, since it may quote a person."""
Deliveries = Annotated[
    list[Path],
    typer.Argument(
        metavar="DELIVERY", help="Payroll files or folders: XML, CSV, XLSX, Parquet, .gz, .zip.", show_default=False
    ),
]
SomeDeliveries = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[DELIVERY]...",
        help="Payroll files or folders: XML, CSV, XLSX, Parquet, .gz, .zip. Not with --store.",
        show_default=False,
    ),
]
StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="FOLDER",
        help="A store in the place of deliveries, corrections, register and employers.",
        show_default=False,
    ),
]
Corrections = Annotated[
    list[Path] | None,
    typer.Option(
        "--correction",
        metavar="FILE",
        help="A file that comes after the deliveries; several count in the order given.",
        show_default=False,
    ),
]
Register = Annotated[
    Path,
    typer.Option(
        "--register",
        metavar="FILE",
        help="The doelgroepregister: bsn or persoon, datum_begin, and more when known.",
        show_default=False,
    ),
]
SomeRegister = Annotated[
    Path | None,
    typer.Option(
        "--register",
        metavar="FILE",
        help="The doelgroepregister: bsn or persoon, datum_begin, and more when known. Not with --store.",
        show_default=False,
    ),
]
Employers = Annotated[
    Path | None,
    typer.Option(
        "--employers",
        metavar="FILE",
        help="Employers: sector, subsector, sbi, gemeente by loonheffingennummer.",
        show_default=False,
    ),
]
Keys = Annotated[
    Path | None,
    typer.Option(
        "--keys",
        metavar="FILE",
        help="Keys that divide lent hours: jaar, sector, aandeel, bron. Without it: the published ones.",
        show_default=False,
    ),
]
Baseline = Annotated[
    str | None,
    typer.Option(
        "--baseline",
        metavar="FILE|NAME",
        help="A file, 'gepubliceerd' (75,179, for the whole nation only) or 'regeling-2015'. "
        "Without it: December 2012 in the deliveries.",
        show_default=False,
    ),
]
Targets = Annotated[
    Path | None,
    typer.Option(
        "--targets", metavar="FILE", help="Targets of your own: jaar, sector, doelstelling, bron.", show_default=False
    ),
]
PeriodOption = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help="2018 or 2018-12 (monitor), 2018Q4 (quarter), 2018 (employer-year).",
        show_default=False,
    ),
]
Definition = Annotated[
    str,
    typer.Option(
        "--definition",
        metavar="NAME|FILE",
        help="monitor, quarter, employer-year, or a YAML file with an own definition.",
    ),
]
Rules = Annotated[
    Literal["volgens_datum", "wfsv", "wba"],
    typer.Option("--rules", help="Rule set: by date, or wfsv or wba whatever the date."),
]
By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="NAME",
        help="sector, subsector, soort, regio, grondslag, leeftijdsklasse, sbi_sectie, grootteklasse, maand. "
        "May be given several times.",
        show_default=False,
    ),
]
Split = Annotated[
    bool | None,
    typer.Option(
        "--split/--no-split",
        help="Market and government apart, or one total. Without it: as the law of the period has it.",
        show_default=False,
    ),
]
EngineOption = Annotated[
    Literal["duckdb", "reference", "spark"],
    typer.Option("--engine", help="duckdb is fast; reference is plain Python and the meaning; spark is for a cluster."),
]
SparkMaster = Annotated[
    str | None,
    typer.Option(
        "--spark-master",
        metavar="ADDRESS",
        help="Where Spark runs: local[2], spark://…, yarn, k8s://…. Without it: as Spark was set up, else here.",
        show_default=False,
    ),
]
SparkFiles = Annotated[
    str | None,
    typer.Option(
        "--spark-files",
        metavar="ADDRESS",
        help="Where the cluster sees the folder of the store: s3a://…, hdfs://…. Without it: where it lies.",
        show_default=False,
    ),
]
ColumnsFile = Annotated[
    Path | None,
    typer.Option(
        "--columns",
        metavar="FILE",
        help="A column mapping (TOML), made with: banenafspraak columns FILE.",
        show_default=False,
    ),
]
Xsd = Annotated[
    Path | None,
    typer.Option("--xsd", metavar="FILE", help="Check wage tax returns strictly against this XSD.", show_default=False),
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key-file",
        metavar="FILE",
        help="The key that makes pseudonyms. Without it: BANENAFSPRAAK_KEY, or a file of your own made at first use.",
        show_default=False,
    ),
]
FiguresFolder = Annotated[
    Path | None,
    typer.Option(
        "--figures",
        metavar="FOLDER",
        help="Folder with imported editions. Without it: BANENAFSPRAAK_FIGURES, or a folder of your own.",
        show_default=False,
    ),
]
Publish = Annotated[
    bool,
    typer.Option(
        "--publish",
        help="Show and write what may be shared: cells on 1 to 9 persons are withheld, and what would give them away.",
    ),
]
PublishAfter = Annotated[
    Path | None,
    typer.Option(
        "--publish-after",
        metavar="FILE",
        help="The same, also beside this earlier published edition of the table. It is counted again from its files.",
        show_default=False,
    ),
]
EarlierFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--earlier",
        metavar="FILE",
        help="With --publish-after: a file that went into the earlier edition and is none of the files given now.",
        show_default=False,
    ),
]
Report = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="FOLDER",
        help="Write the trend report: page, PDF, drawings and tables, of everyone together. Always as may be shared.",
        show_default=False,
    ),
]
Regions = Annotated[
    list[str] | None,
    typer.Option(
        "--region",
        metavar="NAME",
        help="With --report: also a report of this labour market region, by name or code. 'alle' for all 35 "
        "(some minutes). May be given several times.",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but what was asked for.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Lang = Annotated[
    Literal["nl", "en"] | None,
    typer.Option(
        "--lang",
        help="Language of tables and problems. Without it: BANENAFSPRAAK_LANG, else Dutch.",
        show_default=False,
    ),
]


def speak(lang: Literal["nl", "en"] | None, *, quiet: bool = False, as_json: bool = False) -> None:
    """Set how this run speaks."""
    frame.lang = lang or environment_language()
    frame.quiet, frame.as_json = quiet, as_json
