"""An own count as bytes and back, for the short while that it is kept: JSON, every value as exact as it was.

The workers of a year stand apart: there may be thousands, and a page shows some of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from banenafspraak.core.counting.own import OwnCount, Part, Worker, Workers

PART = tuple(one.name for one in fields(Part))


def own_bytes(count: OwnCount) -> bytes:
    """A count as JSON."""
    return json.dumps(asdict(count), default=str, ensure_ascii=False).encode()


def own_from(content: bytes) -> OwnCount:
    """A count as it was written."""
    made: OwnCount = _made(OwnCount, json.loads(content))
    return made


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
        hints = get_type_hints(kind)
        return kind(**{one.name: _made(hints[one.name], value[one.name]) for one in fields(kind)})  # type: ignore[operator]  # a class here, no instance
    return Decimal(value) if kind is Decimal else dict(value) if get_origin(kind) is Mapping else value
