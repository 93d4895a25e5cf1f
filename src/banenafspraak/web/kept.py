"""Public pages, and answers of the API, are made once for each set of figures and kept in this process, ready to send.

Every half second at most one short question to the database tells whether something was imported (decision 25). A page
is kept with its digest, so that who has it already gets no more than "not modified".
"""

from __future__ import annotations

import gzip
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from banenafspraak.apps.figures import queries as figures
from banenafspraak.apps.regions import queries as regions

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    type View = Callable[..., HttpResponse]

LOOK_AGAIN = 0.5
MOST_BYTES = 64 << 20
LEVEL = 6
SHORT = 200
FINE = 200
VARY = ("Accept-Encoding", "HX-Request")


@dataclass(frozen=True, slots=True)
class Page:
    """A response as it is sent: the plain body or the packed one."""

    body: bytes
    headers: dict[str, str]
    etag: str

    def response(self) -> HttpResponse:
        """A response of its own for each visitor, since what follows may add headers."""
        return HttpResponse(self.body, headers={**self.headers, "ETag": self.etag})


class Shelf:
    """Pages by what was asked, up to so many bytes; what was asked for longest ago goes first."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.most, self.bytes = most, 0
        self.pages: OrderedDict[object, Page] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: object) -> Page | None:
        """The page that is kept, if it is."""
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)
            return self.pages.get(key)

    def put(self, key: object, page: Page) -> None:
        """Keep a page, and let go of others until all fit."""
        with self.lock:
            if (old := self.pages.pop(key, None)) is not None:
                self.bytes -= len(old.body)
            self.pages[key] = page
            self.bytes += len(page.body)
            while self.bytes > self.most and self.pages:
                self.bytes -= len(self.pages.popitem(last=False)[1].body)

    def clear(self) -> None:
        """Let go of everything."""
        with self.lock:
            self.pages.clear()
            self.bytes = 0


class Version:
    """The set of figures, maps and postcodes that holds, looked at no more than twice a second."""

    def __init__(self) -> None:
        self.known: tuple[tuple[str, ...], ...] = ()
        self.looked = float("-inf")

    def current(self) -> tuple[tuple[str, ...], ...]:
        """The digests of all that was imported."""
        now = time.monotonic()
        if now - self.looked >= LOOK_AGAIN:
            self.known = (figures.version(), regions.version())
            self.looked = now
        return self.known

    def forget(self) -> None:
        """Look again at the next question."""
        self.looked = float("-inf")


shelf, version = Shelf(), Version()


def forget() -> None:
    """Forget all pages: the next visitor gets new ones."""
    shelf.clear()
    version.forget()


def kept(view: View) -> View:
    """A view that is public, whose answer depends on its address, the figures and the day alone."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        packs = "gzip" in request.headers.get("Accept-Encoding", "")
        fragment = "HX-Request" in request.headers
        key = (version.current(), timezone.localdate(), request.build_absolute_uri(), packs, fragment)
        page = shelf.get(key)
        if page is None:
            response = view(request, *args, **kwargs)
            if response.status_code != FINE:
                return response
            page = _page(response, packs=packs)
            shelf.put(key, page)
        return get_conditional_response(request, etag=page.etag, response=page.response()) or page.response()

    return shown


def _page(response: HttpResponse, *, packs: bool) -> Page:
    """What is kept of an answer. Browsers may keep it too, and ask each time whether it still holds."""
    patch_vary_headers(response, VARY)
    body, headers = response.content, dict(response.headers)
    headers["Cache-Control"] = "no-cache"
    if packs and len(body) > SHORT and _is_text(headers["Content-Type"]):
        body = gzip.compress(body, LEVEL, mtime=0)
        headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(body))
    return Page(body, headers, f'"{sha256(body).hexdigest()[:32]}"')


def _is_text(kind: str) -> bool:
    return kind.startswith("text/") or "xml" in kind or "json" in kind
