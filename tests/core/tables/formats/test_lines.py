import pytest

from banenafspraak.core.kernel.problems import Place, ProblemsError
from banenafspraak.core.tables.formats import lines
from banenafspraak.core.tables.formats.lines import Decoded, blocks, find_encoding, row_begins, whole_text
from banenafspraak.core.tables.sources import sources

HERE = Place("x.csv", 5)


def source_of(folder, content):
    path = folder / "x.csv"
    path.write_bytes(content)
    return sources([path])[0]


def texts(source, encoding=None, skip=0):
    return [(block.first, block.text.decode()) for block in blocks(source, lambda _: None, encoding, ";", skip)]


@pytest.mark.parametrize(
    ("sample", "encoding"),
    [
        (b"", "utf-8"),
        (b"a", "utf-8"),
        (b"\xef\xbb\xbfa", "utf-8"),
        (b"\xff\xfea\0", "utf-16-le"),
        (b"\xfe\xff\0a", "utf-16-be"),
        (b"a\0b\0", "utf-16-le"),
        (b"\0a\0b", "utf-16-be"),
    ],
)
def test_encoding_is_seen_from_the_begin(sample, encoding):
    assert find_encoding(sample) == encoding


def test_return_at_the_end_of_a_piece_waits_for_its_line_feed():
    decoded = Decoded("utf-8", HERE)
    assert [decoded(piece) for piece in (b"a\r", b"\nb\r", b"c\r", b"")] == [b"a", b"\nb", b"\nc", b"\n"]


def test_bytes_of_no_sign_are_named():
    with pytest.raises(ProblemsError) as error:
        Decoded("utf-16-le", HERE)(b"\x00\xd8\x00\x00")
    assert [problem.code for problem in error.value.problems] == ["csv-broken"]


@pytest.mark.parametrize("size", [3, 5, 8, 100])
def test_blocks_hold_whole_rows(tmp_path, monkeypatch, size):
    monkeypatch.setattr(lines, "BLOCK", size)
    source = source_of(tmp_path, b'kop\na;"x\ny"\nb;c\n"d\n\n";e')
    found = texts(source, skip=1)
    assert "".join(text for _, text in found) == 'a;"x\ny"\nb;c\n"d\n\n";e\n'
    assert [first for first, _ in found] == [2 + sum(t.count("\n") for _, t in found[:at]) for at in range(len(found))]
    assert all(text.count('"') % 2 == 0 for _, text in found)


def test_block_that_is_no_utf_8_is_windows_1252(tmp_path):
    assert texts(source_of(tmp_path, b"caf\xe9\n")) == [(1, "café\n")]
    assert texts(source_of(tmp_path, "café\n".encode())) == [(1, "café\n")]
    assert texts(source_of(tmp_path, b"caf\x82\n"), "cp437") == [(1, "café\n")]


def test_lines_to_skip_may_be_all_there_are(tmp_path):
    assert texts(source_of(tmp_path, b"a\nb"), skip=2) == []
    assert texts(source_of(tmp_path, b"a\nb"), skip=1) == [(2, "b\n")]


@pytest.mark.parametrize(
    ("text", "begins", "is_open"),
    [
        (b"a\nb\n", [0, 1], False),
        (b'"a\nb"\nc\n', [0, 2], False),
        (b'a\n"b\nc\n', [0, 1], True),
        (b'5"\nb\n', [0, 1], False),
        (b"", [], False),
    ],
)
def test_rows_begin_where_quotation_marks_say(text, begins, is_open):
    assert row_begins(text, ";", HERE) == (begins, is_open)


def test_quote_closed_in_the_middle_is_named_with_its_row():
    with pytest.raises(ProblemsError) as error:
        row_begins(b'a\n"b"c\nd\n', ";", HERE)
    assert [(problem.code, problem.place.row) for problem in error.value.problems] == [("csv-quote-open", 6)]


def test_small_text_is_read_whole(tmp_path):
    assert whole_text(source_of(tmp_path, "\ufeffcafé\r\n".encode())) == "café\n"
    assert whole_text(source_of(tmp_path, "café\n".encode("utf-16"))) == "café\n"
    assert whole_text(source_of(tmp_path, "café".encode("cp1252"))) == "café"
