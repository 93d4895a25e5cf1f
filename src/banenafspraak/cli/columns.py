"""`banenafspraak columns`: which column of a file is which of ours, as a mapping to keep and change."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from banenafspraak.cli import options, show
from banenafspraak.cli.frame import frame, text
from banenafspraak.core.tables.checks import TABLES
from banenafspraak.core.tables.mapping import write_mapping
from banenafspraak.core.tables.proposing import propose
from banenafspraak.core.tables.writing import keep_apart, write_whole

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="A payroll, register or employers file.", show_default=False)
]
TableOption = Annotated[
    Literal["payroll", "register", "employers", "figures"], typer.Option("--table", help="What the file holds.")
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write the mapping as TOML.", show_default=False)
]


def columns(
    file: File,
    table: TableOption = "payroll",
    out: Out = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Propose which column of a file is which of ours. Only headers are read, never a row."""
    options.speak(lang, quiet=quiet, as_json=as_json)
    keep_apart((out,), (file,))
    found = propose(file, TABLES[table])
    missing = [column.name for column in TABLES[table].columns if column.name not in found.columns]
    mapping = write_mapping(found.columns, missing)
    if out:
        write_whole(out, mapping.encode())
        frame.say("written", path=out)
    if as_json:
        frame.give({"kolommen": dict(found.columns), "ontbreekt": missing, "onbekend": list(found.unknown)})
        return 0
    lines = [
        {
            "kolom": column.name,
            "in_bestand": found.columns.get(column.name, ""),
            "stand": _state(column.name, column.required, found.columns),
        }
        for column in TABLES[table].columns
    ]
    show.table(text("title-columns", name=file.name), ("kolom", "in_bestand", "stand"), lines)
    frame.out.print(mapping, markup=False, soft_wrap=True)
    frame.say("columns-hint")
    return 0


def _state(name: str, required: bool, found: dict[str, str]) -> str:
    if name in found:
        return text("column-found")
    return text("column-missing-required" if required else "column-missing-optional")
