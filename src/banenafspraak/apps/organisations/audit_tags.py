"""The tags of this room: `room:thing:deed`, each with what a reader is told after the name of who did it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TAGS: Mapping[str, "_StrPromise"] = {
    "organisations:organisation:added": _("voegde een organisatie toe"),
    "organisations:organisation:changed": _("wijzigde de gegevens van een organisatie"),
    "organisations:organisation:checked": _("bevestigde dat de gegevens van een organisatie kloppen"),
    "organisations:organisation:merged": _("voegde twee organisaties samen"),
    "organisations:organisation:parted": _("draaide het samenvoegen van twee organisaties terug"),
    "organisations:group:joined": _("maakte een organisatie lid van een groep"),
    "organisations:group:left": _("beëindigde een lidmaatschap van een groep"),
    "organisations:contact:kept": _("legde een contactpersoon van een organisatie vast"),
    "organisations:contact:ended": _("beëindigde een contactpersoon van een organisatie"),
    "organisations:contact:seen": _("bekeek telefoon en e-mail van een contactpersoon"),
    "organisations:import:received": _("stuurde een lijst met organisaties in"),
    "organisations:import:carried_out": _("las een lijst met organisaties in"),
    "organisations:import:dropped": _("gooide een lijst met organisaties weg"),
    "organisations:list:taken": _("haalde een lijst met organisaties op"),
}
