"""A small world with everything twice: once here, where a role is held, and once there, which is of others."""

from django.utils import timezone
from tests.factories.organisations import contact, organisation
from tests.factories.people import account, administrator, person, sole_kind

from banenafspraak.apps.accounts.access import SYSTEM, actor_for
from banenafspraak.apps.accounts.actions import Asked, Key, invite, make_token
from banenafspraak.apps.accounts.enums import Kind, Role
from banenafspraak.apps.accounts.models import Help
from banenafspraak.apps.organisations.actions.doubles import merge
from banenafspraak.apps.organisations.actions.groups import join_group
from banenafspraak.apps.organisations.actions.lists import receive

HILVERSUM, GRONINGEN = "GM0402", "GM0014"
PLACES = {Kind.REGION: ("AM12", "AM01"), Kind.SECTOR: ("markt", "overheid"), Kind.NATION: ("", ""), Kind.SELF: ("", "")}


def scope_of(role, *, here=True):
    """Where a role is held in this world."""
    kind = sole_kind(role)
    return kind, PLACES.get(kind, ("x", "y"))[0 if here else 1]


def world(*, here=True):
    """What stands in addresses, made for one side of the world: the names of what they take, and its id."""
    boss = administrator()
    actor, place = actor_for(boss, second_step=True), PLACES[Kind.REGION][0 if here else 1]
    member = person(Role.DESK_ADVISER, place).appointments.get()
    made, secret = invite(actor, boss, Asked(Role.DESK_ADVISER, Kind.REGION, place, account().email))
    key, _ = make_token(actor, boss, Key("loon", Kind.REGION, place, frozenset(), timezone.localdate()))
    helped = Help.objects.create(candidate=account(), helper=account(), kind="job_coach", ends_on=timezone.localdate())
    row = organisation("Werkgever", municipalities=(HILVERSUM if here else GRONINGEN,))
    caller = contact(row, region=place)
    joined = join_group(SYSTEM, row, organisation("Groep"))
    one = merge(SYSTEM, row, organisation("Dubbel"))
    listed = receive(actor, "lijst.csv", b"naam;soort\nA;school")
    return {
        "kind": "region",
        "scope_id": place,
        "role": member.public_id,
        "invitation": made.public_id,
        "key": key.public_id,
        "given": helped.public_id,
        "secret": secret,
        "organisation": row.public_id,
        "contact": caller.public_id,
        "membership": joined.pk,
        "merged": one.pk,
        "listing": listed.public_id,
    }
