"""Asks a server on this machine many times, over connections that stay open, and says how long each answer took."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import quantiles

CONNECTIONS = 50
STATUS = 1
TWENTIETHS = 20


@dataclass(frozen=True)
class Asked:
    """What came of it: how long each answer took, and how long all of it."""

    seconds: tuple[float, ...]
    whole: float

    @property
    def p95(self) -> float:
        """The time within which 95 of 100 answers came."""
        return quantiles(self.seconds, n=TWENTIETHS)[-1]

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.seconds) / self.whole


def evenly(port: int, requests: Sequence[bytes], per_second: int, lasts: float) -> Asked:
    """Requests that arrive evenly, whether the last one was answered or not; each connection takes its turn."""
    return asyncio.run(_ask(port, requests, lasts, pause=CONNECTIONS / per_second))


def as_fast_as_it_goes(port: int, requests: Sequence[bytes], lasts: float) -> Asked:
    """Each connection asks again as soon as it is answered."""
    return asyncio.run(_ask(port, requests, lasts, pause=0))


def request(path: str, **headers: str) -> bytes:
    """A request as it goes over the line."""
    told = {name.replace("_", "-"): text for name, text in headers.items()}
    lines = {"Host": "127.0.0.1", "Accept-Encoding": "gzip", **told}
    return "\r\n".join([f"GET {path} HTTP/1.1", *(f"{name}: {text}" for name, text in lines.items()), "", ""]).encode()


async def _ask(port: int, requests: Sequence[bytes], lasts: float, pause: float) -> Asked:
    begun = time.perf_counter()
    turns = (cycle([*requests[n % len(requests) :], *requests[: n % len(requests)]]) for n in range(CONNECTIONS))
    jobs = (
        _connection(port, turn, begun + n * pause / CONNECTIONS, begun + lasts, pause) for n, turn in enumerate(turns)
    )
    found = await asyncio.gather(*jobs)
    return Asked(tuple(each for times in found for each in times), time.perf_counter() - begun)


async def _connection(port: int, requests: Iterable[bytes], first: float, end: float, pause: float) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times = []
    for due, sent in zip(_moments(first, pause), requests, strict=False):
        if max(due, time.perf_counter()) > end:
            break
        await asyncio.sleep(max(0, due - time.perf_counter()))
        since = due if pause else time.perf_counter()
        try:
            writer.write(sent)
            await _answer(reader)
        except (
            ConnectionError,
            asyncio.IncompleteReadError,
        ):  # it was open too long without a question: as a browser does
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(sent)
            await _answer(reader)
        times.append(time.perf_counter() - since)
    writer.close()
    return times


def _moments(first: float, pause: float) -> Iterator[float]:
    while True:
        yield first
        first += pause


async def _answer(reader: asyncio.StreamReader) -> None:
    """Read one answer whole; anything but what was asked for stops the bench."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if head.split()[STATUS] not in {"200", "304"}:
        raise RuntimeError(head)
    if "transfer-encoding: chunked" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    elif "content-length: " in head:
        await reader.readexactly(int(head.partition("content-length: ")[2].split()[0]))
