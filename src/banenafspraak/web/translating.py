"""Finds the Dutch sentences of code and templates, and keeps the catalogues of the other languages. Needs no gettext.

The catalogues are sorted by sentence and name files without line numbers: two who add a page seldom meet in them.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polib
from django.utils.translation.template import templatize

from banenafspraak.web.settings import WEB

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = WEB.parent
ROOMS = ("web", "apps", "api")
ONE = {"gettext", "gettext_lazy", "gettext_noop", "_"}
SOME = {"ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
CALL = re.compile(r"\b(?:gettext|pgettext|ngettext|npgettext)\(")
CATALOGUE = "*/LC_MESSAGES/django.po"
WIDE = 120


@dataclass(frozen=True, order=True, slots=True)
class Sentence:
    """What is to be translated."""

    text: str
    plural: str = ""
    context: str = ""


def sentences() -> dict[Sentence, set[str]]:
    """Every sentence with the files in which it stands."""
    found: dict[Sentence, set[str]] = {}
    for file in _files():
        text = file.read_text(encoding="utf-8")
        for sentence in of_python(text) if file.suffix == ".py" else of_template(text):
            found.setdefault(sentence, set()).add(file.relative_to(SOURCE).as_posix())
    return found


def _files() -> Iterator[Path]:
    for room in ROOMS:
        for kind in ("*.py", "templates/**/*.html", "templates/**/*.txt", "templates/**/*.xml"):
            yield from sorted((SOURCE / room).rglob(kind))


def of_python(text: str) -> Iterator[Sentence]:
    """The sentences that code has translated."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            given = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            yield from _sentence(name, given)


def _sentence(name: str, given: list[str]) -> Iterator[Sentence]:
    match name, given:
        case name, [text] if name in ONE:
            yield Sentence(text)
        case name, [one, many] if name in SOME:
            yield Sentence(one, plural=many)
        case name, [context, text] if name in IN_CONTEXT:
            yield Sentence(text, context=context)
        case "npgettext", [context, one, many]:
            yield Sentence(one, plural=many, context=context)


def of_template(text: str) -> Iterator[Sentence]:
    """The sentences of a template. Django makes calls out of its tags and noise out of the rest; each is read alone."""
    code = templatize(text)
    for call in CALL.finditer(code):
        yield from of_python(_whole_call(code[call.start() :]))


def _whole_call(code: str) -> str:
    """The shortest beginning of some code that is a call by itself."""
    for end in (match.end() for match in re.finditer(r"\)", code)):
        try:
            ast.parse(code[:end])
        except SyntaxError:
            continue
        return code[:end]
    raise ValueError("a tag for translation that never ends")


def update_catalogues(folder: Path) -> Iterator[polib.POFile]:
    """Write each catalogue again: sentences that are there, with the translations that it has."""
    found = sentences()
    for file in sorted(folder.glob(CATALOGUE)):
        old = polib.pofile(str(file), wrapwidth=WIDE)
        known = {Sentence(each.msgid, each.msgid_plural, each.msgctxt or ""): each for each in old}
        new = polib.POFile(wrapwidth=WIDE)
        new.metadata = old.metadata
        new.extend(_entry(sentence, sorted(places), known) for sentence, places in sorted(found.items()))
        new.save(str(file))
        yield new


def _entry(sentence: Sentence, places: list[str], known: dict[Sentence, polib.POEntry]) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=sentence.text,
        msgid_plural=sentence.plural,
        msgctxt=sentence.context or None,
        occurrences=[(place, "") for place in places],
        msgstr_plural={0: "", 1: ""} if sentence.plural else {},
    )
    if sentence in known:
        entry.msgstr, entry.msgstr_plural = known[sentence].msgstr, known[sentence].msgstr_plural
    return entry


def compile_catalogues(folder: Path) -> None:
    """Write each catalogue as Django reads it."""
    for file in folder.glob(CATALOGUE):
        polib.pofile(str(file)).save_as_mofile(str(file.with_suffix(".mo")))
