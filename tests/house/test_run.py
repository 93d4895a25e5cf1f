"""What `make test` tells: gates of coverage, what was left out, the summary."""

import re
import sys

import pytest
from tests import run
from tests.house import tree


def report(covered, total, missing=()):
    branches = {"covered_branches": covered, "num_branches": total}
    return {
        "summary": {"covered_lines": 1, "num_statements": 1, **branches},
        "missing_lines": [],
        "missing_branches": list(missing),
    }


RULES = run.Gate("rules", 100, ("core/counting/*",), but_not=("core/counting/engines/*",))


def test_a_gate_passes_when_all_is_reached():
    assert list(run.shortfall(RULES, {"core/counting/plan.py": report(2, 2)})) == []


def test_a_gate_names_the_file_and_the_branch_that_no_test_takes():
    told = list(run.shortfall(RULES, {"core/counting/plan.py": report(1, 2, [[7, -3]])}))
    assert told == [
        "rules: 2 of 3 lines and branches, 66.67 % of 100 %",
        "  core/counting/plan.py: 7->-3",
    ]


def test_a_gate_names_the_first_places_of_a_long_list():
    told = list(
        run.shortfall(RULES, {"core/counting/plan.py": report(0, 20, [[line, line + 1] for line in range(20)])})
    )
    assert told[1].endswith("7->8 and 12 more")


def test_a_gate_without_files_does_not_pass():
    files = {"core/counting/engines/reference.py": report(0, 2)}
    assert list(run.shortfall(RULES, files)) == ["rules: no file stands behind this gate"]


@pytest.mark.parametrize(
    "file",
    ["kernel/hours.py", "counting/plan.py", "tables/formats/xml.py", "counting/engines/x.py", "counting/store/x.py"],
)
def test_every_room_with_a_gate_stands_behind_one_gate(file):
    assert len([gate for gate in run.GATES if gate.holds(run.CORE + file)]) == 1


def test_the_floors_are_those_of_the_house():
    assert {gate.name: gate.percent for gate in run.GATES} == {"rules": 100, "readers": 95, "engines": 95}


def test_all_checks_of_make_check_are_run_and_the_tests_after_them():
    [checks] = re.findall(r"^check:.*\n((?:\t.*\n)+)", tree.text("Makefile"), re.MULTILINE)
    commands = [tuple(line.split()) for line in re.findall(r"\$\(BIN\)/(.+)", checks)]
    assert [step.command for step in run.STEPS[:-1]] == commands
    assert run.STEPS[-1].command[0] == "pytest"


def test_what_was_left_out_is_told_once_with_its_command():
    skip = '<testcase><skipped message="{}"/></testcase>'
    reasons = [
        "left out: the XSD; add it: get it",
        "left out: the XSD; add it: get it",
        "Skipped: left out: Java",
        "slow",
    ]
    junit = f"<testsuites>{''.join(map(skip.format, reasons))}<testcase/></testsuites>"
    assert run.left_out(junit) == [
        "Java",
        "slow (says neither what it leaves out nor how to add it)",
        "the XSD\n    add it: get it",
    ]


def test_the_summary_names_passed_failed_and_left_out():
    assert list(run.summary({"lint": True, "types": False}, ["Java"])) == [
        "\n== summary",
        "passed: lint",
        "failed: types",
        "Left out on this machine:",
        "  Java",
    ]


def told(monkeypatch, tmp_path, capfd, script, **environment):
    """Run one step that is a script in place of all of them."""
    step = run.Step("tests", (sys.executable, "-c", script))
    monkeypatch.setattr(run, "STEPS", (step,))
    monkeypatch.setattr(run, "GATES", ())
    monkeypatch.setattr(run, "BUILD", tmp_path)
    monkeypatch.setattr(run, "JUNIT", tmp_path / "tests.xml")
    monkeypatch.setattr(run, "JUNIT_ON_SERVER", tmp_path / "none.xml")
    monkeypatch.setattr(run, "ON_SERVER", run.Step("on a server", (sys.executable, "-c", "")))
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(run, "COVERAGE", tmp_path / "coverage.json")
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    code = run.main()
    return code, capfd.readouterr().out


WRITES = """
from pathlib import Path
Path({!r}, "tests.xml").write_text({!r})
Path({!r}, "coverage.json").write_text('{{"files": {{}}}}')
"""
LEFT = "<testsuites><testcase><skipped message='left out: Java; add it: apt'/></testcase></testsuites>"


def test_a_check_left_out_is_listed_and_passes(monkeypatch, tmp_path, capfd):
    code, out = told(monkeypatch, tmp_path, capfd, WRITES.format(str(tmp_path), LEFT, str(tmp_path)))
    assert code == 0
    assert "  Java\n    add it: apt\n" in out


def test_a_check_left_out_fails_when_all_are_required(monkeypatch, tmp_path, capfd):
    code, out = told(monkeypatch, tmp_path, capfd, WRITES.format(str(tmp_path), LEFT, str(tmp_path)), REQUIRE_ALL="1")
    assert code == 1
    assert "failed: nothing left out" in out


def test_without_a_server_the_tests_on_it_are_left_out_aloud(monkeypatch, tmp_path, capfd):
    _, out = told(monkeypatch, tmp_path, capfd, WRITES.format(str(tmp_path), LEFT, str(tmp_path)))
    assert "  the tests on PostgreSQL\n    add it: TEST_DATABASE_URL=" in out


def test_with_a_server_the_tests_run_on_it_too_and_once_without(monkeypatch, tmp_path, capfd):
    assert run.STEPS[-1].environment == {"TEST_DATABASE_URL": ""}
    server = "postgresql://server/base"
    script = "import os\nassert os.environ['TEST_DATABASE_URL'] == 'postgresql://server/base'"
    code, out = told(monkeypatch, tmp_path, capfd, script, TEST_DATABASE_URL=server)
    assert "passed: tests, on a server" in out
    assert "the tests on PostgreSQL" not in out
    assert code == 1  # this step leaves no report of coverage


def test_a_step_that_fails_is_told_and_the_rest_still_runs(monkeypatch, tmp_path, capfd):
    code, out = told(monkeypatch, tmp_path, capfd, "raise SystemExit(3)")
    assert code == 1
    assert "failed: tests, coverage gates" in out
