"""The page of terms: docs/glossary.toml, which the package carries along, in the order of the reader's language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from banenafspraak.web.kept import kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

GLOSSARY = Path(__file__).with_name("glossary.toml")
OURS = "ours"


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the field in one language, with its name in the other."""

    key: str
    word: str
    other: str
    meaning: str
    source: str

    @property
    def letter(self) -> str:
        """The letter under which it stands."""
        return self.word[0].upper()


@cache
def terms(language: str) -> tuple[Term, ...]:
    """All terms in the order of a language."""
    found = tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))
    dutch = language == "nl"
    made = (
        Term(
            key=key,
            word=each["nl"] if dutch else each["en"],
            other=each["en"] if dutch else each["nl"],
            meaning=each["betekenis"] if dutch else each["meaning"],
            source="" if each["source"] == OURS else each["source"],
        )
        for key, each in found.items()
    )
    return tuple(sorted(made, key=lambda term: term.word.casefold()))


def by_letter(found: Iterable[Term]) -> list[tuple[str, list[Term]]]:
    """Terms under their first letter."""
    return [(letter, list(group)) for letter, group in groupby(found, key=lambda term: term.letter)]


@require_safe
@kept
def glossary(request: HttpRequest) -> HttpResponse:
    """Every word of the field with its meaning."""
    found = terms(translation.get_language() or "nl")
    return render(request, "web/glossary.html", {"letters": by_letter(found), "number": len(found)})
