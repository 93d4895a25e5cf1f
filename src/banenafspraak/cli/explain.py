"""`banenafspraak explain`: every row of a person or a cell, and why it counted, did not, or was divided."""

from __future__ import annotations

import getpass
from dataclasses import replace
from typing import Annotated

import typer

from banenafspraak.cli import options, show
from banenafspraak.cli.frame import frame, progress, text
from banenafspraak.cli.ordering import definition_of, order_of
from banenafspraak.core.counting import explain as make_explanation
from banenafspraak.core.counting.plan import BY
from banenafspraak.core.kernel.identifiers import bsn as valid_bsn, looks_like_bsn
from banenafspraak.core.kernel.problems import Place, stop

Person = Annotated[
    str | None,
    typer.Option(
        "--person", metavar="PSEUDONYM", help="The project's pseudonym (p-…). Never a BSN.", show_default=False
    ),
]
Ask = Annotated[bool, typer.Option("--ask", help="Ask for a BSN at the terminal, without showing it.")]
CellOption = Annotated[
    str | None,
    typer.Option("--cell", metavar="NAME=VALUE,…", help="A cell: sector=markt,soort=inleen.", show_default=False),
]


def explain(
    period: options.PeriodOption,
    deliveries: options.SomeDeliveries = None,
    register: options.SomeRegister = None,
    store: options.StoreOption = None,
    person: Person = None,
    ask: Ask = False,
    cell: CellOption = None,
    correction: options.Corrections = None,
    employers: options.Employers = None,
    keys: options.Keys = None,
    definition: options.Definition = "monitor",
    rules: options.Rules = "volgens_datum",
    split: options.Split = None,
    engine: options.EngineOption = "duckdb",
    columns: options.ColumnsFile = None,
    key_file: options.KeyFile = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Show every row of one person or one cell, and why it counted, did not count, or was divided, with the article."""
    options.speak(lang, quiet=quiet, as_json=as_json)
    if sum([person is not None, ask, cell is not None]) != 1:
        raise stop("explain-whom")
    if person is not None and looks_like_bsn(person):
        raise stop("person-looks-like-bsn", Place("--person"))
    wanted = _cell(cell) if cell else None
    digits = _asked() if ask else None
    order = order_of(
        deliveries,
        register,
        period,
        definition_of(definition, rules),
        corrections=correction,
        employers=employers,
        keys=keys,
        split=split,
        engine=engine,
        store=store,
        columns=columns,
        key_file=key_file,
    )
    with progress() as tell:
        found, ready, plan = make_explanation(replace(order, progress=tell), pseudonym=person, bsn=digits, cell=wanted)
    if as_json:
        frame.give({"regels": show.explained_lines(found, ready)})
    else:
        show.explanation(found, ready, plan)
    return 0


def _asked() -> str:
    digits = valid_bsn(getpass.getpass(text("ask-bsn") + ": "))
    if digits is None:
        raise stop("bsn-wrong", Place("--ask"))
    return digits


def _cell(given: str) -> dict[str, str]:
    parts = [part.partition("=") for part in given.split(",")]
    wanted = {name.strip(): value.strip() for name, _, value in parts}
    if not all(wanted.values()) or not set(wanted) <= set(BY):
        raise stop("cell-unfit", Place("--cell"), valid=", ".join(BY))
    return wanted
