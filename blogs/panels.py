"""What blogs lend to pages below them: the live subjects of lines in the bell."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from blogs.digests import blogs_this_week
from blogs.feeds import helped_by, newest_by
from blogs.models import Article, Blog, BlogsVisit, PreparedAnswer, Promise, Question
from intranet.platform import clock
from intranet.platform.moderated import Said
from intranet.platform.paging import Page
from notifications.feeds import BellSubject
from notifications.models import Notification, Reason

A_WEEK = timedelta(days=7)


def news_in_menu(viewer: Any) -> Exists:
    """Return, as a part of another question, whether there is news in a blog that she follows.

    An article that her bell tells of and that she did not open, since she last looked at Blogs.
    """
    told = Notification.objects.visible_to(viewer).unread()
    # Also where she is named in it, which is the stronger reason.
    told = told.filter(reasons__contains=str(Reason.NEW_ARTICLE))
    looked = BlogsVisit.objects.filter(person_id=viewer.pk, here_at__gte=OuterRef("created_at"))
    return Exists(told.filter(~Exists(looked)))


def articles_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, BellSubject]:
    """Return the working texts among these at whose desk the reader sits now."""
    articles = Article.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {
        article.pk: BellSubject(
            url=article.get_absolute_url(),
            title=article.title,
            words=article.plain,
            reason=article.not_published_because,
        )
        for article in articles
    }


def blogs_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, BellSubject]:
    """Return the blogs among these that the reader may read; the way leads to her own desk."""
    blogs = Blog.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {
        blog.pk: BellSubject(
            url="/blogs/writing/" if blog.owner_id == viewer.pk else blog.get_absolute_url(),
            title=blog.name,
            words=blog.about,
        )
        for blog in blogs
    }


def promises_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, BellSubject]:
    """Return the promises among these that the reader may know of now."""
    promises = Promise.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {
        promise.pk: BellSubject(
            url=f"{promise.thread.get_absolute_url()}#promise-{promise.pk}",
            title=promise.words,
            words=promise.news,
        )
        for promise in promises.select_related("thread")
    }


def add_articles(viewer: Any, threads: list[Any]) -> None:
    """Add to threads of articles what their cards show, with who helped."""
    found = Article.objects.filter(thread__in=threads).annotate(helped_by=helped_by("thread_id"))
    articles = {article.thread_id: article for article in found.select_related("blog", "cover")}
    for thread in threads:
        thread.article = articles[thread.pk]
        thread.helped_by = thread.article.helped_by


def add_questions(viewer: Any, threads: list[Any]) -> None:
    """Add to threads of questions what their cards show; who asked unnamed is in no column here."""
    found = Question.objects.filter(thread__in=threads).select_related("blog__owner")
    questions = {question.pk: question for question in found}
    for thread in threads:
        thread.question = questions[thread.pk]


def articles_of_a_person(viewer: Any, person: Any, cursor: str = "") -> dict[str, Any]:
    """Return what somebody wrote last in her blog, for the profile."""
    found = newest_by(viewer, person)
    return {
        "template": "blogs/_of_a_person.html",
        "page": found and Page(found, ""),
        "title": _("What %(name)s wrote") % {"name": person.first_name},
        "is_optional": True,
    }


def this_week_at_home(viewer: Any) -> dict[str, Any]:
    """Return what was written in the last seven days, for beside the posts at home."""
    return {
        "template": "blogs/_this_week.html",
        "rows": blogs_this_week(viewer, clock.now() - A_WEEK),
    }


def carrying_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, BellSubject]:
    """Return the page on which the reader herself says whether she wants to carry the culture."""
    return {
        number: BellSubject(url="/blogs/carriers/", title="", words="")
        for number in ids
        if number == viewer.pk
    }


def answers_that_wait(thread: Any) -> list[Said]:
    """Return the answers that come out with an article that waits, for who looks at it."""
    prepared = PreparedAnswer.objects.filter(article__thread=thread).order_by("saved_at", "pk")
    return [
        Said("comment", each.pk, thread.author_id, "", each.html, each.plain, each.saved_at)
        for each in prepared
    ]
