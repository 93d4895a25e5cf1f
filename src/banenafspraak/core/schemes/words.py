"""A text in the languages of the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from banenafspraak.core.kernel.problems import Language


class Words(NamedTuple):
    """The same text in Dutch and in English."""

    nl: str
    en: str

    def text(self, lang: Language) -> str:
        """In one language.

        >>> Words("ja", "yes").text("en")
        'yes'
        """
        return self.en if lang == "en" else self.nl
