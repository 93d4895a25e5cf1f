"""What a result carries so that it can be made again: digests of the input, versions, settings and counts.

A receipt holds no clock time and no folder names: the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from banenafspraak.core.kernel.identifiers import without_bsn

BLOCK = 1 << 20
ODD_SIGNS = "backslashreplace"  # a file name may hold bytes that are no text; JSON knows them in this form


@dataclass(frozen=True, slots=True, order=True)
class NamedFile:
    """One file that went into a result: its role, its name without folder, its SHA-256."""

    role: str
    name: str
    sha256: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", without_bsn(self.name))


@dataclass(frozen=True, slots=True, order=True)
class InputFile(NamedFile):
    """The same with the rows read and taken, for the owner of the data: how many the register has tells of persons."""

    rows_read: int
    rows_accepted: int
    rows_refused: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything needed to make a result again and to see that it is the same."""

    version: str
    engine: str
    engine_version: str
    period: str
    definition: dict[str, Any]
    rules: dict[str, Any]
    settings: dict[str, Any]
    inputs: tuple[NamedFile, ...]
    law: dict[str, str]
    counts: dict[str, int]
    result_sha256: str = ""
    notes: tuple[str, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """The receipt as plain data, inputs in a fixed order."""
        return {**asdict(self), "inputs": [asdict(file) for file in sorted(self.inputs)], "notes": list(self.notes)}


def canonical(value: object) -> str:
    """JSON in one form: sorted keys, no spaces, so that equal values give equal bytes.

    >>> canonical({"b": 1, "a": [2]})
    '{"a":[2],"b":1}'
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return text.encode(errors=ODD_SIGNS).decode()


def sha256_text(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def sha256_file(path: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
