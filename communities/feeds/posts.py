"""What is said: the feeds of home, a community, a topic and a person, and what is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Concat, JSONObject, Left

from communities.feeds.cards import CARDS_A_PAGE, cards, page_of_cards
from communities.feeds.kinds import (
    MustRead,
    details_of,
    must_read,
    must_reads_open,
)
from communities.feeds.places import with_standing
from communities.models import Community, Post, Visit
from conversations.feeds import (
    KeptDraft,
    as_draft,
    draft_at,
)
from conversations.models import Thread
from intranet.platform import clock
from intranet.platform.composed import Word, composed_once
from intranet.platform.paging import Page, page_after, place_in, read_cursor
from people.models import Audience, AudienceMember, User

# New posts are counted so far, and then the sentence says "more than".
MOST_COUNTED = 100
# What was asked longer ago is no longer brought up on the home page.
MUST_READ_FOR = timedelta(days=90)
ORDERS = {"activity": "last_activity_at", "newest": "published_at"}
FILTERS = ("mine", "all", "unanswered")


@dataclass(frozen=True)
class Feed:
    """A page of posts, and until where the reader had seen them."""

    page: Page
    seen_until: datetime | None
    at_home: "AtHome | None" = None


@dataclass(frozen=True)
class AtHome:
    """What the home page asks about its reader: her last visit, what is new since, her draft."""

    seen_until: datetime | None
    new_posts: int
    draft: KeptDraft | None
    # Where she posted last, and what she is still asked to read.
    usual_place: int | None
    must_reads: list[MustRead]


def home_feed(
    viewer: Any, *, only: str = "mine", order: str = "activity", cursor: str = ""
) -> Feed:
    """Return a page of what is said in the places a person may see."""
    field = ORDERS.get(order, "last_activity_at")
    found = threads_of_home(viewer, only, field, *place_in(cursor))
    reader = at_home(viewer)
    page = page_of_cards(viewer, found, field)
    draw_line(page.items, field, reader.seen_until, cursor)
    return Feed(page, reader.seen_until, reader)


@composed_once
def threads_of_home(viewer: Any, only: str, field: str, moment: Any, last_id: Any) -> QuerySet:
    """Compose the question for a page of the home feed."""
    threads = cards(viewer)
    if only == "mine":
        mine = Community.objects.joined_by(viewer).values("audience_id")
        threads = threads.filter(audience_id__any=mine)
    elif only == "unanswered":
        threads = threads.unanswered()
    return page_after(threads, field, moment, last_id, CARDS_A_PAGE)


def community_feed(
    viewer: Any,
    community: Community,
    *,
    order: str = "activity",
    cursor: str = "",
    only: str = "all",
) -> Feed:
    """Return a page of what is said in one community."""
    field = ORDERS.get(order, "last_activity_at")
    found = threads_of_place(viewer, community.audience_id, only, field, *place_in(cursor))
    seen_until = seen_until_at(viewer, community)
    page = page_of_cards(viewer, found, field, here=True)
    draw_line(page.items, field, seen_until, cursor)
    return Feed(page, seen_until)


@composed_once
def threads_of_place(
    viewer: Any, audience_id: int, only: str, field: str, moment: Any, last_id: Any
) -> QuerySet:  # fmt: skip
    """Compose the question for a page of one community's feed."""
    threads = cards(viewer, audience_id=audience_id)
    if only == "unanswered":
        threads = threads.unanswered()
    return page_after(threads, field, moment, last_id, CARDS_A_PAGE)


def topic_feed(viewer: Any, topic: str, *, cursor: str = "") -> Page:
    """Return a page of threads in which a topic is named."""
    return cards_by_date(viewer, cards(viewer, of_all_kinds=True).about(topic), cursor)


def posts_by(viewer: Any, author: Any, *, cursor: str = "") -> Page:
    """Return a page of what one person posted, as far as the reader may see it."""
    return cards_by_date(viewer, cards(viewer, with_muted=True).by(author), cursor)


def kept_by(viewer: Any, *, cursor: str = "") -> Page:
    """Return a page of what a person keeps for later."""
    threads = cards(viewer, with_muted=True, of_all_kinds=True).bookmarked_by(viewer)
    return cards_by_date(viewer, threads, cursor)


def cards_by_date(viewer: Any, threads: Any, cursor: str) -> Page:
    """Return a page of cards, the newest first."""
    found = page_after(threads, "published_at", *place_in(cursor), CARDS_A_PAGE)
    return page_of_cards(viewer, list(found), "published_at")


def pinned_in(viewer: Any) -> ArraySubquery:
    """Return what the managers keep on top, as a part of the question for the community."""
    pinned = Post.objects.visible_to(viewer).filter(community=OuterRef("pk")).pinned()
    words = JSONObject(
        pk="pk",
        title="thread__title",
        plain=Left("thread__plain", 300),
        author="thread__author__name",
        comment_count="thread__comment_count",
    )
    return ArraySubquery(pinned.values(said=words))


@composed_once
def threads_to_read(viewer: Any, thread_id: int) -> QuerySet:
    """Compose the question for a post on its own page; also one's own that was withdrawn."""
    steers = AudienceMember.objects.filter(
        audience=OuterRef("audience"), person_id=viewer.pk, is_steward=True
    )
    draft_place = Concat(Value("thread:"), Cast(OuterRef("pk"), CharField()))
    return (
        Thread.objects.visible_to(viewer)
        .filter(pk=thread_id, post__isnull=False)
        .annotate(
            reader_id=Value(viewer.pk, output_field=BigIntegerField()),
            reader_steers=Exists(steers),
            reader_draft=draft_at(viewer, draft_place),
            details=details_of(viewer),
        )
        .select_related("audience", "post", "post__community")
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


@composed_once
def places_to_read(viewer: Any, slug: Word) -> QuerySet:
    """Compose the question for a community with all that its page asks about its reader."""
    seen = Visit.objects.filter(person_id=viewer.pk, community=OuterRef("pk"))
    draft_place = Concat(Value("community:"), Cast(OuterRef("pk"), CharField()))
    places = with_standing(Community.objects.visible_to(viewer).filter(slug=slug), viewer)
    return places.annotate(
        is_readable=ExpressionWrapper(
            Q(audience_id__any=Audience.objects.ids_for(viewer)), output_field=BooleanField()
        ),
        reader_seen_until=Subquery(seen.values("seen_until")[:1]),
        reader_draft=draft_at(viewer, draft_place),
        pins=pinned_in(viewer),
    ).select_related("cover", "audience")


def seen_until_at(viewer: Any, community: Community) -> datetime | None:
    """Return until when the reader had seen a community's feed; None at the first visit."""
    if hasattr(community, "reader_seen_until"):
        return community.reader_seen_until
    visits = Visit.objects.filter(person=viewer, community=community)
    return visits.values_list("seen_until", flat=True).first()


def at_home(viewer: Any) -> AtHome:
    """Return what the home page asks about its reader."""
    asked_since = clock.now() - MUST_READ_FOR
    seen_until, new_posts, draft, usual, open_ones = ask_at_home(viewer, asked_since)[0]
    must_reads = [must_read(words) for words in open_ones]
    return AtHome(seen_until, new_posts if seen_until else 0, as_draft(draft), usual, must_reads)


def usual_place(author: User) -> int | None:
    """Return the community in which somebody posted last."""
    own = Thread.objects.by(author).published().filter(post__isnull=False)
    places = own.order_by("-published_at", "-pk").values_list("post__community_id", flat=True)
    return places.first()


@composed_once
def ask_at_home(viewer: Any, asked_since: datetime) -> QuerySet:
    """Compose the question for all of it."""
    visits = Visit.objects.filter(person_id=viewer.pk, community=None)
    seen_until = Subquery(visits.values("seen_until")[:1])
    # Counted to 100 and no further.
    new = new_posts(viewer, seen_until).order_by().values("pk")[:MOST_COUNTED]
    number = Func(ArraySubquery(new), function="cardinality", output_field=IntegerField())
    reader = User.objects.filter(pk=viewer.pk)
    own = Thread.objects.by(OuterRef("pk")).published().filter(post__isnull=False)
    usual = own.order_by("-published_at", "-pk").values("post__community_id")[:1]
    return reader.values_list(
        seen_until,
        number,
        draft_at(viewer, "home"),
        Subquery(usual),
        must_reads_open(viewer, asked_since),
    )


def new_posts(viewer: Any, since: Any) -> Any:
    """Posts of others in one's communities since a moment."""
    mine = Community.objects.joined_by(viewer).values("audience_id")
    return (
        Thread.objects.visible_to(viewer)
        .published()
        .not_muted_by(viewer)
        .filter(audience_id__any=mine, published_at__gt=since)
        .exclude(author_id=viewer.pk)
    )


def draw_line(threads: list[Thread], field: str, seen_until: datetime | None, cursor: str) -> None:
    """Mark the first thread that was there at the last visit, below something newer."""
    before = read_cursor(cursor)
    something_newer = bool(before and seen_until and before[0] > seen_until)
    for thread in threads:
        is_new = seen_until is not None and getattr(thread, field) > seen_until
        thread.starts_seen = something_newer and not is_new
        something_newer = is_new
