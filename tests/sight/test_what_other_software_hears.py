"""Other software hears of exactly what whoever set it up may see, everything in every place."""

import uuid

import pytest

from conversations.models import Comment, Thread
from intranet.platform import clock
from intranet.platform.content import State
from tests.sight.table import EVERY_PART, READERS
from webhooks.actions import note_happening
from webhooks.models import Delivery, Happening, Webhook

pytestmark = pytest.mark.django_db


@pytest.fixture
def webhooks(world):
    """One of each person, as if everybody could have one."""
    return {
        part: Webhook.objects.create(
            name=part,
            url="https://localhost:1/",
            happenings=list(Happening.values),
            owner=person,
            secret="whsec_AAAA",
            created_at=clock.now(),
        )
        for part, person in world.people.items()
    }


def everything_happens():
    """Let everything happen to every post and comment that there is."""
    for thread in Thread.objects.all():
        for happening in Happening.values:
            if happening.startswith(("post.", "article.")):
                tell(happening, thread=thread.pk)
    for comment in Comment.objects.all():
        for happening in Happening.values:
            if not happening.startswith(("post.", "article.")):
                tell(happening, thread=comment.thread_id, comment=comment.pk)


def tell(happening, **where):
    note_happening(happening, event_id=uuid.uuid4(), happened_at=clock.now(), **where)


def readers_of(world, audience):
    """Return the parts that may read in a place, after the table."""
    for kind, place in (world.communities | world.blogs).items():
        if place.audience_id == audience:
            return READERS[kind]
    raise AssertionError(f"no place with audience {audience}")


def right(world):
    """Return what each person's software may hear, after the table: who, what, which."""
    found = set()
    for thread in Thread.objects.filter(kind__in=["post", "article"]):
        heard = [] if thread.state == State.SCHEDULED else [f"{thread.kind}.removed"]
        if thread.state == State.PUBLISHED:
            heard += [f"{thread.kind}.published", f"{thread.kind}.changed"]
        for part in readers_of(world, thread.audience_id):
            found |= {(part, what, thread.pk, None) for what in heard}
    for comment in Comment.objects.select_related("thread"):
        heard = ["comment.removed"]
        if comment.state == comment.thread.state == State.PUBLISHED:
            heard += ["comment.published", "comment.changed", "answer.accepted"]
        for part in readers_of(world, comment.audience_id):
            found |= {(part, what, comment.thread_id, comment.pk) for what in heard}
    return found


def heard():
    """Return what each person's software is told of."""
    rows = Delivery.objects.values_list("webhook__name", "happening", "thread_id", "comment_id")
    return set(rows)


def test_everybody_hears_of_exactly_what_the_table_says(world, webhooks):
    everything_happens()

    assert set(webhooks) <= EVERY_PART
    assert heard() == right(world)
