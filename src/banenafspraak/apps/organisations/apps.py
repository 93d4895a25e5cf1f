"""How Django knows this room, and what it tells to lower ones."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """The room of the organisations."""

    name = "banenafspraak.apps.organisations"
    label = "organisations"
    verbose_name = "organisaties"

    def ready(self) -> None:
        """Say how organisations, sites and sectors are called as places of a role, and what is kept of a person."""
        from banenafspraak.apps.accounts import enums, queries as accounts  # noqa: PLC0415 - models are read by now
        from banenafspraak.apps.organisations import queries  # noqa: PLC0415 - models are read by now
        from banenafspraak.apps.organisations.actions import lists  # noqa: PLC0415 - models are read by now

        accounts.name_scopes(enums.Kind.ORGANISATION, queries.organisation_name)
        accounts.name_scopes(enums.Kind.SITE, queries.site_name)
        accounts.name_scopes(enums.Kind.SECTOR, queries.sector_name)
        personal = accounts.Personal(
            lambda account: lists.data_of(account.public_id), lambda account: lists.wipe_of(account.public_id)
        )
        accounts.keep_personal("organisations", personal)
