"""Work of this room: sending one letter, telling that one did not arrive, and looking which are due."""

from django.tasks import task

from banenafspraak.apps.mail import actions


@task
def send(about: str) -> None:
    """Send a letter."""
    actions.send(about)


@task
def tell_undelivered(about: str) -> None:
    """Tell the room that wrote a letter that it did not arrive."""
    actions.tell_undelivered(about)


@task
def ask_due() -> None:
    """Ask for the letters whose time has come."""
    actions.ask_due()
    actions.clear_used_links()
