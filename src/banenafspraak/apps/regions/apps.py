"""How Django knows this room."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """The room of the arbeidsmarktregio's."""

    name = "banenafspraak.apps.regions"
    label = "regions"
    verbose_name = "regio’s"
