"""Finding articles, blogs and questions to authors: what one may read, and never a draft."""

import re

import pytest

from blogs.actions import answer_question, change_blog, decline_question, publish_changes
from conversations.actions import add_comment, remove_contribution
from search.feeds import Among, similar
from search.feeds.questions import forget_how_much
from tests.factories.blogs import make_article, make_blog, make_draft, make_question
from tests.factories.communities import make_community, make_person, make_post
from tests.factories.people import make_team
from tests.outbox import deliver
from tests.search.looking import browser_of, page_for, plain, results_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _how_much_there_is_is_read_anew():
    forget_how_much()
    yield
    forget_how_much()


def found_by(person, words, **narrowed):
    """Return what somebody finds, as kind and number."""
    deliver()
    return set(re.findall(r'id="found-([a-z_]+-\d+)"', page_for(person, words, **narrowed)))


def test_an_article_is_found_by_its_title_its_words_and_a_caption(bram, blog):
    article = make_article(
        blog, title="Negen weken", body="<p>kabelgoot</p><blockquote><p>meetlat</p></blockquote>"
    )

    for word in ("negen", "kabelgoot", "meetlat"):
        assert found_by(bram, word) == {f"article-{article.thread_id}"}


def test_the_result_says_in_which_blog_it_stands_and_leads_to_the_article(bram, blog):
    article = make_article(blog, title="Negen weken")
    deliver()

    page = results_of(page_for(bram, "negen"))

    assert f'href="/articles/{article.thread_id}/"' in page
    assert "Joke Veenstra in De week van Joke" in plain(page)


def test_a_draft_is_found_by_nobody_not_even_its_author(bram, joke, blog):
    make_draft(blog, title="Kanarie", body="<p>kanarie</p>")

    assert found_by(bram, "kanarie") == found_by(joke, "kanarie") == set()


def test_an_article_for_some_teams_is_found_there_and_nowhere_else(bram):
    team = make_team("Kabels")
    insider = make_person("Insider", team=team)
    blog = make_blog(teams=[team], name="Onder ons kanarie")
    article = make_article(blog, title="Kanarie")

    assert found_by(bram, "kanarie") == set()
    assert found_by(insider, "kanarie") == {f"article-{article.thread_id}", f"blog-{blog.pk}"}


def test_what_was_taken_away_is_found_no_more_and_what_was_changed_as_it_is(bram, joke, blog):
    gone = make_article(blog, title="Weggehaald")
    kept = make_article(blog, title="Blijvend", body="<p>eerst</p>")
    deliver()
    remove_contribution(author=joke, contribution=gone.thread)
    kept.html, kept.revision = "<p>daarna</p>", kept.revision + 1
    kept.save()
    publish_changes(author=joke, article=kept)

    assert found_by(bram, "weggehaald") == set()
    assert found_by(bram, "eerst") == set()
    assert found_by(bram, "daarna") == {f"article-{kept.thread_id}"}


def test_a_question_is_found_with_what_became_of_it(bram, joke, blog):
    answered = make_question(blog, body="Komt de kabelgoot?")
    declined = make_question(blog, body="Waar blijft de kabelgoot?")
    answer_question(author=joke, question=answered, body="<p>Ja</p>")
    decline_question(author=joke, question=declined, body="<p>Dat is van Wim</p>")

    assert found_by(bram, "kabelgoot", kind="author_question") == {
        f"author_question-{answered.pk}",
        f"author_question-{declined.pk}",
    }
    page = plain(page_for(bram, "kabelgoot"))
    assert "Answered" in page
    assert "Not answered, with a reason" in page


def test_who_asked_without_a_name_is_not_named_where_it_is_found(bram, blog):
    from blogs.models import BlogRules

    BlogRules.objects.update_or_create(pk=1, defaults={"allows_unnamed_questions": True})
    asker = make_person("Mehmet Yildiz")
    make_question(blog, asker=asker, body="Komt de kabelgoot?", is_unnamed=True)
    deliver()

    page = plain(results_of(page_for(bram, "kabelgoot")))

    assert "A colleague" in page
    assert "Mehmet" not in page
    assert found_by(bram, "kabelgoot", author=asker.pk) == set()


def test_a_comment_under_an_article_leads_to_the_article(bram, blog):
    article = make_article(blog, title="Negen weken")
    comment = add_comment(author=bram, thread=article.thread, body="<p>kabelhaspel</p>")
    deliver()

    page = page_for(bram, "kabelhaspel")

    assert f'href="/articles/{article.thread_id}/?comment={comment.pk}' in page
    assert "De week van Joke" in plain(page)


def test_a_search_is_narrowed_to_one_blog(bram, blog):
    here = make_article(blog, title="Kabelgoot")
    make_article(make_blog(), title="Kabelgoot")
    make_post(community=make_community(members=[bram]), title="Kabelgoot")

    assert found_by(bram, "kabelgoot", place="blog:de-week-van-joke") == {
        f"article-{here.thread_id}"
    }


def test_a_blog_is_found_by_its_name_and_by_what_it_is_about(bram, joke, blog):
    change_blog(owner=joke, blog=blog, name="De week van Joke", about="Alles over kabelgoten")

    assert found_by(bram, "kabelgoten") == {f"blog-{blog.pk}"}


def test_an_article_is_among_what_is_offered_while_typing(bram, blog):
    article = make_article(blog, title="Negen weken")
    deliver()

    page = browser_of(bram).get("/search/quick/?q=negen").content.decode()

    assert f'data-href="/articles/{article.thread_id}/"' in page
    assert "De week van Joke" in page


def test_earlier_questions_to_the_same_author_are_found_by_what_one_types(bram, blog):
    asked = make_question(blog, body="Wanneer komt de nieuwe kabelgoot in Emmen?")
    make_question(make_blog(), body="Wanneer komt de nieuwe kabelgoot in Emmen?")
    deliver()

    among = Among(kind="author_question", audience_id=blog.audience_id)
    found = similar(bram, "Komt er een nieuwe kabelgoot in Emmen?", among=among)

    assert [one.hit.url for one in found] == [f"/questions/{asked.pk}/"]
