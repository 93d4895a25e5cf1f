"""The reader's door: persons become pseudonyms, and pseudonyms local numbers. No BSN passes it.

A local number is given in the order in which persons are first met. The table of pseudonyms has no collisions:
the digest has 128 bits and is never cut.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.kernel import identifiers
from banenafspraak.core.kernel.pseudonyms import IdentityKind, Key

ANONYMOUS: IdentityKind = "personeelsnummer"


class Admitted(NamedTuple):
    """Per row: the person's local number, or the code of the problem; and whether the person came without BSN."""

    person: pa.Array
    problem: pa.Array
    anonymous: pa.Array


class Door:
    """Gives local numbers to persons, one table for payroll and register alike."""

    def __init__(self, key: Key) -> None:
        self._key = key
        self._numbers: dict[str, int] = {}
        self._anonymous: set[int] = set()
        self._met: dict[str, tuple[int | None, str | None]] = {}

    def admit(self, batch: pa.RecordBatch, columns: dict[str, str]) -> Admitted:
        """Local numbers for the rows of a batch, from bsn, else persoon, else personeelsnummer within the employer."""
        labels = _labels(batch, columns)
        encoded = pc.dictionary_encode(labels)
        found = [self._one(label) for label in encoded.dictionary.to_pylist()]
        persons = pa.array([number for number, _ in found], pa.int64())
        problems = pa.array([problem for _, problem in found], pa.string())
        anonymous = pa.array([number in self._anonymous for number, _ in found], pa.bool_())
        return Admitted(*(part.take(encoded.indices) for part in (persons, problems, anonymous)))

    def number_of(self, pseudonym: str) -> int | None:
        """The local number of a pseudonym met so far."""
        return self._numbers.get(pseudonym)

    def pseudonym_of_bsn(self, digits: str) -> str:
        """The pseudonym of a valid BSN."""
        return self._key.pseudonym("bsn", digits)

    def pseudonyms(self, numbers: Iterable[int]) -> dict[int, str]:
        """The pseudonyms of local numbers."""
        wanted = set(numbers)
        return {number: name for name, number in self._numbers.items() if number in wanted}

    def _one(self, label: str | None) -> tuple[int | None, str | None]:
        if label is None:
            return None, "person-missing"
        if label not in self._met:
            self._met[label] = self._meet(label)
        return self._met[label]

    def _meet(self, label: str) -> tuple[int | None, str | None]:
        kind, value = label[0], label[1:]
        if kind == "b":
            digits = identifiers.bsn(value)
            if digits is None:
                return None, "bsn-wrong"
            return self._number("bsn", digits), None
        return self._number("persoon" if kind == "p" else ANONYMOUS, value), None

    def _number(self, kind: IdentityKind, value: str) -> int:
        pseudonym = self._key.pseudonym(kind, value)
        number = self._numbers.setdefault(pseudonym, len(self._numbers))
        if kind == ANONYMOUS:
            self._anonymous.add(number)
        return number


def _labels(batch: pa.RecordBatch, columns: dict[str, str]) -> pa.Array:
    """One text per row that says by which number the person is known: b for bsn, p for persoon, n for the employer's own."""
    choices = [_prefixed("b", batch, columns.get("bsn")), _prefixed("p", batch, columns.get("persoon"))]
    if "personeelsnummer" in columns:
        employer = pc.fill_null(_stripped(batch, columns["loonheffingennummer"]), "")
        own = _stripped(batch, columns["personeelsnummer"])
        choices.append(pc.binary_join_element_wise("n", employer, "/", own, ""))
    present = [choice for choice in choices if choice is not None]
    return pc.coalesce(*present)


def _prefixed(prefix: str, batch: pa.RecordBatch, header: str | None) -> pa.Array | None:
    if header is None:
        return None
    return pc.binary_join_element_wise(prefix, _stripped(batch, header), "")


def _stripped(batch: pa.RecordBatch, header: str) -> pa.Array:
    text = pc.utf8_trim_whitespace(batch.column(header))
    return pc.if_else(pc.equal(text, ""), None, text)
