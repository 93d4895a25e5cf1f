"""Addresses of logging in: pages of allauth and of ours under Dutch addresses, with the names that allauth gives."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.urls import path

from banenafspraak.web import elsewhere, logging_in_views as ours

urlpatterns = [
    path("inloggen/", account.login, name="account_login"),
    path("inloggen/code/", account.request_login_code, name="account_request_login_code"),
    path("inloggen/code/invullen/", account.confirm_login_code, name="account_confirm_login_code"),
    path("inloggen/toegangssleutel/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("inloggen/tweede-stap/", mfa.authenticate, name="mfa_authenticate"),
    path("inloggen/adres/", account.email_verification_sent, name="account_email_verification_sent"),
    path("inloggen/gesloten/", account.account_inactive, name="account_inactive"),
    path("inloggen/elders/gestopt/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("inloggen/elders/mislukt/", social.login_error, name="socialaccount_login_error"),
    path("inloggen/elders/nieuw/", social.signup, name="socialaccount_signup"),
    path("aanmelden/", account.signup, name="account_signup"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("wachtwoord/vergeten/", account.password_reset, name="account_reset_password"),
    path("wachtwoord/vergeten/code/", account.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("wachtwoord/vergeten/nieuw/", account.complete_password_reset, name="account_complete_password_reset"),
    path("wachtwoord/vergeten/klaar/", account.password_reset_from_key_done, name="account_password_reset_completed"),
    path("mijn/inloggen/", mfa.index, name="mfa_index"),
    path("mijn/inloggen/wachtwoord/", account.password_change, name="account_change_password"),
    path("mijn/inloggen/wachtwoord/kiezen/", account.password_set, name="account_set_password"),
    path("mijn/inloggen/e-mail/", account.email, name="account_email"),
    path("mijn/inloggen/toegangssleutels/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("mijn/inloggen/toegangssleutels/nieuw/", ours.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("mijn/inloggen/toegangssleutels/<int:pk>/naam/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("mijn/inloggen/toegangssleutels/<int:pk>/weg/", ours.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("mijn/inloggen/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("mijn/inloggen/app/weg/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("mijn/inloggen/herstelcodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("mijn/inloggen/herstelcodes/nieuw/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("mijn/inloggen/herstelcodes.txt", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("mijn/inloggen/waar/", sessions.list_usersessions, name="usersessions_list"),
    path("mijn/inloggen/waar/<int:session>/uit/", ours.end_session, name="session_end"),
    path("mijn/inloggen/elders/", social.connections, name="socialaccount_connections"),
    path("mijn/inloggen/opnieuw/", account.reauthenticate, name="account_reauthenticate"),
    path("mijn/inloggen/opnieuw/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "mijn/inloggen/opnieuw/toegangssleutel/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"
    ),
    path("mijn/tweede-stap/", ours.second_step, name="second_step"),
    path("mensen/<uuid:account>/tweede-stap/", ours.reset_second_step, name="second_step_reset"),
]
in_any_language = [
    path("inloggen/met/<slug:provider_id>/", elsewhere.login, name="openid_connect_login"),
    path("inloggen/met/<slug:provider_id>/terug/", elsewhere.callback, name="openid_connect_callback"),
]
"""The other side knows one address to come back to, whatever the language."""
