"""A small world with everything twice: once here, where a role is held, and once there, which is of others."""

from django.utils import timezone
from tests.factories.people import account, administrator, person, sole_kind

from banenafspraak.apps.accounts.access import actor_for
from banenafspraak.apps.accounts.actions import Asked, Key, invite, make_token
from banenafspraak.apps.accounts.enums import Kind, Role
from banenafspraak.apps.accounts.models import Help

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
    return {
        "kind": "region",
        "scope_id": place,
        "role": member.public_id,
        "invitation": made.public_id,
        "key": key.public_id,
        "given": helped.public_id,
        "secret": secret,
    }
