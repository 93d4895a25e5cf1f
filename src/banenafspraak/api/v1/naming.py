"""Names in addresses, and names as they are outside: in camel case, but for facts, which keep the name they have."""

from __future__ import annotations

from typing import Any

from pydantic.alias_generators import to_camel

FACTS = "feiten"
NAMED = "properties"
NAMES = ("required",)


def in_address(name: str) -> str:
    """A name as it stands in an address, where a slash would divide it.

    >>> in_address("official/2018-12-31/total/all")
    'official.2018-12-31.total.all'
    """
    return name.replace("/", ".")


def outside(data: Any) -> Any:  # noqa: ANN401 - any value of JSON
    """Data of the core as it is given: its names in camel case, the names of facts as they are.

    >>> outside({"nog_te_weten": [{"status_tekst": 1}], "feiten": {"is_ziek": True}})
    {'nogTeWeten': [{'statusTekst': 1}], 'feiten': {'is_ziek': True}}
    """
    if isinstance(data, dict):
        return {to_camel(name): part if name == FACTS else outside(part) for name, part in data.items()}
    return [outside(part) for part in data] if isinstance(data, list) else data


def described_outside(schema: Any) -> Any:  # noqa: ANN401 - any value of JSON
    """A description of such data, with the same names.

    >>> described_outside({"properties": {"per_tekst": {"type": "string"}}, "required": ["per_tekst"]})
    {'properties': {'perTekst': {'type': 'string'}}, 'required': ['perTekst']}
    """
    if isinstance(schema, list):
        return [described_outside(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found: dict[str, Any] = {}
    for name, part in schema.items():
        if name == NAMED:
            found[name] = {to_camel(key): described_outside(inner) for key, inner in part.items()}
        elif name in NAMES:
            found[name] = [to_camel(key) for key in part]
        else:
            found[name] = described_outside(part)
    return found
