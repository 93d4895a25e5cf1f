"""People to call: seen by who works in that place alone, and each look at a number in the trail."""

import pytest
from tests.factories.organisations import EDE, REGIO_ZWOLLE, ZWOLLE, actor, contact, organisation

from banenafspraak.apps.accounts.access import NOBODY, SYSTEM, RefusedError
from banenafspraak.apps.audit.models import Entry
from banenafspraak.apps.organisations import queries
from banenafspraak.apps.organisations.actions import contacts
from banenafspraak.apps.organisations.models import Contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return organisation(municipalities=(ZWOLLE, EDE), sector="markt", subsector="horeca")


def names(who, of):
    return [one.name for one in queries.contacts(who, of)]


def test_people_are_seen_by_who_works_in_their_place(here):
    contact(here, name="Zwolle", region=REGIO_ZWOLLE)
    contact(here, name="Ede", region="AM38")
    contact(here, name="Overal")
    elsewhere = organisation("Elders")
    contact(elsewhere, name="Elders", region="AM01")
    seen = {
        "desk_adviser region:AM36": ["Overal", "Zwolle"],
        "desk_adviser region:AM38": ["Overal", "Ede"],
        "desk_adviser region:AM01": [],
        f"employer_hr organisation:{here.public_id}": ["Overal", "Zwolle", "Ede"],
        f"site_manager site:{here.sites.first().public_id}": ["Overal", "Zwolle", "Ede"],
        "programme_lead sector:horeca": ["Overal", "Zwolle", "Ede"],
        "programme_lead sector:markt": ["Overal", "Zwolle", "Ede"],
        "programme_lead sector:overheid": [],
        "event_organiser nation": ["Overal", "Zwolle", "Ede"],
        "editor nation": [],
    }
    assert {who: names(actor(tuple(who.split())), here) for who in seen} == seen
    assert names(NOBODY, here) == []


def test_who_stands_in_comes_after_whom_she_stands_in_for(here):
    contact(here, name="Vervanger", stand_in=True)
    contact(here, name="Eerste")
    assert names(SYSTEM, here) == ["Eerste", "Vervanger"]


def test_a_look_at_a_number_is_told_and_who_may_not_look_is_refused(here):
    one, who = contact(here, region=REGIO_ZWOLLE), actor(("desk_adviser", f"region:{REGIO_ZWOLLE}"))
    contacts.see_contact(who, one)
    entry = Entry.objects.get(tag="organisations:contact:seen")
    assert (entry.by, entry.thing, entry.scope) == (who.public_id, str(one.public_id), f"region:{REGIO_ZWOLLE}")
    with pytest.raises(RefusedError):
        contacts.see_contact(actor(("desk_adviser", "region:AM01")), one)


def test_a_person_is_kept_changed_and_let_go(here):
    who = actor(("desk_adviser", f"region:{REGIO_ZWOLLE}"))
    kept = contacts.keep_contact(who, here, {"name": "Bram Bedacht", "phone": "000", "region": REGIO_ZWOLLE})
    contacts.keep_contact(who, here, {"phone": "111"}, kept)
    kept.refresh_from_db()
    assert (kept.name, kept.phone, kept.kept_by) == ("Bram Bedacht", "111", who.public_id)
    contacts.end_contact(who, kept)
    kept.refresh_from_db()
    assert (kept.phone, names(who, here)) == ("", [])
    tags = list(Entry.objects.order_by("number").values_list("tag", flat=True))
    assert tags == [f"organisations:contact:{deed}" for deed in ("kept", "kept", "ended")]


def test_nobody_keeps_a_person_where_she_may_change_nothing(here):
    for who in (NOBODY, actor(("event_organiser", "nation")), actor(("desk_adviser", "region:AM01"))):
        with pytest.raises(RefusedError):
            contacts.keep_contact(who, here, {"name": "Bram Bedacht"})
    assert not Contact.objects.exists()


def test_no_personal_value_stands_in_the_trail(here):
    kept = contacts.keep_contact(SYSTEM, here, {"name": "Bram Bedacht", "phone": "000 111", "mail": "b@x.example"})
    contacts.see_contact(SYSTEM, kept)
    told = " ".join(str(entry.data) + entry.thing + entry.scope for entry in Entry.objects.all())
    assert all(value not in told for value in ("Bram", "000 111", "b@x"))
    assert "Bram" not in str(kept)
