"""Makes what browsers load: one style sheet, one script, our typeface; from npm packages and web/styles.

The style sheet is slim: the components that we use, of the Voorbeeld tokens only those that they reach, and our theme
after them. docs/decisions/0015 says why.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from banenafspraak.web.settings import WEB

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

STYLES = WEB / "styles"
STATIC = WEB / "static"
MAP = WEB.parent / "core/reports/templates/map.css"
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens"
COMPONENTS = "@utrecht"
COPIED = {
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "@fontsource-variable/lexend/files/lexend-latin-wght-normal.woff2": "lexend.woff2",
    "@fontsource-variable/lexend/files/lexend-latin-ext-wght-normal.woff2": "lexend-ext.woff2",
}
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
SPACE = re.compile(r"\s*\n\s*")
TOKEN = re.compile(r"^\s*(--[\w-]+):\s*(.*?);\s*$", re.MULTILINE)
USED = re.compile(r"var\(\s*(--[\w-]+)")
NOTICE = (
    "/* NL Design System: Utrecht components and Voorbeeld tokens, EUPL-1.2, Frameless B.V. and Gemeente Utrecht. */\n"
)


def make(packages: Path, target: Path) -> None:
    """Make everything again from the packages."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(STATIC, target)
    for source, name in COPIED.items():
        shutil.copyfile(packages / source, target / name)
    (target / "site.css").write_text(style_sheet(packages), encoding="utf-8")


def style_sheet(packages: Path) -> str:
    """The one style sheet of the site."""
    components = "".join(_plain(file) for file in sorted(packages.glob(f"{COMPONENTS}/*-css/dist/index.css")))
    ours = "".join(file.read_text(encoding="utf-8") for file in (*sorted(STYLES.glob("*.css")), MAP))
    tokens = _reached(_tokens(packages), USED.findall(components + ours))
    root = f".voorbeeld-theme{{{''.join(f'{name}:{value};' for name, value in tokens.items())}}}\n"
    return NOTICE + root + components + ours


def _plain(file: Path) -> str:
    """A style sheet without comments, the notice of whose licence stands once at the head of ours."""
    return SPACE.sub("\n", COMMENT.sub("", file.read_text(encoding="utf-8")))


def _tokens(packages: Path) -> dict[str, str]:
    return dict(TOKEN.findall((packages / TOKENS / "dist/theme.css").read_text(encoding="utf-8")))


def _reached(tokens: dict[str, str], used: Iterable[str]) -> dict[str, str]:
    """The tokens that are used, and those that these are made of, in the order of the package."""
    found, ahead = set[str](), list(used)
    while ahead:
        name = ahead.pop()
        if name in tokens and name not in found:
            found.add(name)
            ahead.extend(USED.findall(tokens[name]))
    return {name: value for name, value in tokens.items() if name in found}
