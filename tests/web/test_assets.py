"""What browsers load: small, whole, and made of what the packages hold."""

import re

import pytest
from tests.house import tree
from tests.leaving_out import needs

from banenafspraak.web import assets

PACKAGES = tree.ROOT / "node_modules"


@pytest.fixture(scope="module")
def style():
    return assets.style_sheet(needs(PACKAGES, "the packages of npm; add it: make setup"))


def package(folder, name, text):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_only_tokens_that_are_reached_are_kept(tmp_path):
    package(
        tmp_path,
        f"{assets.TOKENS}/dist/theme.css",
        ".voorbeeld-theme {\n  --a: var(--b);\n  --b: var(--c, 1px);\n  --c: #fff;\n  --d: var(--a);\n}\n",
    )
    package(tmp_path, "@utrecht/x-css/dist/index.css", "/* Licence */\n.x {\n  color: var(--a);\n}\n")
    made = assets.style_sheet(tmp_path)
    assert ".voorbeeld-theme{--a:var(--b);--b:var(--c, 1px);--c:#fff;}" in made
    assert "--d" not in made
    assert "/* Licence */" not in made


def test_every_token_that_the_theme_overrides_is_one_that_is_used(style):
    ours = (assets.STYLES / "theme.css").read_text(encoding="utf-8")
    set_here = set(re.findall(r"(--(?:basis|utrecht|voorbeeld)-[\w-]+):", ours))
    assert set_here - set(re.findall(r"var\(\s*(--[\w-]+)", style)) == set()


def test_components_come_before_the_theme(style):
    assert style.index(".voorbeeld-theme{") < style.index(".utrecht-page-header {") < style.index(".bp-theme{")


def test_the_style_sheet_names_its_makers(style):
    assert "EUPL-1.2" in style.splitlines()[0]


def test_nothing_is_loaded_from_elsewhere(style):
    assert re.findall(r"url\((?!lexend)[^)]*\)|@import", style) == []


def test_all_is_made_again(tmp_path):
    packages = needs(PACKAGES, "the packages of npm; add it: make setup")
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "old.css").touch()
    assets.make(packages, tmp_path / "made")
    found = {file.name for file in (tmp_path / "made").iterdir()}
    assert found == {"site.css", "htmx.js", "lexend.woff2", "lexend-ext.woff2", "icon.svg", "passkeys.js"}
