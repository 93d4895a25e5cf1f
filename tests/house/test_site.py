"""The site: settings documented, no unused template, every page checked in a browser, packages without addresses."""

import ast
import json
import re
from contextlib import suppress
from io import StringIO
from pathlib import Path

import allauth
import pytest
from django.core.management import call_command
from django.urls import resolve
from django.utils import translation
from tests.house import tree
from tests.journeys.pages import EVERY

from banenafspraak.apps.audit.models import Chain
from banenafspraak.apps.mail.enums import Kind
from banenafspraak.apps.mail.letters import FORMS
from banenafspraak.web.installation import NAMES
from banenafspraak.web.languages import language_of
from banenafspraak.web.navigation import PAGES

TEMPLATES = [name for name in tree.files() if re.search(r"^src/banenafspraak/(?:apps|web)/.*templates/", name)]
SOURCES = tree.python("src/banenafspraak/")
NAMED_IN_TEMPLATE = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""")
ROW = re.compile(r"^\| `([A-Z_]+)`", re.MULTILINE)
ENDINGS = {Kind.MAIL: ("txt", "html"), Kind.TEXT: ("txt",)}
APP_FILES = {
    "__init__", "apps", "enums", "models", "access", "queries", "actions", "forms", "views", "tasks", "urls", "admin",
    "audit_tags", "signals", "blocks", "wagtail_hooks",
}  # fmt: skip
OF_ONE_ROOM = {  # what these rooms are about, and no other has
    "mail": {"letters", "links", "post"},
    "reminders": {"terms", "watches"},
}
APP_FOLDERS = {"templates", "migrations", "management", "actions", "views"}  # the last two where one file is too small


ALLAUTH = Path(allauth.__file__).with_name("templates")
OF_ALLAUTH = re.compile(r"(?:account|mfa|usersessions|socialaccount)/.+\.(?:html|txt)")
NOT_REACHED = re.compile(
    r"/email/"  # its mails are letters of ours
    r"|/base(?!_entrance|_manage\.)|^(?:mfa|usersessions|socialaccount)/base|/snippets/"  # parts of its own pages
    r"|phone|signup(?!_closed)"  # nobody signs up, and no number is asked
    r"|account/(?:email\.|email_confirm\.|password_reset_done|verification_sent|verified_email_required)"  # by links
    r"|cannot_delete_primary_email|unverified_primary_email|primary_email_set|email_deleted"  # with several addresses
    r"|mfa/trust|socialaccount/login_redirect"  # what is not switched on
)
"""Templates of allauth that no visitor sees, and why."""


def constants(name):
    return {node.value for node in ast.walk(tree.tree(name)) if isinstance(node, ast.Constant)}


def test_every_setting_of_the_site_is_documented():
    page = tree.text("docs/start/settings.md").partition("## The site")[2].partition("\n## ")[0]
    assert set(ROW.findall(page)) == set(NAMES)


def test_every_template_is_used():
    used = set().union(*map(constants, SOURCES))
    used |= {f"mail/{name}.{kind}" for name, form in FORMS.items() for kind in ENDINGS[form.kind]}
    used |= {found for name in TEMPLATES for found in NAMED_IN_TEMPLATE.findall(tree.text(name))}
    used |= {str(file.relative_to(ALLAUTH)) for file in ALLAUTH.rglob("*.*")}  # ours stand in for those of allauth
    assert [name for name in TEMPLATES if name.partition("/templates/")[2] not in used] == []


def test_whoever_logs_in_reads_our_words():
    theirs = {str(file.relative_to(ALLAUTH)) for file in ALLAUTH.rglob("*.*")}
    seen = {name for name in theirs if OF_ALLAUTH.fullmatch(name) and not NOT_REACHED.search(name)}
    ours = {name.partition("/templates/")[2] for name in TEMPLATES}
    assert len(seen) > 40
    assert seen - ours == set()


def test_what_is_only_part_of_a_page_is_named_so():
    parts = [name for name in TEMPLATES if name.endswith(".html") and "{% extends" not in tree.text(name)]
    assert [name for name in parts if not re.search(r"/(?:_[a-z_]+|base)\.html$", name)] == []


def test_every_page_is_checked_in_a_browser():
    found = set()
    for address, _ in EVERY:
        with translation.override(language_of(address)):
            found |= {resolve(address.partition("?")[0]).view_name} if address != "/nergens/" else set()
    assert set(PAGES) - found == set()


def test_the_packages_of_npm_have_a_version_a_digest_and_no_address():
    wanted = json.loads(tree.text("package.json"))
    lock = json.loads(tree.text("package-lock.json"))["packages"]
    versions = {**wanted["dependencies"], **wanted["devDependencies"]}
    assert [name for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    packages = {name: each for name, each in lock.items() if name}
    assert {name for name, each in packages.items() if "resolved" in each or "integrity" not in each} == set()
    assert {f"node_modules/{name}" for name in versions} <= set(packages)
    assert "omit-lockfile-registry-resolved=true" in tree.text(".npmrc").splitlines()


@pytest.mark.parametrize("name", [name for name in tree.files() if name.startswith("src/banenafspraak/apps/")])
def test_a_file_of_an_app_has_a_name_that_tells_what_is_in_it(name):
    parts = Path(name).relative_to("src/banenafspraak/apps").with_suffix("").parts
    files = APP_FILES | OF_ONE_ROOM.get(parts[0], set())
    assert len(parts) == 1 or parts[1] in (APP_FOLDERS if len(parts) > 2 else files)


@pytest.mark.django_db
def test_the_tables_match_the_models():
    assert missing_migrations() == ""


@pytest.mark.django_db
def test_a_change_without_a_migration_is_seen(monkeypatch):
    monkeypatch.setitem(Chain._meta.original_attrs, "verbose_name", "anders")  # noqa: SLF001 - as a changed model says
    assert "chain" in missing_migrations().lower()


def missing_migrations():
    """What Django would write to make the tables match the models."""
    told = StringIO()
    with suppress(SystemExit):
        call_command("makemigrations", "--check", "--dry-run", stdout=told, verbosity=1)
    return "" if "No changes" in told.getvalue() else told.getvalue()
