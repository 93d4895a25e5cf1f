"""`banenafspraak store`: payroll by month in a folder, added to, corrected, counted and looked through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from banenafspraak.cli import options, show
from banenafspraak.cli.frame import REFUSED, frame, key_of, progress, text
from banenafspraak.cli.ordering import definition_of
from banenafspraak.core.counting.files import write_refused
from banenafspraak.core.counting.plan import make_plan
from banenafspraak.core.counting.store import steps
from banenafspraak.core.counting.store.checking import Looked, look_through
from banenafspraak.core.counting.store.state import State, Store
from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.tables.columns import PAYROLL
from banenafspraak.core.tables.mapping import Mapping, read_mapping
from banenafspraak.core.tables.writing import Cell, keep_apart

DIFFERS, KILO = 6, 1000
app = typer.Typer(
    **options.PLAIN,
    name="store",
    help="Keep payroll by month in a folder, add to it, correct it, look it through.",
    no_args_is_help=True,
)
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of the store.", show_default=False)]
File = Annotated[Path, typer.Argument(metavar="FILE", help="The file to take in.", show_default=False)]
RefusedFile = Annotated[
    Path | None,
    typer.Option("--refused", metavar="FILE", help="Write each refused row, with why.", show_default=False),
]
Month = Annotated[
    str,
    typer.Option("--month", metavar="YEAR-MONTH", help="The month to replace: 2018-12.", show_default=False),
]
Older = Annotated[bool, typer.Option("--older", help="Take a register that is older than the one in the store.")]
Recount = Annotated[
    list[str] | None,
    typer.Option(
        "--recount", metavar="PERIOD", help="Count this period anew as well; several may be given.", show_default=False
    ),
]
Keep = Annotated[
    int | None,
    typer.Option(
        "--keep", metavar="STEPS", min=1, show_default=False,
        help="Also take away for good what none of the last so many steps needs: replaced rows, earlier registers.",
    ),
]  # fmt: skip
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask first.")]


@app.command("init")
def init(
    folder: Folder,
    key_file: options.KeyFile = None,
    quiet: options.Quiet = False,
    lang: options.Lang = None,
) -> int:
    """Make an empty store in a new or empty folder."""
    options.speak(lang, quiet=quiet)
    steps.init(folder, _hand(key_file))
    frame.say("store-made", folder=folder)
    return 0


@app.command("add")
def add(
    folder: Folder,
    deliveries: options.SomeDeliveries = None,
    correction: options.Corrections = None,
    refused: RefusedFile = None,
    columns: options.ColumnsFile = None,
    xsd: options.Xsd = None,
    key_file: options.KeyFile = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Add deliveries to the months they are about. Corrections come after everything that is there, in their order."""
    options.speak(lang, quiet=quiet, as_json=as_json)
    given = [*(deliveries or ()), *(correction or ())]
    if not given:
        raise stop("store-nothing-given")
    return _taken(
        lambda hand: steps.add(folder, hand, deliveries or (), correction or ()),
        (folder, given, refused), columns, xsd, key_file,
    )  # fmt: skip


@app.command("replace")
def replace(
    folder: Folder,
    deliveries: options.Deliveries,
    month: Month,
    refused: RefusedFile = None,
    columns: options.ColumnsFile = None,
    xsd: options.Xsd = None,
    key_file: options.KeyFile = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Put deliveries in the place of everything that a month holds, its corrections included."""
    options.speak(lang, quiet=quiet, as_json=as_json)
    return _taken(
        lambda hand: steps.replace_month(folder, hand, month, deliveries),
        (folder, deliveries, refused), columns, xsd, key_file,
    )  # fmt: skip


@app.command("register")
def register(
    folder: Folder,
    file: File,
    older: Older = False,
    refused: RefusedFile = None,
    key_file: options.KeyFile = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Put a doelgroepregister in the place of the one that is there. Only persons who differ are counted again."""
    options.speak(lang, quiet=quiet, as_json=as_json)
    return _taken(
        lambda hand: steps.register(folder, hand, file, older=older), (folder, [file], refused), key_file=key_file
    )


@app.command("employers")
def employers(
    folder: Folder,
    file: File,
    refused: RefusedFile = None,
    key_file: options.KeyFile = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Put a table of employers in the place of the one that is there: sector, subsector, sbi, gemeente."""
    options.speak(lang, quiet=quiet, as_json=as_json)
    return _taken(lambda hand: steps.employers(folder, hand, file), (folder, [file], refused), key_file=key_file)


@app.command("keys")
def keys(
    folder: Folder,
    file: File,
    refused: RefusedFile = None,
    key_file: options.KeyFile = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Put keys that divide lent hours in the place of those that are there."""
    options.speak(lang, quiet=quiet, as_json=as_json)
    return _taken(lambda hand: steps.keys(folder, hand, file), (folder, [file], refused), key_file=key_file)


@app.command("status")
def status(
    folder: Folder,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Show what a store holds: months, register, employers, keys, and every step that was taken."""
    options.speak(lang, quiet=quiet, as_json=as_json)
    store = Store.open(folder)
    if as_json:
        frame.give({"maanden": month_lines(store.state), "stappen": step_lines(store), **_rest(store.state)})
        return 0
    if store.state.invented:
        frame.out.print(text("store-invented"), style="bold")
    lines = month_lines(store.state)
    if lines:
        show.table(text("title-months", folder=folder.name), tuple(lines[0]), lines)
    else:
        frame.out.print(text("store-empty"))
    for name, value in _rest(store.state).items():
        said = text("store-none") if value is None else show.cell(name, value)
        frame.out.print(f"{text(f'store-{name}')}: {said}", soft_wrap=True)
    steps_taken = step_lines(store)
    show.table(text("title-steps"), tuple(steps_taken[0]), steps_taken)
    return 0


@app.command("verify")
def verify(
    folder: Folder,
    recount: Recount = None,
    definition: options.Definition = "monitor",
    rules: options.Rules = "volgens_datum",
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    """Look a store through: the chain of its steps, the digest of every file and, when asked, counts made anew.

    Exit code 6 says that something is not as it was written, or that a count differs.
    """
    options.speak(lang, quiet=quiet, as_json=as_json)
    store = Store.open(folder, held=True)
    asked = definition_of(definition, rules)
    found = look_through(
        store,
        [make_plan(asked, period) for period in recount or ()],
        lambda name: frame.say("store-looking", name=name),
    )
    if as_json:
        frame.give({"stappen": found.states, "heel": found.whole, "bestanden": list(_broken(found)),
                    "geteld": list(found.counted), "verschillend": list(found.differing)})  # fmt: skip
    else:
        _say(found)
    return 0 if found.whole else DIFFERS


@app.command("clean")
def clean(
    folder: Folder,
    keep: Keep = None,
    yes: Yes = False,
    quiet: options.Quiet = False,
    lang: options.Lang = None,
) -> int:
    """Take away what can be made again from the months. The next count takes longer; nothing is lost.

    With --keep also what was replaced: that does not come back. The list of steps stays whole.
    """
    options.speak(lang, quiet=quiet)
    Store.open(folder)
    question = text("store-keep-ask", keep=keep) if keep else text("store-clean-ask")
    if not yes and not typer.confirm(question, default=False, err=True):
        return 0
    freed = steps.clean(folder, datetime.now(UTC), keep)
    frame.say("store-cleaned", bytes=show.number(freed), size=show.number(freed // KILO**2))
    return 0


def month_lines(state: State) -> list[dict[str, Cell]]:
    """The months of a store as plain lines."""
    return [
        {
            "maand": name,
            "rijen": month.count,
            "bestanden": len(month.files),
            "delen": len(month.rows),
            "digest": month.rows[-1].rpartition("-")[2][:12],
        }
        for name, month in state.months.items()
    ]


def step_lines(store: Store) -> list[dict[str, Cell]]:
    """The steps of a store as plain lines; one that is gone says so."""
    return [
        {
            "stap": str(number),
            "wat": state.step.kind if state else text("store-step-gone"),
            "wanneer": state.step.at if state else None,
            "bestanden": ", ".join(file.name for file in state.step.files) if state else None,
            "maanden": ", ".join(state.step.months) if state else None,
        }
        for number, state in store.history()
    ]


def _rest(state: State) -> dict[str, Cell]:
    return {
        "register": state.register.file.name if state.register else None,
        "peildatum": state.register.day if state.register else None,
        "werkgevers": state.employers.file.name if state.employers else None,
        "sleutels": state.keys.file.name if state.keys else None,
        "personen": state.count_persons,
        "bewaard_vanaf": state.since,
    }


def _say(found: Looked) -> None:
    for name in _broken(found):
        frame.out.print(text("store-broken", name=name), markup=False, soft_wrap=True)
    for name in found.differing:
        frame.out.print(text("store-differs", name=name), markup=False, soft_wrap=True)
    if found.whole:
        frame.out.print(text("store-whole", states=found.states, counted=len(found.counted)), soft_wrap=True)


def _broken(found: Looked) -> list[str]:
    return [*([found.broken_state] if found.broken_state else []), *found.broken_files]


def _hand(key_file: Path | None) -> steps.Hand:
    return steps.Hand(key_of(key_file), datetime.now(UTC))


def _taken(
    step: Callable[[steps.Hand], steps.Done],
    places: tuple[Path, list[Path], Path | None],
    columns: Path | None = None,
    xsd: Path | None = None,
    key_file: Path | None = None,
) -> int:
    """Take a step with its progress, and say what it took in and refused."""
    folder, given, refused = places
    keep_apart((refused,), [*given, columns, xsd, key_file, folder])
    if any(path.resolve().is_relative_to(folder.resolve()) for path in given):
        raise stop("store-in-itself", Place(folder.name))
    hand = _hand(key_file)
    with progress() as tell:
        done = step(steps.Hand(hand.key, hand.now, read_mapping(columns, PAYROLL) if columns else Mapping(), xsd, tell))
    _tell(done)
    if refused:
        write_refused(done.refused, refused, frame.lang)
    if done.refused:
        frame.say("refused-where" if refused else "store-refused-hint", path=refused)
    return REFUSED if done.refused else 0


def _tell(done: steps.Done) -> None:
    state = done.store.state
    read = {"gelezen": sum(file.rows_read for file in state.step.files),
            "aangenomen": sum(file.rows_accepted for file in state.step.files),
            "geweigerd": sum(file.rows_refused for file in state.step.files)}  # fmt: skip
    if frame.as_json:
        frame.give({"stap": state.number, "wat": state.step.kind, "maanden": list(state.step.months), **read})
        return
    counted = {name: show.number(value) for name, value in read.items()}
    frame.say("store-taken", step=state.number, **counted)
    if state.step.months:
        frame.say("store-months", months=", ".join(state.step.months))
    if done.passed_over:
        frame.say("store-passed-over", names=", ".join(done.passed_over[:10]))
