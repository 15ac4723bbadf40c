"""Articles beside posts: what one keeps, what names a topic, what stands on a profile."""

import pytest

from conversations.models import Bookmark
from intranet.platform import clock
from tests.blogs.test_reading_in_a_feed_reader import help_with
from tests.counting import queries_of
from tests.factories.blogs import make_article, make_blog, make_question
from tests.factories.communities import make_community, make_person, make_post
from tests.factories.people import make_team

pytestmark = pytest.mark.django_db


def test_what_one_keeps_stands_on_one_list_posts_and_articles(sign_in, bram, lotte, blog):
    post = make_post(community=make_community(members=[bram]), title="Kast open")
    article = make_article(blog, title="Negen weken")
    help_with(article, lotte)
    browser = sign_in(bram)
    browser.post(f"/threads/{article.thread_id}/keep/")
    browser.post(f"/threads/{post.pk}/keep/")

    page = browser.get("/kept/").content.decode()

    assert f'href="/articles/{article.thread_id}/"' in page
    assert "With help from Lotte Brand" in page
    assert f'href="/posts/{post.pk}/"' in page


def test_a_topic_has_articles_and_questions_too(sign_in, bram, blog):
    article = make_article(blog, title="Negen weken", body="<p>Over #glasvezel</p>")
    question = make_question(blog, body="Komt er #glasvezel?")

    page = sign_in(bram).get("/topics/glasvezel/").content.decode()

    assert f'href="/articles/{article.thread_id}/"' in page
    assert f'href="/questions/{question.pk}/"' in page


def test_an_article_for_other_teams_is_on_no_list(sign_in, bram):
    writer = make_person("Wim Hoekstra")
    blog = make_blog(writer, teams=[make_team("Elders")])
    article = make_article(blog, title="Kanarie", body="<p>#glasvezel</p>")
    Bookmark.objects.create(person=bram, thread=article.thread, kept_at=clock.now())
    browser = sign_in(bram)

    for address in ("/kept/", "/topics/glasvezel/", writer.get_absolute_url()):
        assert "Kanarie" not in browser.get(address).content.decode()


def test_a_profile_shows_what_somebody_wrote_and_of_others_no_empty_list(sign_in, bram, joke, blog):
    make_article(blog, title="Negen weken")
    browser = sign_in(bram)

    assert "What Joke wrote" in (page := browser.get(joke.get_absolute_url()).content.decode())
    assert "Negen weken" in page
    assert "What Bram wrote" not in browser.get(bram.get_absolute_url()).content.decode()


def test_the_article_can_be_kept_and_followed_on_its_page(sign_in, bram, blog):
    article = make_article(blog)

    page = sign_in(bram).get(f"/articles/{article.thread_id}/").content.decode()

    assert f"/threads/{article.thread_id}/keep/" in page
    assert f"/threads/{article.thread_id}/follow/" in page


def test_ten_articles_are_asked_for_like_one(sign_in, bram, blog):
    browser = sign_in(bram)
    make_article(blog, body="<p>#glasvezel</p>")
    few = queries_of(browser, "/topics/glasvezel/")
    for _number in range(9):
        make_article(blog, body="<p>#glasvezel</p>")

    assert queries_of(browser, "/topics/glasvezel/") == few
