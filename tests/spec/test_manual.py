"""Every example of the manual, in every engine; and the manual itself: pairs that differ in one fact and in outcome."""

import pytest
from tests.spec import manual, orders

from banenafspraak.core.counting.engines import EMBEDDED
from banenafspraak.core.counting.fates import fates
from banenafspraak.core.counting.result import note_texts
from banenafspraak.core.kernel.problems import catalogue

RULES = manual.read_all()
EXAMPLES = [example for rule in RULES for example in rule.examples]
PAIRS = [pair for rule in RULES for pair in rule.pairs]
ALWAYS = ("Verwacht geweigerd", "Verwacht probleem")


@pytest.mark.parametrize("engine", EMBEDDED)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_manual_says_what_the_program_does(example, engine, tmp_path):
    found = orders.found(example, engine, tmp_path)
    expected = {label: orders.wanted(table) for label, table in example.expected.items()}
    for label in dict.fromkeys((*expected, *ALWAYS)):
        wanted = expected.get(label, [])
        columns = example.expected[label].columns if label in expected else ()
        got = narrowed(found.get(label, []), columns) if columns else found.get(label, [])
        if got != wanted:
            pytest.fail(report(example, engine, label, wanted, got), pytrace=False)
    if "Verwacht" in expected and "Verwacht" in found:
        labels = [name for name in found["Verwacht"][0] if name in manual.BY]
        assert [name for name in example.expected["Verwacht"].columns if name in manual.BY] == labels


def narrowed(lines, columns):
    """The lines with the columns that an example speaks of."""
    return [{name: line[name] for name in columns} for line in lines]


def report(example, engine, label, wanted, got):
    place = f"tests/spec/{example.file}.md:{example.line}: {example.heading} ({engine})"
    return "\n".join([place, f"{label}:", *shown(wanted), "Gevonden:", *shown(got)])


def shown(lines):
    """Lines as the table of the manual that they are."""
    if not lines:
        return ["(geen rijen)"]
    texts = [["" if value is None else str(value).replace(".", ",") for value in line.values()] for line in lines]
    return [f"| {' | '.join(row)} |" for row in [list(lines[0]), *texts]]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].name)
def test_a_pair_differs_in_one_fact(pair):
    assert differences(*pair) == 1, f"{pair[0].name} and {pair[1].heading}"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].name)
def test_a_pair_has_two_outcomes(pair):
    one, other = ({**dict.fromkeys(ALWAYS), **example.expected} for example in pair)
    assert any(one[label] != other[label] for label in one.keys() & other.keys()), pair[0].name


def differences(one, other):
    """The number of facts in which two examples differ: cells, rows, whole tables, words of the question."""
    labels = one.tables.keys() | other.tables.keys()
    return asked_otherwise(one.clauses, other.clauses) + sum(
        facts(one.tables.get(label), other.tables.get(label)) for label in labels
    )


def asked_otherwise(one, other):
    """The number of words in which two questions differ; a part more or less is one."""
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        return 1 if any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))) else 2
    words = [(a.split(), b.split()) for a, b in zip(one, other, strict=True)]
    return sum(unequal(a, b) if len(a) == len(b) else 2 for a, b in words)


def facts(one, other):
    """The number of cells in which two tables differ; a row or a table more or less is one."""
    if one is None or other is None:
        return 1
    if one.columns != other.columns:
        return 2
    if len(one.rows) == len(other.rows):
        return sum(unequal(a, b) for a, b in zip(one.rows, other.rows, strict=True))
    shorter, longer = sorted((one.rows, other.rows), key=len)
    return 1 if any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))) else 2


def unequal(one, other):
    return sum(a != b for a, b in zip(one, other, strict=True))


def test_every_fate_of_a_row_has_an_example():
    lots = {row[1] for e in EXAMPLES for row in e.expected.get("Verwacht van de regels", manual.Table(())).rows}
    assert lots == set(fates())


def test_codes_of_the_manual_exist():
    notes = {line["code"] for e in EXAMPLES for line in lines_of(e, "Verwacht opmerkingen")}
    problems = {line["code"] for e in EXAMPLES for label in ALWAYS for line in lines_of(e, label)}
    assert notes - note_texts().keys() == set()
    assert problems - catalogue().keys() == set()


def lines_of(example, label):
    return example.expected.get(label, manual.Table(())).lines()


def test_every_definition_is_asked_for():
    assert {manual.question(example)["definition"] for example in EXAMPLES} == set(manual.DEFINITIONS.values())


WHOLE = """# Titel

## Een regel

Bron: Wfsv 1 [V].

### Voorbeeld: een

**Loonaangifte**

| persoon |
|---|
| Ans |

**Register**

| persoon |
|---|
| Ans |

**Vraag:** monitor 2018, alleen het totaal

**Verwacht**

| banen |
|---|
| 1 |

"""
PAIR = WHOLE + WHOLE[WHOLE.index("### ") :]


def test_a_whole_text_is_read():
    (rule,) = manual.read_text(PAIR, "proef")
    assert [example.question for example in rule.examples] == ["monitor 2018, alleen het totaal"] * 2
    assert rule.examples[0].expected == {"Verwacht": manual.Table(("banen",), (("1",),))}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# Titel", "Titel"),
        ("## Een regel", "#### Een regel"),
        ("### Voorbeeld: een", "### Geval: een"),
        ("### Voorbeeld: een", "Voorbeeld: een"),
        ("[V]", "[X]"),
        ("**Register**", "**Registratie**"),
        ("**Register**", "**Loonaangifte**"),
        ("**Register**", "**Verwacht**"),
        ("**Register**", "Register"),
        ("**Register**\n", "\n"),
        ("| persoon |\n", "| schoenmaat |\n"),
        ("| persoon |\n|---|\n| Ans |", "| persoon | persoon |\n|---|---|\n| Ans | Bas |"),
        ("| Ans |", "| Ans | 2 |"),
        ("|---|\n", ""),
        ("| persoon |\n|---|\n| Ans |\n", ""),
        ("**Vraag:** monitor 2018, alleen het totaal\n", ""),
        ("monitor 2018", "telling 2018"),
        ("monitor 2018", "eigen definitie 2018"),
        ("monitor 2018", "monitor 2018Q5"),
        ("alleen het totaal", "alleen totaal"),
        ("alleen het totaal", "per schoenmaat"),
        ("alleen het totaal", "per sector, per soort"),
        ("| banen |", "| lot |"),
        ("**Verwacht**", "**Uitkomst**"),
        ("**Verwacht**", "Dit komt eruit:\n\n**Verwacht**"),
        ("**Verwacht**\n\n| banen |\n|---|\n| 1 |\n", ""),
    ],
)
def test_what_is_no_part_of_the_grammar_is_an_error(old, new):
    assert old in PAIR
    with pytest.raises(manual.ManualError):
        manual.read_text(PAIR.replace(old, new), "proef")


def test_one_example_is_no_pair():
    with pytest.raises(manual.ManualError):
        manual.read_text(WHOLE, "proef")


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("| Ans |", "| Bas |", 2),
        ("| Ans |\n\n**Vraag", "| Bas |\n\n**Vraag", 1),
        ("| Ans |\n\n**Vraag", "| Ans |\n| Bas |\n\n**Vraag", 1),
        ("| Ans |\n\n**Vraag", "| Bas |\n| Cor |\n\n**Vraag", 2),
        ("monitor 2018", "monitor 2016", 1),
        ("monitor 2018", "kwartaal 2018Q1", 2),
        ("alleen het totaal", "alleen het totaal, zonder splitsing", 1),
        ("| 1 |", "| 2 |", 0),
    ],
)
def test_facts_are_counted(old, new, count):
    (one,), (other,) = (manual.read_text(text, "proef")[0].examples[:1] for text in (PAIR, PAIR.replace(old, new)))
    assert differences(one, other) == count
