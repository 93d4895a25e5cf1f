"""Lists of organisations that come in: received, their columns pointed out, planned, chosen from, carried out whole.

Planning and carrying out are long work: a worker does them, as the one who asked. Either the whole list is carried out
or nothing of it; done again, it does nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from banenafspraak.apps.accounts.access import Actor, RefusedError
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.audit.actions import record
from banenafspraak.apps.organisations import queries
from banenafspraak.apps.organisations.access import actor_named, organisations, reach
from banenafspraak.apps.organisations.actions.records import AT_ONCE, Entry, add_many, numbers_free, write
from banenafspraak.apps.organisations.enums import Choice, Stage
from banenafspraak.apps.organisations.models import Import, ImportRow, Organisation, SavedColumns
from banenafspraak.apps.work import actions as work
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.organisations.facts import added, as_data, differences, from_data, plain
from banenafspraak.core.organisations.importing import Outcome, Planned, Register
from banenafspraak.core.organisations.naming import key
from banenafspraak.core.organisations.reading import Rows, head_of, rows_of
from banenafspraak.core.tables.columns import ORGANISATIONS
from banenafspraak.core.tables.mapping import Mapping as Columns

if TYPE_CHECKING:
    from uuid import UUID

    from banenafspraak.apps.organisations.access import Reach

    type Tell = Callable[[int, int, str], None]

KEEP = timedelta(days=30)
"""So long a list that nobody carries out, and the report of one that was, stays."""
USUAL = {Outcome.NEW: Choice.ADD, Outcome.CHANGED: Choice.JOIN}
ALLOWED = {
    Outcome.NEW: {Choice.ADD, Choice.LEAVE},
    Outcome.CHANGED: {Choice.JOIN, Choice.LEAVE},
    Outcome.ALIKE: {Choice.OPEN, Choice.ADD, Choice.JOIN, Choice.LEAVE},
}
TELL_EVERY = 500


def receive(actor: Actor, name: str, content: bytes) -> Import:
    """Take in a file, and guess its columns: as they were pointed out before for such a file, else by their names.

    Raises:
        RefusedError: it may not import.
        ProblemsError: the file cannot be read as a table.
    """
    by = _somebody(actor)
    head = head_of(name, content)
    saved = next((one for one in queries.saved_columns(by) if set(one.columns.values()) <= set(head.headers)), None)
    columns, constants = (saved.columns, saved.constants) if saved else (dict(head.columns), {})
    with transaction.atomic():
        made = Import.objects.create(
            by=by,
            file_name=Place(name).file or "",
            content=content,
            headers=list(head.headers),
            columns=columns,
            constants=constants,
        )
        record("organisations:import:received", by, thing=made.public_id, data={"bytes": len(content)})
    return made


def _somebody(actor: Actor) -> UUID:
    if actor.public_id is None or not actor.may(Permission.IMPORT_ORGANISATIONS):
        raise RefusedError(Permission.IMPORT_ORGANISATIONS)
    return actor.public_id


def point_out(one: Import, columns: Mapping[str, str], constants: Mapping[str, str], name: str = "") -> None:
    """Say which column is which and what holds for all rows, keep that under a name, and ask for the plan.

    Raises:
        ProblemsError: a column is missing, or a value cannot stand for all rows.
    """
    told = Columns(columns, constants)
    told.apply(ORGANISATIONS, one.headers, Place(one.file_name))
    if faults := told.faults(ORGANISATIONS, one.file_name):
        raise ProblemsError(faults)
    with transaction.atomic():
        if name:
            given = {"columns": dict(columns), "constants": dict(constants), "used_at": timezone.now()}
            SavedColumns.objects.update_or_create(by=one.by, name=name, defaults=given)
        _ask("organisations.plan_import", one, Stage.PLANNING, columns=dict(columns), constants=dict(constants))


def _ask(deed: str, one: Import, stage: Stage, **values: object) -> None:
    task = work.request(deed, one.public_id)
    Import.objects.filter(pk=one.pk).update(stage=stage, task=task, problems=[], **values)


def plan(one: Import, tell: Tell) -> None:
    """Read the file and find out what each row would do. When it cannot be read as a whole, say why.

    Raises:
        StoppedError: somebody stopped it.
    """
    if one.stage != Stage.PLANNING:
        return
    columns = Columns(one.columns, one.constants)
    try:
        found = rows_of(one.file_name, bytes(one.content), columns, lambda rows: tell(rows, 0, "read"))
    except ProblemsError as error:
        told = [work.as_data(problem) for problem in error.problems]
        Import.objects.filter(pk=one.pk).update(stage=Stage.COLUMNS, problems=told)
        return
    where = reach(actor_named(one.by), Permission.IMPORT_ORGANISATIONS)
    planned = _planned(one, found, where, tell)
    with transaction.atomic():
        one.rows.all().delete()
        ImportRow.objects.bulk_create((_row(one, each) for each in planned), batch_size=AT_ONCE)
        Import.objects.filter(pk=one.pk).update(stage=Stage.CHOOSING, counts={"read": found.read})


def _planned(one: Import, found: Rows, where: Reach, tell: Tell) -> list[Planned]:
    register, today = Register.of(queries.known(organisations())), timezone.localdate()
    planned = [Planned(row, Outcome.REFUSED, problems=some) for row, some in found.refused.items()]
    for at, line in enumerate(found.lines):
        if at % TELL_EVERY == 0:
            tell(at, len(found.lines), "compare")
        made = register.plan(line, one.file_name)
        facts = made.facts
        if facts and made.outcome is not Outcome.SAME and not where.covers_facts(facts, today, made.target):
            made = Planned(line.row, Outcome.REFUSED, problems=(_not_yours(one, line.row),))
        planned.append(made)
    return planned


def _not_yours(one: Import, row: int) -> Problem:
    return Problem("import-not-yours", Place(one.file_name, row))


def _row(one: Import, planned: Planned) -> ImportRow:
    return ImportRow(
        of=one,
        row=planned.row,
        outcome=planned.outcome,
        choice=USUAL.get(planned.outcome, Choice.OPEN),
        target=planned.target or None,
        version=planned.version,
        facts=as_data(planned.facts) if planned.facts else {},
        changes=[[each.fact, plain(each.before), plain(each.after)] for each in planned.changes],
        candidates=[[each.id, each.score] for each in planned.candidates],
        twin=planned.twin,
        problems=[work.as_data(problem) for problem in planned.problems],
    )


def choose(one: Import, choices: Mapping[int, tuple[str, str]]) -> None:
    """Keep what a person wants of rows: the choice by row, and for one that is the same as another, which."""
    with transaction.atomic():
        for row in one.rows.select_for_update().filter(row__in=choices):
            choice, target = choices[row.row]
            if choice not in ALLOWED.get(Outcome(row.outcome), set()):
                continue
            if row.outcome == Outcome.ALIKE:
                _choose_alike(row, choice, target)
            row.choice = choice
            row.save()


def _choose_alike(row: ImportRow, choice: str, target: str) -> None:
    """Point a row at the one it is, and see what it would change there; or at none."""
    row.target, row.version, row.changes = None, 0, []
    if choice == Choice.JOIN and target in {each[0] for each in row.candidates}:
        same = next(queries.known(organisations().filter(public_id=target)), None)
        if same:
            row.target, row.version = target, same.version
            found = differences(same.facts, added(same.facts, from_data(row.facts)))
            row.changes = [[each.fact, plain(each.before), plain(each.after)] for each in found]


def choose_all(one: Import, outcome: Outcome, choice: Choice) -> None:
    """The same choice for all rows with one outcome."""
    if choice in ALLOWED.get(outcome, set()) - {Choice.JOIN} or (outcome, choice) == (Outcome.CHANGED, Choice.JOIN):
        one.rows.filter(outcome=outcome).update(choice=choice)


def confirm(one: Import) -> None:
    """Ask that what was chosen is carried out."""
    with transaction.atomic():
        if Import.objects.select_for_update().get(pk=one.pk).stage == Stage.CHOOSING:
            _ask("organisations.carry_out_import", one, Stage.WRITING)


def carry_out(one: Import, tell: Tell) -> None:
    """Add and change what was chosen, all of it or nothing. A row whose organisation changed meanwhile is refused."""
    if one.stage != Stage.WRITING:
        return
    tell(0, one.counts.get("read", 0), "write")
    try:
        with transaction.atomic():
            _carry_out(one)
    except ProblemsError as error:
        told = [work.as_data(problem) for problem in error.problems]
        Import.objects.filter(pk=one.pk).update(stage=Stage.CHOOSING, problems=told)


def _carry_out(one: Import) -> None:
    where = reach(actor_named(one.by), Permission.IMPORT_ORGANISATIONS)
    counts = Counter({"read": one.rows.count(), "same": one.rows.filter(outcome=Outcome.SAME).count()})
    counts["new"] = _add_chosen(one, where)
    counts["changed"], counts["unchanged"] = _change_chosen(one, where)
    _refuse(one.rows.filter(outcome=Outcome.ALIKE, choice=Choice.OPEN), "import-left-out")
    _refuse(one.rows.filter(choice=Choice.LEAVE), "import-left-out")
    counts["same"] += counts.pop("unchanged")
    counts["refused"] = one.rows.filter(outcome=Outcome.REFUSED).count()
    one.rows.exclude(outcome=Outcome.REFUSED).delete()
    Import.objects.filter(pk=one.pk).update(stage=Stage.DONE, content=b"", counts=dict(counts))
    record("organisations:import:carried_out", one.by, thing=one.public_id, data=dict(counts))


def _add_chosen(one: Import, where: Reach) -> int:
    rows = list(one.rows.filter(choice=Choice.ADD))
    taken = _taken_numbers()
    today, entries = timezone.localdate(), []
    for row in rows:
        facts = from_data(row.facts)
        numbers = {number for number in (facts.kvk, facts.oin) if number}
        if numbers & taken:
            _refuse_row(row, "number-taken")
        elif not where.covers_facts(facts, today):
            _refuse_row(row, "import-not-yours")
        else:
            taken |= numbers
            entries.append(Entry(facts, source=one.file_name))
    return len(numbers_free(lambda: add_many(one.by, entries)))


def _taken_numbers() -> set[str]:
    pairs = Organisation.objects.filter(merged_into=None).values_list("kvk", "oin")
    return {number for pair in pairs for number in pair if number}


def _change_chosen(one: Import, where: Reach) -> tuple[int, int]:
    """How many were changed, and how many were so already."""
    changed, same = 0, 0
    chosen = list(one.rows.filter(choice=Choice.JOIN).order_by("row"))
    targets = {row.target for row in chosen if row.target}
    rows = organisations().filter(public_id__in=targets).prefetch_related(*queries.WITH_FACTS).select_for_update()
    there = {row.public_id: row for row in rows}
    today = timezone.localdate()
    for row in chosen:
        target = row.target
        organisation = there.pop(target, None) if target else None
        if organisation is None or organisation.version != row.version:
            twice = target in targets and organisation is None
            _refuse_row(row, "organisation-chosen-twice" if twice else "organisation-moved-on")
            continue
        before = queries.facts_of(organisation)
        if not where.covers_facts(before, today, str(target)):
            _refuse_row(row, "import-not-yours")
            continue
        after = added(before, from_data(row.facts))
        renamed = None if key(after.name) == key(before.name) else today
        told = numbers_free(partial(write, one.by, organisation, after, renamed))
        changed, same = changed + bool(told), same + (not told)
    return changed, same


def _refuse_row(row: ImportRow, code: str) -> None:
    told = [work.as_data(Problem(code, Place(row.of.file_name, row.row)))]
    ImportRow.objects.filter(pk=row.pk).update(outcome=Outcome.REFUSED, choice=Choice.OPEN, problems=told)


def _refuse(rows: Iterable[ImportRow], code: str) -> None:
    for row in rows:
        _refuse_row(row, code)


def drop(actor: Actor, one: Import) -> None:
    """Throw a list away, whatever is under way with it."""
    with transaction.atomic():
        if one.task:
            work.stop(one.task)
        record("organisations:import:dropped", actor.public_id, thing=one.public_id)
        one.delete()


def clear_imports() -> None:
    """Throw away lists that were left lying, and reports of long ago."""
    Import.objects.filter(begun_at__lt=timezone.now() - KEEP).delete()


def take_list(actor: Actor, question: queries.Question, number: int) -> None:
    """Tell the trail that somebody took a list along."""
    record("organisations:list:taken", actor.public_id, data={**question.asked(), "number": number})


def data_of(account: UUID) -> Mapping[str, object]:
    """What this room keeps of a person who logs in."""
    names = [one.name for one in queries.saved_columns(account)]
    return {"lists": [one.file_name for one in queries.imports(account)], "columns": names}


def wipe_of(account: UUID) -> None:
    """Wipe what this room keeps of a person who logs in."""
    Import.objects.filter(by=account).delete()
    SavedColumns.objects.filter(by=account).delete()
