"""What is told of words, and what may be sent as words."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from conversations.actions.enclosing import MOST_FILES
from conversations.feeds import counts_of
from conversations.forms import LONGEST_ALT, LONGEST_BODY
from conversations.models import Comment, Enclosure, Reaction
from intranet.platform.api.parts import Moment, Number, Sent, Shown, Truth, Words
from intranet.platform.content import State
from intranet.platform.judging import Reply
from people.api.parts import BylineShown, FileShown


class AttachmentShown(Shown):
    """A file that hangs under words; without `file` it did not come along from the old network."""

    file = FileShown(allow_null=True)
    alt = serializers.CharField(help_text="What is on a photo, for who does not see it.")
    missing_name = serializers.CharField()


class CountsShown(Shown):
    """How often each word was given."""

    recognise = serializers.IntegerField()
    thanks = serializers.IntegerField()
    well_done = serializers.IntegerField()


class ReactionsShown(Shown):
    """The words that were given, and which of them by you."""

    counts = serializers.SerializerMethodField()
    mine = serializers.SerializerMethodField()

    @extend_schema_field(CountsShown)
    def get_counts(self, said: Any) -> dict[str, int]:
        """Return how often each was given."""
        return counts_of(said)

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(Reaction.Kind.values)))
    def get_mine(self, said: Any) -> list[str]:
        """Return those of the reader."""
        return [kind for kind in Reaction.Kind.values if getattr(said, f"reader_{kind}")]


class SaidShown(Shown):
    """Words, who said them, and what hangs under them."""

    id = serializers.IntegerField()
    author = BylineShown()
    state = serializers.ChoiceField(
        choices=State.choices, help_text="Others than `published` are seen by their author only."
    )
    html = serializers.CharField()
    text = serializers.CharField(source="plain")
    published_at = Moment()
    edited_at = Moment(allow_null=True)
    edits = serializers.IntegerField(
        help_text="How often it was changed; send it back when you change it."
    )
    attachments = AttachmentShown(source="shown_attachments", many=True)
    reactions = ReactionsShown(source="*")
    url = serializers.SerializerMethodField(help_text="The page where a person reads it.")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, said: Any) -> str:
        """Return the page where a person reads it."""
        return self.context["request"].build_absolute_uri(said.get_absolute_url())


class ReplyShown(SaidShown):
    """An answer to a comment; where something was taken away there is a place without words."""

    author = BylineShown(allow_null=True)
    state = serializers.ChoiceField(choices=State.choices)
    post = serializers.IntegerField(source="thread_id")
    parent = serializers.IntegerField(source="parent_id", allow_null=True)
    is_muted = serializers.BooleanField(help_text="You do not want to hear its author.")
    reason = serializers.SerializerMethodField(
        help_text="Why a comment of yours was withdrawn; else empty."
    )

    def to_representation(self, comment: Comment) -> dict[str, Any]:
        """Leave the words out where they were taken away."""
        shown = super().to_representation(comment)
        if comment.is_published:
            return shown
        gone = {"html": "", "text": "", "attachments": []}
        return shown | gone | ({"author": None} if comment.state == State.REMOVED else {})

    def get_reason(self, comment: Comment) -> str:
        """Return why it was withdrawn, to its author."""
        is_own = comment.author_id == self.context["request"].user.pk
        return comment.state_reason if is_own else ""


class CommentShown(ReplyShown):
    """A comment with the answers to it."""

    replies = ReplyShown(source="shown_replies", many=True)


class FileGoingAlongSent(Sent):
    """A file that was brought before."""

    id = serializers.UUIDField()
    alt = Words(required=False, default="", allow_blank=True, max_length=LONGEST_ALT)


class WordsSent(Sent):
    """Words, how they are written, and what goes along with them."""

    body = Words(max_length=LONGEST_BODY, allow_blank=True, required=False, default="")
    format = serializers.ChoiceField(
        choices=["text", "html"],
        default="text",
        help_text="Plain text, in which `@` names colleagues; or the HTML that is answered.",
    )
    files = FileGoingAlongSent(many=True, required=False, max_length=MOST_FILES)
    heads_seen = serializers.IntegerField(
        required=False,
        default=0,
        min_value=0,
        max_value=10**9,
        help_text="How many people you know the teams to be that you name.",
    )

    hints_seen = serializers.ListField(
        child=Number(),
        required=False,
        default=list,
        max_length=100,
        help_text="`rule` of each finding that a person was shown and goes on past.",
    )
    first_read = Truth(
        required=False,
        default=False,
        help_text="Let somebody read it before others do; what must wait is sent only with this.",
    )


def words_of(sent: dict[str, Any]) -> dict[str, Any]:
    """Return words as the actions take them."""
    return {
        "body": sent["body"],
        "is_html": sent["format"] == "html",
        "heads_seen": sent["heads_seen"],
        "files": enclosures_of(sent.get("files", ())),
        "reply": Reply(seen=tuple(sent["hints_seen"]), wants_reading=sent["first_read"]),
    }


def enclosures_of(files: Any) -> list[Enclosure]:
    """Return the files that go along, in their order."""
    return [Enclosure(UUID(str(each["id"])), " ".join(each["alt"].split())) for each in files]


class CommentSent(WordsSent):
    """A comment."""

    parent = Number(required=False, allow_null=True, help_text="The comment that is answered.")
    solves = Truth(required=False, default=False, help_text="This is the answer, or the solution.")


class WordsChangedSent(WordsSent):
    """Changed words, whole, and which wording you had before you; without files these stay."""

    body = Words(max_length=LONGEST_BODY, allow_blank=True)
    edits = serializers.IntegerField(
        min_value=0, max_value=32_767, help_text="`edits` as it was answered."
    )


def changed_words_of(sent: dict[str, Any]) -> dict[str, Any]:
    """Return changed words as the actions take them; without files these stay as they are."""
    words = words_of(sent) | {"seen_edits": sent["edits"]}
    return words if "files" in sent else words | {"files": None}


class SolutionSent(Sent):
    """Which comment answers or solves it."""

    comment = Number()
