"""What an author promised: all of it, and what is news since the article before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    DateTimeField,
    F,
    IntegerField,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils import timezone

from blogs.models import Blog, Promise, PromiseNews
from conversations.models import Thread
from intranet.platform import clock
from intranet.platform.composed import composed_once
from intranet.platform.paging import Page, page_after, page_of, place_in
from people.models import User

PROMISES_A_PAGE, PROMISES_SHOWN, PROMISES_ON_HOME = 20, 5, 3
OVER = (Promise.State.DONE, Promise.State.FAILED)


@dataclass(frozen=True)
class PromisesInThread:
    """What was promised in one thread, and what came of earlier promises."""

    here: list[Promise] = field(default_factory=list)
    earlier: list[Promise] = field(default_factory=list)


def promises_in(viewer: User, thread: Thread, *, blog: int) -> PromisesInThread:
    """Return what was promised here; under an article also what is news since the one before."""
    if thread.kind != "article":
        return PromisesInThread(noted(promises_made_in(viewer, thread.pk)))
    found = noted(promises_at(viewer, blog, thread.pk, thread.published_at, clock.now()))
    here = [promise for promise in found if promise.thread_id == thread.pk]
    earlier = [promise for promise in found if promise.thread_id != thread.pk]
    here.sort(key=lambda promise: promise.pk)
    return PromisesInThread(here, earlier[:PROMISES_SHOWN])


@composed_once
def promises_made_in(viewer: Any, thread: int) -> QuerySet:
    """Compose the question for what was promised in one thread."""
    promises = Promise.objects.visible_to(viewer).filter(thread=thread)
    return promises.select_related("thread", "blog").order_by("pk")


@composed_once
def promises_at(
    viewer: Any, blog: int, thread: int, published_at: datetime, now: datetime
) -> QuerySet:
    """Compose the question for what an article shows: made in it, or news since the one before."""
    before = Thread.objects.published().filter(kind="article", article__blog=blog)
    before = before.filter(published_at__lt=published_at).order_by("-published_at")
    since = Coalesce(Subquery(before.values("published_at")[:1]), F("blog__started_at"))
    promises = Promise.objects.visible_to(viewer).filter(blog=blog)
    promises = promises.annotate(since=since, due_at=Cast("due_on", DateTimeField()))
    changed = Q(changed_at__gt=Greatest("since", "made_at"))
    due = Q(due_at__gte=F("since"), due_at__lt=now) & ~Q(state__in=OVER)
    news = Q(made_at__lt=published_at) & (changed | due)
    promises = promises.filter(Q(thread=thread) | news).select_related("thread", "blog")
    # What was promised here comes first, so that none of it falls off the end.
    is_news = Case(When(thread=thread, then=0), default=1, output_field=IntegerField())
    return promises.order_by(is_news, "-changed_at", "-pk")[: PROMISES_SHOWN * 4]


def open_promises(viewer: User, blog: Blog) -> list[Promise]:
    """Return the promises that the home of a blog shows: what is open, then what came of others."""
    return noted(promises_on_home(viewer, blog.pk))


@composed_once
def promises_on_home(viewer: Any, blog: int) -> QuerySet:
    """Compose the question for those: what is due first, and of what is over the newest."""
    promises = Promise.objects.visible_to(viewer).filter(blog=blog)
    is_over = Case(
        When(state__in=OVER, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    return (
        promises.annotate(is_past=is_over)
        .select_related("thread", "blog")
        .order_by("is_past", F("due_on").asc(nulls_last=True), "-changed_at", "-pk")[
            :PROMISES_ON_HOME
        ]
    )


def blog_promises(viewer: User, blog: Blog, *, cursor: str = "") -> Page:
    """Return a page of everything an author promised, with the story of each; the newest first."""
    found = promises_of_blog(viewer, blog.pk, *place_in(cursor))
    page = page_of(found, field="made_at", size=PROMISES_A_PAGE)
    add_stories(page.items)
    noted(page.items)
    return page


@composed_once
def promises_of_blog(viewer: Any, blog: int, moment: Any, last_id: Any) -> QuerySet:
    """Compose the question for a page of promises."""
    promises = Promise.objects.visible_to(viewer).filter(blog=blog)
    promises = promises.select_related("thread", "blog")
    return page_after(promises, "made_at", moment, last_id, PROMISES_A_PAGE)


def promise_to_tell_of(viewer: User, promise_id: int) -> Promise | None:
    """Return one promise that this person may read, with its story."""
    story = Prefetch("story", PromiseNews.objects.order_by("at"), to_attr="told")
    promises = Promise.objects.visible_to(viewer).filter(pk=promise_id)
    found = promises.select_related("thread", "blog__owner").prefetch_related(story).first()
    return noted([found])[0] if found else None


def add_stories(promises: list[Promise]) -> None:
    """Fetch what was told of each promise on a page at once."""
    told: dict[int, list[PromiseNews]] = {}
    for news in PromiseNews.objects.filter(promise__in=promises).order_by("at"):
        told.setdefault(news.promise_id, []).append(news)
    for promise in promises:
        promise.told = told.get(promise.pk, [])


def noted(promises: Iterable[Promise]) -> list[Promise]:
    """Note for how many days each was to be done already."""
    today = timezone.localdate(clock.now())
    promises = list(promises)
    for promise in promises:
        late = (today - promise.due_on).days if promise.due_on and not promise.is_over else 0
        promise.days_late = max(0, late)
    return promises
