"""What there is of an own count: its outcome and its files, as they lie in its folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from banenafspraak.apps.counting.models import OwnCount
from banenafspraak.core.counting.own import OwnCount as Outcome
from banenafspraak.core.counting.own_kept import Some, own_from, workers_from
from banenafspraak.core.counting.preparing import Tables
from banenafspraak.core.kernel.problems import Place, Problem
from banenafspraak.core.tables.columns import TableName
from banenafspraak.core.tables.keeping import kept

OUTCOME, HEADERS = "telling.json", "kolommen.json"


def workers_file(year: int) -> str:
    """The name of the file with the workers of a year."""
    return f"medewerkers-{year}.json"


def tables(count: OwnCount) -> Tables | None:
    """What was read; None when it is not there, or no more."""
    payroll, register, employers = (kept(count.folder, name) for name in ("payroll", "register", "employers"))
    return Tables(payroll, register, employers) if payroll and register else None


def outcome(count: OwnCount) -> Outcome | None:
    """What was counted; None when it is not there."""
    try:
        return own_from((count.folder / OUTCOME).read_bytes())
    except FileNotFoundError:
        return None


def workers(count: OwnCount, year: int, first: int, most: int, *, everyone: bool) -> Some:
    """Some workers of a year."""
    return workers_from((count.folder / workers_file(year)).read_bytes(), first, most, everyone=everyone)


def headers(count: OwnCount) -> dict[TableName, list[str]]:
    """The headers of the files that were sent last, by table."""
    try:
        found: dict[TableName, list[str]] = json.loads((count.folder / HEADERS).read_bytes())
    except FileNotFoundError:
        return {}
    return found


def problems(kept_as: Iterable[Mapping[str, Any]]) -> Iterator[Problem]:
    """Problems as they were kept with a count or a task."""
    return (Problem(one["code"], Place(*one["place"]), one["values"]) for one in kept_as)
