"""The rows of a list of people with a role: their words and addresses are looked up once for all of them.

To look these up for each of fifty people took longer than all else that a page of people needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from banenafspraak.apps.accounts.enums import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from banenafspraak.apps.accounts.models import Appointment

ANYBODY = UUID(int=0)


class Way(NamedTuple):
    """What can be done, in words with a name in them, and where."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody with a role, and what can be changed about her."""

    held: Appointment
    name: str
    role: str
    manage: Way
    end: Way
    reset: Way


def member_rows(members: Iterable[Appointment]) -> list[Row]:
    """The rows of some people, in their order."""
    roles = {one.value: str(one.label) for one in Role}
    manage = _ways(_("Laat %(name)s ook mensen beheren"), "role_administers", "role")
    no_more = _ways(_("Laat %(name)s geen mensen meer beheren"), "role_administers", "role")
    end = _ways(_("Neem %(name)s deze rol af"), "role_end", "role")
    reset = _ways(_("%(name)s is de tweede stap kwijt"), "second_step_reset", "account")

    def row(held: Appointment) -> Row:
        account, role = held.account, held.public_id
        name = account.name or account.email or ""
        change = (no_more if held.administers else manage)(name, role)
        return Row(held, name, roles[held.role], change, end(name, role), reset(name, account.public_id))

    return [row(held) for held in members]


def _ways(words: str, view: str, takes: str) -> Callable[[str, UUID], Way]:
    head, tail = reverse(view, kwargs={takes: ANYBODY}).split(str(ANYBODY))
    return lambda name, given: Way(words % {"name": name}, f"{head}{given}{tail}")
