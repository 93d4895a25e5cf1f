"""The commands of the door, in the order in which a user meets them."""

from __future__ import annotations

import os
import re
import sys
import traceback
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from banenafspraak.cli import columns, count, demo, editions, employer, explain, figures, store, verify
from banenafspraak.cli.frame import environment_language, frame, safe, show_problems, text
from banenafspraak.core.kernel.problems import ProblemsError, stop
from banenafspraak.core.tables.writing import unwritable

FAULT, INTERRUPTED = 1, 130
JSON = "--json"
DEBUG_VARIABLE = "BANENAFSPRAAK_DEBUG"
NINE_DIGITS = re.compile(r"\s*(?:\d[.\s-]*){9}")
app = typer.Typer(
    name="banenafspraak",
    help="Counts the jobs of the Dutch Banenafspraak from payroll records: exactly, explained and repeatable.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("count")(count.count)
app.command("employer")(employer.employer)
app.command("explain")(explain.explain)
app.command("verify")(verify.verify)
app.command("columns")(columns.columns)
figures.app.command("import")(editions.import_edition)
app.add_typer(figures.app, name="figures")
app.add_typer(
    store.app, name="store", help="Keep payroll by month in a folder, add to it, correct it, look it through."
)
app.add_typer(demo.app, name="demo", help="Make invented data to try the commands on, and show what they give.")


@app.callback(invoke_without_command=True)
def start(
    *,
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Set the language of the environment before a command sets its own."""
    frame.lang = environment_language()
    if show_version:
        typer.echo(version("banenafspraak"))
        raise typer.Exit


def run(arguments: list[str]) -> int:
    """Run a command and give its exit code.

    A fault of ours says so in one sentence: a traceback may quote values of a person.
    """
    frame.lang = environment_language()
    frame.as_json = JSON in arguments
    try:
        code = command(arguments)
    except ProblemsError as error:
        show_problems(error.problems, frame.lang)
        return error.exit
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        found = unwritable(Path(error.filename or "."), error)
        show_problems(found.problems, frame.lang)
        return found.exit
    except KeyboardInterrupt:
        frame.err.print("\n" + text("interrupted"))
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last net: no traceback reaches a user
        if os.environ.get(DEBUG_VARIABLE):
            traceback.print_exc()
        _say_short("fault", text("fault", kind=type(error).__name__))
        return FAULT
    return code


def command(arguments: list[str]) -> int:
    """Run the app as a plain call: wrong use gives exit code 2 with a sentence, everything else its own code."""
    refuse_bsn(arguments)
    try:
        code = typer.main.get_command(app)(arguments, standalone_mode=False, prog_name="banenafspraak")
    except TyperException as error:
        _say_short("wrong-use", error.format_message())
        return error.exit_code
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    return code if isinstance(code, int) else 0


def _say_short(code: str, sentence: str) -> None:
    """What is no problem of the catalogue: wrong use, in the words of the option reader, and a fault of ours."""
    if frame.as_json:
        frame.give({"problemen": [{"code": code, "what": sentence}]})
    else:
        frame.err.print(safe(sentence), soft_wrap=True)


def refuse_bsn(arguments: list[str]) -> None:
    """Nine digits are never taken from the command line, whatever option they stand at: they may be a BSN.

    Raises:
        ProblemsError: an argument has nine digits; the problem does not repeat it.
    """
    if any(NINE_DIGITS.fullmatch(argument.partition("=")[2] or argument) for argument in arguments):
        raise stop("person-looks-like-bsn")
