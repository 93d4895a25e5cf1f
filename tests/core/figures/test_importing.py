"""A file with a new edition: every row checked, all of it taken or nothing, and nothing mended."""

import zipfile
from dataclasses import replace
from datetime import date

import pytest
from tests.core.figures.printed import REGULAR, ROW, edition, imported, refused, row, without, written

from banenafspraak.core.figures import all_editions, series_labels
from banenafspraak.core.figures.importing import place_of
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.kernel.receipts import sha256_file
from banenafspraak.core.kernel.reference import FIGURES
from banenafspraak.core.tables.columns import FIGURES as TABLE
from banenafspraak.core.tables.mapping import Mapping

TOLD = Mapping(constants={"reeks": "uwv_quarterly", "gepubliceerd_op": "2019-07-01", "bron": "UWV"})


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_a_file_becomes_an_edition(tmp_path, ending):
    file = written(
        tmp_path / f"kw{ending}",
        row(banen="128580", noot="herzien", adres="uwv.nl"),
        row(**REGULAR, regio="groot-amsterdam", zekerheid="d"),
        row(soort="inleen", extra_banen="-830", zekerheid=""),
    )
    made = imported(file)
    assert (made.name, made.series, made.published_on) == ("2019-kw1", "uwv_quarterly", date(2019, 7, 1))
    assert (made.file, made.sha256, made.mark) == (f"kw{ending}", sha256_file(file), "U")
    assert [(one.id, one.extra_jobs, one.jobs_total, one.mark, one.edition) for one in made.figures] == [
        ("uwv_quarterly/2018-12-31/total/all", 53401, 128580, "V", "2019-kw1"),
        ("uwv_quarterly/2018-12-31/total/regular/AM18", 40942, None, "D", "2019-kw1"),
        ("uwv_quarterly/2018-12-31/total/inleen", -830, None, "U", "2019-kw1"),
    ]
    first = made.figures[0]
    assert (first.source.title, first.source.address, first.note) == ("UWV, kwartaalrapportage", "uwv.nl", "herzien")


def test_numbers_and_days_that_a_spreadsheet_holds_as_such(tmp_path):
    typed = {**row(), "extra_banen": 53401.0, "peildatum": date(2018, 12, 31), "gepubliceerd_op": date(2019, 7, 1)}
    [found] = imported(written(tmp_path / "a.xlsx", typed)).figures
    assert (found.extra_jobs, found.measured_on) == (53401, date(2018, 12, 31))


@pytest.mark.parametrize("key", ["official", "uwv_quarterly"])
def test_a_series_is_known_by_its_key_and_its_labels(tmp_path, key):
    label = series_labels()[key]
    for at, name in enumerate((key, label.label_nl, label.label_en, label.label_nl.upper())):
        assert imported(written(tmp_path / f"{at}.csv", row(reeks=name))).series == key


def test_other_names_of_columns_and_words_are_known(tmp_path):
    names = {
        "series": "uwv_quarterly",
        "measured_on": "31-12-2018",
        "sector": "government",
        "employment_type": "regular",
    }
    names |= {"extra_jobs": "2607", "publicatiedatum": "01-07-2019", "source": "x", "mark": "V", "Toelichting": "y"}
    [found] = imported(written(tmp_path / "a.csv", names)).figures
    assert (found.id, found.note) == ("uwv_quarterly/2018-12-31/government/regular", "y")


def test_the_file_of_the_program_has_columns_that_an_import_knows():
    header = (FIGURES / "results.csv").read_text("utf-8").splitlines()[0].split(",")
    assert None not in [TABLE.find(name) for name in header]


def test_what_the_file_leaves_unsaid_is_told_for_all_rows(tmp_path):
    file = written(tmp_path / "a.csv", without("reeks", "gepubliceerd_op", "bron", "zekerheid"))
    made = imported(file, columns=replace(TOLD, constants={**TOLD.constants, "zekerheid": "D"}))
    assert (made.series, made.published_on, made.mark) == ("uwv_quarterly", date(2019, 7, 1), "D")
    assert [source.title for source in made.sources] == ["UWV"]
    assert refused(file) == [("edition-unsaid", None, name) for name in ("reeks", "gepubliceerd_op", "bron")]


def test_what_the_file_says_goes_before_what_is_told(tmp_path):
    made = imported(written(tmp_path / "a.csv", row(), row(**REGULAR, bron="")), columns=TOLD)
    assert [one.source.title for one in made.figures] == ["UWV, kwartaalrapportage", "UWV"]


def test_a_column_that_must_be_there_is_missed(tmp_path):
    file = written(tmp_path / "a.csv", without("soort", "sector", "bron"))
    missing = [("column-missing", None, "sector"), ("column-missing", None, "soort"), ("edition-unsaid", None, "bron")]
    assert refused(file) == missing


@pytest.mark.parametrize(
    ("fault", "code", "column"),
    [
        ({"reeks": "eigen telling"}, "series-unknown", "reeks"),
        ({"reeks": ""}, "series-unknown", "reeks"),
        ({"peildatum": "2018-02-31"}, "date-unreadable", "peildatum"),
        ({"peildatum": ""}, "date-missing", "peildatum"),
        ({"peildatum": "2018-11-30"}, "figure-day-unfit", "peildatum"),
        ({"peildatum": "2018-12-01"}, "figure-day-unfit", "peildatum"),
        ({"peildatum": "2019-09-30"}, "figure-too-new", "peildatum"),
        ({"regio": "Atlantis"}, "region-unknown", "regio"),
        ({"sector": "zorg"}, "part-unknown", "sector"),
        ({"sector": ""}, "part-unknown", "sector"),
        ({"soort": "detachering"}, "work-unknown", "soort"),
        ({"soort": ""}, "work-unknown", "soort"),
        ({"extra_banen": "53.401"}, "jobs-unreadable", "extra_banen"),
        ({"extra_banen": "1,5"}, "jobs-unreadable", "extra_banen"),
        ({"extra_banen": "1000000"}, "jobs-unreadable", "extra_banen"),
        ({"banen": "-1"}, "jobs-unreadable", "banen"),
        ({"extra_banen": ""}, "figure-empty", "extra_banen"),
        ({"gepubliceerd_op": ""}, "date-missing", "gepubliceerd_op"),
        ({"bron": ""}, "source-missing", "bron"),
        ({"bron": "van 123456782"}, "text-unfit", "bron"),
        ({"adres": "x/123456782"}, "text-unfit", "adres"),
        ({"noot": "#N/A"}, "text-unfit", "noot"),
        ({"zekerheid": "zeker"}, "mark-unknown", "zekerheid"),
    ],
)
def test_a_row_that_is_no_figure_is_named_and_nothing_is_taken(tmp_path, fault, code, column):
    assert refused(written(tmp_path / "a.csv", row(**REGULAR), row(**fault))) == [(code, 3, column)]


@pytest.mark.parametrize(
    ("series", "day", "fits"),
    [
        ("official", "2018-12-31", True),
        ("official", "2018-09-30", False),
        ("uwv_quarterly", "2018-09-30", True),
        ("uwv_quarterly", "2016-03-31", True),
        ("uwv_quarterly", "2018-02-28", False),
        ("uwv_quarterly", "2018-06-29", False),
    ],
)
def test_a_series_is_measured_at_the_end_of_its_years_or_quarters(tmp_path, series, day, fits):
    file = written(tmp_path / "a.csv", row(reeks=series, peildatum=day))
    assert imported(file).series == series if fits else refused(file) == [("figure-day-unfit", 2, "peildatum")]


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    file = written(
        tmp_path / "a.csv",
        row(regio="Groningen"),
        row(regio="AM01"),
        row(extra_banen="x", noot="#REF!"),
        row(**REGULAR, reeks="official", gepubliceerd_op="2019-07-02"),
    )
    assert refused(file, "meegeleverd") == [
        ("edition-name-taken", None, None),
        ("jobs-unreadable", 4, "extra_banen"),
        ("text-unfit", 4, "noot"),
        ("figure-double", 3, "peildatum"),
        ("edition-mixed", 5, "reeks"),
        ("edition-days-differ", 5, "gepubliceerd_op"),
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "edition-name-unfit"),
        ("-a", "edition-name-unfit"),
        ("a/b", "edition-name-unfit"),
        ("..", "edition-name-unfit"),
        ("a b", "edition-name-unfit"),
        ("a" * 61, "edition-name-unfit"),
        ("a-123456782", "edition-name-unfit"),
        ("Meegeleverd", "edition-name-taken"),
        ("2019-KW1", "edition-name-taken"),
    ],
)
def test_a_name_that_cannot_be_or_is_there(tmp_path, name, code):
    known = all_editions([edition("2019-kw1", "2019-04-01", {"extra_jobs": 1})])
    assert refused(written(tmp_path / "a.csv", row()), name, known) == [(code, None, None)]


def test_the_same_file_and_the_same_figures_are_refused(tmp_path):
    first = imported(written(tmp_path / "a.csv", row(), row(**REGULAR)))
    known = all_editions([first])
    for name, rows in (("a.csv", (row(), row(**REGULAR))), ("b.csv", (row(**REGULAR), row()))):
        assert refused(written(tmp_path / name, *rows), "ander", known) == [("edition-known", None, None)]
    assert imported(written(tmp_path / "c.csv", row(noot="anders")), "ander", known).name == "ander"


def test_the_figures_of_the_program_are_refused_as_a_new_edition(tmp_path):
    rows = [
        {"reeks": one.series, "peildatum": str(one.measured_on), "sector": one.sector, "soort": one.employment_type}
        | {"banen": str(one.jobs_total or ""), "extra_banen": str(one.extra_jobs), "bron": f'"{one.source.title}"'}
        | {"adres": one.source.address, "zekerheid": one.mark, "noot": f'"{one.note}"', "gepubliceerd_op": "2026-11-22"}
        for one in all_editions().figures("official")
    ]
    assert refused(written(tmp_path / "a.csv", *rows), "nog-eens") == [("edition-known", None, None)]


def test_two_editions_of_one_day_may_not_print_one_figure_otherwise(tmp_path):
    known = all_editions([edition("a", "2019-07-01", {"extra_jobs": 53402})])
    file = written(tmp_path / "b.csv", row(**REGULAR), row())
    assert refused(file, "b", known) == [("figure-day-taken", 3, "gepubliceerd_op")]
    assert imported(written(tmp_path / "c.csv", row(**REGULAR), row(extra_banen="53402")), "c", known).name == "c"
    assert imported(written(tmp_path / "d.csv", row(gepubliceerd_op="2019-07-02")), "d", known).name == "d"
    assert imported(written(tmp_path / "e.csv", row(regio="AM01")), "e", known).name == "e"


def test_a_file_that_is_no_table_of_figures(tmp_path):
    (tmp_path / "leeg.csv").write_text("")
    (tmp_path / "a.xml").write_text("<a/>")
    (tmp_path / "map").mkdir()
    with zipfile.ZipFile(tmp_path / "twee.zip", "w") as archive:
        for name in ("a.csv", "b.csv"):
            archive.writestr(name, "reeks\n")
    assert refused(tmp_path / "weg.csv") == [("file-not-found", None, None)]
    assert refused(tmp_path / "leeg.csv", "a b") == [("edition-name-unfit", None, None), ("file-empty", None, None)]
    assert refused(tmp_path / "a.xml") == [("file-kind-unknown", None, None)]
    assert refused(tmp_path / "twee.zip") == [("file-kind-unknown", None, None)]
    assert refused(tmp_path / "map") == [("folder-empty", None, None)]
    assert refused(written(tmp_path / "kop.csv", dict.fromkeys(ROW, ""))) == [("edition-empty", None, None)]


def test_a_packed_file_is_read(tmp_path):
    written(tmp_path / "kw.csv", row())
    with zipfile.ZipFile(tmp_path / "kw.zip", "w") as archive:
        archive.write(tmp_path / "kw.csv", "kw.csv")
    made = imported(tmp_path / "kw.zip")
    assert (made.file, made.sha256, len(made.figures)) == ("kw.zip", sha256_file(tmp_path / "kw.zip"), 1)


def test_parts_that_miss_their_total_are_taken_as_they_are(tmp_path):
    rows = [row(), row(**REGULAR), row(soort="inleen", extra_banen="12448")]
    assert [one.extra_jobs for one in imported(written(tmp_path / "a.csv", *rows)).figures] == [53401, 40942, 12448]


def test_a_problem_repeats_nothing_of_a_row(tmp_path):
    cell = "geheim"
    file = written(tmp_path / "a.csv", dict.fromkeys(ROW, cell))
    with pytest.raises(ProblemsError) as caught:
        imported(file)
    said = [(str(one), one.sentences("nl"), one.sentences("en")) for one in caught.value.problems]
    assert len(said) == 8
    assert cell not in str(said)


def test_a_place_is_known_by_any_of_its_names():
    regions = {"AM15": "AM15", "Midden-Gelderland": "AM15"}
    assert [place_of(name, regions) for name in ("am15", "Midden Gelderland", "", "NL", "Nederland", "x")] == [
        "AM15",
        "AM15",
        None,
        None,
        None,
        "",
    ]
