"""Lists: their order, one page of them, and the way to the other pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from banenafspraak.api.v1.problems import AskedWrongError, Fault
from banenafspraak.api.v1.shapes import LijstLinks, Link, Shape

if TYPE_CHECKING:
    from django.http import HttpRequest

    from banenafspraak.api.v1.questions import Paged

type Keys[Item] = Mapping[str, Callable[[Item], Any]]
"""By which fields a list can be put in order, and how each is found."""
JSON = "application/json"
RELATIONS = ("first", "prev", "next", "last")


@dataclass(frozen=True, slots=True)
class Page[Item]:
    """One page of a list, and what stands around it."""

    items: Sequence[Item]
    links: LijstLinks
    around: Mapping[str, Any]


def page[Item](
    request: HttpRequest,
    found: Sequence[Item],
    question: Paged,
    order: str | None = None,
    keys: Keys[Item] | None = None,
) -> Page[Item]:
    """The page that was asked for.

    Raises:
        AskedWrongError: there are not that many pages.
    """
    last = max(1, ceil(len(found) / question.per_pagina))
    if question.pagina > last:
        raise AskedWrongError((Fault("pagina", f"De laatste bladzijde is {last}."),))
    start = (question.pagina - 1) * question.per_pagina
    ordered = in_order(found, order, keys or {})
    links = _links(request, question.pagina, last)
    numbers = {"aantal": len(found), "pagina": question.pagina, "per_pagina": question.per_pagina}
    return Page(ordered[start : start + question.per_pagina], links, {**numbers, "links": links})


def in_order[Item](found: Sequence[Item], order: str | None, keys: Keys[Item]) -> Sequence[Item]:
    """A list in the order that was asked for; what is unknown stands last, either way.

    >>> in_order([2, None, 1], "-n", {"n": lambda one: one})
    [2, 1, None]
    """
    for name in reversed(order.split(",") if order else []):
        key = keys[name.removeprefix("-")]
        unknown = [each for each in found if key(each) is None]
        known = [each for each in found if key(each) is not None] if unknown else found
        found = [*sorted(known, key=key, reverse=name.startswith("-")), *unknown]
    return found


def _links(request: HttpRequest, here: int, last: int) -> LijstLinks:
    def link(number: int) -> Link:
        asked = request.GET.copy()
        asked["pagina"] = str(number)
        return Link(href=f"{request.path}?{asked.urlencode()}")

    return LijstLinks(
        self=link(here),
        first=link(1),
        prev=link(here - 1) if here > 1 else None,
        next=link(here + 1) if here < last else None,
        last=link(last),
    )


def given(shape: Shape, links: LijstLinks | None = None) -> HttpResponse:
    """A shape as an answer; the way to other pages of a list stands in its header too."""
    response = HttpResponse(shape.model_dump_json(by_alias=True), content_type=JSON)
    if links:
        pairs = ((name, getattr(links, name)) for name in RELATIONS)
        response.headers["Link"] = ", ".join(f'<{link.href}>; rel="{name}"' for name, link in pairs if link)
    return response
