"""The application that a server such as uvicorn runs: built files first, then Django, with every body bounded.

Django's own handler takes in a whole body before a view runs, and lets it roll over to the disk. Ours keeps small
bodies in memory, marks what is too large before it came in, and gives a view named in bodies.py its body while it comes
in: such a file may hold BSNs and must never touch the disk raw. docs/decisions/0014 says why. And it hands each request
around between threads; ours goes through one, which stays and keeps its connection to SQLite (decision 13).
"""

from __future__ import annotations

import asyncio
import io
import os
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, cast

from asgiref.sync import sync_to_async
from django import setup
from django.conf import settings
from django.core.exceptions import RequestAborted, SuspiciousOperation
from django.core.handlers.asgi import ASGIHandler, ASGIRequest, get_script_prefix
from django.core.signals import request_started
from django.db import connections
from django.urls import Resolver404, resolve, set_script_prefix
from django.utils import translation
from servestatic import ServeStaticASGI

from banenafspraak.web.bodies import STREAMED
from banenafspraak.web.languages import language_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    type Message = Mapping[str, Any]
    type Receive = Callable[[], Awaitable[Message]]
    type Send = Callable[[Message], Awaitable[None]]

READING = ("GET", "HEAD")


class CutShortError(SuspiciousOperation):
    """A body ended before it was whole: the sender left, or it is larger than this address takes."""


class SmallBody(io.BytesIO):
    """A body that came in whole. One that is too large stays empty."""

    too_large = False


class IncomingBody(io.RawIOBase):
    """A body that is still coming in, for a view that reads it in a thread of its own.

    Called as a receiver it gives what comes after the body: the sign that the sender left.
    """

    def __init__(self, receive: Receive, most: int, *, too_large: bool) -> None:
        super().__init__()
        self.too_large = too_large
        self._receive, self._most, self._taken = receive, most, 0
        self._loop = asyncio.get_running_loop()
        self._rest, self._over = memoryview(b""), asyncio.Event()

    async def __call__(self) -> Message:
        """What comes after the body."""
        await self._over.wait()
        return await self._receive()

    def readable(self) -> bool:
        """It can be read, once."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Put what has come in into a buffer; waits until there is something or it is over."""
        while not self._rest and not self._over.is_set():
            self._rest = memoryview(asyncio.run_coroutine_threadsafe(self._next(), self._loop).result())
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size

    async def _next(self) -> bytes:
        message = await self._receive()
        chunk: bytes = message.get("body", b"")
        self._taken += len(chunk)
        self.too_large = self._taken > self._most
        left = message["type"] == "http.disconnect"
        if left or self.too_large or not message.get("more_body", False):
            self._over.set()
        if left or self.too_large:
            raise CutShortError("a body was cut short")
        return chunk


class Request(ASGIRequest):
    """A request that knows whether its body was refused."""

    @property
    def too_large(self) -> bool:
        """Whether more was sent than the address takes; middleware.py answers that."""
        return bool(getattr(self._stream, "too_large", False))


class Handler(ASGIHandler):
    """Django's handler with bounded bodies. `streamed` gives the most bytes for each view that reads a stream."""

    request_class = Request

    def __init__(self, streamed: Mapping[str, int]) -> None:
        super().__init__()
        self.streamed = streamed
        self.threads = ThreadPoolExecutor(settings.REQUEST_THREADS, "request")

    def load_middleware(self, is_async: bool = False) -> None:
        """Load it plain, whatever is asked: a request then goes through all of it, and its view, in one thread."""
        super().load_middleware(is_async=False)

    async def handle(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Handle a request: by a thread that stays, or in a thread of its own where a view takes a body as a stream."""
        sends = self.streamed and scope["method"] not in READING
        most = self.streamed.get(view_name(scope)) if sends else None
        body = IncomingBody(receive, most or 0, too_large=_announced(scope) > (most or settings.SMALL_BODY))
        if most or body.too_large:
            await super().handle(scope, body, send)
        else:
            await self._handle_small(scope, receive, send)

    async def _handle_small(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        try:
            body = await _small_body(receive)
        except RequestAborted:
            return
        response = await self._in_thread(self._answer, scope, body)
        await self.send_response(response, send)
        if response.streaming:
            await self._in_thread(response.close)

    def _in_thread[*Given, Answer](self, deed: Callable[[*Given], Answer], *given: *Given) -> asyncio.Future[Answer]:
        return asyncio.get_running_loop().run_in_executor(self.threads, copy_context().run, deed, *given)

    def _answer(self, scope: dict[str, Any], body: SmallBody) -> HttpResponseBase:
        """The whole of a request, from its first signal to its last."""
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=self.__class__, scope=scope)
        request, refused = self.create_request(scope, body)
        response = cast("HttpResponseBase", refused if request is None else self.get_response(request))
        response._handler_class = self.__class__  # type: ignore[attr-defined]  # noqa: SLF001 - as Django's own does
        if not response.streaming:
            response.close()
        return response

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to a request with a stream, which has its thread for itself and leaves no connection in it."""
        return await sync_to_async(self._alone)(request)

    def _alone(self, request: HttpRequest) -> HttpResponseBase:
        try:
            return self.get_response(request)
        finally:
            connections.close_all()

    async def read_body(self, receive: Receive) -> SmallBody | IncomingBody:  # type: ignore[override]  # a stream is enough
        """The body: whole and in memory, or still coming in."""
        return receive if isinstance(receive, IncomingBody) else await _small_body(receive)

    async def listen_for_disconnect(self, receive: Receive) -> None:
        """Wait until the sender leaves; what still comes of a body that was refused is let go."""
        while (await receive())["type"] != "http.disconnect":
            pass
        raise RequestAborted


async def _small_body(receive: Receive) -> SmallBody:
    body, more = SmallBody(), True
    while more and not body.too_large:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RequestAborted
        body.write(message.get("body", b""))
        body.too_large = body.tell() > settings.SMALL_BODY
        more = message.get("more_body", False)
    body.truncate(0 if body.too_large else None)
    body.seek(0)
    return body


def _announced(scope: Message) -> int:
    """How many bytes the sender says that come; 0 when it does not say."""
    return int(dict(scope["headers"]).get(b"content-length", b"0"))


def view_name(scope: Message) -> str:
    """The name of the view that an address leads to, in the language of the address; empty when it leads nowhere."""
    with translation.override(language_of(scope["path"])):
        try:
            return resolve(scope["path"]).view_name
        except Resolver404:
            return ""


def _no_guessing(headers: Any, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def application_for(streamed: Mapping[str, int]) -> ServeStaticASGI:
    """The application, with the views that read a stream."""
    return ServeStaticASGI(
        Handler(streamed),
        root=settings.STATIC_ROOT,
        prefix=settings.STATIC_URL,
        allow_all_origins=False,
        add_headers_function=_no_guessing,
    )


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banenafspraak.web.settings")
setup(set_prefix=False)
application = application_for(STREAMED)
