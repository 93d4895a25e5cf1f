"""Two editions of one table: the earlier one made again from its files, who changed since, and an attacker on both."""

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from tests import trust
from tests.core.counting.publications import REGIONS, THEN, learned_between, order, row
from tests.core.counting.test_publishing import groups, people, reasons, works_of
from tests.factories.payroll import PAID, registered, write

from banenafspraak.core.counting.definitions import built_in
from banenafspraak.core.counting.editions import publish_order, remake
from banenafspraak.core.counting.files import write_result
from banenafspraak.core.counting.one_reading import OneReading
from banenafspraak.core.counting.order import count, verify
from banenafspraak.core.counting.preparing import Order
from banenafspraak.core.counting.publishing import COMPARED, COMPUTED, FEW, Edition, cell_of, publish
from banenafspraak.core.counting.result import Withheld
from banenafspraak.core.counting.store import steps
from banenafspraak.core.kernel.disclosure import EVERYTHING, Cell
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.kernel.receipts import NamedFile

FLEVOLAND, GRONINGEN, AMSTERDAM = REGIONS
WORKS = [*people("a", 14, ("markt", FLEVOLAND)), *people("b", 12, ("markt", GRONINGEN))]
WORKS += people("c", 20, ("overheid", AMSTERDAM))


def edition(folder, asked):
    """A published table as a file."""
    path = folder / "eerder.csv"
    write_result(publish_order(asked)[2], path)
    return path


def corrected(folder, works, changes):
    """The works as they are later, and a file with the later rows."""
    later = [one._replace(hundredths=one.hundredths + changes.get(at, 0)) for at, one in enumerate(works)]
    return later, write(folder / "herstel.csv", [row(later[at]) for at in changes], list(PAID))


def codes(run, *given, **asked):
    with pytest.raises(ProblemsError) as error:
        run(*given, **asked)
    return [(one.code, dict(one.values)) for one in error.value.problems]


def test_a_correction_of_one_person_is_hidden_beside_the_earlier_edition(tmp_path):
    first = order(tmp_path, WORKS, by=("regio",))
    before = edition(tmp_path, first)
    later, file = corrected(tmp_path, WORKS, {0: 500})
    second = replace(first, corrections=(file,))
    _, own, result = publish_order(second, before)
    assert reasons(publish(own)) == {}
    assert reasons(result) == {FLEVOLAND: COMPARED, "totaal": COMPARED}
    assert learned_between(WORKS, later, publish(count(first)), result) == {}
    assert "now" in learned_between(WORKS, later, publish(OneReading.of(first)()), publish(own))


def test_who_changed_is_counted_per_cell(tmp_path):
    first = order(tmp_path, WORKS, by=("sector", "soort"))
    before = edition(tmp_path, first)
    _, file = corrected(tmp_path, WORKS, {0: 500, 1: 700, 30: 100})
    second = replace(first, corrections=(file,))
    reading = OneReading.of(second)
    made = remake(before, second).beside(reading, reading())
    name = "sector+soort"
    cells = {Cell(name, ("markt", "regulier")): 2, Cell(name, ("overheid", "regulier")): 1, EVERYTHING: 3}
    assert made.changed == {"now": cells}
    assert made.shown == cells.keys()


def test_without_a_change_the_same_table_comes_out(tmp_path):
    first = order(tmp_path, [*WORKS, *people("d", 3, ("inleen", GRONINGEN))], by=("soort", "regio"))
    before = edition(tmp_path, first)
    result = publish_order(first, before)[2]
    assert [row.labels for row in result.rows if isinstance(row, Withheld)] == [
        row.labels for row in publish(count(first)).rows if isinstance(row, Withheld)
    ]


def test_a_month_more_in_a_year(tmp_path):
    november = {"tijdvak_begin": "2018-11-01", "tijdvak_einde": "2018-11-30"}
    first = replace(order(tmp_path, WORKS, by=("regio", "maand")), definition=built_in("employer-year"))
    months = write(tmp_path / "november.csv", [row(one) | november for one in WORKS], list(PAID))
    few = write(tmp_path / "oktober.csv", [row(one) | OCTOBER for one in WORKS[:5]], list(PAID))
    first = replace(first, deliveries=(*first.deliveries, months))
    before = edition(tmp_path, first)
    _, own, result = publish_order(replace(first, deliveries=(*first.deliveries, few)), before)
    assert len(own.rows) == 7
    assert {labels: reason for labels, reason in reasons(result).items() if reason == FEW} == {
        f"{FLEVOLAND} 2018-10": FEW
    }
    assert COMPARED in reasons(result).values()


OCTOBER = {"tijdvak_begin": "2018-10-01", "tijdvak_einde": "2018-10-31"}


def test_an_edition_of_another_period_is_counted_for_that_period(tmp_path):
    works = [*WORKS, *(one._replace(hundredths=one.hundredths + 5) for one in WORKS)]
    rows = [row(one) | (LAST_YEAR if at >= len(WORKS) else {}) for at, one in enumerate(works)]
    now = order(tmp_path, WORKS, by=("regio",))
    write(now.deliveries[0], rows, list(PAID))
    before = edition(tmp_path, replace(now, period="2017"))
    _, own, result = publish_order(now, before)
    assert (own.receipt.period, reasons(result)) == ("2018", {})


LAST_YEAR = {"tijdvak_begin": "2017-12-01", "tijdvak_einde": "2017-12-31"}


def test_the_baseline_of_both_editions_is_compared_as_well(tmp_path):
    works = [
        *WORKS,
        *people("d", 15, ("markt", GRONINGEN), then=True),
        *people("e", 15, ("markt", FLEVOLAND), then=True),
    ]
    first = order(tmp_path, works, by=("regio",))
    before = edition(tmp_path, first)
    at = next(at for at, one in enumerate(works) if one.then)
    later, file = corrected(tmp_path, works, {at: 500})
    result = publish_order(replace(first, corrections=(file,)), before)[2]
    assert reasons(result) == {GRONINGEN: COMPARED, "totaal": COMPARED}
    assert learned_between(works, later, publish(count(first)), result) == {}


def test_an_edition_without_extra_jobs_has_no_baseline_to_compare(tmp_path):
    first = order(tmp_path, WORKS, by=("regio",))
    before = edition(tmp_path, first)
    base = write(tmp_path / "toen.csv", [row(one) | THEN for one in people("d", 15, ("markt", GRONINGEN))], list(PAID))
    write(first.register, [registered(persoon=one.who) for one in [*WORKS, *people("d", 15, ("markt", GRONINGEN))]])
    with_base = replace(first, deliveries=(*first.deliveries, base))
    assert codes(publish_order, with_base, before) == [("edition-file-missing", {"name": "register.csv"})]
    write(tmp_path / "register-toen.csv", [registered(persoon=who) for who in sorted({one.who for one in WORKS})])
    _, own, result = publish_order(with_base, before, [tmp_path / "register-toen.csv"])
    assert own.total.extra_jobs is not None
    assert result.total == own.total


def test_files_that_were_replaced_are_given_for_the_earlier_edition(tmp_path):
    first = order(tmp_path, WORKS, by=("regio",))
    before = edition(tmp_path, first)
    old = first.deliveries[0].rename(tmp_path / "loon-toen.csv")
    write(first.deliveries[0], [row(one) for one in WORKS[1:]], list(PAID))
    assert codes(publish_order, first, before) == [("edition-file-missing", {"name": "loon.csv"})]
    assert reasons(publish_order(first)[2]) == {}
    assert reasons(publish_order(first, before, [old])[2]) == {FLEVOLAND: COMPARED, "totaal": COMPARED}


SHORT = people("s", 5, ("markt", FLEVOLAND))


@pytest.fixture
def with_short(tmp_path):
    """An order of two deliveries, one of them so short that its digest is left out."""
    first = order(tmp_path, [*WORKS, *SHORT], by=("regio",))
    write(first.deliveries[0], [row(one) for one in WORKS], list(PAID))
    return replace(first, deliveries=(*first.deliveries, tmp_path / "kort.csv"))


def short(folder, works):
    """The short delivery; work elsewhere is with an employer whose region nobody knows."""
    rows = [
        row(one._replace(region=FLEVOLAND)) | {"loonheffingennummer": "X-1"} if one.region == "elders" else row(one)
        for one in works
    ]
    write(folder / "kort.csv", rows, list(PAID))


def test_a_file_without_a_digest_is_found_by_its_name(tmp_path, with_short):
    asked = with_short
    short(tmp_path, SHORT)
    before = edition(tmp_path, asked)
    assert [one.sha256 == "" for one in publish(count(asked)).receipt.inputs if one.name == "kort.csv"] == [True]
    assert reasons(publish_order(asked, before)[2]) == {}
    (tmp_path / "kort.csv").rename(tmp_path / "lang.csv")
    moved = replace(asked, deliveries=(asked.deliveries[0], tmp_path / "lang.csv"))
    assert codes(publish_order, moved, before) == [("edition-file-missing", {"name": "kort.csv"})]


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (SHORT, SHORT[1:]),  # a figure that it shows is another one
        ([SHORT[0]._replace(region="elders")], SHORT[:1]),  # a row that it has is not there
        ([SHORT[0]], [SHORT[0], SHORT[1]._replace(region="elders")]),  # a row is there that it has not
    ],
)
def test_an_edition_that_is_not_made_again_is_refused(tmp_path, with_short, then, now):
    short(tmp_path, then)
    before = edition(tmp_path, with_short)
    short(tmp_path, now)
    assert codes(remake, before, with_short) == [("edition-not-remade", {})]


def test_a_baseline_by_name_stays_by_name(tmp_path):
    first = order(tmp_path, WORKS, by=("regio",), baseline="gepubliceerd")
    before = edition(tmp_path, first)
    assert reasons(publish_order(first, before)[2]) == {}


def test_a_baseline_from_a_file_is_found_by_its_name(tmp_path):
    base = write(tmp_path / "nul.csv", [{"regio": "totaal", "banen": "3"}])
    first = order(tmp_path, WORKS, by=("regio",), baseline=str(base))
    before = edition(tmp_path, first)
    assert reasons(publish_order(first, before)[2]) == {}


def test_what_is_no_published_edition_is_refused(tmp_path):
    first = order(tmp_path, WORKS, by=("regio",))
    own = tmp_path / "eigen.csv"
    write_result(count(first), own)
    assert codes(remake, own, first) == [("edition-not-published", {})]
    before = edition(tmp_path, first)
    before.write_text(before.read_text("utf-8").replace("nee", "tegen uitrekenen"), encoding="utf-8")
    assert codes(remake, before, first) == [("edition-not-published", {})]


@pytest.mark.parametrize("other", [{"by": ("sector",)}, {"definition": built_in("employer-year")}])
def test_an_edition_of_another_table_is_refused(tmp_path, other):
    first = order(tmp_path, WORKS, by=("regio",))
    before = edition(tmp_path, first)
    assert codes(remake, before, replace(first, **other)) == [("edition-other-table", {})]


def test_an_edition_that_shows_too_much_cannot_be_followed(tmp_path):
    own = count(order(tmp_path, WORKS[10:], by=("regio",)))
    shown = frozenset(cell_of(own, one) for one in (*own.rows, own.total))
    loose = Edition(NamedFile("publish-after", "los.csv", ""), own, shown, {"now": {}})
    assert codes(publish, own, loose) == [("edition-reveals", {})]


def test_cells_of_nobody_that_the_other_count_hides_reveal_nothing(tmp_path):
    works = [*people("a", 1, ("inleen", AMSTERDAM)), *people("b", 11, ("inleen", FLEVOLAND))]
    works += people("b", 11, ("inleen", GRONINGEN), then=True)
    first = order(tmp_path, works, by=("regio",))
    before = edition(tmp_path, first)
    later, file = corrected(tmp_path, works, {0: 700})
    result = publish_order(replace(first, corrections=(file,)), before)[2]
    assert reasons(result) == {FLEVOLAND: COMPARED, AMSTERDAM: FEW, "totaal": COMPARED}
    assert learned_between(works, later, publish(count(first)), result) == {}


def test_a_total_that_only_the_other_count_hides_may_follow(tmp_path):
    works = [*people("a", 15, ("inleen", GRONINGEN)), *people("b", 3, ("overheid", FLEVOLAND))]
    works += people("c", 2, ("inleen", GRONINGEN), then=True)
    first = order(tmp_path, works, by=("sector",))
    keys = first.keys.read_text("utf-8").splitlines(keepends=True)
    first.keys.write_text("".join(line for line in keys if "2012" not in line), encoding="utf-8")
    before = edition(tmp_path, first)
    assert reasons(publish(count(first))) == {"totaal": COMPUTED}
    later, file = corrected(tmp_path, works, {2: 700})
    result = publish_order(replace(first, corrections=(file,)), before)[2]
    assert reasons(result) == {"markt": COMPARED, "overheid": COMPARED, "totaal": COMPARED}
    assert learned_between(works, later, publish(count(first)), result) == {}


@trust.examples(15, 400)
@given(groups, st.sampled_from([(), ("sector",), ("regio",), ("sector", "soort"), ("sector", "regio")]), st.data())
def test_one_correction_of_one_person_cannot_be_worked_out(invented, by, data):
    works = works_of(invented)
    at = data.draw(st.integers(0, len(works) - 1))
    with tempfile.TemporaryDirectory() as folder:
        first = order(Path(folder), works, by=by)
        before = edition(Path(folder), first)
        later, file = corrected(Path(folder), works, {at: 700})
        old = publish(count(first))
        _, _, result = publish_order(replace(first, corrections=(file,)), before)
    assert learned_between(works, later, old, result) == {}


def test_a_result_after_another_is_verified_with_it(tmp_path):
    first = order(tmp_path, WORKS, by=("regio",))
    before = edition(tmp_path, first)
    _, file = corrected(tmp_path, WORKS, {0: 500})
    second = replace(first, corrections=(file,))
    receipt = publish_order(second, before)[2].receipt.as_dict()
    assert [one["name"] for one in receipt["inputs"] if one["role"] == "publish-after"] == ["eerder.csv"]
    assert verify(receipt, second, lambda asked: publish_order(asked, before)[2])[1] == []
    assert verify(receipt, second, lambda asked: publish_order(asked)[2])[1] == ["result_sha256", "inputs"]


def test_a_count_of_a_store_follows_an_edition_from_files(tmp_path):
    first = order(tmp_path, WORKS, by=("sector",))
    before = edition(tmp_path, first)
    hand = steps.Hand(first.key, datetime(2026, 1, 1, tzinfo=UTC))
    folder = tmp_path / "winkel"
    later, _ = corrected(tmp_path, WORKS, {0: 500})
    write(tmp_path / "loon-2.csv", [row(one) for one in later], list(PAID))
    steps.init(folder, hand)
    steps.add(folder, hand, [tmp_path / "loon-2.csv"])
    steps.register(folder, hand, first.register)
    steps.employers(folder, hand, first.employers)
    steps.keys(folder, hand, first.keys)
    kept = Order((), None, "2018", first.key, store=folder, by=("sector",))
    assert codes(publish_order, kept, before)[0][0] == "edition-file-missing"
    files = [first.deliveries[0], first.register, first.employers, first.keys]
    _, own, result = publish_order(kept, before, files)
    assert (reasons(publish(own)), reasons(result)) == ({}, {"markt": COMPARED, "totaal": COMPARED})
