"""The own count: whose it is, until when, and how far it is."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import banenafspraak.apps.counting.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("work", "0001_the_task"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                ("session_key", models.CharField(db_index=True, max_length=40, verbose_name="sessie")),
                (
                    "begun_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="begonnen op"),
                ),
                (
                    "ends_at",
                    models.DateTimeField(
                        db_index=True,
                        default=banenafspraak.apps.counting.models.in_a_while,
                        verbose_name="wordt gewist op",
                    ),
                ),
                ("reading", models.BooleanField(default=False, verbose_name="wordt gelezen")),
                ("bytes_read", models.PositiveBigIntegerField(default=0, verbose_name="bytes gelezen")),
                ("bytes_sent", models.PositiveBigIntegerField(default=0, verbose_name="bytes verstuurd")),
                ("rows_read", models.PositiveBigIntegerField(default=0, verbose_name="rijen gelezen")),
                ("invented", models.BooleanField(default=False, verbose_name="verzonnen")),
                ("columns", models.JSONField(default=dict, verbose_name="kolommen")),
                ("problems", models.JSONField(default=list, verbose_name="problemen")),
                (
                    "task",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, to="work.task", verbose_name="taak"
                    ),
                ),
            ],
            options={
                "verbose_name": "eigen telling",
                "verbose_name_plural": "eigen tellingen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("session_key", ""), _negated=True), name="counting_somebodys"
                    )
                ],
            },
        ),
    ]
