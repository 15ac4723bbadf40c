"""The drill notices what is lost, what is doubled and what is counted wrong."""

from collections.abc import Iterator
from copy import copy
from random import Random
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import F
from pytest_django import DjangoDbBlocker

from communities.actions import publish_post
from communities.models import Community
from conversations.actions import add_comment
from conversations.models import Follow, Mention, Thread
from intranet.measuring.drill.moving import move_in
from intranet.measuring.drill.planning import Post, Saying, plan_posts
from intranet.measuring.drill.reckoning import Reckoning
from intranet.platform.outbox import run_due
from notifications.models import Notification
from people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def held(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Reckoning]:
    """A drill in which nothing was killed: everything was said by the product's own actions."""
    with django_db_blocker.unblock(), transaction.atomic():
        posts = plan_posts(30, move_in(), Random(3))
        acknowledged = dict(said for post in posts for said in say(post))
        run_due()
        yield Reckoning(posts, acknowledged)
        transaction.set_rollback(True)


@pytest.fixture
def drill(held: Reckoning) -> Reckoning:
    return copy(held)


def test_a_drill_without_a_loss_is_right(drill):
    assert wrong(drill) == []


def test_it_talks_about_everything_that_it_counts(drill):
    assert {finding.question for finding in drill.findings() if finding.expected} >= {
        "posts that are stored",
        "comments that are stored",
        "bell entries of people named in posts",
        "bell entries of people named in comments",
        "bell entries of authors who were answered",
        "outsiders who were named and not told",
        "topics noted",
    }


def test_it_misses_a_post_that_was_acknowledged(drill):
    drill.openings = {number + 10**9: saying for number, saying in drill.openings.items()}

    assert "posts that are stored" in wrong(drill)


def test_it_misses_a_bell_entry(drill):
    Notification.objects.filter(reason="mentioned", subject_kind="thread").first().delete()

    assert wrong(drill) == ["bell entries of people named in posts"]


def test_it_notices_a_bell_entry_that_came_twice(drill):
    twice = Notification.objects.filter(reason="commented").first()
    twice.pk, twice.event_id = None, UUID(int=1)
    twice.save()

    assert wrong(drill) == ["people told twice about one thing"]


def test_it_notices_an_outsider_who_was_told(drill):
    number, saying = next((n, s) for n, s in drill.openings.items() if s.outsider)
    leaked = Notification.objects.filter(subject_kind="thread", subject_id=number).first()
    leaked.pk, leaked.event_id, leaked.recipient_id = None, UUID(int=1), saying.outsider
    leaked.save()

    assert "outsiders who were named and not told" in wrong(drill)


@pytest.mark.parametrize(
    ("model", "column", "question"),
    [
        (Thread, "comment_count", "threads with a wrong number of comments"),
        (Community, "member_count", "communities with a wrong number of members"),
    ],
)
def test_it_notices_a_number_that_is_wrong(drill, model, column, question):
    model.objects.filter(pk=model.objects.first().pk).update(**{column: F(column) + 1})

    assert wrong(drill) == [question]


@pytest.mark.parametrize(
    ("model", "question"),
    [(Mention, "people named in posts"), (Follow, "follows of those who spoke")],
)
def test_it_misses_what_belongs_to_a_post(drill, model, question):
    threads = [number for number, saying in drill.openings.items() if saying.named]
    model.objects.filter(thread__in=threads).order_by("pk").first().delete()

    assert question in wrong(drill)


def say(post: Post) -> Iterator[tuple[str, int]]:
    """Say what was planned; yield the key and the number of each."""
    community = Community.objects.get(slug=post.room.slug)
    words = spoken(post.opening)
    thread = publish_post(community=community, **words).thread
    yield post.opening.key, thread.pk
    for comment in post.comments:
        yield comment.key, add_comment(thread=thread, **spoken(comment)).pk


def spoken(saying: Saying) -> dict:
    """Return what the actions take."""
    return {
        "author": User.objects.get(pk=saying.author.id),
        "body": saying.body,
        "is_html": saying.body_format == "html",
        "submission": UUID(saying.key),
    }


def wrong(drill: Reckoning) -> list[str]:
    """Return the questions whose answer is not as it should be."""
    return [finding.question for finding in drill.findings() if not finding.is_right]
