"""How Django knows this room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The room of the trail."""

    name = "banenafspraak.apps.audit"
    label = "audit"
    verbose_name = "spoor"
