"""Addresses of who logs in: the pages of allauth under Dutch addresses, with the names that allauth gives them."""

from allauth.account import views as logging_in
from django.urls import include, path

urlpatterns = [
    path("inloggen/", logging_in.login, name="account_login"),
    path("uitloggen/", logging_in.logout, name="account_logout"),
    path("wachtwoord/vergeten/", logging_in.password_reset, name="account_reset_password"),
    path("opnieuw-inloggen/", logging_in.reauthenticate, name="account_reauthenticate"),
    path("veilig-inloggen/", include("allauth.mfa.urls")),
]
