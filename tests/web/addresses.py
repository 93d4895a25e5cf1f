"""All addresses of the site, by the names of their views."""

from django.urls import URLPattern, get_resolver


def addresses(resolver=None, before=""):
    """Each view with its full name, and the pattern of its address."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{before}{entry.name}" if entry.name else "", str(entry.pattern)
        else:
            yield from addresses(entry, f"{before}{entry.namespace}:" if entry.namespace else before)
