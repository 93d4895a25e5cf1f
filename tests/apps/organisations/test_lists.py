"""Lists that come in: every row has an outcome, a person decides about doubles, and all of it holds or nothing."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone
from tests.factories.organisations import AMSTERDAM, REGIO_ZWOLLE, ZWOLLE, account, contact, facts, organisation

from banenafspraak.apps.accounts.access import SYSTEM, RefusedError, actor_for
from banenafspraak.apps.audit.models import Entry
from banenafspraak.apps.organisations import queries
from banenafspraak.apps.organisations.actions import lists, records
from banenafspraak.apps.organisations.enums import Choice, Stage
from banenafspraak.apps.organisations.models import Import, Organisation, SavedColumns
from banenafspraak.apps.work.management.commands.work import HOLD, Worker
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.organisations.importing import Outcome
from banenafspraak.core.organisations.reading import as_csv, as_spreadsheet

pytestmark = pytest.mark.django_db
LEAD = ("programme_lead", "nation")
HEAD = ("naam", "soort_organisatie", "kvk", "gemeenten", "website")


def content(*rows, head=HEAD):
    lines = [head, *rows]
    return "\n".join(";".join(line) for line in lines).encode()


@pytest.fixture
def ada():
    return actor_for(account("ada@voorbeeld.example", LEAD), second_step=True)


def work_off():
    worker = Worker(timedelta(seconds=HOLD))
    while worker.one():
        pass


def planned(who, sent, name="lijst.csv", **constants):
    one = lists.receive(who, name, sent)
    lists.point_out(one, one.columns, constants)
    work_off()
    one.refresh_from_db()
    return one


def carried_out(one):
    lists.confirm(one)
    work_off()
    one.refresh_from_db()
    assert one.counts["read"] == sum(number for name, number in one.counts.items() if name != "read")
    return one


def row(one, number):
    return one.rows.get(row=number)


def test_each_row_has_its_outcome(ada):
    organisation("Jansen Transport", kvk="12345678")
    organisation("Gemeente Zwolle", municipalities=(ZWOLLE,))
    organisation("Het Anker", kvk="11111111", website="https://anker.example")
    one = planned(
        ada,
        content(
            ("Kwekerij Papaver", "werkgever", "", "Ede", ""),
            ("Jansen Transport", "werkgever", "12345678", "", "jansen.example"),
            ("Zwolle", "gemeente", "", "", ""),
            ("Anker", "werkgever", "11111111", "", ""),
            ("Fout", "bakker", "12", "Nergens", ""),
        ),
    )
    assert one.stage == Stage.CHOOSING
    outcomes = [(each.row, each.outcome, each.choice) for each in one.rows.order_by("row")]
    assert outcomes == [
        (2, Outcome.NEW, Choice.ADD),
        (3, Outcome.CHANGED, Choice.JOIN),
        (4, Outcome.ALIKE, Choice.OPEN),
        (5, Outcome.CHANGED, Choice.JOIN),
        (6, Outcome.REFUSED, Choice.OPEN),
    ]
    assert row(one, 3).changes == [["website", "", "https://jansen.example"]]
    assert row(one, 5).changes == [["name", "Het Anker", "Anker"]]
    codes = [(each["code"], each["place"][2]) for each in row(one, 6).problems]
    assert codes == [("organisation-kind-unknown", "soort_organisatie"), ("kvk-unreadable", "kvk")]


def test_what_was_chosen_is_carried_out_and_accepted_and_refused_are_all(ada):
    known = organisation("Gemeente Zwolle", municipalities=(ZWOLLE,))
    one = planned(
        ada,
        content(
            ("Kwekerij Papaver", "werkgever", "", "Ede", ""),
            ("Zwolle", "gemeente", "", "", "zwolle.example"),
            ("De Molenhof", "werkgever", "", "", ""),
            ("Fout", "bakker", "", "", ""),
        ),
    )
    lists.choose(one, {3: (Choice.JOIN, str(known.public_id)), 4: (Choice.LEAVE, "")})
    done = carried_out(one)
    assert done.counts == {"read": 4, "new": 1, "changed": 1, "same": 0, "refused": 2}
    assert (done.stage, bytes(done.content)) == (Stage.DONE, b"")
    codes = [each.problems[0]["code"] for each in done.rows.order_by("row")]
    assert codes == ["import-left-out", "organisation-kind-unknown"]
    known.refresh_from_db()
    assert (known.website, known.name, known.kind) == ("https://zwolle.example", "Zwolle", "municipality")
    assert [one.name for one in known.names.all()] == ["Zwolle"]
    entry = Entry.objects.get(tag="organisations:import:carried_out")
    assert (entry.by, entry.data) == (ada.public_id, done.counts)


def test_doubles_that_nobody_chose_about_are_left_out(ada):
    organisation("Gemeente Zwolle")
    done = carried_out(planned(ada, content(("Zwolle", "gemeente", "", "", ""))))
    assert (done.counts["refused"], Organisation.objects.count()) == (1, 1)


def test_a_choice_that_a_row_cannot_have_is_passed_over(ada):
    other = organisation("Een heel ander")
    one = planned(ada, content(("Nieuw", "werkgever", "", "", ""), ("Fout", "x", "", "", "")))
    lists.choose(one, {2: (Choice.JOIN, str(other.public_id)), 3: (Choice.ADD, "")})
    assert [each.choice for each in one.rows.order_by("row")] == [Choice.ADD, Choice.OPEN]


def test_a_double_is_joined_to_one_that_it_is_like_and_to_no_other(ada):
    organisation("Gemeente Zwolle")
    other = organisation("Een heel ander")
    one = planned(ada, content(("Zwolle", "gemeente", "", "", "")))
    lists.choose(one, {2: (Choice.JOIN, str(other.public_id))})
    done = carried_out(one)
    assert done.rows.get().problems[0]["code"] == "organisation-moved-on"


def test_rows_of_one_file_may_be_doubles_too(ada):
    one = planned(
        ada,
        content(
            ("Jansen", "werkgever", "12345678", "", ""),
            ("Pietersen", "werkgever", "12345678", "", ""),
            ("Jansen B.V.", "werkgever", "", "", ""),
        ),
    )
    assert [each.outcome for each in one.rows.order_by("row")] == [Outcome.NEW, Outcome.REFUSED, Outcome.ALIKE]
    assert (row(one, 3).problems[0]["values"], row(one, 4).twin) == ({"row": 2}, 2)


def test_two_rows_do_not_join_one_organisation(ada):
    known = organisation("Gemeente Zwolle")
    one = planned(ada, content(("Zwolle", "gemeente", "", "", "a.example"), ("Zwole", "gemeente", "", "", "b.example")))
    same = (Choice.JOIN, str(known.public_id))
    lists.choose(one, {2: same, 3: same})
    done = carried_out(one)
    known.refresh_from_db()
    assert (known.website, done.counts["changed"], done.counts["refused"]) == ("https://a.example", 1, 1)


def test_an_organisation_that_changed_meanwhile_is_left_as_it_is(ada):
    known = organisation("Jansen", kvk="12345678")
    one = planned(ada, content(("Jansen", "school", "12345678", "", "")))
    records.change(SYSTEM, known, 1, facts("Jansen", kvk="12345678", website="https://j.example"))
    done = carried_out(one)
    known.refresh_from_db()
    assert (known.kind, done.rows.get().problems[0]["code"]) == ("employer", "organisation-moved-on")


def test_a_number_that_was_given_meanwhile_is_not_given_twice(ada):
    one = planned(ada, content(("Jansen", "werkgever", "12345678", "", "")))
    organisation("Een ander", kvk="12345678")
    assert carried_out(one).rows.get().problems[0]["code"] == "number-taken"


def test_who_works_in_a_region_imports_for_that_region():
    desk = actor_for(account("d@voorbeeld.example", ("desk_manager", f"region:{REGIO_ZWOLLE}")), second_step=True)
    organisation("Elders", kvk="12345678", municipalities=(AMSTERDAM,))
    organisation("Hier", kvk="11111111", municipalities=(ZWOLLE,))
    one = planned(
        desk,
        content(
            ("Nieuw hier", "werkgever", "", "Zwolle", ""),
            ("Nieuw daar", "werkgever", "", "Amsterdam", ""),
            ("Elders", "school", "12345678", "", ""),
            ("Hier", "school", "11111111", "", ""),
        ),
    )
    assert [each.outcome for each in one.rows.order_by("row")] == ["new", "refused", "refused", "changed"]
    assert carried_out(one).counts == {"read": 4, "new": 1, "changed": 1, "same": 0, "refused": 2}


def test_a_role_that_ended_before_the_work_was_done_opens_nothing(ada):
    one = planned(ada, content(("Nieuw", "werkgever", "", "Zwolle", "")))
    Account = type(account("x@voorbeeld.example"))  # noqa: N806 - a class
    Account.objects.get(public_id=ada.public_id).appointments.update(ends_on=date(2020, 1, 1))
    assert carried_out(one).rows.get().problems[0]["code"] == "import-not-yours"
    assert not Organisation.objects.exists()


def test_nothing_is_half_stored(ada):
    known = organisation("Jansen", kvk="12345678")
    one = planned(ada, content(("Nieuw", "werkgever", "", "", ""), ("Jansen", "school", "12345678", "", "")))
    known.changes.create(version=2)  # behind the back of the actions: the change of the second row breaks on it
    lists.confirm(one)
    one.refresh_from_db()
    with pytest.raises(IntegrityError):
        lists.carry_out(one, lambda *_: None)
    assert (Organisation.objects.count(), one.rows.count(), Import.objects.get().stage) == (1, 2, Stage.WRITING)


def test_work_that_is_done_again_does_nothing(ada):
    one = carried_out(planned(ada, content(("Nieuw", "werkgever", "", "", ""))))
    lists.carry_out(one, lambda *_: None)
    lists.plan(one, lambda *_: None)
    lists.confirm(one)
    assert (Organisation.objects.count(), Import.objects.get().stage) == (1, Stage.DONE)


def test_columns_are_pointed_out_and_used_again(ada):
    sent = content(("A", "Zwolle"), head=("Klant", "Woont in"))
    one = lists.receive(ada, "lijst.csv", sent)
    assert one.columns == {}
    with pytest.raises(ProblemsError) as caught:
        lists.point_out(one, {"gemeenten": "Woont in"}, {})
    assert [each.place.column for each in caught.value.problems] == ["naam", "soort_organisatie"]
    told = {"naam": "Klant", "gemeenten": "Woont in"}
    lists.point_out(one, told, {"soort_organisatie": "werkgever"}, "klanten")
    work_off()
    assert one.rows.get().facts["municipalities"] == [ZWOLLE]
    again = lists.receive(ada, "nieuw.csv", sent)
    assert (again.columns, again.constants) == (told, {"soort_organisatie": "werkgever"})
    assert SavedColumns.objects.get().name == "klanten"


def test_a_value_that_no_row_could_have_is_no_value_for_all_rows(ada):
    one = lists.receive(ada, "lijst.csv", content(("A", "werkgever", "", "", "")))
    with pytest.raises(ProblemsError, match="mapping-value"):
        lists.point_out(one, one.columns, {"sector": "zorg"})


def test_a_file_that_breaks_off_is_told_and_can_be_pointed_out_anew(ada):
    broken = content(("A", "werkgever", "", "", "")) + b'\n"B;werkgever;;;'
    one = planned(ada, broken)
    assert (one.stage, [each["code"] for each in one.problems]) == (Stage.COLUMNS, ["csv-quote-open"])


@pytest.mark.parametrize(("name", "sent"), [("a.xml", b"<a/>"), ("a.pdf", b"x"), ("a.csv", b""), ("a.xlsx", b"no")])
def test_a_file_that_is_no_table_is_refused_at_the_door(ada, name, sent):
    with pytest.raises(ProblemsError):
        lists.receive(ada, name, sent)
    assert not Import.objects.exists()


def test_who_may_not_import_sends_nothing():
    adviser = actor_for(account("e@voorbeeld.example", ("desk_adviser", "region:AM01")), second_step=True)
    for who in (adviser, SYSTEM):
        with pytest.raises(RefusedError):
            lists.receive(who, "a.csv", content())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_in_again_as_the_same(ada, kind):
    row = organisation(
        "'t Anker & Zn. B.V.", sector="markt", subsector="horeca", kvk="01234567", oin="00000001003214345000",
        website="https://anker.example/x", municipalities=(ZWOLLE, AMSTERDAM), workers=12,
        workers_on=date(2026, 1, 1), workers_source="=opgave", active_from=date(2001, 2, 3),
    )  # fmt: skip
    organisation("Kaal", kind="other")
    contact(row)
    known = list(queries.taken(queries.Question()))
    sent = as_csv(known) if kind == "csv" else as_spreadsheet(known, "Organisaties")
    one = planned(ada, sent, f"lijst.{kind}")
    assert [(each.outcome, each.changes) for each in one.rows.all()] == [(Outcome.SAME, [])] * 2
    assert b"Verzonnen" not in sent
    assert carried_out(one).counts == {"read": 2, "new": 0, "changed": 0, "same": 2, "refused": 0}


def test_a_whole_list_goes_in_and_out(ada):
    head = ("naam", "soort_organisatie", "werknemers", "werknemers_op", "werknemers_bron")
    rows = [(f"Werkgever {at} {chr(97 + at % 26) * 9}", "werkgever", str(at), "2026-01-01", "x") for at in range(2500)]
    one = planned(ada, content(*rows, head=head))
    lists.choose_all(one, Outcome.ALIKE, Choice.ADD)
    assert carried_out(one).counts["new"] == 2500
    sent = csv.DictReader(io.StringIO(as_csv(queries.taken(queries.Question())).decode()))
    assert sorted(int(line["werknemers"]) for line in sent) == list(range(2500))


def test_lists_that_were_left_lying_are_thrown_away(ada):
    old, new = (lists.receive(ada, name, content(("A", "werkgever", "", "", ""))) for name in ("oud.csv", "nieuw.csv"))
    Import.objects.filter(pk=old.pk).update(begun_at=timezone.now() - lists.KEEP - timedelta(days=1))
    lists.clear_imports()
    assert Import.objects.get() == new
    lists.drop(ada, new)
    assert not Import.objects.exists()
    assert Entry.objects.filter(tag="organisations:import:dropped").count() == 1


def test_what_is_kept_of_a_person_goes_along_and_is_wiped(ada):
    one = lists.receive(ada, "lijst.csv", content(("A", "werkgever", "", "", "")))
    lists.point_out(one, one.columns, {}, "vast")
    assert lists.data_of(ada.public_id) == {"lists": ["lijst.csv"], "columns": ["vast"]}
    lists.wipe_of(ada.public_id)
    assert not Import.objects.exists()
    assert not SavedColumns.objects.exists()
