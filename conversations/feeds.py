"""What the page of a thread shows, fetched in a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from conversations.models import Attachment, Comment, Draft, Thread
from intranet.platform.content import State
from intranet.platform.paging import read_cursor, write_cursor

# First-level comments on one page of a thread; answers to them always come along.
COMMENTS_A_PAGE = 40


def thread_group(thread_id: int) -> str:
    """The name under which the bell keeps together what happens in one thread."""
    return f"thread:{thread_id}"


@dataclass(frozen=True)
class Talk:
    """Comments of a thread with their answers, and where earlier and later ones are."""

    comments: list[Comment]
    next_cursor: str


def talk_of(thread: Thread, viewer: Any, *, cursor: str = "", newest_first: bool = False) -> Talk:
    """Return a page of the talk under a thread: two levels, in order, the muted folded away."""
    first = in_order(
        shown_comments(viewer).filter(thread=thread, parent=None), cursor, newest_first=newest_first
    )
    found = list(first[: COMMENTS_A_PAGE + 1])
    comments = found[:COMMENTS_A_PAGE]
    replies = shown_comments(viewer).filter(parent_id__in=[comment.pk for comment in comments])
    add_replies(comments, list(replies.order_by("published_at", "pk")))
    add_attachments(thread, [*comments, *(reply for c in comments for reply in c.shown_replies)])
    more = len(found) > COMMENTS_A_PAGE
    return Talk(comments, write_cursor(comments[-1].published_at, comments[-1].pk) if more else "")


@dataclass(frozen=True)
class KeptDraft:
    """What the reader was writing here before."""

    title: str
    html: str
    saved_at: datetime


def draft_at(viewer: Any, place: Any) -> Subquery:
    """Return the reader's draft at a place as a part of another query; read it with `as_draft`."""
    drafts = Draft.objects.filter(person_id=viewer.pk, place=place)
    words = JSONObject(title="title", html="html", saved_at="saved_at")
    return Subquery(drafts.values(words=words)[:1])


def as_draft(words: dict[str, str] | None) -> KeptDraft | None:
    """Read a draft that came along with another row."""
    if not words:
        return None
    saved_at = datetime.fromisoformat(words["saved_at"])
    return KeptDraft(words["title"], words["html"], saved_at)


def shown_comments(viewer: Any) -> Any:
    """Comments a reader meets: what she may read, and the empty place of what was answered."""
    answered = Comment.objects.filter(parent=OuterRef("pk"), state=State.PUBLISHED)
    readable = Comment.objects.all().own_state(viewer)
    return (
        Comment.objects.in_sight_of(viewer)
        .filter(readable | Q(Exists(answered)))
        .with_muted_by(viewer)
        .with_author()
        .with_reader(viewer)
    )


def in_order(comments: Any, cursor: str, *, newest_first: bool) -> Any:
    """Order comments and begin after the cursor."""
    sign, step = ("-", "lt") if newest_first else ("", "gt")
    place = read_cursor(cursor)
    if place is not None:
        moment, last_id = place
        comments = comments.filter(
            Q(**{f"published_at__{step}": moment})
            | Q(published_at=moment, **{f"pk__{step}": last_id})
        )
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


def add_attachments(thread: Thread, comments: list[Comment]) -> None:
    """Fetch the files of the opening words and of all comments on the page at once."""
    by_comment: dict[int | None, list[Attachment]] = {}
    shown = Q(comment=None) | Q(comment_id__in=[comment.pk for comment in comments])
    for attachment in Attachment.objects.filter(shown, thread=thread).select_related("file"):
        by_comment.setdefault(attachment.comment_id, []).append(attachment)
    thread.shown_attachments = by_comment.get(None, [])
    for comment in comments:
        comment.shown_attachments = by_comment.get(comment.pk, [])


def add_comment_details(comment: Comment, viewer: Any) -> Comment:
    """Give one comment what a page of them has: its answers, files, and the reader's reactions."""
    fresh = shown_comments(viewer).select_related("thread", "thread__audience").get(pk=comment.pk)
    replies = shown_comments(viewer).filter(parent=fresh).order_by("published_at", "pk")
    add_replies([fresh], list(replies) if fresh.parent_id is None else [])
    add_attachments(fresh.thread, [fresh, *fresh.shown_replies])
    return fresh


def add_attachments_of_threads(threads: list[Thread]) -> None:
    """Fetch the files in the opening words of all threads on a page at once."""
    by_thread: dict[int, list[Attachment]] = {}
    ids = [thread.pk for thread in threads]
    files = Attachment.objects.filter(thread_id__in=ids, comment=None).select_related("file")
    for attachment in files:
        by_thread.setdefault(attachment.thread_id, []).append(attachment)
    for thread in threads:
        thread.shown_attachments = by_thread.get(thread.pk, [])
