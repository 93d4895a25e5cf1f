"""The letters about logging in: which of ours stands for which mail of allauth, and what each needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateformat import format as dated
from django.utils.translation import gettext_lazy as _

from banenafspraak.apps.accounts.models import Account
from banenafspraak.apps.mail import actions as mail
from banenafspraak.apps.mail.letters import Form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

CODES: Mapping[str, str] = {
    "account/email/login_code": "login_code",
    "account/email/password_reset_code": "password_code",
    "account/email/email_confirmation": "address_code",
    "account/email/email_confirmation_signup": "address_code",
}
"""Mails with a code that was just asked for."""
UNKNOWN = "account/email/unknown_account"
PASSWORD = _("U hebt een ander wachtwoord.")
RESET = "second_step_reset"
CHANGED: Mapping[str, _StrPromise] = {
    "account/email/email_changed": _("U hebt een ander e-mailadres. Naar dit oude adres sturen wij niets meer."),
    "account/email/password_changed": PASSWORD,
    "account/email/password_set": PASSWORD,
    "account/email/password_reset": PASSWORD,
    "mfa/email/totp_activated": _("U gebruikt nu een app met codes."),
    "mfa/email/webauthn_added": _("U hebt een nieuwe toegangssleutel."),
    "mfa/email/totp_deactivated": _("De app met codes is weggehaald."),
    "mfa/email/webauthn_removed": _("Een toegangssleutel is weggehaald."),
    "mfa/email/recovery_codes_generated": _("U hebt nieuwe herstelcodes. De oude werken niet meer."),
    "socialaccount/email/account_connected": _("Een account van elders is gekoppeld. Daarmee kunt u ook inloggen."),
    "socialaccount/email/account_disconnected": _("Een koppeling met een account van elders is weggehaald."),
    RESET: _("De beheerder van uw organisatie haalde uw tweede stap weg, en u bent overal uitgelogd. Maak een nieuwe."),
}
"""Mails that tell what was done, and the sentence that says it."""
CODE = {"code": "1234-5678"}
EXAMPLE = {"moment": "1 mei 2026 om 13.30 uur", "link": "https://banen.example/mijn/inloggen/"}
FORMS = (
    Form("login_code", _("Code om in te loggen"), CODE),
    Form("password_code", _("Code voor een nieuw wachtwoord"), CODE),
    Form("address_code", _("Code voor een e-mailadres"), CODE),
    Form("unknown_account", _("Onbekend e-mailadres"), {"link": "https://banen.example/aanmelden/"}),
    Form("login_changed", _("Verandering bij inloggen"), {"told": "U hebt een ander wachtwoord.", **EXAMPLE}),
    Form("new_browser", _("Nieuwe browser"), {"browser": "Firefox op Linux", **EXAMPLE}),
)


def write(prefix: str, email: str, context: Mapping[str, Any]) -> None:
    """Write the letter that stands for a mail of allauth."""
    account = Account.objects.filter(email__iexact=email).first() or context.get("user")
    with translation.override(account.language if account else translation.get_language()):
        if prefix in CODES:
            _post(CODES[prefix], email, account, {"code": context["code"]})
        elif prefix == UNKNOWN:
            _post("unknown_account", email, account, {"link": _link("account_signup")})
        else:
            told = {"told": str(CHANGED[prefix]), "moment": _moment(), "link": _link("mfa_index")}
            _post("login_changed", email, account, told)


def tell_new_browser(account: Account, browser: str) -> None:
    """Tell somebody that her account was opened in a browser that did not do so before."""
    if account.email:
        with translation.override(account.language):
            told = {"browser": browser, "moment": _moment(), "link": _link("usersessions_list")}
            _post("new_browser", account.email, account, told)


def tell_reset(account: Account) -> None:
    """Tell somebody that another took her second step away."""
    if account.email:
        write(RESET, account.email, {})


def _post(name: str, email: str, account: Account | None, context: Mapping[str, object]) -> None:
    about = mail.About("accounts", "account", str(account.public_id) if account else "")
    to = mail.To(email=email, account=account)
    language = translation.get_language() or settings.LANGUAGE_CODE
    with transaction.atomic():
        mail.write(name, to, context, once=f"{name}:{uuid4()}", about=about, language=language)


def _link(page: str) -> str:
    return f"{settings.INSTALLATION.address}{reverse(page)}"


def _moment() -> str:
    now = timezone.localtime()
    day, time = dated(now, "j F Y"), dated(now, "H.i")
    return str(_("%(day)s om %(time)s uur") % {"day": day, "time": time})
