"""How Django knows this room, and the check of the law files at the start."""

from django.apps import AppConfig
from django.core.checks import register


class SchemesConfig(AppConfig):
    """The room of schemes."""

    name = "banenafspraak.apps.schemes"
    label = "schemes"
    verbose_name = "regelingen"

    def ready(self) -> None:
        """Have the law files read at the start, with the overlays of this installation."""
        from banenafspraak.apps.schemes.queries import law_faults  # noqa: PLC0415 - settings are read by now

        register(law_faults)
