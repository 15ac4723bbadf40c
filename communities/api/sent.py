"""What may be sent as a post, a vote, a confirmation."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample as Example
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from communities.actions import AnnouncementPlan, Plan, PollPlan, PraisePlan, ProblemPlan
from communities.actions.detailing import LONGEST_OPTION, MOST_OPTIONS, MOST_PRAISED
from communities.api.shown import KINDS
from communities.models import Poll, Post
from communities.models.problem import LONGEST_PLACE
from conversations.api.parts import WordsChangedSent, WordsSent, words_of
from intranet.platform.api.parts import Moment, Number, Sent, Truth, Words

LONGEST_TITLE = 200


class ProblemSent(Sent):
    """Where something is wrong."""

    where = Words(required=False, default="", allow_blank=True, max_length=LONGEST_PLACE)


class PraiseSent(Sent):
    """For whom it is, and which value of the company they showed."""

    people = serializers.ListField(child=Number(), min_length=1, max_length=MOST_PRAISED)
    value = Words(required=False, default="", allow_blank=True, max_length=120)


class PollSent(Sent):
    """Between what people choose, and by which rules."""

    options = serializers.ListField(
        child=Words(max_length=LONGEST_OPTION), min_length=2, max_length=MOST_OPTIONS
    )
    is_multiple = Truth(required=False, default=False)
    results = serializers.ChoiceField(
        choices=Poll.Results.choices, required=False, default=Poll.Results.AFTER_VOTING
    )
    closes_at = Moment(required=False, allow_null=True, default=None)


class AnnouncementSent(Sent):
    """Whether it must be read, until when, and by which members: all of them without a choice."""

    is_must_read = Truth(required=False, default=False)
    due_at = Moment(required=False, allow_null=True, default=None)
    teams = serializers.ListField(child=Number(), required=False, default=list, max_length=200)
    locations = serializers.ListField(child=Number(), required=False, default=list, max_length=200)
    profiles = serializers.ListField(child=Number(), required=False, default=list, max_length=200)


@extend_schema_serializer(
    examples=[
        Example(
            "A problem with a photo",
            value={
                "kind": "problem",
                "title": "Heftruck 4 remt slecht",
                "body": "Vanmorgen bijna tegen het rek. @Gerrit Drost",
                "problem": {"where": "Hal 3"},
                "files": [{"id": "7f9c24e8-3b12-4f64-9d1c-2f4d8f0a1b2c", "alt": "Het remspoor"}],
            },
            request_only=True,
        ),
        Example(
            "A poll that closes",
            value={
                "kind": "poll",
                "body": "Wanneer lunchen we samen?",
                "poll": {"options": ["Dinsdag", "Donderdag"], "closes_at": "2027-01-15T15:00:00Z"},
            },
            request_only=True,
        ),
    ]
)
class PostSent(WordsSent):
    """A post; beside its words only what its kind adds."""

    kind = serializers.ChoiceField(choices=KINDS, required=False, default=Post.Kind.UPDATE)
    title = Words(required=False, default="", allow_blank=True, max_length=LONGEST_TITLE)
    publish_at = Moment(
        required=False, allow_null=True, default=None, help_text="Later; now without it."
    )
    ends_at = Moment(
        required=False, allow_null=True, default=None, help_text="When others see it no longer."
    )
    problem = ProblemSent(required=False)
    praise = PraiseSent(required=False)
    poll = PollSent(required=False)
    announcement = AnnouncementSent(required=False)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Refuse what belongs to another kind: it would be lost without a word."""
        wrong = [name for name in PLANNERS if name in sent and name != sent["kind"]]
        if wrong:
            sentence = _("This belongs to a post of another kind.")
            raise serializers.ValidationError({name: [sentence] for name in wrong})
        return sent


class PostChangedSent(WordsChangedSent):
    """Changed words of a post; its kind and what that adds stay as they are."""

    title = Words(allow_blank=True, max_length=LONGEST_TITLE)


class VoteSent(Sent):
    """What one chooses in a poll."""

    options = serializers.ListField(child=Number(), min_length=1, max_length=MOST_OPTIONS)


class ConfirmationSent(Sent):
    """Which version one read."""

    version = serializers.IntegerField(min_value=1, max_value=32_767)


class RequestSent(Sent):
    """What brings one there."""

    note = Words(required=False, default="", allow_blank=True, max_length=300)


def plan_of(sent: dict[str, Any]) -> Plan | None:
    """Return what a post of its kind has beside its words."""
    planner = PLANNERS.get(sent["kind"])
    return planner(sent.get(sent["kind"], {})) if planner else None


def problem_plan(said: dict[str, Any]) -> ProblemPlan:
    """Read where something is wrong."""
    return ProblemPlan(where=said.get("where", ""))


def praise_plan(said: dict[str, Any]) -> PraisePlan:
    """Read whom praise is for."""
    return PraisePlan(people=tuple(said.get("people", ())), value=said.get("value", ""))


def poll_plan(said: dict[str, Any]) -> PollPlan:
    """Read between what people choose."""
    return PollPlan(**(said | {"options": tuple(said.get("options", ()))}))


def announcement_plan(said: dict[str, Any]) -> AnnouncementPlan:
    """Read who must read it."""
    lists = {name: tuple(said.get(name, ())) for name in ("teams", "locations", "profiles")}
    return AnnouncementPlan(**(said | lists))


PLANNERS = {
    Post.Kind.PROBLEM: problem_plan,
    Post.Kind.PRAISE: praise_plan,
    Post.Kind.POLL: poll_plan,
    Post.Kind.ANNOUNCEMENT: announcement_plan,
}


def post_of(sent: dict[str, Any]) -> dict[str, Any]:
    """Return a post as `publish_post` and `schedule_post` take it."""
    return words_of(sent) | {
        "title": sent["title"].strip(),
        "kind": sent["kind"],
        "plan": plan_of(sent),
        "ends_at": sent["ends_at"],
    }
