"""What threads and comments on one page have in common: people, files, what the reader did.

Each is asked once for the whole page: joined to every row, they cost PostgreSQL more to plan than
to fetch (docs/performance.md).
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet, Value

from conversations.models import Attachment, Bookmark, Comment, Follow, Reaction, Thread
from intranet.platform.composed import composed_once
from people.models import StoredFile, User

# What a reader can have done: with a thread all of these, with a comment the first three.
MARKS = (*Reaction.Kind.values, "follows", "kept")
NOTHING = Value(None, output_field=BigIntegerField())


def add_authors(
    said: Iterable[Thread | Comment], *, also: Iterable[int | None] = ()
) -> dict[int, User]:
    """Fetch everybody who said something on a page at once, and who else is named there.

    Returns all of them by their number.
    """
    said = list(said)
    wanted = {one.author_id for one in said} | set(filter(None, also))
    people = {person.pk: person for person in people_shown(list(wanted))}
    for one in said:
        one.author = people[one.author_id]
    return people


@composed_once
def people_shown(ids: list[int]) -> QuerySet:
    """Compose the question for people as a byline shows them."""
    people = User.objects.filter(pk__any=ids).with_card()
    return people.only(
        "name", "job_title", "language", "is_active", "is_system",
        "location__name", "photo__kind", "photo__renditions",
    )  # fmt: skip


def author_shown(author: User) -> tuple:
    """Return what a byline shows of a person."""
    return author.pk, author.shown_name, author.role, author.photo_url(96)


def add_marks_on(threads: list[Thread], viewer: Any) -> None:
    """Note what the reader herself did with the threads of a page."""
    marks = set(marks_on(viewer, [thread.pk for thread in threads]))
    for thread in threads:
        mark(thread, thread.pk, marks)


@composed_once
def marks_on(viewer: Any, threads: list[int]) -> QuerySet:
    """Compose the question for what a reader did with some threads."""
    given = Reaction.objects.filter(thread_id__any=threads, comment=None, person=viewer)
    follows = Follow.objects.filter(thread_id__any=threads, person=viewer, is_on=True)
    kept = Bookmark.objects.filter(thread_id__any=threads, person=viewer)
    return given.values_list("thread_id", "kind").union(
        follows.values_list("thread_id", Value("follows")),
        kept.values_list("thread_id", Value("kept")),
        all=True,
    )


def add_marks_in(thread: Thread, comments: list[Comment], viewer: Any) -> None:
    """Note what the reader herself did with a thread and its comments."""
    marks = set(marks_in(viewer, thread.pk))
    mark(thread, None, marks)
    for comment in comments:
        mark(comment, comment.pk, marks)


@composed_once
def marks_in(viewer: Any, thread: int) -> QuerySet:
    """Compose the question for what a reader did in one thread."""
    given = Reaction.objects.filter(thread=thread, person=viewer)
    follows = Follow.objects.filter(thread=thread, person=viewer, is_on=True)
    kept = Bookmark.objects.filter(thread=thread, person=viewer)
    return given.values_list("comment_id", "kind").union(
        follows.values_list(NOTHING, Value("follows")),
        kept.values_list(NOTHING, Value("kept")),
        all=True,
    )


def mark(said: Thread | Comment, number: int | None, marks: set[tuple[int | None, str]]) -> None:
    """Note on a thread or a comment what the reader did with it."""
    for kind in MARKS:
        setattr(said, f"reader_{kind}", (number, kind) in marks)


def counts_of(said: Any) -> dict[str, int]:
    """Return how often each word was given."""
    return {kind: getattr(said, f"{kind}_count") for kind in Reaction.Kind.values}


def marks_shown(said: Any) -> tuple:
    """Return the words that were given, and which of them by the reader."""
    return (
        *(getattr(said, f"{kind}_count") for kind in Reaction.Kind.values),
        *(getattr(said, f"reader_{kind}") for kind in Reaction.Kind.values),
    )


def add_attachments(thread: Thread, comments: list[Comment]) -> None:
    """Fetch the files of the opening words and of all comments on the page at once."""
    by_comment: dict[int | None, list[Attachment]] = {}
    for attachment in files_in(thread.pk, [comment.pk for comment in comments]):
        by_comment.setdefault(attachment.comment_id, []).append(attachment)
    thread.shown_attachments = by_comment.get(None, [])
    for comment in comments:
        comment.shown_attachments = by_comment.get(comment.pk, [])


@composed_once
def files_in(thread: int, comments: list[int]) -> QuerySet:
    """Compose the question for the files of a thread's page."""
    shown = Q(comment=None) | Q(comment_id__any=comments)
    files = Attachment.objects.filter(shown, thread=thread, version=None)
    return files.select_related("file")


def add_attachments_of_threads(threads: list[Thread]) -> None:
    """Fetch the files in the opening words of all threads on a page at once."""
    by_thread: dict[int, list[Attachment]] = {}
    for attachment in files_of([thread.pk for thread in threads]):
        by_thread.setdefault(attachment.thread_id, []).append(attachment)
    for thread in threads:
        thread.shown_attachments = by_thread.get(thread.pk, [])


@composed_once
def files_of(threads: list[int]) -> QuerySet:
    """Compose the question for the files in some threads' opening words."""
    files = Attachment.objects.filter(thread_id__any=threads, comment=None, version=None)
    return files.select_related("file")


def files_shown(said: Any) -> tuple:
    """Return what is shown of the files of a thread or a comment."""
    return tuple(
        (each.missing_name, each.alt, each.file and file_shown(each.file))
        for each in said.shown_attachments
    )


def file_shown(file: StoredFile) -> tuple:
    """Return what is shown of a file."""
    return file.pk, file.kind, file.name, file.size, file.width, file.height, *file.renditions
