"""The forms of logging in: those of allauth with our labels, hints and messages, and nothing inside the fields."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.base import forms as base
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from banenafspraak.web.logging_in import SecondStepAdapter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.utils.functional import _StrPromise

ADDRESS = _("E-mailadres")
PASSWORD = _("Wachtwoord")
OLD_PASSWORD = _("Het wachtwoord dat u nu hebt")
NEW_PASSWORD = _("Nieuw wachtwoord")
PASSWORD_HINT = _("Ten minste 12 tekens. Een zin van vier woorden is goed te onthouden.")
AGAIN = _("Nog een keer hetzelfde wachtwoord")
MAILED_CODE = _("Code uit de mail")
MAILED_CODE_HINT = _("Acht cijfers. De code werkt een kwartier.")
APP_CODE = _("Code")
NUMBERS = {"inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false"}
MISSING: Mapping[str, _StrPromise] = {
    "login": _("Vul uw e-mailadres in."),
    "email": _("Vul een e-mailadres in."),
    "password": _("Vul uw wachtwoord in."),
    "oldpassword": _("Vul het wachtwoord in dat u nu hebt."),
    "password1": _("Kies een nieuw wachtwoord."),
    "password2": _("Vul het nieuwe wachtwoord nog een keer in."),
    "code": _("Vul de code in."),
    "name": _("Geef een naam."),
}
NO_ADDRESS = _("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")
NOT_THE_SAME = _("De twee wachtwoorden zijn niet gelijk. Vul twee keer hetzelfde in.")


class Ours(forms.Form):
    """A form of allauth in our words: `words` names a field and gives its label, and its hint if it has one."""

    words: tuple[tuple[_StrPromise | str, ...], ...] = ()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, label, *hint in self.words:
            field = self.fields[str(name)]
            field.label, field.help_text = label, hint[0] if hint else ""
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = MISSING[str(name)]
            if isinstance(field, forms.EmailField):
                others = [one for one in field.validators if not isinstance(one, EmailValidator)]
                field.validators = [EmailValidator(NO_ADDRESS), *others]
            if name == "code":
                field.widget.attrs |= NUMBERS


class TwoPasswords(Ours):
    """A form in which a new password stands twice."""

    def add_error(self, field: str | None, error: Any) -> None:
        """That the two differ, allauth says in a sentence of its own."""
        super().add_error(field, error if isinstance(error, forms.ValidationError) else NOT_THE_SAME)


class LoginForm(Ours, account.LoginForm):
    """Address and password."""

    words = (("login", ADDRESS), ("password", PASSWORD))


class RequestCodeForm(Ours, account.RequestLoginCodeForm):
    """An address to which a code goes."""

    words = (("email", ADDRESS),)


class CodeForm(Ours, account.ConfirmLoginCodeForm):
    """The code that was mailed for logging in."""

    words = (("code", MAILED_CODE, MAILED_CODE_HINT),)


class ForgottenForm(Ours, account.ResetPasswordForm):
    """An address to which a code for a new password goes."""

    words = (("email", ADDRESS),)


class PasswordCodeForm(Ours, account.ConfirmPasswordResetCodeForm):
    """The code that was mailed for a new password."""

    words = (("code", MAILED_CODE, MAILED_CODE_HINT),)


class NewPasswordForm(TwoPasswords, account.ResetPasswordKeyForm):
    """A new password instead of one that was forgotten."""

    words = (("password1", NEW_PASSWORD, PASSWORD_HINT), ("password2", AGAIN))


class ChangePasswordForm(TwoPasswords, account.ChangePasswordForm):
    """A new password instead of one that is known."""

    words = (
        ("oldpassword", OLD_PASSWORD),
        ("password1", NEW_PASSWORD, PASSWORD_HINT),
        ("password2", AGAIN),
    )


class SetPasswordForm(TwoPasswords, account.SetPasswordForm):
    """A first password."""

    words = (("password1", PASSWORD, PASSWORD_HINT), ("password2", AGAIN))


class AddressForm(Ours, account.AddEmailForm):
    """Another address."""

    words = (("email", _("Nieuw e-mailadres"), _("Wij sturen een code naar dit adres. Daarna geldt het pas.")),)


class AddressCodeForm(Ours, account.ConfirmEmailVerificationCodeForm):
    """The code that was mailed to another address."""

    words = (("code", MAILED_CODE, MAILED_CODE_HINT),)


class AgainForm(Ours, account.ReauthenticateForm):
    """The password once more."""

    words = (("password", PASSWORD),)


class SecondStepForm(Ours, base.AuthenticateForm):
    """The code of an app, or a recovery code."""

    words = (("code", APP_CODE, _("Zes cijfers uit uw app, of een herstelcode van acht cijfers.")),)


class SecondStepAgainForm(Ours, base.ReauthenticateForm):
    """The same once more."""

    words = SecondStepForm.words


class AppForm(Ours, ActivateTOTPForm):
    """The first code of an app."""

    words = (("code", _("Code uit de app"), _("Zes cijfers. Na een halve minuut komt er een nieuwe.")),)


class Sent(forms.Form):
    """What a browser sends of a passkey. Whatever else comes is a wrong one, and no fault of ours."""

    def clean_credential(self) -> Any:
        """Read it, as far as it can be read."""
        inner = getattr(super(), "clean_credential", None)
        return _read(inner) if inner else self.cleaned_data["credential"]

    def clean(self) -> dict[str, Any]:
        """Read the rest of it."""
        return _read(super().clean) or {}


def _read(inner: Callable[[], Any]) -> Any:
    try:
        return inner()
    except (LookupError, TypeError, ValueError, AttributeError, AssertionError, struct.error) as error:
        raise SecondStepAdapter().validation_error("incorrect_code") from error


class PasskeyLoginForm(Sent, webauthn.LoginWebAuthnForm):
    """A passkey instead of address and password."""


class PasskeyStepForm(Sent, webauthn.AuthenticateWebAuthnForm):
    """A passkey after a password."""


class PasskeyAgainForm(Sent, webauthn.ReauthenticateWebAuthnForm):
    """A passkey once more."""


class PasskeyForm(Sent, Ours, webauthn.AddWebAuthnForm):
    """A passkey, with which one logs in without a password: so its device always asks who it is."""

    passwordless = None
    words = (("name", _("Naam van deze toegangssleutel"), _("Bijvoorbeeld: mijn telefoon.")),)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["name"].max_length = self.fields["name"].widget.attrs["maxlength"] = 50  # type: ignore[attr-defined]  # a field of text has it

    def clean(self) -> dict[str, Any]:
        """Refuse one whose device did not ask."""
        self.cleaned_data["passwordless"] = True
        return super().clean()


class PasskeyNameForm(Ours, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    words = (("name", _("Naam van deze toegangssleutel")),)
