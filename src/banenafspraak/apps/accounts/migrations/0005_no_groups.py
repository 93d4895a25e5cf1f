"""Roles take the place of groups and of the one who may everything; nothing used those."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_roles_and_keys")]
    operations = [
        migrations.RemoveField(
            model_name="account",
            name="groups",
        ),
        migrations.RemoveField(
            model_name="account",
            name="is_superuser",
        ),
        migrations.RemoveField(
            model_name="account",
            name="user_permissions",
        ),
    ]
