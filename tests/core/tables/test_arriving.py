"""A file that comes in once: its beginning is given again, its rest passes by, and its digest is that of all of it."""

import hashlib
import io

import pytest
from tests.factories.payroll import PAID, paid, write

from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.kernel.pseudonyms import Key
from banenafspraak.core.tables import arriving
from banenafspraak.core.tables.arriving import Arrival
from banenafspraak.core.tables.checks import TABLES
from banenafspraak.core.tables.door import Door
from banenafspraak.core.tables.keeping import kept, kept_bytes
from banenafspraak.core.tables.reading import Intake, Reading, read_table

ROWS = [paid(persoon=f"P{at}") for at in range(300)]


def arrival(content, name="loon.csv", part=1000):
    stream = io.BytesIO(content)
    return Arrival(name, 0, lambda: stream.read(part), len(content))


def code_of(error):
    return [problem.code for problem in error.value.problems]


def taken(*arrivals, **how):
    intake = Intake(TABLES["payroll"], Reading(Door(Key(bytes(32))), **how))
    for one in arrivals:
        intake.source(one.source())
    return intake.result()


@pytest.fixture
def content(tmp_path):
    return write(tmp_path / "loon.csv", ROWS, list(PAID)).read_bytes()


@pytest.mark.parametrize("part", [1, 999, 1 << 20])
def test_it_reads_as_the_file_on_disk_does(content, tmp_path, part):
    on_disk = read_table("payroll", [tmp_path / "loon.csv"], Reading(Door(Key(bytes(32)))))
    came = taken(arrival(content, part=part))
    assert came.rows.equals(on_disk.rows)
    assert came.files == on_disk.files


def test_what_passed_by_is_not_held(content, monkeypatch):
    monkeypatch.setattr(arriving, "HELD", 2000)
    one = arrival(content)
    source = one.source()
    with source.open() as stream:
        assert stream.read(100) == content[:100]
    with source.open() as stream:
        assert stream.read() == content
    assert one.digest() == hashlib.sha256(content).hexdigest()
    with source.open() as stream, pytest.raises(ValueError, match="passed by"):
        stream.read()


def test_the_digest_is_of_all_of_it_also_when_it_was_read_in_part(content):
    one = arrival(content)
    with one.source().open() as stream:
        stream.read(10)
        assert stream.tell() == 10
    assert one.digest() == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("loon.csv", b"", "file-empty"),
        ("loon.zip", b"PK", "file-kind-unknown"),
        ("loon.pdf", b"%PDF", "file-kind-unknown"),
        ("loon.parquet", b"PAR1", "file-kind-unknown"),
        ("loon.xlsx", b"PK no book", "xlsx-broken"),
        ("loon.xml", b"<a><b></a>", "xml-broken"),
        ("loon.xml", b"<a><b/></a>", "xml-namespace"),
        ("loon.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "xml-dtd"),
        ("loon.csv", b"a;b\n1;2\n", "csv-no-header"),
    ],
)
def test_what_is_no_table_is_told(name, content, code):
    with pytest.raises(ProblemsError) as error:
        taken(arrival(content, name))
    assert code_of(error) == [code]


def test_a_spreadsheet_is_held_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(arriving, "MOST_IN_MEMORY", 5000)
    with pytest.raises(ProblemsError) as error:
        arrival(b"x" * 6000, "loon.xlsx").source()
    assert code_of(error) == ["arrival-too-large"]


@pytest.mark.parametrize("column", ["bsn", "persoon", "personeelsnummer"])
def test_where_no_bsn_is_allowed_a_file_with_them_is_refused(tmp_path, column):
    rows = [{**paid(persoon=""), column: number} for number in ("123456782", "111222333")]
    one = arrival(write(tmp_path / "loon.csv", rows).read_bytes())
    with pytest.raises(ProblemsError) as error:
        taken(one, bsn_allowed=False)
    assert code_of(error) == ["bsn-not-allowed"]


def test_where_no_bsn_is_allowed_own_numbers_pass(content):
    assert taken(arrival(content), bsn_allowed=False).rows.num_rows == len(ROWS)


def test_a_kept_table_is_the_same_and_holds_nobody(content, tmp_path):
    read = taken(arrival(content + b"\nmisvormd\n"))
    for ending, part in kept_bytes(read).items():
        (tmp_path / f"payroll{ending}").write_bytes(part)
    found = kept(tmp_path, "payroll")
    assert found.rows.equals(read.rows)
    assert (found.files, found.refused, found.source_names) == (read.files, read.refused, read.source_names)
    assert kept(tmp_path, "register") is None
