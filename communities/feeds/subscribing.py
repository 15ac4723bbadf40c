"""What people follow elsewhere: a community in a feed reader, what they must read in a calendar."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from communities.feeds.kinds import unconfirmed_must_reads
from communities.models import Announcement, Community, Post
from conversations.models import Thread
from intranet.platform import clock

MOST_POSTS, MOST_APPOINTMENTS = 30, 200
# What nobody confirmed half a year ago is not an appointment any more.
LOOKED_BACK = timedelta(days=180)


def newest_posts(viewer: Any, community: Community) -> list[Thread]:
    """Return the newest posts of a community that the reader may read and wants to hear."""
    posts = Post.objects.filter(community=community)
    threads = Thread.objects.visible_to(viewer).published().not_muted_by(viewer)
    threads = threads.filter(post__in=posts).select_related("author", "post")
    return list(threads.order_by("-published_at", "-pk")[:MOST_POSTS])


def must_reads_due(viewer: Any) -> QuerySet[Announcement]:
    """Return what the reader still has to read before a moment, the most urgent first."""
    due = unconfirmed_must_reads(viewer).filter(due_at__gt=clock.now() - LOOKED_BACK)
    due = due.select_related("post__thread", "post__community")
    return due.order_by("due_at", "pk")[:MOST_APPOINTMENTS]
