"""Work of this room: forgetting where people were logged in."""

from django.tasks import task

from banenafspraak.apps.accounts import actions


@task
def forget_sessions() -> None:
    """Forget the internet addresses and browsers of who is no longer logged in there."""
    actions.forget_sessions()
