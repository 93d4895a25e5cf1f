"""Writes the generated pages of docs/reference, or with --check says which of them are not fresh.

Each page is made from what the code and the data say, so that nothing is told twice. A page exists when its source
does.
"""

from __future__ import annotations

import csv
import importlib
import importlib.util
import os
import re
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from banenafspraak.core.kernel.law import all_law, law_sources
from banenafspraak.core.kernel.problems import CORE, Language, catalogue
from banenafspraak.core.reminders.terms import read_terms
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.reading import law_book

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from banenafspraak.core.kernel.law import LawText, Value
    from banenafspraak.core.kernel.problems import Kind
    from banenafspraak.core.schemes.book import Book, Condition, Parameter, Scheme

DOCS = Path(__file__).parent
REFERENCE = DOCS / "reference"
SPEC = DOCS.parent / "tests" / "spec"
MATRIX = DOCS.parent / "tests" / "web" / "matrix.csv"
TERMS = "src/banenafspraak/apps/reminders/terms.toml"
COMMANDS = "banenafspraak.cli.app"
NOTE = "<!-- Made by `make docs`. Change the source, not this page. -->"
MARKS = {"V": "verified", "D": "derived", "U": "unverified"}
PARTS = {
    "nl": ("wat", "waarom", "oplossing"),
    "en": ("what", "why", "remedy"),
}


def pages() -> dict[str, str]:
    """All pages by file name."""
    made = {"problems.md": problems(), "glossary.md": glossary(), "law.md": law(), "terms.md": terms()}
    if importlib.util.find_spec(COMMANDS):
        made["commands.md"] = commands(importlib.import_module(COMMANDS).app)
    if importlib.util.find_spec("django"):
        ready_django()
        with importlib.import_module("django.utils.translation").override("nl"):
            made |= {"roles.md": roles(), "trail.md": trail(), "access.md": access()}
    made["schemes.md"] = schemes()
    specs = sorted(SPEC.glob("*.md"))
    if specs:
        made["counting.md"] = counting({spec.stem: spec.read_text(encoding="utf-8") for spec in specs})
    return made


def page(title: str, lead: str, body: Iterable[str]) -> str:
    """A whole page."""
    return "\n".join([f"# {title}", "", NOTE, "", lead, "", *body]).rstrip() + "\n"


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a table, and an empty line after it."""
    names = list(header)
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;').replace(chr(10), ' ') for cell in row)} |"
    yield ""


def problems() -> str:
    """Every kind of problem, per room, in two languages."""
    lead = (
        "What a user can mend. A command that stops on a problem ends with its exit code; a refused row carries the\n"
        "code in `refused.csv`. Words between braces are filled in with names, counts and limits, never with the\n"
        "value of a cell."
    )
    return page("Problems", lead, _rooms_of_problems())


def _rooms_of_problems() -> Iterator[str]:
    for file in sorted(CORE.rglob("problems.yaml")):
        kinds = [catalogue()[code] for code in yaml.safe_load(file.read_text(encoding="utf-8"))]
        yield from (f"## {file.parent.relative_to(CORE).as_posix()}", "")
        yield from _kinds(kinds, "nl")
        yield from _kinds(kinds, "en")


def _kinds(kinds: Iterable[Kind], lang: Language) -> Iterator[str]:
    rows = ((f"`{k.code}`", str(k.exit), *(k.texts[lang][part] for part in PARTS["en"])) for k in kinds)
    yield from table(("code", "exit", *PARTS[lang]), rows)


def glossary() -> str:
    """Every term of docs/glossary.toml."""
    terms = tomllib.loads((DOCS / "glossary.toml").read_text(encoding="utf-8"))
    rows = ((f"`{key}`", t["nl"], t["en"], t["meaning"], t["source"]) for key, t in terms.items())
    lead = "The words of the field as code, data and screens use them. Everything else in the code is English."
    return page("Glossary", lead, table(("name", "Dutch", "English", "meaning", "source"), rows))


def terms() -> str:
    """Every term in days, with its sentence and reason."""
    lead = "After how many days something happens by itself. The numbers stand in one file; rooms name them."
    found = read_terms((DOCS.parent / TERMS).read_text(encoding="utf-8"))
    rows = ((f"`{t.name}`", str(t.days), t.sentence("nl"), t.sentence("en"), t.reason) for t in found.values())
    return page("Terms", lead, table(("name", "days", "in Dutch", "in English", "reason or source"), rows))


def law() -> str:
    """Every legal value with article, source and mark."""
    lead = (
        "Every number and list that comes from law, by text and first day. How sure each is: **verified** in the text\n"
        "of the source, **derived** from it, or **unverified**."
    )
    return page("Legal values", lead, _texts())


def _texts() -> Iterator[str]:
    for text in all_law():
        start = f"from {text.valid_from}" if text.valid_from else "not in force, or start unknown"
        yield from (f"## {text.law}: {text.subject}, {start}", "")
        rules = f" Rules: `{text.rule_set}`." if text.rule_set else ""
        yield from (f"`law/{text.path}`. Start: {MARKS[text.start_mark]}. {text.start_note}{rules}", "")
        yield from table(("name", "value", "unit", "article", "source", "mark", "note"), _values(text))
    yield from ("## Sources", "")
    yield from table(("key", "title", "address"), ((s.key, s.title, s.address) for s in law_sources().values()))


def _values(text: LawText) -> Iterator[tuple[str, ...]]:
    for name, v in text.values.items():
        note = " ".join(filter(None, (v.meaning, v.note)))
        yield f"`{name}`", _shown(v.value), v.unit, v.article, v.source, MARKS[v.mark], note


def _shown(value: Value) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def schemes() -> str:
    """Every scheme: who, what, conditions, values through time, examples with what comes out, neighbours, places."""
    book = law_book()
    lead = (
        "Alle regelingen zoals het programma ze kent, uit de bestanden in `law/`. Zekerheid: **V** nagegaan,\n"
        "**D** afgeleid, **U** niet nagegaan. Een antwoord is nooit een besluit."
    )
    index = [f"- [{one.name.nl}](#{_anchor(one.name.nl)}) (`{one.id}`)" for one in book.schemes.values()]
    body = [line for one in book.schemes.values() for line in _scheme(one)]
    return page(
        "Regelingen", lead, [*index, "", *body, *_shared(book), *_combinations(book), *_places(book), *_facts()]
    )


def _scheme(one: Scheme) -> Iterator[str]:
    until = f" tot en met {one.last}" if one.last else f"; gesloten sinds {one.closed_from}" if one.closed_from else ""
    yield from (f"## {one.name.nl}", "", f"`{one.id}` · {one.title}. {one.gist.nl}", "")
    yield from (
        f"Geldt vanaf {one.first} [{one.start_mark}]{until}. Betaalt: {one.payer}. Beslist: {one.decider.nl}.",
        "",
    )
    yield from (f"Aanvragen: {one.where.nl} {one.when.nl} Duur: {one.duration.nl}", "")
    rows = (
        (c.text.nl, _condition_kind(c), c.article, c.source, c.mark, f"{c.first or ''}", f"{c.last or ''}")
        for c in one.conditions
    )
    yield from table(("voorwaarde", "soort", "artikel", "bron", "zekerheid", "vanaf", "tot en met"), rows)
    yield from (f"Bedrag per {one.per}: {one.formula.nl}. {one.rounding.nl if one.rounding else ''}".rstrip(), "")
    if one.parameters:
        yield from _dated(one.parameters.values())
    yield from table(("voorbeeld", "gegeven", "uitkomst"), (_worked(example) for example in one.examples))
    yield from (f"- {note.nl}" for note in one.notes)
    yield from ([""] if one.notes else [])


def _condition_kind(one: Condition) -> str:
    kinds = {f"een van: {one.group}": bool(one.group), "beleid": one.discretion, "zelf doen": one.to_do}
    return ", ".join(name for name, holds in kinds.items() if holds) or "moet"


def _dated(parameters: Iterable[Parameter]) -> Iterator[str]:
    rows = (
        (
            p.title.nl,
            f"{r.first}",
            _plain(r.value),
            p.unit,
            p.article,
            r.source,
            f"{r.mark}{' (dag U)' if r.start_mark == 'U' != r.mark else ''}",
            r.note,
        )
        for p in parameters
        for r in p.rows
    )
    yield from table(("waarde", "vanaf", "bedrag of getal", "eenheid", "artikel", "bron", "zekerheid", "noot"), rows)


def _plain(value: object) -> str:
    return ", ".join(f"{age}: {part}" for age, part in value.items()) if isinstance(value, dict) else str(value)


def _worked(example: Mapping[str, Any]) -> tuple[str, str, str]:
    given, outcome = (
        ", ".join(f"{key}: {value}" for key, value in example[part].items()) for part in ("gegeven", "uitkomst")
    )
    return example["naam"], given, outcome


def _shared(book: Book) -> Iterator[str]:
    yield from ("## Het minimumloon", "", "Waarden die meer regelingen gebruiken.", "")
    yield from _dated(book.amounts.values())


def _combinations(book: Book) -> Iterator[str]:
    yield from ("## Samen of niet", "")
    rows = (
        (
            one.one,
            one.other,
            book.kinds[one.kind].nl,
            one.article,
            one.source,
            one.mark,
            f"{one.first or ''}",
            f"{one.last or ''}",
            one.note,
        )
        for one in book.combinations
    )
    yield from table(
        ("regeling", "met", "wat geldt", "artikel", "bron", "zekerheid", "vanaf", "tot en met", "noot"), rows
    )


def _places(book: Book) -> Iterator[str]:
    yield from ("## Lokale regels", "", "Een plaats mag waarden zetten en voorwaarden toevoegen, met bron en dag.", "")
    for one in book.overlays:
        yield from (
            f"### {one.title}: {one.scheme}",
            "",
            f"`law/{one.path}`, vanaf {one.first}. {one.area_note}".rstrip(),
            "",
        )
        if one.parameters:
            yield from _dated(one.parameters.values())
        yield from (f"- {text.nl}" for text in (*(c.text for c in one.conditions), *one.notes))
        yield from ([""] if one.conditions or one.notes else [])


def _facts() -> Iterator[str]:
    yield from (
        "## Wat een geval kan weten",
        "",
        "De velden van `case.yaml` en van de API. Alles mag ontbreken: onbekend is niet nee.",
        "",
    )
    kinds = (
        (f"`{one.name}`", one.kind, one.unit, ", ".join(one.choices), one.question.nl, one.where.nl)
        for one in facts().values()
    )
    yield from table(("veld", "soort", "eenheid", "keuzes", "vraag", "waar te vinden"), kinds)


def commands(app: object) -> str:
    """Every command with its arguments and options."""
    root = importlib.import_module("typer.main").get_command(app)
    lead = "What `banenafspraak` can be asked; `--help` after any of them says the same in the terminal."
    return page("Commands", lead, _command(root, "banenafspraak"))


def _command(command: Any, name: str) -> Iterator[str]:  # noqa: ANN401 - typer gives its commands no public type
    shown = [param for param in command.params if not getattr(param, "hidden", False)]
    yield from (f"## {name}", "", (command.help or "").strip(), "")
    if shown:
        yield from table(("name", "needed", "default", "what it is"), map(_parameter, shown))
    for part, child in sorted(getattr(command, "commands", {}).items()):
        if not child.hidden:
            yield from _command(child, f"{name} {part}")


def _parameter(param: Any) -> tuple[str, str, str, str]:  # noqa: ANN401 - typer gives its parameters no public type
    option = param.param_type_name == "option"
    names = [f"`{name}`" for name in (*param.opts, *param.secondary_opts)] if option else [f"`{param.name.upper()}`"]
    default = param.default if isinstance(param.default, str | int) and not isinstance(param.default, bool) else ""
    help_text = " ".join((getattr(param, "help", None) or "").split())
    return ", ".join(names), "yes" if param.required else "", str(default), help_text


def counting(specs: dict[str, str]) -> str:
    """The manual of the count: the examples of tests/spec, one after the other, with an index."""
    parts = {name: text.strip().splitlines() for name, text in specs.items()}
    titles = {name: lines[0].lstrip("# ").strip() for name, lines in parts.items()}
    index = [f"- [{title}](#{_anchor(title)})" for title in titles.values()]
    lead = (
        "The rules of the count, each with its examples. These pages are tests as well (`tests/spec`): what stands\n"
        "here is what the program does, in each of its engines."
    )
    return page("How the count works", lead, [*index, "", *(line for part in parts.values() for line in _deeper(part))])


def _anchor(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _deeper(lines: Iterable[str]) -> Iterator[str]:
    """The lines with headings one level down, and an empty line after them."""
    fenced = False
    for line in lines:
        fenced ^= line.startswith("```")
        yield f"#{line}" if line.startswith("#") and not fenced else line
    yield ""


def ready_django() -> None:
    """Let Django know its rooms; where it already does, nothing changes."""
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "banenafspraak.web.settings", "DATA_DIR": tempfile.mkdtemp()}
        importlib.import_module("django").setup()


def roles() -> str:
    """Every role: what it does, where it is held, what it may, and whether it asks for a second step."""
    enums = importlib.import_module("banenafspraak.apps.accounts.enums")
    lead = (
        "What somebody can be on the site. A role is held in a place and opens nothing outside it; one person may\n"
        "hold several. *Second step*: without a passkey or a code of an app it opens nothing. Who looks after\n"
        f"the people of a place may also: {_names(enums.ADMINISTERS)}."
    )
    visitor = ("", "bezoeker", str(enums.VISITOR), "", "", "")
    rows = ((f"`{one}`", str(one.label), *_policy(one.policy)) for one in enums.Role)
    header = ("name", "Dutch", "what it does", "held in", "second step", "may")
    return page("Roles", lead, table(header, (visitor, *rows)))


def _policy(policy: Any) -> tuple[str, ...]:  # noqa: ANN401 - the site is imported when it is there
    kinds = ", ".join(sorted(str(kind.label) for kind in policy.kinds))
    return str(policy.sentence), kinds, "yes" if policy.second_factor else "no", _names(policy.permissions)


def _names(permissions: Iterable[str]) -> str:
    return ", ".join(f"`{one}`" for one in sorted(permissions))


def trail() -> str:
    """Every tag of the trail with its sentence."""
    found = importlib.import_module("banenafspraak.apps.audit.queries").sentences()
    lead = "What the trail tells: `room:thing:deed`, and the Dutch sentence after the name of who did it."
    return page("Trail", lead, table(("tag", "sentence"), ((f"`{tag}`", str(found[tag])) for tag in sorted(found))))


def access() -> str:
    """Who may open what: the table that a test holds the site against."""
    with MATRIX.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    lead = (
        "Every address that is not public, by the name of its view, for every role. `ja` opens, `in` asks to log in,\n"
        "`nee` is refused and told to the trail, `weg` is not there for her, `ja/nee` opens in her own place and is\n"
        "refused elsewhere. [test_matrix.py](../../tests/web/test_matrix.py) asks every one of them."
    )
    return page("Access", lead, table(header, ((f"`{row[0]}`", *row[1:]) for row in rows)))


def stale() -> list[str]:
    """The names of pages that do not say what they would say when made now."""
    return [name for name, text in pages().items() if not _same(REFERENCE / name, text)]


def _same(file: Path, text: str) -> bool:
    return file.exists() and file.read_text(encoding="utf-8") == text


def main(arguments: list[str]) -> int:
    """Write the pages that changed, or only name them."""
    old = stale()
    if arguments == ["--check"]:
        for name in old:
            print(f"docs/reference/{name} is not fresh: run make docs")
        return 1 if old else 0
    made = pages()
    REFERENCE.mkdir(exist_ok=True)
    for name in old:
        (REFERENCE / name).write_text(made[name], encoding="utf-8")
        print(f"wrote docs/reference/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
