"""What is read elsewhere: whole articles for feed readers and for mail."""

from typing import Any

from blogs.feeds.reading import articles
from blogs.models import Blog, BlogFollow
from conversations.feeds import add_attachments_of_threads
from conversations.models import Thread

MOST_ENTRIES, MOST_ON_PROFILE = 30, 5


def newest_articles(
    viewer: Any, *, blog: Blog | None = None, only_followed: bool = False
) -> list[Thread]:
    """Return the newest articles this person may read and wants to hear, with their pictures."""
    found = articles(viewer).not_muted_by(viewer)
    if blog is not None:
        found = found.filter(article__blog=blog)
    if only_followed:
        followed = BlogFollow.objects.filter(person_id=viewer.pk).values("blog_id")
        found = found.filter(article__blog__in=followed)
    threads = list(found.order_by("-published_at", "-pk")[:MOST_ENTRIES])
    add_attachments_of_threads(threads)
    return threads


def newest_by(viewer: Any, person: Any) -> list[Thread]:
    """Return what somebody wrote last, as far as the reader may read it."""
    return list(articles(viewer).by(person).order_by("-published_at", "-pk")[:MOST_ON_PROFILE])
