"""The reader's door: persons become digests, and digests local numbers. No BSN passes it.

A local number is given in the order in which persons are first met. The table of digests has no collisions: a digest
has 128 bits and is never cut, and sixteen bytes a person is all it takes. The names as read are remembered while one
table is read, some of them, and then forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.kernel import identifiers
from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.kernel.pseudonyms import DIGEST_BYTES, IdentityKind, Key, digest_of, written
from banenafspraak.core.tables.checks import Cells
from banenafspraak.core.tables.values import SHEET_ERROR

OWN_KINDS = 10_000
"""A number of an income relation in the return has at most four digits; longer ones become digests above these."""
RELATION_BYTES = 7
REMEMBERED, FEW = 1 << 19, 4
DIGEST = pa.binary(DIGEST_BYTES)
NAMES = ("persoon", "personeelsnummer")
MOSTLY = 2
"""Of other numbers one in eleven passes for a BSN; where half of them do, they are BSNs."""


class Admitted(NamedTuple):
    """Per row: the person's digest, and whether the person came without BSN; a mask of rows with a wrong one."""

    person: pa.Array
    anonymous: pa.Array
    wrong: pa.Array | None


class Met(NamedTuple):
    """Names as read, and the digest of each; none where a name names nobody."""

    texts: pa.Array = pa.array([], pa.string())
    digests: pa.Array = pa.array([], DIGEST)


class Door:
    """Gives local numbers to persons, one table for payroll and register alike."""

    def __init__(self, key: Key) -> None:
        self._key = key
        self._digests = pa.array([], DIGEST)
        self._met: dict[IdentityKind, Met] = {}

    def admit(self, bsn: Cells, persoon: Cells, own: Cells, employer: pa.Array) -> Admitted:
        """Digests for the rows of a batch, from bsn, else persoon, else personeelsnummer within the employer."""
        digests = self._digested("bsn", bsn.raw)
        wrong = bsn.where(bsn.unread(digests.to_pylist())) if digests.null_count > bsn.raw.null_count else None
        named = digests.take(bsn.places)
        if named.null_count and not persoon.empty:
            named = self._filled(named, "persoon", persoon.under(pc.is_null(named)))
        before = pc.is_null(named)
        if named.null_count and not own.empty:
            some = own.under(before)
            within = pc.binary_join_element_wise(employer.filter(before), some.spread(some.texts, pa.string()), "/")
            named = self._filled(named, "personeelsnummer", Cells.of(within, len(within)))
        return Admitted(named, pc.and_(before, pc.is_valid(named)), wrong)

    def numbered(self, digests: pa.ChunkedArray) -> pa.Array:
        """The local numbers of digests. Who was not met before gets the next one."""
        encoded = pc.dictionary_encode(digests).combine_chunks()
        persons = encoded.dictionary
        numbers = pc.index_in(persons, value_set=self._digests).cast(pa.int64())
        new, first = pc.is_null(numbers), len(self._digests)
        numbers = pc.replace_with_mask(numbers, new, pa.arange(first, first + numbers.null_count))
        self._digests = pa.concat_arrays([self._digests, persons.filter(new)])
        return numbers.take(encoded.indices)

    def relation(self, digits: str) -> int:
        """The number of an income relation: short ones as they are, long ones digested, since one may be a BSN."""
        number = int(digits)
        if number < OWN_KINDS:
            return number
        return OWN_KINDS + int.from_bytes(self._key.digest("inkomstenverhouding", digits)[:RELATION_BYTES])

    def forget(self) -> None:
        """Forget the names as read; the digests stay."""
        self._met.clear()

    def digests(self) -> pa.Array:
        """The digests of everybody met so far, in the order of their local numbers."""
        return self._digests

    def number_of(self, pseudonym: str) -> int | None:
        """The local number of a pseudonym met so far."""
        digest = digest_of(pseudonym)
        place = -1 if digest is None else pc.index(self._digests, pa.scalar(digest, DIGEST)).as_py()
        return None if place < 0 else place

    def pseudonym_of_bsn(self, digits: str) -> str:
        """The pseudonym of a valid BSN."""
        return self._key.pseudonym("bsn", digits)

    def pseudonyms(self, numbers: Iterable[int]) -> dict[int, str]:
        """The pseudonyms of local numbers."""
        wanted = sorted(set(numbers))
        found = self._digests.take(pa.array(wanted, pa.int64())).to_pylist()
        return dict(zip(wanted, map(written, found), strict=True))

    def _filled(self, named: pa.Array, kind: IdentityKind, cells: Cells) -> pa.Array:
        """Digests for the rows that have none yet, from another kind of name in these rows."""
        return pc.replace_with_mask(named, pc.is_null(named), self._digested(kind, cells.raw).take(cells.places))

    def _digested(self, kind: IdentityKind, texts: pa.Array) -> pa.Array:
        """The digest of every distinct text; none for an empty one, and for one that names nobody.

        To ask what is remembered takes a look at all of it, so for a few texts it takes longer than to digest them.
        """
        met = self._met.get(kind, Met())
        if len(met.texts) > FEW * len(texts):
            return self._made(kind, texts)
        places = pc.index_in(texts, value_set=met.texts)
        unmet = pc.is_null(places)
        new = Met(texts.filter(unmet), self._made(kind, texts.filter(unmet)))
        full = len(met.texts) + len(new.texts) > REMEMBERED
        self._met[kind] = new if full else Met(*map(pa.concat_arrays, zip(met, new, strict=True)))
        return pc.replace_with_mask(met.digests.take(places), unmet, new.digests)

    def _made(self, kind: IdentityKind, texts: pa.Array) -> pa.Array:
        names = _names(kind, texts.to_pylist())
        return pa.array(self._key.digests(kind, names), DIGEST)


def _names(kind: IdentityKind, texts: list[str | None]) -> list[str | None]:
    """What names a person, in one form; None where nobody is named."""
    if kind == "bsn":
        return [identifiers.bsn(text) if text else None for text in texts]
    bare = [text.strip() if text else None for text in texts]
    return [None if not name or (name[0] == "#" and SHEET_ERROR.fullmatch(name)) else name for name in bare]


def refuse_bsn(batch: pa.RecordBatch, place: Place) -> None:
    """Stop on a batch with BSNs: under their own name, or under another that most of its texts give away.

    Raises:
        ProblemsError: bsn-not-allowed.

    >>> refuse_bsn(pa.record_batch({"persoon": ["A-1", "123456782"], "bsn": pa.nulls(2, pa.string())}), Place())
    """
    for name in set(batch.schema.names) & {"bsn", *NAMES}:
        texts = [text for text in batch.column(name).to_pylist() if text and text.strip()]
        shaped = texts if name == "bsn" else [text for text in texts if identifiers.bsn(text)]
        if len(shaped) * MOSTLY > len(texts):
            raise stop("bsn-not-allowed", Place(place.file, column=name))
