"""`banenafspraak law`: look a law file over before it counts, and see what a change of law would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from banenafspraak.cli import options, show
from banenafspraak.cli.frame import frame, text
from banenafspraak.core.kernel.law import LAW
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.regions.membership import region
from banenafspraak.core.reports.numbers import number
from banenafspraak.core.schemes.answers import euros
from banenafspraak.core.schemes.comparing import Changed, changed_examples
from banenafspraak.core.schemes.reading import book_of, files_of, read_file, sources_of
from banenafspraak.core.tables.writing import Line

if TYPE_CHECKING:
    from banenafspraak.core.schemes.population import Gain

app = typer.Typer(**options.PLAIN, name="law")
THREE_UP = 3
Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATH]...", help="Files or folders. Without any: the law of this program.", show_default=False
    ),
]
Before = Annotated[Path, typer.Argument(metavar="A", help="A folder of law, as it is.", show_default=False)]
After = Annotated[Path, typer.Argument(metavar="B", help="A folder of law, as it would be.", show_default=False)]
Year = Annotated[
    int, typer.Option("--year", metavar="YEAR", help="The calendar year that is reckoned.", min=2015, max=2099)
]
Size = Annotated[int, typer.Option("--people", metavar="N", help="How many invented people.", min=1, max=1_000_000)]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="The same seed draws the same people.")]


@app.command("check")
def check(
    paths: Paths = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Explain all that is wrong in law files: order, overlap, missing sources, units, slips in names."""
    options.speak(lang, quiet=quiet, as_json=as_json)
    problems: list[Problem] = []
    read = 0
    for folder, file in _files(paths or [LAW]):
        *_, wrong, _digest = read_file(file, folder, sources_of(LAW, _own(paths)))
        problems += wrong
        read += 1
    if problems:
        raise ProblemsError(problems)
    if frame.as_json:
        frame.give({"bestanden": read, "problemen": []})
    else:
        frame.say("law-in-order", count=read)
    return 0


def _own(paths: list[Path] | None) -> Path | None:
    """The folder that was given, where an installation keeps its own sources."""
    return next((path for path in paths or [] if path.is_dir()), None)


def _files(paths: list[Path]) -> list[tuple[Path, Path]]:
    found: list[tuple[Path, Path]] = []
    for path in paths:
        if path.is_dir():
            found += files_of(path) if (path / "nl").is_dir() else files_of(path, path)
        elif path.is_file():
            found.append((path.resolve().parents[min(THREE_UP, len(path.resolve().parents) - 1)], path.resolve()))
        else:
            raise ProblemsError([Problem("law-no-file", Place(path.name))])
    return list(dict.fromkeys(found))


@app.command("diff")
def diff(
    before: Before,
    after: After,
    year: Year = 2026,
    people: Size = 20_000,
    seed: Seed = 1,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Show who would gain and who would lose among invented people, per region, and which examples change."""
    from banenafspraak.core.invented.claims import invented_people  # noqa: PLC0415 - arrays, for this alone
    from banenafspraak.core.schemes.population import simulate  # noqa: PLC0415 - as above

    options.speak(lang, quiet=quiet, as_json=as_json)
    for path in (before, after):
        if not path.is_dir():
            raise ProblemsError([Problem("law-no-file", Place(path.name))])
    old, new = book_of(before), book_of(after)
    gains = simulate(invented_people(people, seed, year), old, new, year)
    changed = changed_examples(old, new)
    title = text("title-law-diff", year=year, count=number(people, frame.lang))
    more = {"jaar": year, "verzonnen_personen": people, "voorbeelden": list(map(_example, changed))}
    show_gains(title, gains, more)
    if not frame.as_json:
        _examples(changed)
    return 0


def show_gains(title: str, gains: Sequence[Gain], more: Mapping[str, object]) -> None:
    """Who gains and who loses, per region: as a table, or as data with what more belongs to it."""
    if frame.as_json:
        frame.give({**more, "regios": list(map(_as_data, gains))})
        return
    lines: list[Line] = [
        {
            "regio": _region(one.region),
            "personen": one.persons,
            "erop_vooruit": one.gain,
            "erop_achteruit": one.lose,
            "verschil": euros(one.after - one.before).text(frame.lang),
        }
        for one in gains
    ]
    show.table(title, ("regio", "personen", "erop_vooruit", "erop_achteruit", "verschil"), lines)


def _region(code: str) -> str:
    """The name of a region; of none, the nation, and of an unknown one a dash."""
    found = region(code) if code and code != "?" else None
    return found.name if found else text("word-nation") if not code else "–"


def _as_data(one: object) -> dict[str, object]:
    names = {
        "region": "regio",
        "persons": "personen",
        "gain": "erop_vooruit",
        "lose": "erop_achteruit",
        "before": "voor_cent",
        "after": "na_cent",
    }
    return {dutch: getattr(one, name) for name, dutch in names.items()}


def _example(one: Changed) -> Line:
    return {"regeling": one.scheme, "voorbeeld": one.name, "voor": one.before, "na": one.after}


def _examples(changed: list[Changed]) -> None:
    if not changed:
        frame.say("examples-same")
        return
    show.table(text("title-examples"), ("regeling", "voorbeeld", "voor", "na"), map(_example, changed))
