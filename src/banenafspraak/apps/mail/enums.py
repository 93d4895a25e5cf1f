"""The states of a letter and what can go wrong with one, each in words for who minds the outgoing mail."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """How a letter travels."""

    MAIL = "mail", _("e-mail")
    TEXT = "text", _("sms")


class State(TextChoices):
    """Where a letter stands."""

    WAITING = "waiting", _("wacht")
    TAKEN = "taken", _("wordt verstuurd")
    SENT = "sent", _("verstuurd")
    UNCERTAIN = "uncertain", _("onzeker")
    FAILED = "failed", _("mislukt")
    BOUNCED = "bounced", _("kwam terug")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class Fault(TextChoices):
    """Why a letter was not sent, or not yet. The value is the code that stands in the row."""

    UNREACHABLE = "mail-unreachable", _("De mailserver is niet te bereiken.")
    ENCRYPTION = "mail-encryption", _("De mailserver kan geen versleutelde verbinding maken.")
    LOGIN = "mail-login", _("De mailserver kent onze naam of ons wachtwoord niet.")
    SENDER = "mail-sender", _("De mailserver neemt geen post van ons adres aan.")
    BUSY = "mail-busy", _("De mailserver kan deze brief nu niet aannemen.")
    REFUSED = "mail-refused", _("De mailserver weigert deze brief.")
    NO_ADDRESS = "mail-no-address", _("Er is geen adres bekend waar de brief heen kan.")
    BAD_ADDRESS = "mail-bad-address", _("Het adres is niet goed geschreven.")
    UNDELIVERABLE = "mail-undeliverable", _("Op dit adres komt geen post meer aan.")
    NO_ANSWER = "mail-no-answer", _("De brief is overhandigd, maar de mailserver gaf geen antwoord.")
    DIED = "mail-died", _("Het programma stopte tussen overhandigen en opschrijven.")
    TOO_LATE = "mail-too-late", _("De brief heeft te lang gewacht.")
    BROKEN = "mail-broken", _("De brief kon een paar keer niet worden gemaakt. Dit is een fout van ons.")
    BOUNCED = "mail-bounced", _("De brief kwam terug.")
    TEXT_FILE = "text-file", _("Het bestand voor sms is niet te schrijven.")


class Decision(TextChoices):
    """What a person can decide about a letter; the value stands in the address of the page that asks."""

    AGAIN = "opnieuw", _("Stuur opnieuw")
    SENT = "verstuurd", _("Is verstuurd")
    WITHDRAW = "intrekken", _("Trek in")


DECISIONS = {
    State.WAITING: (Decision.WITHDRAW,),
    State.UNCERTAIN: (Decision.AGAIN, Decision.SENT),
    State.FAILED: (Decision.AGAIN,),
    State.BOUNCED: (Decision.AGAIN,),
}
"""What can be decided about a letter in each state."""
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1440))
"""How long is waited after each attempt that failed for now; after the last of them the letter has failed."""
LONGEST_WAIT = timedelta(days=7)
"""Older letters are not sent any more by themselves: what they say may no longer hold."""
HOLD = timedelta(minutes=10)
"""For how long who sends a letter has it; longer than all answers of a slow server together."""
ASK_AGAIN = timedelta(minutes=15)
"""When a letter that was asked for has not been taken, its work was lost: it is asked for again."""
