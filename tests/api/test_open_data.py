"""The files of open data: whole, the same in each form, described as W3C wants it, and never of two series at once."""

import csv
import hashlib
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.house import tree

from banenafspraak.api.open_data.datasets import COLUMNS, SHIPPED_ON, datasets
from banenafspraak.api.open_data.files import files
from banenafspraak.api.published import published, published_in
from banenafspraak.apps.figures.queries import editions
from banenafspraak.core.figures import Editions, Import, figures, read_edition, targets
from banenafspraak.core.figures.files import FIGURES
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.tables.mapping import Mapping as Columns

SETS = {"jaarmonitor": "official", "kwartaalcijfers": "uwv_quarterly", "doelstellingen": None}
TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".csv-metadata.json": "application/csvm+json; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
}
FILES = [f"{name}{ending}" for name in SETS for ending in TYPES]


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode())))


@pytest.fixture
def fetch(client):
    return lambda name, **headers: client.get(f"/open-data/{name}", headers=headers)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_given_with_its_digest_and_to_every_site(fetch, name):
    answer = fetch(name)
    kind = TYPES[name[name.index(".") :]]
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert answer.headers["ETag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    assert answer.headers["Last-Modified"] == "Sun, 22 Nov 2026 00:00:00 GMT"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_who_has_a_file_gets_it_only_when_its_digest_is_another(fetch):
    first = fetch("jaarmonitor.csv")
    assert fetch("jaarmonitor.csv", if_none_match=first.headers["ETag"]).status_code == 304
    later = fetch("jaarmonitor.csv", if_modified_since="Tue, 01 Jan 2030 00:00:00 GMT")
    assert later.status_code == 200  # an old report that is imported today has an old day


@pytest.mark.parametrize("name", ["verzonnen.csv", "jaarmonitor", "jaarmonitor.xml", "JAARMONITOR.csv"])
def test_what_is_not_there_is_refused(fetch, name):
    assert fetch(name).status_code == 404


def test_nothing_can_be_sent(client):
    assert client.post("/open-data/jaarmonitor.csv").status_code == 405


@pytest.mark.parametrize(("name", "series"), SETS.items())
def test_a_file_holds_all_of_one_series_and_nothing_else(fetch, name, series):
    found = rows(fetch(f"{name}.csv").content)
    there = figures(series) if series else targets()
    assert [each["extra_banen"] for each in found] == [
        "" if (n := each.extra_jobs) is None else str(n) for each in there
    ]
    assert {each.get("reeks") for each in found} == {series}


@pytest.mark.parametrize("name", SETS)
def test_every_form_of_a_file_holds_the_same(fetch, name):
    lines = rows(fetch(f"{name}.csv").content)
    as_json = json.loads(fetch(f"{name}.json").content)["rijen"]
    as_parquet = parquet.read_table(pa.BufferReader(fetch(f"{name}.parquet").content)).to_pylist()
    assert [[as_text(cell) for cell in each.values()] for each in as_json] == [list(each.values()) for each in lines]
    assert [[as_text(cell) for cell in each.values()] for each in as_parquet] == [list(each.values()) for each in lines]


def as_text(cell):
    return {None: "", True: "ja", False: "nee"}[cell] if cell is None or isinstance(cell, bool) else str(cell)


def test_parquet_has_days_and_numbers_and_says_what_to_mind(fetch):
    found = parquet.read_table(pa.BufferReader(fetch("kwartaalcijfers.parquet").content))
    kinds = {each.name: each.type for each in found.schema}
    assert (kinds["peildatum"], kinds["extra_banen"], kinds["december_effect"]) == (pa.date32(), pa.int64(), pa.bool_())
    assert "nooit op" in found.schema.metadata[b"toelichting"].decode()


def test_json_says_from_which_edition_it_is(fetch):
    told = json.loads(fetch("jaarmonitor.json").content)
    [edition] = [each for each in editions().editions if each.series == "official"]
    assert [(each["uitgave"], each["bestand_sha256"]) for each in told["uitgaven"]] == [("meegeleverd", edition.sha256)]
    assert set(told["kolommen"]) == set(FIGURES) == set(COLUMNS)


@pytest.mark.parametrize("name", SETS)
def test_csv_is_as_its_description_says(fetch, tmp_path, name):
    for ending in (".csv", ".csv-metadata.json"):
        (tmp_path / f"{name}{ending}").write_bytes(fetch(f"{name}{ending}").content)
    assert validated(tmp_path / f"{name}.csv") == 0
    spoilt = (tmp_path / f"{name}.csv").read_text().replace("-12-31", "-13-31", 1)
    (tmp_path / f"{name}.csv").write_text(spoilt)
    assert validated(tmp_path / f"{name}.csv") == 1


def validated(file):
    """What the checker of CSV on the Web makes of a file with its description beside it; it needs no network."""
    program = Path(sys.executable).with_name("csvwvalidate")
    return subprocess.run([program, file], cwd=file.parent, check=False, capture_output=True).returncode


def test_csv_names_its_description(fetch):
    link = fetch("jaarmonitor.csv").headers["Link"]
    assert link == '</open-data/jaarmonitor.csv-metadata.json>; rel="describedby"; type="application/csvm+json"'


def later_edition(folder):
    file = folder / "later.csv"
    file.write_text(
        "reeks,peildatum,sector,soort,extra_banen,gepubliceerd_op,bron,zekerheid\n"
        "official,2018-12-31,totaal,alles,51999,2030-05-01,Brief van 2030,V\n"
        "official,2029-12-31,totaal,alles,1,2030-05-01,Brief van 2030,V\n",
        encoding="utf-8",
    )
    return read_edition(Import(file, "brief-2030"), editions())


def test_a_later_edition_changes_the_figures_and_says_so(tmp_path):
    known = Editions((*editions().editions, later_edition(tmp_path)))
    [official, quarterly, _] = datasets(published_in(known))
    assert (official.changed, quarterly.changed) == (date(2030, 5, 1), SHIPPED_ON)
    assert [each.name for each in official.editions] == ["meegeleverd", "brief-2030"]
    changed = [each for each in official.lines if each["id"] == "official/2018-12-31/total/all"]
    assert [(each["extra_banen"], each["uitgave"], each["gepubliceerd_op"]) for each in changed] == [
        (51999, "brief-2030", "2030-05-01")
    ]
    before, after = files(published()), files(published_in(known))
    assert before["jaarmonitor.csv"].sha256 != after["jaarmonitor.csv"].sha256
    assert before["kwartaalcijfers.csv"].sha256 == after["kwartaalcijfers.csv"].sha256


def test_a_series_of_which_there_is_nothing_has_no_files():
    only = Editions(tuple(each for each in editions().editions if each.series == "official"))
    assert [each.name for each in datasets(published_in(only))] == ["jaarmonitor", "doelstellingen"]


def test_what_is_given_can_be_read_back_as_the_edition_that_it_came_from(fetch, tmp_path):
    file = tmp_path / "jaarmonitor.csv"
    file.write_bytes(fetch("jaarmonitor.csv").content)
    told = Columns(constants={"gepubliceerd_op": "2027-01-01"})
    with pytest.raises(ProblemsError) as refused:
        read_edition(Import(file, "terug", columns=told), editions())
    assert [each.code for each in refused.value.problems] == ["edition-known"]  # it says the same, to the letter


def test_the_state_of_the_figures_is_the_one_that_they_name():
    assert "state of 22 November 2026" in tree.text("src/banenafspraak/figures/README.md")
    assert date(2026, 11, 22) == SHIPPED_ON
