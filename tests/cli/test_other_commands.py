"""`columns`, `demo`, and how the door behaves when something goes wrong."""

import io
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console

from banenafspraak.cli.app import run
from banenafspraak.cli.frame import frame, progress
from banenafspraak.core.kernel.pseudonyms import Key


def test_columns_proposes_a_mapping_that_count_takes(say, files):
    text = (files / "loon.csv").read_text("utf-8").replace("verloonde_uren", "Uren betaald")
    (files / "loon.csv").write_text(text, encoding="utf-8")
    said = say("columns", files / "loon.csv", "--out", files / "kolommen.toml")
    assert "verloonde_uren ontbreekt, nodig" in said.words
    told = (files / "kolommen.toml").read_text("utf-8")
    told = told.replace('# verloonde_uren = "..."', 'verloonde_uren = "Uren betaald"')
    (files / "kolommen.toml").write_text(told, encoding="utf-8")
    asked = (files / "loon.csv", "--register", files / "register.csv", "--period", "2018", "--json")
    assert "column-missing" in say("count", *asked).out
    said = say("count", *asked, "--columns", files / "kolommen.toml")
    assert said.data["tabel"][-1]["banen"] == 3.036062


def test_columns_as_data(say, files):
    found = say("columns", files / "register.csv", "--table", "register", "--json").data
    assert found["kolommen"] == {"bsn": "bsn", "datum_begin": "datum_begin", "datum_einde": "datum_einde"}


def test_demo_run_shows_the_invented_nation_beside_the_published_figures(say, tmp_path):
    said = say("demo", "run", "--scale", "0.001", "--out", tmp_path / "land")
    assert said.code == 0
    assert "VERZONNEN GEGEVENS" in said.words
    assert said.words.count("Vergelijk ze nooit met een echt cijfer.") == 1
    assert "53.390" in said.words
    assert (tmp_path / "land" / "telling-2018.xlsx").is_file()


def test_demo_nation_names_the_command_that_counts_it(say, tmp_path):
    said = say("demo", "nation", "--scale", "0.0005", "--out", tmp_path / "land", "--lang", "en")
    command = said.err.split("banenafspraak count ")[1].split()
    assert say("count", *command, "--quiet").code == 0


@pytest.mark.parametrize("scale", ["0", "-0.1", "1.001", "2"])
def test_demo_refuses_an_impossible_scale(say, tmp_path, scale):
    said = say("demo", "nation", "--scale", scale, "--out", tmp_path)
    assert said.code == 2
    assert "scale-unfit" in said.words


def test_demo_employer_counts_its_returns(say, tmp_path):
    said = say("demo", "employer", "--out", tmp_path / "werkgever")
    assert said.code == 0
    assert "Gelezen 494 loonregels: 494 aangenomen, 0 geweigerd." in said.words


def test_no_command_shows_help(say):
    said = say()
    assert said.code == 2
    assert "Usage: banenafspraak" in said.err


def test_version(say):
    assert say("--version").out.strip() == "0.1.0"


def test_wrong_use_is_a_sentence(say):
    said = say("count", "--registr", "x")
    assert said.code == 2
    assert "--registr" in said.words


def test_a_fault_of_ours_is_a_sentence_and_no_traceback(capsys):
    assert run([None]) == 1
    said = capsys.readouterr().err
    assert "AttributeError" in said
    assert "Traceback" not in said


def test_a_fault_of_ours_shows_more_to_who_mends_it(capsys, monkeypatch):
    monkeypatch.setenv("BANENAFSPRAAK_DEBUG", "1")
    assert run([None]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_key_file_is_made_for_its_owner_alone(say, asked, files, monkeypatch):
    monkeypatch.delenv("BANENAFSPRAAK_KEY")
    key = files / "hier" / "sleutel"
    assert say("count", *asked, "--key-file", key).code == 0
    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(0o644)
    assert "key-open-to-others" in say("count", *asked, "--key-file", key).words


def test_a_key_file_that_is_told_goes_before_the_environment(say, asked, files):
    cell = ("--cell", "soort=inleen", "--json")
    by_environment = say("explain", *asked, *cell).data["regels"][0]["persoon"]
    by_file = say("explain", *asked, *cell, "--key-file", files / "sleutel").data["regels"][0]["persoon"]
    key = Key(bytes.fromhex((files / "sleutel").read_text("ascii").strip()))
    assert by_environment == Key(bytes(32)).pseudonym("bsn", "111222333")
    assert by_file == key.pseudonym("bsn", "111222333")


def test_progress_shows_rows_and_speed_on_a_terminal(monkeypatch):
    screen = Console(file=io.StringIO(), force_terminal=True, width=100)
    monkeypatch.setattr(frame, "err", screen)
    monkeypatch.setattr(frame, "quiet", False)
    monkeypatch.setattr(frame, "lang", "en")
    with progress() as tell:
        tell("loon.csv", 10, 100, 5)
        time.sleep(0.2)
        tell("loon.csv", 50, 100, 25)
        time.sleep(0.2)
    assert "25 rows" in screen.file.getvalue()


def until(condition, seconds=60):
    """Wait for something that must come; a slow machine only waits longer."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def has_open(process, file):
    handles = Path(f"/proc/{process.pid}/fd")
    return any(handle.exists() and handle.resolve() == file.resolve() for handle in handles.iterdir())


def test_ctrl_c_stops_without_a_half_result(files):
    big = files / "groot.csv"
    lines = (files / "loon.csv").read_text("utf-8").splitlines()
    with big.open("w", encoding="utf-8") as stream:
        stream.write(lines[0] + "\n")
        stream.writelines(lines[1].replace(";1;01", f";{number};01") + "\n" for number in range(400_000))
    command = [sys.executable, "-m", "banenafspraak", "count", big, "--register", files / "register.csv"]
    process = subprocess.Popen(
        [*command, "--period", "2018", "--out", files / "uit.json", "--engine", "reference"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    until(lambda: has_open(process, big))
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "Traceback" not in said.decode()
    assert not list(files.glob("*uit*"))


def test_ctrl_c_while_loading_is_no_traceback():
    program = """
import sys, banenafspraak.__main__ as door
class Stop:
    def find_spec(self, name, *rest):
        if name == "banenafspraak.cli.app":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
door.main()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "")


@pytest.mark.parametrize("command", [[], ["count", "--help"], ["demo", "--help"]])
def test_help_comes_from_the_command_itself(command):
    found = subprocess.run(
        [sys.executable, "-m", "banenafspraak", *command], capture_output=True, text=True, check=False
    )
    assert "Usage: banenafspraak" in found.stdout + found.stderr
