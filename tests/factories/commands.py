"""Commands of the site in processes of their own, on a database of their own."""

import contextlib
import os
import subprocess
import sys


@contextlib.contextmanager
def own_site(folder):
    """A database of its own, of the kind that the tests run on; gives what runs a command on it."""
    with _own_database(folder) as where:

        def manage(*command):
            whole = [sys.executable, "-m", "banenafspraak.web", *command]
            return subprocess.run(whole, env=os.environ | where, capture_output=True, text=True, check=True).stdout

        manage("migrate", "-v0")
        yield manage


@contextlib.contextmanager
def _own_database(folder):
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        yield {"DATA_DIR": str(folder), "DATABASE_URL": ""}
        return
    from psycopg import connect  # noqa: PLC0415 - only where there is a server

    address, name = server.rpartition("/")[0], f"own_{os.getpid()}_{folder.name}"
    with connect(f"{address}/postgres", autocommit=True) as asked:
        asked.execute(f'CREATE DATABASE "{name}"')
        try:
            yield {"DATA_DIR": str(folder), "DATABASE_URL": f"{address}/{name}"}
        finally:
            asked.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
