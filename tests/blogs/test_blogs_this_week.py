"""What was written this week, beside the posts at home."""

from datetime import timedelta

import pytest

from blogs.actions import end_article, follow_blog
from blogs.digests import MOST_TOLD, blogs_this_week
from conversations.models import Thread
from intranet.platform import clock
from people.actions import mute_person
from tests.counting import queries_of
from tests.factories.blogs import make_article, make_blog, make_draft
from tests.factories.communities import make_person
from tests.factories.people import make_team

pytestmark = pytest.mark.django_db

A_WEEK = timedelta(days=7)


def told(viewer, since=None):
    """Return the titles that somebody is told of."""
    return [each.title for each in blogs_this_week(viewer, since or clock.now() - A_WEEK)]


def test_home_shows_what_was_written_with_who_wrote_it(sign_in, bram, blog):
    article = make_article(blog, title="Negen weken voor één meter")

    page = sign_in(bram).get("/").text

    beside = page.partition('<aside class="side')[2].partition("</aside>")[0]
    assert "This week" in beside
    assert f'href="/articles/{article.thread_id}/"' in beside
    assert "Negen weken voor één meter" in beside
    assert "Joke Veenstra, written personally, 1 minute</p>" in beside


def test_home_says_nothing_of_this_week_where_nobody_wrote(sign_in, bram, blog):
    make_draft(blog, title="Nog niet")

    page = sign_in(bram).get("/").text

    assert "This week" not in page
    assert "Nog niet" not in page


def test_home_says_it_in_the_language_of_who_reads(sign_in, blog):
    make_article(blog)

    page = sign_in(make_person("Mehmet Kaya", language="nl")).get("/").text

    assert "Deze week" in page
    assert "Joke Veenstra, zelf geschreven, 1 minuut</p>" in page


def test_whom_one_follows_comes_first_and_it_says_so(bram, blog):
    make_article(blog, title="Gevolgd")
    make_article(title="Later")
    follow_blog(person=bram, blog=blog)

    told_of = blogs_this_week(bram, clock.now() - A_WEEK)

    assert [(each.title, each.why) for each in told_of] == [
        ("Gevolgd", "You follow this blog"),
        ("Later", "Everybody reads this"),
    ]


def test_it_says_who_helped(sign_in, bram, lotte, blog):
    from tests.blogs.test_reading_in_a_feed_reader import help_with

    help_with(make_article(blog, title="Negen weken"), lotte)

    (written,) = blogs_this_week(bram, clock.now() - A_WEEK)

    assert (written.author, written.helped_by, written.minutes) == (
        "Joke Veenstra", ["Lotte Brand"], 1,
    )  # fmt: skip
    assert "Joke Veenstra, with help from Lotte Brand, 1 minute" in sign_in(bram).get("/").text


def test_what_is_older_than_the_moment_is_not_told(bram, blog):
    article = make_article(blog, title="Oud")
    Thread.objects.filter(pk=article.thread_id).update(published_at=clock.now() - A_WEEK)
    make_article(blog, title="Nieuw")

    assert told(bram, clock.now() - timedelta(days=6)) == ["Nieuw"]


def test_one_is_not_told_of_what_one_wrote_or_does_not_want_to_hear(joke, bram, blog):
    make_article(blog, title="Van Joke")
    muted = make_blog()
    make_article(muted, title="Van wie hij niet hoort")
    follow_blog(person=bram, blog=muted)
    mute_person(person=bram, colleague=muted.owner)

    assert told(bram) == ["Van Joke"]
    assert told(joke) == ["Van wie hij niet hoort"]


def test_what_is_for_a_team_is_told_to_that_team(bram, blog):
    team = make_team("Techniek")
    make_article(make_blog(teams=[team]), title="Onder ons")
    (mates,) = blogs_this_week(make_person(team=team, language="en"), clock.now() - A_WEEK)

    assert (mates.title, mates.why) == ("Onder ons", "Written for your team")
    assert told(bram) == []


def test_what_was_taken_from_its_readers_is_not_told(joke, bram, blog):
    end_article(author=joke, article=make_article(blog), ends_at=clock.now())

    assert told(bram) == []


def test_no_more_are_told_than_one_reads(bram, blog):
    for _number in range(MOST_TOLD + 2):
        make_article(blog)

    assert len(told(bram)) == MOST_TOLD


def test_home_asks_the_database_once_for_it_however_many_wrote(sign_in, settings, bram, blog):
    browser = sign_in(bram)
    make_article(blog)
    few = queries_of(browser, "/")
    for _number in range(29):
        make_article()
    many = queries_of(browser, "/")
    settings.HOME_PANELS = []

    assert (many, queries_of(browser, "/")) == (few, few - 1)
