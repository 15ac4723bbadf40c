"""How far an author answers, and what still waits."""

from datetime import timedelta

import pytest

from blogs.actions import answer_question, ask_author, decline_question, take_question_back
from blogs.feeds import figures_of
from blogs.feeds.figures import Figures
from blogs.models import BlogRules
from conversations.actions import add_comment, remove_contribution
from conversations.models import Thread
from intranet.platform import clock
from tests.counting import queries_of
from tests.factories.blogs import make_article, make_question
from tests.factories.communities import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(blog):
    return make_article(blog, title="Negen weken voor één meter")


def say(thread, *, author=None, parent=None, body="<p>Goed stuk.</p>"):
    """Say something under an article."""
    return add_comment(author=author or make_person(), thread=thread, parent=parent, body=body)


def test_a_blog_says_how_much_of_what_was_asked_its_author_answered(sign_in, joke, bram, blog):
    questions = [make_question(blog) for _ in range(4)]
    for question in questions[:2]:
        answer_question(author=joke, question=question, body="<p>Ja.</p>")
    decline_question(author=joke, question=questions[2], body="<p>Dit ligt bij de rechter.</p>")

    page = sign_in(bram).get(blog.get_absolute_url()).content.decode()

    told = "Joke answered <strong>two</strong> of four questions. Declined with a reason: one."
    assert told in page


def test_a_comment_is_answered_once_the_author_answers_it(joke, bram, blog, article):
    first, second = say(article.thread), say(article.thread)
    say(article.thread, author=joke)
    say(article.thread, author=bram, parent=second)
    reply = say(article.thread, author=joke, parent=first)

    before = figures_of(bram, blog)
    remove_contribution(author=joke, contribution=reply)

    assert (before.comments, before.comments_answered) == (2, 1)
    assert figures_of(bram, blog).comments_answered == 0


def test_what_was_taken_back_or_is_long_ago_does_not_count(bram, blog):
    gone, old = make_question(blog, asker=bram), make_question(blog, asker=bram)
    take_question_back(asker=bram, question=gone)
    long_ago = clock.now() - timedelta(days=400)
    Thread.objects.filter(pk=old.pk).update(published_at=long_ago)

    assert figures_of(bram, blog) == Figures(0, 0, 0, 0, 0)


def test_without_anything_asked_or_said_nothing_is_told(sign_in, bram, blog):
    page = sign_in(bram).get(blog.get_absolute_url()).content.decode()

    assert "In the last twelve months" not in page


def test_the_desk_begins_with_what_waits_for_an_answer(sign_in, joke, bram, blog, article):
    make_question(blog, asker=bram, body="Komt er een tweede bus?")
    open_one = say(article.thread, author=bram, body="<p>Wat kost dat?</p>")
    done = say(article.thread, author=bram, body="<p>Mooi stuk.</p>")
    say(article.thread, author=joke, parent=done)

    page = sign_in(joke).get("/blogs/writing/").content.decode()

    assert "tweede bus" in page
    assert "Wat kost dat?" in page
    assert open_one.get_absolute_url() in page
    assert "Mooi stuk." not in page
    assert page.index("Wat kost dat?") < page.index("Negen weken voor één meter</a>")
    assert "you answered <strong>none</strong> of one question" in page


def test_the_author_is_marked_under_her_article_and_nobody_else(sign_in, joke, bram, article):
    say(article.thread, author=bram)
    say(article.thread, author=joke)

    page = sign_in(bram).get(article.thread.get_absolute_url()).content.decode()

    assert page.count("byline__mark") == 1
    assert page.count("reply--author") == 1


def test_who_asked_without_a_name_is_in_no_figure_by_name(sign_in, joke, bram, blog):
    BlogRules.objects.create(pk=1, allows_unnamed_questions=True)
    ask_author(asker=bram, blog=blog, body="Waarom dubbel?", is_unnamed=True)

    page = sign_in(joke).get("/blogs/writing/").content.decode()

    assert "A colleague" in page
    assert "Bram" not in page


def test_figures_cost_as_many_queries_for_thirty_as_for_three(sign_in, joke, blog, article):
    browser, counts = sign_in(joke), []
    for more in (3, 12):
        for _ in range(more):
            make_question(blog)
            say(article.thread)
        counts.append(
            [queries_of(browser, each) for each in (blog.get_absolute_url(), "/blogs/writing/")]
        )

    assert counts[0] == counts[1]
