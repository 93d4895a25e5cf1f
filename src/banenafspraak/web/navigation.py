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
from banenafspraak.core.schemes.reading import law_book

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


def each_scheme() -> Iterable[Mapping[str, str]]:
    """The addresses of the pages of schemes."""
    return ({"scheme": name} for name in law_book().schemes)


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


@dataclass(frozen=True, slots=True)
class Door:
    """A page of who is logged in: what one must be allowed to go in, and what stands there in one sentence."""

    view: str
    permission: Permission | None = None
    sentence: str | _StrPromise = ""

    def opens_for(self, actor: Actor) -> bool:
        """Whether she may go in."""
        return self.permission is None or actor.may(self.permission)


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
        Page("helped_trail", _("Meekijken"), date(2026, 11, 25), "my_help", ("given",), nowhere),
        Page("people", _("Mensen"), date(2026, 11, 25), "me", each=nowhere),
        Page("people_there", _("Mensen van een plek"), date(2026, 11, 25), "people", ("kind", "scope_id"), nowhere),
        Page("people_nation", _("Mensen van het platform"), date(2026, 11, 25), "people", each=nowhere),
        Page("role_end", _("Rol afnemen"), date(2026, 11, 25), "people", ("role",), nowhere),
        Page("token_new", _("Sleutel maken"), date(2026, 11, 25), "people_there", ("kind", "scope_id"), nowhere),
        Page("token_new_nation", _("Sleutel maken"), date(2026, 11, 25), "people_nation", each=nowhere),
        Page("trail_there", _("Spoor"), date(2026, 11, 25), "people_there", ("kind", "scope_id"), nowhere),
        Page("trail_there_nation", _("Spoor"), date(2026, 11, 25), "people_nation", each=nowhere),
        Page("invited", _("Uitnodiging"), date(2026, 11, 25), takes=("secret",), each=nowhere),
        Page("wiped", _("Gewist"), date(2026, 11, 25), each=nowhere),
        Page("representative", _("Vertegenwoordiger"), date(2026, 11, 25), "people_nation", each=nowhere),
        Page("candidate", _("Kandidaat uitnodigen"), date(2026, 11, 25), "me", each=nowhere),
        Page("reminders", _("Herinneringen"), date(2026, 11, 25), "me", each=nowhere),
        Page("outbox", _("Uitgaande post"), date(2026, 11, 25), "me", each=nowhere),
        Page("letter", _("Een brief"), date(2026, 11, 25), "outbox", ("letter",), nowhere),
        Page("account_login", _("Inloggen"), date(2026, 11, 25), each=nowhere),
        Page(
            "account_request_login_code", _("Inloggen met een code"), date(2026, 11, 25), "account_login", each=nowhere
        ),
        Page("account_reset_password", _("Wachtwoord vergeten"), date(2026, 11, 25), "account_login", each=nowhere),
        Page("account_signup", _("Een account krijgen"), date(2026, 11, 25), "account_login", each=nowhere),
        Page("mfa_index", _("Veilig inloggen"), date(2026, 11, 25), "me", each=nowhere),
        Page("account_change_password", _("Wachtwoord veranderen"), date(2026, 11, 25), "mfa_index", each=nowhere),
        Page("account_set_password", _("Wachtwoord kiezen"), date(2026, 11, 25), "mfa_index", each=nowhere),
        Page("account_email", _("E-mailadres veranderen"), date(2026, 11, 25), "mfa_index", each=nowhere),
        Page("mfa_list_webauthn", _("Toegangssleutels"), date(2026, 11, 25), "mfa_index", each=nowhere),
        Page("mfa_add_webauthn", _("Toegangssleutel maken"), date(2026, 11, 25), "mfa_list_webauthn", each=nowhere),
        Page("mfa_activate_totp", _("App met codes"), date(2026, 11, 25), "mfa_index", each=nowhere),
        Page("mfa_deactivate_totp", _("App weghalen"), date(2026, 11, 25), "mfa_index", each=nowhere),
        Page("mfa_view_recovery_codes", _("Herstelcodes"), date(2026, 11, 25), "mfa_index", each=nowhere),
        Page(
            "mfa_generate_recovery_codes",
            _("Nieuwe herstelcodes"),
            date(2026, 11, 25),
            "mfa_view_recovery_codes",
            each=nowhere,
        ),
        Page("usersessions_list", _("Waar ben ik ingelogd?"), date(2026, 11, 25), "mfa_index", each=nowhere),
        Page("socialaccount_connections", _("Inloggen via een ander"), date(2026, 11, 25), "mfa_index", each=nowhere),
        Page("account_reauthenticate", _("Bent u het zelf?"), date(2026, 11, 25), "mfa_index", each=nowhere),
        Page("second_step", _("De tweede stap"), date(2026, 11, 25), "me", each=nowhere),
        Page("own_keep", _("Telling bewaren"), date(2026, 11, 25), "kept_counts", ("run",), nowhere),
        Page("kept_counts", _("Bewaarde tellingen"), date(2026, 11, 25), "me", each=nowhere),
        Page("kept_count", _("Een bewaarde telling"), date(2026, 11, 25), "kept_counts", ("kept",), nowhere),
        Page("kept_compare", _("Vergelijken"), date(2026, 11, 25), "kept_count", ("kept",), nowhere),
        Page("kept_change", _("Titel en laatste dag"), date(2026, 11, 25), "kept_count", ("kept",), nowhere),
        Page("kept_delete", _("Telling verwijderen"), date(2026, 11, 25), "kept_count", ("kept",), nowhere),
        Page("kept_share", _("Totalen delen"), date(2026, 11, 25), "kept_count", ("kept", "sector"), nowhere),
        Page("shared_counts", _("Gedeelde tellingen"), date(2026, 11, 25), "me", each=nowhere),
        Page("shared_count", _("Gedeelde tellingen"), date(2026, 11, 25), "shared_counts", ("sector",), nowhere),
        Page("schemes", _("Regelingen"), date(2026, 11, 26)),
        Page("scheme", _("Regeling"), date(2026, 11, 26), "schemes", ("scheme",), each_scheme),
        Page("schemes_wizard", _("Welke regelingen passen?"), date(2026, 11, 26), "schemes"),
        Page("schemes_begin", _("Wie bent u?"), date(2026, 11, 26), "schemes_wizard", each=nowhere),
        Page("schemes_question", _("Een vraag"), date(2026, 11, 26), "schemes_wizard", ("fact",), nowhere),
        Page("schemes_answers", _("Uw antwoorden"), date(2026, 11, 26), "schemes_wizard", each=nowhere),
        Page("schemes_outcome", _("Uitkomst"), date(2026, 11, 26), "schemes_wizard", each=nowhere),
        Page("schemes_telling", _("Wat vertelt u?"), date(2026, 11, 26), "schemes_outcome", each=nowhere),
        Page("schemes_compare", _("Wat als het anders wordt?"), date(2026, 11, 26), "schemes_outcome", each=nowhere),
        Page("portfolios", _("Portefeuille"), date(2026, 11, 26), "me", each=nowhere),
        Page("portfolio", _("Plaatsingen"), date(2026, 11, 26), "portfolios", OF_ONE, nowhere),
        Page("placement_new", _("Plaatsing toevoegen"), date(2026, 11, 26), "portfolio", OF_ONE, nowhere),
        Page("placements_import", _("Plaatsingen inlezen"), date(2026, 11, 26), "portfolio", OF_ONE, nowhere),
        Page("placement", _("Plaatsing"), date(2026, 11, 26), "portfolios", ("placement",), nowhere),
        Page("placement_change", _("Wijzigen"), date(2026, 11, 26), "placement", ("placement",), nowhere),
        Page("placement_delete", _("Verwijderen"), date(2026, 11, 26), "placement", ("placement",), nowhere),
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
INSIDE = (
    Door("me"),
    Door(
        "people", Permission.MANAGE_MEMBERS, _("Nodig mensen uit, neem een rol af, maak sleutels, bekijk wie wat deed.")
    ),
    Door(
        "candidate", Permission.INVITE_CANDIDATES, _("Met een brief, of met een kaart voor wie geen e-mailadres heeft.")
    ),
    Door("imports", Permission.IMPORT_ORGANISATIONS, _("Een lijst met organisaties uit een ander programma.")),
    Door("kept_counts", Permission.KEEP_COUNTS, _("Tellingen van uw organisatie: vergelijk ze, of deel de totalen.")),
    Door(
        "portfolios",
        Permission.KEEP_PLACEMENTS,
        _("Plaatsingen bij een werkgever: wat ze opleveren, en tot wanneer u kunt aanvragen."),
    ),
    Door("shared_counts", Permission.SEE_SHARED_COUNTS, _("Totalen die werkgevers met uw sector delen.")),
    Door("reminders", Permission.SEE_REMINDERS, _("Wat er de komende 30 dagen uitgaat, aan wie en waarom.")),
    Door("outbox", Permission.SEE_OUTBOX, _("Welke brieven gingen, en welke niet aankwamen.")),
    Door("my_help", None, _("Wie u op deze site mag helpen, en wie u helpt.")),
    Door("my_trail", None, _("Wie naar uw gegevens keek, en wanneer.")),
    Door("my_data", None, _("Uw naam en taal. Neem alles mee, of wis het.")),
    Door("mfa_index", None, _("Uw wachtwoord, toegangssleutels en codes.")),
)
"""The pages of who is logged in, in their order."""
MENU = ("figures", "schemes", "regions", "organisations", "own", "glossary", "about")


def menu(view: str) -> Iterator[Step]:
    """The items of the menu; that of the page itself, or of one above it, is marked."""
    line = {page.view for page in lineage(view)}
    return (Step(PAGES[name].label, reverse(name), name in line) for name in MENU)


def inside(actor: Actor, view: str) -> Iterator[Step]:
    """The pages of who is logged in that she may go to."""
    line = {page.view for page in lineage(view)}
    for door in INSIDE:
        if door.opens_for(actor):
            here = door.view in line and (door.view != "me" or view == "me")
            yield Step(PAGES[door.view].label, reverse(door.view), here)


def lineage(view: str) -> list[Page]:
    """The pages from the first one down to this one; none for what is no page."""
    page = PAGES.get(view)
    return [*lineage(page.above), page] if page else []


def breadcrumb(view: str, kwargs: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[Step]:
    """The way to a page. `labels` names the pages that have no name of their own, such as one region."""
    for page in lineage(view):
        address = reverse(page.view, kwargs={name: kwargs[name] for name in page.takes})
        yield Step(labels.get(page.view, page.label), address, page.view == view)
