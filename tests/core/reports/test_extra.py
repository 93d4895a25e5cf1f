"""The extra: what happens when it is not there."""

import sys

import pytest
from _pytest.outcomes import Failed, Skipped
from tests.leaving_out import needs_module

from banenafspraak.core.kernel.problems import Problem, ProblemsError
from banenafspraak.core.reports import extra


def nothing(name):
    raise ModuleNotFoundError(name)


def test_a_missing_package_is_a_problem_that_says_how_to_add_it():
    with pytest.raises(ProblemsError) as stopped:
        extra.tool("altair", nothing)
    (problem,) = stopped.value.problems
    assert (problem.code, problem.exit) == ("report-extra-missing", 5)
    assert "altair" in problem.sentences("nl")["what"]
    for lang in ("nl", "en"):
        assert "make setup" in problem.sentences(lang)["remedy"]
        assert "pip install 'banenafspraak[report]'" in problem.sentences(lang)["remedy"]


@pytest.mark.usefixtures("report_extra")
@pytest.mark.parametrize("package", ["altair", "vl_convert", "typst", "jinja2"])
def test_all_tools_are_asked_for_before_anything_is_made(monkeypatch, package):
    assert extra.need_tools() is None
    monkeypatch.setitem(sys.modules, package, None)  # Python then imports it as if it were not installed
    with pytest.raises(ProblemsError) as stopped:
        extra.need_tools()
    assert stopped.value.problems == (Problem("report-extra-missing", values={"package": package}),)


def test_without_a_package_for_our_typeface_there_is_no_folder():
    assert extra.font_folder("no_such_package") is None


def test_a_test_that_lacks_a_package_is_left_out_aloud(monkeypatch):
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    with pytest.raises(Skipped, match="left out: a thing; add it: make x"):
        needs_module("no_such_package", "a thing; add it: make x")
    monkeypatch.setenv("REQUIRE_ALL", "1")
    with pytest.raises(Failed, match="left out: a thing"):
        needs_module("no_such_package", "a thing")
    assert needs_module("json", "never").__name__ == "json"
