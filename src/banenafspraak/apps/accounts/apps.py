"""How Django knows this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room of the people who log in."""

    name = "banenafspraak.apps.accounts"
    label = "accounts"
    verbose_name = "accounts"
