"""An abbreviation with two meanings stands on no screen: names of organisations are written in full."""

import re

import pytest
from tests.house import tree

from banenafspraak.core.organisations.reference import references

SHOWN = re.compile(
    r"^src/banenafspraak/(?:.+\.html|.+\.po|.+\.yaml|figures/.+\.csv)$|^docs/(?:glossary\.toml|how-to/.+)$"
)
BARE = re.compile(r"\bV\.?S\.?O\b(?! Werkgevers)")  # a site carries that name


def bare(text):
    return [line for line in text.splitlines() if BARE.search(line)]


def test_no_text_that_is_shown_has_the_bare_abbreviation():
    found = {name: bare(tree.text(name)) for name in tree.files() if SHOWN.search(name)}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_no_organisation_that_comes_along_is_named_so():
    assert [one.name for one in references() if BARE.search(one.name)] == []


@pytest.mark.parametrize(
    ("text", "fault"), [("de VSO zegt", True), ("V.S.O.", True), ("VSO Werkgevers", False), ("VSO19,x", False)]
)
def test_the_bare_abbreviation_is_seen(text, fault):
    assert bool(bare(text)) is fault
