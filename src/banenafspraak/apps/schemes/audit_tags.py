"""The tags of this room: `room:thing:deed`, each with what a reader is told after the name of who did it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TAGS: Mapping[str, "_StrPromise"] = {
    "schemes:placement:made": _("voegde een plaatsing toe aan een portefeuille"),
    "schemes:placement:imported": _("las plaatsingen in uit een bestand"),
    "schemes:placement:changed": _("wijzigde een plaatsing"),
    "schemes:placement:seen": _("bekeek een plaatsing"),
    "schemes:placement:deleted": _("verwijderde een plaatsing"),
    "schemes:placement:expired": _("werd verwijderd uit een portefeuille, omdat de laatste dag voorbij was"),
    "schemes:portfolio:seen": _("bekeek een portefeuille met plaatsingen"),
    "schemes:portfolio:taken": _("haalde een portefeuille op als bestand"),
}
