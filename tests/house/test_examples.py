"""The examples in the docstrings of the source run and say what comes out."""

import doctest
import importlib

import pytest
from tests.house import tree

from banenafspraak.cli.frame import frame


def module_name(file):
    return file.removeprefix("src/").removesuffix(".py").replace("/", ".").removesuffix(".__init__")


MODULES = [module_name(file) for file in tree.python("src/") if ">>> " in tree.text(file)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name, monkeypatch):
    monkeypatch.setattr(frame, "lang", "nl")  # a test of a command may have left another
    assert doctest.testmod(importlib.import_module(name)).failed == 0
