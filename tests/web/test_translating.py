"""Sentences are found in code and templates; every one has its translation, with the same places in it."""

import re

import polib
import pytest

from banenafspraak.web import translating
from banenafspraak.web.translating import Sentence

PLACE = re.compile(r"%\(\w+\)[sd]|</?\w+>")
CATALOGUES = sorted((translating.WEB / "locale").glob(translating.CATALOGUE))


def found_in_template(text):
    return set(translating.of_template(text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('<p title="(a)">{% translate "Naar (het) begin" %}</p>', Sentence("Naar (het) begin")),
        ('{% translate "Mei" context "maand" %}', Sentence("Mei", context="maand")),
        (
            "{% blocktranslate trimmed with a=b %}\n  Het is {{ a }}.\n{% endblocktranslate %}",
            Sentence("Het is %(a)s."),
        ),
        (
            "{% blocktranslate count n=n %}{{ n }} baan{% plural %}{{ n }} banen{% endblocktranslate %}",
            Sentence("%(n)s baan", plural="%(n)s banen"),
        ),
    ],
)
def test_a_sentence_of_a_template_is_found(text, sentence):
    assert found_in_template(text) == {sentence}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('_("Start")', Sentence("Start")),
        ('x(gettext_lazy("Start"))', Sentence("Start")),
        ('ngettext("baan", "banen", 3)', Sentence("baan", plural="banen")),
        ('pgettext("maand", "Mei")', Sentence("Mei", context="maand")),
        ('npgettext("werk", "baan", "banen", n)', Sentence("baan", plural="banen", context="werk")),
    ],
)
def test_a_sentence_of_code_is_found(text, sentence):
    assert list(translating.of_python(text)) == [sentence]


@pytest.mark.parametrize("text", ["_(name)", 'print("Start")', 'gettext("a" + b)'])
def test_what_is_no_sentence_is_left(text):
    assert list(translating.of_python(text)) == []


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parts[-3])
def test_every_sentence_is_translated(file):
    entries = {Sentence(e.msgid, e.msgid_plural, e.msgctxt or ""): e for e in polib.pofile(str(file))}
    assert set(entries) == set(translating.sentences()), "run: make translate"
    assert [entry.msgid for entry in entries.values() if not entry.translated()] == []


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parts[-3])
def test_a_translation_holds_the_same_places(file):
    for entry in polib.pofile(str(file)):
        plurals = (
            (text, entry.msgid_plural if number else entry.msgid) for number, text in entry.msgstr_plural.items()
        )
        for text, dutch in ((entry.msgstr, entry.msgid), *plurals):
            assert not text or sorted(PLACE.findall(text)) == sorted(PLACE.findall(dutch))


def test_updating_keeps_translations_and_drops_what_is_gone(tmp_path):
    file = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    old = polib.POFile()
    old.metadata = {"Language": "en", "Content-Type": "text/plain; charset=UTF-8"}
    old.extend([polib.POEntry(msgid="Start", msgstr="Begin"), polib.POEntry(msgid="Weg", msgstr="Gone")])
    old.save(str(file))
    [catalogue] = translating.update_catalogues(tmp_path)
    assert {entry.msgid: entry.msgstr for entry in catalogue}["Start"] == "Begin"
    assert "Weg" not in {entry.msgid for entry in polib.pofile(str(file))}
    before = file.read_text(encoding="utf-8")
    assert list(translating.update_catalogues(tmp_path))
    assert file.read_text(encoding="utf-8") == before
    translating.compile_catalogues(tmp_path)
    assert {entry.msgid for entry in polib.mofile(str(file.with_suffix(".mo")))} == {"Start"}
