"""What was made with other code is made anew: the digest in recipes is that of the code, and no module is left out."""

import ast
from hashlib import sha256

import pytest
from tests.house import tree

from banenafspraak.core.counting.store.program import PROGRAM, TAKING_PART

HOUSE = "banenafspraak.core."
GIVING = {
    "counting.engines.sql": "statements, which recipes hold, and the small tables of a plan, whose rows they hold",
    "counting.plan": "a plan; of it recipes hold the small tables and the rules",
    "counting.store.objects": "where files lie",
    "counting.store.program": "the digest itself",
    "kernel.data": "texts of law as they are written, whose digests recipes hold",
    "kernel.problems": "what a user can mend",
    "kernel.pseudonyms": "the key; rows have numbers since they came in",
    "kernel.receipts": "digests",
    "regions": "places, which recipes hold as a small table or which came in with employers",
    "tables.reading": "names of columns",
    "tables.writing": "how a state is written",
}
"""Modules that the ones taking part use, and why a recipe sees a change in what they give."""


def path(module):
    return f"src/{(HOUSE + module).replace('.', '/')}.py"


def is_words(node):
    """Whether a statement is a docstring: of a module, a class, a function or a name."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def plain(node):
    """A tree as plain values: no places, no comments, no docstrings, and nothing that another Python adds empty."""
    if isinstance(node, list):
        return [plain(each) for each in node if not is_words(each)]
    if not isinstance(node, ast.AST):
        return repr(node)
    fields = [(name, plain(value)) for name, value in ast.iter_fields(node) if value is not None and value != []]
    return [type(node).__name__, *fields]


def digest(sources):
    """The digest of code."""
    return sha256(repr([plain(ast.parse(source)) for source in sources]).encode()).hexdigest()


def used(module):
    """The modules of the core that a module uses by name."""
    nodes = (node for node in ast.walk(tree.tree(path(module))) if isinstance(node, ast.ImportFrom))
    return {node.module.removeprefix(HOUSE) for node in nodes if node.module and node.module.startswith(HOUSE)}


def test_the_program_in_recipes_is_the_one_that_makes():
    assert digest(tree.text(path(module)) for module in TAKING_PART) == PROGRAM, "write this one in store/program.py"


def test_every_module_takes_part_or_gives_what_a_recipe_sees():
    assert set().union(*map(used, TAKING_PART)) - set(TAKING_PART) == GIVING.keys()


CODE = 'def f(a):\n    """Words."""\n    return a + 1\n'


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("def f(a):  # a comment\n    return (a\n      + 1)", True),
        (CODE.replace("Words", "Other words"), True),
        (CODE.replace("1", "2"), False),
        (CODE.replace("+", "-"), False),
        (CODE.replace("return a + 1", "return 'a' + 1"), False),
        (f"{CODE}x: int = 1", False),
    ],
)
def test_other_code_has_another_digest_and_other_words_have_not(other, same):
    assert (digest([other]) == digest([CODE])) is same
