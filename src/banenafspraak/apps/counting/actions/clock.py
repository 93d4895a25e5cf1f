"""What the clock does with kept counts: it says in time that one will be deleted, and deletes it after its last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _, gettext_lazy

from banenafspraak.apps.accounts.enums import Kind, Permission, Role
from banenafspraak.apps.accounts.models import Account, Appointment
from banenafspraak.apps.counting.actions.kept import expire
from banenafspraak.apps.counting.models import KeptCount
from banenafspraak.apps.mail.actions import To
from banenafspraak.apps.reminders.watches import Stage, Telling, Watch, days
from banenafspraak.core.reports.numbers import day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

KEEPING = [role for role in Role if Permission.KEEP_COUNTS in role.policy.permissions]


def counts() -> QuerySet[KeptCount]:
    """All kept counts."""
    return KeptCount.objects.select_related("organisation")


def warn(kept: KeptCount) -> Iterator[Telling]:
    """That a count will be deleted: to everyone who keeps the counts of that organisation."""
    held = Appointment.objects.on(timezone.localdate()).filter(role__in=KEEPING, scope_kind=Kind.ORGANISATION)
    held = held.filter(scope_id=str(kept.organisation.public_id))
    for account in Account.objects.filter(appointments__in=held, is_active=True, email__isnull=False).distinct():
        with translation.override(account.language):
            until = day(kept.ends_on, "en" if account.language == "en" else "nl")
            what = _("De telling “{title}” wordt verwijderd na {day}.").format(title=kept.title, day=until)
            link = settings.INSTALLATION.address + reverse("kept_count", kwargs={"kept": kept.public_id})
            yield Telling(To(account.email or "", account=account), what, link, account.language)


def watch() -> Watch:
    """What the clock watches of kept counts."""
    return Watch(
        "counting:kept",
        gettext_lazy("Bewaarde tellingen"),
        counts,
        "ends_on",
        (
            Stage(
                "warn",
                -days("kept_count_warned"),
                gettext_lazy("Wij zeggen wie tellingen bewaart, dat een telling wordt verwijderd."),
                warn=warn,
            ),
            Stage(
                "delete",
                days("kept_count_deleted"),
                gettext_lazy("Wij verwijderen een telling waarvan de laatste dag voorbij is."),
                expire=expire,
            ),
        ),
        label=lambda kept: kept.organisation.name,
    )
