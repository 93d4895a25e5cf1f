"""How Django knows this room, and what it tells to lower ones."""

from django.apps import AppConfig


class CountingConfig(AppConfig):
    """The room of counts."""

    name = "banenafspraak.apps.counting"
    label = "counting"
    verbose_name = "tellen"

    def ready(self) -> None:
        """Have the clock watch kept counts, and say what is kept of a person."""
        from banenafspraak.apps.accounts import queries as accounts  # noqa: PLC0415 - models are read by now
        from banenafspraak.apps.counting.actions import clock, kept  # noqa: PLC0415 - the same
        from banenafspraak.apps.reminders import watches  # noqa: PLC0415 - the same

        watches.register(clock.watch())
        accounts.keep_personal("counting", accounts.Personal(kept.data_of, kept.wipe_of))
