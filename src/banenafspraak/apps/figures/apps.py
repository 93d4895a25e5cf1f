"""How Django knows this room."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """The room of figures that were imported."""

    name = "banenafspraak.apps.figures"
    label = "figures"
    verbose_name = "cijfers"
