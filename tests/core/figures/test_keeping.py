"""Editions in a folder: written once, never over another, and read back exactly or not at all."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.core.figures.printed import REGULAR, edition, imported, row, written

from banenafspraak.core.figures import all_editions, keep_edition, read_editions
from banenafspraak.core.figures.keeping import as_kept, sealed, unsealed
from banenafspraak.core.kernel.problems import Place, ProblemsError
from banenafspraak.core.kernel.receipts import canonical, sha256_text

MADE = edition(
    "a", "2019-07-01", {"jobs_total": 1, "note": "=1", "region": "AM01"}, {"extra_jobs": None, "jobs_total": 2}
)


def stopped(folder):
    with pytest.raises(ProblemsError) as caught:
        read_editions(folder)
    return [(one.code, one.place.file) for one in caught.value.problems]


def test_an_edition_is_read_back_as_it_was_kept(tmp_path):
    file = written(
        tmp_path / "kw.csv", row(noot="'t Gooi", adres="uwv.nl"), row(**REGULAR, regio="AM01", zekerheid="D")
    )
    made = imported(file)
    path = keep_edition(made, tmp_path / "hier" / "cijfers")
    assert path == tmp_path / "hier" / "cijfers" / "2019-kw1.json"
    assert read_editions(path.parent) == all_editions([made])
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_what_is_kept_says_all_that_is_known():
    body = as_kept(MADE)
    assert {name: value for name, value in body.items() if name != "cijfers"} == {
        "vorm": 1,
        "uitgave": "a",
        "reeks": "uwv_quarterly",
        "gepubliceerd_op": "2019-07-01",
        "bestand": "a.csv",
        "bestand_sha256": "a",
    }
    assert body["cijfers"][0] == {
        "peildatum": "2018-12-31",
        "regio": "AM01",
        "sector": "totaal",
        "soort": "alles",
        "extra_banen": 53401,
        "banen": 1,
        "zekerheid": "V",
        "bron": "UWV",
        "adres": None,
        "noot": "=1",
    }


def test_a_folder_that_is_not_there_holds_no_editions(tmp_path):
    assert read_editions(tmp_path / "weg") == all_editions()
    (tmp_path / "lees.mij").write_text("geen uitgave")
    (tmp_path / ".half.part").write_text("x")
    assert read_editions(tmp_path) == all_editions()


def test_an_edition_never_takes_the_place_of_another(tmp_path):
    before = keep_edition(MADE, tmp_path).read_bytes()
    with pytest.raises(ProblemsError, match="edition-name-taken"):
        keep_edition(edition("a", "2020-07-01", {}), tmp_path)
    assert (tmp_path / "a.json").read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]


def test_of_two_that_come_at_once_under_one_name_one_is_kept(tmp_path):
    def keep(extra):
        try:
            return bool(keep_edition(edition("a", "2019-07-01", {"extra_jobs": extra}), tmp_path))
        except ProblemsError:
            return False

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(keep, range(1, 33)))
    assert outcomes.count(True) == 1
    [found] = read_editions(tmp_path).of("a").figures()
    assert found.extra_jobs == outcomes.index(True) + 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"extra_banen": 53401', '"extra_banen": 53402'),
        ('"gepubliceerd_op": "2019-07-01"', '"gepubliceerd_op": "2019-07-02"'),
        ('"noot": "=1"', '"noot": ""'),
        ('"vorm": 1', '"vorm": 2'),
        ("{", ""),
        ('"uitgave": "a",', ""),
    ],
)
def test_an_edition_that_was_changed_is_refused(tmp_path, old, new):
    path = keep_edition(MADE, tmp_path)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert stopped(tmp_path) == [("edition-broken", "a.json")]


@pytest.mark.parametrize(
    "change",
    [
        {"vorm": 2},
        {"reeks": "eigen"},
        {"gepubliceerd_op": None},
        {"cijfers": []},
        {"cijfers": [{"peildatum": "2018-12-31"}]},
        {"cijfers": "x"},
        {"uitgave": 5},
    ],
)
def test_an_edition_with_a_digest_of_its_own_is_still_checked(tmp_path, change):
    body = as_kept(MADE) | change
    (tmp_path / "a.json").write_text(json.dumps(body | {"inhoud_sha256": sha256_text(canonical(body))}))
    assert stopped(tmp_path) == [("edition-broken", "a.json")]


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"\xff", b"{}", b"[" * 100_000])
def test_a_file_that_is_no_edition_is_refused(tmp_path, content):
    (tmp_path / "x.json").write_bytes(content)
    assert stopped(tmp_path) == [("edition-broken", "x.json")]


def test_all_editions_that_are_broken_are_named(tmp_path):
    keep_edition(MADE, tmp_path)
    keep_edition(edition("b", "2019-07-02", {}), tmp_path)
    (tmp_path / "a.json").rename(tmp_path / "c.json")
    (tmp_path / "b.json").write_text("x")
    assert stopped(tmp_path) == [("edition-broken", "b.json"), ("edition-broken", "c.json")]


def test_no_file_stands_in_for_the_figures_of_the_program(tmp_path):
    keep_edition(edition("meegeleverd", "2019-07-01", {}), tmp_path)
    assert stopped(tmp_path) == [("edition-broken", "meegeleverd.json")]


def test_a_place_that_cannot_be_read_or_written(tmp_path):
    (tmp_path / "bestand").write_text("x")
    assert stopped(tmp_path / "bestand") == [("file-unreadable", "bestand")]
    with pytest.raises(ProblemsError, match="output-not-writable"):
        keep_edition(MADE, tmp_path / "bestand")
    (tmp_path / "a.json").mkdir()
    assert stopped(tmp_path) == [("file-unreadable", "a.json")]
    with pytest.raises(ProblemsError, match="output-not-writable"):
        keep_edition(MADE, tmp_path)


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.core.figures.printed import edition
from banenafspraak.core.figures import keep_edition
def stop(*_): os.kill(os.getpid(), signal.SIGKILL)
setattr(os, sys.argv[2], stop)
keep_edition(edition("a", "2019-07-01", {}), Path(sys.argv[1]))
"""


@pytest.mark.parametrize("moment", ["fsync", "link"])
def test_a_process_that_is_killed_leaves_no_half_edition(tmp_path, moment):
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), moment], check=False, capture_output=True)
    assert done.returncode == -9
    assert read_editions(tmp_path) == all_editions()
    assert keep_edition(MADE, tmp_path).is_file()


def test_an_edition_is_unsealed_as_it_was_sealed():
    assert unsealed(sealed(MADE), Place("a.json")) == MADE
    assert sealed(MADE) == sealed(MADE)


@pytest.mark.parametrize("content", [b"", b"{}", sealed(MADE).replace(b'"banen": 1', b'"banen": 2')])
def test_what_was_changed_is_not_unsealed(content):
    with pytest.raises(ProblemsError, match="edition-broken"):
        unsealed(content, Place("a.json"))
