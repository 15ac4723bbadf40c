"""What an author sees of her own posts before and after others do."""

from communities.models import Post
from people.models import User

MOST_SHOWN = 50


def waiting_posts(author: User) -> list[Post]:
    """Return one's own posts that wait to be posted, the next one first."""
    posts = own_posts(author, "scheduled").order_by("thread__published_at")
    return list(posts[:MOST_SHOWN])


def ended_posts(author: User) -> list[Post]:
    """Return one's own posts whose last day has passed, the last one first."""
    posts = own_posts(author, "ended").order_by("-thread__ends_at")
    return list(posts[:MOST_SHOWN])


def asked_by(author: User) -> list[Post]:
    """Return one's own announcements that others are asked to read, the newest first."""
    posts = own_posts(author, "published").filter(announcement__is_must_read=True)
    return list(posts.order_by("-thread__published_at")[:MOST_SHOWN])


def own_posts(author: User, state: str):
    """Return one's own posts in a state."""
    posts = Post.objects.visible_to(author).filter(thread__author=author, thread__state=state)
    return posts.select_related("thread", "community")
