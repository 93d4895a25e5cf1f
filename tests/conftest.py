"""The installation that the tests of the site have: data in a folder that goes, SQLite or TEST_DATABASE_URL.

Set before Django is loaded. Where Django is not installed the tests of the core run all the same.
"""

import atexit
import os
import shutil
import tempfile
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests import trust  # noqa: F401 - how Hypothesis is set up for all tests
from tests.factories import ready

if find_spec("django"):
    import django

    from banenafspraak.web.installation import NAMES

    for name in NAMES:
        os.environ.pop(name, None)
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="banenafspraak-")
    os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")
    os.environ["DJANGO_SETTINGS_MODULE"] = "banenafspraak.web.settings"
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
    django.setup()

    # A worker of xdist has its settings from the process that started it: its data folder is its own all the same.
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a good one takes half a second
    settings.INSTALLATION = replace(settings.INSTALLATION, data_dir=Path(os.environ["DATA_DIR"]))


def pytest_collection_modifyitems(items):
    """Marks the tests that ask the database: on a server those alone run once more."""
    for item in items:
        asks = item.get_closest_marker("django_db") or "db" in getattr(item, "fixturenames", ())
        if asks and not item.get_closest_marker("embedded"):
            item.add_marker("database")


@pytest.fixture(scope="session")
def settle(tmp_path_factory):
    """Puts the data of a site into a folder, so that it need not be made there: see tests/factories/ready.py."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def put(folder, kind=ready.FILLED):
        shutil.copytree(ready.data(shared, kind), folder, dirs_exist_ok=True)
        return folder

    return put
