"""How Django knows this room."""

from django.apps import AppConfig


class CountingConfig(AppConfig):
    """The room of counts."""

    name = "banenafspraak.apps.counting"
    label = "counting"
    verbose_name = "tellen"
