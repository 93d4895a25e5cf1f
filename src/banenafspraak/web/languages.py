"""The language of a page: its address decides, nothing else. Dutch stands at the root, English under /en/."""

from __future__ import annotations

from django.conf import settings
from django.urls import is_valid_path
from django.utils import translation


def language_of(path: str) -> str:
    """The language in which an address speaks."""
    first = path.removeprefix("/").partition("/")[0]
    others = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    return first if first in others else settings.LANGUAGE_CODE


def in_language(path: str, language: str) -> str:
    """The same page in another language."""
    bare = path.removeprefix(f"/{language_of(path)}") if language_of(path) != settings.LANGUAGE_CODE else path
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare}"


def translations(path: str) -> dict[str, str]:
    """Where a page stands in each language; empty when it exists in one only. The page itself is there."""
    here = language_of(path)
    found = {code: in_language(path, code) for code, _ in settings.LANGUAGES}
    return found if all(code == here or _exists(address, code) for code, address in found.items()) else {}


def _exists(path: str, language: str) -> bool:
    with translation.override(language):
        return bool(is_valid_path(path))
