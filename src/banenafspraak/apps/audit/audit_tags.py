"""The tags of this room: `room:thing:deed`, each with what a reader is told after the name of who did it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TAGS: Mapping[str, "_StrPromise"] = {
    "audit:trail:seen": _("bekeek het spoor van een organisatie of regio"),
}
