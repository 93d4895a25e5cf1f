"""The embedded database: safe to write from several threads; and the start that tells what is wrong."""

import os
import secrets
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connections, transaction

from banenafspraak.web.settings import SQLITE


@pytest.fixture
def embedded(tmp_path, django_db_blocker):
    """The embedded database as an installation has it, in a file."""
    file = tmp_path / "site.sqlite3"
    given = connections.configure_settings({"default": {}, "embedded": {**SQLITE, "NAME": file}})
    connections.settings["embedded"] = given["embedded"]
    with django_db_blocker.unblock():
        yield connections["embedded"], file
        connections["embedded"].close()
    del connections["embedded"], connections.settings["embedded"]


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 10_000), ("synchronous", 1)]
)
def test_the_embedded_database_is_set_up(embedded, pragma, value):
    connection, _ = embedded
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_a_transaction_takes_the_right_to_write_at_its_start(embedded):
    _, file = embedded
    with closing(sqlite3.connect(file, timeout=0)) as other:
        with transaction.atomic(using="embedded"), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("CREATE TABLE anything (at_all)")
        other.execute("CREATE TABLE anything (at_all)")


def test_nothing_that_is_sent_rolls_over_to_the_disk():
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    assert settings.SMALL_BODY <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def test_details_of_faults_are_never_shown():
    assert settings.DEBUG is False


def test_a_start_with_wrong_settings_names_them_and_stops():
    environment = {**os.environ, "LISTEN": "0.0.0.0:1", "SECRET_KEY": "", "DEMO": "misschien"}
    done = subprocess.run(
        [sys.executable, "-m", "banenafspraak.web", "check"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 5
    assert [line.split()[1] for line in done.stderr.splitlines()[1:]] == ["PUBLIC_URL", "SECRET_KEY", "DEMO"]
    assert "Traceback" not in done.stderr


def test_a_site_that_serves_others_passes_the_checks_of_django(tmp_path):
    served = {"PUBLIC_URL": "https://banen.example", "SECRET_KEY": secrets.token_urlsafe(48)}
    done = subprocess.run(
        [sys.executable, "-m", "banenafspraak.web", "check", "--deploy", "--fail-level", "WARNING"],
        env={**os.environ, **served, "DATA_DIR": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 silenced" in done.stdout


def test_browsers_may_be_sent_to_where_an_account_elsewhere_is(tmp_path):
    oidc = {
        "OIDC_NAME": "x",
        "OIDC_SERVER": "https://elders.example/a",
        "OIDC_CLIENT_ID": "x",
        "OIDC_CLIENT_SECRET": "x",
    }
    lines = "from django.conf import settings; print(settings.SECURE_CSP['form-action'])"
    done = subprocess.run(
        [sys.executable, "-m", "banenafspraak.web", "shell", "--no-imports", "-c", lines],
        env={**os.environ, **oidc, "DATA_DIR": str(tmp_path)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "[<CSP.SELF: \"'self'\">, 'https://elders.example']\n"
    assert "https://elders.example" not in str(settings.SECURE_CSP)
