"""`banenafspraak count`: from payroll deliveries to jobs against the target."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from banenafspraak.cli import options, show
from banenafspraak.cli.frame import REFUSED, frame
from banenafspraak.cli.ordering import definition_of, order_of
from banenafspraak.cli.sharing import Shared
from banenafspraak.core.counting import Result
from banenafspraak.core.counting.engines import Cluster
from banenafspraak.core.counting.files import as_data, check_kind, outputs, write_refused, write_result
from banenafspraak.core.tables.writing import keep_apart

Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="Write the result: .csv (receipt beside it), .json, .parquet or .xlsx.",
        show_default=False,
    ),
]
RefusedFile = Annotated[
    Path | None,
    typer.Option(
        "--refused",
        metavar="FILE",
        help="Write each refused row: file, row number, code, why, remedy.",
        show_default=False,
    ),
]


def count(
    period: options.PeriodOption,
    deliveries: options.SomeDeliveries = None,
    register: options.SomeRegister = None,
    store: options.StoreOption = None,
    correction: options.Corrections = None,
    employers: options.Employers = None,
    keys: options.Keys = None,
    baseline: options.Baseline = None,
    targets: options.Targets = None,
    definition: options.Definition = "monitor",
    rules: options.Rules = "volgens_datum",
    by: options.By = None,
    split: options.Split = None,
    engine: options.EngineOption = "duckdb",
    spark_master: options.SparkMaster = None,
    spark_files: options.SparkFiles = None,
    out: Out = None,
    refused: RefusedFile = None,
    publish: options.Publish = False,
    publish_after: options.PublishAfter = None,
    earlier: options.EarlierFiles = None,
    report: options.Report = None,
    region: options.Regions = None,
    figures: options.FiguresFolder = None,
    columns: options.ColumnsFile = None,
    xsd: options.Xsd = None,
    key_file: options.KeyFile = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Count jobs from payroll deliveries and set them against baseline and target.

    The table, what became of every row, and what to know about it are printed; --out writes the result with its
    receipt. That is complete and for the owner of the data; --publish and --report give what may be shared.
    Exit code 4 says that the count was made and rows were refused.
    """
    options.speak(lang, quiet=quiet, as_json=as_json)
    given = [*(deliveries or ()), *(correction or ()), register, store, employers, keys, targets, columns, xsd]
    given += [key_file, publish_after, *(earlier or ()), *(Path(one) for one in (baseline, definition) if one)]
    publishes = publish or publish_after is not None
    shared = Shared(publishes, publish_after, tuple(earlier or ()), report, tuple(region or ()), figures)
    shared.check(given)
    _ready_to_write(out, refused, given)
    order = order_of(
        deliveries,
        register,
        period,
        definition_of(definition, rules),
        corrections=correction,
        employers=employers,
        keys=keys,
        baseline=baseline,
        targets=targets,
        by=by or None,
        split=split,
        engine=engine,
        cluster=Cluster(spark_master, spark_files),
        store=store,
        columns=columns,
        xsd=xsd,
        key_file=key_file,
    )
    own, result, reports = shared.made(order)
    if refused:
        write_refused(own.refused, refused, frame.lang)
    written = [*(write_result(result, out) if out else []), *shared.written(reports, given)]
    _show(result, own)
    for path in written:
        frame.say("written", path=path)
    if own.refused:
        frame.say("refused-where" if refused else "refused-hint", path=refused)
    return REFUSED if own.refused else 0


def _ready_to_write(out: Path | None, refused: Path | None, inputs: list[Path | None]) -> None:
    if out:
        check_kind(out)
    keep_apart((*outputs(out), refused), inputs)


def _show(result: Result, own: Result) -> None:
    """What was asked for; of a result to share, what became of the rows goes to the one who counts alone."""
    if frame.as_json:
        frame.give(as_data(result, frame.lang))
    elif not frame.quiet:
        show.result(result)
    if not frame.as_json and (frame.quiet or result.published):
        frame.err.print(show.rows_total(own))
