"""What is due of each record, once a round."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("mail", "0001_letters_addresses_and_used_links"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                ("watch", models.CharField(max_length=60, verbose_name="wat wordt bewaakt")),
                ("record", models.CharField(max_length=60, verbose_name="zaak")),
                ("stage", models.CharField(max_length=40, verbose_name="stap")),
                ("due_on", models.DateField(verbose_name="datum van de zaak")),
                ("reader", models.CharField(blank=True, max_length=64, verbose_name="voor wie")),
                ("expires", models.BooleanField(default=False, verbose_name="laat iets verlopen")),
                ("day", models.DateField(verbose_name="dag")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "gaat eruit"),
                            ("done", "gedaan"),
                            ("skipped", "overgeslagen"),
                            ("held", "tegengehouden"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                ("done_at", models.DateTimeField(null=True, verbose_name="gedaan op")),
                (
                    "letter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reminders",
                        to="mail.letter",
                        verbose_name="brief",
                    ),
                ),
            ],
            options={
                "verbose_name": "herinnering",
                "verbose_name_plural": "herinneringen",
                "indexes": [models.Index(fields=["state", "day"], name="reminders_by_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("watch", "record", "stage", "due_on", "reader"), name="reminders_once_a_round"
                    )
                ],
            },
        ),
    ]
