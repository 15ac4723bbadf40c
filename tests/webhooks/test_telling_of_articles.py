"""Other software hears of articles of blogs, with who wrote them and who helped, by number."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from blogs.actions import (
    accept_suggestion,
    ask_for_help,
    change_blog,
    end_article,
    publish_article,
    publish_changes,
    schedule_article,
    suggest_change,
)
from blogs.tasks import publish_what_is_due
from conversations.actions import remove_contribution
from intranet.platform import clock
from intranet.platform.longread import blocks
from tests.factories.blogs import make_article, make_blog, make_draft, make_question
from tests.factories.communities import make_person
from tests.factories.people import make_team
from tests.outbox import deliver
from webhooks.actions import send_what_is_due
from webhooks.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def joke():
    return make_person("Joke Veenstra")


@pytest.fixture
def blog(joke):
    return make_blog(joke, name="De week van Joke")


@pytest.fixture
def lotte():
    return make_person("Lotte Brand")


def told(receiver):
    """Send what is due; return what was heard, as a receiver reads it."""
    deliver()
    send_what_is_due()
    return [json.loads(body) for _path, _headers, body in receiver.heard]


def kinds(receiver):
    return [message["type"] for message in told(receiver)]


def helped(article, helper):
    """Let a helper change the first block, and the owner take that over."""
    author = article.blog.owner
    ask_for_help(author=author, article=article, person=helper)
    block = blocks(article.html)[0]
    change = suggest_change(helper=helper, article=article, before=block, after="<p>Korter.</p>")
    accept_suggestion(author=author, article=article, suggestion=change)
    article.refresh_from_db()


def test_a_new_article_is_told_with_who_wrote_it_and_without_its_words(
    webhook, receiver, blog, joke
):
    article = make_article(blog, title="Wat er speelt op de kade")

    (message,) = told(receiver)

    assert message["type"] == "article.published"
    assert message["data"] == {
        "article": article.thread_id,
        "page": message["data"]["page"],
        "blog": blog.pk,
        "written_by": joke.pk,
        "with_help_from": [],
    }
    assert message["data"]["page"].endswith(f"/articles/{article.thread_id}/")
    assert "kade" not in str(receiver.heard)
    assert "Joke" not in str(receiver.heard)


def test_who_helped_is_told_from_what_the_author_took_over(webhook, receiver, blog, lotte):
    article = make_draft(blog)
    helped(article, lotte)
    publish_article(author=blog.owner, article=article)

    (message,) = told(receiver)

    assert message["data"]["with_help_from"] == [lotte.pk]


def test_who_was_only_asked_to_help_is_not_told(webhook, receiver, blog, lotte):
    article = make_draft(blog)
    ask_for_help(author=blog.owner, article=article, person=lotte)
    publish_article(author=blog.owner, article=article)

    assert told(receiver)[0]["data"]["with_help_from"] == []


def test_help_with_a_change_is_told_once_readers_read_it(webhook, receiver, blog, lotte):
    article = make_article(blog)
    helped(article, lotte)
    assert told(receiver)[0]["data"]["with_help_from"] == []

    publish_changes(author=blog.owner, article=article)

    changed = told(receiver)[1]
    assert changed["type"] == "article.changed"
    assert changed["data"]["with_help_from"] == [lotte.pk]


def test_an_article_that_waits_is_told_of_at_its_moment_and_once(webhook, receiver, blog):
    article = make_draft(blog)
    schedule_article(
        author=blog.owner, article=article, publish_at=clock.now() + timedelta(hours=2)
    )
    publish_what_is_due()
    assert told(receiver) == []

    with time_machine.travel(datetime.now(UTC) + timedelta(hours=3)):
        publish_what_is_due()
        publish_what_is_due()
        assert kinds(receiver) == ["article.published"]


def test_an_article_that_is_removed_is_gone(webhook, receiver, blog):
    article = make_article(blog)
    told(receiver)
    remove_contribution(author=blog.owner, contribution=article.thread)

    gone = told(receiver)[1]

    assert gone["type"] == "article.removed"
    assert gone["data"].keys() == {"article", "page"}


def test_an_article_that_ends_is_gone_once(webhook, receiver, blog):
    article = make_article(blog)
    told(receiver)
    end_article(author=blog.owner, article=article, ends_at=clock.now())
    told(receiver)
    remove_contribution(author=blog.owner, contribution=article.thread)

    assert kinds(receiver) == ["article.published", "article.removed"]


def test_an_article_for_other_teams_does_not_exist_for_it(webhook, receiver):
    blog = make_blog(teams=[make_team("Sluis")])
    article = make_article(blog)
    publish_changes(author=blog.owner, article=article)
    remove_contribution(author=blog.owner, contribution=article.thread)

    assert told(receiver) == []
    assert not Delivery.objects.exists()


def test_a_blog_that_is_closed_to_its_owner_meanwhile_is_withheld(webhook, receiver, blog):
    make_article(blog)
    deliver()
    team = make_team("Sluis")
    change_blog(owner=blog.owner, blog=blog, name=blog.name, about="", teams=[team])

    assert told(receiver) == []
    assert Delivery.objects.get().state == "withheld"


def test_of_a_question_to_an_author_nothing_is_told(webhook, receiver, blog):
    question = make_question(blog)
    remove_contribution(author=question.asker, contribution=question.thread)

    assert told(receiver) == []
    assert not Delivery.objects.exists()
