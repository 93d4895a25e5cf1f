"""Problems: every kind is used, every use is known, and both languages say the same things and hold the same places."""

import ast
from string import Formatter

import yaml
from tests.house import tree

from banenafspraak.core.kernel.problems import catalogue

PARTS = {"what", "why", "remedy"}
FILES = [name for name in tree.files() if name.startswith("src/") and name.endswith("/problems.yaml")]
SOURCES = tree.python("src/")


def constants(module):
    """All texts that stand in the code of a module, docstrings left out."""
    nodes = list(ast.walk(module))
    docs = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    texts = (node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {node.value for node in texts if id(node) not in docs}


def raised(module):
    """Calls of stop(...) and Problem(...) with a code that stands there: code, and the names given, or None for **."""
    for call in (node for node in ast.walk(module) if isinstance(node, ast.Call) and node.args):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in {"stop", "Problem"} and isinstance(call.args[0], ast.Constant):
            yield call.args[0].value, given(name, call)


def given(name, call):
    """The names that a call fills in; None when the call does not say."""
    if name == "stop":
        names = {keyword.arg for keyword in call.keywords} - {"place"}
        return None if None in names else names
    values = [*call.args[2:3], *(keyword.value for keyword in call.keywords if keyword.arg == "values")]
    if not values:
        return set()
    if not isinstance(values[0], ast.Dict) or not all(isinstance(key, ast.Constant) for key in values[0].keys):
        return None
    return {key.value for key in values[0].keys}


def places(texts):
    """The names between braces in a set of sentences."""
    return {field for text in texts.values() for _, field, _, _ in Formatter().parse(text) if field is not None}


def shared_places(kind, lang):
    """The same, where a name that ends in a language stands for one that each language has."""
    return {name.removesuffix(f"_{lang}") for name in places(kind.texts[lang])}


def asked(code):
    """The names that the sentences of a problem want filled in, in either language."""
    return set().union(*map(places, catalogue()[code].texts.values()))


def test_every_file_of_problems_is_read():
    named = [code for name in FILES for code in yaml.safe_load(tree.text(name))]
    assert sorted(named) == sorted(catalogue())


def test_every_kind_is_used():
    used = set().union(*(constants(tree.tree(name)) for name in SOURCES))
    assert set(catalogue()) - used == set()


def test_every_use_is_a_known_kind():
    used = {(code, name) for name in SOURCES for code, _ in raised(tree.tree(name))}
    assert {(code, name) for code, name in used if code not in catalogue()} == set()


def test_every_use_fills_in_what_the_sentences_ask():
    calls = [call for name in SOURCES for call in raised(tree.tree(name)) if call[0] in catalogue()]
    short = [(code, names) for code, names in calls if names is not None and asked(code) - names]
    assert short == []


def test_both_languages_say_what_why_and_remedy():
    kinds = catalogue().values()
    incomplete = {kind.code for kind in kinds for lang in ("nl", "en") if set(kind.texts[lang]) != PARTS}
    empty = {kind.code for kind in kinds for texts in kind.texts.values() if not all(map(str.strip, texts.values()))}
    assert incomplete | empty == set()


def test_both_languages_hold_the_same_places():
    kinds = catalogue().values()
    assert {kind.code for kind in kinds if shared_places(kind, "nl") != shared_places(kind, "en")} == set()


def test_every_kind_is_documented():
    page = tree.text("docs/reference/problems.md")
    assert {code for code in catalogue() if f"`{code}`" not in page} == set()


def test_a_forgotten_place_is_seen():
    module = ast.parse('stop("a", b=1)\nProblem("c", Place(), {"d": 1})\nstop("e", **f)\nProblem("g", h, i)\nstop(j)')
    assert list(raised(module)) == [("a", {"b"}), ("c", {"d"}), ("e", None), ("g", None)]
    assert places({"what": "{b} and {d}", "why": "{b}"}) == {"b", "d"}
