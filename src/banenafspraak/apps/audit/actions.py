"""The one way into the trail: append an entry, in the transaction of the deed it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from banenafspraak.apps.audit.models import NOTHING_BEFORE, Chain, Deed, Entry, as_hex, as_moment, as_text
from banenafspraak.apps.audit.queries import sentences

THE_ONE = 1
EMPTY = {"number": 0, "digest": NOTHING_BEFORE}


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
    with transaction.atomic():
        end, _ = Chain.objects.select_for_update().get_or_create(pk=THE_ONE, defaults=EMPTY)
        entries, told = list[Entry](), as_text(data or {})
        moment, who, whose = as_moment(timezone.now()), as_hex(by), as_hex(about)
        for scope in scopes:
            deed = Deed(end.number + 1, moment, tag, who, whose, str(thing), scope, told)
            entries.append(Entry(**deed._asdict(), before=end.digest, digest=deed.digest(end.digest)))
            end.number, end.digest = entries[-1].number, entries[-1].digest
        Entry.objects.bulk_create(entries)
        Chain.objects.filter(pk=end.pk).update(number=end.number, digest=end.digest)
    return entries
