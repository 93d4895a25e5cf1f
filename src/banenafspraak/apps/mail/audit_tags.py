"""The tags of this room: what somebody decided about a letter."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TAGS: Mapping[str, "_StrPromise"] = {
    "mail:letter:seen": _("bekeek een brief uit de uitgaande post"),
    "mail:letter:sent-again": _("liet een brief opnieuw versturen"),
    "mail:letter:marked-sent": _("zei dat een brief was verstuurd"),
    "mail:letter:withdrawn": _("trok een brief in"),
}
