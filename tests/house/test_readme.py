"""What the README and the library page promise runs as it stands there."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
COMMANDS = re.compile(r"^banenafspraak (?:.*\\\n)*.*$", re.MULTILINE)


def shell_blocks():
    return re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)


def test_the_commands_of_the_readme_run(tmp_path):
    [use] = [block for block in shell_blocks() if "figures --year" in block]
    commands = COMMANDS.findall(use)
    assert len(commands) == 7
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "BANENAFSPRAAK_KEY": "00" * 32}
    for command in commands:
        done = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def test_the_python_of_the_readme_runs(tmp_path):
    [block] = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    environment = {**os.environ, "BANENAFSPRAAK_KEY": "00" * 32}
    made = [BIN / "banenafspraak", "demo", "nation", "--scale", "0.0005", "--out", "build/land"]
    subprocess.run(made, cwd=tmp_path, env=environment, capture_output=True, check=True)
    done = subprocess.run([sys.executable, "-c", block], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "'sector': 'totaal'" in done.stdout


@pytest.mark.parametrize("page", ["docs/how-to/library.md"])
def test_the_examples_of_a_page_run(page):
    assert doctest.testfile(str(ROOT / page), module_relative=False).failed == 0


@pytest.mark.parametrize("page", ["README.md", "README.nl.md", "CONTRIBUTING.md", "docs/start/first-steps.md"])
def test_the_jobs_that_a_page_names_are_there(page):
    jobs = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"^make ([a-z]+)", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE))
    assert named
    assert named - jobs == set()
