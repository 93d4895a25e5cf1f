import pytest

from banenafspraak.core.kernel import problems
from banenafspraak.core.kernel.problems import Noted, Place, Problem, ProblemsError, attempt, catalogue, stop


@pytest.mark.parametrize(
    ("place", "nl", "en"),
    [
        (Place(), "", ""),
        (Place("loon.csv"), "loon.csv", "loon.csv"),
        (Place("loon.csv", 0), "loon.csv, rij 0", "loon.csv, row 0"),
        (Place("loon.csv", 3, "bsn"), "loon.csv, rij 3, kolom bsn", "loon.csv, row 3, column bsn"),
        (Place(column="bsn"), "kolom bsn", "column bsn"),
    ],
)
def test_place_in_words(place, nl, en):
    assert (place.text("nl"), place.text("en")) == (nl, en)


def test_sentences_hold_the_values():
    problem = Problem("archive-too-many", Place("x.zip"), {"found": 1001, "most": 1000})
    assert problem.sentences("nl")["what"] == "Dit zip-bestand bevat 1001 bestanden."
    assert problem.exit == 3


def test_unknown_code_is_a_fault_of_ours():
    with pytest.raises(LookupError, match="no-such-code"):
        Problem("no-such-code")


def test_error_carries_all_problems_and_the_first_exit():
    error = ProblemsError([Problem("key-broken"), Problem("file-empty")])
    assert (str(error), error.exit, len(error.problems)) == ("key-broken, file-empty", 5, 2)
    assert stop("file-empty", Place("a")).problems == (Problem("file-empty", Place("a")),)


def test_problems_of_all_steps_are_kept_and_stop_at_once():
    def failing():
        raise stop("file-empty", Place("a"))

    noted = Noted()
    assert [noted.take(step) for step in (lambda: 1, failing, lambda: 2, failing)] == [1, None, 2, None]
    with pytest.raises(ProblemsError) as caught:
        noted.stop()
    assert caught.value.problems == (Problem("file-empty", Place("a")),) * 2


def test_attempt_gives_the_result_or_the_problem_without_the_error_behind_it():
    assert attempt(lambda: 1, (ValueError,), "file-empty") == 1
    with pytest.raises(ProblemsError) as caught:
        attempt(lambda: int("123456782x"), (ValueError,), "file-empty", Place("a"))
    assert caught.value.problems == (Problem("file-empty", Place("a")),)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    with pytest.raises(TypeError, match="list"):
        attempt(lambda: int([]), (ValueError,), "file-empty")


def test_code_named_twice_is_a_fault_of_ours(tmp_path, monkeypatch):
    text = "a:\n  exit: 3\n  nl: {what: a, why: b, remedy: c}\n  en: {what: a, why: b, remedy: c}\n"
    for room in ("een", "twee"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "problems.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(problems, "CORE", tmp_path)
    with pytest.raises(LookupError, match="named twice: a"):
        catalogue.__wrapped__()


def test_a_problem_on_one_line_begins_with_its_place_when_it_has_one():
    parts = Problem("file-empty").sentences("nl").values()
    assert Problem("file-empty").text("nl") == " ".join(parts)
    assert Problem("file-empty", Place("a.csv", 3)).text("nl") == f"a.csv, rij 3: {' '.join(parts)}"
