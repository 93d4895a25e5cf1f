"""The packages that draw and set a report: an extra of the installation, so they are looked for when they are needed.

A count needs none of them. Lexend, our typeface, is used when a package brings it; else the typesetter's own serves.
"""

from __future__ import annotations

import importlib
import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from banenafspraak.core.kernel.problems import stop

if TYPE_CHECKING:
    from collections.abc import Callable

TOOLS = ("altair", "vl_convert", "typst", "jinja2")
FONT_PACKAGE = "fontpkg_lexend"


def tool(name: str, bring: Callable[[str], ModuleType] = importlib.import_module) -> ModuleType:
    """A package of the extra.

    Raises:
        ProblemsError: it is not installed; the problem says how to add it.
    """
    try:
        return bring(name)
    except ImportError as error:
        raise stop("report-extra-missing", package=name) from error


def need_tools() -> None:
    """Stop early when a package of the extra is missing, before anything is counted or written."""
    for name in TOOLS:
        tool(name)


@cache
def font_folder(package: str = FONT_PACKAGE) -> Path | None:
    """The folder with our typeface, None when no package brings it."""
    found = importlib.util.find_spec(package)
    return Path(found.origin).parent / "files" if found and found.origin else None
