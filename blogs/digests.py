"""What was written lately, for who was not here to see it appear.

The home page shows it for seven days; the digest takes it over as a section of its own.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from blogs.feeds import articles
from blogs.models import BlogFollow
from conversations.models import Thread
from intranet.platform.composed import composed_once

MOST_TOLD = 5


@dataclass(frozen=True)
class Written:
    """An article in one line, and why it concerns who reads that."""

    url: str
    title: str
    author: str
    minutes: int
    helped_by: list[str]
    why: str


def blogs_this_week(viewer: Any, since: datetime) -> list[Written]:
    """Return what others wrote since a moment and this person may read; whom she follows first."""
    return [
        Written(
            url=thread.get_absolute_url(),
            title=thread.title,
            author=thread.article.blog.owner.shown_name,
            minutes=thread.article.reading_minutes,
            helped_by=thread.helped_by,
            why=why_it_concerns(thread),
        )
        for thread in written_since(viewer, since)
    ]


def why_it_concerns(thread: Any) -> str:
    """Say why somebody is told of an article."""
    if thread.is_followed:
        return _("You follow this blog")
    if thread.audience.kind == "everyone":
        return _("Everybody reads this")
    return _("Written for your team")


@composed_once
def written_since(viewer: Any, since: datetime) -> QuerySet[Thread]:
    """Compose the question for the newest articles since a moment."""
    follows = BlogFollow.objects.filter(blog=OuterRef("article__blog"), person_id=viewer.pk)
    found = articles(viewer).exclude(author_id=viewer.pk).not_muted_by(viewer)
    found = found.filter(published_at__gte=since).annotate(is_followed=Exists(follows))
    # Only lines are shown, so whole texts stay where they are.
    found = found.select_related("audience").defer(
        "html", "plain", "article__html", "article__plain"
    )
    return found.order_by("-is_followed", "-published_at", "-pk")[:MOST_TOLD]
