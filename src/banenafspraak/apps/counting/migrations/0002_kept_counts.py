"""Kept counts, and what of them is shared with a sector."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("counting", "0001_the_own_count"),
        ("organisations", "0002_people_and_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                ("made_by", models.UUIDField(null=True, verbose_name="bewaard door")),
                ("title", models.CharField(max_length=120, verbose_name="titel")),
                (
                    "kept_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="bewaard op"),
                ),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="eerste jaar")),
                ("last_year", models.PositiveSmallIntegerField(verbose_name="laatste jaar")),
                ("content", models.JSONField(verbose_name="uitkomst")),
                ("ends_on", models.DateField(db_index=True, verbose_name="laatste dag")),
                ("invented", models.BooleanField(default=False, verbose_name="verzonnen")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_counts",
                        to="organisations.organisation",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name": "bewaarde telling",
                "verbose_name_plural": "bewaarde tellingen",
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                ("sector", models.CharField(max_length=40, verbose_name="sector")),
                ("given_by", models.UUIDField(null=True, verbose_name="gegeven door")),
                (
                    "given_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="gegeven op"),
                ),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="ingetrokken op")),
                ("years", models.JSONField(verbose_name="wat wordt getoond")),
                (
                    "kept",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shares",
                        to="counting.keptcount",
                        verbose_name="telling",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="organisations.organisation",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name": "gedeelde telling",
                "verbose_name_plural": "gedeelde tellingen",
            },
        ),
        migrations.AddIndex(
            model_name="keptcount",
            index=models.Index(fields=["organisation", "-kept_at"], name="counting_kept_newest"),
        ),
        migrations.AddConstraint(
            model_name="keptcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="counting_kept_titled"
            ),
        ),
        migrations.AddConstraint(
            model_name="keptcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_year__lte", models.F("last_year"))), name="counting_kept_years_in_order"
            ),
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)),
                fields=["sector", "organisation"],
                name="counting_shared_now",
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)), fields=("kept", "sector"), name="counting_shared_once"
            ),
        ),
    ]
