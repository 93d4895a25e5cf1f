"""Invented people with an account, and the roles they hold."""

from itertools import count

from banenafspraak.apps.accounts.access import actor_for
from banenafspraak.apps.accounts.enums import Kind, Role
from banenafspraak.apps.accounts.models import Account, Appointment

NUMBERS = count(1)


def account(**fields):
    """Somebody with an address of her own and no role."""
    number = next(NUMBERS)
    given = {"email": f"persoon{number}@voorbeeld.invalid", "name": f"Persoon {number}", "invented": True} | fields
    return Account.objects.create_user(**given)


def person(role=None, scope_id="", kind=None, *, administers=False, **fields):
    """Somebody who holds a role; where is told by the role when it is held in one kind of place alone."""
    who = account(**fields)
    if role is not None:
        where = kind or sole_kind(role)
        Appointment.objects.create(account=who, role=role, scope_kind=where, scope_id=scope_id, administers=administers)
    return who


def sole_kind(role):
    """The kind of place in which a role is held."""
    return min(Role(role).policy.kinds)


def acting(who, *, second_step=True):
    """Her as one who asks."""
    return actor_for(who, second_step=second_step)


def administrator():
    """The administrator of the platform."""
    return person(Role.PLATFORM_ADMIN, kind=Kind.NATION, administers=True)
