"""What can be found of what people say: comments, files and topics."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Left, NullIf

from conversations.models import Attachment, Comment, Thread, Topic, TopicUse
from intranet.platform.composed import composed_once
from intranet.platform.content import State
from search.findable import COLUMNS, Findable, Hit

IN_PUBLISHED = Q(thread__state=State.PUBLISHED)
PUBLISHED = IN_PUBLISHED & (Q(comment=None) | Q(comment__state=State.PUBLISHED))
# What a comment or a file hangs under: the title of the thread, or how it begins.
UNDER = Coalesce(NullIf("thread__title", Value("")), Left("thread__plain", 120))
# Letters of opening words in which words are marked.
LOOKED_AT = 4000
# Topics are not from a time.
ALWAYS = Value("2000-01-01T00:00Z")


def held(rows: QuerySet) -> None:
    """Hold rows as they are until the transaction ends."""
    list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))


class OpensThread(Findable):
    """What opens a thread, for the app that owns it."""

    is_said = True
    is_endless = True

    def columns(self) -> dict[str, Any]:
        """Return the title and the words that open the thread."""
        files = Attachment.objects.filter(thread=OuterRef("thread_id"), comment=None, version=None)
        return {
            "number": F("thread_id"),
            "audience": F("thread__audience_id"),
            "thread": F("thread_id"),
            "author": F("thread__author_id"),
            "has_file": Exists(files),
            "published_at": F("thread__published_at"),
            "title": F("thread__title"),
            "body": F("thread__plain"),
        }

    def in_contribution(self, thread: int, comment: int) -> QuerySet | None:
        """Return the thread whose opening words these are."""
        return None if comment else self.things().filter(thread=thread)

    def in_thread(self, thread: int) -> QuerySet | None:
        """Return that thread."""
        return self.things().filter(thread=thread)

    def hits(self, viewer: Any, numbers: Collection[int]) -> dict[int, Hit]:
        """Return those among these that the reader may read."""
        return {
            thread.pk: Hit(
                url=thread.get_absolute_url(),
                title=thread.title,
                words=thread.beginning,
                author=thread.author_id,
                published_at=thread.published_at,
                comment_count=thread.comment_count,
                **self.also(thread),
            )
            for thread in self.found(viewer, list(numbers))
        }

    def found(self, viewer: Any, numbers: list[int]) -> list[Thread]:
        """Return those threads that the reader may read, each with how it begins."""
        raise NotImplementedError

    def also(self, thread: Thread) -> dict[str, Any]:
        """Return what else is told of one."""
        return {}


class Comments(Findable):
    """What people answered."""

    kind = "comment"
    is_said = True
    is_endless = True

    def things(self) -> QuerySet:
        """Return comments that can be read."""
        return Comment.objects.published().filter(IN_PUBLISHED)

    def columns(self) -> dict[str, Any]:
        """Return the words of a comment."""
        return {
            "number": F("id"),
            "audience": F("audience_id"),
            "thread": F("thread_id"),
            "comment": F("id"),
            "author": F("author_id"),
            "has_file": Exists(Attachment.objects.filter(comment=OuterRef("pk"), version=None)),
            "published_at": F("published_at"),
            "title": Value(""),
            "body": F("plain"),
        }

    def in_contribution(self, thread: int, comment: int) -> QuerySet | None:
        """Return the comment."""
        return self.things().filter(pk=comment) if comment else None

    def in_thread(self, thread: int) -> QuerySet | None:
        """Return all comments of a thread."""
        return self.things().filter(thread=thread)

    def hold(self, thread: int, comment: int) -> None:
        """Hold the thread or the comment: who removes it at this moment goes first or waits."""
        if comment:
            held(Comment.objects.filter(pk=comment))
        else:
            held(Thread.objects.filter(pk=thread))

    def hits(self, viewer: Any, numbers: Collection[int]) -> dict[int, Hit]:
        """Return the comments among these that the reader may read."""
        return {
            comment.pk: Hit(
                url=comment.get_absolute_url(),
                title="",
                words=comment.plain,
                under=comment.under,
                author=comment.author_id,
                published_at=comment.published_at,
                is_solved=is_accepted(comment) or None,
            )
            for comment in comments_found(viewer, list(numbers))
        }


def is_accepted(comment: Comment) -> bool:
    """Tell whether who asked accepted it; what an author answers is accepted by nobody."""
    return comment.accepted == comment.pk and comment.thread.is_chosen_in


@composed_once
def comments_found(viewer: Any, numbers: list[int]) -> QuerySet:
    """Compose the question for comments as a hit shows them."""
    comments = Comment.objects.visible_to(viewer).published()
    comments = comments.filter(IN_PUBLISHED, pk__any=numbers)
    comments = comments.annotate(under=UNDER, accepted=F("thread__accepted_comment_id"))
    comments = comments.select_related("thread")
    return comments.only("plain", "author", "published_at", "thread__kind")


class Files(Findable):
    """Files that hang under what people say, by name."""

    kind = "file"
    is_said = True
    is_endless = True

    def things(self) -> QuerySet:
        """Return files under what can be read."""
        return Attachment.objects.filter(PUBLISHED, version=None)

    def columns(self) -> dict[str, Any]:
        """Return the name of a file, and what it shows."""
        return {
            "number": F("id"),
            "audience": F("thread__audience_id"),
            "thread": F("thread_id"),
            "comment": Coalesce("comment_id", 0),
            "author": Coalesce("comment__author_id", "thread__author_id"),
            "sort": Coalesce("file__kind", Value("")),
            "has_file": Value(value=True),
            "published_at": Coalesce("comment__published_at", "thread__published_at"),
            "title": Coalesce("file__name", "missing_name"),
            "body": F("alt"),
        }

    def in_contribution(self, thread: int, comment: int) -> QuerySet | None:
        """Return the files that hang under the words of a thread or of a comment."""
        return self.things().filter(thread=thread, comment=comment or None)

    def in_thread(self, thread: int) -> QuerySet | None:
        """Return all files of a thread."""
        return self.things().filter(thread=thread)

    def hits(self, viewer: Any, numbers: Collection[int]) -> dict[int, Hit]:
        """Return the files among these under what the reader may read."""
        return {
            one.pk: Hit(
                url=address_of(one),
                title=one.file.name if one.file else one.missing_name,
                words=one.alt,
                under=one.under,
                author=(one.comment or one.thread).author_id,
                published_at=(one.comment or one.thread).published_at,
            )
            for one in files_found(viewer, list(numbers))
        }


@composed_once
def files_found(viewer: Any, numbers: list[int]) -> QuerySet:
    """Compose the question for files as a hit shows them."""
    threads = Thread.objects.visible_to(viewer).published()
    files = Attachment.objects.filter(PUBLISHED, version=None, pk__any=numbers)
    files = files.filter(Exists(threads.filter(pk=OuterRef("thread_id"))))
    files = files.annotate(under=UNDER).select_related("thread", "comment", "file")
    return files.only(
        "missing_name", "alt", "file__name", "thread__kind", "thread__author",
        "thread__published_at",
        "comment__thread", "comment__author", "comment__published_at",
    )  # fmt: skip


def address_of(hung: Attachment) -> str:
    """Return where a file stands: with the comment that brought it, or on top."""
    if hung.comment_id:
        return hung.thread.comment_url(hung.comment_id)
    return hung.thread.get_absolute_url()


class Topics(Findable):
    """Topics, each once per audience that reads something about it."""

    kind = "topic"

    def things(self) -> QuerySet:
        """Return the uses of topics in what can be read."""
        return TopicUse.objects.filter(PUBLISHED)

    def columns(self) -> dict[str, Any]:
        """Return the topic itself, where it is used."""
        return {
            "number": F("topic_id"),
            "place": F("thread__audience_id"),
            "audience": F("thread__audience_id"),
            "published_at": ALWAYS,
            "title": F("topic__name"),
        }

    def rows(self, things: QuerySet, columns: Collection[str] = COLUMNS) -> QuerySet:
        """Return each topic once per audience, however often it is used."""
        return super().rows(things, columns).distinct()

    def in_contribution(self, thread: int, comment: int) -> QuerySet | None:
        """Return the topics that are named in the words of a thread or of a comment."""
        return self.things().filter(thread=thread, comment=comment or None)

    def in_thread(self, thread: int) -> QuerySet | None:
        """Return the topics that are named in a thread."""
        return self.things().filter(thread=thread)

    def hits(self, viewer: Any, numbers: Collection[int]) -> dict[int, Hit]:
        """Return the topics among these about which the reader may read something."""
        return {
            topic.pk: Hit(url=f"/topics/{topic.name}/", title=f"#{topic.name}", words="")
            for topic in topics_found(viewer, list(numbers))
        }


@composed_once
def topics_found(viewer: Any, numbers: list[int]) -> QuerySet:
    """Compose the question for topics that are named where the reader may read."""
    threads = Thread.objects.visible_to(viewer).published().filter(pk=OuterRef("thread_id"))
    # Of a comment that is gone no use is left.
    used = TopicUse.objects.filter(Exists(threads), topic=OuterRef("pk"))
    return Topic.objects.filter(Exists(used), pk__any=numbers)
