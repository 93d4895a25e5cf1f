"""Terms: after how many days something happens. They stand in one file; each has its sentence and its reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LONGEST = 3660
KEYS = {"days", "nl", "en", "reason"}


@dataclass(frozen=True, slots=True)
class Term:
    """A number of days, in words in two languages, and why it is that number: a source, or a reason of ours."""

    name: str
    days: int
    nl: str
    en: str
    reason: str

    def sentence(self, language: str) -> str:
        """What it means, for people."""
        return (self.en if language == "en" else self.nl).format(days=self.days)


def read_terms(text: str) -> Mapping[str, Term]:
    """The terms of a file.

    Raises:
        ValueError: a term is not whole; it names all that is wrong.

    >>> text = "[kept]; days = 9; nl = 'Na {days} dagen.'; en = 'After {days} days.'; reason = 'Ours.'"
    >>> read_terms(text.replace("; ", chr(10)))["kept"].days
    9
    >>> read_terms("kept = 9")
    Traceback (most recent call last):
    ...
    ValueError: kept: not the keys days, en, nl, reason
    """
    found = tomllib.loads(text)
    faults = [f"{name}: {fault}" for name, body in found.items() for fault in _faults(body)]
    if faults:
        raise ValueError("\n".join(faults))
    return {name: Term(name, **body) for name, body in found.items()}


def _faults(body: object) -> Iterator[str]:
    if not isinstance(body, dict) or set(body) != KEYS:
        yield f"not the keys {', '.join(sorted(KEYS))}"
        return
    if type(body["days"]) is not int or not 0 < body["days"] <= LONGEST:
        yield f"days is no whole number from 1 to {LONGEST}"
    for language in ("nl", "en"):
        if not isinstance(body[language], str) or not body[language].endswith(".") or "{days}" not in body[language]:
            yield f"{language} is no sentence with {{days}} in it"
    if not isinstance(body["reason"], str) or not body["reason"].strip():
        yield "reason is empty"
