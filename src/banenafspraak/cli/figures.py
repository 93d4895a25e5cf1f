"""`banenafspraak figures`: the published figures, each in its own series, beside the targets; what was revised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from banenafspraak.cli import options, show
from banenafspraak.cli.frame import CONTROLS, figures_folder, frame, text
from banenafspraak.cli.ordering import editions_of
from banenafspraak.core import figures as published
from banenafspraak.core.figures import Editions, Figure, PartsCheck, Revision, files
from banenafspraak.core.figures.editions import NATION, Places
from banenafspraak.core.figures.importing import UNKNOWN, place_of
from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.regions import regions
from banenafspraak.core.tables.writing import Line, keep_apart

app = typer.Typer(**options.PLAIN, name="figures")
SeriesOption = Annotated[
    Literal["official", "uwv_quarterly"] | None,
    typer.Option("--series", help="One series. Without it: both, apart.", show_default=False),
]
Year = Annotated[int | None, typer.Option("--year", metavar="YEAR", help="One year.", show_default=False)]
Region = Annotated[
    str | None,
    typer.Option(
        "--region",
        metavar="REGION",
        help="A region by code or name, or 'alle'. Without it: the nation.",
        show_default=False,
    ),
]
EditionOption = Annotated[
    str | None,
    typer.Option(
        "--edition",
        metavar="NAME",
        help="What one edition printed, or with --revisions changed. Without it: of each figure the last edition.",
        show_default=False,
    ),
]
Subtract = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--subtract",
        help="Two figures by their id: the first minus the second. Refused across series.",
        metavar="ID ID",
        show_default=False,
    ),
]
Revisions = Annotated[
    bool, typer.Option("--revisions", help="Each figure that a later edition changed: old, new, difference.")
]
EditionsOption = Annotated[bool, typer.Option("--editions", help="The editions that are there.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write what is asked for: .csv, .json or .xlsx.", show_default=False),
]
ALL_REGIONS = {"alle", "all"}
GOALS = ("jaar", "sector", "doelstelling", "extra_banen", "verschil", "zekerheid", "bron")
SHOWN = ("peildatum", "sector", "soort", "extra_banen", "banen", "zekerheid", "id")
REVISED = ("peildatum", "sector", "soort", "maat", "oud", "nieuw", "verschil", "vorige_uitgave", "uitgave")
LISTED = ("uitgave", "reeks", "gepubliceerd_op", "cijfers", "zekerheid", "bronnen", "bestand")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures are asked for: of which edition, series, year and places."""

    known: Editions
    edition: str | None
    series: str | None
    year: int | None
    places: Places

    @property
    def editions(self) -> Editions:
        """The editions asked for."""
        return self.known if self.edition is None else self.known.of(self.edition)

    def figures(self) -> tuple[Figure, ...]:
        """The figures that hold, or what one edition printed."""
        return self.editions.figures(self.series, self.year, self.places)

    def revisions(self) -> list[Revision]:
        """What later editions changed, or what one edition changed."""
        names = self.editions.names
        found = self.known.revisions(self.series, self.year, self.places)
        return [one for one in found if self.edition is None or one.after.edition in names]


@app.callback(invoke_without_command=True)
def figures(
    context: typer.Context,
    series: SeriesOption = None,
    year: Year = None,
    region: Region = None,
    edition: EditionOption = None,
    subtract: Subtract = None,
    revisions: Revisions = False,
    editions: EditionsOption = False,
    out: Out = None,
    folder: options.FiguresFolder = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Show published figures and targets. The two series stand apart and are never added or subtracted.

    Of each figure the last edition is shown. Earlier editions stay: --revisions shows what changed.
    """
    _refuse_mixed(context, (subtract, revisions, editions), out if subtract else None)
    if context.invoked_subcommand:
        return 0
    options.speak(lang, quiet=quiet, as_json=as_json)
    keep_apart((out,), (figures_folder(folder),))
    known = editions_of(folder)
    asked = Asked(known, edition, series, year, places_of(region, known))
    if subtract:
        _difference(asked, *subtract)
    elif editions:
        _editions(asked, out)
    elif revisions:
        _revisions(asked, out)
    else:
        _figures(asked, out)
    return 0


def _refuse_mixed(context: typer.Context, ways: Sequence[object], out: Path | None) -> None:
    """Options that say two things at once are wrong use; nothing is left aside silently."""
    if context.invoked_subcommand and any(context.params.values()):
        raise typer.BadParameter(
            f"Options of figures do not go with {context.invoked_subcommand}: put its own behind it."
        )
    if sum(map(bool, ways)) > 1 or out:
        raise typer.BadParameter(
            "--subtract, --revisions and --editions go one at a time, and --subtract without --out."
        )


def region_names() -> dict[str, str]:
    """The code of each region by its code and by its name."""
    return {name: one.code for one in regions() for name in (one.code, one.name)}


def places_of(region: str | None, known: Editions) -> Places:
    """The places asked for: the nation, one region, or all regions that there are figures about."""
    if region is None:
        return NATION
    if region.casefold() in ALL_REGIONS:
        return known.places - NATION
    code = place_of(region, region_names())
    if code == UNKNOWN:
        raise stop("region-unknown", Place("--region"))
    return frozenset({code})


def _figures(asked: Asked, out: Path | None) -> None:
    found = asked.figures()
    goals = published.targets(asked.year) if asked.places == NATION else ()
    notes = [*_two_series(asked, found), *show.december(found)]
    _write(out, "cijfers", files.FIGURES, files.figure_lines(found, asked.known), notes)
    if frame.as_json:
        data = files.as_data("cijfers", show.figure_lines(found), notes)
        frame.give({**data, "doelstellingen": show.target_lines(goals)})
        return
    if not found:
        frame.out.print(text("figures-none"))
    for label, lines in _by_series(found):
        show.table(label, _with_place(SHOWN, asked.places), show.figure_lines(lines))
        for check in published.sums(lines):
            frame.out.print(f"  {equation(check)}", style="bold", soft_wrap=True)
        sources(lines)
    if goals:
        show.table(text("title-goals"), GOALS, show.goal_lines(goals, asked.editions.figures("official", asked.year)))
    frame.out.print(text("mark-legend"), style="dim")
    for note in notes:
        frame.out.print(note, soft_wrap=True)
    if asked.places == NATION:
        there = asked.known.places - NATION
        frame.out.print(text("figures-places" if there else "figures-regions"), style="dim", soft_wrap=True)


def _two_series(asked: Asked, found: Sequence[Figure]) -> list[str]:
    return [text("figures-two")] if asked.series is None and found else []


def _by_series(found: Sequence[Figure]) -> Iterable[tuple[str, list[Figure]]]:
    """The figures of each series under its name, for the series that have any."""
    for name, label in published.series_labels().items():
        if lines := [one for one in found if one.series == name]:
            yield label.label(frame.lang), lines


def _with_place(columns: Sequence[str], places: Places) -> Sequence[str]:
    """The columns, with the place when it is not the nation alone."""
    return columns if places == NATION else (columns[0], "regio", *columns[1:])


def _write(out: Path | None, name: str, columns: Sequence[str], lines: Iterable[Line], notes: Sequence[str]) -> None:
    if out:
        files.write_lines(out, name, columns, lines, notes)
        frame.say("written", path=out)


def equation(check: PartsCheck) -> str:
    """Parts beside their total. A gap is shown with what explains it, and not mended."""
    parts = " + ".join(f"{show.number(one.extra_jobs or 0)} ({_part(one)})" for one in check.parts)
    total = show.number(check.total.extra_jobs or 0)
    total += "" if check.total.employment_type == "all" else f" ({_part(check.total)})"
    if check.gap == 0:
        return f"{total} = {parts}"
    if len({one.edition for one in (*check.parts, check.total)}) > 1:
        why = "gap-editions"
    else:
        why = "gap-rounding" if check.explained_by_rounding else "gap-unexplained"
    return f"{total} ≈ {parts} · {text(why, gap=show.number(check.gap))}"


def _part(one: Figure) -> str:
    return show.words(one.employment_type if one.sector == "total" else one.sector)


def sources(found: Iterable[Figure]) -> None:
    """Where figures were read, and what their sources say about them. It may be text of a user."""
    listed = list(found)
    for source in dict.fromkeys((one.source.title, one.source.address) for one in listed):
        told = text("figure-source", source=", ".join(filter(None, source)))
        frame.out.print(told.translate(CONTROLS), style="dim", soft_wrap=True, markup=False)
    for one in listed:
        if one.note:
            told = f"  {one.id}: {one.note}".translate(CONTROLS)
            frame.out.print(told, style="dim", soft_wrap=True, markup=False)


def _difference(asked: Asked, of: str, minus: str) -> None:
    found = published.difference(asked.editions.figure(of), asked.editions.figure(minus))
    value = text("unknown") if found.extra_jobs is None else show.number(found.extra_jobs)
    if frame.as_json:
        frame.give(
            {"van": found.of.id, "min": found.minus.id, "extra_banen": found.extra_jobs, "zekerheid": found.mark}
        )
        return
    frame.out.print(text("difference", of=found.of.id, minus=found.minus.id, value=value), style="bold", soft_wrap=True)
    for note in (*found.notes, *show.december((found.of, found.minus))):
        frame.out.print(f"  · {note}".translate(CONTROLS), soft_wrap=True, markup=False)


def _editions(asked: Asked, out: Path | None) -> None:
    found = asked.editions.editions
    lines = [files.edition_line(one) for one in found]
    _write(out, "uitgaven", files.EDITIONS, lines, ())
    if frame.as_json:
        frame.give({"uitgaven": lines})
    else:
        show.table(text("title-editions"), LISTED, show.edition_lines(found))


def _revisions(asked: Asked, out: Path | None) -> None:
    found = asked.revisions()
    lines, notes = files.revision_lines(found), show.december(one.after for one in found)
    _write(out, "herzieningen", files.REVISIONS, lines, notes)
    if frame.as_json:
        frame.give(files.as_data("herzieningen", files.only(files.REVISIONS, lines), notes))
        return
    if not found:
        frame.out.print(text("revisions-none"), soft_wrap=True)
    revised(found, asked.places)
    for note in notes:
        frame.out.print(note, soft_wrap=True)


def revised(found: Sequence[Revision], places: Places) -> None:
    """Revisions as tables, one for each series, with their sources."""
    for label, lines in _by_series([one.after for one in found]):
        some = [one for one in found if one.after.series == lines[0].series]
        title = text("title-revisions", series=label)
        show.table(title, _with_place(REVISED, places), show.revised_lines(some))
        sources(lines)
