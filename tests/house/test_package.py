"""The package carries what the site needs: templates, styles, glossary, what browsers load, compiled translations."""

import subprocess
import sys
import zipfile

import pytest
from tests.house import tree
from tests.leaving_out import needs

PREFIX = "banenafspraak/"
CARRIED = {
    "web/glossary.toml",
    "web/templates/web/base.html",
    "web/styles/theme.css",
    "web/built/served/staticfiles.json",
    "web/locale/en/LC_MESSAGES/django.mo",
    "apps/accounts/migrations/0001_the_account.py",
    "figures/results.csv",
    "law/nl/bronnen.yaml",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    needs(tree.SOURCE / "web" / "built" / "served", "what browsers load; add it: make setup")
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, folder], cwd=tree.ROOT, check=True, capture_output=True)
    [file] = folder.glob("*.whl")
    with zipfile.ZipFile(file) as opened:
        yield opened


def test_the_wheel_carries_what_the_site_needs(wheel):
    assert {PREFIX + name for name in CARRIED} - set(wheel.namelist()) == set()


def test_the_glossary_goes_along_whole(wheel):
    assert wheel.read(PREFIX + "web/glossary.toml").decode() == tree.text("docs/glossary.toml")


def test_nothing_of_an_installation_goes_along(wheel):
    assert [name for name in wheel.namelist() if name.endswith((".sqlite3", "secret-key"))] == []
