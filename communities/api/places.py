"""Communities: which there are, one of them, who is in it, joining and leaving."""

from rest_framework import serializers

from communities import feeds
from communities.actions import ask_to_join, join_community, leave_community, withdraw_request
from communities.api.sent import RequestSent
from communities.api.shown import CommunityShown, MemberShown, WholeCommunityShown
from communities.views.scope import known_community, readable_community
from intranet.platform.api.endpoints import Endpoint, cursor_in_time, operation
from intranet.platform.api.parts import PageAsked
from intranet.platform.composed import Word
from intranet.platform.htmx import first_or_404


class CommunitiesAsked(PageAsked):
    """Which communities."""

    q = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=100, help_text="Words in it."
    )
    only = serializers.ChoiceField(choices=["all", "mine", "archived"], default="all")


class MembersAsked(PageAsked):
    """Which members."""

    q = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=100, help_text="Of a name."
    )


class Communities(Endpoint):
    """The directory of communities."""

    name, part = "communities", "communities"

    @operation(
        "read",
        "The communities that you know of, the liveliest first",
        gives=CommunityShown,
        asks=CommunitiesAsked,
        is_list=True,
    )
    def get(self, request, asked):
        cursor = cursor_in_time(asked)
        return feeds.directory(request.user, words=asked["q"], only=asked["only"], cursor=cursor)


class OneCommunity(Endpoint):
    """One community."""

    name, part = "community", "communities"

    @operation("read", "A community; also a closed one", gives=WholeCommunityShown)
    def get(self, request, slug):
        return first_or_404(feeds.places_to_read(request.user, Word(slug)))


class Members(Endpoint):
    """Who is in a community."""

    name, part = "members", "communities"

    @operation(
        "people",
        "The members of a community that you read, the newest first",
        gives=MemberShown,
        asks=MembersAsked,
        is_list=True,
    )
    def get(self, request, asked, slug):
        community = readable_community(request, slug)
        cursor, words = cursor_in_time(asked), asked["q"].strip()
        return feeds.everybody_in(community, words=words, cursor=cursor)


class Membership(Endpoint):
    """Whether one belongs to it."""

    name, part = "membership", "communities"

    @operation("write", "Join what is open, or where you are invited", gives=WholeCommunityShown,
               repeats=False)  # fmt: skip
    def put(self, request, slug):
        join_community(person=request.user, community=known_community(request, slug))
        return first_or_404(feeds.places_to_read(request.user, Word(slug)))

    @operation("write", "Leave", status=204)
    def delete(self, request, slug):
        leave_community(person=request.user, community=known_community(request, slug))


class Request(Endpoint):
    """Asking to be let into what is closed."""

    name, part = "join_request", "communities"

    @operation("write", "Ask to be let in", takes=RequestSent, gives=WholeCommunityShown,
               repeats=False)  # fmt: skip
    def put(self, request, sent, slug):
        community = known_community(request, slug)
        ask_to_join(person=request.user, community=community, note=sent["note"])
        return first_or_404(feeds.places_to_read(request.user, Word(slug)))

    @operation("write", "Ask no longer", status=204)
    def delete(self, request, slug):
        withdraw_request(person=request.user, community=known_community(request, slug))
