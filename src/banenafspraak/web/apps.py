"""How Django knows the site: its templates, template tags and commands."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The site as one of Django's apps."""

    name = "banenafspraak.web"
    label = "web"
