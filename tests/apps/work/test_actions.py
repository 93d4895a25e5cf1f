"""Tasks: asked for in a transaction, taken by one, held while its worker lives, ended by its holder alone."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.tasks import TaskResultStatus, task_backends
from django.tasks.exceptions import TaskResultDoesNotExist
from django.utils import timezone

from banenafspraak.apps.work import actions
from banenafspraak.apps.work.enums import State
from banenafspraak.apps.work.models import Task
from banenafspraak.apps.work.tasks import Context, StoppedError
from banenafspraak.core.kernel.problems import Place, Problem

pytestmark = pytest.mark.django_db
HOLD = timedelta(seconds=30)
NAME = "counting.count_own"


def asked(**fields):
    task = actions.request(NAME, "7")
    Task.objects.filter(pk=task.pk).update(**fields)
    return Task.objects.get(pk=task.pk)


def take(worker="een", seconds=0):
    return actions.take(worker, HOLD, timezone.now() + timedelta(seconds=seconds))


def again(task):
    return Task.objects.get(pk=task.pk)


def test_a_request_goes_with_its_transaction():
    with transaction.atomic():
        actions.request(NAME, "7")
        transaction.set_rollback(True)
    assert Task.objects.count() == 0
    assert actions.request(NAME, "7").about == "7"


def test_a_name_that_nobody_knows_is_a_fault():
    with pytest.raises(ImportError):
        actions.request("counting.nothing", "7")


def test_the_one_that_waits_longest_is_taken_and_by_one_alone():
    first, second = asked(), asked()
    assert take("een").pk == first.pk
    assert take("twee").pk == second.pk
    assert take("drie") is None


def test_two_who_see_the_same_task_do_not_both_get_it(monkeypatch):
    task = asked()
    assert take("een").pk == task.pk
    monkeypatch.setattr(actions, "next_free", lambda _now: task)  # as the second saw it, a moment ago
    assert take("twee") is None
    assert again(task).worker == "een"


def test_a_worker_that_is_lost_is_followed_by_another_a_few_times():
    task = asked()
    for attempt in range(1, actions.MOST_ATTEMPTS + 1):
        assert take(seconds=60 * attempt).attempts == attempt
    assert take(seconds=600) is None
    ended = again(task)
    assert (ended.state, [one["code"] for one in ended.problems]) == (State.FAILED, ["work-lost"])


def test_who_lost_a_task_changes_nothing_any_more():
    asked()
    lost = take("een")
    found = take("twee", seconds=60)
    actions.tell(lost, 5, 10, "stap")
    assert not actions.hold_on(lost, HOLD)
    assert not actions.end(lost, State.DONE)
    with pytest.raises(StoppedError):
        Context(task_result=None, row=lost).tell(5, 10, "stap")
    assert (again(found).state, again(found).done) == (State.RUNNING, 0)
    assert actions.end(found, State.DONE)


def test_a_task_is_held_for_as_long_as_its_worker_lives():
    asked()
    task = take()
    assert actions.hold_on(task, timedelta(seconds=600))
    assert take("twee", seconds=60) is None


def test_who_must_leave_puts_it_back_without_an_attempt():
    asked()
    actions.put_back(take())
    assert (take().attempts, Task.objects.get().state) == (1, State.RUNNING)


def test_what_waits_is_stopped_at_once_and_what_runs_when_it_looks_up():
    waiting, running = asked(), asked(state=State.RUNNING, worker="een", attempts=1)
    for task in (waiting, running):
        actions.stop(task)
    assert again(waiting).state == State.STOPPED
    with pytest.raises(StoppedError):
        Context(task_result=None, row=running).tell(1, 2, "stap")
    assert (again(running).state, again(running).done) == (State.RUNNING, 1)


def test_django_sees_where_a_task_stands():
    backend, task = task_backends["default"], asked()
    assert backend.get_result(str(task.public_id)).status == TaskResultStatus.READY
    actions.end(take(), State.FAILED, [Problem("file-empty", Place("a.csv", 3))])
    found = backend.get_result(str(task.public_id))
    assert (found.status, found.args, found.attempts) == (TaskResultStatus.FAILED, ["7"], 1)
    assert again(task).problems == [{"code": "file-empty", "place": ["a.csv", 3, None], "values": {}}]
    for unknown in ("niets", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(TaskResultDoesNotExist):
            backend.get_result(unknown)


def test_a_task_says_how_long_it_took():
    now = timezone.now()
    assert asked().seconds == 0.0
    assert asked(begun_at=now, ended_at=now + timedelta(seconds=4)).seconds == 4.0
    assert str(asked()).startswith(NAME)
