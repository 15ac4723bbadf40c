"""Sharing an article in a community: the page for writing opens with the article quoted."""

import re
from html import unescape

import pytest

from conversations.actions import remove_contribution
from conversations.models import Draft, Thread
from intranet.platform import clock
from tests.factories.blogs import make_article, make_blog, make_draft
from tests.factories.communities import make_community, make_person, make_post
from tests.factories.people import make_team

pytestmark = pytest.mark.django_db


def begun_with(browser, number):
    """Return what stands in the editor when one comes to share something."""
    page = browser.get(f"/write/?quote={number}")
    assert page.status_code == 200
    found = re.search(r'data-html="([^"]*)"', page.content.decode())
    return unescape(found[1]) if found else ""


def test_the_form_opens_with_the_article_quoted(sign_in, bram, blog):
    article = make_article(blog, title="Negen weken", body="<p>voor één meter</p>")

    quoted = begun_with(sign_in(bram), article.thread_id)

    assert f'<a href="/articles/{article.thread_id}/">Negen weken</a>' in quoted
    assert "<blockquote><p>voor één meter</p></blockquote>" in quoted
    assert "Joke Veenstra" in quoted


def test_what_is_shared_is_a_post_that_leads_to_the_article(sign_in, bram, blog):
    place = make_community(members=[bram])
    article = make_article(blog, title="Negen weken")
    browser = sign_in(bram)

    body = begun_with(browser, article.thread_id)
    browser.post("/posts/", {"community": place.pk, "body": body, "body_format": "html"})

    post = Thread.objects.get(kind="post")
    assert f'href="/articles/{article.thread_id}/"' in post.html
    assert "<blockquote>" in post.html


def test_what_one_was_writing_stays_above_the_quote_which_comes_once(sign_in, bram, blog):
    article = make_article(blog)
    browser = sign_in(bram)
    draft = Draft.objects.create(
        person=bram, place="home", html="<p>Kijk eens</p>", saved_at=clock.now()
    )

    first = begun_with(browser, article.thread_id)
    draft.html = first
    draft.save()
    again = begun_with(browser, article.thread_id)

    assert first.startswith("<p>Kijk eens</p>")
    assert again == first


@pytest.mark.parametrize("what", ["draft", "teams", "gone", "closed", "nowhere", "x" * 30])
def test_nothing_is_quoted_that_not_everyone_may_read(sign_in, joke, blog, what):
    team = make_team("Kabels")
    insider = make_person("Insider", team=team)
    number = what
    if what == "draft":
        number = make_draft(blog, title="Kanarie").pk
    elif what == "teams":
        number = make_article(make_blog(teams=[team]), title="Kanarie").thread_id
    elif what == "gone":
        thread = make_article(blog, title="Kanarie").thread
        remove_contribution(author=joke, contribution=thread)
        number = thread.pk
    elif what == "closed":
        place = make_community("closed", members=[insider])
        number = make_post(community=place, title="Kanarie").pk

    assert begun_with(sign_in(insider), number) == ""
