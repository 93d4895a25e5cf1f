"""How Django knows the site: its templates, template tags and commands."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The site as one of Django's apps."""

    name = "banenafspraak.web"
    label = "web"

    def ready(self) -> None:
        """Make the letters of these pages known, and what the clock watches of accounts."""
        from banenafspraak.apps.mail import letters  # noqa: PLC0415 - models are read by now, not before
        from banenafspraak.apps.reminders import watches  # noqa: PLC0415 - the same
        from banenafspraak.web import clock, invited  # noqa: PLC0415 - the same

        letters.register(invited.LETTER)
        watches.register(*clock.watches())
