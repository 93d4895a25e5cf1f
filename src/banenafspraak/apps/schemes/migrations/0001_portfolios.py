"""Portfolios of employers, their placements, and the last days to apply."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0002_people_and_lists"),
        ("work", "0001_the_task"),
    ]

    operations = [
        migrations.CreateModel(
            name="Portfolio",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                ("region", models.CharField(blank=True, max_length=4, verbose_name="regio van het loket")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="portfolios",
                        to="organisations.organisation",
                        verbose_name="organisatie",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, to="work.task", verbose_name="taak"
                    ),
                ),
            ],
            options={
                "verbose_name": "portefeuille",
                "verbose_name_plural": "portefeuilles",
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="plaatsing"),
                ),
                ("made_by", models.UUIDField(null=True, verbose_name="gemaakt door")),
                ("label", models.CharField(max_length=40, verbose_name="kenmerk")),
                ("consent", models.BooleanField(default=False, verbose_name="toestemming van de werknemer")),
                ("facts", models.JSONField(default=dict, verbose_name="gegevens")),
                ("reckoned", models.JSONField(null=True, verbose_name="uitkomst")),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="gemaakt op"),
                ),
                ("ends_on", models.DateField(db_index=True, verbose_name="laatste dag")),
                ("invented", models.BooleanField(default=False, verbose_name="verzonnen")),
                (
                    "portfolio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="schemes.portfolio",
                        verbose_name="portefeuille",
                    ),
                ),
            ],
            options={
                "verbose_name": "plaatsing",
                "verbose_name_plural": "plaatsingen",
            },
        ),
        migrations.CreateModel(
            name="LastDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                ("scheme", models.CharField(max_length=60, verbose_name="regeling")),
                ("day", models.DateField(db_index=True, verbose_name="laatste dag")),
                ("article", models.CharField(max_length=120, verbose_name="artikel")),
                ("sure", models.BooleanField(default=False, verbose_name="lijkt te passen")),
                (
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="last_days",
                        to="schemes.placement",
                        verbose_name="plaatsing",
                    ),
                ),
            ],
            options={
                "verbose_name": "laatste dag om aan te vragen",
                "verbose_name_plural": "laatste dagen om aan te vragen",
                "ordering": ("day", "scheme", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("placement", "scheme", "day"), name="schemes_one_last_day")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="portfolio",
            constraint=models.UniqueConstraint(fields=("organisation", "region"), name="schemes_one_portfolio"),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(fields=("portfolio", "label"), name="schemes_one_label"),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(("label", ""), _negated=True), name="schemes_placement_labelled"
            ),
        ),
    ]
