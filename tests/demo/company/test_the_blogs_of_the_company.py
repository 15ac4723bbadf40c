"""The blogs of the demo company: months of articles, questions, answers and promises."""

from datetime import timedelta

import pytest

from blogs.models import Article, Blog, Nomination, Pause, Promise, Question, Suggestion
from conversations.models import Comment, Thread
from intranet.demo.diary import diaries
from intranet.demo.timeline import ZONE
from intranet.platform import clock
from people.models import User

pytestmark = pytest.mark.django_db

DIARIES = {diary.owner: diary for diary in diaries()}


def blog_of(name):
    """Return the blog of somebody."""
    return Blog.objects.get(owner__name=name)


def articles_of(name):
    """Return what somebody published, the oldest first."""
    threads = Thread.objects.published().filter(kind="article", author__name=name)
    return threads.order_by("published_at")


def test_the_director_two_managers_and_a_culture_carrier_have_written_for_months(company):
    director = User.objects.get(name="Joke Veenstra")
    leaders = Blog.objects.filter(kind="leader").exclude(owner=director)
    managers = [blog for blog in leaders if blog.owner.reports.exists()]

    assert director.manager is None
    assert articles_of(director.name).count() >= 13
    assert len(managers) == 2
    assert all(articles_of(blog.owner.name).count() >= 6 for blog in managers)
    assert articles_of("Wim Hoekstra").count() >= 5
    for name in (director.name, *(blog.owner.name for blog in managers)):
        moments = articles_of(name).values_list("published_at", flat=True)
        assert max(moments) - min(moments) > timedelta(days=75)


def test_everything_that_is_written_down_is_published(company):
    for diary in DIARIES.values():
        owner = company.users[diary.owner]
        written = [piece.title for piece in diary.articles]
        assert sorted(articles_of(owner.name).values_list("title", flat=True)) == sorted(written)
        comments = sum(len(piece.comments) for piece in diary.articles)
        said = Comment.objects.filter(thread__kind="article", thread__author=owner)
        assert said.count() == comments


def test_who_has_a_rhythm_keeps_to_the_day(company):
    for diary in DIARIES.values():
        if diary.rhythm == "none":
            continue
        blog = Blog.objects.get(owner=company.users[diary.owner])
        days = {t.published_at.astimezone(ZONE).weekday() for t in articles_of(blog.owner.name)}
        assert days == {blog.weekday}


def test_nothing_stands_under_another_name(company):
    for article in Article.objects.exclude(thread=None).select_related("thread", "blog"):
        assert article.thread.author_id == article.blog.owner_id


def test_questions_are_answered_declined_and_open_and_one_has_no_name(company):
    outcomes = set(Question.objects.values_list("outcome", flat=True))

    assert outcomes == {"open", "answered", "declined"}
    assert Question.objects.filter(answered_in__isnull=False).count() >= 10
    old = clock.now() - timedelta(weeks=4)
    assert Question.objects.open().filter(thread__published_at__lt=old).exists()
    unnamed = Question.objects.filter(is_unnamed=True)
    assert unnamed.exists()
    assert all(question.thread.author.is_system for question in unnamed)


def test_promises_are_kept_broken_and_still_open(company):
    states = set(Promise.objects.values_list("state", flat=True))

    assert {"busy", "done", "failed"} <= states


def test_one_article_had_help_and_says_so(company):
    helped = Suggestion.objects.that_helped().values("article").distinct()

    assert helped.count() == 1
    assert Suggestion.objects.filter(state="declined").exists()


def test_a_holiday_was_marked_a_draft_begun_and_an_article_waits(company):
    assert Pause.objects.exists()
    assert Article.objects.filter(thread=None, publish_at=None, revision__gt=0).exists()
    assert Article.objects.filter(publish_at__gt=clock.now()).exists()


def test_a_colleague_is_nominated_and_has_not_answered_yet(company):
    assert Nomination.objects.filter(answer="open").count() >= 3
    assert Nomination.objects.filter(answer="accepted").exists()


@pytest.mark.parametrize("key", ["joke", "bram", "ilse", "mehmet", "owen"])
def test_a_visitor_reads_blogs_as_each_of_them(company, client, key):
    client.force_login(company.users[key])

    for address in ("/blogs/", "/blogs/all/", "/blogs/writing/", "/blogs/carriers/"):
        assert client.get(address).status_code == 200
    for blog in Blog.objects.visible_to(company.users[key]):
        assert client.get(blog.get_absolute_url()).status_code == 200


def test_a_blog_for_teams_is_there_for_those_teams_alone(company, client):
    blog = blog_of("Sjoerd Nauta")

    client.force_login(company.users["owen"])
    inside = client.get(blog.get_absolute_url()).status_code
    client.force_login(company.users["mehmet"])
    outside = client.get(blog.get_absolute_url()).status_code

    assert (inside, outside) == (200, 404)
