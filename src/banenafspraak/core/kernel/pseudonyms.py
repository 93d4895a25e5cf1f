"""The keyed digest that stands in for a person, and the key that makes it.

The key stays with the owner of the data: in a file of mode 600 or in the environment. The same key gives the
same pseudonym, so that deliveries and register meet. Local surrogates (small integers) are the tables' affair.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
import tempfile
from base64 import b32decode, b32encode
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from banenafspraak.core.kernel.problems import Place, stop

KEY_BYTES = 32
DIGEST_BYTES = 16
PREFIX = "p-"
PSEUDONYM = re.compile(r"p-([a-z2-7]{26})")
PADDING = "======"
OTHERS = 0o077
IdentityKind = Literal["bsn", "persoon", "personeelsnummer"]


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """A secret key. It has no representation, so that it cannot end in a log."""

    secret: bytes

    def pseudonym(self, kind: IdentityKind, value: str) -> str:
        """The pseudonym of one person.

        >>> Key(bytes(32)).pseudonym("persoon", "A")
        'p-f3jicuahly2a4nxjqwwj7gg4z4'
        """
        return written(self.digest(kind, value))

    def digest(self, kind: str, value: str) -> bytes:
        """The digest behind a pseudonym: 128 bits, never cut."""
        return blake2b(f"{kind}:{value}".encode(), key=self.secret, digest_size=DIGEST_BYTES).digest()

    def digests(self, kind: str, values: Iterable[str | None]) -> list[bytes | None]:
        """The digests of many values of one kind, None for None. Key and kind are taken in once for all of them."""
        begun = blake2b(f"{kind}:".encode(), key=self.secret, digest_size=DIGEST_BYTES)
        found: list[bytes | None] = []
        for value in values:
            if value is None:
                found.append(None)
                continue
            one = begun.copy()
            one.update(value.encode())
            found.append(one.digest())
        return found


def written(digest: bytes) -> str:
    """A digest as the pseudonym that people see."""
    return PREFIX + b32encode(digest).decode().rstrip("=").lower()


def digest_of(pseudonym: str) -> bytes | None:
    """The digest behind a pseudonym as written; None when the text is none.

    >>> digest_of("p-f3jicuahly2a4nxjqwwj7gg4z4") == Key(bytes(32)).digest("persoon", "A"), digest_of("A")
    (True, None)
    """
    match = PSEUDONYM.fullmatch(pseudonym)
    return b32decode(match[1].upper() + PADDING) if match else None


def read_key(file: Path, environment: str | None = None) -> Key:
    """The key from the environment's text (64 hexadecimal signs), else from the file, made at first use.

    Raises:
        ProblemsError: the text is no key, the file is no key, or others than its owner may read it.
    """
    if environment is not None:
        return _key(environment, Place("BANENAFSPRAAK_KEY"))
    try:
        if not file.exists():
            _make(file)
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode):
            raise stop("key-unreachable", Place(file.name))
        if mode & OTHERS:
            raise stop("key-open-to-others", Place(file.name))
        return _key(file.read_text(encoding="ascii", errors="replace"), Place(file.name))
    except OSError as error:
        raise stop("key-unreachable", Place(file.name)) from error


def _make(file: Path) -> None:
    """Written beside its place and linked there: whole or not at all, and never over a key that came in between."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # mode 600
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(KEY_BYTES) + "\n")
        with suppress(FileExistsError):
            file.hardlink_to(part)
    finally:
        part.unlink()


def _key(text: str, place: Place) -> Key:
    try:
        secret = bytes.fromhex(text.strip())
    except ValueError:
        secret = b""
    if len(secret) != KEY_BYTES:
        raise stop("key-broken", place)
    return Key(secret)
