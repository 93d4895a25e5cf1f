"""What is published of a count: which cells, and what else is left out; and an attacker over real counts."""

import tempfile
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from tests import trust
from tests.core.counting.publications import KEY, KINDS, REGIONS, Work, few, learned, order
from tests.factories.payroll import write

from banenafspraak.core.counting import publishing
from banenafspraak.core.counting.one_reading import OneReading
from banenafspraak.core.counting.publishing import (
    COMPUTED,
    EVERYTHING,
    FEW,
    Cell,
    earlier_totals,
    publish,
    publish_together,
    sides,
)
from banenafspraak.core.counting.result import Flow, Row, Withheld
from banenafspraak.core.kernel.receipts import NamedFile

FLEVOLAND, GRONINGEN, AMSTERDAM = REGIONS
TABLES = [names for size in (1, 2, 3) for names in combinations(("sector", "soort", "regio"), size)]


def people(name, size, *jobs, then=False):
    """So many people with the same jobs and hours that differ."""
    return [
        Work(f"{name}{at}", kind, region, 10_000 + 37 * at + 11 * each, then)
        for at in range(size)
        for each, (kind, region) in enumerate(jobs)
    ]


def counted(folder, works, by=("regio",), **asked):
    return OneReading.of(order(folder, works, by=by, **asked))()


def reasons(result):
    rows = {row.labels: row.reason for row in (*result.rows, result.total) if isinstance(row, Withheld)}
    return {" ".join(labels): reason for labels, reason in rows.items()}


THREE = [
    *people("a", 3, ("markt", FLEVOLAND)),
    *people("b", 12, ("markt", GRONINGEN)),
    *people("c", 20, ("overheid", AMSTERDAM)),
]


def test_a_cell_of_few_is_hidden_with_a_partner_and_all_measures_at_once(tmp_path):
    own = counted(tmp_path, THREE)
    result = publish(own)
    assert reasons(result) == {FLEVOLAND: FEW, GRONINGEN: COMPUTED}
    lines = {line["regio"]: line for line in result.table()}
    measures = ("verloonde_uren", "personen", "banen", "extra_banen", "doelstelling", "verschil")
    assert [lines[GRONINGEN][name] for name in measures] == [None] * 6
    assert lines[AMSTERDAM] == {**own.table()[2], "afgeschermd": "nee"}
    assert (lines["totaal"]["personen"], lines["totaal"]["afgeschermd"]) == (35, "nee")
    assert result.columns[-1] == "afgeschermd"


def test_what_could_tell_of_persons_is_left_out(tmp_path):
    own = counted(tmp_path, THREE)
    result = publish(own)
    assert (result.tallies, result.refused, result.rows_read, result.heads, result.baseline) == ({}, (), 0, None, None)
    receipt = result.receipt.as_dict()
    assert receipt["counts"] == {}
    assert {frozenset(file) for file in receipt["inputs"]} == {frozenset({"role", "name", "sha256"})}
    assert receipt["settings"]["afscherming"] == {"drempel": 10}
    assert receipt["result_sha256"] == publishing.table_digest(result) != own.receipt.result_sha256
    assert {note.code for note in own.notes} - {note.code for note in result.notes} == set()
    assert result.notes[0].sentence("nl").startswith("Dit is een tabel om te delen. Cellen met 1 tot en met 9 personen")


def test_notes_that_count_rows_or_persons_are_left_out(tmp_path):
    works = [*THREE, Work("z", "markt", AMSTERDAM, 100)]
    own = counted(tmp_path, works)
    told = replace(own.notes[0], code="four-week", values={"count": 3})
    result = publish(replace(own, notes=(*own.notes, told)))
    assert "four-week" not in [note.code for note in result.notes]
    assert "region-unverified" in [note.code for note in result.notes]


def test_that_data_are_invented_is_said_first(tmp_path):
    tmp_path.joinpath(".verzonnen").touch()
    assert [note.code for note in publish(counted(tmp_path, THREE)).notes[:2]] == ["invented", "published"]


def test_a_digest_of_little_content_is_left_out(tmp_path):
    short = publish(counted(tmp_path / "short", THREE[:9]))
    long = publish(counted(tmp_path / "long", THREE))
    assert {file.role: bool(file.sha256) for file in short.receipt.inputs} == {
        "payroll": False, "register": False, "employers": True, "keys": True,
    }  # fmt: skip
    assert all(file.sha256 for file in long.receipt.inputs)
    assert all(type(file) is NamedFile for file in long.receipt.inputs)


def test_targets_stay_where_a_cell_is_hidden(tmp_path):
    goals = [{"jaar": "2018", "sector": name, "doelstelling": "7", "bron": "wij"} for name in ("markt", "totaal")]
    works = [*people("a", 4, ("markt", FLEVOLAND)), *people("c", 20, ("overheid", AMSTERDAM))]
    works += people("d", 11, ("overheid", AMSTERDAM), then=True)
    own = counted(tmp_path, works, ("sector",), targets=write(tmp_path / "doelen.csv", goals))
    result = publish(own)
    assert reasons(result) == {"markt": FEW, "overheid": COMPUTED}
    assert [(row.target, isinstance(row, Row)) for row in (*result.rows, result.total)] == [
        (7, False),
        (None, False),
        (7, True),
    ]
    assert {one.sector for one in own.pace} == {"markt", "totaal"}
    assert {one.sector for one in result.pace} == {"totaal"}


def test_the_total_of_few_is_hidden_and_said(tmp_path):
    result = publish(counted(tmp_path, THREE[:3], ()))
    assert isinstance(result.total, Withheld)
    assert (result.pace, result.flow) == ((), None)
    assert "total-withheld" in [note.code for note in result.notes]
    [line] = result.table()
    assert (line["verloonde_uren"], line["afgeschermd"]) == (None, FEW)


def test_a_cell_with_few_in_the_baseline_is_hidden_because_jobs_and_extra_jobs_give_that_away(tmp_path):
    works = [*THREE[3:], *people("d", 4, ("markt", GRONINGEN), then=True)]
    works += [*people("e", 15, ("overheid", AMSTERDAM), then=True), *people("f", 15, ("markt", FLEVOLAND))]
    own = counted(tmp_path, works)
    assert sides([own]) == ["now", "baseline"]
    assert reasons(publish(own)) == {GRONINGEN: COMPUTED, AMSTERDAM: COMPUTED}
    assert reasons(publish(replace(own, baseline=None))) == {}


def test_a_published_baseline_needs_no_protection(tmp_path):
    own = counted(tmp_path, THREE[3:], baseline="gepubliceerd")
    result = publish(own)
    assert (sides([own]), reasons(result)) == (["now"], {})
    assert result.total.extra_jobs == own.total.extra_jobs


def test_a_baseline_on_an_unknown_number_of_persons_is_left_out(tmp_path):
    base = write(tmp_path / "nul.csv", [{"regio": "totaal", "banen": "3"}, {"regio": AMSTERDAM, "banen": "3"}])
    own = counted(tmp_path, THREE, baseline=str(base))
    result = publish(own)
    assert own.total.extra_jobs is not None
    assert {row.extra_jobs for row in (*result.rows, result.total) if isinstance(row, Row)} == {None}
    assert "extra-withheld" in [note.code for note in result.notes]
    assert [file.sha256 for file in result.receipt.inputs if file.role == "baseline"] == [""]


def test_a_baseline_without_parts_protects_the_total_alone(tmp_path):
    works = [*THREE[3:], *people("d", 4, ("inleen", GRONINGEN), then=True)]
    shares = [
        {"jaar": "2018", "sector": sector, "aandeel": str(int(100 * share)), "bron": "wij"}
        for sector, share in KEY.items()
    ]
    tmp_path.mkdir(exist_ok=True)
    own = counted(tmp_path, works, ("sector",), keys=write(tmp_path / "een-jaar.csv", shares))
    assert own.baseline.by_labels is None
    assert reasons(publish(own)) == {"totaal": COMPUTED}


def test_months_of_a_baseline_stand_in_the_month_that_is_counted(tmp_path):
    works = [*THREE[15:], *people("d", 4, ("overheid", AMSTERDAM), then=True)]
    own = counted(tmp_path, works, ("sector", "maand"))
    assert reasons(publish(own)) == {"overheid 2018-12": COMPUTED, "totaal totaal": COMPUTED}


def test_a_row_of_nobody_is_left_out_and_one_that_protects_is_not(tmp_path):
    works = [*THREE[3:], Work("z", "markt", FLEVOLAND, 0)]
    own = counted(tmp_path, works)
    assert [row.labels[0] for row in own.rows] == [FLEVOLAND, GRONINGEN, AMSTERDAM]
    assert [row.labels[0] for row in publish(own).rows] == [GRONINGEN, AMSTERDAM]


def test_someone_who_only_gave_hours_back_is_someone(tmp_path):
    own = counted(tmp_path, [*THREE[3:], Work("z", "markt", FLEVOLAND, -500)])
    assert reasons(publish(own)) == {FLEVOLAND: FEW, GRONINGEN: COMPUTED}
    alone = counted(tmp_path / "alone", [Work("z", "markt", FLEVOLAND, -500)], ())
    assert reasons(publish(alone)) == {"": FEW}


@pytest.mark.parametrize(("lost", "kept"), [(10, True), (0, True), (9, False)])
def test_a_flow_is_published_whole_or_not_at_all(tmp_path, lost, kept):
    flow = Flow("2017", 40, 20, lost, 0, 11)
    result = publish(replace(counted(tmp_path, THREE), flow=flow))
    assert result.flow == (flow if kept else None)
    assert ("flow-withheld" in [note.code for note in result.notes]) is not kept


def test_without_heads_nothing_is_published(tmp_path):
    with pytest.raises(ValueError, match="without the persons"):
        publish(replace(counted(tmp_path, THREE), heads=None))


def test_what_is_published_can_be_published_again(tmp_path):
    own = counted(tmp_path, THREE)
    once = publish(own)
    again = publish(replace(once, heads=own.heads))
    assert (again.rows, again.total) == (once.rows, once.total)


def test_lent_work_in_a_sector_rests_on_the_larger_of_both_groups(tmp_path):
    both = [*people("a", 9, ("markt", AMSTERDAM), ("inleen", AMSTERDAM)), *people("b", 30, ("overheid", AMSTERDAM))]
    assert reasons(publish(counted(tmp_path, both, ("sector",)))) == {"markt": FEW, "overheid": COMPUTED}


# -- together ----------------------------------------------------------------------------------------------------------


def test_tables_beside_each_other_give_more_away_than_each_alone(tmp_path):
    works = [*people("a", 4, ("markt", AMSTERDAM)), *people("b", 40, ("inleen", AMSTERDAM))]
    works += people("c", 30, ("overheid", AMSTERDAM))
    reading = OneReading.of(order(tmp_path, works, by=()))
    tables = [reading(()), reading(("sector",)), reading(("soort",))]
    assert [reasons(publish(one)) for one in tables] == [{}, {}, {}]
    hidden = [reasons(one) for one in publish_together(tables)[0]]
    assert sum(map(len, hidden)) > 0
    assert learned(works, publish_together(tables)[0]) == {}


def test_a_table_without_the_baseline_stands_beside_one_with_it(tmp_path):
    works = [*THREE[3:], *people("d", 4, ("markt", GRONINGEN), then=True)]
    reading = OneReading.of(order(tmp_path, works, by=()))
    tables = [reading(("regio",)), replace(reading(("soort",)), baseline=None)]
    assert [reasons(one) for one in publish_together(tables)[0]] == [
        {GRONINGEN: COMPUTED, "totaal": COMPUTED},
        {"totaal": COMPUTED},
    ]


def test_finer_tables_do_not_change_what_the_others_show(tmp_path):
    works = [*people("a", 30, ("markt", AMSTERDAM)), *people("b", 12, ("overheid", GRONINGEN))]
    works += [*people("c", 4, ("overheid", AMSTERDAM)), *people("d", 14, ("markt", GRONINGEN))]
    works += people("e", 25, ("markt", FLEVOLAND)) + people("f", 16, ("overheid", FLEVOLAND))
    reading = OneReading.of(order(tmp_path, works, by=()))
    tables = [reading(()), reading(("sector",)), reading(("regio",))]
    alone = publish_together(tables)[0]
    beside, [fine] = publish_together(tables, [reading(("sector", "regio"))])
    assert [one.table() for one in beside] == [one.table() for one in alone]
    assert reasons(fine).keys() >= {f"overheid {AMSTERDAM}"}
    assert learned(works, [*beside, fine]) == {}


def test_a_finer_table_that_would_give_something_away_is_left_out(tmp_path):
    works = [*people("a", 12, ("markt", AMSTERDAM)), *people("b", 3, ("overheid", AMSTERDAM))]
    works += [*people("c", 12, ("overheid", GRONINGEN)), *people("d", 25, ("markt", FLEVOLAND))]
    reading = OneReading.of(order(tmp_path, works, by=()))
    tables = [reading(()), reading(("sector",)), reading(("regio",))]
    coarse, fine = publish_together(tables, [reading(("sector", "regio"))])
    assert ([reasons(one) for one in coarse], fine) == ([{}, {}, {}], [])


def test_totals_of_other_periods_stand_beside_it_when_enough_people_came_or_went(tmp_path):
    own = counted(tmp_path, THREE, ())

    def other(start, stop):
        heads = replace(own.heads, working=frozenset(range(start, stop)))
        return replace(own, heads=heads, total=replace(own.total, persons=stop - start))

    now = other(0, 35)
    found = earlier_totals(now, [other(0, 26), other(0, 25), other(0, 24), other(0, 8), other(50, 62)])
    assert [one.total.persons for one in found] == [25, 12]
    assert all(one.published for one in found)


# -- an attacker over real counts --------------------------------------------------------------------------------------

jobs = st.tuples(st.sampled_from(sorted(KINDS)), st.sampled_from(sorted(REGIONS)), st.booleans())
groups = st.lists(
    st.tuples(st.lists(jobs, min_size=1, max_size=3, unique=True), st.sampled_from([1, 2, 3, 5, 8, 11, 15, 30])),
    min_size=1,
    max_size=7,
)


def works_of(invented):
    """People in groups with the same jobs, now or in 2012, with hours that differ."""
    works = []
    for labels, size in invented:
        for _ in range(size):
            who = f"p{len(works)}"
            works += [
                Work(who, kind, region, 10_000 + 37 * len(works) + 11 * at, then)
                for at, (kind, region, then) in enumerate(labels)
            ]
    return works


def reading_of(works, **asked):
    with tempfile.TemporaryDirectory() as folder:
        return OneReading.of(order(Path(folder), works, **{"by": ()} | asked))


@trust.examples(12, 250)
@given(groups, st.sampled_from(TABLES))
def test_of_one_table_nothing_can_be_worked_out(invented, by):
    works = works_of(invented)
    result = publish(reading_of(works, by=by)())
    hidden = {row.labels for row in result.rows if isinstance(row, Withheld)}
    assert few(works, by) | few(works, by, then=True) <= hidden
    assert learned(works, [result]) == {}


@trust.examples(10, 200)
@given(groups, st.lists(st.sampled_from(TABLES), min_size=1, max_size=3, unique=True))
def test_of_a_report_nothing_can_be_worked_out(invented, tables):
    works = works_of(invented)
    reading = reading_of(works)
    coarse = [reading(by) for by in tables if len(by) == 1]
    finer = [reading(by) for by in tables if len(by) > 1]
    first, last = publish_together([reading(()), *coarse], finer)
    assert learned(works, [*first, *last]) == {}


def test_the_attacker_succeeds_when_only_small_cells_are_hidden(tmp_path):
    own = counted(tmp_path, THREE)
    rows = tuple(Withheld(row.labels, FEW) if row.persons < 10 else row for row in own.rows)
    found = learned(THREE, [replace(own, rows=rows)])
    cell = ("regio",), (FLEVOLAND,)
    assert found == {"now": {(cell,): sum(one.hundredths for one in THREE[:3])}}


def test_the_attacker_finds_the_baseline_when_it_is_not_protected(tmp_path):
    works = [*THREE[3:], *people("d", 4, ("markt", GRONINGEN), then=True)]
    works += people("e", 15, ("overheid", AMSTERDAM), then=True)
    own = counted(tmp_path, works)
    unguarded = publish(replace(own, baseline=None))
    rows = tuple(Withheld(row.labels, FEW) if row.labels == (GRONINGEN,) else row for row in unguarded.rows)
    found = learned(works, [replace(unguarded, rows=rows)])
    assert found["baseline"] == {
        ((("regio",), (GRONINGEN,)),): sum(one.hundredths for one in works if one.who[0] == "d")
    }


def test_the_names_of_cells_are_those_of_disclosure(tmp_path):
    own = counted(tmp_path, THREE)
    assert publishing.cell_of(own, own.rows[0]) == Cell("regio", (FLEVOLAND,))
    assert publishing.cell_of(own, own.total) == EVERYTHING
