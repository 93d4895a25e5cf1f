"""An operation that reads. The API has no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ninja.constants import NOT_SET

if TYPE_CHECKING:
    from collections.abc import Callable

    from ninja import Router
    from ninja.types import TCallable

    from banenafspraak.api.keys import Key
    from banenafspraak.api.v1.shapes import Shape

METHODS = ["GET", "HEAD"]


def reads(  # noqa: PLR0913 - an operation has this many sides
    router: Router, path: str, shape: type[Shape], name: str, summary: str, *, key: Key | None = None
) -> Callable[[TCallable], TCallable]:
    """Put a view at an address: the shape of what it gives, the name of its address, and what it is in a few words.

    With `key` it is for programs that show one.
    """
    auth = key or NOT_SET
    return router.api_operation(METHODS, path, response=shape, by_alias=True, url_name=name, summary=summary, auth=auth)
