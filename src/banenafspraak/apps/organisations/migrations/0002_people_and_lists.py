"""People to call, and lists that come in."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_organisations"),
        ("work", "0001_the_task"),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                ("by", models.UUIDField(verbose_name="door")),
                (
                    "begun_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="begonnen op"),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="bestand")),
                ("content", models.BinaryField(default=bytes, verbose_name="inhoud")),
                ("headers", models.JSONField(default=list, verbose_name="koppen")),
                ("columns", models.JSONField(default=dict, verbose_name="kolommen")),
                ("constants", models.JSONField(default=dict, verbose_name="vaste waarden")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("columns", "Kolommen indelen"),
                            ("planning", "Bestand lezen"),
                            ("choosing", "Kiezen"),
                            ("writing", "Opslaan"),
                            ("done", "Klaar"),
                        ],
                        default="columns",
                        max_length=10,
                        verbose_name="stap",
                    ),
                ),
                ("problems", models.JSONField(default=list, verbose_name="problemen")),
                ("counts", models.JSONField(default=dict, verbose_name="aantallen")),
                (
                    "task",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, to="work.task", verbose_name="taak"
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.PositiveIntegerField(verbose_name="rij")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("same", "same"),
                            ("changed", "changed"),
                            ("alike", "alike"),
                            ("refused", "refused"),
                        ],
                        max_length=8,
                        verbose_name="uitkomst",
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Nog niet gekozen"),
                            ("add", "Toevoegen als nieuwe organisatie"),
                            ("join", "Bijwerken"),
                            ("leave", "Overslaan"),
                        ],
                        max_length=5,
                        verbose_name="keuze",
                    ),
                ),
                ("target", models.UUIDField(null=True, verbose_name="organisatie")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="versie")),
                ("facts", models.JSONField(default=dict, verbose_name="gegevens")),
                ("changes", models.JSONField(default=list, verbose_name="wijzigingen")),
                ("candidates", models.JSONField(default=list, verbose_name="lijkt op")),
                ("twin", models.PositiveIntegerField(null=True, verbose_name="zelfde als rij")),
                ("problems", models.JSONField(default=list, verbose_name="problemen")),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="organisations.import",
                        verbose_name="import",
                    ),
                ),
            ],
            options={
                "verbose_name": "rij van een import",
                "verbose_name_plural": "rijen van een import",
            },
        ),
        migrations.CreateModel(
            name="SavedColumns",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by", models.UUIDField(verbose_name="van")),
                ("name", models.CharField(max_length=60, verbose_name="naam")),
                ("columns", models.JSONField(default=dict, verbose_name="kolommen")),
                ("constants", models.JSONField(default=dict, verbose_name="vaste waarden")),
                ("used_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gebruikt op")),
            ],
            options={
                "verbose_name": "kolomindeling",
                "verbose_name_plural": "kolomindelingen",
                "constraints": [models.UniqueConstraint(fields=("by", "name"), name="organisations_columns_once")],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                ("region", models.CharField(blank=True, max_length=6, verbose_name="regio")),
                ("name", models.CharField(max_length=200, verbose_name="naam")),
                ("function", models.CharField(blank=True, max_length=200, verbose_name="functie")),
                ("phone", models.CharField(blank=True, max_length=25, verbose_name="telefoon")),
                ("mail", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("stand_in", models.BooleanField(default=False, verbose_name="vervanger")),
                ("since", models.DateField(default=django.utils.timezone.localdate, verbose_name="vanaf")),
                ("until", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                ("kept_by", models.UUIDField(blank=True, null=True, verbose_name="bijgehouden door")),
                ("checked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="nagekeken op")),
                ("invented", models.BooleanField(default=False, verbose_name="verzonnen")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="organisations.organisation",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name": "contactpersoon",
                "verbose_name_plural": "contactpersonen",
                "indexes": [models.Index(fields=["region", "organisation"], name="organisations_contact_region")],
            },
        ),
        migrations.AddIndex(
            model_name="import",
            index=models.Index(fields=["by", "-id"], name="organisations_import_by"),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["of", "outcome", "row"], name="organisations_row_outcome"),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(fields=("of", "row"), name="organisations_row_once"),
        ),
    ]
