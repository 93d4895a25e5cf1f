"""Who is logged in, on a full site: 50,000 organisations, 20,000 accounts and a trail of 1,000,000 entries.

On SQLite and on PostgreSQL: how long list pages take at an even rate, what a line of the trail costs beside its deed,
how long the whole trail takes to verify, and one decision of who may what.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from psycopg import connect
from tests.bench.measuring import Measured
from tests.bench.site import RATE, Load, evenly, running, sustained

SERVER = os.environ.get("TEST_DATABASE_URL", "").rpartition("/")[0] or "postgresql://postgres@127.0.0.1:5432"
BASE = "banenafspraak_bench"
LISTS = (
    "/organisaties/", "/organisaties/?pagina=400", "/organisaties/?soort=employer&volgorde=werknemers",
    "/organisaties/?regio={region}", "/organisaties/?zoek=bakker", "/mensen/region/{region}/", "/mijn/spoor/", "/mijn/",
)  # fmt: skip


def measure(folder: Path) -> Iterator[Measured]:
    """Both databases, one after the other."""
    yield from _of("SQLite", folder, "")
    with _database():
        yield from _of("PostgreSQL", folder, f"{SERVER}/{BASE}")


@contextmanager
def _database() -> Iterator[None]:
    with connect(f"{SERVER}/postgres", autocommit=True) as asked:
        asked.execute(f"DROP DATABASE IF EXISTS {BASE} WITH (FORCE)")
        asked.execute(f"CREATE DATABASE {BASE}")
        try:
            yield
        finally:
            asked.execute(f"DROP DATABASE {BASE} WITH (FORCE)")


def _of(name: str, folder: Path, address: str) -> Iterator[Measured]:
    own = folder / f"people-{name}"
    given = {"DATA_DIR": str(own), "DATABASE_URL": address, "DEMO": "0"}
    found = _filled(given)
    yield Measured(
        f"{name}: a line of the trail beside its deed, {found['append'] * 1000:.2f} ms",
        0,
        found["append"],
        asked="≤ 0.002 s",
    )
    yield Measured(
        f"{name}: the trail verified from its first entry to its last", 1_000_000, found["verify"], asked="≤ 15 s"
    )
    micro, milli = found["decision"] * 1e6, found["actor"] * 1000
    told = f"{name}: one decision of who may what, {micro:.1f} µs; to read who asks, {milli:.2f} ms"
    yield Measured(told, 0, found["decision"], asked="≤ 0.0002 s")
    with running(given) as port:
        pages = [page.format(region=region) for region in found["regions"] for page in LISTS]
        cookies = [f"sessionid={key}" for key in found["sessions"]]
        asyncio.run(sustained(port, pages[: len(LISTS)], connections=1, seconds=5, cookies=cookies))
        yield _line(
            f"{name}: list pages for who is logged in", asyncio.run(evenly(port, _mine(pages), RATE, cookies=cookies))
        )


def _mine(pages: list[str]) -> list[str]:
    """Pages in the order in which connections ask by turns: each the lists of its own region, all kinds mixed.

    Each begins at another list, as people do who know nothing of each other: else all would ask for the same list in
    the same second.
    """
    size = len(LISTS)
    rows = [pages[at : at + size] for at in range(0, len(pages), size)]
    return [row[(turn + who) % size] for turn in range(size) for who, row in enumerate(rows)]


def _filled(given: Mapping[str, str]) -> dict[str, Any]:
    environment = {**os.environ, **given, "DJANGO_SETTINGS_MODULE": "banenafspraak.web.settings"}
    command = (sys.executable, "-m")
    subprocess.run((*command, "banenafspraak.web", "migrate", "-v0"), env=environment, check=True, capture_output=True)
    done = subprocess.run((*command, "tests.bench.people_filled"), env=environment, check=True, capture_output=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _line(what: str, load: Load) -> Measured:
    told = f"{what}, {RATE} requests/s: p95 {load.p95 * 1000:.1f} ms, {load.failed} failed"
    return Measured(told, len(load.waits), load.seconds, asked="p95 ≤ 0.12 s")
