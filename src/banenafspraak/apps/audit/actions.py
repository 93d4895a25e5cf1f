"""The one way into the trail: append an entry, in the transaction of the deed it tells of.

Its three statements are written out: to let Django make them anew each time took longer than all else, and every look
and deed of the site waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from banenafspraak.apps.audit.models import NOTHING_BEFORE, Chain, Deed, Entry, as_hex, as_moment, as_text
from banenafspraak.apps.audit.queries import FIELDS, sentences

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

THE_ONE = 1
EMPTY = {"number": 0, "digest": NOTHING_BEFORE}
END = "SELECT number, digest FROM audit_chain WHERE id = 1"
LOCK = {"postgresql": f"{END} FOR UPDATE", "sqlite": END}
"""On SQLite who begins a transaction holds all of the database."""
NEW_END = "UPDATE audit_chain SET number = %s, digest = %s WHERE id = 1"
ONE_ROW = f"({', '.join(['%s'] * len(FIELDS))})"


class UnknownTagError(LookupError):
    """A tag without a sentence: it belongs in the `audit_tags` of its room."""


def record(  # noqa: PLR0913 - an entry has six parts, and most of them are left out
    tag: str,
    by: UUID | None,
    *,
    thing: object = "",
    about: UUID | None = None,
    scope: str = "",
    data: Mapping[str, str | int] | None = None,
) -> Entry:
    """Append an entry; a deed calls this in its own transaction, so that both hold or neither.

    The end of the chain stays locked until that transaction is over: two deeds at once follow each other.

    Raises:
        UnknownTagError: no room has this tag.
        ValueError: a thing or scope holds the end of a line.
    """
    return record_in(tag, by, [scope], thing=thing, about=about, data=data)[0]


def record_in(  # noqa: PLR0913 - the same parts, with several places
    tag: str,
    by: UUID | None,
    scopes: Iterable[str],
    *,
    thing: object = "",
    about: UUID | None = None,
    data: Mapping[str, str | int] | None = None,
) -> list[Entry]:
    """Append an entry for each of several places, whose people each see their own; as many questions as for one.

    Raises:
        UnknownTagError: no room has this tag.
        ValueError: a thing or scope holds the end of a line.
    """
    if tag not in sentences():
        raise UnknownTagError(tag)
    scopes = list(scopes)
    if "\n" in "".join((str(thing), *scopes)):
        raise ValueError("an id holds no end of a line")
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:  # both hold or neither: no halfway to save
        number, before = _locked_end(cursor)
        entries, told = list[Entry](), as_text(data or {})
        moment, who, whose = as_moment(timezone.now()), as_hex(by), as_hex(about)
        for number, scope in enumerate(scopes, number + 1):  # noqa: B020 - counts on from the end
            deed = Deed(number, moment, tag, who, whose, str(thing), scope, told)
            digest = deed.digest(before)
            entries.append(Entry.from_db(connection.alias, FIELDS, (*deed, before, digest)))
            before = digest
        if entries:
            _append(cursor, entries)
    return entries


def _locked_end(cursor: CursorWrapper) -> tuple[int, str]:
    """Number and digest of the last entry, which stay the last until this transaction is over."""
    cursor.execute(LOCK[connection.vendor])
    if (found := cursor.fetchone()) is None:
        Chain.objects.get_or_create(pk=THE_ONE, defaults=EMPTY)
        return _locked_end(cursor)
    number, digest = found
    return number, digest


def _append(cursor: CursorWrapper, entries: list[Entry]) -> None:
    """Write entries in one statement, and the new end in another."""
    rows = ", ".join([ONE_ROW] * len(entries))
    values = [getattr(entry, field) for entry in entries for field in FIELDS]
    cursor.execute(f"INSERT INTO audit_entry ({', '.join(FIELDS)}) VALUES {rows}", values)  # noqa: S608 - names of ours
    cursor.execute(NEW_END, [entries[-1].number, entries[-1].digest])
