"""An id by which an account is known outside its own table."""

import uuid
from typing import Any

from django.db import migrations, models


def give_ids(apps: Any, editor: Any) -> None:
    """Give everyone who has an account an id to be known by."""
    for account in apps.get_model("accounts", "Account").objects.filter(public_id=None):
        account.public_id = uuid.uuid4()
        account.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_the_account")]
    operations = [
        migrations.AddField(
            model_name="account",
            name="public_id",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True, verbose_name="kenmerk"),
        ),
        migrations.RunPython(give_ids, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="account",
            name="public_id",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kenmerk"),
        ),
    ]
