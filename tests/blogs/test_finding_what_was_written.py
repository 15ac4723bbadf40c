"""Finding what was written: all blogs, one blog, and what came earlier."""

import pytest

from blogs.actions import follow_blog
from tests.counting import counted
from tests.factories.blogs import make_article, make_blog
from tests.factories.communities import make_person

pytestmark = pytest.mark.django_db


def test_the_newest_article_stands_on_top_and_earlier_ones_below(sign_in, bram, blog):
    make_article(blog, title="Eerste week")
    make_article(blog, title="Tweede week")
    make_article(blog, title="Derde week")

    page = sign_in(bram).get("/blogs/").content.decode()

    assert page.index("Derde week") < page.index("Tweede week") < page.index("Eerste week")


def test_whom_she_follows_comes_before_others(sign_in, bram, blog):
    followed = make_blog(name="Om de nacht")
    follow_blog(person=bram, blog=followed)
    make_article(followed, title="Van wie zij volgt")
    make_article(blog, title="Van een ander")

    page = sign_in(bram).get("/blogs/").content.decode()

    assert page.index("Van wie zij volgt") < page.index("Van een ander")


def test_an_empty_place_says_how_a_blog_begins(sign_in, bram):
    assert "Nobody wrote yet" in sign_in(bram).get("/blogs/").content.decode()


def test_who_leads_people_may_begin_one_herself(sign_in, bram):
    make_person("Wim Hoekstra", manager=bram)
    browser = sign_in(bram)

    offered = browser.get("/blogs/").content.decode()
    browser.post("/blogs/start/")

    assert "Start your blog" in offered
    assert bram.blog.kind == "leader"


def test_the_page_asks_as_much_for_thirty_articles_as_for_three(sign_in, bram, blog):
    for _number in range(3):
        make_article(blog)
    sign_in(bram).get("/blogs/")
    few = counted(sign_in(bram), "/blogs/")

    for _number in range(27):
        make_article(blog)
    many = counted(sign_in(bram), "/blogs/")

    assert few == many
