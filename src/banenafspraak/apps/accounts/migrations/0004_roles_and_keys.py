"""Roles that are held somewhere, invitations, help, and keys for programs."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_seen_and_wiped")]
    operations = [
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("candidate", "kandidaat of werknemer"),
                            ("job_coach", "jobcoach"),
                            ("employer_hr", "personeelszaken van een werkgever"),
                            ("site_manager", "leidinggevende van een vestiging"),
                            ("desk_adviser", "adviseur van een regionaal loket"),
                            ("desk_manager", "manager van een regionaal loket"),
                            ("programme_lead", "programmaleider van een sector of landelijk"),
                            ("event_organiser", "organisator van bijeenkomsten"),
                            ("editor", "redacteur"),
                            ("analyst", "analist"),
                            ("platform_admin", "beheerder van het platform"),
                        ],
                        max_length=20,
                        verbose_name="rol",
                    ),
                ),
                (
                    "scope_kind",
                    models.CharField(
                        choices=[
                            ("organisation", "organisatie"),
                            ("site", "vestiging"),
                            ("region", "arbeidsmarktregio"),
                            ("sector", "sector"),
                            ("self", "uzelf"),
                            ("nation", "Heel Nederland"),
                        ],
                        max_length=12,
                        verbose_name="soort plek",
                    ),
                ),
                ("scope_id", models.CharField(blank=True, max_length=60, verbose_name="plek")),
                ("administers", models.BooleanField(default=False, verbose_name="beheert de mensen")),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="vanaf")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                (
                    "checked_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="laatst nagegaan op"),
                ),
            ],
            options={
                "verbose_name": "rol van iemand",
                "verbose_name_plural": "rollen van mensen",
            },
        ),
        migrations.CreateModel(
            name="Help",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("job_coach", "jobcoach"), ("legal_representative", "wettelijk vertegenwoordiger")],
                        max_length=22,
                        verbose_name="soort",
                    ),
                ),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="vanaf")),
                ("ends_on", models.DateField(verbose_name="tot en met")),
            ],
            options={
                "verbose_name": "hulp",
                "verbose_name_plural": "hulp",
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="kenmerk van het geheim")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mailadres")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("candidate", "kandidaat of werknemer"),
                            ("job_coach", "jobcoach"),
                            ("employer_hr", "personeelszaken van een werkgever"),
                            ("site_manager", "leidinggevende van een vestiging"),
                            ("desk_adviser", "adviseur van een regionaal loket"),
                            ("desk_manager", "manager van een regionaal loket"),
                            ("programme_lead", "programmaleider van een sector of landelijk"),
                            ("event_organiser", "organisator van bijeenkomsten"),
                            ("editor", "redacteur"),
                            ("analyst", "analist"),
                            ("platform_admin", "beheerder van het platform"),
                        ],
                        max_length=20,
                        verbose_name="rol",
                    ),
                ),
                (
                    "scope_kind",
                    models.CharField(
                        choices=[
                            ("organisation", "organisatie"),
                            ("site", "vestiging"),
                            ("region", "arbeidsmarktregio"),
                            ("sector", "sector"),
                            ("self", "uzelf"),
                            ("nation", "Heel Nederland"),
                        ],
                        max_length=12,
                        verbose_name="soort plek",
                    ),
                ),
                ("scope_id", models.CharField(blank=True, max_length=60, verbose_name="plek")),
                ("administers", models.BooleanField(default=False, verbose_name="beheert de mensen")),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="gemaakt op"),
                ),
                ("ends_at", models.DateTimeField(verbose_name="geldig tot")),
                ("used_at", models.DateTimeField(null=True, verbose_name="gebruikt op")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="ingetrokken op")),
            ],
            options={
                "verbose_name": "uitnodiging",
                "verbose_name_plural": "uitnodigingen",
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
                ),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="kenmerk van het geheim")),
                ("name", models.CharField(max_length=80, verbose_name="naam")),
                (
                    "scope_kind",
                    models.CharField(
                        choices=[
                            ("organisation", "organisatie"),
                            ("site", "vestiging"),
                            ("region", "arbeidsmarktregio"),
                            ("sector", "sector"),
                            ("self", "uzelf"),
                            ("nation", "Heel Nederland"),
                        ],
                        max_length=12,
                        verbose_name="soort plek",
                    ),
                ),
                ("scope_id", models.CharField(blank=True, max_length=60, verbose_name="plek")),
                ("permissions", models.JSONField(default=list, verbose_name="rechten")),
                ("per_minute", models.PositiveIntegerField(default=60, verbose_name="vragen per minuut")),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="gemaakt op"),
                ),
                ("ends_on", models.DateField(verbose_name="geldig tot en met")),
                ("used_at", models.DateTimeField(null=True, verbose_name="laatst gebruikt op")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="ingetrokken op")),
            ],
            options={
                "verbose_name": "sleutel",
                "verbose_name_plural": "sleutels",
            },
        ),
        migrations.AddField(
            model_name="appointment",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="appointments",
                to=settings.AUTH_USER_MODEL,
                verbose_name="account",
            ),
        ),
        migrations.AddField(
            model_name="help",
            name="candidate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="helped_by",
                to=settings.AUTH_USER_MODEL,
                verbose_name="kandidaat",
            ),
        ),
        migrations.AddField(
            model_name="help",
            name="helper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="helps",
                to=settings.AUTH_USER_MODEL,
                verbose_name="helper",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="account",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="voor account",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="gemaakt door",
            ),
        ),
        migrations.AddField(
            model_name="token",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="gemaakt door",
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["scope_kind", "scope_id", "role"], name="accounts_by_place"),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["checked_on"], name="accounts_by_check"),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on", None)),
                fields=("account", "role", "scope_kind", "scope_id"),
                name="accounts_one_of_a_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scope_id", ""), ("scope_kind__in", ("nation", "self"))),
                    models.Q(
                        models.Q(("scope_kind__in", ("nation", "self")), _negated=True),
                        models.Q(("scope_id", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="accounts_held_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="help",
            constraint=models.CheckConstraint(
                condition=models.Q(("candidate", models.F("helper")), _negated=True), name="accounts_help_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="help",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="accounts_help_in_order"
            ),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["scope_kind", "scope_id"], name="accounts_invited"),
        ),
        migrations.AddIndex(
            model_name="token",
            index=models.Index(fields=["scope_kind", "scope_id"], name="accounts_tokens"),
        ),
    ]
