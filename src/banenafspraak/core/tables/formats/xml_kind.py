"""Which of the two XML formats a file holds, seen from its first elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from banenafspraak.core.kernel.problems import stop
from banenafspraak.core.tables.formats import loonaangifte, suwi
from banenafspraak.core.tables.formats.xml_safe import first_tags

if TYPE_CHECKING:
    from banenafspraak.core.tables.sources import Source


def detect(source: Source) -> Literal["loonaangifte", "suwi"]:
    """The format of an XML file.

    Raises:
        ProblemsError: xml-namespace when it is neither; xml-dtd, xml-broken or packed-broken when the look fails.
    """
    if loonaangifte.is_root(first_tags(source)[0]):
        return "loonaangifte"
    if suwi.has_root(first_tags(source, suwi.FIRST)):
        return "suwi"
    raise stop("xml-namespace", source.place)
