"""What the house consists of: its files, read once, and what its sources and comments say."""

from __future__ import annotations

import ast
import io
import subprocess
import tokenize
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "banenafspraak"
CORE = SOURCE / "core"


@cache
def files() -> tuple[str, ...]:
    """All files of the repository, also those not yet committed, by their path from the root."""
    command = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return tuple(sorted({name for name in found if name and (ROOT / name).is_file()}))


def python(*folders: str) -> list[str]:
    """All Python files under some folders."""
    return [name for name in files() if name.endswith(".py") and name.startswith(folders)]


@cache
def text(name: str) -> str:
    """A file as text; what is no text reads as if it were."""
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


@cache
def tree(name: str) -> ast.Module:
    """A Python file as a tree."""
    return ast.parse(text(name))


def comments(source: str) -> list[tuple[int, str]]:
    """All comments with their line numbers."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]
