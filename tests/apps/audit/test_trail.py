"""The trail: it grows with its deed or not at all, and whatever was changed behind its back is named."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from tests.factories.commands import own_site
from tests.factories.trail import open_up

from banenafspraak.apps.audit.actions import UnknownTagError, record, record_in
from banenafspraak.apps.audit.models import NOTHING_BEFORE, Chain, Deed, Entry
from banenafspraak.apps.audit.queries import Verdict, about, by_others, of_or_by, sentences, verify, within

TAG = "audit:trail:seen"
JAN, ANS = uuid4(), uuid4()
MANY = f"""
from banenafspraak.apps.audit.actions import record
for _ in range(20):
    record("{TAG}", None)
"""


def grown(entries=5):
    return [
        record(TAG, JAN, thing=number, about=ANS, scope="region:AM12", data={"n": number}) for number in range(entries)
    ]


@pytest.mark.django_db
def test_an_empty_trail_is_whole():
    assert verify() == Verdict(0, NOTHING_BEFORE)


@pytest.mark.django_db
def test_entries_follow_each_other():
    entries = grown()
    assert [entry.number for entry in Entry.objects.order_by("number")] == [1, 2, 3, 4, 5]
    assert [entry.before for entry in entries[1:]] == [entry.digest for entry in entries[:-1]]
    assert verify() == Verdict(5, entries[-1].digest)


@pytest.mark.django_db
def test_it_is_found_by_whom_it_concerns_who_did_it_and_where():
    grown(2)
    record(TAG, ANS, scope="region:AM01")
    assert [entry.number for entry in about(ANS)] == [2, 1]
    assert [entry.number for entry in of_or_by(JAN)] == [2, 1]
    assert [entry.number for entry in by_others(ANS)] == [2, 1]
    assert [entry.number for entry in within("region:AM12")] == [2, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("places", [1, 3])
def test_a_look_in_several_places_is_told_in_each_with_as_many_questions(places, django_assert_num_queries):
    grown(1)
    with django_assert_num_queries(3):
        record_in(TAG, JAN, [f"region:AM{at:02}" for at in range(places)])
    assert [entry.number for entry in within("region:AM00")] == [2]
    assert verify().entries == 1 + places


@pytest.mark.django_db
def test_a_deed_that_fails_leaves_no_entry():
    grown(1)
    with pytest.raises(UnknownTagError), transaction.atomic():
        list(map(record, (TAG, "audit:trail:unheard"), (JAN, JAN)))
    assert verify().entries == 1


@pytest.mark.django_db
def test_an_entry_gives_back_what_was_told():
    before = timezone.now()
    [entry] = grown(1)
    kept = Entry.objects.get()
    assert (kept.by, kept.about, kept.thing, kept.scope, kept.data) == (JAN, ANS, "0", "region:AM12", {"n": 0})
    assert before <= kept.at == entry.at <= timezone.now()


@pytest.mark.django_db
def test_what_parts_the_fields_is_refused_in_them():
    with pytest.raises(ValueError, match="end of a line"):
        record(TAG, JAN, thing="a\nb")


@pytest.mark.django_db
def test_a_tag_without_a_sentence_is_refused():
    with pytest.raises(UnknownTagError):
        record("audit:trail:unheard", JAN)
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET tag = 'x:y:z'", "DELETE FROM audit_entry"])
@pytest.mark.django_db
def test_the_database_refuses_change(statement):
    grown(1)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify().entries == 1


@pytest.mark.parametrize(
    ("deed", "verdict"),
    [
        (lambda rows: rows.filter(number=3).update(by_hex=""), (2, 3, "changed")),
        (lambda rows: rows.filter(number=3).update(moment=0), (2, 3, "changed")),
        (lambda rows: rows.filter(number=3).update(told='{"n":9}'), (2, 3, "changed")),
        (lambda rows: rows.filter(number=3).delete(), (2, 3, "missing")),
        (lambda rows: rows.filter(number=1).delete(), (0, 1, "missing")),
        (lambda rows: rows.filter(number=5).delete(), (4, 5, "cut")),
        (lambda rows: rows.all().delete(), (0, 1, "cut")),
    ],
)
@pytest.mark.django_db
def test_what_was_changed_behind_its_back_is_named(deed, verdict):
    grown()
    open_up()
    deed(Entry.objects)
    found = verify()
    assert (found.entries, found.broken, found.why) == verdict


@pytest.mark.django_db
def test_a_chain_that_was_written_anew_is_found_by_what_was_written_down():
    anchor = (3, grown()[2].digest)
    open_up()
    before = NOTHING_BEFORE
    for entry in Entry.objects.order_by("number"):
        deed = Deed(entry.number, entry.moment, TAG, ANS.hex, "", "", "", "{}")
        digest = deed.digest(before)
        Entry.objects.filter(pk=entry.pk).update(**deed._asdict(), before=before, digest=digest)
        before = digest
    Chain.objects.update(digest=before)
    assert verify().broken is None
    assert (verify(anchor).broken, verify(anchor).why) == (3, "other")


@pytest.mark.django_db
def test_an_end_that_was_cut_with_its_chain_is_found_by_what_was_written_down():
    entries = grown()
    open_up()
    Entry.objects.filter(number=5).delete()
    Chain.objects.update(number=4, digest=entries[3].digest)
    assert verify().broken is None
    assert verify((5, entries[4].digest)).why == "cut"


@pytest.mark.django_db
def test_the_command_tells_what_to_write_down_and_where_it_breaks():
    digest, told = grown()[-1].digest, StringIO()
    call_command("trail", "verify", stdout=told)
    assert f"Het spoor is heel: 5 regels. Schrijf dit elders op: 5:{digest}" in told.getvalue()
    call_command("trail", "verify", "--anchor", f"5:{digest}", stdout=told)
    open_up()
    Entry.objects.filter(number=2).update(thing="x")
    with pytest.raises(CommandError, match="Regel 2 is veranderd"):
        call_command("trail", "verify")


@pytest.mark.parametrize("given", ["5", "5:abc", "x:" + "0" * 64])
def test_what_is_no_anchor_is_refused(given):
    with pytest.raises(CommandError, match="nummer en een kenmerk"):
        call_command("trail", "verify", "--anchor", given)


@pytest.mark.database
def test_two_at_once_follow_each_other(tmp_path):
    with own_site(tmp_path) as manage:
        with ThreadPoolExecutor() as both:
            list(both.map(lambda _: manage("shell", "--no-imports", "-c", MANY), range(2)))
        assert "Het spoor is heel: 40 regels." in manage("trail", "verify")


def test_every_sentence_tells_something():
    assert all(str(told) and tag.count(":") == 2 for tag, told in sentences().items())
