"""An article that was to appear while the worker died: late, once, and it says so.

A real worker, killed as a power cut kills it, with its clock moved to the week in which the clocks
on the wall change.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from blogs.actions import follow_blog
from blogs.models import Article
from blogs.tasks import publish_what_is_due
from conversations.models import Thread
from intranet.platform import clock
from intranet.platform.models import OutboxEntry
from notifications.models import Notification
from tests.factories.blogs import make_draft
from tests.worker import kill, wait_until, worker_at

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)
WAITS_FOR_A_TABLE = """
    SELECT count(*) FROM pg_locks WHERE NOT granted
    AND relation = 'conversations_thread'::regclass
"""


def somebody_waits() -> bool:
    """Tell whether a process stands in the middle of putting an article before its readers."""
    with connection.cursor() as cursor:
        cursor.execute(WAITS_FOR_A_TABLE)
        return cursor.fetchone()[0] > 0


def die_while_publishing(moment):
    """Let a worker begin at what is due, and kill it before it is done."""
    with worker_at(moment) as worker, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE conversations_thread IN SHARE MODE")
        publish_what_is_due.apply_async()
        wait_until(somebody_waits, "no worker came to the article")
        kill(worker)


@pytest.mark.parametrize(
    ("written", "planned", "minute"),
    [
        ("2027-03-25T12:00Z", "2027-03-29T07:00", datetime(2027, 3, 29, 5, tzinfo=UTC)),
        ("2027-10-28T12:00Z", "2027-11-01T07:00", datetime(2027, 11, 1, 6, tzinfo=UTC)),
    ],
    ids=["into summer time", "into winter time"],
)
def test_the_next_worker_lets_it_appear_once(sign_in, joke, bram, blog, written, planned, minute):
    joke.time_zone = "Europe/Amsterdam"
    joke.save()
    follow_blog(person=bram, blog=blog)
    article = make_draft(blog, title="Maandagmorgen zeven uur")
    with clock.moved_to(datetime.fromisoformat(written)):
        browser = sign_in(joke)
        answer = {"when": "moment", "publish_at": planned}
        browser.post(f"/blogs/writing/{article.pk}/publish/", answer)

    die_while_publishing(minute)
    left_by_the_dead = Thread.objects.count(), Article.objects.get().publish_at

    with worker_at(minute + 7 * MINUTE):
        for _minute in range(3):
            publish_what_is_due.apply_async()
        wait_until(Notification.objects.filter(recipient=bram).exists, "nobody was told")
        wait_until(lambda: not OutboxEntry.objects.exists(), "something is still owed")

    article.refresh_from_db()
    assert left_by_the_dead == (0, minute)
    assert Thread.objects.get() == article.thread
    assert article.planned_at == minute
    assert article.publish_at is None
    assert minute + 7 * MINUTE <= article.thread.published_at < minute + 12 * MINUTE
    assert Notification.objects.filter(recipient=bram).count() == 1
    with clock.moved_to(minute + 20 * MINUTE):
        page = sign_in(bram).get(article.thread.get_absolute_url()).content.decode()
    assert "Planned for" in page
