"""What a person wrote before, for rules about how often."""

from datetime import datetime

from conversations.models import Comment, Thread
from people.models import User

# More than this many is more than any rule lets pass.
MOST = 200


def words_of(author: User, *, since: datetime) -> list[tuple[datetime, str]]:
    """Return when this person wrote what since a moment, the newest first."""
    said = [
        model.objects.filter(author=author, published_at__gt=since)
        .order_by("-published_at")
        .values_list("published_at", "plain")[:MOST]
        for model in (Thread, Comment)
    ]
    return sorted(said[0].union(said[1], all=True), reverse=True)[:MOST]
