"""The task: long work that was asked for, and how far it is."""

import uuid

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="wat")),
                ("about", models.CharField(max_length=100, verbose_name="waarover")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "wacht op een plek"),
                            ("running", "loopt"),
                            ("done", "klaar"),
                            ("failed", "mislukt"),
                            ("stopped", "gestopt"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="gevraagd op"),
                ),
                ("begun_at", models.DateTimeField(null=True, verbose_name="begonnen op")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="geëindigd op")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="pogingen")),
                ("worker", models.CharField(blank=True, max_length=40, verbose_name="werker")),
                ("held_until", models.DateTimeField(null=True, verbose_name="vastgehouden tot")),
                ("stop_asked", models.BooleanField(default=False, verbose_name="stoppen gevraagd")),
                ("done", models.PositiveBigIntegerField(default=0, verbose_name="gedaan")),
                ("whole", models.PositiveBigIntegerField(default=0, verbose_name="in totaal")),
                ("step", models.CharField(blank=True, max_length=100, verbose_name="stap")),
                ("problems", models.JSONField(default=list, verbose_name="problemen")),
            ],
            options={
                "verbose_name": "taak",
                "verbose_name_plural": "taken",
                "indexes": [models.Index(fields=["state", "id"], name="work_by_state")],
            },
        ),
    ]
