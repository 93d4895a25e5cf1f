"""The commands of the door, in the order in which a user meets them."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import click
import typer

from banenafspraak.cli import columns, count, demo, explain, figures, verify
from banenafspraak.cli.frame import environment_language, frame

app = typer.Typer(
    name="banenafspraak",
    help="Counts the jobs of the Dutch Banenafspraak from payroll records: exactly, explained and repeatable.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("count")(count.count)
app.command("explain")(explain.explain)
app.command("verify")(verify.verify)
app.command("figures")(figures.figures)
app.command("columns")(columns.columns)
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


def command(arguments: list[str]) -> int:
    """Run the app as a plain call: wrong use gives exit code 2 with a sentence, everything else its own code."""
    try:
        code = typer.main.get_command(app)(arguments, standalone_mode=False, prog_name="banenafspraak")
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return code if isinstance(code, int) else 0
