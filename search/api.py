"""Finding, for programs: the same engine, filters and sight as the page."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from intranet.platform import clock
from intranet.platform.api.endpoints import (
    Endpoint,
    NotInScope,
    no_place,
    nothing_named,
    operation,
)
from intranet.platform.api.parts import Flag, Moment, Number, PageAsked, Shown
from intranet.platform.api.problems import BadQuestion
from intranet.platform.paging import Page, read_cursor
from people.api.parts import NamedShown
from people.models import AccessToken, User
from search import feeds
from search.feeds.results import PERIODS, Asked
from search.feeds.results import Shown as Found
from search.findable import place_named
from search.forms import LONGEST

KINDS = (
    "person", "community", "blog", "topic", "article", "post", "author_question", "comment", "file",
)  # fmt: skip
SORTS = ("update", "question", "problem", "praise", "poll", "announcement")


class SearchAsked(PageAsked):
    """What is looked for, and to what that is narrowed."""

    q = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=LONGEST,
        help_text="Words; in quotes a phrase.",
    )
    kind = serializers.ChoiceField(
        choices=KINDS,
        required=False,
        help_text="One kind, page by page; without it the best of each.",
    )
    sort = serializers.ChoiceField(choices=SORTS, required=False, help_text="The kind of post.")
    place = serializers.CharField(
        required=False,
        max_length=100,
        help_text="The `slug` of a community, or `blog:` and that of a blog.",
    )
    author = Number(required=False, help_text="The `id` of a colleague.")
    period = serializers.ChoiceField(choices=list(PERIODS), required=False)
    has_file = Flag(required=False, default=False)
    order = serializers.ChoiceField(choices=["best", "newest"], required=False, default="best")


class PlaceFoundShown(Shown):
    """The community or the blog in which something stands."""

    name = serializers.CharField()
    slug = serializers.CharField()


class HitShown(Shown):
    """Something that answers."""

    kind = serializers.ChoiceField(choices=KINDS)
    id = serializers.IntegerField(source="number")
    title = serializers.CharField(help_text="HTML: escaped text with `<mark>` around what fits.")
    excerpt = serializers.CharField(source="words", help_text="HTML, as `title`.")
    under = serializers.CharField(help_text="Of a comment or a file: what it hangs under.")
    place = PlaceFoundShown(allow_null=True)
    author = NamedShown(allow_null=True)
    published_at = Moment(source="hit.published_at", allow_null=True)
    is_solved = serializers.BooleanField(source="hit.is_solved", allow_null=True)
    url = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, found: Found) -> str:
        """Return the page where a person reads it."""
        return self.context["request"].build_absolute_uri(found.hit.url)


class Search(Endpoint):
    """Everything that can be found."""

    name, part = "search", "search"

    @operation("read", "Find what people said, them, and their places", gives=HitShown,
               asks=SearchAsked, is_list=True)  # fmt: skip
    def get(self, request, asked):
        may_find_people = request.auth is None or request.auth.allows(AccessToken.Scope.PEOPLE)
        if asked.get("kind") == "person" and not may_find_people:
            raise NotInScope(AccessToken.Scope.PEOPLE)
        found = feeds.results(request.user, as_asked(request.user, asked), now=clock.now())
        hits = [hit for group in found.groups for hit in group.shown]
        if not may_find_people:
            hits = [hit for hit in hits if hit.kind != "person"]
        return Page(hits, found.next_cursor)


def as_asked(viewer: User, asked: dict[str, Any]) -> Asked:
    """Return it as the engine takes it; who or what is not there for the reader is refused."""
    place = place_named(viewer, asked["place"]) if asked.get("place") else None
    author = None
    if asked.get("author"):
        author = User.objects.visible_to(viewer).filter(pk=asked["author"]).first()
    refuse_unknown(asked, place=place, author=author)
    return Asked(
        words=asked["q"],
        kind=asked.get("kind", ""),
        sort=asked.get("sort", ""),
        place=place,
        author=author,
        period=asked.get("period", ""),
        has_file=asked["has_file"],
        newest_first=asked["order"] == "newest",
        cursor=asked["after"],
    )


def refuse_unknown(asked: dict[str, Any], **found: Any) -> None:
    """Refuse a filter that names nothing: to leave it out would answer another question."""
    wrong = [
        nothing_named(name) for name, thing in found.items() if asked.get(name) and thing is None
    ]
    if asked["after"] and not (asked.get("kind") and read_cursor(asked["after"])):
        wrong.append(no_place())
    if wrong:
        raise BadQuestion(wrong)
