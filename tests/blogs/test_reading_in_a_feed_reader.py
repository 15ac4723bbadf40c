"""Blogs in a feed reader: whole articles, with who wrote them and who helped."""

import base64
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from blogs.actions import follow_blog, publish_changes
from blogs.models import Helper, Suggestion
from conversations.actions import remove_contribution
from intranet.platform import clock
from people.actions import deactivate_person, make_token
from people.models import AccessToken, Mute
from tests.factories.blogs import make_article, make_blog, make_draft
from tests.factories.communities import make_person
from tests.factories.people import make_team

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
HERE = "/blogs/de-week-van-joke/feed.atom"


@pytest.fixture
def reader(bram):
    """A program with Bram's password for feeds."""
    _token, secret = make_token(
        person=bram, name="Lezer", scopes=(AccessToken.FEEDS,), lasts=timedelta(days=30)
    )
    pair = base64.b64encode(f"bram:{secret}".encode()).decode()
    return Client(headers={"Authorization": f"Basic {pair}"})


def entries(answer):
    """Return the entries of a feed by title."""
    feed = ElementTree.fromstring(answer.content)  # noqa: S314
    return {entry.find(f"{ATOM}title").text: entry for entry in feed.iter(f"{ATOM}entry")}


def help_with(article, helper):
    """Let a colleague have changed one block of an article."""
    Helper.objects.create(article=article, person=helper, asked_at=clock.now())
    Suggestion.objects.create(
        article=article,
        helper=helper,
        before="<p>a</p>",
        after="<p>b</p>",
        state="accepted",
        made_at=clock.now(),
        settled_at=clock.now(),
    )


def test_a_feed_reader_gets_an_article_whole_under_the_name_of_its_author(reader, blog):
    make_article(blog, title="Negen weken", body='<p>Lees <a href="/people/1/">dit</a>.</p>')

    entry = entries(reader.get(HERE))["Negen weken"]

    assert entry.find(f"{ATOM}author/{ATOM}name").text == "Joke Veenstra"
    content = entry.find(f"{ATOM}content")
    assert content.get("type") == "html"
    assert content.text.startswith('<p>Lees <a href="http')
    assert entry.find(f"{ATOM}contributor") is None


def test_who_helped_stands_on_top_and_is_a_contributor(reader, blog, lotte):
    article = make_article(blog, title="Negen weken")
    help_with(article, lotte)

    entry = entries(reader.get(HERE))["Negen weken"]

    assert entry.find(f"{ATOM}contributor/{ATOM}name").text == "Lotte Brand"
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "Joke Veenstra"
    assert entry.find(f"{ATOM}content").text.startswith(
        "<p><em>With help from Lotte Brand</em></p>"
    )


def test_drafts_and_what_was_taken_away_are_not_in_it(reader, joke, blog):
    make_draft(blog, title="Kanarie")
    gone = make_article(blog, title="Weg")
    make_article(blog, title="Blijft")
    remove_contribution(author=joke, contribution=gone.thread)

    assert set(entries(reader.get(HERE))) == {"Blijft"}


def test_a_blog_for_other_teams_looks_like_one_that_is_not_there(reader):
    make_blog(name="Alleen wij", teams=[make_team("Elders")], slug="alleen-wij")

    there = reader.get("/blogs/alleen-wij/feed.atom")
    nowhere = reader.get("/blogs/nergens/feed.atom")

    assert (there.status_code, there.content) == (404, nowhere.content)


def test_one_feed_has_all_blogs_one_may_read_or_those_one_follows(reader, bram, blog):
    hidden = make_blog(make_person("Henk Elders"), teams=[make_team("Elders")])
    follow_blog(person=bram, blog=blog)
    make_article(blog, title="Van Joke")
    make_article(make_blog(), title="Van een ander")
    make_article(hidden, title="Kanarie")

    assert set(entries(reader.get("/blogs/feed.atom"))) == {"Van Joke", "Van een ander"}
    assert set(entries(reader.get("/blogs/feed.atom?only=followed"))) == {"Van Joke"}


def test_whom_one_muted_is_not_in_it(reader, bram, joke, blog):
    make_article(blog)
    Mute.objects.create(person=bram, muted=joke)

    assert not entries(reader.get("/blogs/feed.atom"))


def test_what_did_not_change_is_not_sent_again_and_what_did_is(reader, joke, blog):
    article = make_article(blog, title="Negen weken")
    etag = reader.get(HERE)["ETag"]

    again = reader.get(HERE, headers={"If-None-Match": etag})
    article.html, article.revision = "<p>Tien weken</p>", article.revision + 1
    article.save()
    publish_changes(author=joke, article=article)
    changed = reader.get(HERE, headers={"If-None-Match": etag})

    assert again.status_code == 304
    assert "Tien weken" in entries(changed)["Negen weken"].find(f"{ATOM}content").text


def test_who_left_reads_nothing_any_more(reader, bram, ruben, blog):
    deactivate_person(actor=ruben, person=bram)

    assert reader.get(HERE).status_code == 401
    assert reader.get("/blogs/feed.atom").status_code == 401


def test_without_a_password_a_program_is_asked_for_one(client, blog):
    answer = client.get(HERE)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Basic")
