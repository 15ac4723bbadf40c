"""What is told of communities and posts."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from communities.feeds.kinds import AnnouncementShown as AnnouncementFound
from communities.feeds.kinds import PollShown as PollFound
from communities.feeds.kinds import PraiseShown as PraiseFound
from communities.feeds.kinds import ProblemShown as ProblemFound
from communities.models import Community, Membership, Post
from communities.policies import can_post_in
from conversations.api.parts import SaidShown
from conversations.models import Thread
from intranet.platform.api.parts import Moment, Shown
from people.api.parts import BylineShown, PersonShown

KINDS = [kind.value for kind in Post.Kind]


class PlaceShown(Shown):
    """A community by name."""

    id = serializers.IntegerField()
    slug = serializers.CharField(help_text="Names the community in addresses.")
    name = serializers.CharField()


class CommunityShown(PlaceShown):
    """A community as somebody knows of it who does not read along."""

    description = serializers.CharField()
    kind = serializers.ChoiceField(
        choices=Community.Kind.choices,
        help_text="Of a closed one only members read what is said; a hidden one only they know.",
    )
    is_company_wide = serializers.BooleanField(help_text="Everybody belongs to it.")
    is_archived = serializers.BooleanField(help_text="It can only be read.")
    members = serializers.IntegerField(source="member_count")
    role = serializers.ChoiceField(
        source="reader_role",
        choices=Membership.Role.choices,
        allow_null=True,
        help_text="What you are there; null if you are no member.",
    )
    is_invited = serializers.SerializerMethodField()
    has_asked = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField(help_text="The page where a person reads it.")

    def get_is_invited(self, place: Community) -> bool:
        """Tell whether the reader was asked in."""
        return place.reader_invitation is not None

    def get_has_asked(self, place: Community) -> bool:
        """Tell whether the reader asked to be let in."""
        return place.reader_request is not None

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, place: Community) -> str:
        """Return the page where a person reads it."""
        return self.context["request"].build_absolute_uri(place.get_absolute_url())


class WholeCommunityShown(CommunityShown):
    """A community on its own page."""

    agreements = serializers.SerializerMethodField(help_text="One on each line.")
    may_read = serializers.BooleanField(source="is_readable")
    may_post = serializers.SerializerMethodField()

    def get_agreements(self, place: Community) -> str:
        """Return what was agreed there, to who reads along."""
        return place.agreements if place.is_readable else ""

    def get_may_post(self, place: Community) -> bool:
        """Tell whether the reader may post there."""
        return can_post_in(self.context["request"].user, place)


class MemberShown(Shown):
    """Somebody in a community."""

    person = PersonShown()
    role = serializers.ChoiceField(choices=Membership.Role.choices)
    joined_at = Moment()


class ProblemShown(Shown):
    """Where something is wrong."""

    where = serializers.CharField()
    is_solved = serializers.BooleanField()


class PraiseShown(Shown):
    """For whom it is, and which value of the company they showed."""

    people = BylineShown(many=True)
    value = serializers.CharField()


class OptionShown(Shown):
    """An answer to choose."""

    id = serializers.IntegerField()
    words = serializers.CharField()
    is_chosen = serializers.BooleanField(help_text="By you.")
    share = serializers.IntegerField(
        allow_null=True, help_text="Of a hundred voters; null while you may not know it."
    )


class PollShown(Shown):
    """Between what people choose, and what you may know of it now."""

    options = serializers.SerializerMethodField()
    is_multiple = serializers.BooleanField()
    voters = serializers.IntegerField()
    closes_at = Moment(allow_null=True)
    is_closed = serializers.BooleanField()
    has_voted = serializers.BooleanField(help_text="You did.")

    @extend_schema_field(OptionShown(many=True))
    def get_options(self, poll: PollFound) -> list[dict[str, Any]]:
        """Return the answers, without how often each was chosen while that is not to be known."""
        return [
            {
                "id": option.id,
                "words": option.words,
                "is_chosen": option.is_chosen,
                "share": option.share if poll.shows_results else None,
            }
            for option in poll.options
        ]


class AnnouncementShown(Shown):
    """Whether it must be read, by you too, and whether you confirmed the version that holds."""

    is_must_read = serializers.BooleanField()
    due_at = Moment(allow_null=True)
    version = serializers.IntegerField(help_text="Send it back when you confirm.")
    is_asked = serializers.BooleanField(help_text="You are asked to read it.")
    is_confirmed = serializers.BooleanField()


class PostShown(SaidShown):
    """A post, with what its kind adds; the others of the four are null."""

    kind = serializers.ChoiceField(source="post.kind", choices=KINDS)
    title = serializers.CharField()
    community = PlaceShown(source="post.community")
    comment_count = serializers.IntegerField()
    is_locked = serializers.BooleanField(help_text="Nobody can comment any more.")
    wants_answer = serializers.BooleanField()
    accepted_comment = serializers.IntegerField(source="accepted_comment_id", allow_null=True)
    ends_at = Moment(allow_null=True)
    follows = serializers.BooleanField(source="reader_follows", help_text="You hear of comments.")
    is_kept = serializers.BooleanField(source="reader_kept", help_text="You keep it for later.")
    reason = serializers.SerializerMethodField(
        help_text="Why a post of yours was withdrawn; else empty."
    )
    problem = serializers.SerializerMethodField()
    praise = serializers.SerializerMethodField()
    poll = serializers.SerializerMethodField()
    announcement = serializers.SerializerMethodField()

    def get_reason(self, thread: Thread) -> str:
        """Return why it was withdrawn, to its author."""
        return "" if thread.is_published else thread.state_reason

    @extend_schema_field(ProblemShown(allow_null=True))
    def get_problem(self, thread: Thread) -> dict[str, Any] | None:
        """Return what a problem adds."""
        is_one = isinstance(thread.details, ProblemFound)
        return ProblemShown(thread.details).data if is_one else None

    @extend_schema_field(PraiseShown(allow_null=True))
    def get_praise(self, thread: Thread) -> dict[str, Any] | None:
        """Return what praise adds."""
        if not isinstance(thread.details, PraiseFound):
            return None
        shown = {"people": thread.praised, "value": thread.details.value}
        return PraiseShown(shown, context=self.context).data

    @extend_schema_field(PollShown(allow_null=True))
    def get_poll(self, thread: Thread) -> dict[str, Any] | None:
        """Return what a poll adds."""
        return PollShown(thread.details).data if isinstance(thread.details, PollFound) else None

    @extend_schema_field(AnnouncementShown(allow_null=True))
    def get_announcement(self, thread: Thread) -> dict[str, Any] | None:
        """Return what an announcement adds."""
        is_one = isinstance(thread.details, AnnouncementFound)
        return AnnouncementShown(thread.details).data if is_one else None
