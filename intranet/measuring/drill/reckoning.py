"""The reckoning: what was acknowledged and what is there, question by question."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Q

from communities.models import Community
from conversations.models import Comment, Follow, Mention, Thread, TopicUse
from intranet.measuring.drill.planning import Post, Saying
from intranet.platform.models import AuditRecord, OutboxEntry
from notifications.models import Notification

EXAMPLES = 5


@dataclass(frozen=True)
class Finding:
    """A question with its answer: how many there should be, are, are missing and are too many."""

    question: str
    expected: int
    found: int
    missing: tuple
    surplus: tuple

    @property
    def is_right(self) -> bool:
        """Tell whether nothing is lost and nothing doubled."""
        return not self.missing and not self.surplus


class Reckoning:
    """Compares what was planned and acknowledged with what the database holds."""

    def __init__(self, posts: list[Post], acknowledged: dict[str, int]) -> None:
        openings = [post.opening for post in posts]
        answers = [comment for post in posts for comment in post.comments]
        self.asked = [saying.key for saying in [*openings, *answers]]
        self.acknowledged = acknowledged
        self.openings = self._by_number(openings)
        self.answers = self._by_number(answers)

    def findings(self) -> Iterator[Finding]:
        """Ask every question."""
        yield compare("forms that were acknowledged", self.asked, list(self.acknowledged))
        yield self._stored("posts", Thread, self.openings)
        yield self._stored("comments", Comment, self.answers)
        yield self._mentions("people named in posts", self.openings, comment=None)
        yield self._mentions("people named in comments", self.answers, comment="comment_id")
        yield self._bell("bell entries of people named in posts", "thread", self.openings)
        yield self._bell("bell entries of people named in comments", "comment", self.answers)
        yield self._bell_of_authors()
        yield none("people told twice about one thing", told_twice())
        yield self._outsiders()
        yield self._topics()
        yield self._audit()
        yield self._follows()
        yield from wrong_numbers()
        yield from orphans()
        yield none(
            "reactions still owed by the outbox", OutboxEntry.objects.values_list("reaction")
        )

    def _by_number(self, sayings: list[Saying]) -> dict[int, Saying]:
        return {
            self.acknowledged[saying.key]: saying
            for saying in sayings
            if saying.key in self.acknowledged
        }

    def _stored(self, what: str, model: type, sayings: dict) -> Finding:
        expected = [(number, saying.key, saying.author.id) for number, saying in sayings.items()]
        rows = model.objects.values_list("pk", "submission", "author_id")
        return compare(
            f"{what} that are stored", expected, [(n, str(key), a) for n, key, a in rows]
        )

    def _mentions(self, question: str, sayings: dict, *, comment: str | None) -> Finding:
        rows = Mention.objects.filter(comment__isnull=comment is None)
        return compare(
            question, named_in(sayings), rows.values_list(comment or "thread_id", "person_id")
        )

    def _bell(self, question: str, kind: str, sayings: dict) -> Finding:
        told = Notification.objects.filter(subject_kind=kind, reasons__contains="mentioned")
        return compare(question, named_in(sayings), told.values_list("subject_id", "recipient_id"))

    def _bell_of_authors(self) -> Finding:
        """Whoever was answered is told, be she named as well or not."""
        answers = Comment.objects.exclude(author=F("thread__author"))
        told = Notification.objects.filter(subject_kind="comment", reasons__contains="answered")
        return compare(
            "bell entries of authors who were answered",
            answers.values_list("pk", "thread__author_id"),
            told.values_list("subject_id", "recipient_id"),
        )

    def _outsiders(self) -> Finding:
        named = {
            (kind, number, saying.outsider)
            for kind, sayings in (("thread", self.openings), ("comment", self.answers))
            for number, saying in sayings.items()
            if saying.outsider
        }
        told = set(Notification.objects.values_list("subject_kind", "subject_id", "recipient_id"))
        return compare("outsiders who were named and not told", named, named - told)

    def _topics(self) -> Finding:
        expected = [
            (number, saying.topic)
            for sayings in (self.openings, self.answers)
            for number, saying in sayings.items()
            if saying.topic
        ]
        uses = TopicUse.objects.values_list("comment_id", "thread_id", "topic__name")
        return compare("topics noted", expected, [(c or t, name) for c, t, name in uses])

    def _audit(self) -> Finding:
        expected = [("communities.post.published", number) for number in self.openings]
        expected += [("conversations.comment.published", number) for number in self.answers]
        found = AuditRecord.objects.filter(action__endswith=".published")
        return compare(
            "lines in the audit log", expected, found.values_list("action", "subject_id")
        )

    def _follows(self) -> Finding:
        spoke = set(Thread.objects.values_list("pk", "author_id"))
        spoke |= set(Comment.objects.values_list("thread_id", "author_id"))
        follows = Follow.objects.filter(is_on=True).values_list("thread_id", "person_id")
        return compare("follows of those who spoke", spoke, follows)


def told_twice() -> Any:
    """Return whom the bell told more than once about one post or comment."""
    told = Notification.objects.values_list("recipient_id", "subject_kind", "subject_id")
    return told.annotate(times=Count("pk")).filter(times__gt=1)


def wrong_numbers() -> Iterator[Finding]:
    """Compare the numbers that are kept with what they count."""
    threads = Thread.objects.annotate(
        said=Count("comments", filter=Q(comments__state="published")),
        newest=Max("comments__published_at"),
    )
    yield none("threads with a wrong number of comments", threads.exclude(comment_count=F("said")))
    older = threads.filter(last_activity_at__lt=F("newest"))
    yield none("threads that look older than their newest comment", older)
    places = Community.objects.annotate(members=Count("memberships"))
    yield none(
        "communities with a wrong number of members", places.exclude(member_count=F("members"))
    )
    places = Community.objects.annotate(newest=Max("posts__thread__published_at"))
    older = places.filter(last_activity_at__lt=F("newest"))
    yield none("communities that look older than their newest post", older)


def orphans() -> Iterator[Finding]:
    """Find rows without what they belong to."""
    yield none("threads without a post", Thread.objects.filter(post=None))
    threads, comments = Thread.objects.values("pk"), Comment.objects.values("pk")
    told = Notification.objects.exclude(
        Q(subject_kind="thread", subject_id__in=threads)
        | Q(subject_kind="comment", subject_id__in=comments)
    )
    yield none("bell entries about nothing", told)


def named_in(sayings: dict[int, Saying]) -> list[tuple[int, int]]:
    """Return who is named in what."""
    return [(number, person) for number, saying in sayings.items() for person in saying.named]


def none(question: str, found: Iterable[Any]) -> Finding:
    """Expect that there are none."""
    return compare(question, [], found)


def compare(question: str, expected: Iterable[Any], found: Iterable[Any]) -> Finding:
    """Compare two heaps, also how often each thing is in them."""
    wanted, there = Counter(expected), Counter(found)
    missing = (wanted - there).elements()
    surplus = (there - wanted).elements()
    return Finding(question, wanted.total(), there.total(), tuple(missing), tuple(surplus))
