"""The trail: its entries, and the end of the chain."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Chain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(verbose_name="laatste nummer")),
                ("digest", models.CharField(max_length=64, verbose_name="laatste kenmerk")),
            ],
            options={
                "verbose_name": "einde van het spoor",
                "verbose_name_plural": "einde van het spoor",
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="nummer")),
                ("moment", models.BigIntegerField(verbose_name="op")),
                ("tag", models.CharField(max_length=80, verbose_name="wat")),
                ("by_hex", models.CharField(blank=True, max_length=32, verbose_name="door")),
                ("about_hex", models.CharField(blank=True, max_length=32, verbose_name="over")),
                ("thing", models.CharField(blank=True, max_length=100, verbose_name="van wat")),
                ("scope", models.CharField(blank=True, max_length=80, verbose_name="waar")),
                ("told", models.TextField(default="{}", verbose_name="bijzonderheden")),
                ("before", models.CharField(max_length=64, verbose_name="kenmerk van de regel ervoor")),
                ("digest", models.CharField(max_length=64, verbose_name="kenmerk")),
            ],
            options={
                "verbose_name": "regel van het spoor",
                "verbose_name_plural": "regels van het spoor",
                "indexes": [
                    models.Index(fields=["about_hex", "number"], name="audit_about"),
                    models.Index(fields=["by_hex", "number"], name="audit_by"),
                    models.Index(fields=["thing", "number"], name="audit_thing"),
                    models.Index(fields=["scope", "number"], name="audit_scope"),
                ],
            },
        ),
    ]
