"""An own count as bytes and back: JSON, every value as exact as it was.

The workers of a year stand apart: there may be thousands, and a page shows some of them. A count that an account keeps
for longer holds no worker and nothing that could lead to one (`to_keep`, decision 35).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from banenafspraak.core.counting.own import OwnCount, OwnYear, Part, Worker, Workers
from banenafspraak.core.counting.own_shared import SharedYear

PART = tuple(one.name for one in fields(Part))
FISCAL = re.compile(r"\d{9}(?=L\d\d)")
HIDDEN = "…"
FILE_NAMES = {"payroll": "loongegevens", "register": "doelgroepregister", "employers": "werkgevers"}
FEW_ROWS = 10
"""A digest of fewer rows is left out: a reader could try out what was in them."""


def own_bytes(count: OwnCount) -> bytes:
    """A count as JSON."""
    return json.dumps(asdict(count), default=str, ensure_ascii=False).encode()


def own_from(content: bytes) -> OwnCount:
    """A count as it was written."""
    made: OwnCount = _made(OwnCount, json.loads(content))
    return made


def shared_data(years: tuple[SharedYear, ...]) -> list[dict[str, Any]]:
    """Years that are shared as plain data."""
    data: list[dict[str, Any]] = json.loads(json.dumps([asdict(year) for year in years], default=str))
    return data


def shared_from(data: list[dict[str, Any]]) -> tuple[SharedYear, ...]:
    """Years that are shared as they were written."""
    return tuple(_made(SharedYear, one) for one in data)


def to_keep(count: OwnCount) -> OwnCount:
    """A count without what could lead to a person, to be kept for years: of refused rows only how many.

    Files lose their names, which users choose; the fiscal number of an employer may be the BSN of its owner.
    """
    refused = len(count.refused) + count.more_refused
    return replace(count, years=tuple(map(_year_to_keep, count.years)), refused=(), more_refused=refused)


def _year_to_keep(year: OwnYear) -> OwnYear:
    quotas = tuple(replace(one, numbers=tuple(FISCAL.sub(HIDDEN, each) for each in one.numbers)) for one in year.quotas)
    inputs = [_file_to_keep(file, number) for number, file in enumerate(year.receipt["inputs"], 1)]
    return replace(year, quotas=quotas, receipt={**year.receipt, "inputs": inputs})


def _file_to_keep(file: Mapping[str, Any], number: int) -> dict[str, Any]:
    few = file["rows_read"] < FEW_ROWS
    return {**file, "name": f"{FILE_NAMES[file['role']]} {number}", "sha256": "" if few else file["sha256"]}


@dataclass(frozen=True, slots=True)
class Some:
    """Some workers of a year, and how many there are."""

    workers: Workers
    total: int


def workers_bytes(workers: Workers) -> bytes:
    """The workers of a year as JSON, those of whom there is something to tell first and apart."""
    parts: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for worker in workers:
        lots = [{name: getattr(part, name) for name in PART} for part in worker.parts]
        parts[worker.notable].append({"file": worker.file, "row": worker.row, "parts": lots})
    return json.dumps([parts[True], parts[False]], default=str, ensure_ascii=False).encode()


def workers_from(content: bytes, first: int, most: int, *, everyone: bool = False) -> Some:
    """Some workers from a place on, of those of whom there is something to tell or of everyone."""
    notable, others = json.loads(content)
    lines = [*notable, *others] if everyone else notable
    return Some(tuple(_made(Worker, line) for line in lines[first : first + most]), len(lines))


def _made(kind: Any, value: Any) -> Any:  # noqa: ANN401 - JSON gives anything, and types are values here
    """A value of a type from what JSON made of it."""
    if isinstance(kind, UnionType):
        [only] = set(get_args(kind)) - {NoneType} if NoneType in get_args(kind) else {NoneType}
        return value if value is None or only is NoneType else _made(only, value)
    if get_origin(kind) is tuple:
        first, *others = get_args(kind)
        return tuple(_made(first, one) for one in value) if Ellipsis in others else tuple(value)
    if is_dataclass(kind):
        hints = get_type_hints(kind)  # a field that came later has a default
        return kind(**{one.name: _made(hints[one.name], value[one.name]) for one in fields(kind) if one.name in value})  # type: ignore[operator]  # a class here, no instance
    return Decimal(value) if kind is Decimal else dict(value) if get_origin(kind) is Mapping else value
