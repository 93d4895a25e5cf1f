"""How Django knows this room."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """The room of long work."""

    name = "banenafspraak.apps.work"
    label = "work"
    verbose_name = "werk"
