"""What is said: the feeds of home, a community, a topic and a person, and what is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from communities.feeds.places import with_standing
from communities.models import Community, Post, Visit
from conversations.feeds import add_attachments_of_threads, draft_at
from conversations.models import Thread
from intranet.platform.paging import Page, page_by_time, read_cursor
from people.models import AudienceMember

CARDS_A_PAGE = 12
# New posts are counted so far, and then the sentence says "more than".
MOST_COUNTED = 100
ORDERS = {"activity": "last_activity_at", "newest": "published_at"}
FILTERS = ("mine", "all", "unanswered")


@dataclass(frozen=True)
class Feed:
    """A page of posts, and until where the reader had seen them."""

    page: Page
    seen_until: datetime | None


def home_feed(
    viewer: Any, *, only: str = "mine", order: str = "activity", cursor: str = ""
) -> Feed:
    """Return a page of what is said in the places a person may see."""
    threads = cards(viewer)
    if only == "mine":
        mine = Community.objects.joined_by(viewer).values("audience_id")
        threads = threads.filter(audience_id__in=mine)
    elif only == "unanswered":
        threads = threads.unanswered()
    return feed_of(viewer, threads, order=order, cursor=cursor, community=None)


def community_feed(
    viewer: Any,
    community: Community,
    *,
    order: str = "activity",
    cursor: str = "",
    only: str = "all",
) -> Feed:
    """Return a page of what is said in one community."""
    threads = cards(viewer).filter(audience_id=community.audience_id)
    if only == "unanswered":
        threads = threads.unanswered()
    return feed_of(viewer, threads, order=order, cursor=cursor, community=community)


def topic_feed(viewer: Any, topic: str, *, cursor: str = "") -> Page:
    """Return a page of threads in which a topic is named."""
    return page_of_cards(cards(viewer).about(topic), "published_at", cursor)


def posts_by(viewer: Any, author: Any, *, cursor: str = "") -> Page:
    """Return a page of what one person posted, as far as the reader may see it."""
    return page_of_cards(cards(viewer, with_muted=True).by(author), "published_at", cursor)


def kept_by(viewer: Any, *, cursor: str = "") -> Page:
    """Return a page of what a person keeps for later."""
    return page_of_cards(
        cards(viewer, with_muted=True).bookmarked_by(viewer), "published_at", cursor
    )


def pinned_posts(viewer: Any, community: Community) -> list[Post]:
    """Return what the managers keep on top."""
    pinned = Post.objects.visible_to(viewer).filter(community=community).pinned()
    return list(pinned.select_related("thread", "thread__author"))


def cards(viewer: Any, *, with_muted: bool = False) -> Any:
    """Threads with all that a card shows."""
    threads = Thread.objects.visible_to(viewer).published()
    if not with_muted:
        threads = threads.not_muted_by(viewer)
    return (
        threads.with_author()
        .with_reader(viewer)
        .select_related(
            "post",
            "post__community",
            "accepted_comment",
            "accepted_comment__author",
            "accepted_comment__author__location",
            "accepted_comment__author__photo",
        )
    )


def readable_threads(viewer: Any) -> Any:
    """Threads of posts as their own page shows them; also one's own that was withdrawn."""
    return (
        Thread.objects.visible_to(viewer)
        .filter(post__isnull=False)
        .with_author()
        .with_reader(viewer)
        .annotate(
            reader_steers=Exists(
                AudienceMember.objects.filter(
                    audience=OuterRef("audience"), person_id=viewer.pk, is_steward=True
                )
            ),
            reader_draft=draft_at(
                viewer, Concat(Value("thread:"), Cast(OuterRef("pk"), CharField()))
            ),
        )
        .select_related(
            "audience", "post", "post__community", "post__community__audience", "state_changed_by"
        )
    )


def merged_into(viewer: Any, thread_id: int) -> Thread | None:
    """Return where the talk of a merged thread goes on, when the reader may read that."""
    return (
        Thread.objects.visible_to(viewer)
        .filter(
            pk__in=Thread.objects.filter(pk=thread_id, merged_into__isnull=False).values(
                "merged_into"
            )
        )
        .first()
    )


def page_of_cards(threads: Any, field: str, cursor: str) -> Page:
    """Return one page of cards, with their files."""
    page = page_by_time(threads, field=field, cursor=cursor, size=CARDS_A_PAGE)
    add_attachments_of_threads(page.items)
    return page


def feed_of(
    viewer: Any, threads: Any, *, order: str, cursor: str, community: Community | None
) -> Feed:
    """Return a page in the order the reader chose, with the line of her last visit in it."""
    field = ORDERS.get(order, "last_activity_at")
    page = page_of_cards(threads, field, cursor)
    seen_until = seen_until_at(viewer, community)
    draw_line(page.items, field, seen_until, cursor)
    return Feed(page, seen_until)


def place_to_read(viewer: Any) -> Any:
    """Communities with all that the page of one asks about its reader, in one query."""
    seen = Visit.objects.filter(person_id=viewer.pk, community=OuterRef("pk"))
    draft_place = Concat(Value("community:"), Cast(OuterRef("pk"), CharField()))
    places = with_standing(Community.objects.visible_to(viewer), viewer)
    return places.annotate(
        reader_seen_until=Subquery(seen.values("seen_until")[:1]),
        reader_draft=draft_at(viewer, draft_place),
    ).select_related("cover", "audience")


def seen_until_at(viewer: Any, community: Community | None) -> datetime | None:
    """Return until when the reader had seen a feed; None at the first visit."""
    if hasattr(community, "reader_seen_until"):
        return community.reader_seen_until
    visits = Visit.objects.filter(person=viewer, community=community)
    return visits.values_list("seen_until", flat=True).first()


def draw_line(threads: list[Thread], field: str, seen_until: datetime | None, cursor: str) -> None:
    """Mark the first thread that was there at the last visit, below something newer."""
    before = read_cursor(cursor)
    something_newer = bool(before and seen_until and before[0] > seen_until)
    for thread in threads:
        is_new = seen_until is not None and getattr(thread, field) > seen_until
        thread.starts_seen = something_newer and not is_new
        something_newer = is_new


@dataclass(frozen=True)
class News:
    """What the sentence on the home page says: since when, and how much."""

    since: datetime | None
    posts: int


def news_for(viewer: Any, seen_until: datetime | None) -> News:
    """Return what came in since the last visit."""
    return News(seen_until, count_new(viewer, seen_until) if seen_until else 0)


def count_new(viewer: Any, seen_until: datetime) -> int:
    """Count posts of others in one's communities since the last visit, to 100 and no further."""
    mine = Community.objects.joined_by(viewer).values("audience_id")
    new = (
        Thread.objects.visible_to(viewer)
        .published()
        .not_muted_by(viewer)
        .filter(audience_id__in=mine, published_at__gt=seen_until)
        .exclude(author_id=viewer.pk)
    )
    return new.order_by()[:MOST_COUNTED].count()
