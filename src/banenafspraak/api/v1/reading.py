"""An operation that reads. The API has no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ninja import Router
    from ninja.types import TCallable

    from banenafspraak.api.v1.shapes import Shape

METHODS = ["GET", "HEAD"]


def reads(router: Router, path: str, shape: type[Shape], name: str, summary: str) -> Callable[[TCallable], TCallable]:
    """Put a view at an address: the shape of what it gives, the name of its address, and what it is in a few words."""
    return router.api_operation(METHODS, path, response=shape, by_alias=True, url_name=name, summary=summary)
