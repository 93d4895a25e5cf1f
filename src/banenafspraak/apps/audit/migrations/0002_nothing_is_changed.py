"""Triggers: the database refuses that an entry of the trail is changed or taken away."""

from typing import Any

from django.db import migrations

DEEDS = ("update", "delete")
SHUT = {
    "sqlite": [
        "CREATE TRIGGER audit_no_{deed} BEFORE {deed} ON audit_entry BEGIN SELECT RAISE(ABORT, 'the trail only grows'); END"
    ],
    "postgresql": [
        """
        CREATE FUNCTION audit_no_{deed}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the trail only grows'; END $$
        """,
        "CREATE TRIGGER audit_no_{deed} BEFORE {deed} ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_no_{deed}()",
    ],
}
OPEN = {
    "sqlite": ["DROP TRIGGER audit_no_{deed}"],
    "postgresql": ["DROP TRIGGER audit_no_{deed} ON audit_entry", "DROP FUNCTION audit_no_{deed}()"],
}


def run(connection: Any, statements: dict[str, list[str]]) -> None:
    """Do this for every deed that is refused."""
    with connection.cursor() as cursor:
        for deed in DEEDS:
            for statement in statements[connection.vendor]:
                cursor.execute(statement.format(deed=deed))


def shut(apps: Any, editor: Any) -> None:
    """Refuse."""
    run(editor.connection, SHUT)


def open_up(apps: Any, editor: Any) -> None:
    """Refuse no longer."""
    run(editor.connection, OPEN)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_trail")]
    operations = [migrations.RunPython(shut, open_up)]
