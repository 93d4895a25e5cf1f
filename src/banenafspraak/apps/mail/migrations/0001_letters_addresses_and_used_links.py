"""Letters, what became of addresses, and links that were used."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import banenafspraak.apps.mail.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="vingerafdruk")),
                ("undeliverable_since", models.DateTimeField(null=True, verbose_name="onbestelbaar sinds")),
                ("soft_bounces", models.PositiveIntegerField(default=0, verbose_name="keer tijdelijk niet aangekomen")),
                ("status", models.CharField(blank=True, max_length=12, verbose_name="laatste status")),
            ],
            options={
                "verbose_name": "adres",
                "verbose_name_plural": "adressen",
            },
        ),
        migrations.CreateModel(
            name="UsedLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nonce", models.CharField(max_length=32, unique=True, verbose_name="kenmerk")),
                ("used_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gebruikt op")),
                ("ends_at", models.DateTimeField(db_index=True, verbose_name="geldig tot")),
            ],
            options={
                "verbose_name": "gebruikte link",
                "verbose_name_plural": "gebruikte links",
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                (
                    "mark",
                    models.CharField(
                        default=banenafspraak.apps.mail.models.new_mark,
                        editable=False,
                        max_length=32,
                        unique=True,
                        verbose_name="merk",
                    ),
                ),
                ("once", models.CharField(max_length=200, unique=True, verbose_name="eenmalig")),
                (
                    "kind",
                    models.CharField(choices=[("mail", "e-mail"), ("text", "sms")], max_length=4, verbose_name="soort"),
                ),
                ("template", models.CharField(max_length=60, verbose_name="sjabloon")),
                ("language", models.CharField(max_length=2, verbose_name="taal")),
                ("context", models.JSONField(default=dict, verbose_name="inhoud")),
                ("to", models.CharField(blank=True, max_length=254, verbose_name="adres")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="telefoon")),
                ("about_room", models.CharField(max_length=30, verbose_name="kamer")),
                ("about_kind", models.CharField(max_length=40, verbose_name="soort zaak")),
                ("about_id", models.CharField(max_length=100, verbose_name="zaak")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "wacht"),
                            ("taken", "wordt verstuurd"),
                            ("sent", "verstuurd"),
                            ("uncertain", "onzeker"),
                            ("failed", "mislukt"),
                            ("bounced", "kwam terug"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                ("fault", models.CharField(blank=True, max_length=30, verbose_name="fout")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="pogingen")),
                ("by_day", models.BooleanField(default=False, verbose_name="alleen op werkdagen overdag")),
                (
                    "written_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="geschreven op"
                    ),
                ),
                (
                    "ready_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="klaar om te gaan op"),
                ),
                (
                    "next_try_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="volgende poging"),
                ),
                ("asked_at", models.DateTimeField(null=True, verbose_name="gevraagd op")),
                ("taken_by", models.CharField(blank=True, max_length=16, verbose_name="verstuurder")),
                ("taken_until", models.DateTimeField(null=True, verbose_name="vastgehouden tot")),
                ("handing_at", models.DateTimeField(null=True, verbose_name="overhandigd vanaf")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="verstuurd op")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="afgehandeld op")),
                ("wiped_at", models.DateTimeField(null=True, verbose_name="gewist op")),
                (
                    "to_account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "brief",
                "verbose_name_plural": "brieven",
                "indexes": [
                    models.Index(fields=["state", "next_try_at"], name="mail_by_state"),
                    models.Index(fields=["-written_at"], name="mail_by_day"),
                    models.Index(condition=models.Q(("wiped_at", None)), fields=["written_at"], name="mail_to_wipe"),
                ],
            },
        ),
    ]
