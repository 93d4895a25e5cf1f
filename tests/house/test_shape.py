"""Sizes, openings of modules, names of rooms, and a reason beside every exception."""

import ast
import re

import pytest
from tests.house import tree

MODULE = 600
TEST_FILE = 1000
FUNCTION = 60
NO_ROOM = {"utils", "helpers", "common", "misc"}
EXCEPTION = re.compile(
    r"#\s*(?:ruff:\s*|flake8:\s*)?noqa|#\s*type:\s*ignore|#\s*mypy:|#\s*pragma:\s*no\s*(?:cover|branch)"
)
REASON = re.compile(r"(?: - |\s# )\s*\w+\W+\w+")

EVERY = tree.python("src/", "tests/", "docs/")
SOURCES = tree.python("src/")


def too_long(module):
    """Functions past their size, as name and lines. A signature does not count: that of a command lists its options."""
    functions = (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    sizes = {node.name: (node.end_lineno or node.lineno) - node.body[0].lineno + 1 for node in functions}
    return {function: size for function, size in sizes.items() if size > FUNCTION}


def without_reason(source):
    """Lines with an exception that does not say why."""
    return [line for line, comment in tree.comments(source) if EXCEPTION.search(comment) and not REASON.search(comment)]


def test_files_stop_in_time():
    sizes = {name: len(tree.text(name).splitlines()) for name in EVERY}
    most = {name: TEST_FILE if name.startswith("tests/") else MODULE for name in EVERY}
    assert {name: size for name, size in sizes.items() if size > most[name]} == {}


def test_functions_stop_in_time():
    assert {name: too_long(tree.tree(name)) for name in EVERY if too_long(tree.tree(name))} == {}


def test_a_long_function_is_seen():
    body = "    pass\n"
    assert too_long(ast.parse(f"def f():\n{body * (FUNCTION + 1)}")) == {"f": FUNCTION + 1}
    assert too_long(ast.parse(f"def f():\n{body * FUNCTION}")) == {}


def test_modules_say_what_lives_in_them():
    assert [name for name in SOURCES if not ast.get_docstring(tree.tree(name))] == []


def test_exceptions_have_their_reason():
    found = {name: without_reason(tree.text(name)) for name in EVERY}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_no_room_for_what_fits_nowhere():
    parts = {(name, part) for name in EVERY for part in name.removesuffix(".py").split("/")}
    assert {name for name, part in parts if part in NO_ROOM} == set()


@pytest.mark.parametrize(
    ("comment", "fault"),
    [
        ("x = 1  # noqa", True),
        ("x = 1  # noqa: S101", True),
        ("x = 1  # noqa: S101 - a fault in a file", False),
        ("x = 1  # type: ignore[misc]", True),
        ("x = 1  # type: ignore[misc]  # the stubs lag behind", False),
        ("x = 1  # pragma: no cover", True),
        ("x = 1  # pragma: no cover - only on a full disk", False),
        ("x = '# noqa'", False),
    ],
)
def test_a_missing_reason_is_seen(comment, fault):
    assert bool(without_reason(comment)) is fault
