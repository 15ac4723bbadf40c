"""What posts of each kind show beside their words, fetched along with the posts themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, JSONField, Max, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import JSONObject

from communities.models import (
    Acknowledgement,
    Announcement,
    Ballot,
    Poll,
    PollOption,
    Post,
    Praise,
    Praised,
    Problem,
)
from conversations.models import Thread
from intranet.platform import clock
from intranet.platform.composed import composed_once

MOST_MUST_READS = 5


@dataclass(frozen=True)
class ProblemShown:
    """Where it is, and whether it is solved."""

    where: str
    is_solved: bool


@dataclass(frozen=True)
class PraiseShown:
    """Whom it is for, by number, and which value of the company they showed."""

    people: tuple[int, ...]
    value: str


@dataclass(frozen=True)
class OptionShown:
    """An answer to choose, and how many in a hundred chose it."""

    id: int
    words: str
    share: int
    is_chosen: bool


@dataclass(frozen=True)
class PollShown:
    """The answers, and what the reader may know of them now."""

    options: tuple[OptionShown, ...]
    is_multiple: bool
    voters: int
    closes_at: datetime | None
    is_closed: bool
    has_voted: bool
    shows_results: bool
    at_the_close: bool


@dataclass(frozen=True)
class AnnouncementShown:
    """Whether it must be read, by the reader too, and which version she confirmed."""

    is_must_read: bool
    due_at: datetime | None
    version: int
    is_asked: bool
    confirmed: int

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the reader confirmed what holds now."""
        return self.confirmed == self.version


@dataclass(frozen=True)
class MustRead:
    """What the reader is still asked to read."""

    id: int
    title: str
    due_at: datetime | None


Details = ProblemShown | PraiseShown | PollShown | AnnouncementShown


def details_of(viewer: Any) -> Case:
    """Return what a post of its kind has beside its words, as a part of a question for threads.

    Only the branch of the post's own kind is looked up.
    """
    return Case(
        When(post__kind=Post.Kind.PROBLEM, then=problem_words()),
        When(post__kind=Post.Kind.PRAISE, then=praise_words()),
        When(post__kind=Post.Kind.POLL, then=poll_words(viewer)),
        When(post__kind=Post.Kind.ANNOUNCEMENT, then=announcement_words(viewer)),
        output_field=JSONField(),
    )


def problem_words() -> Subquery:
    """Return where it is."""
    return Subquery(own(Problem).values(words=JSONObject(where="where")))


def praise_words() -> Subquery:
    """Return whom it is for."""
    people = Praised.objects.filter(praise=OuterRef("pk")).order_by("position", "pk")
    words = JSONObject(value="value", people=ArraySubquery(people.values("person_id")))
    return Subquery(own(Praise).values(words=words))


def poll_words(viewer: Any) -> Subquery:
    """Return the answers, how often each was chosen, and what the reader chose."""
    options = PollOption.objects.filter(poll=OuterRef("pk")).order_by("position")
    ballots = Ballot.objects.filter(poll=OuterRef("pk"), person_id=viewer.pk)
    words = JSONObject(
        is_multiple="is_multiple",
        results="results",
        closes_at="closes_at",
        closed_at="closed_at",
        voters="voters",
        has_voted=Exists(ballots),
        chosen=Subquery(ballots.values("choices")[:1]),
        options=ArraySubquery(
            options.values(words_of=JSONObject(id="pk", words="words", votes="votes"))
        ),
    )
    return Subquery(own(Poll).values(words=words))


def announcement_words(viewer: Any) -> Subquery:
    """Return what it asks, of the reader too, and what she confirmed."""
    asked = Announcement.objects.must_reads_of(viewer).filter(pk=OuterRef("pk"))
    given = Acknowledgement.objects.filter(announcement=OuterRef("pk"), person_id=viewer.pk)
    newest = given.order_by().values("announcement").annotate(newest=Max("version"))
    words = JSONObject(
        is_must_read="is_must_read",
        due_at="due_at",
        version="version",
        is_asked=Exists(asked),
        confirmed=Subquery(newest.values("newest")),
    )
    return Subquery(own(Announcement).values(words=words))


def own(model: Any) -> QuerySet:
    """Return the row of the post that is asked about."""
    return model.objects.filter(pk=OuterRef("pk"))


def read_details(thread: Thread) -> None:
    """Turn what came along with a thread into what its page shows."""
    words = thread.details
    thread.details = READERS[thread.post.kind](thread, words) if words else None


def problem_shown(thread: Thread, words: dict[str, Any]) -> ProblemShown:
    """Read what came along with a problem."""
    return ProblemShown(words["where"], thread.accepted_comment_id is not None)


def praise_shown(_thread: Thread, words: dict[str, Any]) -> PraiseShown:
    """Read what came along with praise."""
    return PraiseShown(tuple(words["people"]), words["value"])


def poll_shown(_thread: Thread, words: dict[str, Any]) -> PollShown:
    """Read what came along with a poll; what the reader may not know yet stays behind."""
    closes_at = moment(words["closes_at"])
    is_closed = bool(words["closed_at"]) or (closes_at is not None and closes_at <= clock.now())
    at_the_close = words["results"] == Poll.Results.AT_THE_CLOSE
    shows_results = is_closed or (words["has_voted"] and not at_the_close)
    chosen, voters = words["chosen"] or [], words["voters"]
    return PollShown(
        options=tuple(
            OptionShown(
                id=option["id"],
                words=option["words"],
                share=in_hundred(option["votes"], voters) if shows_results else 0,
                is_chosen=option["id"] in chosen,
            )
            for option in words["options"]
        ),
        is_multiple=words["is_multiple"],
        voters=voters,
        closes_at=closes_at,
        is_closed=is_closed,
        has_voted=words["has_voted"],
        shows_results=shows_results,
        at_the_close=at_the_close,
    )


def announcement_shown(_thread: Thread, words: dict[str, Any]) -> AnnouncementShown:
    """Read what came along with an announcement."""
    return AnnouncementShown(
        is_must_read=words["is_must_read"],
        due_at=moment(words["due_at"]),
        version=words["version"],
        is_asked=words["is_asked"],
        confirmed=words["confirmed"] or 0,
    )


READERS = {
    Post.Kind.PROBLEM: problem_shown,
    Post.Kind.PRAISE: praise_shown,
    Post.Kind.POLL: poll_shown,
    Post.Kind.ANNOUNCEMENT: announcement_shown,
}


def moment(text: str | None) -> datetime | None:
    """Read a moment that came along as text."""
    return datetime.fromisoformat(text) if text else None


def in_hundred(votes: int, voters: int) -> int:
    """Return how many in a hundred voters chose it, rounded."""
    return (200 * votes + voters) // (2 * voters) if voters else 0


def with_details(viewer: Any, thread: Thread) -> Thread:
    """Fetch what one post has beside its words, for a page that has only the post."""
    thread.details = details_in(viewer, thread.pk)[0] if thread.post.kind in READERS else None
    read_details(thread)
    return thread


@composed_once
def details_in(viewer: Any, thread: int) -> QuerySet:
    """Compose that question."""
    threads = Thread.objects.visible_to(viewer).filter(pk=thread)
    return threads.annotate(details=details_of(viewer)).values_list("details", flat=True)


def must_read(words: dict[str, Any]) -> MustRead:
    """Read one of those."""
    return MustRead(words["id"], words["title"] or words["plain"][:80], moment(words["due_at"]))


def unconfirmed_must_reads(viewer: Any) -> QuerySet[Announcement]:
    """Return what the reader still has to read, in the version of now."""
    confirmed = Acknowledgement.objects.filter(
        announcement=OuterRef("pk"), person_id=viewer.pk, version=OuterRef("version")
    )
    readable = Post.objects.visible_to(viewer).filter(thread__state="published")
    return Announcement.objects.must_reads_of(viewer).filter(~Exists(confirmed), post__in=readable)


def must_reads_open(viewer: Any, since: datetime) -> ArraySubquery:
    """Return what the reader still has to read, the most urgent first, to be asked along."""
    open_ones = unconfirmed_must_reads(viewer).filter(asked_at__gt=since)
    open_ones = open_ones.order_by(F("due_at").asc(nulls_last=True), "-asked_at")
    words = JSONObject(
        id="pk", title="post__thread__title", plain="post__thread__plain", due_at="due_at"
    )
    return ArraySubquery(open_ones.values(words=words)[:MOST_MUST_READS])
