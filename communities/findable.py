"""What can be found in communities: they themselves, and their posts."""

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, Func, OuterRef, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce, Concat, Left

from communities.models import Community, CommunityInvitation, PollOption, Post
from conversations.findable import LOOKED_AT, OpensThread
from conversations.models import Thread
from intranet.platform.composed import Word, composed_once
from intranet.platform.content import State
from people.models import Audience
from search.findable import Findable, Hit, Place

AND, NONE = Value("\n"), Value("")


class Posts(OpensThread):
    """What people posted."""

    kind = "post"

    def things(self) -> QuerySet:
        """Return posts that can be read."""
        return Post.objects.filter(thread__state=State.PUBLISHED)

    def columns(self) -> dict[str, Any]:
        """Return the title and the words of a post."""
        words = PollOption.objects.filter(poll=OuterRef("pk")).order_by("position").values("words")
        options = Func(
            ArraySubquery(words), AND, function="array_to_string", output_field=TextField()
        )
        return super().columns() | {
            "sort": F("kind"),
            # Also what the kind of post adds in words: answers of a poll, where a problem is.
            "body": Concat(
                "thread__plain",
                AND,
                Coalesce("problem__where", NONE),
                AND,
                Coalesce("praise__value", NONE),
                AND,
                options,
                output_field=TextField(),
            ),  # fmt: skip
        }

    def found(self, viewer: Any, numbers: list[int]) -> list[Thread]:
        """Return the posts among these that the reader may read."""
        return posts_found(viewer, numbers)

    def also(self, thread: Thread) -> dict[str, Any]:
        """Return of which kind it is, and whether that is solved."""
        is_solved = bool(thread.accepted_comment_id) if thread.wants_answer else None
        return {"sort": thread.sort, "is_solved": is_solved}

    @property
    def sorts(self) -> dict[str, str]:
        """Return the kinds of posts with their names."""
        return dict(Post.Kind.choices)


@composed_once
def posts_found(viewer: Any, numbers: list[int]) -> QuerySet:
    """Compose the question for posts as a hit shows them."""
    threads = (
        Thread.objects.visible_to(viewer).published().filter(pk__any=numbers, post__isnull=False)
    )
    return threads.annotate(beginning=Left("plain", LOOKED_AT), sort=F("post__kind")).only(
        "kind",
        "title",
        "author",
        "published_at",
        "accepted_comment",
        "wants_answer",
        "comment_count",
    )


class Communities(Findable):
    """Communities, by name and by what they are about."""

    kind = "community"

    def things(self) -> QuerySet:
        """Return all of them; who may know of one is its audience in the index."""
        return Community.objects.all()

    def columns(self) -> dict[str, Any]:
        """Return name and description; a hidden one exists for its members only."""
        everyone = Value(Audience.objects.everyone().pk)
        return {
            "number": F("id"),
            "audience": Case(When(kind="hidden", then=F("audience_id")), default=everyone),
            "published_at": F("founded_at"),
            "title": F("name"),
            "body": F("description"),
        }

    def beyond(self, viewer: Any) -> QuerySet | None:
        """Return the communities into which the reader is invited."""
        invitations = CommunityInvitation.objects.filter(person_id=viewer.pk, answer="open")
        return invitations.values("community_id")

    def hits(self, viewer: Any, numbers: Collection[int]) -> dict[int, Hit]:
        """Return the communities among these that exist for the reader."""
        return {
            community.pk: Hit(
                url=community.get_absolute_url(),
                title=community.name,
                words=community.description,
                glyph=(community.initial, community.tone),
                sort=community.kind,
                is_archived=community.is_archived,
            )
            for community in communities_found(viewer, list(numbers))
        }


@composed_once
def communities_found(viewer: Any, numbers: list[int]) -> QuerySet:
    """Compose the question for communities as a hit shows them."""
    return Community.objects.visible_to(viewer).filter(pk__any=numbers)


def places_of(viewer: Any, audiences: Collection[int]) -> dict[int, Place]:
    """Return the communities of these audiences, as far as they exist for the reader."""
    found = communities_of(viewer, list(audiences))
    return {community.audience_id: as_place(community) for community in found}


@composed_once
def communities_of(viewer: Any, audiences: list[int]) -> QuerySet:
    """Compose the question for the communities behind audiences."""
    communities = Community.objects.visible_to(viewer).filter(audience_id__any=audiences)
    return communities.only("name", "slug", "audience", "tone")


def place_named(viewer: Any, slug: str) -> Place | None:
    """Return the community with this address, if it exists for the reader."""
    return next(map(as_place, community_with(viewer, Word(slug))), None)


@composed_once
def community_with(viewer: Any, slug: Word) -> QuerySet:
    """Compose the question for the community with an address."""
    return Community.objects.visible_to(viewer).filter(slug=slug)


def as_place(community: Community) -> Place:
    """Say of a community what a place needs."""
    return Place(
        community.audience_id, community.name, community.slug, community.get_absolute_url()
    )
