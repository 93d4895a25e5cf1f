"""How Django knows the site: its templates, template tags and commands, and the letters about logging in."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The site as one of Django's apps."""

    name = "banenafspraak.web"
    label = "web"

    def ready(self) -> None:
        """Make the letters of these pages known, and what the clock watches of accounts."""
        from banenafspraak.apps.accounts.queries import Personal, keep_personal  # noqa: PLC0415 - models are read by now
        from banenafspraak.apps.mail import actions, letters  # noqa: PLC0415 - the same
        from banenafspraak.apps.reminders import watches  # noqa: PLC0415 - the same
        from banenafspraak.web import (  # noqa: PLC0415 - the same
            clock,
            invited,
            known_browsers,  # noqa: F401 - it listens to who logs in
            logging_in_letters,
            personal,
        )

        letters.register(invited.LETTER, *logging_in_letters.FORMS)
        watches.register(*clock.watches())
        keep_personal("mail", Personal(actions.account_data, actions.wipe_account))
        keep_personal("trail", Personal(personal.trail_data, personal.nothing))
        keep_personal("logging_in", Personal(personal.login_data, personal.wipe_login))
