"""`run` says where the site is, answers at once, and stops without a fuss."""

import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from tests.journeys.conftest import environment, started
from tests.leaving_out import needs

pytestmark = pytest.mark.xdist_group("journeys")
READY_WITHIN = 60


def test_the_site_answers_as_soon_as_its_address_is_told_and_stops_quietly(tmp_path):
    with started(tmp_path) as (run, address):
        with urllib.request.urlopen(f"{address}/gezondheid") as answer:  # noqa: S310 - our own address
            assert answer.read() == b"goed\n"
        run.send_signal(signal.SIGINT)
        assert (run.wait(20), run.stdout.read()) == (0, "")


def test_it_gets_ready_to_draw_after_its_first_answer_and_not_before(tmp_path, settle):
    settle(tmp_path)
    needs(Path("/proc/self/maps"), "what a process has loaded, as Linux tells it")
    with started(tmp_path) as (run, address):
        loaded = Path(f"/proc/{run.pid}/maps")
        assert "vl_convert" not in loaded.read_text()
        with urllib.request.urlopen(f"{address}/gezondheid") as answer:  # noqa: S310 - our own address
            assert answer.status == 200
        begun = time.monotonic()
        while time.monotonic() - begun < READY_WITHIN and "vl_convert" not in loaded.read_text():
            time.sleep(0.1)
        assert "vl_convert" in loaded.read_text()


def test_it_starts_again_on_what_is_there(tmp_path, settle):
    settle(tmp_path)
    for _ in range(2):
        with started(tmp_path) as (_, address):
            assert address.startswith("http://127.0.0.1:")


def test_a_port_that_is_taken_is_told(tmp_path, settle, site):
    settle(tmp_path)
    command = (sys.executable, "-m", "banenafspraak.web", "run")
    listen = site.removeprefix("http://")
    done = subprocess.run(
        command, env=environment(tmp_path, LISTEN=listen), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode != 0
    assert "address already in use" in done.stderr
    assert "Traceback" not in done.stderr
