"""Organisations with all that is known of them, over time; people to call; lists that are being imported.

The record of an organisation holds what is true now, so that a long list is found and sorted fast: `name`, `workers`
and the region of a site are kept by the actions beside the rows over time (decision 34).
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from banenafspraak.apps.organisations.enums import Choice, Kind, Mark, Sector, Stage
from banenafspraak.apps.work.models import Task
from banenafspraak.core.organisations.importing import Outcome

LONGEST_NAME = 200
SLUG, CODE = 40, 6
PHONE = 25
LISTED = Q(merged_into=None)
"""Who stands in a list: all but who was made one with another."""
SIZE = Coalesce("workers", -1)
"""By what the largest come first, and who is not known to have any comes last."""
SIZE_AS_INDEXED = Coalesce("workers", Func(template="-1", output_field=models.IntegerField()))
"""The same for a question: SQLite finds an index on an expression by the same words alone, not by a value beside it."""


class Sourced(models.Model):
    """Something that a source says, and how sure it is."""

    source = models.CharField("bron", max_length=LONGEST_NAME, blank=True)
    mark = models.CharField("zekerheid", max_length=1, choices=Mark, default=Mark.VERIFIED)

    class Meta:
        """No table of its own."""

        abstract = True


class Organisation(Sourced):
    """One organisation. `version` goes up with each change, so that of two who change it the second sees the first."""

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("naam", max_length=LONGEST_NAME)
    sorted_by = models.CharField("plaats in de lijst", max_length=LONGEST_NAME, editable=False)
    kind = models.CharField("soort", max_length=20, choices=Kind)
    sector = models.CharField("sector", max_length=10, choices=Sector, blank=True)
    subsector = models.CharField("subsector", max_length=SLUG, blank=True)
    kvk = models.CharField("KvK-nummer", max_length=8, blank=True)
    oin = models.CharField("OIN", max_length=20, blank=True)
    website = models.CharField("website", max_length=LONGEST_NAME, blank=True)
    workers = models.PositiveIntegerField("werknemers", null=True, blank=True)
    active_from = models.DateField("bestaat sinds", null=True, blank=True)
    active_to = models.DateField("bestond tot en met", null=True, blank=True)
    note = models.CharField("noot", max_length=LONGEST_NAME, blank=True)
    invented = models.BooleanField("verzonnen", default=False)
    version = models.PositiveIntegerField("versie", default=1)
    added_at = models.DateTimeField("toegevoegd op", default=timezone.now, editable=False)
    checked_at = models.DateTimeField("nagekeken op", null=True, blank=True)
    checked_by = models.UUIDField("nagekeken door", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # nearly all are in none: such an index finds everything, and a planner takes it for that
        related_name="merged",
        verbose_name="samengevoegd met",
    )

    class Meta:
        """A number belongs to one organisation; the list has an index for each way to put it in order or count it."""

        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kvk"], condition=~Q(kvk="") & LISTED, name="organisations_one_per_kvk"),
            models.UniqueConstraint(fields=["oin"], condition=~Q(oin="") & LISTED, name="organisations_one_per_oin"),
            models.CheckConstraint(condition=~Q(name=""), name="organisations_named"),
            models.CheckConstraint(
                condition=Q(active_from=None) | Q(active_to=None) | Q(active_from__lte=F("active_to")),
                name="organisations_ends_after_begin",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sorted_by", "id", "invented"], condition=LISTED, name="organisations_by_name"),
            models.Index(
                fields=["kind", "sorted_by", "id", "invented"], condition=LISTED, name="organisations_by_kind"
            ),
            models.Index(
                fields=["sector", "sorted_by", "id", "invented"],
                condition=LISTED,
                name="organisations_by_sector",
            ),
            models.Index(
                fields=["subsector", "sorted_by", "id", "invented"],
                condition=LISTED,
                name="organisations_by_part",
            ),
            models.Index(SIZE.desc(), "id", "invented", condition=LISTED, name="organisations_by_size"),
            models.Index("kind", SIZE.desc(), "id", "invented", condition=LISTED, name="organisations_kind_by_size"),
            models.Index(
                "sector", SIZE.desc(), "id", "invented", condition=LISTED, name="organisations_sector_by_size"
            ),
            models.Index(
                "subsector", SIZE.desc(), "id", "invented", condition=LISTED, name="organisations_part_by_size"
            ),
            models.Index(
                fields=["kind", "sector", "subsector", "invented"], condition=LISTED, name="organisations_cells"
            ),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="organisations_merged"),
        ]

    def __str__(self) -> str:
        return self.name


class Name(Sourced):
    """A name in a stretch of days, both included. One holds now, and no two hold on one day."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names", verbose_name="organisatie")
    name = models.CharField("naam", max_length=LONGEST_NAME)
    valid_from = models.DateField("geldt vanaf", null=True, blank=True)
    valid_to = models.DateField("geldt tot en met", null=True, blank=True)

    class Meta:
        """One name now; the actions see to it that no two hold on one day."""

        verbose_name = "naam"
        verbose_name_plural = "namen"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(valid_to=None), name="organisations_one_name_now"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="organisations_name_ends_after_begin",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SearchWord(models.Model):
    """A word by which an organisation is found: of the name it has, and of those it had."""

    word = models.CharField("woord", max_length=LONGEST_NAME)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="words", verbose_name="organisatie")

    class Meta:
        """Found by the beginning of a word."""

        verbose_name = "zoekwoord"
        verbose_name_plural = "zoekwoorden"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["word", "organisation"], name="organisations_word_once"),
        ]

    def __str__(self) -> str:
        return self.word


class Site(models.Model):
    """A place where an organisation is. `region` is the one in which its municipality lies this year."""

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="sites", verbose_name="organisatie")
    name = models.CharField("naam", max_length=LONGEST_NAME, blank=True)
    municipality = models.CharField("gemeente", max_length=CODE)
    postcode = models.CharField("postcode", max_length=7, blank=True)
    region = models.CharField("regio", max_length=CODE, blank=True)

    class Meta:
        """One site of a name in a municipality."""

        verbose_name = "vestiging"
        verbose_name_plural = "vestigingen"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "municipality", "name"], name="organisations_site_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["region", "organisation"], name="organisations_by_region"),
            models.Index(fields=["municipality", "organisation"], name="organisations_by_place"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.name}".strip()


class WorkerCount(Sourced):
    """How many workers an organisation had on a day, and who says so."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="counts", verbose_name="organisatie")
    workers = models.PositiveIntegerField("werknemers")
    counted_on = models.DateField("geteld op")

    class Meta:
        """One number of a source for a day, and always a source."""

        verbose_name = "aantal werknemers"
        verbose_name_plural = "aantallen werknemers"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "counted_on", "source"], name="organisations_counted_once"),
            models.CheckConstraint(condition=~Q(source=""), name="organisations_count_sourced"),
        ]

    def __str__(self) -> str:
        return f"{self.workers}"


class Membership(Sourced):
    """An organisation in a group or network, from a day to a day. Groups stand in groups; never in a circle."""

    member = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships", verbose_name="lid")
    group = models.ForeignKey(Organisation, models.CASCADE, related_name="members", verbose_name="groep")
    since = models.DateField("vanaf", null=True, blank=True)
    until = models.DateField("tot en met", null=True, blank=True)

    class Meta:
        """Nobody is a member of itself, or twice at once."""

        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(member=F("group")), name="organisations_not_its_own_member"),
            models.UniqueConstraint(
                fields=["member", "group"], condition=Q(until=None), name="organisations_member_once"
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(since__lte=F("until")),
                name="organisations_member_ends_after_begin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.group_id}"


class Succession(Sourced):
    """One organisation that came after another."""

    earlier = models.ForeignKey(Organisation, models.CASCADE, related_name="followed_by", verbose_name="eerder")
    later = models.ForeignKey(Organisation, models.CASCADE, related_name="came_after", verbose_name="later")
    on = models.DateField("op", null=True, blank=True)

    class Meta:
        """Once for each pair."""

        verbose_name = "opvolging"
        verbose_name_plural = "opvolgingen"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["earlier", "later"], name="organisations_followed_once"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="organisations_not_after_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} to {self.later_id}"


class Voice(Sourced):
    """An organisation that speaks for a part of a sector."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="voices", verbose_name="organisatie")
    subsector = models.CharField("subsector", max_length=SLUG)

    class Meta:
        """Once for each part."""

        verbose_name = "stem van een sector"
        verbose_name_plural = "stemmen van sectoren"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["subsector", "organisation"], name="organisations_speaks_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} for {self.subsector}"


class Contact(models.Model):
    """A person to call at an organisation, for a region. Seen by who may; each look at phone or mail is recorded."""

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contacts", verbose_name="organisatie")
    region = models.CharField("regio", max_length=CODE, blank=True)
    name = models.CharField("naam", max_length=LONGEST_NAME)
    function = models.CharField("functie", max_length=LONGEST_NAME, blank=True)
    phone = models.CharField("telefoon", max_length=PHONE, blank=True)
    mail = models.EmailField("e-mail", blank=True)
    stand_in = models.BooleanField("vervanger", default=False)
    since = models.DateField("vanaf", default=timezone.localdate)
    until = models.DateField("tot en met", null=True, blank=True)
    kept_by = models.UUIDField("bijgehouden door", null=True, blank=True)
    checked_at = models.DateTimeField("nagekeken op", default=timezone.now)
    invented = models.BooleanField("verzonnen", default=False)

    class Meta:
        """Found by organisation and region."""

        verbose_name = "contactpersoon"
        verbose_name_plural = "contactpersonen"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["region", "organisation"], name="organisations_contact_region"),
        ]

    def __str__(self) -> str:
        """By number: the name of a person never ends in a log."""
        return f"contact {self.pk}"


class Change(models.Model):
    """What one version of an organisation made different: fact by fact, what it was and what it became."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="changes", verbose_name="organisatie")
    version = models.PositiveIntegerField("versie")
    at = models.DateTimeField("op", default=timezone.now, editable=False)
    by = models.UUIDField("door", null=True)
    facts = models.JSONField("gegevens", default=dict)

    class Meta:
        """One for each version."""

        verbose_name = "wijziging"
        verbose_name_plural = "wijzigingen"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "version"], name="organisations_change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} version {self.version}"


class Merge(models.Model):
    """Two organisations made one by a person: what moved, so that it can be moved back."""

    kept = models.ForeignKey(Organisation, models.CASCADE, related_name="merges", verbose_name="blijft")
    gone = models.ForeignKey(Organisation, models.CASCADE, related_name="gone_in", verbose_name="gaat op in")
    at = models.DateTimeField("op", default=timezone.now, editable=False)
    by = models.UUIDField("door", null=True)
    moved = models.JSONField("verplaatst", default=dict)
    undone_at = models.DateTimeField("teruggedraaid op", null=True)
    undone_by = models.UUIDField("teruggedraaid door", null=True)

    class Meta:
        """Its name on a screen."""

        verbose_name = "samenvoeging"
        verbose_name_plural = "samenvoegingen"

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"


class SavedColumns(models.Model):
    """Which column of a file is which of ours, as somebody named it to use again."""

    by = models.UUIDField("van")
    name = models.CharField("naam", max_length=60)
    columns = models.JSONField("kolommen", default=dict)
    constants = models.JSONField("vaste waarden", default=dict)
    used_at = models.DateTimeField("gebruikt op", default=timezone.now)

    class Meta:
        """One of a name for each person."""

        verbose_name = "kolomindeling"
        verbose_name_plural = "kolomindelingen"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["by", "name"], name="organisations_columns_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Import(models.Model):
    """A list that somebody is importing. Its file goes as soon as it is carried out or dropped."""

    public_id = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    by = models.UUIDField("door")
    begun_at = models.DateTimeField("begonnen op", default=timezone.now, editable=False)
    file_name = models.CharField("bestand", max_length=LONGEST_NAME)
    content = models.BinaryField("inhoud", default=bytes)
    headers = models.JSONField("koppen", default=list)
    columns = models.JSONField("kolommen", default=dict)
    constants = models.JSONField("vaste waarden", default=dict)
    stage = models.CharField("stap", max_length=10, choices=Stage, default=Stage.COLUMNS)
    task = models.ForeignKey(Task, models.SET_NULL, null=True, verbose_name="taak")
    problems = models.JSONField("problemen", default=list)
    counts = models.JSONField("aantallen", default=dict)

    class Meta:
        """The newest of a person."""

        verbose_name = "import"
        verbose_name_plural = "imports"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["by", "-id"], name="organisations_import_by")]

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportRow(models.Model):
    """One row of a list: what would become of it, and what a person wants."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows", verbose_name="import")
    row = models.PositiveIntegerField("rij")
    outcome = models.CharField("uitkomst", max_length=8, choices=[(one.value, one.value) for one in Outcome])
    choice = models.CharField("keuze", max_length=5, choices=Choice, blank=True)
    target = models.UUIDField("organisatie", null=True)
    version = models.PositiveIntegerField("versie", default=0)
    facts = models.JSONField("gegevens", default=dict)
    changes = models.JSONField("wijzigingen", default=list)
    candidates = models.JSONField("lijkt op", default=list)
    twin = models.PositiveIntegerField("zelfde als rij", null=True)
    problems = models.JSONField("problemen", default=list)

    class Meta:
        """Each row once; shown by outcome."""

        verbose_name = "rij van een import"
        verbose_name_plural = "rijen van een import"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["of", "row"], name="organisations_row_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["of", "outcome", "row"], name="organisations_row_outcome"),
        ]

    def __str__(self) -> str:
        return f"row {self.row}"
