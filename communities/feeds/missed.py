"""What came while a page was cut off, so that it catches up without a gap."""

from datetime import datetime
from typing import Any

from communities.feeds.posts import new_posts
from communities.models import Community
from conversations.feeds import counts_of, threads_in_sight
from conversations.models import Comment, Thread
from people.models import User

MOST_MISSED = 100
MOST_COUNTS = 300


def missed_posts(viewer: User, place: str, number: int, since: datetime) -> list[int]:
    """Return the numbers of others' posts in a feed since a moment, up to 100."""
    if place == "mine":
        posts = new_posts(viewer, since)
    else:
        posts = others_posts(viewer, since)
        if place == "place":
            communities = Community.objects.readable_by(viewer).filter(pk=number)
            posts = posts.filter(audience_id__in=communities.values("audience_id"))
    return list(posts.order_by().values_list("pk", flat=True)[:MOST_MISSED])


def others_posts(viewer: User, since: datetime) -> Any:
    """Posts of others that the viewer may see, since a moment."""
    posts = Thread.objects.visible_to(viewer).published().not_muted_by(viewer)
    return posts.filter(published_at__gt=since, post__isnull=False).exclude(author=viewer)


def missed_comments(viewer: User, thread_id: int, since: datetime) -> list[Comment]:
    """Return the comments in a thread since a moment, the oldest first, up to 100."""
    if not threads_in_sight(viewer, thread_id):
        return []
    comments = Comment.objects.visible_to(viewer).published().not_muted_by(viewer)
    found = comments.filter(thread=thread_id, published_at__gt=since).order_by("published_at", "pk")
    return list(found.only("pk", "parent_id", "published_at")[:MOST_MISSED])


def counts_now(viewer: User, thread_id: int) -> list[dict[str, Any]]:
    """Return how often each word was given to a thread and to its comments."""
    threads = threads_in_sight(viewer, thread_id)
    if not threads:
        return []
    comments = Comment.objects.visible_to(viewer).published().filter(thread=thread_id)
    return [
        {"comment": None, "counts": counts_of(threads[0])},
        *(
            {"comment": comment.pk, "counts": counts_of(comment)}
            for comment in comments.order_by("-published_at")[:MOST_COUNTS]
        ),
    ]
