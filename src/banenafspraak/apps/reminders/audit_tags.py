"""The tags of this room: what somebody decided about a reminder."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TAGS: Mapping[str, "_StrPromise"] = {
    "reminders:reminder:held": _("hield een herinnering tegen"),
    "reminders:reminder:released": _("liet een herinnering toch gaan"),
    "reminders:reminder:sent-now": _("verstuurde een herinnering meteen"),
}
