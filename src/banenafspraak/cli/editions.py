"""`banenafspraak figures import`: a new edition of a published series, checked and kept beside the earlier ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from banenafspraak.cli import options, show
from banenafspraak.cli.figures import app, equation, region_names, revised
from banenafspraak.cli.frame import figures_folder, frame, text
from banenafspraak.core.figures import (
    Brought,
    Import,
    brought,
    files,
    keep_edition,
    read_edition,
    read_editions,
    series_labels,
)
from banenafspraak.core.tables.columns import FIGURES
from banenafspraak.core.tables.mapping import Mapping, read_mapping

File = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="The figures of one series: CSV, XLSX or Parquet.", show_default=False),
]
Name = Annotated[
    str,
    typer.Option("--edition", metavar="NAME", help="What to call the edition, such as 2026-kw1.", show_default=False),
]
SeriesTold = Annotated[
    Literal["official", "uwv_quarterly"] | None,
    typer.Option("--series", help="The series, for rows that do not say it in reeks.", show_default=False),
]
Published = Annotated[
    datetime | None,
    typer.Option(
        "--published",
        metavar="DATE",
        formats=["%Y-%m-%d", "%d-%m-%Y"],
        help="The day of publication, for rows that do not say it in gepubliceerd_op.",
        show_default=False,
    ),
]
SourceTitle = Annotated[
    str | None,
    typer.Option(
        "--source", metavar="TEXT", help="Where the figures stand, for rows without bron.", show_default=False
    ),
]
Address = Annotated[
    str | None,
    typer.Option(
        "--address", metavar="TEXT", help="The address of the source, for rows without adres.", show_default=False
    ),
]
MarkOption = Annotated[
    Literal["V", "D", "U"] | None,
    typer.Option(
        "--mark",
        help="V verified in the source, D derived, U unverified, for rows without zekerheid. Without it: U.",
        show_default=False,
    ),
]


@app.command("import")
def import_edition(
    file: File,
    edition: Name,
    series: SeriesTold = None,
    published: Published = None,
    source: SourceTitle = None,
    address: Address = None,
    mark: MarkOption = None,
    columns: options.ColumnsFile = None,
    folder: options.FiguresFolder = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Import a new edition of a published series. It stands beside the earlier ones; nothing is written over.

    Every row is checked; the file is taken whole or not at all. What the edition revises is shown. Parts that miss
    their total are shown and not mended.
    """
    options.speak(lang, quiet=quiet, as_json=as_json)
    told = {
        "reeks": series,
        "gepubliceerd_op": published and published.date().isoformat(),
        "bron": source,
        "adres": address,
        "zekerheid": mark,
    }
    mapping = read_mapping(columns, FIGURES) if columns else Mapping()
    constants = {**mapping.constants, **{name: value for name, value in told.items() if value}}
    known = read_editions(figures_folder(folder))
    made = read_edition(Import(file, edition, region_names(), replace(mapping, constants=constants)), known)
    _show(brought(made, known), keep_edition(made, figures_folder(folder)))
    return 0


def _show(found: Brought, path: Path) -> None:
    if frame.as_json:
        frame.give(_as_data(found))
    elif not frame.quiet:
        _tell(found)
    frame.say("edition-kept", path=path)


def _as_data(found: Brought) -> dict[str, object]:
    return {
        **files.edition_line(found.edition),
        "nieuw": len(found.new),
        "herzieningen": files.only(files.REVISIONS, files.revision_lines(found.revisions)),
        "afronding": [{"id": one.total.id, "delen": one.sum_of_parts, "verschil": one.gap} for one in found.gaps],
        "opmerkingen": show.december(found.edition.figures),
    }


def _tell(found: Brought) -> None:
    made = found.edition
    numbers = [show.number(len(some)) for some in (made.figures, found.new, found.revisions)]
    label = series_labels()[made.series].label(frame.lang)
    title = text("edition-read", name=made.name, series=label, count=numbers[0], new=numbers[1], revised=numbers[2])
    frame.out.print(title, style="bold", soft_wrap=True)
    revised(found.revisions, frozenset(one.region for one in made.figures))
    if found.gaps:
        frame.out.print(text("edition-gaps"), soft_wrap=True)
    for check in found.gaps:
        frame.out.print(f"  {check.total.id}: {equation(check)}", soft_wrap=True)
    for note in show.december(made.figures):
        frame.out.print(note, soft_wrap=True)
