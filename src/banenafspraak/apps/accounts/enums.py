"""Roles as data: what each is called, what it does in one sentence, where it is held, and what it may.

docs/reference/roles.md is made from this. A permission is a text "room.deed"; a room adds its own here, in the roles
that have it: nobody may what no role names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Kind(TextChoices):
    """Where a role is held: in one organisation, region or sector, for oneself alone, or everywhere."""

    ORGANISATION = "organisation", _("organisatie")
    SITE = "site", _("vestiging")
    REGION = "region", _("arbeidsmarktregio")
    SECTOR = "sector", _("sector")
    SELF = "self", _("uzelf")
    NATION = "nation", _("Heel Nederland")


class Permission(TextChoices):
    """What one may do, as "room.deed", and in words."""

    MANAGE_MEMBERS = "accounts.manage_members", _("mensen uitnodigen en rollen afnemen")
    MANAGE_TOKENS = "accounts.manage_tokens", _("sleutels voor programma’s maken")
    INVITE_CANDIDATES = "accounts.invite_candidates", _("kandidaten uitnodigen")
    SEE_TRAIL = "audit.see", _("het spoor bekijken")
    SEE_CONTACTS = "organisations.see_contacts", _("zien wie bij een organisatie te bellen is")
    CHANGE_ORGANISATIONS = "organisations.change", _("gegevens van organisaties wijzigen")
    IMPORT_ORGANISATIONS = "organisations.import", _("lijsten met organisaties inlezen")
    CHECK_ORGANISATIONS = "organisations.check", _("nagaan of gegevens van organisaties kloppen")
    KEEP_COUNTS = "counting.keep", _("tellingen bewaren")
    SEE_SHARED_COUNTS = "counting.see_shared", _("gedeelde tellingen zien")
    KEEP_PLACEMENTS = "schemes.keep_placements", _("een portefeuille met plaatsingen bijhouden")
    SEE_OUTBOX = "mail.see_outbox", _("uitgaande post zien")
    SEE_REMINDERS = "reminders.see", _("zien wat er aan wie uitgaat")


FOR_PROGRAMS = (Permission.SEE_CONTACTS,)
"""What the API opens beyond what is public: a key may have no other."""


class Role(TextChoices):
    """What somebody is on this site."""

    CANDIDATE = "candidate", _("kandidaat of werknemer")
    JOB_COACH = "job_coach", _("jobcoach")
    EMPLOYER_HR = "employer_hr", _("personeelszaken van een werkgever")
    SITE_MANAGER = "site_manager", _("leidinggevende van een vestiging")
    DESK_ADVISER = "desk_adviser", _("adviseur van een regionaal loket")
    DESK_MANAGER = "desk_manager", _("manager van een regionaal loket")
    PROGRAMME_LEAD = "programme_lead", _("programmaleider van een sector of landelijk")
    EVENT_ORGANISER = "event_organiser", _("organisator van bijeenkomsten")
    EDITOR = "editor", _("redacteur")
    ANALYST = "analyst", _("analist")
    PLATFORM_ADMIN = "platform_admin", _("beheerder van het platform")

    @property
    def policy(self) -> Policy:
        """What goes with it."""
        return POLICIES[self]


@dataclass(frozen=True, slots=True)
class Policy:
    """What goes with a role.

    `kinds` are where it can be held; `second_factor` holds for who sees data of other persons: without a second step
    of logging in such a role may nothing.
    """

    sentence: _StrPromise
    kinds: frozenset[Kind]
    permissions: frozenset[Permission] = frozenset()
    second_factor: bool = True


ADMINISTERS = frozenset({Permission.MANAGE_MEMBERS, Permission.MANAGE_TOKENS, Permission.SEE_TRAIL})
"""What comes on top for who looks after the people of an organisation, region or sector."""

VISITOR = _("Kijkt zonder account naar alles wat openbaar is, en maakt een eigen telling die niet bewaard wordt.")
"""The role of who is not logged in."""

POLICIES: Mapping[Role, Policy] = {
    Role.CANDIDATE: Policy(
        _("Ziet alleen wat over haarzelf of hemzelf gaat, en bepaalt wie dat nog meer ziet."),
        frozenset({Kind.SELF}),
        second_factor=False,
    ),
    Role.JOB_COACH: Policy(
        _("Helpt kandidaten die dat zelf willen, zo lang zij dat willen."),
        frozenset({Kind.ORGANISATION}),
        frozenset({Permission.INVITE_CANDIDATES, Permission.SEE_CONTACTS}),
    ),
    Role.EMPLOYER_HR: Policy(
        _("Houdt de gegevens van de eigen organisatie bij en bewaart haar tellingen en plaatsingen."),
        frozenset({Kind.ORGANISATION}),
        frozenset(
            {
                Permission.SEE_CONTACTS,
                Permission.CHANGE_ORGANISATIONS,
                Permission.CHECK_ORGANISATIONS,
                Permission.KEEP_COUNTS,
                Permission.KEEP_PLACEMENTS,
            }
        ),
    ),
    Role.SITE_MANAGER: Policy(
        _("Ziet de eigen vestiging, haar plekken en wie daar contactpersoon is."),
        frozenset({Kind.SITE}),
        frozenset({Permission.SEE_CONTACTS}),
    ),
    Role.DESK_ADVISER: Policy(
        _("Helpt werkgevers en kandidaten in de eigen regio’s en houdt contacten en plaatsingen bij."),
        frozenset({Kind.REGION}),
        frozenset(
            {
                Permission.SEE_CONTACTS,
                Permission.CHANGE_ORGANISATIONS,
                Permission.CHECK_ORGANISATIONS,
                Permission.INVITE_CANDIDATES,
                Permission.KEEP_PLACEMENTS,
            }
        ),
    ),
    Role.DESK_MANAGER: Policy(
        _("Leidt het loket: houdt contacten en plaatsingen bij, leest lijsten met werkgevers in en ziet wie wat deed."),
        frozenset({Kind.REGION}),
        frozenset(
            {
                Permission.SEE_CONTACTS,
                Permission.CHANGE_ORGANISATIONS,
                Permission.CHECK_ORGANISATIONS,
                Permission.IMPORT_ORGANISATIONS,
                Permission.INVITE_CANDIDATES,
                Permission.KEEP_PLACEMENTS,
                Permission.SEE_TRAIL,
            }
        ),
    ),
    Role.PROGRAMME_LEAD: Policy(
        _("Volgt een sector of het hele land: cijfers, leden, plannen en tellingen die werkgevers delen."),
        frozenset({Kind.SECTOR, Kind.NATION}),
        frozenset(
            {
                Permission.SEE_CONTACTS,
                Permission.CHANGE_ORGANISATIONS,
                Permission.CHECK_ORGANISATIONS,
                Permission.IMPORT_ORGANISATIONS,
                Permission.SEE_SHARED_COUNTS,
            }
        ),
    ),
    Role.EVENT_ORGANISER: Policy(
        _("Bereidt dialoogsessies en andere bijeenkomsten voor, met wie daar komt."),
        frozenset({Kind.REGION, Kind.NATION}),
        frozenset({Permission.SEE_CONTACTS}),
    ),
    Role.EDITOR: Policy(
        _("Schrijft en controleert voorbeelden, columns en nieuws."),
        frozenset({Kind.NATION}),
        second_factor=False,
    ),
    Role.ANALYST: Policy(
        _("Leest nieuwe uitgaven van cijfers in en rekent met wat openbaar is."),
        frozenset({Kind.NATION}),
        second_factor=False,
    ),
    Role.PLATFORM_ADMIN: Policy(
        _("Beheert accounts, organisaties en post van het hele platform, maar ziet geen paspoort."),
        frozenset({Kind.NATION}),
        frozenset(
            {
                *ADMINISTERS,
                Permission.SEE_CONTACTS,
                Permission.CHANGE_ORGANISATIONS,
                Permission.IMPORT_ORGANISATIONS,
                Permission.CHECK_ORGANISATIONS,
                Permission.SEE_OUTBOX,
                Permission.SEE_REMINDERS,
            }
        ),
    ),
}


class HelpKind(TextChoices):
    """Who helps a candidate: somebody she chose, or somebody the law or a judge appointed."""

    JOB_COACH = "job_coach", _("jobcoach")
    LEGAL_REPRESENTATIVE = "legal_representative", _("wettelijk vertegenwoordiger")
