"""Organisations in domain words; and many of them at once, for what must stay fast. Nobody in them exists."""

from datetime import date
from itertools import islice
from uuid import uuid4

from banenafspraak.apps.accounts.access import Actor, Standing
from banenafspraak.apps.accounts.enums import Kind, Role
from banenafspraak.apps.accounts.models import Account, Appointment
from banenafspraak.apps.organisations.actions.records import Entry, add_many
from banenafspraak.apps.organisations.models import Contact, Organisation
from banenafspraak.core.invented.organisations import invented_organisations
from banenafspraak.core.organisations.facts import Facts

ZWOLLE, EDE, AMSTERDAM = "GM0193", "GM0228", "GM0363"
REGIO_ZWOLLE, FOODVALLEY = "AM36", "AM38"


def facts(name="Bakkerij De Aar", **given):
    """The facts of an employer, unless said otherwise."""
    return Facts(**{"name": name, "kind": "employer", **given})


def organisation(name="Bakkerij De Aar", **given):
    """An organisation that is kept."""
    return add_many(None, [Entry(facts(name, **given))])[0]


def contact(of, **given):
    """A person to call."""
    usual = {"name": "Vera Verzonnen", "phone": "000 000 0001", "mail": "vera@verzonnen.example", "region": ""}
    return Contact.objects.create(organisation=of, since=date(2020, 1, 1), **{**usual, **given})


def many(number, seed=1):
    """So many invented organisations, as if they were real, in a site of its own."""
    some = islice(invented_organisations(number, seed), number)
    add_many(None, (Entry(one.facts) for one in some))
    return Organisation.objects.count()


def actor(*standings):
    """Somebody with roles: pairs of a role and where it is held, as "region:AM36" or "nation"."""
    made = []
    for role, where in standings:
        kind, _, scope_id = where.partition(":")
        made.append(Standing(Kind(kind), scope_id, Role(role).policy.permissions, Role(role)))
    return Actor(uuid4(), tuple(made))


def account(email="ada@voorbeeld.example", *standings):
    """Somebody who logs in, with roles."""
    made = Account.objects.create_user(email, name="Ada Voorbeeld")
    for role, where in standings:
        kind, _, scope_id = where.partition(":")
        Appointment.objects.create(account=made, role=role, scope_kind=kind, scope_id=scope_id)
    return made
