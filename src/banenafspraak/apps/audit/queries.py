"""What the trail tells: of one person, of one place, and whether it is whole. And the words for every tag."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet

from banenafspraak.apps.audit.models import NOTHING_BEFORE, Chain, Deed, Entry

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

OURS = "banenafspraak."
FIELDS = (*Deed._fields, "before", "digest")
AT_ONCE = 10_000


@cache
def sentences() -> Mapping[str, _StrPromise]:
    """Every tag there is, with its sentence: those of the rooms that have a module `audit_tags`."""
    rooms = (f"{one.name}.audit_tags" for one in apps.get_app_configs() if one.name.startswith(OURS))
    return {tag: told for room in rooms if find_spec(room) for tag, told in import_module(room).TAGS.items()}


def about(account: UUID) -> QuerySet[Entry]:
    """What was done with the data of a person, the latest first."""
    return Entry.objects.filter(about_hex=account.hex).order_by("-number")


def by_others(account: UUID) -> QuerySet[Entry]:
    """What others did with the data of a person, the latest first."""
    return about(account).exclude(by_hex=account.hex)


def of_or_by(account: UUID) -> QuerySet[Entry]:
    """Both: what was done with the data of a person, and what she did."""
    return Entry.objects.filter(Q(about_hex=account.hex) | Q(by_hex=account.hex)).order_by("-number")


def within(scope: str) -> QuerySet[Entry]:
    """What was done in one organisation, region or sector, the latest first."""
    return Entry.objects.filter(scope=scope).order_by("-number")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a trail is whole: how many entries were read, the digest of the last one, and the first fault.

    `broken` is the number at which it breaks, `why` is missing, changed, cut or other.
    """

    entries: int
    digest: str
    broken: int | None = None
    why: str = ""


def verify(anchor: tuple[int, str] | None = None, tell: Callable[[int], None] = lambda _entries: None) -> Verdict:
    """Follow the chain from its first entry to its last.

    `anchor` is the number and digest of an entry that were written down elsewhere: who rewrites the whole chain is
    found by that alone. `tell` hears how many entries were read.
    """
    last, before = 0, NOTHING_BEFORE
    for number, digest, why in _links():
        if number != last + 1:
            return Verdict(last, before, last + 1, "missing")
        if why:
            return Verdict(last, before, number, why)
        if anchor and anchor[0] == number and anchor[1] != digest:
            return Verdict(last, before, number, "other")
        last, before = number, digest
        if not number % AT_ONCE:
            tell(number)
    return Verdict(last, before, *_cut(last, before, anchor))


def _links() -> Iterator[tuple[int, str, str]]:
    """Number and digest of every entry in order, and what is wrong with it."""
    before = NOTHING_BEFORE
    for row in Entry.objects.order_by("number").values_list(*FIELDS).iterator(AT_ONCE):
        *told, named, digest = row
        deed = Deed(*told)
        changed = named != before or deed.digest(before) != digest
        yield deed.number, digest, "changed" if changed else ""
        before = digest


def _cut(last: int, digest: str, anchor: tuple[int, str] | None) -> tuple[int | None, str]:
    """Where the end is gone: the chain's own end names a later or another entry, or the anchor does."""
    end = Chain.objects.values_list("number", "digest").first() or (0, NOTHING_BEFORE)
    gone = end != (last, digest) or (anchor is not None and anchor[0] > last)
    return (last + 1, "cut") if gone else (None, "")
