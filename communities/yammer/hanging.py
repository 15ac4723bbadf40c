"""What hangs under a text: mentions, topics, files, and that its author follows the thread."""

from dataclasses import dataclass
from datetime import datetime

from communities.models import ImportRun
from communities.yammer.archive import Archive
from communities.yammer.batch import seats_of
from communities.yammer.files import Files
from communities.yammer.texts import Words
from conversations.models import Attachment, Comment, Follow, Mention, Thread, Topic, TopicUse
from people.models import Audience, User


@dataclass(frozen=True)
class Hanging:
    """A thread or a comment with the words that it was written from."""

    thread: Thread
    comment: Comment | None
    words: Words
    at: datetime

    @property
    def contribution(self) -> Thread | Comment:
        return self.comment or self.thread


def hang(import_run: ImportRun, archives: list[Archive], items: list[Hanging]) -> None:
    """Note all of it for some new texts."""
    note_mentions(items)
    note_topics(items)
    attach(import_run, archives, items)
    follow(items)


def note_mentions(items: list[Hanging]) -> None:
    """Note who is named and may see it."""
    named = {person for item in items for person in item.words.text.mentions}
    if not named:
        return
    audiences = {item.contribution.audience_id for item in items if item.words.text.mentions}
    open_ones = set(
        Audience.objects.filter(pk__in=audiences, kind="everyone").values_list("pk", flat=True)
    )
    active = set(User.objects.active().filter(pk__in=named).values_list("pk", flat=True))
    seats = seats_of(audiences - open_ones, active)
    Mention.objects.bulk_create(
        (
            Mention(thread=item.thread, comment=item.comment, person_id=person)
            for item in items
            for person in item.words.text.mentions
            if person in active
            and (
                item.contribution.audience_id in open_ones
                or (item.contribution.audience_id, person) in seats
            )
        ),
        ignore_conflicts=True,
    )


def note_topics(items: list[Hanging]) -> None:
    """Note which topics are named."""
    names = {name for item in items for name in item.words.text.topics}
    if not names:
        return
    # In one order, so that two who name the same new topics do not wait for each other.
    Topic.objects.bulk_create([Topic(name=name) for name in sorted(names)], ignore_conflicts=True)
    topics = dict(Topic.objects.filter(name__in=names).values_list("name", "pk"))
    TopicUse.objects.bulk_create(
        (
            TopicUse(topic_id=topics[name], thread=item.thread, comment=item.comment)
            for item in items
            for name in item.words.text.topics
        ),
        ignore_conflicts=True,
    )


def attach(import_run: ImportRun, archives: list[Archive], items: list[Hanging]) -> None:
    """Hang the files below, each as itself or as the name of one that did not come along."""
    files = Files(import_run, archives, {id for item in items for id in item.words.files})
    Attachment.objects.bulk_create(
        Attachment(
            thread=item.thread,
            comment=item.comment,
            position=position,
            **files.one(foreign_id, item.contribution),
        )
        for item in items
        for position, foreign_id in enumerate(dict.fromkeys(item.words.files))
    )


def follow(items: list[Hanging]) -> None:
    """Let authors who can sign in hear of later answers; a choice made here is left as it is."""
    first: dict[tuple[int, int], Follow] = {}
    for item in items:
        author = item.contribution.author
        if author.is_active:
            key = item.thread.pk, author.pk
            first.setdefault(key, Follow(thread=item.thread, person=author, since=item.at))
    Follow.objects.bulk_create(first.values(), ignore_conflicts=True)
