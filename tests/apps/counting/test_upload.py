"""Files that are sent to a site that runs: read while they come in, never on the disk, one clear message for each."""

import contextlib
import http.client
import sqlite3
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from tests.factories.payroll import PAID, REGISTERED, paid, registered, write
from tests.factories.visitors import PATIENCE, Visitor
from tests.journeys.conftest import started

from banenafspraak.core.invented.employer import RETURNS, write_employer

pytestmark = pytest.mark.xdist_group("upload")  # one site for all of them
ROWS = [
    paid(persoon=f"geheim-{person}", tijdvak_begin=f"2024-{month:02}-01", tijdvak_einde=f"2024-{month:02}-28")
    for person in range(3)
    for month in range(1, 13)
]
TWO_GB = 2 << 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory, settle):
    return settle(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def site(folder):
    with pytest.MonkeyPatch.context() as patch:
        (folder / "tmp").mkdir()
        patch.setenv("TMPDIR", str(folder / "tmp"))
        with started(folder) as (_, address):
            yield address


@pytest.fixture
def visitor(site):
    return Visitor(site).begin()


@pytest.fixture
def register(tmp_path):
    return write(tmp_path / "register.csv", [registered(persoon="geheim-0")], list(REGISTERED))


@pytest.fixture
def payroll(tmp_path):
    return write(tmp_path / "loon.csv", ROWS, list(PAID))


def everything(folder):
    return [path for path in folder.rglob("*") if path.is_file() and "-shm" not in path.name]


def kept(folder, visitor):
    place = folder / "own-counts" / visitor.run.strip("/").rpartition("/")[2]
    return sorted(path.name for path in place.glob("*"))


def test_it_is_read_and_counted_and_nothing_of_it_lies_on_the_disk(folder, visitor, payroll, register):
    assert visitor.send([("payroll", payroll), ("register", register)]) == 302
    assert "Uw telling: 1,0 banen in 2024" in visitor.outcome()
    assert kept(folder, visitor) == ["medewerkers-2024.json", "telling.json"]
    assert [path for path in everything(folder) if b"geheim-" in path.read_bytes()] == []


def test_returns_with_bsn_are_read_where_it_is_allowed_and_no_bsn_stays(folder, visitor, tmp_path):
    write_employer(tmp_path, 1, 40)
    returns = sorted((tmp_path / RETURNS).glob("*.xml"))
    sent = [*(("payroll", path) for path in returns), ("register", tmp_path / "register.csv")]
    assert visitor.send(sent) == 302
    assert "Uw telling:" in visitor.outcome()
    numbers = [line.split(";")[0].encode() for line in (tmp_path / "register.csv").read_text().splitlines()[1:]]
    assert len(numbers) > 3
    assert [path for path in everything(folder) if any(number in path.read_bytes() for number in numbers)] == []


def test_who_leaves_halfway_leaves_nothing(folder, visitor, payroll, register):
    content, kind = visitor.body([("payroll", payroll), ("register", register)])
    connection = http.client.HTTPConnection(visitor.host, timeout=PATIENCE)
    connection.putrequest("POST", f"{visitor.run}bestanden/")
    for name, value in (visitor.headers() | kind | {"Content-Length": str(len(content))}).items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(content[: len(content) // 2])
    until(lambda: "Wij tellen uw banen" in visitor.page())
    connection.close()
    until(lambda: "Kies uw bestanden" in visitor.page())
    assert kept(folder, visitor) == []
    assert visitor.send([("payroll", payroll), ("register", register)]) == 302
    assert "Uw telling: 1,0 banen in 2024" in visitor.outcome()


def until(holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_more_than_two_gigabytes_is_said_before_it_comes(visitor):
    connection = http.client.HTTPConnection(visitor.host, timeout=PATIENCE)
    connection.putrequest("POST", f"{visitor.run}bestanden/")
    for name, value in (visitor.headers() | {"Content-Length": str(TWO_GB + 1)}).items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    assert (answer.status, "Dit is te groot om te sturen" in answer.read().decode()) == (413, True)
    connection.close()


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"0" * (80 << 20))
    return path


def sheet(path):
    """A spreadsheet in which the hours are formulas that were never calculated."""
    with xlsxwriter.Workbook(path) as book:
        place = book.add_worksheet()
        place.write_row(0, 0, list(PAID))
        for at, row in enumerate(ROWS, 1):
            place.write_row(at, 0, list(row.values()))
            place.write_formula(at, list(PAID).index("verloonde_uren"), "=60+50.92", value="#N/A")
    return path


def text(path, content):
    path.write_text(content, encoding="utf-8")
    return path


BAD = {
    "empty": (lambda at: text(at / "leeg.csv", ""), "Het bestand is leeg"),
    "another kind": (lambda at: text(at / "brief.docx", "x"), "Dit soort bestand kan niet worden gelezen"),
    "no columns": (lambda at: text(at / "anders.csv", "a;b\n1;2\n"), "Geen bekende kolomnaam gevonden"),
    "bomb": (lambda at: bomb(at / "bom.xlsx"), "Dit rekenblad wordt te groot"),
    "zip bomb": (lambda at: bomb(at / "bom.zip"), "Dit soort bestand kan niet worden gelezen"),
    "formulas": (lambda at: sheet(at / "formules.xlsx"), "geen enkele rij die wij kunnen gebruiken"),
    "entities": (
        lambda at: text(at / "loon.xml", '<!DOCTYPE a [<!ENTITY b "cccc">]><a>&b;&b;</a>'),
        "Dit XML-bestand heeft een DOCTYPE",
    ),
    "corrections": (
        lambda at: write(at / "correctie.csv", [row | {"regel": "correctie"} for row in ROWS]),
        "Deze bestanden bevatten alleen correcties",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_gets_one_clear_message(folder, visitor, register, tmp_path, name):
    make, said = BAD[name]
    assert visitor.send([("payroll", make(tmp_path)), ("register", register)]) == 302
    page = visitor.page()
    assert "Er is 1 ding dat u kunt oplossen" in page
    assert said in page
    assert kept(folder, visitor) == ["kolommen.json"]


def test_all_problems_are_told_at_once(visitor, tmp_path):
    sent = [("payroll", text(tmp_path / "leeg.csv", "")), ("register", text(tmp_path / "r.csv", "a;b\n1;2\n"))]
    visitor.send(sent)
    assert "Er zijn 2 dingen die u kunt oplossen" in visitor.page()


def test_a_database_that_stays_locked_leaves_nothing(folder, visitor, payroll, register):
    content, kind = visitor.body([("payroll", payroll), ("register", register)])
    with contextlib.closing(sqlite3.connect(Path(folder, "site.sqlite3"), isolation_level=None)) as base:
        base.execute("begin immediate")
        status = visitor.ask("POST", f"{visitor.run}bestanden/", content, kind)[0]
        base.execute("rollback")
    assert status == 500
    assert kept(folder, visitor) == []
    assert "Kies uw bestanden" in visitor.outcome()
