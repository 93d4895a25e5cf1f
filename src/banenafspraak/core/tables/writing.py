"""Writing results: whole or not at all. A file appears under its name only when it is complete.

Values come in as text, whole numbers, exact decimals or unknown (None). Spreadsheets are made in core/reports.
"""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, stop
from banenafspraak.core.kernel.receipts import ODD_SIGNS

if TYPE_CHECKING:
    import pyarrow as pa

type Cell = str | int | Decimal | None
type Line = Mapping[str, Cell]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
AS_USER_GIVES = 0o666
"""Rights of a new file, less what the user's umask takes away."""


def keep_apart(outputs: Iterable[Path | None], inputs: Iterable[Path | None]) -> None:
    """Stop before an output takes the place of an input or of another output, or lands in a folder that is read.

    Raises:
        ProblemsError: with every output that would.
    """
    taken = {path.resolve() for path in inputs if path}
    folders = [path for path in taken if path.is_dir()]
    problems: list[Problem] = []
    for path in filter(None, outputs):
        if path.resolve() in taken or any(path.resolve().is_relative_to(folder) for folder in folders):
            problems.append(Problem("output-is-input", Place(path.name)))
        taken.add(path.resolve())
    if problems:
        raise ProblemsError(problems)


def write_whole(path: Path, content: bytes, mode: int = AS_USER_GIVES) -> None:
    """Write a file beside its place and move it there when it is complete.

    Raises:
        ProblemsError: the disk is full, or the place cannot be written.
    """
    write_all({path: content}, mode)


def write_all(contents: Mapping[Path, bytes], mode: int = AS_USER_GIVES) -> None:
    """Write files that belong together: all beside their places first, and only then each moved to its place.

    Raises:
        ProblemsError: the disk is full, or a place cannot be written; then none of them is moved.
    """
    parts = {path: path.with_name(f".{secrets.token_hex(8)}.part") for path in contents}
    try:
        for path, content in contents.items():
            _write_part(path, parts[path], content, mode)
        for path, part in parts.items():
            _move(part, path)
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


def write_new(path: Path, content: bytes) -> bool:
    """Write a file that is not there yet, whole or not at all; False when there is one, also one that came in between.

    Raises:
        ProblemsError: the disk is full, or the place cannot be written.
    """
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        _write_part(path, part, content)
        path.hardlink_to(part)
    except FileExistsError:
        return False
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return True


def _write_part(path: Path, part: Path, content: bytes, mode: int = AS_USER_GIVES) -> None:
    if path.exists() and not path.is_file():
        raise stop("output-not-writable", Place(path.name))
    try:
        with open(part, "xb", opener=partial(os.open, mode=mode)) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise unwritable(path, error) from error


def _move(part: Path, path: Path) -> None:
    try:
        part.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> ProblemsError:
    """What the system says about a place, as a problem: the disk is full, or the place cannot be written.

    >>> unwritable(Path("uit.csv"), OSError(errno.ENOSPC, "")).exit
    7
    """
    return stop("disk-full" if error.errno in FULL else "output-not-writable", Place(path.name))


def csv_bytes(columns: Sequence[str], lines: Iterable[Line]) -> bytes:
    r"""A table as CSV: comma, UTF-8, decimals with a dot, unknown as empty.

    >>> csv_bytes(["sector", "banen"], [{"sector": "markt", "banen": Decimal("1.500000")}])
    b'sector,banen\r\nmarkt,1.500000\r\n'
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _csv_cell(value) for name, value in line.items()} for line in lines)
    return text.getvalue().encode(errors=ODD_SIGNS)


def _csv_cell(value: Cell) -> Cell:
    return guarded(value) if isinstance(value, str) else "" if value is None else value


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before a sign with which one begins.

    >>> guarded("=1+1"), guarded("markt"), unguarded(guarded("'t Gooi"))
    ("'=1+1", 'markt', "'t Gooi")
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def unguarded(text: str) -> str:
    """A text as it was before it was guarded."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def json_bytes(value: object) -> bytes:
    r"""Plain data as JSON in which a decimal keeps all its places.

    >>> json_bytes({"banen": Decimal("1.500000")})
    b'{\n  "banen": 1.500000\n}\n'
    """
    mark = secrets.token_hex(16)  # no text of a user holds it

    def plain(one: object) -> str:
        return f"{mark}{one}" if isinstance(one, Decimal) else str(one)

    text = json.dumps(value, ensure_ascii=False, indent=2, default=plain)
    return (re.sub(f'"{mark}([^"]+)"', r"\1", text) + "\n").encode(errors=ODD_SIGNS)


def parquet_bytes(columns: Mapping[str, pa.DataType], lines: Sequence[Line], metadata: Mapping[str, str]) -> bytes:
    """A table as Parquet with typed columns and metadata."""
    import pyarrow as pa  # noqa: PLC0415 - a tenth of a second to load; every command comes past this module
    from pyarrow import parquet  # noqa: PLC0415 - likewise a tenth of a second

    arrays = {name: pa.array([line[name] for line in lines], kind) for name, kind in columns.items()}
    table = pa.table(arrays).replace_schema_metadata(dict(metadata))
    sink = pa.BufferOutputStream()
    parquet.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue())
