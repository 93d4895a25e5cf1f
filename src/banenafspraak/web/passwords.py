"""What a password must be: long enough, not one that everybody takes, not one's own address or name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SHORTEST = 12


class LongEnough(MinimumLengthValidator):
    """Twelve signs: four words."""

    def __init__(self) -> None:
        super().__init__(SHORTEST)

    def get_error_message(self) -> str:
        """What is wrong and what to do."""
        return _("Dit wachtwoord is te kort. Neem ten minste 12 tekens, bijvoorbeeld een zin van vier woorden.")

    def get_help_text(self) -> str:
        """What is asked."""
        return _("Ten minste 12 tekens. Een zin van vier woorden is goed te onthouden.")


class NotCommon(CommonPasswordValidator):
    """Not one that is tried first."""

    def get_error_message(self) -> _StrPromise:  # type: ignore[override]  # Django's own gives a text as well
        """What is wrong and what to do."""
        return _("Dit wachtwoord gebruiken veel mensen. Kies een ander, dat niemand kan raden.")  # type: ignore[return-value]  # see above

    def get_help_text(self) -> str:
        """What is asked."""
        return _("Niet een wachtwoord dat veel mensen gebruiken.")


class NotOneself(UserAttributeSimilarityValidator):
    """Not what others know of her."""

    def __init__(self) -> None:
        super().__init__(("email", "name"))

    def get_error_message(self) -> _StrPromise:  # type: ignore[override]  # Django's own gives a text as well
        """What is wrong and what to do."""
        return _("Dit wachtwoord lijkt te veel op uw naam of e-mailadres. Kies een ander.")  # type: ignore[return-value]  # see above

    def get_help_text(self) -> str:
        """What is asked."""
        return _("Niet uw naam of e-mailadres.")
