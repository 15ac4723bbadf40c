"""Taking back what the bench wrote, so that every round measures the same company."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Max, Model

from communities.models import Community
from conversations.models import Comment, Follow, Mention, Thread
from intranet.measuring.bench.companies import Reader
from intranet.platform.models import AuditRecord, OutboxEntry
from notifications.models import Notification
from search.models import Entry

# In the order in which rows may go.
MADE: list[type[Model]] = [
    Entry, Notification, OutboxEntry, Mention, Follow, Comment, Thread,
]  # fmt: skip
# The audit log only grows; also here.
VACUUMED = [*MADE, AuditRecord, Community]


@contextmanager
def undone(readers: list[Reader]) -> Iterator[None]:
    """Let the block write, and take it back."""
    last = {model: model.objects.aggregate(at=Max("pk"))["at"] or 0 for model in MADE}
    touched = {number for reader in readers for number in reader.threads}
    threads = list(Thread.objects.filter(pk__in=touched))
    communities = list(Community.objects.all())
    yield
    for model in MADE:
        model.objects.filter(pk__gt=last[model]).delete()
    Thread.objects.bulk_update(threads, ["last_activity_at", "comment_count"])
    Community.objects.bulk_update(communities, ["last_activity_at"])
    with connection.cursor() as cursor:
        for model in VACUUMED:
            cursor.execute(f"VACUUM {model._meta.db_table}")
