"""Logging in with an account that somebody has elsewhere (OpenID Connect), stricter than allauth does by itself.

The signature of what the other says is always checked, the two things it says must be about the same person, and an
address is verified only when it says so in so many words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jwt
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin, SocialToken
    from django.http import HttpRequest, HttpResponse

SIGNED = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
"""The ways of signing that only the other itself can do; with the rest we could sign for it."""
VERIFIED = (True, "true")


class Strict(OpenIDConnectOAuth2Adapter):
    """Asks the other who somebody is, and believes nothing that it did not sign."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **named: Any) -> SocialLogin:
        """Who logs in, by what the other signed and by what it tells when asked."""
        signed = self._decode_id_token(app, named["response"].get("id_token") or "")
        told = self._fetch_user_info(token.token)
        if told.get("sub") != signed["sub"]:
            raise OAuth2Error("two persons")
        told["email_verified"] = told.get("email_verified") in VERIFIED
        return self.get_provider().sociallogin_from_response(request, {"userinfo": told})

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            if jwt.get_unverified_header(id_token).get("alg") not in SIGNED:
                raise OAuth2Error("not signed")
        except jwt.PyJWTError as error:
            raise OAuth2Error("no id_token") from error
        self.did_fetch_access_token = False  # allauth would take it unseen, as it came over https
        try:
            found: dict[str, Any] = super()._decode_id_token(app, id_token)
        except (KeyError, ValueError, TypeError) as error:  # a key that is none
            raise OAuth2Error("no key") from error
        if "sub" not in found:
            raise OAuth2Error("nobody")
        return found


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send a visitor to where the account is."""
    return _view(OAuth2LoginView, request, provider_id)


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take a visitor back, with what the other says."""
    return _view(OAuth2CallbackView, request, provider_id)


def _view(kind: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = kind.adapter_view(Strict(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer
