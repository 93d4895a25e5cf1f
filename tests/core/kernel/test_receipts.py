import hashlib

from banenafspraak.core.kernel.receipts import InputFile, NamedFile, Receipt, canonical, sha256_file, sha256_text

FILE = InputFile("payroll", "b.csv", "00", 3, 2, 1)
OTHER = InputFile("payroll", "a.csv", "00", 1, 1, 0)


def receipt(*inputs):
    return Receipt("1", "duckdb", "2", "2018", {}, {}, {}, inputs, {}, {}, notes=("no-baseline",))


def test_receipt_is_the_same_in_whatever_order_files_came():
    assert receipt(FILE, OTHER).as_dict() == receipt(OTHER, FILE).as_dict()
    assert [one["name"] for one in receipt(FILE, OTHER).as_dict()["inputs"]] == ["a.csv", "b.csv"]
    assert receipt().as_dict()["notes"] == ["no-baseline"]


def test_a_file_without_its_rows_says_role_name_and_digest():
    named = NamedFile("payroll", "999990019.csv", "00")
    assert receipt(named).as_dict()["inputs"] == [{"role": "payroll", "name": named.name, "sha256": "00"}]
    assert "999990019" not in named.name
    assert isinstance(FILE, NamedFile)


def test_canonical_form_is_one_for_equal_values():
    assert canonical({"b": 1, "a": ["é"]}) == canonical({"a": ["é"], "b": 1}) == '{"a":["é"],"b":1}'


def test_digest_of_text_and_file_are_those_of_their_bytes(tmp_path):
    path = tmp_path / "x"
    path.write_bytes("é".encode())
    assert sha256_file(path) == sha256_text("é") == hashlib.sha256("é".encode()).hexdigest()
