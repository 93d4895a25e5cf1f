"""An account without an address, its language, when it was last seen, and that it was wiped."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_public_id")]
    operations = [
        migrations.AddField(
            model_name="account",
            name="invented",
            field=models.BooleanField(default=False, verbose_name="verzonnen"),
        ),
        migrations.AddField(
            model_name="account",
            name="language",
            field=models.CharField(default="nl", max_length=2, verbose_name="taal"),
        ),
        migrations.AddField(
            model_name="account",
            name="seen_on",
            field=models.DateField(default=django.utils.timezone.localdate, verbose_name="laatst gezien op"),
        ),
        migrations.AddField(
            model_name="account",
            name="wiped_at",
            field=models.DateTimeField(null=True, verbose_name="gewist op"),
        ),
        migrations.AlterField(
            model_name="account",
            name="email",
            field=models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name="e-mailadres"),
        ),
        migrations.AddIndex(
            model_name="account",
            index=models.Index(fields=["seen_on"], name="accounts_by_seen"),
        ),
    ]
