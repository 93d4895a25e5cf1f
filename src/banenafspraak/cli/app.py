"""The commands of the door, in the order in which a user meets them. Each is loaded when it is asked for."""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections import UserDict
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from banenafspraak.cli.frame import environment_language, frame, safe, show_problems, text
from banenafspraak.cli.options import PLAIN
from banenafspraak.core.kernel.problems import ProblemsError, stop
from banenafspraak.core.tables.writing import unwritable

FAULT, INTERRUPTED = 1, 130
JSON = "--json"
DEBUG_VARIABLE = "BANENAFSPRAAK_DEBUG"
NINE_DIGITS = re.compile(r"\s*(?:\d[.\s-]*){9}")
MODULES = {
    "count": "count",
    "employer": "employer",
    "explain": "explain",
    "verify": "verify",
    "columns": "columns",
    "figures": "editions",  # which adds the import to the figures
    "store": "store",
    "scheme": "scheme",
    "law": "law",
    "demo": "demo",
}


class Commands(UserDict[str, Any]):
    """Commands by name. What reads, counts and draws takes half a second to load, and no command needs all of it."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(MODULES))

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - typer gives its commands no public type
        """The command of a name: the group of commands of its module, or else the function of that name."""
        if self.data[name] is None:
            module = import_module(f"banenafspraak.cli.{MODULES[name]}")
            self.data[name] = typer.main.get_command(getattr(module, "app", None) or _single(name, module))
        return self.data[name]


def _single(name: str, module: ModuleType) -> typer.Typer:
    alone = typer.Typer(**PLAIN)
    alone.command(name)(getattr(module, name))
    return alone


class Root(TyperGroup):
    """The group of all commands."""

    def __init__(self, **asked: Any) -> None:  # noqa: ANN401 - what typer hands over
        super().__init__(**asked)
        self.commands = Commands()


app = typer.Typer(
    **PLAIN,
    cls=Root,
    name="banenafspraak",
    help="Counts the jobs of the Dutch Banenafspraak from payroll records: exactly, explained and repeatable.",
    no_args_is_help=True,
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # noqa: PLC0415 - loads a reader of mail headers, for this alone

        typer.echo(version("banenafspraak"))
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    *,
    show_version: Annotated[  # noqa: ARG001 - its callback has answered by now
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Set the language of the environment before a command sets its own."""
    frame.lang = environment_language()


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
