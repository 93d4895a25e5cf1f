"""How a test says that this machine lacks what it needs: left out aloud, or failed when nothing may be left out."""

import importlib
import os
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def needs(path: Path, what: str) -> Path:
    """The path, when it is there. `what` names it for people, and may say how to add it: "x; add it: command"."""
    return path if path.exists() else leave_out(what)


def needs_module(name: str, what: str) -> ModuleType:
    """The package, when it is installed. `what` as above."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return leave_out(what)


def leave_out(what: str) -> NoReturn:
    """Leave the test out, aloud; where nothing may be left out it fails. `what` as above."""
    reason = f"left out: {what}"
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
