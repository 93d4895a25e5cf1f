"""What is done with own counts: begun, read, counted, stopped, wiped. A folder is there whole or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from banenafspraak.apps.counting import queries
from banenafspraak.apps.counting.access import MINE
from banenafspraak.apps.counting.actions.invented import invented_tables
from banenafspraak.apps.counting.models import PRIVATE, OwnCount, folders
from banenafspraak.apps.work import actions as work
from banenafspraak.core.counting.own import own_count
from banenafspraak.core.counting.own_kept import own_bytes, workers_bytes
from banenafspraak.core.counting.preparing import Tables
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, stop
from banenafspraak.core.tables.columns import TableName
from banenafspraak.core.tables.keeping import FOR_OWNER, kept_bytes
from banenafspraak.core.tables.writing import unwritable, write_all

GONE = ".gewist-"
CLOSES_WITH_BROWSER = 0
UNREAD = {"reading": False, "invented": False, "bytes_read": 0, "bytes_sent": 0, "rows_read": 0}
TABLES = ("payroll", "register", "employers")


def begin(request: HttpRequest) -> OwnCount:
    """Begin an own count for a visitor, who gets a session that ends with the browser."""
    if not request.session.session_key:
        request.session.create()
        request.session.set_expiry(CLOSES_WITH_BROWSER)
    key = request.session.setdefault(MINE, request.session.session_key)
    return OwnCount.objects.create(session_key=key)


def begin_example(request: HttpRequest) -> OwnCount:
    """Begin an own count of an invented employer, whose files are read as if they came in.

    Raises:
        ProblemsError: the disk is full or cannot be written.
    """
    count = begin(request)
    OwnCount.objects.filter(pk=count.pk).update(invented=True)
    receive(count, invented_tables())
    return count


@contextmanager
def reading(count: OwnCount) -> Iterator[None]:
    """While files come in. However it ends, nothing of it is left but what `receive` or `refuse` wrote."""
    anew(count)
    OwnCount.objects.filter(pk=count.pk).update(reading=True)
    try:
        yield
    finally:
        OwnCount.objects.filter(pk=count.pk).update(reading=False)


def anew(count: OwnCount) -> None:
    """Forget what was read and counted before; what is under way is stopped."""
    if count.task:
        work.stop(count.task)
    _remove(count.folder)
    OwnCount.objects.filter(pk=count.pk).update(**UNREAD, problems=[], task=None)


def tell_reading(count: OwnCount, done: int, whole: int, rows: int) -> bool:
    """Say how much came in; False when the visitor has stopped it."""
    under_way = OwnCount.objects.filter(pk=count.pk, reading=True)
    return bool(under_way.update(bytes_read=done, bytes_sent=whole, rows_read=rows))


def receive(count: OwnCount, tables: Tables) -> None:
    """Keep tables that were read, and ask for the count of them.

    Raises:
        ProblemsError: the disk is full or cannot be written; then nothing is kept.
    """
    reads = {name: read for name in TABLES if (read := getattr(tables, name))}
    contents = {f"{name}{end}": part for name, read in reads.items() for end, part in kept_bytes(read).items()}
    _write(count.folder, contents)
    try:
        with transaction.atomic():
            task = work.request("counting.count_own", count.public_id)
            OwnCount.objects.filter(pk=count.pk).update(task=task, rows_read=tables.payroll.rows_read, problems=[])
    except BaseException:
        _remove(count.folder)
        raise


def refuse(count: OwnCount, problems: Iterable[Problem], headers: Mapping[TableName, list[str]]) -> None:
    """Keep why files were refused, and which columns they have; of their rows nothing."""
    with suppress(ProblemsError):  # without the headers a visitor can still send better files
        _write(count.folder, {queries.HEADERS: json.dumps(headers).encode()})
    OwnCount.objects.filter(pk=count.pk).update(problems=[work.as_data(problem) for problem in problems])


def point_out(count: OwnCount, columns: Mapping[str, Mapping[str, str]]) -> None:
    """Keep what a visitor says of columns, for the files that come next."""
    OwnCount.objects.filter(pk=count.pk).update(columns=columns)


def make(count: OwnCount, tell: Callable[[int, int, str], None]) -> None:
    """Count, keep the outcome, and let go of the tables. Begun again after it was done, it does nothing.

    Raises:
        ProblemsError: the tables are gone or give no count, or the disk is full.
    """
    if (count.folder / queries.OUTCOME).is_file():
        return
    tables = queries.tables(count)
    if tables is None:
        raise stop("own-gone")
    made, workers = own_count(tables, tell, invented=count.invented)
    contents = {queries.workers_file(year): workers_bytes(some) for year, some in workers.items()}
    _write(count.folder, contents | {queries.OUTCOME: own_bytes(made)})
    for name in TABLES:
        for end in (".parquet", ".json"):
            (count.folder / f"{name}{end}").unlink(missing_ok=True)


def leave(count: OwnCount) -> None:
    """Stop what is under way, reading or counting, and forget it."""
    anew(count)


def wipe(count: OwnCount) -> None:
    """Wipe an own count and all of its files."""
    anew(count)
    count.delete()


def clear_expired() -> None:
    """Wipe what has had its time, folders that belong to no count, and sessions that are over."""
    for count in OwnCount.objects.filter(ends_at__lte=timezone.now()).select_related("task"):
        wipe(count)
    there = {path.name for path in folders().glob("*")} if folders().is_dir() else set()
    known = {str(one) for one in OwnCount.objects.values_list("public_id", flat=True)}
    for name in there - known:
        shutil.rmtree(folders() / name, ignore_errors=True)
    SessionStore.clear_expired()


def _write(folder: Path, contents: Mapping[str, bytes]) -> None:
    try:
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        folder.parent.chmod(PRIVATE)
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        write_all({folder / name: content for name, content in contents.items()}, FOR_OWNER)
    except ProblemsError as error:
        raise ProblemsError([Problem(one.code, Place(), one.values) for one in error.problems]) from None


def _remove(folder: Path) -> None:
    """Out of the way first, so that who still writes into it writes nowhere."""
    aside = folder.with_name(f"{GONE}{folder.name}")
    with suppress(FileNotFoundError):
        shutil.rmtree(aside, ignore_errors=True)
        folder.rename(aside)
        shutil.rmtree(aside)
