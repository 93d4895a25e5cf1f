"""All addresses of the site: the names of their views, and an example of each."""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

EXAMPLES = {
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


@dataclass(frozen=True)
class View:
    """A view by its full name, with the patterns that make its address."""

    name: str
    patterns: tuple

    def example(self):
        """One address of it, also when it takes something."""
        return "/" + "".join(map(_filled, self.patterns))


def _filled(pattern):
    text = str(pattern)
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        text = text.replace(f"<{kind}:{name}>", EXAMPLES[kind]).replace(f"<{name}>", EXAMPLES[kind])
    return text


def addresses(resolver=None, before="", patterns=()):
    """Every view of the site."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = (*patterns, entry.pattern)
        if isinstance(entry, URLPattern):
            yield View(f"{before}{entry.name}" if entry.name else "", here)
        else:
            yield from addresses(entry, f"{before}{entry.namespace}:" if entry.namespace else before, here)
