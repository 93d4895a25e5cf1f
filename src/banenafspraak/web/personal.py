"""What is kept of a person beside the rooms above accounts: the trail about her, and the ways in which she logs in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from banenafspraak.apps.audit import queries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banenafspraak.apps.accounts.models import Account

MOST_LINES = 10_000


def trail_data(account: Account) -> list[dict[str, str]]:
    """The lines of the trail about her or by her, the latest first."""
    sentences = queries.sentences()
    return [
        {
            "op": one.at.isoformat(),
            "wat": str(sentences.get(one.tag, one.tag)),
            "door mij": str(one.by == account.public_id),
        }
        for one in queries.of_or_by(account.public_id)[:MOST_LINES]
    ]


def nothing(account: Account) -> None:
    """The trail keeps ids alone, which lead to nobody once the account is wiped."""


def login_data(account: Account) -> Mapping[str, Any]:
    """In which ways she logs in, without any secret, and where she is logged in."""
    kinds = Authenticator.objects.filter(user=account)
    sessions = UserSession.objects.filter(user=account)
    return {
        "adressen": list(EmailAddress.objects.filter(user=account).values_list("email", flat=True)),
        "tweede stappen": [{"soort": one.type, "sinds": one.created_at.isoformat()} for one in kinds],
        "ingelogd": [
            {"sinds": one.created_at.isoformat(), "internetadres": one.ip, "browser": one.user_agent}
            for one in sessions
        ],
        "accounts van elders": list(SocialAccount.objects.filter(user=account).values_list("uid", flat=True)),
    }


def wipe_login(account: Account) -> None:
    """Take away every way to log in."""
    EmailAddress.objects.filter(user=account).delete()
    SocialAccount.objects.filter(user=account).delete()
    Authenticator.objects.filter(user=account).delete()
    for one in UserSession.objects.filter(user=account):
        one.end()
