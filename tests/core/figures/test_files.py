"""Figures, editions and revisions as lines and files; what was written is read again the same."""

import csv
import io
import json

import openpyxl
import pytest
from tests.core.figures.printed import edition, imported

from banenafspraak.core.figures import all_editions
from banenafspraak.core.figures.files import (
    EDITIONS,
    FIGURES,
    REVISIONS,
    edition_line,
    figure_lines,
    only,
    revision_lines,
    write_lines,
)
from banenafspraak.core.kernel.problems import ProblemsError

MADE = edition(
    "2019-kw1",
    "2019-07-01",
    {"extra_jobs": 53401, "jobs_total": 128580, "note": "=SOM(1)"},
    {"employment_type": "inleen", "extra_jobs": -830, "region": "AM01", "mark": "U", "note": "'t Gooi"},
)
KNOWN = all_editions([MADE])


def test_a_line_says_all_that_is_known_of_a_figure():
    [line] = figure_lines(KNOWN.of("2019-kw1").figures(), KNOWN)
    assert only(FIGURES, [line]) == [
        {
            "reeks": "uwv_quarterly",
            "peildatum": "2018-12-31",
            "regio": None,
            "sector": "totaal",
            "soort": "alles",
            "extra_banen": 53401,
            "banen": 128580,
            "zekerheid": "V",
            "bron": "UWV",
            "adres": None,
            "noot": "=SOM(1)",
            "uitgave": "2019-kw1",
            "gepubliceerd_op": "2019-07-01",
            "december_effect": "ja",
            "id": "uwv_quarterly/2018-12-31/total/all",
        }
    ]


def test_a_revision_has_a_line_for_each_measure_that_changed():
    lines = revision_lines(KNOWN.revisions())
    wanted = ("maat", "oud", "nieuw", "verschil", "vorige_uitgave", "uitgave", "gepubliceerd_op", "bron")
    assert [tuple(line.values()) for line in only(wanted, lines)] == [
        ("extra_banen", 53390, 53401, 11, "meegeleverd", "2019-kw1", "2019-07-01", "UWV"),
        ("banen", None, 128580, None, "meegeleverd", "2019-kw1", "2019-07-01", "UWV"),
    ]
    assert set(REVISIONS) <= set(lines[0])


def test_an_edition_is_a_line():
    assert tuple(edition_line(MADE)) == EDITIONS
    assert tuple(edition_line(MADE).values()) == (
        "2019-kw1", "uwv_quarterly", "2019-07-01", 2, "U", 1, "2019-kw1.csv", "2019-kw1",
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_written_is_the_same_edition_when_it_is_read(tmp_path, kind):
    found = KNOWN.of("2019-kw1").figures(places=KNOWN.places)
    write_lines(tmp_path / f"uit.{kind}", "cijfers", FIGURES, figure_lines(found, KNOWN))
    again = imported(tmp_path / f"uit.{kind}", "nog-eens")
    assert again.says_the_same(MADE)
    assert again.published_on == MADE.published_on


def test_a_text_is_no_formula_in_a_csv_and_a_number_is_a_number(tmp_path):
    write_lines(tmp_path / "uit.csv", "cijfers", ("noot", "extra_banen"), figure_lines(MADE.figures, KNOWN))
    rows = list(csv.reader(io.StringIO((tmp_path / "uit.csv").read_text("utf-8"))))
    assert rows == [["noot", "extra_banen"], ["'=SOM(1)", "53401"], ["''t Gooi", "-830"]]


def test_a_workbook_has_numbers_and_the_notes_beside_them(tmp_path):
    lines = revision_lines(KNOWN.revisions())
    write_lines(tmp_path / "uit.xlsx", "herzieningen", REVISIONS, lines, ["in december"])
    book = openpyxl.load_workbook(tmp_path / "uit.xlsx")
    assert book.sheetnames == ["herzieningen", "opmerkingen"]
    rows = list(book["herzieningen"].values)
    assert [dict(zip(rows[0], one, strict=True))["nieuw"] for one in rows[1:]] == [53401, 128580]
    assert [cell for (cell,) in book["opmerkingen"].values] == ["opmerking", "in december"]


def test_plain_data_holds_lines_and_notes(tmp_path):
    write_lines(tmp_path / "uit.json", "uitgaven", EDITIONS, [edition_line(MADE)], ["x"])
    body = json.loads((tmp_path / "uit.json").read_text("utf-8"))
    assert (body["uitgaven"], body["opmerkingen"]) == ([edition_line(MADE)], ["x"])


def test_another_kind_of_file_is_refused(tmp_path):
    with pytest.raises(ProblemsError) as caught:
        write_lines(tmp_path / "uit.pdf", "cijfers", FIGURES, [])
    [problem] = caught.value.problems
    assert (problem.code, problem.values["valid"]) == ("output-kind-unknown", ".csv, .json, .xlsx")
    assert list(tmp_path.iterdir()) == []
