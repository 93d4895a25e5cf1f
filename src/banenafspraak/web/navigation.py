"""The pages in their order: their names, under which each stands, when it was last checked, and what the menu holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.core.organisations.sectors import subsectors
from banenafspraak.core.regions import regions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from django.utils.functional import _StrPromise

    from banenafspraak.apps.accounts.access import Actor

MOST_IN_MENU = 7
OF_ONE = ("organisation",)


def once() -> Iterable[Mapping[str, str]]:
    """The addresses of a page that stands on one: a single one, with nothing filled in."""
    return ({},)


def nowhere() -> Iterable[Mapping[str, str]]:
    """The addresses of pages that are reached from another one and need no place on the map."""
    return ()


def each_region() -> Iterable[Mapping[str, str]]:
    """The addresses of the pages of regions."""
    return ({"region": each.slug} for each in regions())


def each_sector() -> Iterable[Mapping[str, str]]:
    """The addresses of the pages of sectors."""
    return ({"sector": name} for name in ("markt", "overheid"))


def each_part() -> Iterable[Mapping[str, str]]:
    """The addresses of the pages of parts of sectors."""
    return ({"part": slug} for slug in subsectors())


@dataclass(frozen=True, slots=True)
class Page:
    """A page that people can go to.

    `view` is the name of its view; `above` the page that the breadcrumb names before it; `takes` what its address is
    made from; `each` gives that for all its addresses, for the sitemap. A page with `takes` is named by its view.
    """

    view: str
    label: str | _StrPromise
    checked: date
    above: str = "home"
    takes: tuple[str, ...] = ()
    each: Callable[[], Iterable[Mapping[str, str]]] = once


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a breadcrumb, or one item of the menu."""

    label: str | _StrPromise
    address: str
    here: bool


PAGES = {
    page.view: page
    for page in (
        Page("home", _("Start"), date(2026, 11, 25), above=""),
        Page("own", _("Hoe staan wij ervoor?"), date(2026, 11, 25)),
        Page("me", _("Mijn pagina"), date(2026, 11, 25), each=nowhere),
        Page("trying", _("Oefenen"), date(2026, 11, 25), each=nowhere),
        Page("my_data", _("Mijn gegevens"), date(2026, 11, 25), "me", each=nowhere),
        Page("my_wipe", _("Mijn gegevens wissen"), date(2026, 11, 25), "my_data", each=nowhere),
        Page("my_trail", _("Wie keek bij mij"), date(2026, 11, 25), "me", each=nowhere),
        Page("my_help", _("Hulp"), date(2026, 11, 25), "me", each=nowhere),
        Page("people", _("Mensen"), date(2026, 11, 25), "me", each=nowhere),
        Page("people_there", _("Mensen van een plek"), date(2026, 11, 25), "people", ("kind", "scope_id"), nowhere),
        Page("people_nation", _("Mensen van het platform"), date(2026, 11, 25), "people", each=nowhere),
        Page("representative", _("Vertegenwoordiger"), date(2026, 11, 25), "people_nation", each=nowhere),
        Page("candidate", _("Kandidaat uitnodigen"), date(2026, 11, 25), "me", each=nowhere),
        Page("reminders", _("Herinneringen"), date(2026, 11, 25), "me", each=nowhere),
        Page("outbox", _("Uitgaande post"), date(2026, 11, 25), "me", each=nowhere),
        Page("letter", _("Een brief"), date(2026, 11, 25), "outbox", ("letter",), nowhere),
        Page("figures", _("Cijfers"), date(2026, 11, 25)),
        Page("figure", _("Waar een cijfer vandaan komt"), date(2026, 11, 25), "figures", ("figure_id",), nowhere),
        Page("sector", _("Sector"), date(2026, 11, 25), "figures", ("sector",), each_sector),
        Page("part", _("Subsector"), date(2026, 11, 25), "organisations", ("part",), each_part),
        Page("organisations", _("Organisaties"), date(2026, 11, 25)),
        Page("organisation", _("Organisatie"), date(2026, 11, 25), "organisations", ("organisation",), nowhere),
        Page("organisation_new", _("Organisatie toevoegen"), date(2026, 11, 25), "organisations", each=nowhere),
        Page("organisation_change", _("Wijzigen"), date(2026, 11, 25), "organisation", OF_ONE, nowhere),
        Page("organisation_join", _("Lid van een groep"), date(2026, 11, 25), "organisation", OF_ONE, nowhere),
        Page("organisation_merge", _("Samenvoegen"), date(2026, 11, 25), "organisation", OF_ONE, nowhere),
        Page("contact_new", _("Contactpersoon toevoegen"), date(2026, 11, 25), "organisation", OF_ONE, nowhere),
        Page("contact", _("Contactpersoon"), date(2026, 11, 25), "organisation", ("organisation", "contact"), nowhere),
        Page("contact_change", _("Wijzigen"), date(2026, 11, 25), "contact", ("organisation", "contact"), nowhere),
        Page("imports", _("Lijst inlezen"), date(2026, 11, 25), "organisations", each=nowhere),
        Page("import", _("Een lijst"), date(2026, 11, 25), "imports", ("listing",), nowhere),
        Page("report", _("Trendrapportage"), date(2026, 11, 25), "figures"),
        Page("regions", _("Regio’s"), date(2026, 11, 25)),
        Page("find", _("Zoek uw regio"), date(2026, 11, 25), "regions"),
        Page("region", _("Regio"), date(2026, 11, 25), "regions", ("region",), each_region),
        Page("region-report", _("Trendrapportage"), date(2026, 11, 25), "region", ("region",), each_region),
        Page("glossary", _("Begrippen"), date(2026, 11, 25)),
        Page("about", _("Over deze site"), date(2026, 11, 25)),
        Page("privacy", _("Privacy"), date(2026, 11, 25), above="about"),
        Page("accessibility", _("Toegankelijkheid"), date(2026, 11, 25), above="about"),
        Page("licence", _("Licentie"), date(2026, 11, 25), above="about"),
        Page("open_data", _("Open data"), date(2026, 11, 25)),
        Page("api", _("API"), date(2026, 11, 25), above="open_data"),
    )
}
INSIDE: tuple[tuple[str, Permission | None], ...] = (
    ("me", None),
    ("people", Permission.MANAGE_MEMBERS),
    ("candidate", Permission.INVITE_CANDIDATES),
    ("reminders", Permission.SEE_REMINDERS),
    ("outbox", Permission.SEE_OUTBOX),
    ("my_help", None),
    ("my_trail", None),
    ("my_data", None),
)
"""The pages of who is logged in, in their order, each with what one must be allowed to see it."""
MENU = ("figures", "regions", "organisations", "own", "glossary", "about")


def menu(view: str) -> Iterator[Step]:
    """The items of the menu; that of the page itself, or of one above it, is marked."""
    line = {page.view for page in lineage(view)}
    return (Step(PAGES[name].label, reverse(name), name in line) for name in MENU)


def inside(actor: Actor, view: str) -> Iterator[Step]:
    """The pages of who is logged in that she may go to."""
    line = {page.view for page in lineage(view)}
    for name, permission in INSIDE:
        if permission is None or actor.may(permission):
            yield Step(PAGES[name].label, reverse(name), name in line and (name != "me" or view == "me"))


def lineage(view: str) -> list[Page]:
    """The pages from the first one down to this one; none for what is no page."""
    page = PAGES.get(view)
    return [*lineage(page.above), page] if page else []


def breadcrumb(view: str, kwargs: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[Step]:
    """The way to a page. `labels` names the pages that have no name of their own, such as one region."""
    for page in lineage(view):
        address = reverse(page.view, kwargs={name: kwargs[name] for name in page.takes})
        yield Step(labels.get(page.view, page.label), address, page.view == view)
