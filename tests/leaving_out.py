"""How a test says that this machine lacks what it needs: left out aloud, or failed when nothing may be left out."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def needs(path: Path, what: str) -> Path:
    """The path, when it is there. `what` names it for people, and may say how to add it: "x; add it: command"."""
    if path.exists():
        return path
    reason = f"left out: {what}"
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
