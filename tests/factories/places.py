"""Places that say no: a folder that may not be written, and a user who is not root, who may do everything."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

NOBODY = 65534


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may read and write everything; what others may not is seen only as another."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that another user can come to: those of pytest are for its own user alone."""
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder that its owner may read and not write, and its owner at work."""
    everything = [folder, *folder.rglob("*")]
    for path in everything:
        if os.geteuid() == 0:
            os.chown(path, NOBODY, NOBODY)
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        with as_nobody():
            yield
    finally:
        for path in everything:
            path.chmod(0o700 if path.is_dir() else 0o600)
