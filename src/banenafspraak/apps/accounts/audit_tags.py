"""The tags of this room: `room:thing:deed`, each with what a reader is told after the name of who did it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TAGS: Mapping[str, "_StrPromise"] = {
    "accounts:access:refused": _("vroeg om iets waar geen recht op was, en kreeg het niet"),
    "accounts:login:done": _("logde in"),
    "accounts:login:failed": _("probeerde in te loggen, en dat mislukte"),
    "accounts:login:ended": _("logde uit"),
    "accounts:second_step:added": _("voegde een manier toe om veilig in te loggen"),
    "accounts:second_step:removed": _("haalde een manier weg om veilig in te loggen"),
    "accounts:second_step:reset": _("haalde alle manieren weg waarmee iemand veilig inlogde, omdat die kwijt waren"),
    "accounts:password:changed": _("veranderde het eigen wachtwoord"),
    "accounts:email:changed": _("veranderde het eigen e-mailadres"),
    "accounts:elsewhere:added": _("koppelde een account van elders om mee in te loggen"),
    "accounts:elsewhere:removed": _("haalde de koppeling met een account van elders weg"),
    "accounts:invitation:made": _("nodigde iemand uit"),
    "accounts:invitation:taken": _("nam een uitnodiging aan"),
    "accounts:invitation:misused": _("probeerde een uitnodiging die al gebruikt was of voor een ander was"),
    "accounts:invitation:withdrawn": _("trok een uitnodiging in"),
    "accounts:role:changed": _("veranderde wat iemand mag"),
    "accounts:role:withdrawn": _("nam iemand een rol af"),
    "accounts:role:checked": _("ging na dat iemand deze rol nog heeft"),
    "accounts:members:seen": _("bekeek wie er bij een organisatie of regio horen"),
    "accounts:help:begun": _("liet iemand een kandidaat helpen"),
    "accounts:help:looked": _("keek als helper mee wie er naar gegevens keek"),
    "accounts:help:ended": _("liet de hulp van een kandidaat stoppen"),
    "accounts:token:made": _("maakte een sleutel voor een programma"),
    "accounts:token:withdrawn": _("trok een sleutel voor een programma in"),
    "accounts:data:taken": _("haalde de eigen gegevens op"),
    "accounts:data:wiped": _("wiste de eigen gegevens"),
    "accounts:data:expired": _("werd gewist na lange tijd zonder inloggen"),
}
