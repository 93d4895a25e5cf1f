"""What the clock watches of accounts: who was not seen for long, roles nobody looked at, and what ends soon.

Accounts stand below the clock, so that this is told here, and what is asked of organisations beside it. The numbers of
days stand in the clock's terms.toml.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _, gettext_lazy

from banenafspraak.apps.accounts import actions, queries
from banenafspraak.apps.accounts.access import SYSTEM
from banenafspraak.apps.accounts.models import Account, Appointment, Help, Invitation, Token
from banenafspraak.apps.mail.actions import To
from banenafspraak.apps.organisations import queries as organisations
from banenafspraak.apps.reminders.watches import Stage, Telling, Watch, days
from banenafspraak.core.reports.numbers import day
from banenafspraak.web.people import address_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from banenafspraak.apps.organisations.models import Contact, Organisation


def tell(account: Account, sentence: Callable[[], str], view: str) -> Iterator[Telling]:
    """What somebody is told, in her language; who has no address is not told."""
    if not account.email:
        return
    with translation.override(account.language):
        link = view if view.startswith("/") else reverse(view)
        yield Telling(
            To(account.email, account=account), sentence(), settings.INSTALLATION.address + link, account.language
        )


def _day(value: date) -> str:
    return day(value, "en" if translation.get_language() == "en" else "nl")


# -- an account that nobody uses --------------------------------------------------------------------------------------


def accounts() -> QuerySet[Account]:
    """Accounts that are not wiped."""
    return Account.objects.filter(wiped_at=None)


def warn_unused(account: Account) -> Iterable[Telling]:
    """That an account will be wiped, unless she logs in."""
    left = days("account_unused") - days("account_unused_warned")
    return tell(account, lambda: _("Uw account wordt over {n} dagen gewist, tenzij u inlogt.").format(n=left), "me")


def wipe_unused(account: Account) -> None:
    """Wipe an account that nobody used."""
    actions.wipe(SYSTEM, account, "accounts:data:expired")


# -- roles that nobody looked at --------------------------------------------------------------------------------------


def oldest_roles() -> QuerySet[Appointment]:
    """Of each place the role that was looked at longest ago: one reminder for each place is enough."""
    held = Appointment.objects.on(timezone.localdate()).exclude(account__wiped_at__isnull=False)
    earlier = Q(checked_on__lt=OuterRef("checked_on")) | Q(checked_on=OuterRef("checked_on"), pk__lt=OuterRef("pk"))
    same = held.filter(earlier, scope_kind=OuterRef("scope_kind"), scope_id=OuterRef("scope_id"))
    return held.exclude(scope_kind="self").filter(~Exists(same))


def warn_unchecked(one: Appointment) -> Iterator[Telling]:
    """That the people of a place should be looked at: to who looks after them."""
    place = queries.scope_name(one.scope_kind, one.scope_id)
    there = address_of(one.scope_kind, one.scope_id)
    for each in queries.administrators(one.scope_kind, one.scope_id):
        yield from tell(each, lambda: _("Kloppen de mensen van {place} nog? Kijk ze na.").format(place=place), there)


# -- what ends soon ---------------------------------------------------------------------------------------------------


def warn_help(one: Help) -> Iterator[Telling]:
    """That help ends, to both."""
    for who, other in ((one.candidate, one.helper), (one.helper, one.candidate)):
        yield from tell(who, partial(_help_ends, other.name, one.ends_on), "my_help")


def _help_ends(name: str, ends_on: date) -> str:
    return _("De hulp van of aan {name} stopt na {day}.").format(name=name, day=_day(ends_on))


def warn_token(one: Token) -> Iterable[Telling]:
    """That a key ends, to who made it."""
    there = address_of(one.scope_kind, one.scope_id)
    return tell(
        one.made_by,
        lambda: _("De sleutel “{name}” werkt na {day} niet meer.").format(name=one.name, day=_day(one.ends_on)),
        there,
    )


def forget_invitation(one: Invitation) -> None:
    """Forget the address of an invitation that is over."""
    Invitation.objects.filter(pk=one.pk).update(email="")


def watches() -> Iterator[Watch]:
    """All that the clock watches of accounts."""
    yield Watch(
        "accounts:account",
        gettext_lazy("Accounts die niemand gebruikt"),
        accounts,
        "seen_on",
        (
            Stage(
                "warn",
                days("account_unused_warned"),
                gettext_lazy("Wij waarschuwen wie lang niet inlogde dat het account wordt gewist."),
                warn=warn_unused,
            ),
            Stage(
                "wipe",
                days("account_unused"),
                gettext_lazy("Wij wissen het account van wie lang niet inlogde."),
                expire=wipe_unused,
            ),
        ),
        together=True,
    )
    yield Watch(
        "accounts:people",
        gettext_lazy("Mensen die nagekeken moeten worden"),
        oldest_roles,
        "checked_on",
        tuple(
            Stage(
                name,
                days(name),
                gettext_lazy("Wij vragen wie de mensen van een plek beheert, of zij daar nog horen."),
                warn=warn_unchecked,
            )
            for name in ("people_checked", "people_checked_again")
        ),
        label=lambda one: queries.scope_name(one.scope_kind, one.scope_id),
    )
    yield from _of_organisations()
    yield _ending("accounts:help", gettext_lazy("Hulp die stopt"), Help, "help_ends", warn_help)
    yield _ending("accounts:token", gettext_lazy("Sleutels die verlopen"), Token, "token_ends", warn_token)
    yield Watch(
        "accounts:invitation",
        gettext_lazy("Uitnodigingen die voorbij zijn"),
        lambda: Invitation.objects.exclude(email=""),
        "ends_at",
        (
            Stage(
                "forget",
                days("invitation_kept"),
                gettext_lazy("Wij vergeten het adres waaraan een uitnodiging ging."),
                expire=forget_invitation,
            ),
        ),
        together=True,
    )


def _of_organisations() -> Iterator[Watch]:
    """What is asked once a year: whether the facts of an organisation, and whom to call there, are still right."""
    stage = Stage(
        "facts_checked",
        days("facts_checked"),
        gettext_lazy("Wij vragen wie daar werkt, of de gegevens nog kloppen."),
        warn=warn_organisation,
    )
    long_ago = gettext_lazy("Organisaties die lang niet zijn nagekeken")
    never = gettext_lazy("Organisaties die nog nooit zijn nagekeken")
    for name, due, title in (("checked", "checked_at", long_ago), ("unchecked", "added_at", never)):
        records = partial(organisations.to_ask, checked=name == "checked")
        yield Watch(f"organisations:{name}", title, records, due, (stage,))
    yield Watch(
        "organisations:contact",
        gettext_lazy("Contactpersonen die nagekeken moeten worden"),
        organisations.contacts_to_ask,
        "checked_at",
        (replace(stage, sentence=gettext_lazy("Wij vragen wie haar bijhoudt, of dit nog klopt."), warn=warn_contact),),
        together=True,
    )


def warn_organisation(row: Organisation) -> Iterator[Telling]:
    """That somebody who works there is asked whether what we know is right."""
    for account in organisations.checkers(row):
        yield from tell(account, partial(_said_of_facts, row.name), _of(row, account))


def warn_contact(one: Contact) -> Iterator[Telling]:
    """That who keeps a person to call is asked whether that is still right."""
    row = one.organisation
    for account in Account.objects.filter(public_id__in=[one.kept_by], wiped_at=None):
        yield from tell(account, partial(_said_of_contact, row.name), _of(row, account))


def _said_of_facts(name: str) -> str:
    return _("Klopt nog wat wij weten van {name}?").format(name=name)


def _said_of_contact(name: str) -> str:
    return _("Klopt nog wie u bij {name} kunt bellen?").format(name=name)


def _of(row: Organisation, account: Account) -> str:
    with translation.override(account.language):
        return reverse("organisation", kwargs={"organisation": row.public_id})


def _ending(name: str, title: Any, model: Any, term: str, warn: Callable[[Any], Iterable[Telling]]) -> Watch:
    sentence = gettext_lazy("Wij waarschuwen dat dit bijna voorbij is.")

    def records() -> QuerySet[Any]:
        rows = (
            model.objects.filter(ends_on__gte=F("starts_on"))
            if model is Help
            else model.objects.filter(withdrawn_at=None)
        )
        return rows.filter(ends_on__gte=timezone.localdate())

    return Watch(name, title, records, "ends_on", (Stage("warn", -days(term), sentence, warn=warn),), together=True)
