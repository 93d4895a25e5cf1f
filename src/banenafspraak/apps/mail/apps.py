"""How Django knows this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    """The room of outgoing letters."""

    name = "banenafspraak.apps.mail"
    label = "mail"
    verbose_name = "post"

    def ready(self) -> None:
        """Make its own letters and links known, and what it keeps of a person."""
        from banenafspraak.apps.accounts import queries  # noqa: PLC0415 - models are read by now, not before
        from banenafspraak.apps.mail import actions, enums, letters, links  # noqa: PLC0415 - the same

        queries.keep_personal("mail", queries.Personal(actions.account_data, actions.wipe_account))
        letters.register(
            letters.Form("trial", _("Proefmail"), {"link": "https://banen.example/link/voorbeeld/"}),
            letters.Form("trial_text", _("Proef-sms"), {}, enums.Kind.TEXT),
        )
        links.register(
            links.Purpose(
                "address-works",
                _("U laat ons weten dat onze mail bij u aankomt. Wij sturen u dan weer mail als dat nodig is."),
                _("Wij weten nu dat onze mail bij u aankomt."),
                actions.letter_arrived,
            )
        )
