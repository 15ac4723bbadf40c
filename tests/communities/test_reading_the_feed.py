"""Reading the feed."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.actions import mark_seen
from communities.feeds import at_home, community_feed, home_feed
from communities.models import Visit
from conversations.actions import accept_answer, remove_contribution
from conversations.models import Thread
from people.models import Mute
from tests.factories.communities import make_comment, make_community, make_person, make_post

pytestmark = pytest.mark.django_db


def words_in(feed):
    """Return what stands in a feed, from top to bottom."""
    return [thread.plain for thread in feed.page]


def test_home_shows_ones_own_communities_and_everything_shows_all_open_ones():
    bram = make_person("Bram de Wit")
    make_post(community=make_community(members=[bram]), body="van ons")
    make_post(community=make_community(), body="van anderen")
    make_post(community=make_community("closed"), body="van binnen")

    assert words_in(home_feed(bram, only="mine")) == ["van ons"]
    assert words_in(home_feed(bram, only="all")) == ["van anderen", "van ons"]


def test_everybody_belongs_to_the_company_wide_community():
    bram = make_person("Bram de Wit")
    make_post(community=make_community(is_company_wide=True), body="voor iedereen")

    assert words_in(home_feed(bram, only="mine")) == ["voor iedereen"]


def test_a_comment_brings_a_thread_to_the_top_unless_one_reads_newest_first():
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])
    older = make_post(community=place, body="ouder")
    make_post(community=place, body="nieuwer")

    make_comment(thread=older, author=bram)

    assert words_in(home_feed(bram, order="activity")) == ["ouder", "nieuwer"]
    assert words_in(home_feed(bram, order="newest")) == ["nieuwer", "ouder"]


def test_the_order_one_chose_is_kept(sign_in):
    bram = make_person("Bram de Wit")
    browser = sign_in(bram)

    browser.post("/order/", {"order": "newest"})

    bram.refresh_from_db()
    assert bram.feed_order == "newest"


def test_unanswered_lists_questions_until_an_answer_is_accepted():
    bram, wim = make_person("Bram de Wit"), make_person("Wim Hoekstra")
    place = make_community(members=[bram])
    make_post(community=place, body="geen vraag")
    question = make_post(author=bram, community=place, kind="question", body="waarom rood?")
    answer = make_comment(thread=question, author=wim)

    before = words_in(home_feed(wim, only="unanswered"))
    accept_answer(asker=bram, comment=answer)

    assert before == ["waarom rood?"]
    assert words_in(home_feed(wim, only="unanswered")) == []


def test_what_was_removed_is_gone_from_every_feed():
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])
    post = make_post(author=bram, community=place)

    remove_contribution(author=bram, contribution=post.thread)

    assert words_in(home_feed(bram, only="all")) == []
    assert words_in(community_feed(bram, place)) == []


def test_muted_people_are_left_out():
    bram, wim = make_person("Bram de Wit"), make_person("Wim Hoekstra")
    make_post(author=wim, community=make_community(members=[bram, wim]))

    Mute.objects.create(person=bram, muted=wim)

    assert words_in(home_feed(bram)) == []


def test_a_line_marks_what_is_new_since_the_last_visit(sign_in):
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])
    long_ago = timezone.now() - timedelta(days=2)
    with time_machine.travel(long_ago, tick=False):
        make_post(community=place, body="<p>al gezien</p>")
    with time_machine.travel(long_ago + timedelta(hours=1), tick=False):
        mark_seen(person=bram)
    make_post(community=place, body="<p>nieuw</p>")
    mark_seen(person=bram)

    page = sign_in(bram).get("/").content.decode()

    new, line, seen = (page.index(word) for word in (">nieuw<", "newline", ">al gezien<"))
    assert new < line < seen


def test_looking_twice_within_half_an_hour_leaves_the_line_where_it_was():
    bram = make_person("Bram de Wit")
    start = timezone.now()
    for minutes in (0, 10, 20, 29):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            mark_seen(person=bram)

    assert bram.visits.get().seen_until == start


def test_the_sentence_counts_what_others_posted_since(sign_in):
    bram = make_person("Bram de Wit", language="en")
    place = make_community(members=[bram])
    yesterday = timezone.now() - timedelta(days=1)
    Visit.objects.create(person=bram, seen_until=yesterday, here_at=yesterday)
    make_post(community=place)
    make_post(author=bram, community=place)
    make_post(community=make_community("closed"))

    assert at_home(bram).new_posts == 1


def test_a_look_at_the_page_is_a_post_and_reading_it_changes_nothing(sign_in):
    bram = make_person("Bram de Wit")
    browser = sign_in(bram)

    browser.get("/")
    after_get = bram.visits.count()
    browser.post("/seen/")

    assert (after_get, bram.visits.count()) == (0, 1)


def test_what_was_posted_after_the_page_was_made_is_new_at_the_next_visit(sign_in):
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])
    browser = sign_in(bram)
    beacon = re.search(r'data-seen-url="([^"]+)"', browser.get("/").text)[1]

    make_post(community=place)
    browser.post(beacon)

    assert at_home(bram).new_posts == 1


@pytest.mark.parametrize("address", ["/", "/?only=all", "/?only=unanswered"])
def test_home_asks_as_often_for_thirty_posts_as_for_three(address, sign_in):
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])
    browser = sign_in(bram)

    counts = [queries_with(browser, address, place, number) for number in (3, 27)]

    assert counts[0] == counts[1] <= 8


def test_a_community_asks_as_often_for_thirty_posts_as_for_three(sign_in):
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])
    browser = sign_in(bram)

    counts = [queries_with(browser, place.get_absolute_url(), place, number) for number in (3, 27)]

    assert counts[0] == counts[1]


def queries_with(browser, address, place, number):
    """Post so many more questions with answers, and count what the page asks of the database."""
    for _ in range(number):
        question = make_post(community=place, kind="question")
        answer = make_comment(thread=question)
        accept_answer(asker=question.thread.author, comment=answer)
        make_post(community=place, kind="question")
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    return len(asked)


def test_the_html_of_a_full_page_of_cards_stays_small(sign_in):
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])
    for _ in range(12):
        make_post(community=place, title="Een gewone titel", body="<p>" + "woorden " * 100 + "</p>")

    page = sign_in(bram).get("/").content

    assert len(page) <= 60_000
    assert Thread.objects.count() == 12
