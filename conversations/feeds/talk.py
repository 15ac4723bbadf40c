"""The talk under a thread: its comments, page by page, each with its answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Value

from conversations.feeds.sharing import (
    add_attachments,
    add_authors,
    add_marks_in,
    author_shown,
    files_shown,
    mark,
    marks_shown,
)
from conversations.models import Comment, Thread
from intranet.platform.composed import composed_once
from intranet.platform.content import State
from intranet.platform.paging import place_in, write_cursor
from people.models import User

# First-level comments on one page of a thread; answers to them always come along.
COMMENTS_A_PAGE = 40


def thread_group(thread_id: int) -> str:
    """The name under which the bell keeps together what happens in one thread."""
    return f"thread:{thread_id}"


@composed_once
def threads_in_sight(viewer: Any, thread_id: int) -> QuerySet:
    """Compose the question for one thread that this reader may see."""
    threads = Thread.objects.visible_to(viewer).filter(pk=thread_id)
    threads = threads.annotate(reader_id=Value(viewer.pk, output_field=BigIntegerField()))
    return threads.select_related("audience", "author")


@dataclass(frozen=True)
class Talk:
    """Comments of a thread with their answers, and where earlier and later ones are."""

    comments: list[Comment]
    next_cursor: str
    # Everybody who is named on the page, by number.
    people: dict[int, User]


def talk_of(
    thread: Thread,
    viewer: Any,
    *,
    cursor: str = "",
    newest_first: bool = False,
    also: Iterable[int | None] = (),
) -> Talk:
    """Return a page of the talk under a thread: two levels, in order, the muted folded away.

    `also` are the numbers of others whom the page names; they are fetched along.
    """
    found = comments_of(viewer, thread.pk, newest_first, *place_in(cursor))
    first = [comment for comment in found if comment.parent_id is None]
    comments = first[:COMMENTS_A_PAGE]
    replies = [comment for comment in found if comment.parent_id is not None]
    add_replies(comments, replies[::-1] if newest_first else replies)
    shown = [*comments, *(reply for c in comments for reply in c.shown_replies)]
    for comment in shown:
        comment.thread = thread
    people = add_authors([thread, *shown], also=[thread.accepted_by_id, *also])
    thread.chosen_by = people.get(thread.accepted_by_id, thread.author)
    add_marks_in(thread, shown, viewer)
    add_attachments(thread, shown)
    for comment in comments:
        comment.shows = shown_of_comment(comment, thread, viewer)
    more = len(first) > COMMENTS_A_PAGE
    cursor = write_cursor(comments[-1].published_at, comments[-1].pk) if more else ""
    return Talk(comments, cursor, people)


@composed_once
def comments_of(
    viewer: Any, thread: int, newest_first: bool, moment: Any, last_id: Any  # noqa: FBT001
) -> QuerySet:  # fmt: skip
    """Compose the question for a page of comments, and one more, with all answers to them."""
    first = shown_comments(viewer).filter(thread=thread, parent=None)
    first = beginning_at(first, moment, last_id, newest_first=newest_first)
    page = in_order(first, newest_first=newest_first).values("pk")[: COMMENTS_A_PAGE + 1]
    found = shown_comments(viewer).filter(Q(pk__any=page) | Q(parent_id__any=page))
    return in_order(found, newest_first=newest_first)


def shown_comments(viewer: Any) -> Any:
    """Comments a reader meets: what she may read, and the empty place of what was answered."""
    answered = Comment.objects.filter(parent=OuterRef("pk"), state=State.PUBLISHED)
    readable = Comment.objects.all().own_state(viewer)
    return (
        Comment.objects.in_sight_of(viewer)
        .filter(readable | Q(Exists(answered)))
        .with_muted_by(viewer)
    )


def beginning_at(comments: Any, moment: Any, last_id: Any, *, newest_first: bool) -> Any:
    """Begin after a place in the talk."""
    if moment is None:
        return comments
    step = "lt" if newest_first else "gt"
    return comments.filter(
        Q(**{f"published_at__{step}": moment}) | Q(published_at=moment, **{f"pk__{step}": last_id})
    )


def in_order(comments: Any, *, newest_first: bool) -> Any:
    """Order comments by time."""
    sign = "-" if newest_first else ""
    return comments.order_by(f"{sign}published_at", f"{sign}pk")


def cursor_to(comment: Comment) -> str:
    """Return the cursor of the page on which a comment stands; '' when that is the first."""
    top = comment.parent or comment
    earlier = Comment.objects.filter(
        thread_id=comment.thread_id, parent=None, published_at__lt=top.published_at
    )
    stands_on_first_page = earlier.order_by()[:COMMENTS_A_PAGE].count() < COMMENTS_A_PAGE
    return "" if stands_on_first_page else write_cursor(top.published_at, top.pk - 1)


def add_replies(comments: list[Comment], replies: list[Comment]) -> None:
    """Hang each answer under the comment it belongs to."""
    for comment in comments:
        comment.shown_replies = [reply for reply in replies if reply.parent_id == comment.pk]
    for reply in replies:
        reply.shown_replies = []


def shown_of_comment(comment: Comment, thread: Thread, viewer: Any) -> tuple:
    """Return everything that a comment's place in the talk shows, and that of its answers."""
    is_accepted = thread.accepted_comment_id == comment.pk
    return (
        comment.pk,
        (comment.html, comment.published_at, comment.edits, comment.state, comment.state_reason),
        author_shown(comment.author),
        marks_shown(comment),
        files_shown(comment),
        (comment.author_id == viewer.pk, comment.is_muted),
        (thread.is_locked, thread.audience.is_read_only),
        (thread.wants_answer, thread.stewards_accept),
        (is_accepted and thread.chosen_by.name, thread.author_id == viewer.pk),
        (thread.kind, thread.author_id == comment.author_id),
        tuple(shown_of_comment(reply, thread, viewer) for reply in comment.shown_replies),
    )


def add_comment_details(comment: Comment, viewer: Any) -> Comment:
    """Give one comment what a page of them has: its answers, files, and the reader's reactions."""
    fresh = shown_comments(viewer).select_related("thread", "thread__audience").get(pk=comment.pk)
    replies = shown_comments(viewer).filter(parent=fresh).order_by("published_at", "pk")
    add_replies([fresh], list(replies) if fresh.parent_id is None else [])
    shown = [fresh, *fresh.shown_replies]
    for comment in shown:
        comment.thread = fresh.thread
    people = add_authors([fresh.thread, *shown], also=[fresh.thread.accepted_by_id])
    fresh.thread.chosen_by = people.get(fresh.thread.accepted_by_id, fresh.thread.author)
    add_marks_in(fresh.thread, shown, viewer)
    add_attachments(fresh.thread, shown)
    return fresh


def as_just_written(comment: Comment) -> Comment:
    """Give a comment that was written this moment what a page has; nobody answered it yet."""
    mark(comment, comment.pk, set())
    comment.is_muted = False
    comment.shown_replies = []
    if not hasattr(comment, "shown_attachments"):
        add_attachments(comment.thread, [comment])
    return comment
