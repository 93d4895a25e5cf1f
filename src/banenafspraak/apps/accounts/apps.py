"""How Django knows this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room of the people who log in."""

    name = "banenafspraak.apps.accounts"
    label = "accounts"
    verbose_name = "accounts"

    def ready(self) -> None:
        """Say what this room keeps of a person, and listen to who logs in."""
        from banenafspraak.apps.accounts import (  # noqa: PLC0415 - models are read by now, not before
            actions,
            queries,
            signals,  # noqa: F401 - it listens
        )

        queries.keep_personal("accounts", queries.Personal(actions.account_data, actions.wipe_account))
