"""What the frame, the directory and the pages around a community show."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.module_loading import import_string

from communities.models import (
    Community,
    CommunityInvitation,
    JoinRequest,
    Membership,
    Post,
    Visit,
)
from intranet.platform.composed import composed_once
from intranet.platform.paging import Page, page_by_time
from notifications.feeds import unread_lines
from people.models import User
from people.querysets import SortKey

LINKS_IN_RAIL = 9
CARDS_IN_DIRECTORY = 24
MEMBERS_A_PAGE = 30


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


def rail_communities(viewer: Any, *, path: str = "") -> list[RailLink]:
    """Return one's communities for the frame and for choosing where to post."""
    return [rail_link(community, path) for community in rail_rows(viewer)]


@composed_once
def rail_rows(viewer: Any) -> QuerySet:
    """Compose the question for one's communities; bell and menu come along."""
    here_at = Visit.objects.filter(person_id=viewer.pk, community=OuterRef("pk")).values("here_at")
    role = Membership.objects.filter(person_id=viewer.pk, community=OuterRef("pk")).values("role")
    return (
        Community.objects.joined_by(viewer)
        .in_use()
        .annotate(
            here_at=Subquery(here_at[:1]),
            role=Subquery(role[:1]),
            reader_speaks=Exists(User.objects.filter(pk=viewer.pk, is_communications=True)),
            unread_lines=unread_lines(viewer),
            **news_in_menu(viewer),
        )
        .order_by("-is_company_wide", SortKey(F("name")))
    )


def news_in_menu(viewer: Any) -> dict[str, Any]:
    """Return which parts of the menu have news, each as a part of another question."""
    return {name: import_string(path)(viewer) for name, path in settings.MENU_NEWS.items()}


@composed_once
def reader_alone(viewer: Any) -> QuerySet:
    """Compose the question for bell and menu of somebody who is in no community."""
    readers = User.objects.filter(pk=viewer.pk)
    return readers.annotate(unread_lines=unread_lines(viewer), **news_in_menu(viewer))


def rail_link(community: Community, path: str) -> RailLink:
    """Turn a community into its line in the frame."""
    address = community.get_absolute_url()
    unseen = community.here_at is None or community.last_activity_at > community.here_at
    return RailLink(
        id=community.pk,
        name=community.name,
        url=address,
        initial=community.initial,
        tone=community.tone,
        has_news=unseen,
        is_current=path.startswith(address),
        may_post=(
            community.who_may_post == "members"
            or community.role == "manager"
            or (community.is_company_wide and community.reader_speaks)
        ),
    )


def directory(viewer: Any, *, words: str = "", only: str = "all", cursor: str = "") -> Page:
    """Return a page of the communities that exist for a person, the liveliest first."""
    communities = Community.objects.visible_to(viewer)
    if only == "mine":
        communities = communities.joined_by(viewer)
    elif only == "others":
        communities = communities.exclude(pk__in=Community.objects.joined_by(viewer).values("pk"))
    communities = (
        communities.exclude(archived_at=None) if only == "archived" else communities.in_use()
    )
    for word in words.split()[:5]:
        key = SortKey(Value(word))
        communities = communities.annotate(
            name_key=SortKey(F("name")), description_key=SortKey(F("description"))
        ).filter(Q(name_key__contains=key) | Q(description_key__contains=key))
    rows = with_standing(communities, viewer)
    if only == "others":
        rows = rows.filter(reader_invitation=None)
    return page_by_time(rows, field="last_activity_at", cursor=cursor, size=CARDS_IN_DIRECTORY)


def with_standing(communities: Any, viewer: Any) -> Any:
    """Annotate how the reader stands to each: role, invited, asked; who waits at her door."""
    role = Membership.objects.filter(person_id=viewer.pk, community=OuterRef("pk")).values("role")
    asked = JoinRequest.objects.filter(
        person_id=viewer.pk, community=OuterRef("pk"), answer="open"
    ).values("pk")
    invited = CommunityInvitation.objects.filter(
        person_id=viewer.pk, community=OuterRef("pk"), answer="open"
    ).values("pk")
    waiting = JoinRequest.objects.waiting().filter(community=OuterRef("pk"))
    waiting = waiting.values("community").annotate(number=Count("pk")).values("number")
    return communities.annotate(
        reader_id=Value(viewer.pk),
        reader_role=Subquery(role[:1]),
        reader_request=Subquery(asked[:1]),
        reader_invitation=Subquery(invited[:1]),
        reader_waiting=Case(When(reader_role="manager", then=Subquery(waiting)), default=None),
    )


def invited_to(viewer: Any) -> list[Community]:
    """Return the communities that wait for the reader's answer."""
    communities = with_standing(Community.objects.visible_to(viewer).in_use(), viewer)
    return list(communities.exclude(reader_invitation=None).order_by("-reader_invitation"))


def places_to_move_to(viewer: Any, post: Post) -> Any:
    """Return the other communities where the reader may post."""
    communities = Community.objects.open_for_posts_by(viewer).exclude(pk=post.community_id)
    return communities.order_by("-is_company_wide", SortKey(F("name")))


def posts_to_merge_with(viewer: Any, post: Post) -> list[Post]:
    """Return what was last talked about in the communities the reader takes care of."""
    posts = Post.objects.visible_to(viewer).with_thread()
    managed = Community.objects.managed_by(viewer).in_use()
    posts = posts.filter(community__in=managed, thread__state="published")
    here_first = Case(When(community=post.community_id, then=0), default=1)
    return list(posts.exclude(pk=post.pk).order_by(here_first, "-thread__last_activity_at")[:12])


def members_of(community: Community, *, words: str = "", cursor: str = "") -> Page:
    """Return a page of the other members, the newest first; a search also finds managers."""
    members = members_named(community, words)
    if not words:
        members = members.exclude(role="manager")
    return page_by_time(members, field="joined_at", cursor=cursor, size=MEMBERS_A_PAGE)


def everybody_in(community: Community, *, words: str = "", cursor: str = "") -> Page:
    """Return a page of all members, managers among them, the newest first."""
    members = members_named(community, words)
    return page_by_time(members, field="joined_at", cursor=cursor, size=MEMBERS_A_PAGE)


def members_named(community: Community, words: str) -> QuerySet:
    """Return the members whose names hold these words."""
    members = Membership.objects.filter(community=community).of_active().with_person()
    for word in words.split()[:5]:
        members = members.annotate(name_key=SortKey(F("person__name"))).filter(
            name_key__contains=SortKey(Value(word))
        )
    return members


def managers_of(community: Community) -> list[Membership]:
    """Return who takes care of a community."""
    managers = Membership.objects.filter(community=community).of_active().managers()
    return list(managers.with_person().order_by("joined_at")[:20])


def faces_of(community: Community) -> list[Any]:
    """Return a few members whose faces stand beside the number of members."""
    members = Membership.objects.filter(community=community).of_active().with_person()
    return [membership.person for membership in members.order_by("-joined_at")[:5]]


def who_is_here(community: Community) -> tuple[list[Membership], list[Any]]:
    """Return who takes care of a community, and a few faces, managers first; one query."""
    found = seats_shown(community)
    managers = [membership for membership in found if membership.role == "manager"]
    return managers, [membership.person for membership in found[:5]]


@composed_once
def seats_shown(community: Community) -> QuerySet:
    """Compose the question for managers and newest members, without looking at all of them."""
    members = Membership.objects.filter(community=community).of_active().order_by("-joined_at")
    managers, newest = members.managers().values("pk")[:20], members.values("pk")[:5]
    managers_first = Case(When(role="manager", then=0), default=1)
    shown = Membership.objects.filter(Q(pk__any=managers) | Q(pk__any=newest))
    return shown.with_person().order_by(managers_first, "-joined_at")


def open_requests(community: Community) -> list[JoinRequest]:
    """Return who waits to be let in, the longest wait first."""
    requests = JoinRequest.objects.filter(community=community).waiting().with_person()
    return list(requests.order_by("asked_at")[:50])


def people_to_invite(viewer: Any, community: Community, words: str) -> list[User]:
    """Return colleagues with this name, and whether they are in already or were asked."""
    if not words:
        return []
    member = Membership.objects.filter(community=community, person=OuterRef("pk"))
    invited = CommunityInvitation.objects.filter(
        community=community, person=OuterRef("pk"), answer="open"
    )
    people = User.objects.visible_to(viewer).active().named_like(words).with_card()
    return list(
        people.annotate(is_member=Exists(member), is_invited=Exists(invited)).by_name()[:12]
    )
