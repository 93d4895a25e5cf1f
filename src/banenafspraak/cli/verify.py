"""`banenafspraak verify`: makes a number again from its receipt and says whether it is the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from banenafspraak.cli import options
from banenafspraak.cli.frame import frame, progress, text
from banenafspraak.cli.ordering import definition_of, order_of
from banenafspraak.core.counting import Order, Result, count, verify as make_again
from banenafspraak.core.counting.baseline import OF_2015, PUBLISHED
from banenafspraak.core.counting.definitions import NAMES
from banenafspraak.core.counting.editions import publish_order
from banenafspraak.core.counting.engines import Cluster
from banenafspraak.core.counting.files import read_result
from banenafspraak.core.counting.publishing import EDITION, SETTING
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError

DIFFERS = 6
ResultFile = Annotated[Path, typer.Argument(metavar="RESULT", help="A result that count wrote.", show_default=False)]
OwnDefinition = Annotated[
    Path | None,
    typer.Option(
        "--definition", metavar="FILE", help="The own definition, when the result has one.", show_default=False
    ),
]


def verify(
    result: ResultFile,
    deliveries: options.SomeDeliveries = None,
    register: options.SomeRegister = None,
    store: options.StoreOption = None,
    correction: options.Corrections = None,
    employers: options.Employers = None,
    keys: options.Keys = None,
    baseline: options.Baseline = None,
    targets: options.Targets = None,
    definition: OwnDefinition = None,
    publish_after: options.PublishAfter = None,
    earlier: options.EarlierFiles = None,
    engine: options.EngineOption = "duckdb",
    spark_master: options.SparkMaster = None,
    spark_files: options.SparkFiles = None,
    columns: options.ColumnsFile = None,
    key_file: options.KeyFile = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Make a result again from the same files and compare it with its receipt, part by part.

    Exit code 6 says that something differs. The engine may be another one: both must give the same cells.
    """
    options.speak(lang, quiet=quiet, as_json=as_json)
    kept = read_result(result)
    receipt, settings = kept.receipt, kept.receipt["settings"]
    given: dict[str, object] = {"employers": employers, "keys": keys, "targets": targets, EDITION: publish_after}
    given |= {"baseline": baseline, "definition": definition}
    _all_given(receipt, given, kept_in=frozenset({"employers", "keys"} if store else ()))
    counted_by = receipt["definition"]
    order = order_of(
        deliveries,
        register,
        receipt["period"],
        definition_of(str(definition or counted_by["naam"]), counted_by["regelset"]),
        corrections=correction,
        employers=employers,
        keys=keys,
        baseline=baseline or _named_baseline(settings),
        targets=targets,
        by=settings["by"],
        split=settings["splitsing"],
        engine=engine,
        cluster=Cluster(spark_master, spark_files),
        store=store,
        columns=columns,
        key_file=key_file,
    )
    with progress() as tell:
        make = partial(_shared, after=publish_after, earlier=earlier or ()) if SETTING in settings else count
        made, parts = make_again(receipt, replace(order, progress=tell), make)
    _show(made, parts, whole=kept.table_is_whole)
    return 0 if kept.table_is_whole and not parts else DIFFERS


def _shared(order: Order, after: Path | None, earlier: Sequence[Path]) -> Result:
    """The count as it was published."""
    return publish_order(order, after, earlier)[2]


def _show(made: Result, parts: list[str], *, whole: bool) -> None:
    if frame.as_json:
        same = {"gelijk": whole and not parts, "tabel_ongewijzigd": whole, "verschillen": parts}
        frame.give({**same, "result_sha256": made.receipt.result_sha256})
        return
    if not whole:
        frame.out.print(text("verify-edited"), soft_wrap=True)
    if parts:
        frame.out.print(text("verify-differs", parts=", ".join(parts)), soft_wrap=True)
    elif whole:
        frame.out.print(text("verify-same"), soft_wrap=True)


def _named_baseline(settings: Mapping[str, Any]) -> str | None:
    name = settings.get("baseline")
    return name if name in {PUBLISHED, OF_2015} else None


def _all_given(receipt: Mapping[str, Any], given: Mapping[str, object], kept_in: frozenset[str]) -> None:
    """Everything that went into the result must be given again, but for what a store keeps."""
    roles = {file["role"] for file in receipt["inputs"]} - kept_in
    own = receipt["definition"]["naam"] not in NAMES
    missing = [
        role for role, value in given.items() if (role in roles or (role == "definition" and own)) and value is None
    ]
    if missing:
        raise ProblemsError(Problem("verify-input-missing", Place(f"--{role}")) for role in missing)
