"""`banenafspraak demo`: invented data to try the commands on. Every table says that it is invented."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from banenafspraak.cli import options, show
from banenafspraak.cli.frame import frame, key_of, progress, text
from banenafspraak.cli.ordering import editions_of
from banenafspraak.core import figures as published
from banenafspraak.core.counting import Order, count
from banenafspraak.core.counting.files import write_refused, write_result
from banenafspraak.core.invented.employer import FEWEST_WORKERS, MOST_WORKERS, RETURNS, write_employer
from banenafspraak.core.invented.nation import Nation, write_nation
from banenafspraak.core.kernel.periods import DECEMBER
from banenafspraak.core.kernel.problems import Place, stop

app = typer.Typer(
    **options.PLAIN,
    name="demo",
    help="Make invented data to try the commands on, and show what they give.",
    no_args_is_help=True,
)
YEAR = 2018
Folder = Annotated[
    Path,
    typer.Option(
        "--out", metavar="FOLDER", help="Folder to write to; it is made when it is not there.", show_default=False
    ),
]
Scale = Annotated[float, typer.Option("--scale", help="Size beside the real nation: 0.01 is one hundredth.")]
Seed = Annotated[int, typer.Option("--seed", help="The same seed and scale give the same data.")]
Workers = Annotated[int, typer.Option("--workers", help="Number of workers.", min=FEWEST_WORKERS, max=MOST_WORKERS)]


@app.command()
def nation(
    out: Folder, scale: Scale = 0.01, seed: Seed = 1, quiet: options.Quiet = False, lang: options.Lang = None
) -> int:
    """Write an invented nation: payroll by month, register, employers, keys and scaled targets."""
    options.speak(lang, quiet=quiet)
    made = _nation(out, scale, seed)
    frame.say("next-steps")
    frame.say("command", command=_command(out, made))
    frame.say("command", command=_command(out, made, f"--period 2018Q4 --definition quarter --report {out}/rapport"))
    return 0


@app.command()
def employer(
    out: Folder, workers: Workers = 40, seed: Seed = 1, quiet: options.Quiet = False, lang: options.Lang = None
) -> int:
    """Write an invented employer with complete wage tax returns of 2026, count it and say how to explain a row."""
    options.speak(lang, quiet=quiet)
    write_employer(out, seed, workers)
    frame.say("employer-made", folder=out)
    order = Order(
        (out / RETURNS,),
        out / "register.csv",
        "2026",
        key_of(None),
        employers=out / "werkgevers.csv",
        by=("sector", "soort"),
    )
    with progress() as tell:
        result = count(replace(order, progress=tell))
    if not quiet:
        show.result(result)
    for path in write_result(result, out / "telling-2026.xlsx"):
        frame.say("written", path=path)
    frame.say("next-steps")
    asked = f"{out / RETURNS} --register {out / 'register.csv'} --period 2026"
    for command in (f"explain {asked} --cell soort=inleen", f"count {asked} --definition employer-year --by maand"):
        frame.say("command", command=f"banenafspraak {command}")
    return 0


@app.command()
def run(
    out: Folder, scale: Scale = 0.01, seed: Seed = 1, quiet: options.Quiet = False, lang: options.Lang = None
) -> int:
    """Make the invented nation, count it, and show it beside the published figures, each under its own name."""
    options.speak(lang, quiet=quiet)
    made = _nation(out, scale, seed)
    order = Order(
        made.payroll,
        made.register,
        str(YEAR),
        key_of(None),
        corrections=(made.corrections,) if made.corrections else (),
        employers=made.employers,
        keys=made.keys,
        targets=made.targets,
        by=("sector",),
    )
    with progress() as tell:
        result = count(replace(order, progress=tell))
    frame.out.rule(text("invented-count", scale=scale))
    show.result(result)
    write_refused(result.refused, out / "geweigerd.csv", frame.lang)
    for kind in (".csv", ".xlsx"):
        for path in write_result(result, out / f"telling-{YEAR}{kind}"):
            frame.say("written", path=path)
    _beside()
    frame.say("files-are", folder=out.resolve())
    frame.say("next-steps")
    frame.say("command", command=_command(out, made))
    return 0


def _nation(out: Path, scale: float, seed: int) -> Nation:
    if not 0 < scale <= 1:
        raise stop("scale-unfit", Place("--scale"))
    frame.say("nation-making", scale=scale)
    out.mkdir(parents=True, exist_ok=True)
    made = write_nation(out, Fraction(str(scale)), seed)
    frame.say("nation-made", scale=scale, folder=out)
    return made


def _beside() -> None:
    frame.out.rule(text("beside-title"))
    for name, label in published.series_labels().items():
        lines = [one for one in editions_of(None).figures(name, YEAR) if one.measured_on.month == DECEMBER]
        show.table(
            label.label(frame.lang),
            ("peildatum", "sector", "soort", "extra_banen", "zekerheid", "bron"),
            show.figure_lines(lines),
        )
    goals = show.target_lines(published.targets(YEAR))
    show.table(text("title-targets"), ("jaar", "sector", "doelstelling", "zekerheid", "bron"), goals)
    frame.out.print(text("figures-two"), soft_wrap=True)
    frame.out.print(text("beside-note"), style="bold", soft_wrap=True)


def _command(out: Path, made: Nation, asked: str = "--period 2018 --by regio") -> str:
    parts = [
        f"{out}/loonaangifte",
        f"--register {made.register}",
        f"--employers {made.employers}",
        f"--keys {made.keys}",
    ]
    parts += [f"--targets {made.targets}", asked]
    if made.corrections:
        parts.insert(1, f"--correction {made.corrections}")
    return "banenafspraak count " + " ".join(parts)
