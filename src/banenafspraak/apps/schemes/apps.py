"""How Django knows this room, and the check of the law files at the start."""

from django.apps import AppConfig
from django.core.checks import register


class SchemesConfig(AppConfig):
    """The room of schemes."""

    name = "banenafspraak.apps.schemes"
    label = "schemes"
    verbose_name = "regelingen"

    def ready(self) -> None:
        """Have the law files read at the start and the clock watch placements, and say what is kept of a person."""
        from banenafspraak.apps.accounts import queries as accounts  # noqa: PLC0415 - settings are read by now
        from banenafspraak.apps.reminders import watches  # noqa: PLC0415 - the same
        from banenafspraak.apps.schemes.actions import clock, placements  # noqa: PLC0415 - the same
        from banenafspraak.apps.schemes.queries import law_faults  # noqa: PLC0415 - the same

        register(law_faults)
        watches.register(*clock.watches())
        accounts.keep_personal("schemes", accounts.Personal(placements.data_of, placements.wipe_of))
