"""Two organisations made one, and parted again: nothing is lost on the way."""

from datetime import date

import pytest
from tests.factories.organisations import EDE, ZWOLLE, actor, contact, facts, organisation

from banenafspraak.apps.accounts.access import SYSTEM, RefusedError
from banenafspraak.apps.organisations import queries
from banenafspraak.apps.organisations.actions import doubles, groups, records
from banenafspraak.apps.organisations.models import Organisation
from banenafspraak.core.kernel.problems import ProblemsError

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    kept = organisation("Jansen B.V.", municipalities=(ZWOLLE,), website="https://jansen.example")
    counted = {"workers": 5, "workers_on": date(2026, 1, 1), "workers_source": "opgave"}
    also = {"kvk": "12345678", "website": "https://ander.example"}
    gone = organisation("Janssen bv", municipalities=(ZWOLLE, EDE), **counted, **also)
    contact(gone)
    return kept, gone


def state():
    """All that is known of every organisation, for before and after."""
    return [
        (
            queries.facts_of(row),
            (row.workers, row.merged_into_id),
            *(sorted(getattr(row, name).values_list("pk", flat=True)) for name in ("contacts", "members", "sites")),
            sorted(row.words.values_list("word", flat=True)),
        )
        for row in Organisation.objects.order_by("pk")
    ]


def test_what_belongs_to_the_second_goes_to_the_first(pair):
    kept, gone = pair
    group = organisation("Groep")
    groups.join_group(SYSTEM, gone, group)
    doubles.merge(SYSTEM, kept, gone)
    kept.refresh_from_db()
    assert (kept.kvk, kept.website, kept.workers) == ("12345678", "https://jansen.example", 5)
    assert sorted(site.municipality for site in kept.sites.all()) == [ZWOLLE, EDE]
    assert (kept.contacts.count(), kept.memberships.get().group) == (1, group)
    assert queries.organisation(gone.public_id) == kept
    assert list(queries.found(queries.Question(text="janssen"))) == [kept]


def test_parted_again_all_is_as_it_was(pair):
    kept, gone = pair
    before = state()
    one = doubles.merge(SYSTEM, kept, gone)
    assert state() != before
    doubles.part(SYSTEM, one)
    assert state() == before
    with pytest.raises(ProblemsError, match="merge-undone-late"):
        doubles.part(SYSTEM, one)


def test_what_was_changed_after_a_merge_stays(pair):
    kept, gone = pair
    one = doubles.merge(SYSTEM, kept, gone)
    kept.refresh_from_db()
    now = queries.facts_of(kept)
    told = facts("Jansen", kvk="", municipalities=now.municipalities, website="https://nieuw.example")
    records.change(SYSTEM, kept, kept.version, told)
    doubles.part(SYSTEM, one)
    kept.refresh_from_db()
    assert (kept.name, kept.website) == ("Jansen", "https://nieuw.example")


def test_a_number_that_is_in_use_by_now_keeps_them_together(pair):
    kept, gone = pair
    one = doubles.merge(SYSTEM, kept, gone)
    kept.refresh_from_db()
    records.change(SYSTEM, kept, kept.version, facts("Jansen B.V.", kvk="87654321"))
    organisation("Een ander", kvk="12345678")
    with pytest.raises(ProblemsError, match="merge-undone-late"):
        doubles.part(SYSTEM, one)
    gone.refresh_from_db()
    assert gone.merged_into == kept


def test_the_last_merge_is_undone_first(pair):
    kept, gone = pair
    first = doubles.merge(SYSTEM, kept, gone)
    second = doubles.merge(SYSTEM, kept, organisation("Jansen"))
    with pytest.raises(ProblemsError, match="merge-undone-late"):
        doubles.part(SYSTEM, first)
    doubles.part(SYSTEM, second)
    doubles.part(SYSTEM, first)


def test_one_is_not_merged_with_itself_or_twice(pair):
    kept, gone = pair
    with pytest.raises(ProblemsError, match="organisation-moved-on"):
        doubles.merge(SYSTEM, kept, kept)
    doubles.merge(SYSTEM, kept, gone)
    with pytest.raises(ProblemsError, match="organisation-moved-on"):
        doubles.merge(SYSTEM, kept, gone)


def test_who_may_change_one_of_two_merges_neither(pair):
    kept, gone = pair
    with pytest.raises(RefusedError):
        doubles.merge(actor(("employer_hr", f"organisation:{kept.public_id}")), kept, gone)
    assert not Organisation.objects.exclude(merged_into=None).exists()


def test_a_member_of_its_own_group_is_no_member_after_a_merge():
    group, member = organisation("Groep"), organisation("Lid")
    groups.join_group(SYSTEM, member, group)
    one = doubles.merge(SYSTEM, group, member)
    assert not group.members.filter(member=group).exists()
    doubles.part(SYSTEM, one)
    assert group.members.get().member == member
