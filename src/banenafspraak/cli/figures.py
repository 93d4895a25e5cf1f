"""`banenafspraak figures`: the published figures, each in its own series, beside the targets."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from banenafspraak.cli import options, show
from banenafspraak.cli.frame import frame, text
from banenafspraak.core import figures as published

SeriesOption = Annotated[
    Literal["official", "uwv_quarterly"] | None,
    typer.Option("--series", help="One series. Without it: both, apart.", show_default=False),
]
Year = Annotated[int | None, typer.Option("--year", metavar="YEAR", help="One year.", show_default=False)]
Subtract = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--subtract",
        help="Two figures by their id: the first minus the second. Refused across series.",
        metavar="ID ID",
        show_default=False,
    ),
]
GOALS = ("jaar", "sector", "doelstelling", "extra_banen", "verschil", "zekerheid", "bron")
SHOWN = ("peildatum", "sector", "soort", "extra_banen", "banen", "zekerheid", "id")


def figures(
    series: SeriesOption = None,
    year: Year = None,
    subtract: Subtract = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Show published figures and targets. The two series stand apart and are never added or subtracted."""
    options.speak(lang, quiet=quiet, as_json=as_json)
    if subtract:
        return _difference(*subtract)
    found = published.figures(series, year)
    goals = published.targets(year)
    if as_json:
        frame.give({"cijfers": show.figure_lines(found), "doelstellingen": show.target_lines(goals)})
        return 0
    if not found:
        frame.out.print(text("figures-none"))
    for name, label in published.series_labels().items():
        lines = [one for one in found if one.series == name]
        if lines:
            show.table(label.label(frame.lang), SHOWN, show.figure_lines(lines))
            _sums(lines)
            _sources(lines)
    if goals:
        show.table(text("title-goals"), GOALS, show.goal_lines(goals))
    frame.out.print(text("mark-legend"), style="dim")
    if series is None and found:
        frame.out.print(text("figures-two"), soft_wrap=True)
    frame.out.print(text("figures-regions"), style="dim", soft_wrap=True)
    return 0


def _sums(lines: list[published.Figure]) -> None:
    """Parts beside their total: in regular and lent work, or in the sectors. A gap by rounding is shown, not mended."""
    by_place = {(one.measured_on, one.sector, one.employment_type): one for one in lines}
    for (day, sector, kind), total in by_place.items():
        if (sector, kind) != ("total", "all"):
            continue
        for parts in (("total", "regular"), ("total", "inleen")), (("market", "all"), ("government", "all")):
            found = tuple(by_place[day, *part] for part in parts if (day, *part) in by_place)
            if len(found) == len(parts) and all(one.extra_jobs is not None for one in (*found, total)):
                frame.out.print(f"  {_equation(published.parts_and_total(found, total))}", style="bold", soft_wrap=True)


def _equation(check: published.PartsCheck) -> str:
    parts = " + ".join(f"{show.number(one.extra_jobs or 0)} ({_part(one)})" for one in check.parts)
    total = show.number(check.total.extra_jobs or 0)
    if check.gap == 0:
        return f"{total} = {parts}"
    return f"{total} ≈ {parts} · " + text(
        "gap-rounding" if check.explained_by_rounding else "gap-unexplained", gap=check.gap
    )


def _part(one: published.Figure) -> str:
    return show.words(one.employment_type if one.sector == "total" else one.sector)


def _sources(lines: list[published.Figure]) -> None:
    for source in dict.fromkeys(one.source for one in lines):
        told = text("figure-source", title=source.title, address=source.address)
        frame.out.print(told, style="dim", soft_wrap=True, markup=False)
    for one in lines:
        if one.note:
            frame.out.print(f"  {one.id}: {one.note}", style="dim", soft_wrap=True, markup=False)


def _difference(of: str, minus: str) -> int:
    found = published.difference(published.figure(of), published.figure(minus))
    value = text("unknown") if found.extra_jobs is None else show.number(found.extra_jobs)
    if frame.as_json:
        frame.give(
            {"van": found.of.id, "min": found.minus.id, "extra_banen": found.extra_jobs, "zekerheid": found.mark}
        )
        return 0
    frame.out.print(text("difference", of=found.of.id, minus=found.minus.id, value=value), style="bold", soft_wrap=True)
    for note in found.notes:
        frame.out.print(f"  · {note}", soft_wrap=True, markup=False)
    return 0
