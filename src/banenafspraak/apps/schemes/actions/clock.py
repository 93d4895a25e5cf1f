"""What the clock does with placements: it says in time what can still be applied for, and deletes what is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _, gettext_lazy

from banenafspraak.apps.accounts.enums import Kind, Permission, Role
from banenafspraak.apps.accounts.models import Account, Appointment
from banenafspraak.apps.mail.actions import To
from banenafspraak.apps.reminders.watches import Stage, Telling, Watch, days
from banenafspraak.apps.schemes.actions.placements import expire
from banenafspraak.apps.schemes.models import LastDay, Placement
from banenafspraak.apps.schemes.queries import book
from banenafspraak.core.reports.numbers import day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from banenafspraak.apps.schemes.models import Portfolio
    from banenafspraak.core.kernel.problems import Language

KEEPING = [role for role in Role if Permission.KEEP_PLACEMENTS in role.policy.permissions]
AHEAD = ("placement_apply_first", "placement_apply_second", "placement_apply_last")


def last_days() -> QuerySet[LastDay]:
    """Last days that are ahead, of placements that are kept and schemes that seem to apply or are possible."""
    today = timezone.localdate()
    rows = LastDay.objects.filter(sure=True, day__gte=today, placement__ends_on__gte=today)
    return rows.select_related("placement__portfolio__organisation")


def placements() -> QuerySet[Placement]:
    """All placements."""
    return Placement.objects.select_related("portfolio__organisation")


def keepers(portfolio: Portfolio) -> QuerySet[Account]:
    """Who keeps a portfolio: personnel of the employer, or the desk."""
    kind, where = (Kind.REGION, portfolio.region) if portfolio.region else (
        Kind.ORGANISATION, str(portfolio.organisation.public_id)
    )  # fmt: skip
    held = Appointment.objects.on(timezone.localdate()).filter(role__in=KEEPING, scope_kind=kind, scope_id=where)
    return Account.objects.filter(appointments__in=held, is_active=True, email__isnull=False).distinct()


def _language(account: Account) -> Language:
    return "en" if account.language == "en" else "nl"


def _telling(account: Account, placement: Placement, sentence: str, **values: str) -> Telling:
    link = reverse("placement", kwargs={"placement": placement.public_id})
    to = To(account.email or "", account=account)
    return Telling(
        to, sentence.format(label=placement.label, **values), settings.INSTALLATION.address + link, account.language
    )


def warn_to_apply(row: LastDay) -> Iterator[Telling]:
    """That something can be applied for until a day; nothing once that day is over."""
    if row.day < timezone.localdate():
        return
    scheme = book().schemes.get(row.scheme)
    if scheme is None:
        return
    for account in keepers(row.placement.portfolio):
        with translation.override(account.language):
            name, until = scheme.name.text(_language(account)), day(row.day, _language(account))
            sentence = _(
                "U kunt {scheme} voor “{label}” aanvragen tot en met {day}. Al gedaan? Dan hoeft u niets te doen."
            )
            yield _telling(account, row.placement, sentence, scheme=name, day=until)


def warn_deletion(placement: Placement) -> Iterator[Telling]:
    """That a placement will be deleted."""
    for account in keepers(placement.portfolio):
        with translation.override(account.language):
            until = day(placement.ends_on, _language(account))
            yield _telling(account, placement, _("De plaatsing “{label}” wordt verwijderd na {day}."), day=until)


def watches() -> tuple[Watch, Watch]:
    """What the clock watches of placements."""
    apply = gettext_lazy("Wij zeggen wie de portefeuille bijhoudt, tot wanneer een regeling is aan te vragen.")
    stages = tuple(Stage(f"apply-{days(term)}", -days(term), apply, warn=warn_to_apply) for term in AHEAD)
    kept = (
        Stage(
            "warn",
            -days("placement_warned"),
            gettext_lazy("Wij zeggen wie de portefeuille bijhoudt, dat een plaatsing wordt verwijderd."),
            warn=warn_deletion,
        ),
        Stage(
            "delete",
            days("placement_deleted"),
            gettext_lazy("Wij verwijderen een plaatsing waarvan de laatste dag voorbij is."),
            expire=expire,
        ),
    )
    return (
        Watch("schemes:last_day", gettext_lazy("Regelingen aanvragen"), last_days, "day", stages, label=_of_last_day),
        Watch("schemes:placement", gettext_lazy("Plaatsingen"), placements, "ends_on", kept, label=_of_placement),
    )


def _of_last_day(row: LastDay) -> str:
    return _of_placement(row.placement)


def _of_placement(row: Placement) -> str:
    return row.portfolio.organisation.name
