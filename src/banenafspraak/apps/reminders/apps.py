"""How Django knows this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemindersConfig(AppConfig):
    """The room of the clock."""

    name = "banenafspraak.apps.reminders"
    label = "reminders"
    verbose_name = "herinneringen"

    def ready(self) -> None:
        """Make its letter known, and watch what the installation itself must wipe in time."""
        from banenafspraak.apps.mail import actions, letters, queries  # noqa: PLC0415 - models are read by now
        from banenafspraak.apps.reminders import watches  # noqa: PLC0415 - the same

        example = [{"what": "Uw afspraak loopt morgen af.", "link": "https://banen.example/afspraken/"}] * 2
        letters.register(letters.Form("attention", _("Dit vraagt uw aandacht"), {"items": example}))
        wipe = watches.Stage(
            "wipe",
            watches.days("letters_kept"),
            _("Wij wissen het adres en de tekst van een brief. Dat hij is verstuurd, blijft staan."),
            expire=actions.wipe,
        )
        watches.register(
            watches.Watch(
                "mail:letter",
                _("Brieven die wij wissen"),
                queries.to_wipe,
                "written_at",
                (wipe,),
                together=True,
            )
        )
