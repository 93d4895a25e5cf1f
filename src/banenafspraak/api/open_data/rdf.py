"""Statements about things, each thing with an address, written down as Turtle and as JSON-LD: the same in both."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

PREFIXES: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Address:
    """Another thing, by its address."""

    iri: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a language, or a value of a type such as xsd:date; a plain text when it has neither."""

    value: str
    language: str = ""
    datatype: str = ""


type Value = Address | Text


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: its address, what it is, and what is said of it."""

    iri: str
    kind: str
    said: Mapping[str, tuple[Value, ...]]


def turtle(things: Iterable[Thing]) -> str:
    """Things as Turtle."""
    heads = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    return "\n".join([*heads, *map(_thing, things)]) + "\n"


def _thing(thing: Thing) -> str:
    lines = [f"a {thing.kind}", *(f"{name} {', '.join(map(_term, values))}" for name, values in thing.said.items())]
    return f"\n<{thing.iri}> " + " ;\n  ".join(lines) + " ."


def _term(value: Value) -> str:
    if isinstance(value, Address):
        return f"<{value.iri}>"
    text = json.dumps(value.value, ensure_ascii=False)  # a string of JSON is one of Turtle
    return f"{text}@{value.language}" if value.language else f"{text}^^{value.datatype}" if value.datatype else text


def json_ld(things: Iterable[Thing]) -> str:
    """Things as JSON-LD."""
    made = [{"@id": each.iri, "@type": each.kind, **_said(each)} for each in things]
    return json.dumps({"@context": dict(PREFIXES), "@graph": made}, ensure_ascii=False, indent=2) + "\n"


def _said(thing: Thing) -> dict[str, Any]:
    return {name: [_node(value) for value in values] for name, values in thing.said.items()}


def _node(value: Value) -> dict[str, str]:
    if isinstance(value, Address):
        return {"@id": value.iri}
    kinds = {"@language": value.language, "@type": value.datatype}
    return {"@value": value.value, **{name: said for name, said in kinds.items() if said}}
