"""The next question: what settles most comes first, a scheme that is out asks nothing, and it comes to an end."""

from datetime import date

from banenafspraak.core.schemes.answers import Status
from banenafspraak.core.schemes.asking import progress, questions
from banenafspraak.core.schemes.assessing import assess
from banenafspraak.core.schemes.cases import read_case
from banenafspraak.core.schemes.reading import law_book
from banenafspraak.core.schemes.rules import UP_TO

TODAY = date(2026, 7, 1)
ANSWERS = {
    "in_doelgroepregister": 1, "uitkering": 1, "wsw": 0, "begeleid_door_gemeente": 1, "loonwaarde": 60,
    "uren_per_week": 3200, "loon_per_maand": 200000, "geboortedatum": 7000, "startdatum": 20700, "einddatum": 22000,
    "kan_werken": 1, "arbeidsovereenkomst": 1, "voltijd_uren": 3600, "verloonde_uren": 1500, "dagloon": 10000,
}  # fmt: skip


def asked(skip=(), **known):
    case = read_case({}, TODAY).with_facts(**known)
    return questions(assess(case, law_book(), readings=False), law_book(), skip=skip, most=2)


def test_with_nothing_known_the_question_that_settles_most_comes_first():
    first, second = asked()
    assert (first.fact.name, first.schemes[:3]) == ("wsw", ("lks", "lkv_banenafspraak", "norisk"))
    assert second.fact.name != first.fact.name


def test_every_answer_leads_on_and_it_ends():
    book, case, seen = law_book(), read_case({}, TODAY), []
    while found := questions(assess(case, book, readings=False), book):
        name = found[0].fact.name
        assert name not in seen
        seen.append(name)
        case = case.with_facts(**{name: ANSWERS.get(name, 0)})
    done = assess(case, book)
    assert done.with_status(Status.UNKNOWN_NEEDS) == ()
    bands = [one.scheme.id for one in done.with_status(Status.APPLIES) if one.money and one.money.low != one.money.high]
    assert set(bands) <= UP_TO
    assert len(seen) < 45


def test_the_questions_about_amounts_come_last():
    case = read_case({}, TODAY)
    book = law_book()
    kinds = []
    while found := questions(assess(case, book, readings=False), book):
        kinds.append(found[0].for_amount)
        case = case.with_facts(**{found[0].fact.name: ANSWERS.get(found[0].fact.name, 0)})
    assert kinds == sorted(kinds)
    assert kinds[-1] is True


def test_what_was_skipped_is_not_asked_again():
    first, _ = asked()
    assert first.fact.name not in {one.fact.name for one in asked(skip={first.fact.name})}


def test_an_amount_that_was_skipped_is_not_asked_again():
    book, case, skip = law_book(), read_case({}, TODAY), set()
    while found := questions(assess(case, book, readings=False), book, skip=skip):
        name = found[0].fact.name
        assert name not in skip
        if found[0].for_amount:
            skip.add(name)
        else:
            case = case.with_facts(**{name: ANSWERS.get(name, 0)})
    assert skip


def test_a_first_no_ends_the_questions_of_a_scheme():
    known = {"wsw": 1}
    found = assess(read_case({}, TODAY).with_facts(**known), law_book(), readings=False)
    assert found.answers["lks"].status is Status.DOES_NOT_APPLY
    more = questions(found, law_book(), most=50)
    assert all("lks" not in one.schemes for one in more)


def test_how_far_it_is():
    book = law_book()
    nothing = progress(assess(read_case({}, TODAY), book))
    some = progress(assess(read_case({"wsw": "artikel_2"}, TODAY), book))
    assert nothing["all"] == some["all"] == 25
    assert nothing["settled"] < some["settled"]
