import errno
import io
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.leaving_out import leave_out

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.tables.writing import csv_bytes, json_bytes, parquet_bytes, unwritable, write_new, write_whole

LIMITED = """
import resource, signal, sys
from pathlib import Path
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.tables.writing import unwritable, write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_whole(Path(sys.argv[1]), b"x" * 10000)
except ProblemsError as error:
    print(error.problems[0].code)
"""


def problems(path, content=b"x"):
    with pytest.raises(ProblemsError) as error:
        write_whole(path, content)
    return error.value.problems


def test_file_is_written_whole_and_replaces_what_was_there(tmp_path):
    path = tmp_path / "uit.csv"
    for content in (b"een", b"twee"):
        write_whole(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_rights_are_those_the_user_gives_new_files(tmp_path):
    before = os.umask(0o077)
    try:
        write_whole(tmp_path / "uit.csv", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "uit.csv").stat().st_mode & 0o777 == 0o600


def test_folder_that_is_not_there_or_in_the_way(tmp_path):
    (tmp_path / "map.csv").mkdir()
    unwritable = [Problem("output-not-writable", Place(name)) for name in ("uit.csv", "map.csv", "null")]
    assert problems(tmp_path / "geen" / "uit.csv") == (unwritable[0],)
    assert problems(tmp_path / "map.csv") == (unwritable[1],)
    assert problems(Path("/dev/null")) == (unwritable[2],)
    assert [path.name for path in tmp_path.iterdir()] == ["map.csv"]


def test_a_new_file_is_written_whole_and_never_over_another(tmp_path):
    path = tmp_path / "uit.json"
    assert [write_new(path, content) for content in (b"een", b"twee")] == [True, False]
    assert path.read_bytes() == b"een"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(ProblemsError, match="output-not-writable"):
        write_new(tmp_path / "geen" / "uit.json", b"x")


def test_a_new_file_on_a_disk_without_links_is_said_and_leaves_nothing(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "")

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(ProblemsError, match="output-not-writable"):
        write_new(tmp_path / "uit.json", b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
def test_stop_in_the_middle_leaves_what_was_there(tmp_path, monkeypatch, stop):
    path = tmp_path / "uit.csv"
    path.write_bytes(b"oud")

    def stopped(_):
        raise stop

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(stop):
        write_whole(path, b"nieuw")
    assert path.read_bytes() == b"oud"
    assert list(tmp_path.iterdir()) == [path]


def test_file_that_may_not_grow_is_named_and_leaves_nothing(tmp_path):
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "uit.csv")], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "disk-full"
    assert list(tmp_path.iterdir()) == []


def test_full_disk_is_named_and_leaves_nothing(tmp_path):
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        leave_out("a disk of 64 kB, which only root can mount; add it: sudo make test")
    try:
        full = problems(tmp_path / "uit.csv", b"x" * 200_000)
        assert full == (Problem("disk-full", Place("uit.csv")),)
        assert list(tmp_path.iterdir()) == []
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EFBIG, "disk-full"),
        (errno.EIO, "output-not-writable"),
        (errno.EROFS, "output-not-writable"),
    ],
)
def test_what_the_disk_says_is_told(number, code):
    assert unwritable(Path("uit.csv"), OSError(number, "")).problems == (Problem(code, Place("uit.csv")),)


def test_csv_quotes_what_needs_it_and_leaves_the_unknown_empty():
    lines = [{"a": 'x;"y",z', "b": None, "c": 3, "rest": "weg"}, {"a": "é", "b": Decimal("1.500000"), "c": -1}]
    assert csv_bytes(["a", "b", "c"], lines).decode() == 'a,b,c\r\n"x;""y"",z",,3\r\né,1.500000,-1\r\n'


def test_json_keeps_every_place_of_a_decimal():
    assert json_bytes({"a": [Decimal("1.500000"), None, "1.5"], "b": Path("x")}).decode() == (
        '{\n  "a": [\n    1.500000,\n    null,\n    "1.5"\n  ],\n  "b": "x"\n}\n'
    )


def test_parquet_has_types_and_metadata():
    columns = {"sector": pa.string(), "banen": pa.decimal128(24, 6)}
    lines = [{"sector": "markt", "banen": Decimal("1.500000")}, {"sector": None, "banen": None}]
    table = parquet.read_table(io.BytesIO(parquet_bytes(columns, lines, {"bewijs": "{}"})))
    assert table.to_pylist() == lines
    assert table.schema.metadata == {b"bewijs": b"{}"}
