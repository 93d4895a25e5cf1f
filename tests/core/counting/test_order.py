from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from stdnum.nl import bsn
from tests.factories.payroll import AGENCY, PAID, at_government, in_2012, lent, order_of, paid, registered, write

from banenafspraak.core.counting import built_in, count, explain, verify
from banenafspraak.core.counting.order import table_digest
from banenafspraak.core.kernel.problems import ProblemsError

BSN = "999900006"


def problems(run, *given, **asked):
    with pytest.raises(ProblemsError) as error:
        run(*given, **asked)
    return [(one.code, one.place.file) for one in error.value.problems]


def keys(folder, *years):
    rows = [
        {"jaar": str(year), "sector": sector, "aandeel": share, "bron": "wij"}
        for year in years
        for sector, share in (("markt", "75"), ("overheid", "25"))
    ]
    return write(folder / "sleutels.csv", rows)


def test_a_count_from_files_to_rows(tmp_path):
    rows = [paid(), at_government(persoon="B", verloonde_uren="55.46"), lent(persoon="C"), paid(persoon="Z")]
    result = count(order_of(tmp_path, rows, [registered(persoon=name) for name in "ABC"], keys=keys(tmp_path, 2018)))
    assert [(row.labels[0], row.jobs, row.persons) for row in result.rows] == [
        ("markt", Fraction("1.75"), None),
        ("overheid", Fraction("0.75"), None),
    ]
    assert (result.total.jobs, result.total.persons, result.rows_read) == (Fraction("2.5"), 3, 4)


def test_the_receipt_tells_everything_needed_to_make_it_again(tmp_path):
    result = count(order_of(tmp_path, [paid(), lent()], keys=keys(tmp_path, 2018), baseline="gepubliceerd"))
    receipt = result.receipt.as_dict()
    assert receipt["result_sha256"] == table_digest(result)
    assert [(file["role"], file["name"], file["rows_accepted"]) for file in receipt["inputs"]] == [
        ("keys", "sleutels.csv", 2),
        ("payroll", "loon.csv", 2),
        ("register", "register.csv", 1),
    ]
    assert receipt["rules"] == {"regelset": "wfsv", "register_peildatum": "2019-01-01"}
    assert receipt["settings"] == {
        "by": ["sector"],
        "splitsing": True,
        "sleutel": {"markt": "3/4", "overheid": "1/4", "bron": "wij"},
        "baseline": "gepubliceerd",
    }
    assert receipt["counts"] == {"inleen": 1, "regulier": 1}
    assert set(receipt["law"]) == {
        "nl/loonaangifte/codes/2022-01-01.yaml",
        "nl/besluit_suwi/registratie/2015-01-01.yaml",
        "nl/besluit_suwi/registratie/2017-12-30.yaml",
        "nl/besluit_suwi/registratie/2020-01-01.yaml",
        "nl/aow/pensioenleeftijd/2013-01-01.yaml",
        "nl/wfsv/doelgroep/2018-07-28.yaml",
        "nl/regeling_wfsv/monitor/2015-01-01.yaml",
    }


def test_the_size_of_employers_brings_its_own_law(tmp_path):
    result = count(order_of(tmp_path, [paid()], by=("grootteklasse",)))
    assert "nl/wfsv/quotum/2018-01-01.yaml" in result.receipt.law


def test_a_register_without_a_day_says_so(tmp_path):
    result = count(order_of(tmp_path, [paid()], [registered(peildatum="")]))
    assert result.receipt.rules["register_peildatum"] == "niet opgegeven"
    empty = count(order_of(tmp_path, [paid()], [registered(persoon="")]))
    assert (empty.receipt.rules["register_peildatum"], empty.total.jobs) == ("niet opgegeven", 0)


def test_the_published_baseline_brings_the_targets_of_the_law(tmp_path):
    result = count(order_of(tmp_path, [paid()], baseline="gepubliceerd"))
    assert (result.total.extra_jobs, result.total.target) == (1 - 75_179, 43_500)
    assert [row.extra_jobs for row in result.rows] == [None]
    assert [(pace.sector, pace.year) for pace in result.pace] == [("totaal", 2018), ("totaal", 2019), ("totaal", 2025)]


def test_the_baseline_of_2015_stands_beside_whole_sectors(tmp_path):
    result = count(order_of(tmp_path, [paid(), lent()], baseline="regeling-2015", keys=keys(tmp_path, 2018)))
    assert {row.labels[0]: round(row.extra_jobs) for row in result.rows} == {"markt": -62_336, "overheid": -9_515}


def test_extra_jobs_come_from_december_2012_in_the_input(tmp_path):
    rows = [paid(), at_government(persoon="B"), in_2012(at_government(persoon="B"))]
    result = count(order_of(tmp_path, rows, [registered(), registered(persoon="B")]))
    assert [(row.labels[0], row.extra_jobs) for row in (*result.rows, result.total)] == [
        ("markt", 1),
        ("overheid", 0),
        ("totaal", 1),
    ]


def test_targets_of_the_nation_are_not_set_against_a_baseline_of_the_input(tmp_path):
    result = count(order_of(tmp_path, [paid(), in_2012(paid())]))
    assert [(row.extra_jobs, row.target) for row in (*result.rows, result.total)] == [(0, None), (0, None)]
    assert result.pace == ()
    assert "no-targets" in result.receipt.notes


def test_without_a_key_lent_work_is_set_against_lent_work(tmp_path):
    rows = [lent(), lent(nummer_ikv="2"), in_2012(lent())]
    result = count(order_of(tmp_path, rows))
    assert [(row.labels[0], row.extra_jobs) for row in result.rows] == [("niet te verdelen", 1)]


def test_the_year_of_an_employer_has_no_extra_jobs(tmp_path):
    result = count(order_of(tmp_path, [paid(verloonde_uren="1331")], definition=built_in("employer-year")))
    assert (result.total.jobs, result.total.extra_jobs, result.pace) == (1, None, ())


def test_problems_of_all_files_are_told_at_once(tmp_path):
    order = order_of(tmp_path, [paid()])
    for name in ("loon.csv", "register.csv", "werkgevers.csv", "sleutels.csv", "doelen.csv", "basis.csv"):
        (tmp_path / name).write_text("kleur\nrood\n", "utf-8")
    files = {
        name: tmp_path / f"{file}.csv"
        for name, file in (("employers", "werkgevers"), ("keys", "sleutels"), ("targets", "doelen"))
    }
    found = problems(count, replace(order, baseline=str(tmp_path / "basis.csv"), **files))
    assert {file for _, file in found} == {
        "loon.csv",
        "register.csv",
        "werkgevers.csv",
        "sleutels.csv",
        "doelen.csv",
        "basis.csv",
    }


def test_files_that_are_missing_are_told_at_once(tmp_path):
    order = replace(
        order_of(tmp_path, [paid()]),
        deliveries=(tmp_path / "geen.csv",),
        baseline=str(tmp_path / "geen-basis.csv"),
        targets=tmp_path / "geen-doel.csv",
    )
    assert [file for _, file in problems(count, order)] == ["geen.csv", "geen-basis.csv", "geen-doel.csv"]


def test_keys_that_do_not_add_up_are_told(tmp_path):
    path = write(tmp_path / "sleutels.csv", [{"jaar": "2018", "sector": "markt", "aandeel": "75", "bron": "wij"}])
    assert problems(count, order_of(tmp_path, [paid()], keys=path)) == [("key-unfit", "--keys")]


def test_another_engine_is_not_known(tmp_path):
    assert problems(count, order_of(tmp_path, [paid()], engine="abacus")) == [("engine-unknown", None)]


def test_rows_that_differ_are_refused_and_counted_in_their_own_file(tmp_path):
    first = order_of(tmp_path / "een", [paid(), paid(persoon="B")])
    second = order_of(
        tmp_path / "twee",
        [paid(verloonde_uren="1"), paid(persoon="B", nummer_ikv="2"), paid(persoon="B", verloonde_uren="")],
    )
    result = count(replace(first, deliveries=first.deliveries + second.deliveries))
    files = [
        (file.name, file.rows_read, file.rows_accepted, file.rows_refused)
        for file in result.receipt.inputs
        if file.role == "payroll"
    ]
    assert files == [("loon.csv", 2, 1, 1), ("loon.csv", 3, 1, 2)]
    assert sorted((one.code, one.row) for one in result.refused) == [
        ("hours-missing", 4),
        ("rows-differ", 2),
        ("rows-differ", 2),
    ]
    assert result.tallies["strijdig"].rows == 2


def test_a_named_correction_replaces(tmp_path):
    order = order_of(tmp_path, [paid(), paid(persoon="B")])
    later = write(tmp_path / "correctie.csv", [paid(verloonde_uren="55.46")], list(PAID))
    assert count(replace(order, corrections=(later,))).total.jobs == Fraction(1, 2)


def test_progress_is_told(tmp_path):
    told = []
    count(order_of(tmp_path, [paid()], progress=lambda name, _done, _total, _rows: told.append(name)))
    assert set(told) == {"loon.csv", "register.csv"}


def test_nobody_is_told_unless_asked(tmp_path):
    assert order_of(tmp_path, [paid()]).progress("loon.csv", 1, 2, 3) is None


def test_a_person_is_explained_by_pseudonym_or_bsn(tmp_path):
    assert bsn.is_valid(BSN)
    rows = [paid(), paid(nummer_ikv="2", code_aard="21"), paid(persoon="B")]
    order = order_of(tmp_path, rows)
    pseudonym = order.key.pseudonym("persoon", "A")
    found, ready, plan = explain(order, pseudonym=pseudonym)
    assert [(one.record.row, one.record.fate, one.share) for one in found] == [(2, "regulier", 1), (3, "beschut", 1)]
    assert ready.people.pseudonyms({found[0].record.person}) == {found[0].record.person: pseudonym}
    assert plan.period.first == date(2018, 12, 1)
    columns = {name: name for name in PAID if name != "persoon"}
    by_bsn = write(tmp_path / "bsn.csv", [{"bsn": BSN} | {name: PAID[name] for name in columns}])
    found, _, _ = explain(replace(order, deliveries=(by_bsn,)), bsn=BSN)
    assert [one.record.fate for one in found] == ["niet_geregistreerd"]


@pytest.mark.parametrize("asked", [{"pseudonym": "p-niemand"}, {"bsn": BSN}, {}])
def test_a_person_in_none_of_the_files(tmp_path, asked):
    assert problems(explain, order_of(tmp_path, [paid()]), **asked) == [("person-not-found", None)]


def test_a_cell_holds_its_share_of_lent_rows(tmp_path):
    rows = [lent(), paid(persoon="B"), lent(persoon="B", nummer_ikv="2", verloonde_uren="10")]
    order = order_of(tmp_path, rows, [registered(), registered(persoon="B")], keys=keys(tmp_path, 2018))
    for sector, shares in {"markt": [Fraction(3, 4), 1, Fraction(3, 4)], "overheid": [Fraction(1, 4)] * 2}.items():
        found, _, _ = explain(order, cell={"sector": sector})
        assert [one.share for one in found] == shares
        [row] = [row for row in count(order).rows if row.labels == (sector,)]
        assert sum(one.share * one.record.counted for one in found) == row.hundredths
    found, _, _ = explain(order, cell={"sector": "onbekend"})
    assert found == []
    found, _, _ = explain(order, cell={"soort": "inleen"})
    assert [(one.record.employer, one.share) for one in found] == [(AGENCY, 1)] * 2


def test_without_a_key_lent_rows_have_a_cell_of_their_own(tmp_path):
    found, _, _ = explain(order_of(tmp_path, [lent()]), cell={"sector": "niet te verdelen"})
    assert [one.share for one in found] == [1]


def test_a_cell_of_no_breakdown_is_refused(tmp_path):
    assert problems(explain, order_of(tmp_path, [paid()]), cell={"kleur": "rood"}) == [("by-unknown", None)]


def test_verify_names_the_parts_that_differ(tmp_path):
    order = order_of(tmp_path, [paid()])
    receipt = count(order).receipt.as_dict()
    assert verify(receipt, order)[1] == []
    assert verify(receipt, replace(order, by=("soort",)))[1] == ["result_sha256", "settings"]
    assert verify(receipt, replace(order, baseline="gepubliceerd"))[1] == ["result_sha256", "settings"]
    other = order_of(tmp_path / "ander", [paid(persoon="B")])
    assert verify(receipt, other)[1] == ["result_sha256", "counts", "inputs"]
    assert verify({}, order)[1] == [
        "result_sha256",
        "period",
        "definition",
        "rules",
        "settings",
        "law",
        "counts",
        "inputs",
    ]
