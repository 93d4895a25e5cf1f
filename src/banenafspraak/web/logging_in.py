"""How allauth behaves here: nobody signs up by herself, it speaks our words, and its mails are our letters.

docs/decisions/0030 says why. What it tells of logging in is kept by apps/accounts/signals.py.
"""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import qrcode
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, perform_login, record_authentication
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.models import EmailAddress, Login
from allauth.account.stages import EmailVerificationStage
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathImage

from banenafspraak.apps.accounts import actions
from banenafspraak.apps.accounts.models import Account
from banenafspraak.web import logging_in_letters as letters

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest, HttpResponse

OURS = "banenafspraak"
VERIFY_ADDRESS = "allauth.account.stages.EmailVerificationStage"
WRONG_CODE = _("Deze code of toegangssleutel klopt niet. Kijk of het de laatste is en probeer het nog een keer.")
AGAIN = {
    "reauthenticate": _("Uw wachtwoord"),
    "mfa_reauthenticate": _("Een code van uw app, of een herstelcode"),
    "mfa_reauthenticate:webauthn": _("Uw toegangssleutel"),
}
TOO_OFTEN = _("U hebt het te vaak geprobeerd. Wacht vijf minuten en probeer het dan opnieuw.")


def display(account: Account) -> str:
    """What somebody is called where she has to know her own account."""
    return account.name or account.email or OURS


def enter(request: HttpRequest, account: Account, *, anew: bool = False) -> HttpResponse:
    """Log in who has just taken an invitation; who has no password makes a passkey first.

    `anew` is for who lost every way in and got a new one: what she had before opens nothing any more.
    """
    if anew:
        actions.remove_second_steps(account)
    record_authentication(request, account, "invitation")
    after = None if account.has_usable_password() else reverse("mfa_add_webauthn")
    return perform_login(
        request, Login(user=account, email=account.email, redirect_url=after, signal_kwargs={"first": True})
    )


class AddressStage(EmailVerificationStage):
    """Asks for a code when an address is not known to be hers; who has no address has nothing to show."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Pass over who has no address."""
        if self.login.user and not self.login.user.email:
            return None, True
        answer: tuple[HttpResponse | None, bool] = super().handle()
        return answer


class AccountAdapter(DefaultAccountAdapter):
    """Passwords, codes and addresses."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Met dit account kunt u niet inloggen. Vraag de beheerder van uw organisatie."),
        "duplicate_email": _("Dit is al uw e-mailadres."),
        "email_password_mismatch": _("Het e-mailadres of het wachtwoord klopt niet."),
        "email_taken": _("Dit adres hoort al bij een account. Kies een ander adres."),
        "enter_current_password": _("Dit is niet het wachtwoord dat u nu hebt."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "invalid_login": _("Hiermee kunt u niet inloggen. Kijk uw e-mailadres na."),
        "max_email_addresses": _("U wacht al op een code voor een ander adres. Gebruik die eerst."),
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
        "same_as_current": _("Dit is al uw e-mailadres."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come by invitation."""
        return False

    def get_login_stages(self) -> list[str]:
        """The stages of allauth, that of the address in our own way."""
        ours = f"{AddressStage.__module__}.{AddressStage.__qualname__}"
        return [ours if stage == VERIFY_ADDRESS else stage for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whether she must show once more that it is she: not in the first minutes after logging in."""
        return super().is_reauthentication_required(app=app, **more) and not just_logged_in(self.request)

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Back to where the address was changed, or on to logging in."""
        if self.request.user.is_authenticated:
            return reverse("account_email")
        return super().get_email_verification_redirect_url(email_address)

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """The ways to show once more that it is she, in our words."""
        return [{**one, "description": AGAIN[one["id"]]} for one in super().get_reauthentication_methods(user)]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter that stands for a mail of allauth."""
        letters.write(template_prefix, email, context)


def just_logged_in(request: HttpRequest) -> bool:
    """Whether she showed who she is some minutes ago."""
    steps = get_authentication_records(request, request.user)
    return bool(steps) and time.time() - steps[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


class SecondStepAdapter(DefaultMFAAdapter):
    """Passkeys, apps with codes, recovery codes. Their secrets lie encrypted in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _("Dit is uw laatste manier om in te loggen. Maak eerst een andere."),
        "cannot_generate_recovery_codes": _("Maak eerst een toegangssleutel of een app met codes."),
        "unverified_email": _("Laat eerst met een code zien dat uw e-mailadres van u is."),
    }

    def _get_user_identifier(self, user: Account) -> str:
        return user.email or display(user)

    def _get_site_name(self) -> str:
        return OURS

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:  # noqa: A002 - allauth names it so
        """What a passkey is called as long as nobody gave it a name."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return str(_("Toegangssleutel %(number)d") % {"number": number})

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether she can still log in without it."""
        return actions.can_do_without(authenticator)

    def build_totp_svg(self, url: str) -> str:
        """The drawing to point a phone at."""
        return str(qrcode.make(url, image_factory=SvgPathImage, border=2).to_string(encoding="unicode"))

    def encrypt(self, text: str) -> str:
        """A secret as it lies in the database."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret as it is; one that another key locked is lost, and nobody can guess what stands for it."""
        try:
            return _lock().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()


def _lock() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"second steps {settings.SECRET_KEY}".encode()).digest()))


class ElsewhereAdapter(DefaultSocialAccountAdapter):
    """Accounts elsewhere: they open an account that is there, and never make one."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": _("Dit is uw laatste manier om in te loggen. Kies eerst een wachtwoord."),
        "no_verified_email": _("Laat eerst met een code zien dat uw e-mailadres van u is."),
        "connected_other": _("Dit account van elders hoort al bij iemand anders op deze site."),
    }

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Account, str] | None:
        """The account with the same address, when both sides know that the address is hers."""
        for email in (one.email for one in sociallogin.email_addresses if one.verified):
            known = EmailAddress.objects.filter(email=email.lower(), verified=True)
            users = [user for user in filter_users_by_email(email, for_login=True) if known.filter(user=user).exists()]
            if users:
                return users[0], email
        return None
