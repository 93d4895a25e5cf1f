"""Organisations with what is known of them over time."""

import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="bron")),
                (
                    "mark",
                    models.CharField(
                        choices=[("V", "nagegaan"), ("D", "afgeleid"), ("U", "nog niet gecontroleerd")],
                        default="V",
                        max_length=1,
                        verbose_name="zekerheid",
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                ("name", models.CharField(max_length=200, verbose_name="naam")),
                ("sorted_by", models.CharField(editable=False, max_length=200, verbose_name="plaats in de lijst")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("employer", "Werkgever"),
                            ("public_body", "Overheidsorganisatie"),
                            ("municipality", "Gemeente"),
                            ("desk", "Regionaal loket"),
                            ("sector_body", "Sectororganisatie"),
                            ("network", "Netwerk"),
                            ("initiator", "Initiatiefnemer"),
                            ("project", "Project"),
                            ("uwv", "UWV"),
                            ("support", "Begeleider"),
                            ("school", "School"),
                            ("fund", "Fonds"),
                            ("union", "Vakbond"),
                            ("other", "Anders"),
                        ],
                        max_length=20,
                        verbose_name="soort",
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        blank=True,
                        choices=[("markt", "Markt"), ("overheid", "Overheid")],
                        max_length=10,
                        verbose_name="sector",
                    ),
                ),
                ("subsector", models.CharField(blank=True, max_length=40, verbose_name="subsector")),
                ("kvk", models.CharField(blank=True, max_length=8, verbose_name="KvK-nummer")),
                ("oin", models.CharField(blank=True, max_length=20, verbose_name="OIN")),
                ("website", models.CharField(blank=True, max_length=200, verbose_name="website")),
                ("workers", models.PositiveIntegerField(blank=True, null=True, verbose_name="werknemers")),
                ("active_from", models.DateField(blank=True, null=True, verbose_name="bestaat sinds")),
                ("active_to", models.DateField(blank=True, null=True, verbose_name="bestond tot en met")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="noot")),
                ("invented", models.BooleanField(default=False, verbose_name="verzonnen")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="versie")),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="toegevoegd op"
                    ),
                ),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="nagekeken op")),
                ("checked_by", models.UUIDField(blank=True, null=True, verbose_name="nagekeken door")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="organisations.organisation",
                        verbose_name="samengevoegd met",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisatie",
                "verbose_name_plural": "organisaties",
            },
        ),
        migrations.CreateModel(
            name="Name",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="bron")),
                (
                    "mark",
                    models.CharField(
                        choices=[("V", "nagegaan"), ("D", "afgeleid"), ("U", "nog niet gecontroleerd")],
                        default="V",
                        max_length=1,
                        verbose_name="zekerheid",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="naam")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="geldt vanaf")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="geldt tot en met")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="organisations.organisation",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name": "naam",
                "verbose_name_plural": "namen",
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="op")),
                ("by", models.UUIDField(null=True, verbose_name="door")),
                ("moved", models.JSONField(default=dict, verbose_name="verplaatst")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="teruggedraaid op")),
                ("undone_by", models.UUIDField(null=True, verbose_name="teruggedraaid door")),
                (
                    "gone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gone_in",
                        to="organisations.organisation",
                        verbose_name="gaat op in",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="organisations.organisation",
                        verbose_name="blijft",
                    ),
                ),
            ],
            options={
                "verbose_name": "samenvoeging",
                "verbose_name_plural": "samenvoegingen",
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="bron")),
                (
                    "mark",
                    models.CharField(
                        choices=[("V", "nagegaan"), ("D", "afgeleid"), ("U", "nog niet gecontroleerd")],
                        default="V",
                        max_length=1,
                        verbose_name="zekerheid",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="vanaf")),
                ("until", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="organisations.organisation",
                        verbose_name="groep",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="organisations.organisation",
                        verbose_name="lid",
                    ),
                ),
            ],
            options={
                "verbose_name": "lidmaatschap",
                "verbose_name_plural": "lidmaatschappen",
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(verbose_name="versie")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="op")),
                ("by", models.UUIDField(null=True, verbose_name="door")),
                ("facts", models.JSONField(default=dict, verbose_name="gegevens")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="organisations.organisation",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name": "wijziging",
                "verbose_name_plural": "wijzigingen",
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=200, verbose_name="woord")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="organisations.organisation",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name": "zoekwoord",
                "verbose_name_plural": "zoekwoorden",
            },
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="naam")),
                ("municipality", models.CharField(max_length=6, verbose_name="gemeente")),
                ("postcode", models.CharField(blank=True, max_length=7, verbose_name="postcode")),
                ("region", models.CharField(blank=True, max_length=6, verbose_name="regio")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sites",
                        to="organisations.organisation",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name": "vestiging",
                "verbose_name_plural": "vestigingen",
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="bron")),
                (
                    "mark",
                    models.CharField(
                        choices=[("V", "nagegaan"), ("D", "afgeleid"), ("U", "nog niet gecontroleerd")],
                        default="V",
                        max_length=1,
                        verbose_name="zekerheid",
                    ),
                ),
                ("on", models.DateField(blank=True, null=True, verbose_name="op")),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followed_by",
                        to="organisations.organisation",
                        verbose_name="eerder",
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="came_after",
                        to="organisations.organisation",
                        verbose_name="later",
                    ),
                ),
            ],
            options={
                "verbose_name": "opvolging",
                "verbose_name_plural": "opvolgingen",
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="bron")),
                (
                    "mark",
                    models.CharField(
                        choices=[("V", "nagegaan"), ("D", "afgeleid"), ("U", "nog niet gecontroleerd")],
                        default="V",
                        max_length=1,
                        verbose_name="zekerheid",
                    ),
                ),
                ("subsector", models.CharField(max_length=40, verbose_name="subsector")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="voices",
                        to="organisations.organisation",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name": "stem van een sector",
                "verbose_name_plural": "stemmen van sectoren",
            },
        ),
        migrations.CreateModel(
            name="WorkerCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="bron")),
                (
                    "mark",
                    models.CharField(
                        choices=[("V", "nagegaan"), ("D", "afgeleid"), ("U", "nog niet gecontroleerd")],
                        default="V",
                        max_length=1,
                        verbose_name="zekerheid",
                    ),
                ),
                ("workers", models.PositiveIntegerField(verbose_name="werknemers")),
                ("counted_on", models.DateField(verbose_name="geteld op")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="organisations.organisation",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name": "aantal werknemers",
                "verbose_name_plural": "aantallen werknemers",
            },
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                condition=models.Q(("merged_into", None)),
                fields=["sorted_by", "id", "invented"],
                name="organisations_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                condition=models.Q(("merged_into", None)),
                fields=["kind", "sorted_by", "id", "invented"],
                name="organisations_by_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                condition=models.Q(("merged_into", None)),
                fields=["sector", "sorted_by", "id", "invented"],
                name="organisations_by_sector",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                condition=models.Q(("merged_into", None)),
                fields=["subsector", "sorted_by", "id", "invented"],
                name="organisations_by_part",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                models.OrderBy(django.db.models.functions.comparison.Coalesce("workers", -1), descending=True),
                models.F("id"),
                models.F("invented"),
                condition=models.Q(("merged_into", None)),
                name="organisations_by_size",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("kvk", ""), _negated=True), ("merged_into", None)),
                fields=("kvk",),
                name="organisations_one_per_kvk",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("oin", ""), _negated=True), ("merged_into", None)),
                fields=("oin",),
                name="organisations_one_per_oin",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="organisations_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("active_from", None),
                    ("active_to", None),
                    ("active_from__lte", models.F("active_to")),
                    _connector="OR",
                ),
                name="organisations_ends_after_begin",
            ),
        ),
        migrations.AddConstraint(
            model_name="name",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to", None)), fields=("organisation",), name="organisations_one_name_now"
            ),
        ),
        migrations.AddConstraint(
            model_name="name",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None), ("valid_to", None), ("valid_from__lte", models.F("valid_to")), _connector="OR"
                ),
                name="organisations_name_ends_after_begin",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("member", models.F("group")), _negated=True),
                name="organisations_not_its_own_member",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("member", "group"), name="organisations_member_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since", None), ("until", None), ("since__lte", models.F("until")), _connector="OR"
                ),
                name="organisations_member_ends_after_begin",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(fields=("organisation", "version"), name="organisations_change_once"),
        ),
        migrations.AddConstraint(
            model_name="searchword",
            constraint=models.UniqueConstraint(fields=("word", "organisation"), name="organisations_word_once"),
        ),
        migrations.AddIndex(
            model_name="site",
            index=models.Index(fields=["region", "organisation"], name="organisations_by_region"),
        ),
        migrations.AddIndex(
            model_name="site",
            index=models.Index(fields=["municipality", "organisation"], name="organisations_by_place"),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.UniqueConstraint(
                fields=("organisation", "municipality", "name"), name="organisations_site_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(fields=("earlier", "later"), name="organisations_followed_once"),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(("earlier", models.F("later")), _negated=True), name="organisations_not_after_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.UniqueConstraint(fields=("subsector", "organisation"), name="organisations_speaks_once"),
        ),
        migrations.AddConstraint(
            model_name="workercount",
            constraint=models.UniqueConstraint(
                fields=("organisation", "counted_on", "source"), name="organisations_counted_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="workercount",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="organisations_count_sourced"
            ),
        ),
    ]
