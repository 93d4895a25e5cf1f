"""Data of a site that is ready to start, made once in a run of the tests: that takes ten times as long as a start."""

import fcntl
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

TABLES, FILLED = "tables", "filled"


def data(shared, kind):
    """The folder with the data of a site: its tables alone, or filled with invented data too; nobody writes in it."""
    folder = shared / f"site-{kind}"
    with _alone(shared / f"{kind}.lock"):
        if not folder.exists():
            making = shared / f"{kind}-making"
            if kind == TABLES:
                making.mkdir()
                _manage(making, "migrate", "-v0")
            else:
                shutil.copytree(data(shared, TABLES), making)
                _manage(making, "fill")
            making.rename(folder)
    return folder


@contextmanager
def _alone(file):
    """Of several processes one at a time."""
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _manage(folder, *command):
    environment = {**os.environ, "DATA_DIR": str(folder), "DATABASE_URL": "", "DEMO": "1"}
    subprocess.run((sys.executable, "-m", "banenafspraak.web", *command), env=environment, check=True)
