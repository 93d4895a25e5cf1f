"""The generated pages of docs/reference are fresh, and links in the docs lead somewhere."""

import re
from pathlib import Path
from typing import Annotated

import pytest
import typer
from docs import build
from tests.house import tree

LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
UNDER_WAY = 5
MEASURED = {"speed.md"}  # written by make bench, which measures a machine


def test_the_generated_pages_are_fresh():
    assert build.stale() == []


def test_no_generated_page_outlived_its_source():
    assert {file.name for file in build.REFERENCE.glob("*.md")} - MEASURED == set(build.pages())


def test_a_page_that_is_not_fresh_is_named(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(build, "REFERENCE", tmp_path)
    assert build.main(["--check"]) == 1
    assert "docs/reference/problems.md" in capsys.readouterr().out
    assert build.main([]) == 0
    assert build.main(["--check"]) == 0


def test_a_sign_of_tables_in_a_cell_does_not_break_the_table():
    assert list(build.table(["a"], [["b|c\nd"]])) == ["| a |", "|---|", "| b&#124;c d |", ""]


def test_the_manual_has_an_index_and_deeper_headings():
    page = build.counting({"01-jobs": "# What is a job?\n\n```sh\n# no heading\n```\n## Pair"})
    assert "- [What is a job?](#what-is-a-job)" in page
    assert page.endswith("## What is a job?\n\n```sh\n# no heading\n```\n### Pair\n")


def test_the_page_of_commands_tells_arguments_options_and_defaults():
    app, inner = typer.Typer(help="Root."), typer.Typer(help="Shows.")
    app.add_typer(inner, name="demo")
    given = Annotated[list[Path], typer.Argument(help="Files | folders.")]
    lang = Annotated[str, typer.Option(help="nl or en.")]
    quiet = Annotated[bool, typer.Option("--quiet/--loud", help="Say less.")]

    def count(files: given, lang: lang = "nl", quiet: quiet = False) -> None: ...
    def nation() -> None: ...

    count.__doc__, nation.__doc__ = "Count the jobs.", "Make a nation."
    app.command()(count)
    inner.command()(nation)
    page = build.commands(app)
    assert "## banenafspraak count\n\nCount the jobs.\n" in page
    assert "| `FILES` | yes |  | Files &#124; folders. |" in page
    assert "| `--lang` |  | nl | nl or en. |" in page
    assert "| `--quiet`, `--loud` |  |  | Say less. |" in page
    assert "## banenafspraak demo nation\n\nMake a nation." in page


def test_links_in_the_docs_lead_somewhere():
    pages = [name for name in tree.files() if name.endswith(".md") and not name.startswith("tests/spec/")]
    links = [(name, link) for name in pages for link in LINK.findall(tree.text(name))]
    assert [(name, link) for name, link in links if not (tree.ROOT / name).parent.joinpath(link).exists()] == []


def test_at_most_five_tidyings_are_under_way():
    assert len(re.findall(r"^[-*\d]", tree.text("docs/under-way.md"), re.MULTILINE)) <= UNDER_WAY


DECISIONS = [name for name in tree.files() if name.startswith("docs/decisions/")]


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_has_its_header_and_parts(name):
    parts = r"# \d+\. .+\n\nstatus: .+\nbuilt: .+\n\n## Context\n.+\n## Decision\n.+\n## Consequences\n.+"
    assert re.fullmatch(parts, tree.text(name), re.DOTALL)
