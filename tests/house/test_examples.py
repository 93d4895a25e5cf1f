"""The examples in the docstrings of the source run and say what comes out."""

import doctest
import importlib

import pytest
from tests.house import tree


def module_name(file):
    return file.removeprefix("src/").removesuffix(".py").replace("/", ".").removesuffix(".__init__")


MODULES = [module_name(file) for file in tree.python("src/") if ">>> " in tree.text(file)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
