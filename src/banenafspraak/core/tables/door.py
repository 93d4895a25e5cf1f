"""The reader's door: persons become digests, and digests local numbers. No BSN passes it.

A local number is given in the order in which persons are first met. The table of digests has no collisions: a digest
has 128 bits and is never cut. The numbers as read are remembered while one table is read, and then forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.kernel import identifiers
from banenafspraak.core.kernel.pseudonyms import DIGEST_BYTES, IdentityKind, Key, digest_of, written
from banenafspraak.core.tables.checks import Cells
from banenafspraak.core.tables.values import SHEET_ERROR

OWN_KINDS = 10_000
"""A number of an income relation in the return has at most four digits; longer ones become digests above these."""
RELATION_BYTES = 7
REMEMBERED = 1 << 21


class Admitted(NamedTuple):
    """Per row: the person's local number, and whether the person came without BSN; a mask of rows with a wrong one."""

    person: pa.Array
    anonymous: pa.Array
    wrong: pa.Array | None


class Door:
    """Gives local numbers to persons, one table for payroll and register alike."""

    def __init__(self, key: Key) -> None:
        self._key = key
        self._numbers: dict[bytes, int] = {}
        self._met: dict[IdentityKind, dict[str, int | None]] = {}

    def admit(self, bsn: Cells, persoon: Cells, own: Cells, employer: pa.Array) -> Admitted:
        """Local numbers for the rows of a batch, from bsn, else persoon, else personeelsnummer within the employer."""
        numbers = self._numbered("bsn", bsn)
        wrong = bsn.where([bool(text) and number is None for text, number in zip(bsn.texts, numbers, strict=True)])
        named = bsn.spread(numbers, pa.int64())
        if not persoon.empty:
            named = self._filled(named, "persoon", persoon.spread(persoon.texts, pa.string()))
        before = pc.is_null(named)
        if not own.empty:
            within = pc.binary_join_element_wise(employer, own.spread(own.texts, pa.string()), "/")
            named = self._filled(named, "personeelsnummer", within)
        return Admitted(named, pc.and_(before, pc.is_valid(named)), wrong)

    def _filled(self, named: pa.Array, kind: IdentityKind, texts: pa.Array) -> pa.Array:
        """Numbers for the rows that have none yet, from another kind of name."""
        if not named.null_count:
            return named
        cells = Cells.of(pc.if_else(pc.is_null(named), texts, None), len(named))
        return pc.coalesce(named, cells.spread(self._numbered(kind, cells), pa.int64()))

    def relation(self, digits: str) -> int:
        """The number of an income relation: short ones as they are, long ones digested, since one may be a BSN."""
        number = int(digits)
        if number < OWN_KINDS:
            return number
        return OWN_KINDS + int.from_bytes(self._key.digest("inkomstenverhouding", digits)[:RELATION_BYTES])

    def forget(self) -> None:
        """Forget the numbers as read; the digests stay."""
        self._met.clear()

    def number_of(self, pseudonym: str) -> int | None:
        """The local number of a pseudonym met so far."""
        digest = digest_of(pseudonym)
        return None if digest is None else self._numbers.get(digest)

    def digests(self) -> pa.Array:
        """The digests of everybody met so far, in the order of their local numbers."""
        return pa.array(list(self._numbers), pa.binary(DIGEST_BYTES))

    def pseudonym_of_bsn(self, digits: str) -> str:
        """The pseudonym of a valid BSN."""
        return self._key.pseudonym("bsn", digits)

    def pseudonyms(self, numbers: Iterable[int]) -> dict[int, str]:
        """The pseudonyms of local numbers."""
        wanted = set(numbers)
        return {number: written(digest) for digest, number in self._numbers.items() if number in wanted}

    def _numbered(self, kind: IdentityKind, cells: Cells) -> list[int | None]:
        """The number of every distinct text; None for an empty one, and for one that names nobody."""
        met = self._met.setdefault(kind, {})
        if len(met) > REMEMBERED:
            met.clear()
        for text in cells.texts:
            if text and text not in met:
                met[text] = self._meet(kind, text)
        return [met[text] if text else None for text in cells.texts]

    def _meet(self, kind: IdentityKind, text: str) -> int | None:
        value = identifiers.bsn(text) if kind == "bsn" else text
        if value is None or SHEET_ERROR.fullmatch(value):
            return None
        return self._numbers.setdefault(self._key.digest(kind, value), len(self._numbers))
