"""`banenafspraak verify`: makes a number again from its receipt and says whether it is the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from banenafspraak.cli import options
from banenafspraak.cli.frame import frame, progress, text
from banenafspraak.cli.ordering import definition_of, order_of
from banenafspraak.core.counting import verify as make_again
from banenafspraak.core.counting.baseline import OF_2015, PUBLISHED
from banenafspraak.core.counting.definitions import NAMES
from banenafspraak.core.counting.files import read_result
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError

DIFFERS = 6
ResultFile = Annotated[Path, typer.Argument(metavar="RESULT", help="A result that count wrote.", show_default=False)]


def verify(
    result: ResultFile,
    deliveries: options.Deliveries,
    register: options.Register,
    correction: options.Corrections = None,
    employers: options.Employers = None,
    keys: options.Keys = None,
    baseline: options.Baseline = None,
    targets: options.Targets = None,
    definition: Annotated[
        Path | None,
        typer.Option(
            "--definition", metavar="FILE", help="The own definition, when the result has one.", show_default=False
        ),
    ] = None,
    engine: options.EngineOption = "duckdb",
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
    receipt = kept.receipt
    given = {"employers": employers, "keys": keys, "targets": targets, "baseline": baseline, "definition": definition}
    _all_given(receipt, given)
    name = str(definition) if definition else str(receipt["definition"]["naam"])
    rules = str(receipt["definition"]["regelset"])
    settings = receipt["settings"]
    order = order_of(
        deliveries,
        register,
        str(receipt["period"]),
        definition_of(name, rules),
        corrections=correction,
        employers=employers,
        keys=keys,
        baseline=baseline or _named_baseline(settings),
        targets=targets,
        by=None,
        split=settings["splitsing"],
        engine=engine,
        columns=columns,
        key_file=key_file,
    )
    with progress() as tell:
        made, parts = make_again(receipt, replace(order, by=tuple(settings["by"]), progress=tell))
    same = kept.table_is_whole and not parts
    if as_json:
        digest = made.receipt.result_sha256
        frame.give(
            {"gelijk": same, "tabel_ongewijzigd": kept.table_is_whole, "verschillen": parts, "result_sha256": digest}
        )
    else:
        if not kept.table_is_whole:
            frame.out.print(text("verify-edited"), soft_wrap=True)
        if same or parts:
            frame.out.print(
                text("verify-differs", parts=", ".join(parts)) if parts else text("verify-same"), soft_wrap=True
            )
    return 0 if same else DIFFERS


def _named_baseline(settings: Mapping[str, Any]) -> str | None:
    name = settings.get("baseline")
    return name if name in {PUBLISHED, OF_2015} else None


def _all_given(receipt: Mapping[str, Any], given: Mapping[str, object]) -> None:
    """Everything that went into the result must be given again."""
    roles = {file["role"] for file in receipt["inputs"]}
    own = receipt["definition"]["naam"] not in NAMES
    missing = [
        role for role, value in given.items() if (role in roles or (role == "definition" and own)) and value is None
    ]
    if missing:
        raise ProblemsError(Problem("verify-input-missing", Place(f"--{role}")) for role in missing)
