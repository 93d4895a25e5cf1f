import gc
import gzip
import io
import os
import warnings
import zipfile

import pytest
from tests.core.tables.deliveries import HEADER, hours, line, payroll, problems, read, row, write

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.tables import sources as module
from banenafspraak.core.tables.sources import Source, position, sources

TEXT = f"{HEADER}\n{line()}\n"


def packed(path, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def stopped(*paths):
    with pytest.raises(ProblemsError) as error:
        sources(paths)
    return list(error.value.problems)


def told(code, file, **values):
    return Problem(code, Place(file), values)


def kinds():
    return ", ".join(module.ENDINGS)


def test_every_ending_has_its_kind(tmp_path):
    names = ["a.CSV", "b.txt", "c.tsv", "d.xlsx", "e.parquet", "f.xml", "g.csv.gz", "h.XML.GZ"]
    paths = [write(tmp_path / name, "x") for name in names]
    found = sources(paths)
    assert [source.kind for source in found] == ["csv", "csv", "csv", "xlsx", "parquet", "xml", "csv", "xml"]
    assert [(source.name, source.size, source.inside) for source in found] == [(name, 2, False) for name in names]


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    (tmp_path / "leeg.csv").touch()
    (tmp_path / "map").mkdir()
    write(tmp_path / "a.pdf", "x")
    write(tmp_path / "a.zip.gz", "x")
    names = ["geen.csv", "leeg.csv", "a.pdf", "a.zip.gz", "map"]
    unknown = {"kinds": kinds() + ", .gz, .zip"}
    assert stopped(*(tmp_path / name for name in names)) == [
        told("file-not-found", "geen.csv"),
        told("file-empty", "leeg.csv"),
        told("file-kind-unknown", "a.pdf", **unknown),
        told("file-kind-unknown", "a.zip.gz", **unknown),
        told("folder-empty", "map", kinds=kinds()),
    ]


def test_folder_is_read_in_order_with_its_archives_and_without_hidden_files(tmp_path):
    for name in ("b.csv", "a.csv", ".c.csv", "d.pdf"):
        write(tmp_path / name, "x")
    (tmp_path / "sub").mkdir()
    packed(tmp_path / "sub" / "z.zip", {"2.csv": "x", "1.xml": "x"})
    found = sources([tmp_path])
    assert [source.name for source in found] == ["a.csv", "b.csv", "z.zip:1.xml", "z.zip:2.csv"]
    assert all(source.inside for source in found)


def test_packed_files_give_the_same_rows(tmp_path):
    plain = payroll(tmp_path / "loon.csv", row())
    zipped = tmp_path / "loon.csv.gz"
    zipped.write_bytes(gzip.compress(plain.read_bytes()))
    both = packed(tmp_path / "loon.zip", {"een.csv": TEXT, "map/twee.csv.gz": gzip.compress(TEXT.encode()), "x/": ""})
    assert hours(read(plain, zipped, both)) == [11092] * 4


def test_workbook_in_an_archive_is_read_whole(tmp_path):
    import openpyxl  # noqa: PLC0415 - only here

    book = openpyxl.Workbook()
    book.active.append(["loonheffingennummer"])
    book.active.append(["W-1"])
    stream = io.BytesIO()
    book.save(stream)
    path = packed(tmp_path / "w.zip", {"w.xlsx": stream.getvalue(), "w2.xlsx.gz": gzip.compress(stream.getvalue())})
    assert read(path, table="employers").rows["loonheffingennummer"].to_pylist() == ["W-1"] * 2


def test_packed_workbook_beyond_measure_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_AT_ONCE", 10)
    path = tmp_path / "w.xlsx.gz"
    path.write_bytes(gzip.compress(bytes(11)))
    assert problems(path) == [("archive-too-large", "w.xlsx.gz", None, None)]


def test_archive_in_an_archive_is_named(tmp_path):
    path = packed(tmp_path / "a.zip", {"b.csv": TEXT, "map/c.zip": "x"})
    assert stopped(path) == [told("archive-nested", "a.zip:map/c.zip")]


def test_archive_with_nothing_to_read_is_named(tmp_path):
    path = packed(tmp_path / "a.zip", {"a.pdf": "x", "__MACOSX/b.csv": "x", "map/.c/d.csv": "x", ".c.csv": "x"})
    assert stopped(path) == [told("folder-empty", "a.zip", kinds=kinds())]


def test_archive_with_too_many_files_is_named(tmp_path):
    path = packed(tmp_path / "a.zip", dict.fromkeys(map("{}.csv".format, range(10_000)), ""))
    assert stopped(path) == [told("archive-too-many", "a.zip", found=10_000, most=1_000)]


def test_archive_with_as_many_files_as_may_be_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_MEMBERS", 2)
    assert [one.name for one in sources([packed(tmp_path / "a.zip", {"b.csv": "x", "c.csv": "x"})])] == [
        "a.zip:b.csv",
        "a.zip:c.csv",
    ]


def test_small_file_may_grow_as_it_likes(tmp_path):
    path = packed(tmp_path / "a.zip", {"a.csv": bytes(module.SMALL)})
    assert [one.name for one in sources([path])] == ["a.zip:a.csv"]


def test_archive_that_grows_beyond_measure_is_named(tmp_path):
    path = packed(tmp_path / "a.zip", {"a.csv": bytes(module.SMALL * 4)})
    assert stopped(path) == [told("archive-too-large", "a.zip", growth=200)]


def test_archive_larger_than_any_delivery_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    path = packed(tmp_path / "a.zip", {"a.csv": b"x" * 11}, zipfile.ZIP_STORED)
    assert stopped(path) == [told("archive-too-large", "a.zip", growth=200)]


def test_locked_archive_is_named(tmp_path):
    path = packed(tmp_path / "a.zip", {"a.csv": TEXT})
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    path.write_bytes(content)
    assert stopped(path) == [told("archive-locked", "a.zip")]


def test_damaged_archive_is_named(tmp_path):
    path = packed(tmp_path / "a.zip", {"a.csv": TEXT})
    content = path.read_bytes()
    path.write_bytes(content[:-10])
    assert stopped(path) == [told("archive-broken", "a.zip")]
    path.write_bytes(b"XX" + content[2:])
    assert problems(path) == [("packed-broken", "a.zip:a.csv", None, None)]


def test_damaged_member_is_named(tmp_path):
    path = packed(tmp_path / "a.zip", {"a.csv": TEXT}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"110,92", b"119,92", 1))
    assert problems(path) == [("packed-broken", "a.zip:a.csv", None, None)]


@pytest.mark.parametrize("name", ["a.csv.gz", "a.xlsx.gz", "a.parquet.gz"])
def test_packed_file_cut_off_is_named(tmp_path, name):
    content = gzip.compress(os.urandom(1000) if "csv" not in name else TEXT.encode() * 100)
    for damaged in (content[:-20], b"geen gzip"):
        (tmp_path / name).write_bytes(damaged)
        assert problems(tmp_path / name) == [("packed-broken", name, None, None)]


def test_file_that_is_gone_when_it_is_opened_is_named(tmp_path):
    path = write(tmp_path / "a.csv", "x")
    [source] = sources([path])
    path.unlink()
    with pytest.raises(ProblemsError) as error:
        source.open()
    assert error.value.problems == (told("file-unreadable", "a.csv"),)


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.zip", "b.zip", "c.zip"])
def test_every_handle_is_closed(tmp_path, name):
    files = {
        "a.csv": TEXT.encode(),
        "a.csv.gz": gzip.compress(TEXT.encode()),
        "a.zip": packed(tmp_path / "1.zip", {"a.csv": TEXT}).read_bytes(),
        "b.zip": packed(tmp_path / "2.zip", {"a.csv.gz": gzip.compress(TEXT.encode())}).read_bytes(),
        "c.zip": packed(tmp_path / "3.zip", {"a.csv": TEXT + "x;y\n"}).read_bytes(),
    }
    path = tmp_path / name
    path.write_bytes(files[name])
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        read(path)
        gc.collect()
    assert held_in(tmp_path) == []


def held_in(folder):
    """Files of a folder that this process has open; other threads come and go with theirs."""
    handles = (os.path.realpath(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd"))  # noqa: PTH208 - names are what counts
    return [path for path in handles if path.startswith(str(folder))]


def test_a_handle_that_is_open_is_seen(tmp_path):
    path = write(tmp_path / "a.csv", "x")
    with path.open():
        assert held_in(tmp_path) == [str(path)]


def test_position_counts_packed_bytes(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(os.urandom(5000)))
    [source] = sources([path])
    with source.open() as stream:
        stream.read()
        assert position(stream) == path.stat().st_size
        stream.close()
    assert source.place == Place("a.csv.gz")
    assert isinstance(source, Source)
