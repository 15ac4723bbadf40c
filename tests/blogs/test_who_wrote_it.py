"""Who wrote it: only its owner writes and publishes an article, through every door there is."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from blogs import actions
from blogs.actions import close_blog, publish_article, publish_due_article, schedule_article
from blogs.models import Article
from conversations.models import Thread
from intranet.platform import clock
from intranet.platform.models import AuditRecord
from intranet.platform.policy import Refused
from tests.blogs.doors import doors, doors_to_articles, pens
from tests.factories.blogs import make_article, make_draft
from tests.factories.communities import make_person, make_post

pytestmark = pytest.mark.django_db

# A door that its owner alone goes through: whoever else tries is refused, and it is recorded.
OWNERS = {
    "accept_suggestion": {},
    "article_help": {"person": "1"},
    "discard_article": {},
    "end_article": {"now": "1"},
    "end_help": {},
    "prepare_answer": {"body": "Kanarie"},
    "publish_article": {"when": "now"},
    "restore_version": {},
    "set_text_aside": {"title": "Kanarie", "body": "Kanarie"},
    "unschedule_article": {},
    "working_text": {"title": "Kanarie", "body": "Kanarie", "revision": "1"},
}
# Doors that lead to threads of posts: of an article they know nothing.
OF_POSTS = {
    "api_post": "fetches posts only",
    "api_posts": "opens posts",
    "edit_post": "fetches posts only",
    "merge_post": "merges posts only",
    "posts": "opens posts",
    "posts_anywhere": "opens posts",
    "publish_now": "fetches posts only",
    "show_again": "fetches posts only",
}
# Of helpers, who say what they would change and change nothing: see test_helping_with_an_article.
OF_HELPERS = {"stop_helping", "suggest_change"}
# They say which part of an article is meant.
OF_A_PART = {"accept_suggestion", "end_help", "prepare_answer", "restore_version"}
# Doors that nobody comes through by name.
OTHERS = {
    "route new_article": "takes an empty sheet in one's own blog",
    "route blog_questions": "opens the thread of a question, in the name of who asks",
    "task blogs.tasks.publish_what_is_due": "publishes what its owner scheduled",
    "task blogs.tasks.hold_back_what_waits": "keeps back what a leaver scheduled",
    "task communities.tasks.keep_time": "lets posts appear",
    "command demo": "lets the people of an empty company act, each for herself",
}
LISTED = {f"route {name}" for name in (*OWNERS, *OF_HELPERS, *OF_POSTS)} | OTHERS.keys()


def test_every_door_to_the_words_of_an_article_is_on_the_list():
    assert doors_to_articles() - LISTED == set()


def test_the_list_names_no_door_that_is_gone():
    assert LISTED - doors_to_articles() == set()


def test_the_search_for_doors_finds_what_writes_and_what_leads_there():
    assert {"blogs.actions.writing.rewrite", "conversations.actions.talking.open_thread"} <= pens()
    kinds = {name.split(" ")[0] for name in doors()}
    assert kinds == {"route", "task", "command", "admin"}


def test_no_page_of_the_administration_leads_to_articles():
    names = {model._meta.label for model in admin.site._registry}

    assert not names & {"blogs.Article", "blogs.ArticleVersion", "blogs.Suggestion"}
    assert not [door for door in doors_to_articles() if door.startswith("admin ")]


@pytest.mark.parametrize("door", sorted(OWNERS))
def test_an_administrator_is_refused_at_every_door_and_it_is_recorded(sign_in, ruben, blog, door):
    draft = make_draft(blog, title="Zoals Joke het schreef")
    article = publish_article(author=blog.owner, article=draft) if door == "end_article" else draft

    part = [1] if door in OF_A_PART else []
    answer = sign_in(ruben).post(reverse(door, args=[article.pk, *part]), OWNERS[door])

    article.refresh_from_db()
    attempt = AuditRecord.objects.get(action="blogs.article.refused")
    assert answer.status_code == 404
    assert (attempt.actor_id, attempt.subject_id) == (ruben.pk, article.pk)
    assert article.title == "Zoals Joke het schreef"
    assert article.discarded_at is None
    assert Thread.objects.published().count() == (door == "end_article")


@pytest.mark.parametrize("door", sorted(OF_POSTS))
def test_what_leads_to_posts_does_not_lead_to_articles(sign_in, joke, blog, door):
    article = make_article(blog, body="<p>Zoals het was</p>")
    post = make_post(author=joke)
    answers = []

    browser = sign_in(joke)
    for words in ({"body": "Kanarie"}, {"body": "Kanarie", "into": post.pk, "seen_edits": 0}):
        if door not in ("api_posts", "posts", "posts_anywhere"):
            answers.append(browser.post(reverse(door, args=[article.thread_id]), words))

    article.refresh_from_db()
    assert article.thread.plain == "Zoals het was"
    assert article.thread.is_published
    assert all(answer.status_code in (302, 303, 401, 403, 404, 405) for answer in answers)


def test_every_action_of_an_owner_refuses_everybody_else(ruben, lotte, blog):
    article = make_draft(blog)
    guarded = [act for act in vars(actions).values() if getattr(act, "by_owner", None) is True]

    for act in guarded:
        for person in (ruben, lotte):
            with pytest.raises(Refused, match="Only Joke Veenstra writes"):
                act(author=person, article=article)

    assert len(guarded) >= 9
    assert AuditRecord.objects.filter(action="blogs.article.refused").count() == 2 * len(guarded)


def test_who_left_publishes_nothing_any_more(joke, blog):
    article = make_draft(blog)
    joke.is_active = False

    with pytest.raises(Refused):
        publish_article(author=joke, article=article)


def test_a_blog_never_gets_another_owner(ruben, joke, blog):
    from blogs.actions import give_blog

    with pytest.raises(Refused, match="has a blog already"):
        give_blog(actor=ruben, owner=joke, kind="personal")
    close_blog(actor=joke, blog=blog)
    again = give_blog(actor=ruben, owner=joke, kind="personal")

    assert (again.pk, again.owner_id) == (blog.pk, joke.pk)
    names = {name for name in vars(actions) if "owner" in name}
    assert names == set()


def test_the_task_publishes_only_what_its_owner_scheduled(joke, blog):
    draft = make_draft(blog)
    publish_due_article(article_id=draft.pk, now=clock.now())
    assert Article.objects.get().thread is None

    moment = clock.now() + clock.FURTHEST / 3650
    schedule_article(author=joke, article=draft, publish_at=moment)
    publish_due_article(article_id=draft.pk, now=moment)

    assert Article.objects.get().thread.author == joke


def test_every_published_article_stands_under_the_name_of_the_owner_of_its_blog(blog):
    make_article(blog)
    make_article()

    for article in Article.objects.select_related("thread", "blog"):
        assert article.thread.author_id == article.blog.owner_id


def test_a_colleague_with_the_address_of_a_draft_learns_nothing(sign_in, bram, blog):
    article = make_draft(blog)
    stranger = make_person("Wim Hoekstra")

    there = sign_in(stranger).post(f"/blogs/writing/{article.pk}/publish/", {"when": "now"})
    nowhere = sign_in(stranger).post("/blogs/writing/999999/publish/", {"when": "now"})

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert without_tokens(there) == without_tokens(nowhere)


def without_tokens(answer):
    """Return a page without what differs on each."""
    page = re.sub(r'(csrf[^>]*?(?:value|content)=")[^"]*', r"\1", answer.content.decode())
    return re.sub(r"/writing/\d+/", "/writing/", page)
