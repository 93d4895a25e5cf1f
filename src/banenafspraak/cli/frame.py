"""What all commands share: language, quiet and JSON, problems to exit codes, progress, and the key.

Exit codes: 0 done · 1 a fault of ours · 2 wrong use · 3 a file cannot be read · 4 rows were refused · 5 a setting is
not valid · 6 verify found a difference · 7 a place cannot be written · 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.kernel.problems import Language, Problem
from banenafspraak.core.kernel.pseudonyms import Key, read_key
from banenafspraak.core.reports.numbers import number
from banenafspraak.core.tables.writing import json_bytes

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID

    from banenafspraak.core.tables.reading import Progress

REFUSED = 4
MOST_SHOWN = 20
TINY = 1e-3
CONTROLS = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}
WIDTH = 120
KEY_VARIABLE, LANGUAGE_VARIABLE = "BANENAFSPRAAK_KEY", "BANENAFSPRAAK_LANG"
FIGURES_VARIABLE = "BANENAFSPRAAK_FIGURES"


def _console(*, stderr: bool) -> Console:
    """A console; what is not a terminal gets lines of one width, so that a table in a file stays whole."""
    from rich.console import Console  # noqa: PLC0415 - a third of the start of a command that prints nothing

    console = Console(stderr=stderr, highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH
    return console


class Frame:
    """How this run speaks: language, quiet, JSON; and where it writes."""

    lang: Language = "nl"
    quiet: bool = False
    as_json: bool = False

    @cached_property
    def out(self) -> Console:
        """Where output goes."""
        return _console(stderr=False)

    @cached_property
    def err(self) -> Console:
        """Where everything else that is said goes."""
        return _console(stderr=True)

    def say(self, key: str, **values: Any) -> None:  # noqa: ANN401 - values of a sentence
        """One line for people, on the error stream, so that output stays clean."""
        if not self.quiet:
            said = text(key, self.lang, **values).translate(CONTROLS)
            self.err.print(said, soft_wrap=True, markup=False)

    def give(self, value: object) -> None:
        """Plain data for machines."""
        sys.stdout.write(json_bytes(value).decode())


frame = Frame()


@cache
def _texts() -> dict[str, dict[str, str]]:
    body: dict[str, dict[str, str]] = load_yaml(Path(__file__).with_name("texts.yaml").read_text(encoding="utf-8"))
    return body


def text(key: str, lang: Language | None = None, **values: Any) -> str:  # noqa: ANN401 - values of a sentence
    """A sentence of this door in one language.

    >>> text("title-targets", "en")
    'Targets'
    """
    return _texts()[key][lang or frame.lang].format(**values)


def safe(value: str) -> str:
    r"""A text of the user as it may stand between our own markup: it steers neither the markup nor the terminal.

    >>> safe("[/]\x1b")
    '\\[/]�'
    """
    from rich.markup import escape  # noqa: PLC0415 - as above

    return escape(value.translate(CONTROLS))


def show_problems(problems: Sequence[Problem], lang: Language) -> None:
    """Print problems for people, or as JSON: code, place, what, why, remedy."""
    if frame.as_json:
        frame.give({"problemen": [_as_data(problem, lang) for problem in problems]})
        return
    for (code, *said), alike in _grouped(problems, lang).items():
        places = [place for place in (problem.place.text(lang) for problem in alike) if place]
        frame.err.print(f"[bold red]{code}[/]", *(f"· {safe(place)}" for place in places[:1]), soft_wrap=True)
        frame.err.print(f"  {safe(said[0])} {safe(said[1])}", soft_wrap=True)
        frame.err.print(f"  → {safe(said[2])}", soft_wrap=True)
        for place in places[1:MOST_SHOWN]:
            frame.err.print(f"  · {safe(place)}", soft_wrap=True)
        if len(places) > MOST_SHOWN:
            frame.err.print(f"  {text('and-more', lang, count=len(places) - MOST_SHOWN)}")


def _grouped(problems: Sequence[Problem], lang: Language) -> dict[tuple[str, ...], list[Problem]]:
    """Problems that say the same stand together: the sentences once, the places below them."""
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        said = problem.sentences(lang)
        groups.setdefault((problem.code, said["what"], said["why"], said["remedy"]), []).append(problem)
    return groups


def _as_data(problem: Problem, lang: Language) -> dict[str, Any]:
    place = {"bestand": problem.place.file, "rij": problem.place.row, "kolom": problem.place.column}
    return {"code": problem.code, "plaats": place, **problem.sentences(lang)}


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar per file with rows per second and time left; silent when quiet or not a terminal."""
    if frame.quiet or not frame.err.is_terminal:
        yield lambda name, done, total, rows: None  # noqa: ARG005 - nobody is told
        return
    from rich.progress import (  # noqa: PLC0415 - as above
        BarColumn,
        Progress as Bar,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[rows]}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=frame.err, transient=True) as bar:
        tasks: dict[str, TaskID] = {}
        read: dict[str, int] = {}
        begun = time.monotonic()

        def tell(name: str, done: int, total: int, rows: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name.translate(CONTROLS), total=total or None, rows="")
            read[name] = rows
            speed = int(sum(read.values()) / max(time.monotonic() - begun, TINY))
            words = text("rows-a-second", count=number(rows, frame.lang), speed=number(speed, frame.lang))
            words = words if rows else ""  # what has no rows is counted in steps
            bar.update(tasks[name], completed=done, rows=words)

        yield tell


def key_of(file: Path | None) -> Key:
    """The key that makes pseudonyms: from the environment, the file named, or the one in the user's own folder."""
    return read_key(file or _own_folder() / "sleutel", os.environ.get(KEY_VARIABLE) if file is None else None)


def figures_folder(told: Path | None) -> Path:
    """Where imported editions are kept: the folder named, else that of the environment, else one beside the key."""
    return told or Path(os.environ.get(FIGURES_VARIABLE) or _own_folder() / "cijfers")


def _own_folder() -> Path:
    return Path(platformdirs.user_config_dir("banenafspraak"))


def environment_language() -> Language:
    """The language of the environment: Dutch unless BANENAFSPRAAK_LANG says en."""
    return "en" if os.environ.get(LANGUAGE_VARIABLE, "nl").lower().startswith("en") else "nl"
