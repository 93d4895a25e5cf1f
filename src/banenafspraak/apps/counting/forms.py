"""What is sent for counts: files that are read while they come in, columns, hours; and how one is kept or shared.

Django takes a form apart and pushes its parts; readers pull. Between the two stands a short queue and one thread.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import IO, TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from banenafspraak.apps.counting.actions.kept import Named, allowed_days
from banenafspraak.apps.counting.models import LONGEST_TITLE
from banenafspraak.apps.reminders.watches import days
from banenafspraak.core.counting.employer import MOST_HOURS_A_WEEK
from banenafspraak.core.counting.own_reading import OWN_TABLES, Reception
from banenafspraak.core.tables.arriving import Arrival
from banenafspraak.core.tables.checks import TABLES
from banenafspraak.core.tables.columns import TableName

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from banenafspraak.apps.organisations.models import Organisation

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


class DayInput(forms.DateInput):
    """A day as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def usual_last_day() -> str:
    """The last day that is proposed for a count that is kept."""
    return (timezone.localdate() + timedelta(days("kept_count_usual"))).isoformat()


class NamedForm(forms.Form):
    """The title of a kept count, and its last day."""

    title = forms.CharField(
        label=_("Titel"), help_text=_("Bijvoorbeeld: telling 2026, na de correcties."), max_length=LONGEST_TITLE
    )
    ends_on = forms.DateField(
        label=_("Tot en met welke dag bewaren?"),
        help_text=_("Hoogstens drie jaar. Daarna verwijderen wij de telling. Een maand ervoor krijgt u bericht."),
        widget=DayInput,
        initial=usual_last_day,
    )

    def clean_ends_on(self) -> date:
        """A day that is still to come, and not too far away."""
        asked: date = self.cleaned_data["ends_on"]
        first, last = allowed_days()
        if asked < first:
            raise forms.ValidationError(_("Die dag is al geweest. Kies vandaag of een latere dag."))
        if asked > last:
            raise forms.ValidationError(_("Een telling blijft hoogstens drie jaar staan. Kies een eerdere dag."))
        return asked

    @property
    def named(self) -> Named:
        """What was filled in."""
        return Named(self.cleaned_data["title"], self.cleaned_data["ends_on"])


class KeepForm(NamedForm):
    """An own count is kept for an organisation."""

    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Voor welke organisatie?"), queryset=None, to_field_name="public_id", empty_label=_("Kies")
    )
    field_order = ("organisation",)

    def __init__(self, organisations: QuerySet[Organisation], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["organisation"]
        field.queryset = organisations  # type: ignore[attr-defined]  # a field of choices has it
        if organisations.count() == 1:
            field.empty_label = None  # type: ignore[attr-defined]  # the same field


class ShareForm(forms.Form):
    """The totals of a count are shared with a sector, by who knows what that means."""

    agreed = forms.BooleanField(label=_("Ja, ik deel deze totalen namens mijn organisatie."))
