"""Why something about people could not be done, in words that say what to do instead."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from banenafspraak.apps.accounts.actions import StoppedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BaseForm

WHY = {
    "role-elsewhere": _("Deze rol bestaat niet op deze plek. Kies een andere rol."),
    "address-missing": _("Vul een e-mailadres in. Alleen een kandidaat kan zonder."),
    "account-there": _("Met dit adres is er al een account. Log daarmee in en open de link opnieuw."),
    "invitation-unknown": _("Wij kennen deze uitnodiging niet. Kijk of u de hele link hebt, of vraag om een nieuwe."),
    "invitation-used": _("Deze uitnodiging is al gebruikt. Log in met uw account, of vraag om een nieuwe."),
    "invitation-withdrawn": _("Deze uitnodiging is ingetrokken. Vraag wie u uitnodigde om een nieuwe."),
    "invitation-over": _("Deze uitnodiging is verlopen. Vraag wie u uitnodigde om een nieuwe."),
    "invitation-other": _(
        "Deze uitnodiging is voor iemand anders. Log uit en log in met het adres dat de brief kreeg."
    ),
    "last-administrator": _(
        "Dit is de laatste die hier mensen mag uitnodigen. Geef dat recht eerst aan iemand anders."
    ),
    "help-oneself": _("U kunt uzelf niet als helper kiezen."),
    "help-over": _("Die dag is al geweest. Kies vandaag of een latere dag."),
    "help-too-long": _("Hulp duurt hoogstens een jaar. Kies een eerdere dag."),
    "token-over": _("Die dag is al geweest. Kies vandaag of een latere dag."),
    "token-too-long": _("Een sleutel werkt hoogstens een jaar. Kies een eerdere dag."),
}


class Told:
    """What stopped a deed, if anything did."""

    def __init__(self) -> None:
        self.code = ""

    def __bool__(self) -> bool:
        return bool(self.code)

    def __str__(self) -> str:
        return str(WHY[self.code]) if self.code else ""


@contextmanager
def told(form: BaseForm | None = None) -> Iterator[Told]:
    """Catch what stops a deed, and tell it on top of the form."""
    found = Told()
    try:
        yield found
    except StoppedError as error:
        found.code = error.code
        if form is not None:
            form.add_error(None, str(found))
