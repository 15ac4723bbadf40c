"""What must follow a write is written down inside it, and done at least once.

`publish` adds a row per reaction in the transaction of the caller. A sweeper process and the
Celery workers run what is due; the row goes in the same transaction as the reaction's effects.
PostgreSQL alone is enough for that: a broker that is dead costs two seconds, never an event.
"""

import logging
import uuid
from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from intranet.platform import clock
from intranet.platform.models import OutboxEntry

log = logging.getLogger(__name__)

FIRST_RETRY = timedelta(seconds=2)
LONGEST_RETRY = timedelta(hours=1)
# Rows that one statement adds.
MOST_AT_ONCE = 1000


@cache
def reactions() -> dict[str, list[str]]:
    """Return the product's side effects by name: event -> dotted paths of its reactions."""
    table = import_string(settings.REACTIONS)
    return {
        event_name(event): [f"{task.__module__}.{task.__qualname__}" for task in tasks]
        for event, tasks in table.items()
    }


def event_name(event_class: type) -> str:
    """Name an event by its app and class: `communities.PostPublished`."""
    return f"{event_class.__module__.split('.')[0]}.{event_class.__name__}"


def publish(event: Any) -> uuid.UUID:
    """Owe every reaction to this event; must run inside a transaction. Returns the event's id."""
    return publish_each([event])[0]


def publish_each(events: Iterable[Any]) -> list[uuid.UUID]:
    """Owe every reaction to each of these events, which are many, in a few statements."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is published in the transaction of what happened.")
    now, ids, owed = clock.now(), [], []
    for event in events:
        ids.append(uuid.uuid4())
        name, payload = event_name(type(event)), asdict(event)
        owed += [
            OutboxEntry(
                event_id=ids[-1],
                event=name,
                reaction=reaction,
                payload=payload,
                created_at=now,
                due_at=now,
            )
            for reaction in reactions()[name]
        ]
    if owed:
        OutboxEntry.objects.bulk_create(owed, batch_size=MOST_AT_ONCE)
        transaction.on_commit(wake_up, robust=True)
    return ids


def wake_up() -> None:
    """Tell a worker that something is due; a broker that does not answer is no reason to fail."""
    from intranet.platform.tasks import run_outbox

    try:
        run_outbox.apply_async(retry=False, ignore_result=True)
    except Exception as error:  # noqa: BLE001
        log.warning("outbox_not_woken", extra={"error": type(error).__name__})


def run_due(*, limit: int = 500) -> int:
    """Run up to `limit` reactions that are due, each in its own transaction; return how many."""
    done = 0
    while done < limit and run_next():
        done += 1
    return done


def run_next() -> bool:
    """Run the next due reaction that no one else holds; return whether there was one."""
    entry = None
    try:
        with transaction.atomic():
            entry = (
                OutboxEntry.objects.select_for_update(skip_locked=True)
                .filter(due_at__lte=clock.now())
                .order_by("due_at", "id")
                .first()
            )
            if entry is None:
                return False
            perform(entry)
    except Exception as error:
        if entry is None:
            raise
        postpone(entry, error)
    return True


def perform(entry: OutboxEntry) -> None:
    """Do what is owed, and strike it off."""
    task = import_string(entry.reaction)
    task(event_id=entry.event_id, happened_at=entry.created_at, **entry.payload)
    entry.delete()


def run_after(number: int, *, but: Q) -> int:
    """Run all that was written down after a row, in that order; return the number of the last.

    For a story that is told in one transaction: there the rows that are done still lie in front,
    and `run_next` would step over them each time. What fails ends the story; what `but` matches
    is left.
    """
    owed = OutboxEntry.objects.exclude(but).order_by("pk")
    while entry := owed.filter(pk__gt=number).first():
        number = entry.pk
        perform(entry)
    return number


def postpone(entry: OutboxEntry, error: Exception) -> None:
    """Try again later, each time twice as late, up to an hour; nothing is ever given up."""
    log.exception("reaction_failed", extra={"reaction": entry.reaction})
    wait = min(FIRST_RETRY * 2 ** min(entry.attempts, 12), LONGEST_RETRY)
    OutboxEntry.objects.filter(pk=entry.pk).update(
        attempts=entry.attempts + 1,
        due_at=clock.now() + wait,
        last_error=type(error).__name__,
    )
