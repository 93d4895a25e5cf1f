from banenafspraak.core.counting import fates as fate

NAMED = {value for name, value in vars(fate).items() if name.isupper() and isinstance(value, str)}


def test_every_fate_has_its_sentence_and_article():
    assert set(fate.fates()) == NAMED
    for one in fate.fates().values():
        assert one.sentence("nl") != one.sentence("en")
        assert one.article
        assert one.mark in {"V", "D", "U"}


def test_only_regular_and_lent_work_counts():
    assert [code for code, one in fate.fates().items() if one.counts] == [*fate.COUNTED]
