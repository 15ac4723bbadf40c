"""Counting how many read a thread, without anybody ever seeing who."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from conversations.models import Reading, Thread
from intranet.platform import clock
from intranet.platform.figures import is_measured
from people.models import User

# Days after which a thread counts no new readers, and it is forgotten who read it.
COUNTED_FOR = timedelta(days=60)


@transaction.atomic
def note_reading(*, reader: User, thread_id: int) -> None:
    """Count a reader once; not the author, and nobody who may not see the thread.

    Nobody is counted where it was agreed that readers are not (What we measure).
    """
    if not is_measured("readers"):
        return
    begin = clock.now() - COUNTED_FOR
    threads = Thread.objects.visible_to(reader).published().filter(pk=thread_id)
    if not threads.filter(published_at__gt=begin).exclude(author=reader).exists():
        return
    _reading, is_first = Reading.objects.get_or_create(
        thread_id=thread_id, person=reader, defaults={"read_at": clock.now()}
    )
    if is_first:
        Thread.objects.filter(pk=thread_id).update(reader_count=F("reader_count") + 1)


@transaction.atomic
def forget_who_read() -> None:
    """Forget who read what no longer counts readers; the numbers stay.

    Everybody is forgotten where readers are not counted any more.
    """
    if not is_measured("readers"):
        Reading.objects.all().delete()
        return
    begin = clock.now() - COUNTED_FOR
    Reading.objects.filter(thread__published_at__lte=begin).delete()
