"""The states of a reminder, and what a person can decide about one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a reminder stands."""

    PLANNED = "planned", _("gaat eruit")
    DONE = "done", _("gedaan")
    SKIPPED = "skipped", _("overgeslagen")
    HELD = "held", _("tegengehouden")


class Decision(TextChoices):
    """What a person can decide about a warning that has not gone out."""

    HOLD = "tegenhouden", _("Houd tegen")
    RELEASE = "vrijgeven", _("Laat toch gaan")
    NOW = "nu", _("Verstuur nu")
