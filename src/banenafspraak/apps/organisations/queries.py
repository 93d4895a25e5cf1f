"""What is read of organisations: the list with its counts, one with all that is known, what files and imports need.

Counting tens of thousands takes longer than showing fifty. So counts are remembered for some seconds, and so is a page
of the list for who is not logged in; in the process that changed something they are made anew at once.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import get_language

from banenafspraak.apps.accounts.enums import Kind as AccountKind, Permission, Role
from banenafspraak.apps.accounts.models import Account, Appointment
from banenafspraak.apps.organisations.access import organisations, visible_to
from banenafspraak.apps.organisations.enums import Kind, Sector
from banenafspraak.apps.organisations.models import (
    SIZE_AS_INDEXED,
    Change,
    Contact,
    Import,
    Membership,
    Organisation,
    SavedColumns,
    SearchWord,
    Site,
    Voice,
)
from banenafspraak.core.kernel.problems import Place, Problem
from banenafspraak.core.organisations.facts import Facts
from banenafspraak.core.organisations.importing import Known
from banenafspraak.core.organisations.naming import words
from banenafspraak.core.organisations.sectors import subsectors
from banenafspraak.core.regions.membership import municipality_named
from banenafspraak.core.tables.values import read_reference

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from banenafspraak.apps.accounts.access import Actor
    from banenafspraak.core.kernel.problems import Language

PAGE = 50
KEPT_SECONDS, MOST_KEPT = 20.0, 512
AT_ONCE = 2_000
MOST_WORDS = 6
KVK_DIGITS, OIN_DIGITS = 8, 20
ORDERS = ("naam", "werknemers", "nieuw")


# -- the list ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks of the list; empty is everything. An unknown word asks for nothing."""

    text: str = ""
    kind: str = ""
    sector: str = ""
    subsector: str = ""
    region: str = ""
    order: str = ORDERS[0]
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Question:
        """The question of an address."""
        page = given.get("pagina", "")
        part = subsectors().get(given.get("sector", ""))
        return cls(
            text=" ".join(given.get("zoek", "").split())[:100],
            kind=given.get("soort", "") if given.get("soort", "") in Kind else "",
            sector=given.get("sector", "") if given.get("sector", "") in Sector else "",
            subsector=part.slug if part else "",
            region=given.get("regio", "")[:6],
            order=given.get("volgorde", "") if given.get("volgorde", "") in ORDERS else ORDERS[0],
            page=int(page) if page.isdecimal() and 0 < int(page) < 10**6 else 1,
        )

    def asked(self) -> dict[str, str]:
        """What stands in the address for it, the page left out."""
        order = self.order if self.order != ORDERS[0] else ""
        given = {
            "zoek": self.text,
            "soort": self.kind,
            "sector": self.subsector or self.sector,
            "regio": self.region,
            "volgorde": order,
        }
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many organisations answer a question, and how many would with another kind, sector or region."""

    total: int
    kinds: Mapping[str, int]
    sectors: Mapping[str, int]
    subsectors: Mapping[str, int]
    regions: Mapping[str, int]


def found(question: Question) -> QuerySet[Organisation]:
    """The organisations that answer a question, without an order."""
    rows = organisations()
    equal = {name: getattr(question, name) for name in ("kind", "sector", "subsector") if getattr(question, name)}
    rows = rows.filter(**equal)
    if question.region:
        rows = rows.filter(pk__in=Site.objects.filter(region=question.region).values("organisation"))
    return rows.filter(_named(question.text)) if question.text else rows


def _named(text: str) -> Q:
    """Who has all of these words, each as the beginning of one of its own; or this number."""
    digits = "".join(text.split())
    if digits.isdecimal() and len(digits) in {KVK_DIGITS, OIN_DIGITS}:
        return Q(kvk=digits) | Q(oin=digits)
    asked = Q()
    for word in words(text)[:MOST_WORDS]:
        some = SearchWord.objects.filter(word__gte=word)
        if after := _after(word):
            some = some.filter(word__lt=after)
        asked &= Q(pk__in=some.values("organisation"))
    return asked


def _after(word: str) -> str:
    """The first text that no longer begins with a word. Words have plain letters and digits alone."""
    head = word.rstrip("z")
    if not head:
        return ""
    return head[:-1] + ("a" if head[-1] == "9" else chr(ord(head[-1]) + 1))


def listed(question: Question) -> list[Organisation]:
    """One page of the list. First which ones, from an index alone, and then all of these."""
    first = (question.page - 1) * PAGE
    keys = list(_ordered(found(question), question.order).values_list("pk", flat=True)[first : first + PAGE])
    rows = Organisation.objects.filter(pk__in=keys).prefetch_related("sites")
    by_key = {row.pk: row for row in rows}
    return [by_key[key] for key in keys if key in by_key]


def _ordered(rows: QuerySet[Organisation], order: str) -> QuerySet[Organisation]:
    match order:
        case "werknemers":
            return rows.order_by(SIZE_AS_INDEXED.desc(), "pk")
        case "nieuw":
            return rows.order_by("-pk")
        case _:
            return rows.order_by("sorted_by", "pk")


def counts(question: Question) -> Counts:
    """How many answer a question, and how many would answer others beside it.

    An organisation has one kind and one part of a sector: so what any filter leaves is a sum of few cells, and these
    depend on the text alone.
    """
    cells, places = _cells(question.text), _cells(question.text, by_region=True)
    here = [cell for cell in places if cell.region == question.region] if question.region else cells
    return Counts(
        total=sum(cell.number for cell in here if cell.fits(question)),
        kinds=_sums(here, question, "kind"),
        sectors=_sums(here, question, "sector"),
        subsectors=_sums(here, question, "sector", of="subsector"),
        regions=_sums(places, question, "region"),
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """How many organisations there are of one kind and part, in one region or in all."""

    region: str
    kind: str
    sector: str
    subsector: str
    number: int

    def fits(self, question: Question, but: str = "") -> bool:
        """Whether it answers a question, one of its filters left out."""
        sector = but == "sector" or (
            question.sector in {"", self.sector} and question.subsector in {"", self.subsector}
        )
        return sector and (but == "kind" or question.kind in {"", self.kind})


def _sums(cells: Iterable[Cell], question: Question, but: str, of: str = "") -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for cell in cells:
        if cell.fits(question, but):
            found[getattr(cell, of or but)] += cell.number
    return found


def _cells(text: str, *, by_region: bool = False) -> list[Cell]:
    return remembered(("cells", text, by_region), lambda: list(_counted(text, by_region=by_region)))


def _counted(text: str, *, by_region: bool) -> Iterator[Cell]:
    rows = found(Question(text=text)).order_by()
    parts = ("kind", "sector", "subsector")
    if by_region:
        rows = rows.filter(sites__region__gt="")
        named = rows.values_list("sites__region", *parts).annotate(number=Count("pk", distinct=True))
        yield from (Cell(*row) for row in named)
    else:
        yield from (Cell("", *row) for row in rows.values_list(*parts).annotate(number=Count("pk")))


# -- what is remembered for some seconds ------------------------------------------------------------------------------

_lock = threading.Lock()
_remembered: dict[object, tuple[float, Any]] = {}
_changed = object()


def remembered[Answer](key: object, make: Callable[[], Answer]) -> Answer:
    """An answer of the last while, or a new one. While one asks anew, others are given the old one, if it is not old.

    What was made longest ago goes first when there is too much. What was read before a change is not remembered.
    """
    now = time.monotonic()
    with _lock:
        changed, (until, answer) = _changed, _remembered.pop(key, (0.0, None))
        holds = until > now
        if until + KEPT_SECONDS > now:
            _remembered[key] = (until if holds else now + KEPT_SECONDS, answer)
    if holds:
        kept: Answer = answer
        return kept
    made = make()
    with _lock:
        if changed is _changed:
            _remember(key, (now + KEPT_SECONDS, made))
    return made


def _remember(key: object, answer: tuple[float, Any]) -> None:
    _remembered.pop(key, None)
    while len(_remembered) >= MOST_KEPT:
        del _remembered[next(iter(_remembered))]
    _remembered[key] = answer


def forget() -> None:
    """Count anew at the next question; called after each change in this process."""
    global _changed  # noqa: PLW0603 - one mark for the process, beside what it guards
    with _lock:
        _changed = object()
        _remembered.clear()


# -- one organisation -------------------------------------------------------------------------------------------------


def organisation(public_id: UUID) -> Organisation | None:
    """An organisation that this site shows, or the one it went up in."""
    shown = organisations()
    found_one = Organisation.objects.filter(public_id=public_id).select_related("merged_into").first()
    while found_one and found_one.merged_into:
        found_one = found_one.merged_into
    return shown.filter(pk=found_one.pk).first() if found_one else None


def contacts(actor: Actor, of: Organisation) -> QuerySet[Contact]:
    """The people to call at an organisation today, as far as an actor may see them; who stands in comes last."""
    today = timezone.localdate()
    now = Contact.objects.filter(Q(until=None) | Q(until__gte=today), organisation=of, since__lte=today)
    return visible_to(actor, now).order_by("region", "stand_in", "pk")


def groups_of(of: Organisation) -> QuerySet[Membership]:
    """The groups that it is or was in, those of now first."""
    return of.memberships.select_related("group").order_by("-until", "group__sorted_by")


def members_of(of: Organisation) -> QuerySet[Membership]:
    """Its members that this site shows."""
    return of.members.filter(member__in=organisations()).select_related("member").order_by("member__sorted_by")


def speakers(slugs: Iterable[str]) -> QuerySet[Voice]:
    """Who speaks for parts of a sector."""
    return Voice.objects.filter(subsector__in=slugs).select_related("organisation").order_by("organisation__sorted_by")


def contacts_in(actor: Actor, **of: str) -> QuerySet[Contact]:
    """The people to call at the organisations of a sector or part, as far as an actor may see them."""
    today = timezone.localdate()
    within = {f"organisation__{name}": value for name, value in of.items()}
    now = Contact.objects.filter(
        Q(until=None) | Q(until__gte=today),
        organisation__in=organisations(),
        since__lte=today,
        stand_in=False,
        **within,
    )
    seen = visible_to(actor, now.filter(organisation__in=organisations())).select_related("organisation")
    return seen.order_by("organisation__sorted_by", "region", "pk")


def workers_in(**of: str) -> tuple[int, int]:
    """How many workers the organisations of a sector or part have together, and of how many that is known."""
    rows = organisations().filter(workers__isnull=False, **of)
    numbers = remembered(("workers", *of.items()), lambda: list(rows.values_list("workers", flat=True)))
    return sum(number or 0 for number in numbers), len(numbers)


def has_invented(**of: str) -> bool:
    """Whether invented organisations stand among those of a sector or part: on a practice site alone."""
    return organisations().filter(invented=True, **of).exists()


def changes_since(of: Organisation, version: int) -> list[Change]:
    """What was changed after a version, the first change first."""
    return list(of.changes.filter(version__gt=version).order_by("version"))


# -- what is asked once a year ----------------------------------------------------------------------------------------

CHECKERS = tuple(role for role in Role if Permission.CHECK_ORGANISATIONS in role.policy.permissions)


def _held_there() -> QuerySet[Appointment]:
    """The roles in one organisation of who may say that what is known of it is right."""
    held = Appointment.objects.on(timezone.localdate()).filter(scope_kind=AccountKind.ORGANISATION, role__in=CHECKERS)
    return held.filter(account__is_active=True, account__wiped_at=None)


def to_ask(*, checked: bool) -> QuerySet[Organisation]:
    """The organisations where somebody can be asked, as far as they were checked before, or never were."""
    there = [place for place in _held_there().values_list("scope_id", flat=True) if read_reference(place)]
    return organisations().filter(public_id__in=there, active_to=None, checked_at__isnull=not checked)


def checkers(of: Organisation) -> list[Account]:
    """Who works at an organisation and may say that what is known of it is right."""
    held = _held_there().filter(scope_id=str(of.public_id)).select_related("account")
    return list({one.account_id: one.account for one in held}.values())


def contacts_to_ask() -> QuerySet[Contact]:
    """The people to call of today that somebody keeps."""
    now = Contact.objects.filter(Q(until=None) | Q(until__gte=timezone.localdate()), kept_by__isnull=False)
    return now.filter(organisation__in=organisations()).select_related("organisation")


# -- as places of a role ----------------------------------------------------------------------------------------------


def organisation_name(public_id: str) -> str:
    """The name of an organisation; empty when there is none."""
    return _name_of(Organisation.objects.filter(merged_into=None), public_id, "name")


def site_name(public_id: str) -> str:
    """The name of a site: that of its organisation and its municipality."""
    found = _name_of(Site.objects.select_related("organisation"), public_id, "organisation__name")
    code = _name_of(Site.objects.all(), public_id, "municipality")
    place = municipality_named(code)
    return f"{found}, {place.name if place else code}" if found else ""


def sector_name(slug: str) -> str:
    """The name of a sector or a part of one; empty when there is none."""
    part = subsectors().get(slug)
    if part:
        return part.label(cast("Language", get_language() or "nl"))
    return str(Sector(slug).label) if slug in Sector else ""


def _name_of(rows: QuerySet[Any], public_id: str, field: str) -> str:
    try:
        found = rows.filter(public_id=public_id).values_list(field, flat=True).first()
    except ValidationError:  # no mark of ours
        return ""
    return str(found or "")


# -- as facts ---------------------------------------------------------------------------------------------------------

WITH_FACTS = ("sites", "counts", "names")


def facts_of(row: Organisation) -> Facts:
    """What is known of an organisation now."""
    newest = max(row.counts.all(), key=lambda one: (one.counted_on, one.pk), default=None)
    return Facts(
        name=row.name,
        kind=row.kind,
        sector=row.sector,
        subsector=row.subsector,
        kvk=row.kvk,
        oin=row.oin,
        website=row.website,
        municipalities=tuple(sorted({site.municipality for site in row.sites.all()})),
        workers=newest.workers if newest else None,
        workers_on=newest.counted_on if newest else None,
        workers_source=newest.source if newest else "",
        active_from=row.active_from,
        active_to=row.active_to,
    )


def known(rows: QuerySet[Organisation]) -> Iterator[Known]:
    """Organisations with their facts, in pieces, so that fifty thousand are never held at once."""
    for row in rows.prefetch_related(*WITH_FACTS).iterator(AT_ONCE):
        former = tuple(one.name for one in row.names.all() if one.valid_to)
        yield Known(str(row.public_id), row.version, facts_of(row), former)


def taken(question: Question) -> Iterator[Known]:
    """The organisations of a list, in its order, for a file."""
    return known(_ordered(found(question), question.order))


# -- doubles and imports ----------------------------------------------------------------------------------------------


def imports(by: UUID) -> QuerySet[Import]:
    """The lists that somebody imports, the newest first, without their files."""
    return Import.objects.filter(by=by).select_related("task").defer("content").order_by("-pk")


def no_imports() -> QuerySet[Import]:
    """None, for who is nobody."""
    return Import.objects.none()


def saved_columns(by: UUID) -> QuerySet[SavedColumns]:
    """The ways to point out columns that somebody keeps, the last used first."""
    return SavedColumns.objects.filter(by=by).order_by("-used_at")


def problems(kept_as: Iterable[Mapping[str, Any]]) -> Iterator[Problem]:
    """Problems as they were kept with an import, a row or a task."""
    return (Problem(one["code"], Place(*one["place"]), one["values"]) for one in kept_as)


def outcomes(of: Import) -> Counter[tuple[str, str]]:
    """How many rows of an import have which outcome and which choice."""
    pairs = of.rows.order_by().values_list("outcome", "choice").annotate(number=Count("pk"))
    return Counter({(outcome, choice): number for outcome, choice, number in pairs})
