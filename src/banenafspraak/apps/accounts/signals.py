"""What allauth tells of logging in, and what the trail is told of it: never the address that was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as elsewhere
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver

from banenafspraak.apps.accounts.models import Account
from banenafspraak.apps.audit.actions import record

if TYPE_CHECKING:
    from django.http import HttpRequest


def ways_of(request: HttpRequest, account: Account) -> str:
    """By which ways somebody logged in in this session: "password totp"."""
    steps = get_authentication_records(request, account)
    return " ".join(dict.fromkeys(step.get("type", step["method"]) for step in steps))


@receiver(account.user_logged_in)
def logged_in(request: HttpRequest, user: Account, **_more: Any) -> None:
    """Somebody logged in."""
    record("accounts:login:done", user.public_id, data={"way": ways_of(request, user)})


@receiver(user_logged_out)
def logged_out(user: Account | None, **_more: Any) -> None:
    """Somebody logged out."""
    if user is not None:
        record("accounts:login:ended", user.public_id)


@receiver(user_login_failed)
def password_refused(credentials: dict[str, Any], **_more: Any) -> None:
    """A password was wrong; whose account it was for is told, if it is anybody's."""
    meant = Account.objects.filter(email__iexact=credentials.get("email", "")).first()
    _failed(meant, "password")


@receiver((account.login_code_rejected, account.password_reset_code_rejected, account.email_verification_code_rejected))
def code_refused(user: Account, **_more: Any) -> None:
    """A mailed code was wrong."""
    _failed(user, "code")


@receiver(mfa.authentication_failed)
def second_step_refused(user: Account, authenticator: Authenticator, **_more: Any) -> None:
    """The second step was wrong."""
    _failed(user, authenticator.type)


def _failed(account: Account | None, way: str) -> None:
    about = account.public_id if account else None
    record("accounts:login:failed", None, about=about, data={"way": way})


@receiver(mfa.authenticator_added)
def second_step_added(request: HttpRequest, user: Account, authenticator: Authenticator, **_more: Any) -> None:
    """A second step was added. Who just showed that she has it, has taken it in this session."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", type=authenticator.type, id=authenticator.pk)
        _changed("second_step:added", user, authenticator.type)


@receiver(mfa.authenticator_reset)
def codes_renewed(user: Account, authenticator: Authenticator, **_more: Any) -> None:
    """New recovery codes came instead of the old ones."""
    _changed("second_step:added", user, authenticator.type)


@receiver(mfa.authenticator_removed)
def second_step_removed(user: Account, authenticator: Authenticator, **_more: Any) -> None:
    """A second step was taken away."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        _changed("second_step:removed", user, authenticator.type)


@receiver((account.password_changed, account.password_set, account.password_reset))
def password_changed(user: Account, **_more: Any) -> None:
    """Another password."""
    _changed("password:changed", user)


@receiver(account.email_confirmed)
def address_changed(email_address: Any, **_more: Any) -> None:
    """Another address, now that its owner has shown that she reads it."""
    _changed("email:changed", email_address.user)


@receiver(elsewhere.social_account_added)
def account_linked(sociallogin: Any, **_more: Any) -> None:
    """An account elsewhere opens this one from now on."""
    _changed("elsewhere:added", sociallogin.user)


@receiver(elsewhere.social_account_removed)
def account_unlinked(socialaccount: Any, **_more: Any) -> None:
    """An account elsewhere no longer opens this one."""
    _changed("elsewhere:removed", socialaccount.user)


def _changed(what: str, account: Account, way: str = "") -> None:
    data = {"way": way} if way else {}
    record(f"accounts:{what}", account.public_id, about=account.public_id, data=data)
