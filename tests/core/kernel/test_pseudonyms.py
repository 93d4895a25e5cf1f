import os
import stat
from pathlib import Path

import pytest

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.kernel.pseudonyms import Key, digest_of, read_key, written

HEX = "ab" * 32


def problem(call):
    with pytest.raises(ProblemsError) as error:
        call()
    return error.value.problems


def test_key_is_made_at_first_use_and_kept(tmp_path):
    file = tmp_path / "nieuw" / "sleutel"
    first = read_key(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(first.secret) == 32
    assert read_key(file) == first
    assert os.listdir(file.parent) == ["sleutel"]  # noqa: PTH208 - names are what counts


def test_two_keys_differ(tmp_path):
    assert read_key(tmp_path / "een") != read_key(tmp_path / "twee")


def test_key_in_the_environment_goes_before_the_file(tmp_path):
    file = tmp_path / "sleutel"
    assert read_key(file, HEX) == Key(bytes.fromhex(HEX))
    assert not file.exists()


@pytest.mark.parametrize("text", ["", "geen sleutel", "ab" * 31, "ab" * 33])
def test_wrong_key_is_refused_from_environment_and_file(tmp_path, text):
    file = tmp_path / "sleutel"
    file.write_text(text, encoding="ascii")
    file.chmod(0o600)
    assert problem(lambda: read_key(file)) == (Problem("key-broken", Place("sleutel")),)
    assert problem(lambda: read_key(file, text)) == (Problem("key-broken", Place("BANENAFSPRAAK_KEY")),)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_key_that_others_may_read_is_refused(tmp_path, mode):
    file = tmp_path / "sleutel"
    read_key(file)
    file.chmod(mode)
    assert problem(lambda: read_key(file)) == (Problem("key-open-to-others", Place("sleutel")),)


def test_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "bestand").touch()
    unreachable = (Problem("key-unreachable", Place("sleutel")),)
    assert problem(lambda: read_key(tmp_path / "bestand" / "sleutel")) == unreachable
    assert problem(lambda: read_key(Path("/proc/sleutel"))) == unreachable


@pytest.mark.parametrize("mode", [0o700, 0o755])
def test_folder_in_place_of_a_key_is_refused(tmp_path, mode):
    (tmp_path / "sleutel").mkdir()
    (tmp_path / "sleutel").chmod(mode)
    assert problem(lambda: read_key(tmp_path / "sleutel")) == (Problem("key-unreachable", Place("sleutel")),)


def test_pseudonym_and_digest_are_each_others_other_side():
    key = Key(bytes(32))
    digest = key.digest("bsn", "123456782")
    assert key.pseudonym("bsn", "123456782") == written(digest)
    assert digest_of(written(digest)) == digest
    assert digest_of("123456782") is None


def test_pseudonym_depends_on_key_kind_and_value():
    key, other = Key(bytes(32)), Key(bytes.fromhex(HEX))
    made = {
        key.pseudonym("bsn", "A"),
        key.pseudonym("persoon", "A"),
        key.pseudonym("bsn", "B"),
        other.pseudonym("bsn", "A"),
    }
    assert len(made) == 4


def test_key_shows_nothing_of_itself():
    assert HEX not in repr(Key(bytes.fromhex(HEX)))
    assert repr(bytes.fromhex(HEX)) not in repr(Key(bytes.fromhex(HEX)))
