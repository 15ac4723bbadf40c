"""Letting the product get to what it owes."""

from intranet.platform.models import OutboxEntry
from intranet.platform.outbox import run_due


def deliver() -> None:
    """Run everything the outbox owes; a reaction that fails fails the test."""
    while run_due():
        pass
    failed = OutboxEntry.objects.exclude(last_error="").values_list("reaction", "last_error")
    assert not list(failed), list(failed)
