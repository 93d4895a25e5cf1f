"""A small employer as files, and the command run in this process with what it printed."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from banenafspraak.cli.app import run
from banenafspraak.cli.frame import frame

KEY = "00" * 32
HEADER = (
    "bsn;loonheffingennummer;nummer_ikv;tijdvak_begin;tijdvak_einde;verloonde_uren;code_aard;code_soort;sectorcode\n"
)
ROWS = """\
999990019;123456782L01;1;01-12-2018;31-12-2018;110,92;1;15;64
999990020;123456782L01;2;01-12-2018;31-12-2018;110,92;1;15;64
111222333;W-1;1;2018-12-01;2018-12-31;221,84;11;15;52
111222333;W-1;1;2012-12-01;2012-12-31;110,92;1;15;33
111222333;W-2;1;2018-11-05;2018-12-02;56;1;15;33
"""
PAYROLL = HEADER + ROWS
REGISTER = "bsn,datum_begin,datum_einde\n111222333,2010-01-01,\n999990019,2015-01-01,2020-01-01\n"
BSNS = ("999990019", "999990020", "111222333")


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def data(self):
        return json.loads(self.out)

    @property
    def words(self):
        return " ".join((self.out + self.err).split())


@pytest.fixture(autouse=True)
def _environment(monkeypatch, tmp_path_factory):
    monkeypatch.setenv("BANENAFSPRAAK_KEY", KEY)
    monkeypatch.setenv("BANENAFSPRAAK_FIGURES", str(tmp_path_factory.mktemp("uitgaven") / "cijfers"))
    monkeypatch.setattr(frame, "out", Console(highlight=False, width=160))
    monkeypatch.setattr(frame, "err", Console(stderr=True, highlight=False, width=160))
    monkeypatch.delenv("BANENAFSPRAAK_LANG", raising=False)
    monkeypatch.delenv("BANENAFSPRAAK_DEBUG", raising=False)


@pytest.fixture
def say(capsys):
    def _say(*arguments):
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return _say


@pytest.fixture
def files(tmp_path) -> Path:
    (tmp_path / "loon.csv").write_text(PAYROLL, encoding="utf-8")
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")
    return tmp_path


@pytest.fixture
def asked(files):
    return (files / "loon.csv", "--register", files / "register.csv", "--period", "2018")
