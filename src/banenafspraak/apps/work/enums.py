"""The states of a task, each with its Dutch label and what it means for the one who waits."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a task stands."""

    WAITING = "waiting", _("wacht op een plek")
    RUNNING = "running", _("loopt")
    DONE = "done", _("klaar")
    FAILED = "failed", _("mislukt")
    STOPPED = "stopped", _("gestopt")

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self in {State.DONE, State.FAILED, State.STOPPED}
