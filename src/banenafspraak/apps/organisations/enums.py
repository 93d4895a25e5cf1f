"""The words of this room: kinds of organisation, marks, facts, and how far an import is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise


class Kind(TextChoices):
    """What an organisation is. The codes are those of core/tables, so that files and records mean the same."""

    EMPLOYER = "employer", _("Werkgever")
    PUBLIC_BODY = "public_body", _("Overheidsorganisatie")
    MUNICIPALITY = "municipality", _("Gemeente")
    DESK = "desk", _("Regionaal loket")
    SECTOR_BODY = "sector_body", _("Sectororganisatie")
    NETWORK = "network", _("Netwerk")
    INITIATOR = "initiator", _("Initiatiefnemer")
    PROJECT = "project", _("Project")
    UWV = "uwv", _("UWV")
    SUPPORT = "support", _("Begeleider")
    SCHOOL = "school", _("School")
    FUND = "fund", _("Fonds")
    UNION = "union", _("Vakbond")
    OTHER = "other", _("Anders")


class Mark(TextChoices):
    """How sure something is. What nobody checked is shown with that said beside it."""

    VERIFIED = "V", _("nagegaan")
    DERIVED = "D", _("afgeleid")
    UNVERIFIED = "U", _("nog niet gecontroleerd")


class Sector(TextChoices):
    """The two sectors."""

    MARKET = "markt", _("Markt")
    GOVERNMENT = "overheid", _("Overheid")


class Stage(TextChoices):
    """How far an import is. Each stage is a page of its own."""

    COLUMNS = "columns", _("Kolommen indelen")
    PLANNING = "planning", _("Bestand lezen")
    CHOOSING = "choosing", _("Kiezen")
    WRITING = "writing", _("Opslaan")
    DONE = "done", _("Klaar")


class Choice(TextChoices):
    """What a person wants of a row."""

    OPEN = "", _("Nog niet gekozen")
    ADD = "add", _("Toevoegen als nieuwe organisatie")
    JOIN = "join", _("Bijwerken")
    LEAVE = "leave", _("Overslaan")


FACTS: Mapping[str, _StrPromise] = {
    "name": _("Naam"),
    "kind": _("Soort"),
    "sector": _("Sector"),
    "subsector": _("Subsector"),
    "kvk": _("KvK-nummer"),
    "oin": _("OIN"),
    "website": _("Website"),
    "municipalities": _("Vestigingen"),
    "workers": _("Werknemers"),
    "workers_on": _("Werknemers geteld op"),
    "workers_source": _("Bron van het aantal werknemers"),
    "active_from": _("Bestaat sinds"),
    "active_to": _("Bestond tot en met"),
}
"""The facts of an organisation as a reader knows them."""
