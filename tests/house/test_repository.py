"""What may not stand in the repository: addresses in lock files, files of others, words beside the project."""

import hashlib
import re
from pathlib import Path

import pytest
from tests.house import tree
from tests.leaving_out import needs

LOCKS = [name for name in tree.files() if name.startswith("requirements/")]
ADDRESS = re.compile(r"https?:|--(?:extra-)?index-url|--find-links|^-[if]\b|\s@\s", re.MULTILINE)
PIN = re.compile(r"^[\w.\[\]-]+==", re.MULTILINE)
HASH = "--hash=sha256:"
STANDARDS = tree.ROOT.parent / "shared" / "standards"
COMPARED = "comparison with the standards of others; add it: place their files in ../shared/standards"
OWN_WORK = "css-recipe"
TOKEN = re.compile(r"[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*")
NOT_OURS = {
    # Tools and places that are no part of the project, as digests: a list of words would name what it forbids.
    "00a7dc5a0cc38858",
    "0dc11026ac75c015",
    "2960ad205cb64ff3",
    "3ea125d0bff386e6",
    "487b91042c7cf27a",
    "57de4cf40144bdf7",
    "5d72436256ada538",
    "60965168ce762e94",
    "7b8208d11b1b6f48",
    "7d3194f79e645c42",
    "94a168d2da574b00",
    "a4aa2ac280bb8d1a",
    "c247e9808f5e81b8",
    "c70eca6b0f88f44d",
    "c857d09db23e6822",
    "c899567ee9068517",
    "d298391b07433318",
    "de2187af3fb01170",
    "e680c440a2e92079",
}


def without_hash(lock):
    """Pins of a lock file that no hash stands under, each by its name and version."""
    return [
        part.split()[0] for part in re.split(r"^(?=[\w.\[\]-]+==)", lock, flags=re.MULTILINE)[1:] if HASH not in part
    ]


def digest(word):
    return hashlib.sha256(word.encode()).hexdigest()[:16]


def strange_words(text):
    """Words of a text that are no part of the project, whole or between dots and dashes."""
    found = set(TOKEN.findall(text.lower()))
    found |= {part for token in found for part in re.split(r"[.-]", token)}
    return {word for word in found if digest(word) in NOT_OURS}


def test_lock_files_carry_no_addresses():
    assert {name: ADDRESS.findall(tree.text(name)) for name in LOCKS if ADDRESS.search(tree.text(name))} == {}


def test_lock_files_carry_hashes_for_every_pin():
    assert "requirements/base.txt" in LOCKS
    assert [name for name in LOCKS if not PIN.search(tree.text(name))] == []
    assert {name: without_hash(tree.text(name)) for name in LOCKS if without_hash(tree.text(name))} == {}


def test_a_pin_without_a_hash_is_seen():
    bare = "a==1\nb[c]==2 ; x < '3' \\\n    --hash=sha256:00\nd-e==3 \\\n    # via a\n"
    assert without_hash(bare) == ["a==1", "d-e==3"]


@pytest.mark.parametrize(
    "line", ["--index-url https://a.example", "-i x", "a @ file:///a.whl", "--find-links x", "a==1 # https://a.example"]
)
def test_an_address_is_seen(line):
    assert ADDRESS.search(line)


def test_there_is_no_lock_with_addresses():
    assert [name for name in tree.files() if Path(name).name in {"uv.lock", "poetry.lock", "Pipfile.lock"}] == []


def test_the_python_version_is_named_once():
    assert tree.text(".python-version").strip() == "3.13"


def test_no_file_of_the_standards_shelf_is_here():
    shelf = needs(STANDARDS, COMPARED)
    ours = {hashlib.sha256((tree.ROOT / name).read_bytes()).hexdigest(): name for name in tree.files()}
    theirs = [file for file in shelf.rglob("*") if file.is_file() and OWN_WORK not in file.parts]
    digests = {hashlib.sha256(file.read_bytes()).hexdigest() for file in theirs if file.stat().st_size}
    assert theirs
    assert {name for found, name in ours.items() if found in digests} == set()


def test_the_repository_speaks_of_the_project_alone():
    found = {name: strange_words(f"{name} {tree.text(name)}") for name in tree.files()}
    assert {name: words for name, words in found.items() if words} == {}


def test_a_word_that_is_not_ours_is_seen():
    assert strange_words("see pypi" + ".org, or index.pypi" + "-mirror") != set()
