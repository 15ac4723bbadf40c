"""The menu says quietly that there is something new in a blog that one follows."""

import re

import pytest

from blogs.actions import change_blog, follow_blog
from conversations.actions import remove_contribution
from tests.counting import queries_of
from tests.factories.blogs import make_article, make_blog
from tests.factories.communities import make_community, make_person
from tests.factories.people import make_team
from tests.outbox import deliver

pytestmark = pytest.mark.django_db

SEEN = re.compile(r'data-seen-url="(/blogs/seen/[^"]*)"')


@pytest.fixture
def reader(bram, blog, sign_in):
    """The browser of somebody who follows the blog."""
    follow_blog(person=bram, blog=blog)
    make_community(members=[bram])
    return sign_in(bram)


def has_news(browser, address="/people/"):
    """Tell whether the line of Blogs in the menu has a dot."""
    page = browser.get(address).content.decode()
    lines = re.findall(r'<a class="nav__link" href="/blogs/".*?</a>', page, re.DOTALL)
    assert lines
    return any("dot" in line for line in lines)


def appears(blog, **words):
    article = make_article(blog, **words)
    deliver()
    return article


def look(browser):
    """Open Blogs, and let the page say that somebody looked."""
    page = browser.get("/blogs/").content.decode()
    assert browser.post(SEEN.search(page)[1].replace("&amp;", "&")).status_code == 204


def test_a_new_article_is_news_until_one_looks_at_blogs(reader, blog):
    assert not has_news(reader)
    appears(blog)
    assert has_news(reader)

    look(reader)

    assert not has_news(reader)
    appears(blog)
    assert has_news(reader)


def test_an_article_in_which_one_is_named_is_news_as_well(reader, bram, blog):
    named = f'<a class="mention" data-person="{bram.pk}">@{bram.name}</a>'

    appears(blog, body=f"<p>Dank {named}.</p>")

    assert has_news(reader)


def test_what_appeared_while_the_page_stood_open_stays_news(reader, blog):
    address = SEEN.search(reader.get("/blogs/").content.decode())[1]
    appears(blog)

    reader.post(address)

    assert has_news(reader)


def test_who_read_it_elsewhere_has_no_news(reader, blog):
    article = appears(blog)
    page = reader.get(f"/articles/{article.thread_id}/").content.decode()

    reader.post(re.search(r'data-seen-url="([^"]*)"', page)[1])

    assert not has_news(reader)


def test_a_blog_that_one_does_not_follow_is_no_news(reader):
    appears(make_blog())

    assert not has_news(reader)


def test_who_is_in_no_community_has_news_too(sign_in, blog, lotte):
    follow_blog(person=lotte, blog=blog)
    appears(blog)

    assert has_news(sign_in(lotte))


def test_what_is_for_other_teams_now_or_gone_is_no_news(reader, joke, blog):
    article = appears(blog)
    change_blog(owner=joke, blog=blog, name=blog.name, teams=[make_team("Elders")])
    assert not has_news(reader)

    change_blog(owner=joke, blog=blog, name=blog.name)
    assert has_news(reader)
    remove_contribution(author=joke, contribution=article.thread)

    assert not has_news(reader)


def test_the_page_with_the_news_says_not_that_there_is_some(reader, blog):
    appears(blog)

    assert not has_news(reader, "/blogs/")
    assert has_news(reader, blog.get_absolute_url())


def test_no_page_asks_more_for_it(sign_in, blog, bram):
    wim = make_person("Wim Hoekstra")
    make_community(members=[bram, wim])
    follow_blog(person=bram, blog=blog)
    appears(blog)

    assert has_news(sign_in(bram))
    assert queries_of(sign_in(bram), "/people/") == queries_of(sign_in(wim), "/people/")
