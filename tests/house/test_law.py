"""Law and figures as data: each value with source, unit and mark, and in agreement with the shared reference data."""

import csv
import re
from collections import Counter

import pytest
from tests.house import tree
from tests.leaving_out import needs

from banenafspraak.core.kernel.law import LAW, all_law, law_sources
from banenafspraak.core.kernel.reference import FIGURES, sources
from banenafspraak.core.schemes.reading import law_book

SHARED = tree.ROOT.parent / "shared" / "data"
BESIDE = {"nl/bronnen.yaml", "nl/nagegaan.yaml"}
SOURCE = re.compile(r"\bbron: (\w+)")
WITHOUT_ROWS = {"sources"}
MARKED = sorted(file.stem for file in FIGURES.glob("*.csv") if file.stem not in WITHOUT_ROWS)


def own(name):
    with (FIGURES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def shared(name):
    file = needs(SHARED / f"{name}.csv", "the shared reference data")
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def told(rows, *columns):
    """The rows as tuples of some columns, counted, so that no row hides behind another."""
    return Counter(tuple(row[column] for column in columns) for row in rows)


def named_by(row, text):
    """Whether our source of a row is the source of the shared row."""
    return sources()[row["source"]].address in text


@pytest.mark.parametrize("text", all_law(), ids=lambda text: text.path)
def test_every_legal_value_has_source_unit_article_and_mark(text):
    assert text.values
    for name, value in text.values.items():
        assert (name, bool(value.unit), bool(value.article)) == (name, True, True)
        assert value.source in law_sources()
        assert value.mark in {"V", "D", "U"}


@pytest.mark.parametrize("text", all_law(), ids=lambda text: text.path)
def test_every_text_of_law_has_an_example(text):
    assert text.raw["voorbeelden"]


def test_every_file_of_law_is_read():
    files = {file.relative_to(LAW).as_posix() for file in LAW.rglob("*") if file.is_file()}
    assert files == {text.path for text in all_law()} | law_book().digests.keys() | BESIDE


def test_every_source_of_law_is_used():
    texts = (file.read_text(encoding="utf-8") for file in LAW.rglob("*.yaml") if file.name != "bronnen.yaml")
    named = {key for text in texts for key in SOURCE.findall(text)}
    assert set(law_sources()) - named == set()


def test_a_value_that_was_not_verified_does_not_name_memory_as_verified():
    memory = [value for text in all_law() for value in text.values.values() if value.source == "GEHEUGEN"]
    assert {value.mark for value in memory} == {"U"}


@pytest.mark.parametrize("name", MARKED)
def test_every_row_of_figures_has_source_and_mark(name):
    rows = own(name)
    assert rows
    assert [row for row in rows if row["source"] not in sources() or row["mark"] not in {"V", "D", "U"}] == []


@pytest.mark.parametrize("name", MARKED)
def test_a_derived_figure_says_how(name):
    assert [row for row in own(name) if row["mark"] == "D" and not row["note"]] == []


def test_every_source_of_figures_is_used():
    assert set(sources()) - {row["source"] for name in MARKED for row in own(name)} == set()


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("targets", ("year_end", "sector", "target_extra_jobs")),
        ("results", ("series", "measured_on", "sector", "employment_type", "jobs_total", "extra_jobs")),
        ("baseline", ("reference_date", "sector", "employment_type", "measure", "value")),
    ],
)
def test_verified_figures_are_those_of_the_shared_data(name, columns):
    ours, theirs = [row for row in own(name) if row["mark"] == "V"], shared(name)
    assert told(ours, *columns) == told(theirs, *columns)
    source_of = {tuple(row[column] for column in columns): row["source"] for row in theirs}
    assert [row for row in ours if not named_by(row, source_of[tuple(row[column] for column in columns)])] == []


def test_regions_are_those_of_the_shared_data():
    columns = ("code", "name", "centre_municipality", "centre_code", "lon", "lat", "tile_row", "tile_col")
    assert told(own("regions"), *columns) == told(shared("regions"), *columns)


def test_the_membership_of_2025_is_that_of_the_shared_data():
    ours = [row for row in own("municipalities") if row["last_year"] == "2025"]
    columns = ("code", "name", "region_code")
    assert told(ours, *columns) == told(shared("municipalities"), *columns)


def test_the_regions_of_a_row_exist_and_their_numbers_agree():
    count = Counter(row["region_code"] for row in own("municipalities") if row["last_year"] == "2025")
    assert count == {row["code"]: int(row["n_municipalities"]) for row in shared("regions")}


def test_the_target_hours_of_the_law_are_the_targets_in_jobs():
    law = next(text for text in all_law() if text.subject == "monitor")
    hours = law.values["uren_per_baan_per_maand"].number
    jobs = {f"{row['sector']}.{row['year_end']}": int(row["target_extra_jobs"]) for row in own("targets")}
    assert {name: value.number / hours for name, value in law.section("doeluren").items()}.items() <= jobs.items()


def test_the_baseline_hours_of_the_law_are_those_of_the_figures():
    law = next(text for text in all_law() if text.subject == "monitor")
    found = {row["sector"]: int(row["value"]) for row in own("baseline") if row["measure"] == "paid_hours_december"}
    assert {name: value.whole for name, value in law.section("nulmeting_uren").items()} == found
