"""The tags of this room: `room:thing:deed`, each with what a reader is told after the name of who did it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TAGS: Mapping[str, "_StrPromise"] = {
    "counting:kept:made": _("bewaarde een telling"),
    "counting:kept:seen": _("bekeek een bewaarde telling"),
    "counting:kept:taken": _("haalde een bewaarde telling op als bestand"),
    "counting:kept:renamed": _("gaf een bewaarde telling een andere titel"),
    "counting:kept:prolonged": _("veranderde de laatste dag van een bewaarde telling"),
    "counting:kept:shared": _("deelde de totalen van een telling met een sector"),
    "counting:kept:unshared": _("trok het delen van een telling in"),
    "counting:kept:deleted": _("verwijderde een bewaarde telling"),
    "counting:kept:expired": _("werd verwijderd, omdat de laatste dag voorbij was"),
    "counting:shared:seen": _("bekeek de totalen die werkgevers met een sector delen"),
    "counting:shared:taken": _("haalde de totalen die werkgevers met een sector delen op als bestand"),
}
