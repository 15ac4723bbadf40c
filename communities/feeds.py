"""What each screen of the communities shows, fetched in a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Value

from communities.models import (
    Community,
    CommunityInvitation,
    JoinRequest,
    Membership,
    Post,
    Visit,
)
from conversations.feeds import add_attachments_of_threads
from conversations.models import Thread
from intranet.platform.paging import Page, page_by_time, read_cursor
from people.querysets import SortKey

CARDS_A_PAGE = 12
LINKS_IN_RAIL = 9
# New posts are counted so far, and then the sentence says "more than".
MOST_COUNTED = 100
ORDERS = {"activity": "last_activity_at", "newest": "published_at"}
FILTERS = ("mine", "all", "unanswered")


@dataclass(frozen=True)
class RailLink:
    """A community in the frame of every page."""

    id: int
    name: str
    url: str
    initial: str
    tone: str
    has_news: bool
    is_current: bool
    may_post: bool


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
    viewer: Any, community: Community, *, order: str = "activity", cursor: str = "", only: str = "all"
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
    return page_of_cards(cards(viewer, with_muted=True).bookmarked_by(viewer), "published_at", cursor)


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
        .select_related("post", "post__community", "accepted_comment", "accepted_comment__author",
                        "accepted_comment__author__location", "accepted_comment__author__photo")
    )


def readable_threads(viewer: Any) -> Any:
    """Threads of posts as their own page shows them; also one's own that was withdrawn."""
    return (
        Thread.objects.visible_to(viewer)
        .filter(post__isnull=False)
        .with_author()
        .with_reader(viewer)
        .select_related("audience", "post", "post__community", "post__community__audience",
                        "state_changed_by")
    )


def merged_into(viewer: Any, thread_id: int) -> Thread | None:
    """Return where the talk of a merged thread goes on, when the reader may read that."""
    return Thread.objects.visible_to(viewer).filter(pk__in=Thread.objects.filter(
        pk=thread_id, merged_into__isnull=False).values("merged_into")).first()


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
    visit = Visit.objects.filter(person=viewer, community=community).only("seen_until").first()
    seen_until = visit.seen_until if visit else None
    draw_line(page.items, field, seen_until, cursor)
    return Feed(page, seen_until)


def draw_line(threads: list[Thread], field: str, seen_until: datetime | None, cursor: str) -> None:
    """Mark the first thread that was there at the last visit, when something newer stands above it."""
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


def rail_communities(viewer: Any, *, path: str = "") -> list[RailLink]:
    """Return one's communities for the frame and for choosing where to post."""
    here_at = Visit.objects.filter(person_id=viewer.pk, community=OuterRef("pk")).values("here_at")
    role = Membership.objects.filter(person_id=viewer.pk, community=OuterRef("pk")).values("role")
    communities = (
        Community.objects.joined_by(viewer)
        .in_use()
        .annotate(here_at=Subquery(here_at[:1]), role=Subquery(role[:1]))
        .order_by("-is_company_wide", SortKey(F("name")))
    )
    return [rail_link(community, path) for community in communities]


def rail_link(community: Community, path: str) -> RailLink:
    """Turn a community into its line in the frame."""
    address = community.get_absolute_url()
    unseen = community.here_at is None or community.last_activity_at > community.here_at
    return RailLink(
        id=community.pk, name=community.name, url=address, initial=community.initial,
        tone=community.tone, has_news=unseen, is_current=path.startswith(address),
        may_post=community.who_may_post == "members" or community.role == "manager",
    )


def directory(viewer: Any, *, words: str = "", only: str = "all", cursor: str = "") -> Page:
    """Return a page of the communities that exist for a person, the liveliest first."""
    communities = Community.objects.visible_to(viewer)
    if only == "mine":
        communities = communities.joined_by(viewer)
    communities = (
        communities.exclude(archived_at=None) if only == "archived" else communities.in_use()
    )
    for word in words.split()[:5]:
        key = SortKey(Value(word))
        communities = communities.annotate(
            name_key=SortKey(F("name")), description_key=SortKey(F("description"))
        ).filter(Q(name_key__contains=key) | Q(description_key__contains=key))
    rows = with_standing(communities, viewer).select_related("cover")
    return page_by_time(rows, field="last_activity_at", cursor=cursor, size=24)


def with_standing(communities: Any, viewer: Any) -> Any:
    """Annotate how the reader stands to each: member, manager, invited, asked."""
    role = Membership.objects.filter(person_id=viewer.pk, community=OuterRef("pk")).values("role")
    asked = JoinRequest.objects.filter(
        person_id=viewer.pk, community=OuterRef("pk"), answer="open"
    ).values("pk")
    invited = CommunityInvitation.objects.filter(
        person_id=viewer.pk, community=OuterRef("pk"), answer="open"
    ).values("pk")
    return communities.annotate(
        reader_role=Subquery(role[:1]),
        reader_request=Subquery(asked[:1]),
        reader_invitation=Subquery(invited[:1]),
    )


def members_of(community: Community, *, words: str = "", cursor: str = "") -> Page:
    """Return a page of members, managers first, then who joined last."""
    members = Membership.objects.filter(community=community).of_active().with_person()
    for word in words.split()[:5]:
        members = members.annotate(name_key=SortKey(F("person__name"))).filter(
            name_key__contains=SortKey(Value(word))
        )
    return page_by_time(members, field="joined_at", cursor=cursor, size=30)


def managers_of(community: Community) -> list[Membership]:
    """Return who takes care of a community."""
    managers = Membership.objects.filter(community=community).of_active().managers()
    return list(managers.with_person().order_by("joined_at")[:20])


def faces_of(community: Community) -> list[Any]:
    """Return a few members whose faces stand beside the number of members."""
    members = Membership.objects.filter(community=community).of_active().with_person()
    return [membership.person for membership in members.order_by("-joined_at")[:5]]


def open_requests(community: Community) -> list[JoinRequest]:
    """Return who waits to be let in, the longest wait first."""
    requests = JoinRequest.objects.filter(community=community, answer="open", person__is_active=True)
    return list(
        requests.select_related("person", "person__photo", "person__location").order_by("asked_at")[:50]
    )
