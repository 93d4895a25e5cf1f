"""The sentences of a report, per language, from words.yaml: headings that say a finding, captions, terms.

What a caller says itself (title, notes, method) comes with the report and stands nowhere here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.kernel.problems import Language

WORDS = Path(__file__).with_name("words.yaml")


@cache
def words() -> Mapping[str, Mapping[Language, str]]:
    """All sentences by name.

    >>> words()["unknown"]["nl"]
    'geen cijfer'
    """
    texts: Mapping[str, Mapping[Language, str]] = load_yaml(WORDS.read_text(encoding="utf-8"))
    return texts


def say(lang: Language, name: str, **values: str | int) -> str:
    """One sentence in one language, its places filled in.

    >>> say("nl", "of_sector", sector="Markt", finding="boven het doel")
    'Markt: boven het doel'
    """
    return words()[name][lang].format(**values)
