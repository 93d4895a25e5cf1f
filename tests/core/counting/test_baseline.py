from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from tests.factories.payroll import COMPANY, inputs, write

from banenafspraak.core.counting import baseline as baselines
from banenafspraak.core.counting.definitions import Setting, built_in
from banenafspraak.core.counting.engines.duckdb import DuckEngine
from banenafspraak.core.counting.plan import LentKey, make_plan
from banenafspraak.core.counting.rows import ReadRows
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.tables.reading import PERSON

ENGINE = DuckEngine()
KEY = LentKey(Fraction(3, 4), Fraction(1, 4), "", "U")
THEN = {"begin": date(2012, 12, 1), "einde": date(2012, 12, 31)}
REGULAR = {"loonheffingennummer": COMPANY} | THEN
LENT = THEN | {"code_aard": 11, PERSON: 1, "nummer_ikv": 2}


def plan(by=("sector",), **asked):
    return make_plan(built_in("monitor"), "2018", by, **asked)


def keyed(by=("sector",)):
    return plan(by, key=KEY)


def counted(one, rows, keys=None):
    given = inputs(rows)
    return baselines.counted(one, ReadRows(given, ENGINE, given.payroll), keys or {})


def problems(read, *given):
    with pytest.raises(ProblemsError) as error:
        read(*given)
    return [(one.code, one.place.row) for one in error.value.problems]


def test_december_2012_is_counted_in_the_same_deliveries():
    found = counted(plan(), [REGULAR | {"verloonde_uren": 221_84}, {}])
    assert (found.name, found.total, found.by_labels) == ("geteld", 2, {("markt",): 2})


def test_without_december_2012_there_is_none():
    assert counted(plan(), [{}]) is None


def test_lent_work_of_2012_is_divided_by_the_key_of_2012():
    found = counted(keyed(), [LENT])
    assert found.by_labels == {("markt",): Fraction(76, 100), ("overheid",): Fraction(24, 100)}


def test_lent_work_stays_undivided_where_the_count_leaves_it_so():
    assert counted(plan(), [REGULAR, LENT]).by_labels == {("markt",): 1, ("niet te verdelen",): 1}


def test_without_a_key_of_2012_only_the_total_compares():
    keys = {2018: KEY}
    assert counted(keyed(), [REGULAR, LENT], keys).by_labels is None
    assert counted(keyed(), [REGULAR, LENT], keys).total == 2
    assert counted(keyed(), [REGULAR], keys).by_labels == {("markt",): 1}
    assert counted(keyed(("soort",)), [LENT], keys).by_labels == {("inleen",): 1}


def test_a_baseline_has_its_own_last_day_of_filing():
    settings = built_in("monitor").settings | {"ingediend_uiterlijk": Setting("05-01")}
    one = make_plan(replace(built_in("monitor"), settings=settings), "2018")
    filed = {"moment": 1, "ingediend": date(2013, 5, 2)}
    assert counted(one, [REGULAR | filed]).total == 0
    assert counted(plan(), [REGULAR | filed]).total == 1


@pytest.mark.parametrize(("year", "market"), [(2012, "0.76"), (2016, "0.722"), (2020, "0.663")])
def test_published_keys(year, market):
    key = baselines.key_for(make_plan(built_in("monitor"), str(year)), {})
    assert (key.market, key.market + key.government) == (Fraction(market), 1)


def test_a_year_without_a_key_has_none():
    assert baselines.key_for(plan(), {}) is None
    assert baselines.key_for(plan(), {2017: KEY}) is None
    assert baselines.key_for(plan(), {2018: KEY}) == KEY
    assert baselines.key_for(plan(split=False), {2018: KEY}) is None


def test_published_baselines_are_under_their_own_names():
    assert (baselines.published().name, baselines.published().total, baselines.published().by_labels) == (
        "gepubliceerd",
        75_179,
        None,
    )
    found = baselines.of_2015(keyed())
    assert (found.name, round(found.total, 1)) == ("regeling-2015", Fraction("71853.3"))
    assert {labels: round(jobs, 1) for labels, jobs in found.by_labels.items()} == {
        ("markt",): Fraction("62337.6"),
        ("overheid",): Fraction("9515.6"),
    }


@pytest.mark.parametrize("one", [plan(), keyed(("sector", "soort")), keyed(())])
def test_the_sectors_of_2015_stand_beside_whole_sectors_only(one):
    assert baselines.of_2015(one).by_labels is None


def test_a_baseline_from_a_file_of_hours_or_jobs(tmp_path):
    hours = write(
        tmp_path / "uren.csv",
        [{"sector": "markt", "verloonde_uren": "221,84"}, {"sector": "overheid", "verloonde_uren": "0"}],
    )
    jobs = write(tmp_path / "banen.csv", [{"sector": "markt", "banen": "2.5"}, {"sector": "totaal", "banen": "3"}])
    assert baselines.from_file(hours, plan()).by_labels == {("markt",): 2, ("overheid",): 0}
    assert baselines.from_file(hours, plan()).total == 2
    found = baselines.from_file(jobs, plan(("sector", "maand")))
    assert (found.name, found.total, found.by_labels) == ("banen.csv", 3, {("markt",): Fraction("2.5")})


def test_a_total_alone_is_a_baseline_without_parts(tmp_path):
    total = write(tmp_path / "totaal.csv", [{"banen": "7"}])
    assert (baselines.from_file(total, plan()).total, baselines.from_file(total, plan()).by_labels) == (7, None)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([{"sector": "markt"}], [("baseline-unfit", None)]),
        (
            [{"sector": "markt", "banen": "veel"}, {"sector": "overheid", "banen": "1/0"}],
            [("baseline-row", 2), ("baseline-row", 3)],
        ),
        ([{"sector": "markt", "banen": "1"}, {"sector": "markt", "banen": "1"}], [("baseline-row", 3)]),
    ],
)
def test_what_is_no_baseline_is_refused(tmp_path, rows, found):
    assert problems(baselines.from_file, write(tmp_path / "basis.csv", rows), plan()) == found


def test_a_baseline_of_another_breakdown_is_refused(tmp_path):
    path = write(tmp_path / "basis.csv", [{"sector": "markt", "banen": "1"}])
    assert problems(baselines.from_file, path, plan(("sector", "regio"))) == [("baseline-unfit", None)]
    empty = write(tmp_path / "leeg.csv", [], ["sector", "banen"])
    assert problems(baselines.from_file, empty, plan()) == [("baseline-unfit", None)]


def test_targets_of_the_law_and_of_a_file(tmp_path):
    law = baselines.published_targets()
    assert [law[2018, name] for name in ("markt", "overheid", "totaal")] == [31_000, 12_500, 43_500]
    path = write(tmp_path / "doelen.csv", [{"jaar": "2018", "sector": "totaal", "doelstelling": "5", "bron": "wij"}])
    assert baselines.targets_from_file(path) == {(2018, "totaal"): 5}


GOAL = {"jaar": "2018", "sector": "markt", "doelstelling": "5", "bron": "wij"}


@pytest.mark.parametrize(
    "fault", [{"jaar": "ooit"}, {"sector": "zorg"}, {"doelstelling": "-5"}, {"doelstelling": ""}, {"bron": ""}]
)
def test_what_is_no_target_is_refused(tmp_path, fault):
    path = write(tmp_path / "doelen.csv", [GOAL, GOAL | {"jaar": "2019"} | fault])
    assert problems(baselines.targets_from_file, path) == [("target-row", 3)]


def test_a_target_stands_once_and_there_is_at_least_one(tmp_path):
    assert problems(baselines.targets_from_file, write(tmp_path / "dubbel.csv", [GOAL, GOAL])) == [("target-row", 3)]
    assert problems(baselines.targets_from_file, write(tmp_path / "leeg.csv", [], list(GOAL))) == [("target-row", None)]


def shares(*given, year=2018):
    return [{"jaar": year, "sector": sector, "aandeel": share, "bron": "wij"} for sector, share in given]


def test_keys_are_shares_of_a_hundred():
    found = baselines.keys_from_rows(shares(("overheid", "27,8"), ("markt", "72.2")))
    assert found == {2018: LentKey(Fraction("0.722"), Fraction("0.278"), "wij", "U")}


@pytest.mark.parametrize(
    "given",
    [
        [("markt", "100")],
        [("markt", "50"), ("overheid", "49")],
        [("markt", "veel"), ("overheid", "50")],
        [("markt", None), ("overheid", "50")],
        [("markt", "150"), ("overheid", "-50")],
        [("markt", "-0.5"), ("overheid", "100.5")],
        [("markt", "50"), ("overheid", "50"), ("markt", "50")],
    ],
)
def test_what_is_no_key_is_named_by_its_year(given):
    with pytest.raises(ProblemsError) as error:
        baselines.keys_from_rows(
            [
                *shares(*given),
                *shares(("markt", "1"), year=2016),
                *shares(("markt", "60"), ("overheid", "40"), year=2020),
            ]
        )
    assert [(one.code, one.values["year"]) for one in error.value.problems] == [
        ("key-unfit", 2018),
        ("key-unfit", 2016),
    ]


def test_a_lost_reference_value_is_no_zero():
    with pytest.raises(LookupError, match=r"baseline\.csv has lost market all jobs"):
        baselines._value("market", "all", "jobs")  # noqa: SLF001 - a fault in our own reference table cannot be made otherwise
