"""What becomes of a payroll row in a count: it counts, it does not, or it was set aside; with the article why.

The words stand in fates.yaml. Engines give codes; screens and explanations give the sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.kernel.problems import Language

REGULAR, LENT = "regulier", "inleen"
COUNTED = (REGULAR, LENT)
REPLACED, WITHDRAWN, WITHDRAWAL, DOUBLE, CONFLICT, LATE = (
    "vervangen",
    "ingetrokken",
    "intrekking",
    "dubbel",
    "strijdig",
    "te_laat",
)
OUTSIDE, NO_WORK, NO_BSN, NOT_REGISTERED = "buiten_periode", "geen_werk", "zonder_bsn", "niet_geregistreerd"
GROUND_NOT_YET, SHELTERED, UNDECIDED = "grond_telt_niet", "beschut", "aard_onbekend"


@dataclass(frozen=True, slots=True)
class Fate:
    """One thing that can become of a row: whether it counts, the article or source with its mark, and the sentence."""

    code: str
    counts: bool
    article: str
    mark: str
    texts: Mapping[str, str]

    def sentence(self, lang: Language) -> str:
        """What became of the row, in a sentence."""
        return self.texts[lang]


@cache
def fates() -> Mapping[str, Fate]:
    """All fates by code.

    >>> [code for code, fate in fates().items() if fate.counts]
    ['regulier', 'inleen']
    """
    body = load_yaml(Path(__file__).with_name("fates.yaml").read_text(encoding="utf-8"))
    return {
        code: Fate(code, one["telt"], one["artikel"], one["zekerheid"], {"nl": one["nl"], "en": one["en"]})
        for code, one in body.items()
    }
