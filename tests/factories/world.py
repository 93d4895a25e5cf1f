"""A small world with everything twice: once here, where a role is held, and once there, which is of others."""

from uuid import uuid4

from django.utils import timezone
from tests.factories.counts import shared_count
from tests.factories.organisations import AMSTERDAM, ZWOLLE, contact, organisation
from tests.factories.passkeys import passkey
from tests.factories.people import account, administrator, person, sole_kind
from tests.factories.placements import placement

from banenafspraak.apps.accounts.access import SYSTEM, actor_for
from banenafspraak.apps.accounts.actions import Asked, Key, invite, make_token
from banenafspraak.apps.accounts.enums import Kind, Role
from banenafspraak.apps.accounts.models import Help
from banenafspraak.apps.mail.actions import About, To, write
from banenafspraak.apps.organisations.actions.doubles import merge
from banenafspraak.apps.organisations.actions.groups import join_group
from banenafspraak.apps.organisations.actions.lists import receive

HERE, THERE = (ZWOLLE, "overheid", "gemeenten"), (AMSTERDAM, "markt", "")


def world(where):
    """What stands in addresses, made for one side of the world: the names of what they take, and its id."""
    municipality, sector, subsector = where
    employer = organisation(
        f"Werkgever {municipality}", municipalities=(municipality,), sector=sector, subsector=subsector
    )
    site = employer.sites.get()
    boss = administrator()
    actor, region = actor_for(boss, second_step=True), site.region
    member = person(Role.DESK_ADVISER, region).appointments.get()
    made, secret = invite(actor, boss, Asked(Role.DESK_ADVISER, Kind.REGION, region, account().email))
    key, _ = make_token(actor, boss, Key("loon", Kind.REGION, region, frozenset(), timezone.localdate()))
    letter = write("trial_text", To(phone="+31600000000"), {}, once=region, about=About("mail", "trial", region))
    helped = Help.objects.create(candidate=account(), helper=account(), kind="job_coach", ends_on=timezone.localdate())
    joined = join_group(SYSTEM, employer, organisation(f"Groep {region}"))
    one = merge(SYSTEM, employer, organisation(f"Dubbel {region}"))
    listed = receive(actor, "lijst.csv", b"naam;soort\nA;school")
    return {
        "kind": "region",
        "scope_id": region,
        "role": member.public_id,
        "invitation": made.public_id,
        "key": key.public_id,
        "given": helped.public_id,
        "secret": secret,
        "organisation": employer.public_id,
        "contact": contact(employer, region=region).public_id,
        "site": site.public_id,
        "sector": sector,
        "letter": letter.public_id,
        "record": member.public_id,
        "run": uuid4(),
        "kept": shared_count(employer, sector).public_id,
        "placement": placement(SYSTEM, employer).public_id,
        "name": "telling.csv",
        "file": "gedeeld.csv",
        "account": member.account.public_id,
        "pk": passkey(member.account).pk,
        "session": 1,
        "membership": joined.pk,
        "merged": one.pk,
        "listing": listed.public_id,
    }


def scope_of(role, side):
    """Where a role is held on one side of the world."""
    kind = sole_kind(role)
    names = {Kind.REGION: "scope_id", Kind.ORGANISATION: "organisation", Kind.SITE: "site", Kind.SECTOR: "sector"}
    return str(side[names[kind]]) if kind in names else "", kind
