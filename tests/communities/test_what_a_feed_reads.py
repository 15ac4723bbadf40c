"""A page of a community's feed reads that page, however much was ever said there."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.feeds.cards import CARDS_A_PAGE
from communities.feeds.posts import threads_of_place
from conversations.models import Thread
from intranet.platform import clock
from tests.factories.communities import make_community, make_person

pytestmark = pytest.mark.django_db

PLACES, THREADS_EACH = 30, 150


@pytest.fixture
def place():
    """One of many places in which much was said."""
    author, now = make_person(), clock.now()
    places = [make_community(managers=[author]) for _ in range(PLACES)]
    moments = [now - timedelta(minutes=number) for number in range(PLACES * THREADS_EACH)]
    Thread.objects.bulk_create(
        Thread(
            author=author,
            audience_id=places[number % PLACES].audience_id,
            state="published",
            kind="post",
            plain="Bericht",
            published_at=moment,
            last_activity_at=moment,
        )
        for number, moment in enumerate(moments)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return places[0]


def plan_of(question):
    with connection.cursor() as cursor:
        # From the sixth time on PostgreSQL has one plan for all.
        for _time in range(6):
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {question}")
        found = cursor.fetchone()[0]
    return (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]


def threads_read(plan):
    """Return how many threads each step of a plan brought."""
    is_one = plan.get("Relation Name") == "conversations_thread" and plan["Actual Loops"]
    own = [plan["Actual Rows"]] if is_one else []
    return own + [rows for part in plan.get("Plans", []) for rows in threads_read(part)]


@pytest.mark.parametrize("field", ["last_activity_at", "published_at"])
def test_the_first_page_reads_no_more_threads_than_it_shows(place, field):
    reader = make_person()

    with CaptureQueriesContext(connection) as asked:
        found = threads_of_place(reader, place.audience_id, "all", field, None, None)

    question = next(each["sql"] for each in asked if each["sql"].startswith("EXECUTE"))
    assert len(found) == CARDS_A_PAGE + 1
    assert threads_read(plan_of(question)) == [CARDS_A_PAGE + 1]
