"""Words: the glossary is whole, columns and Dutch names of the core's public interface stand in it."""

import ast
import re
import tomllib

import pytest
import yaml
from tests.house import tree

from banenafspraak.core.tables import columns

TERMS = tomllib.loads(tree.text("docs/glossary.toml"))
FIELDS = ("nl", "en", "meaning", "betekenis", "source")
TABLES = [found for found in vars(columns).values() if isinstance(found, columns.Table)]
RESULT = [
    "definitie",
    "periode",
    "sector",
    "subsector",
    "soort",
    "regio",
    "grondslag",
    "leeftijdsklasse",
    "sbi_sectie",
    "grootteklasse",
    "maand",
    "verloonde_uren",
    "personen",
    "banen",
    "extra_banen",
    "doelstelling",
    "verschil",
    "afgeschermd",
]
# Dutch words of the field that tend to slip into English code; words that are the same in English are left out.
DUTCH = set(tree.text("tests/house/dutch.txt").split())
LOOKS_DUTCH = re.compile(r"aa|uu|ij|(?:heid|lijk|schap|ingen)$|^ge.*d$")
ENGLISH = {"generated", "gained", "hijack"}


def tokens(name):
    """The words of a name: verloonde_uren, LoonwaardeGiven."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


KNOWN = {word for key, term in TERMS.items() for word in (*tokens(key), *tokens(term["nl"]))}


def unknown_words(name):
    """Dutch words in a name that the glossary does not know."""
    return [w for w in tokens(name) if w not in KNOWN | ENGLISH and (w in DUTCH or LOOKS_DUTCH.search(w))]


def public_names(node):
    """Names of public functions, classes, methods, their parameters and fields."""
    for child in node.body:
        name = own_name(child)
        if not name or name.startswith("_"):
            continue
        yield name
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            given = child.args
            yield from (argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs))
        if isinstance(child, ast.ClassDef):
            yield from public_names(child)


def own_name(node):
    """The name that a statement gives, if it gives one."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.TypeAlias(name=ast.Name(id=name)):
            return name
    return None


def test_every_term_is_whole():
    assert {key for key, term in TERMS.items() if set(term) != set(FIELDS) or not all(term.values())} == set()


def test_every_meaning_is_one_sentence():
    texts = ((key, t[field]) for key, t in TERMS.items() for field in ("meaning", "betekenis"))
    assert {key for key, text in texts if not re.fullmatch(r"[^a-z].*[^.]\.", text)} == set()


def test_terms_are_sorted_and_stand_for_one_thing_each():
    english = [term["en"] for term in TERMS.values()]
    assert list(TERMS) == sorted(TERMS)
    assert sorted(english) == sorted(set(english))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_columns_of_a_table_are_in_the_glossary(table):
    assert set(table.names()) - set(TERMS) == set()


def test_the_columns_of_a_result_are_in_the_glossary():
    assert set(RESULT) - set(TERMS) == set()


def test_the_settings_of_a_definition_are_in_the_glossary():
    files = [name for name in tree.files() if re.search(r"/counting/definitions/.+\.yaml$", name)]
    settings = {key for name in files for key in yaml.safe_load(tree.text(name))}
    assert "venster" in settings
    assert settings - set(TERMS) == set()


def test_dutch_names_of_the_core_are_in_the_glossary():
    found = {name: set(public_names(tree.tree(name))) for name in tree.python("src/banenafspraak/core/")}
    unknown = {(file, name) for file, names in found.items() for name in names if unknown_words(name)}
    assert unknown == set()


@pytest.mark.parametrize("name", ["werknemer_of", "LoonSom", "aantal", "read_verlofdagen_bijlage"])
def test_a_dutch_name_is_seen(name):
    assert unknown_words(name)


@pytest.mark.parametrize("name", ["verloonde_uren", "HTTPServer", "register", "read_loonwaarde", "shared_days"])
def test_other_names_pass(name):
    assert unknown_words(name) == []


def test_all_public_names_are_looked_at():
    module = ast.parse("class A:\n    b: int\n    def c(self, d, *, _e): ...\ndef _f(g): ...\ntype H = int\nI: int = 1")
    assert set(public_names(module)) == {"A", "b", "c", "self", "d", "_e", "H", "I"}
