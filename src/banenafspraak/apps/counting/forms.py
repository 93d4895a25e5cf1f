"""What visitors send for an own count: files that are read while they come in, columns that they point out, hours.

Django takes a form apart and pushes its parts; readers pull. Between the two stands a short queue and one thread.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping
from typing import IO, Any

from django import forms
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.utils.translation import gettext_lazy as _

from banenafspraak.core.counting.employer import MOST_HOURS_A_WEEK
from banenafspraak.core.counting.own_reading import OWN_TABLES, Reception
from banenafspraak.core.tables.arriving import Arrival
from banenafspraak.core.tables.checks import TABLES
from banenafspraak.core.tables.columns import TableName

PART = 1 << 18
MOST_WAITING = 8
PATIENCE = 0.1
TELL_EVERY = 0.4


class LeftError(Exception):
    """The sender left before the file was whole."""


class Feed:
    """A file between the network and its reader. Nothing of it is kept: a slow reader slows the sender down."""

    def __init__(self, read: Callable[[Callable[[], bytes]], None]) -> None:
        self._parts: queue.Queue[bytes | None] = queue.Queue(MOST_WAITING)
        self._thread = threading.Thread(target=self._run, args=(read,), daemon=True)
        self._over, self._fault = threading.Event(), list[Exception]()
        self._thread.start()

    def put(self, part: bytes | None) -> None:
        """Hand a part on; None says that the sender left. What a reader does not want any more is let go."""
        while not self._over.is_set():
            try:
                self._parts.put(part, timeout=PATIENCE)
            except queue.Full:
                continue
            return

    def end(self, last: bytes | None = b"") -> None:
        """Say that it is over, and wait for the reader."""
        self.put(last)
        self._thread.join()
        if self._fault and last is not None:
            raise self._fault[0]

    def _run(self, read: Callable[[Callable[[], bytes]], None]) -> None:
        try:
            read(self._pull)
        except Exception as error:  # noqa: BLE001 - raised where the form is read
            self._fault.append(error)
        finally:
            self._over.set()

    def _pull(self) -> bytes:
        part = self._parts.get()
        if not part:
            self._parts.put(part)  # the end stays the end, for whoever asks again
        if part is None:
            raise LeftError
        return part


class Files(FileUploadHandler):
    """Gives each file of a form to the reception while it comes in, and says how far it is."""

    chunk_size = PART

    def __init__(self, reception: Reception, tell: Callable[[int, int, int], bool]) -> None:
        super().__init__()
        self.reception, self.tell = reception, tell
        self._feed: Feed | None = None
        self._number = self._taken = self._whole = 0
        self._told = 0.0

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - Django names it so
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Note how much is to come."""
        self._whole = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to read a file; one that was not asked for is passed over."""
        super().new_file(*args, **kwargs)
        if self.field_name not in OWN_TABLES:
            raise SkipFile
        table, name, number = self.field_name, self.file_name or "", self._number
        self._number += 1
        self._feed = Feed(lambda pull: self.reception.read(table, Arrival(name, number, pull, self._whole)))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Hand a part on."""
        if self._feed:
            self._feed.put(raw_data)
        self._taken += len(raw_data)
        if time.monotonic() - self._told > TELL_EVERY:
            self._told = time.monotonic()
            if not self.tell(self._taken, self._whole, self.reception.rows):
                raise StopUpload(connection_reset=True)

    def file_complete(self, file_size: int) -> None:
        """Wait until the file is read."""
        feed, self._feed = self._feed, None
        if feed:
            feed.end()

    def leave(self) -> None:
        """Let go of a file that did not come in whole."""
        feed, self._feed = self._feed, None
        if feed:
            feed.end(None)


def columns_from(data: Mapping[str, str], headers: Mapping[TableName, list[str]]) -> dict[str, dict[str, str]]:
    """Which column is which, as a visitor pointed out; only headers that the files have are taken."""
    told: dict[str, dict[str, str]] = {}
    for table, names in headers.items():
        for column in TABLES[table].names():
            if (value := data.get(f"kolom:{table}:{column}")) in names:
                told.setdefault(table, {})[column] = str(value)
    return told


class HireForm(forms.Form):
    """Paid hours a week that are tried out: more, or below zero fewer."""

    uren = forms.DecimalField(
        label=_("Uren per week erbij, of eraf met een min"),
        min_value=-MOST_HOURS_A_WEEK,
        max_value=MOST_HOURS_A_WEEK,
        max_digits=5,
        decimal_places=2,
        localize=True,
    )
