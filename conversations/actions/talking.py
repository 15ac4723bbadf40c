"""Saying something: opening a thread, answering in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from conversations.actions.enclosing import enclose, words_of_files
from conversations.actions.judging import judged, let_look, state_by
from conversations.actions.keeping import start_following
from conversations.actions.words import named_in, note_words, settle
from conversations.events import CommentPublished
from conversations.models import Comment, Enclosure, Thread
from conversations.policies import can_comment_on
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.content import State
from intranet.platform.judging import NOT_ASKED, Reply, screened
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from intranet.platform.richtext import Text
from intranet.platform.submissions import sent_once
from people.models import Audience, User


def open_thread(  # noqa: PLR0913
    *,
    author: User,
    audience: Audience,
    text: Text,
    at: datetime,
    title: str = "",
    files: Sequence[Enclosure] = (),
    state: State = State.PUBLISHED,
    **more: Any,
) -> Thread:
    """Begin a thread for the app that owns it; that app has asked whether its author may.

    One that is scheduled names nobody and nothing before it appears (conversations.actions.timing).
    """
    thread = Thread.objects.create(
        author=author,
        audience=audience,
        title=title,
        html=text.html,
        plain=text.plain,
        published_at=at,
        last_activity_at=at,
        state=state,
        **more,
    )
    send_along(files, author=author, thread=thread)
    if state == State.PUBLISHED:
        note_words(text, thread=thread)
        start_following(thread, author)
    return thread


def send_along(
    files: Sequence[Enclosure], *, author: User, thread: Thread, comment: Comment | None = None
) -> None:
    """Hang files under what was said this moment; without words they speak for themselves."""
    said: Any = comment or thread
    said.shown_attachments = enclose(files, author=author, thread=thread, comment=comment)
    if not said.plain:
        said.plain = words_of_files(said.shown_attachments)
        said.save(update_fields=["plain"])


@screened
@sent_once
@transaction.atomic
def add_comment(  # noqa: PLR0913
    *,
    author: User,
    thread: Thread,
    body: str,
    parent: Comment | None = None,
    is_html: bool = True,
    heads_seen: int = 0,
    files: Sequence[Enclosure] = (),
    submission: UUID | None = None,
    reply: Reply = NOT_ASKED,
    # What becomes of the thread by it: a word of the app that owns the thread.
    settles: str = "",
) -> Comment:
    """Answer a thread, or a comment in it; a second try of the same submission changes nothing."""
    if earlier := Comment.objects.sent_before(author, submission):
        return earlier
    now = clock.now()
    thread = counted(thread, author=author, now=now)
    asked: dict[str, Any] = {"is_html": is_html, "heads_seen": heads_seen}
    text = settle(body, audience=thread.audience, may_be_empty=bool(files), **asked)
    where: dict[str, Any] = {"kind": "comment", "audience": thread.audience}
    verdict = judged(text, author=author, files=files, reply=reply, **where)
    comment = Comment.objects.create(
        thread=thread,
        parent=first_level(parent),
        author=author,
        audience=thread.audience,
        html=text.html,
        plain=text.plain,
        published_at=now,
        submission=submission,
        settles=settles,
        **state_by(verdict),
    )
    send_along(files, author=author, thread=thread, comment=comment)
    start_following(thread, author)
    let_look(comment, verdict, tells_author=reply.seen is None)
    tell_or_let_wait(comment, text)
    return comment


def tell_of_comment(comment: Comment, text: Text) -> None:
    """Publish that a comment can be read from now on, whether it waited before or not."""
    note_words(text, thread=comment.thread, comment=comment)
    record("conversations.comment.published", actor=comment.author, subject=comment)
    publish(CommentPublished(comment.pk, comment.thread_id, comment.author_id, *named_in(text)))


def tell_or_let_wait(comment: Comment, text: Text) -> None:
    """Tell of a comment that can be read; one that waits is not counted, and nothing happened."""
    if comment.is_published:
        comment.thread.comment_count += 1
        tell_of_comment(comment, text)
        return
    was = comment.thread.last_activity_at
    thread = Thread.objects.filter(pk=comment.thread_id)
    thread.update(comment_count=F("comment_count") - 1, last_activity_at=was)
    record("conversations.comment.held", actor=comment.author, subject=comment)


def counted(thread: Thread, *, author: User, now: datetime) -> Thread:
    """Count one more answer to a thread, and hold it where it is until that answer is written.

    Who moves, merges or withdraws it at this moment goes first or waits: no answer is left behind.
    Sight is asked once more by the write itself.
    """
    require(can_comment_on(author, thread), why_not(thread))
    as_it_was = (
        Thread.objects.visible_to(author)
        .published()
        .filter(pk=thread.pk, audience=thread.audience_id, is_locked=False)
    )
    if as_it_was.update(comment_count=F("comment_count") + 1, last_activity_at=now):
        return thread
    fresh = Thread.objects.select_related("audience").get(pk=thread.pk)
    return counted(fresh, author=author, now=now)


def first_level(parent: Comment | None) -> Comment | None:
    """An answer to an answer stands under the comment they both belong to."""
    if parent is None or parent.parent_id is None:
        return parent
    return parent.parent


def why_not(thread: Thread) -> str:
    """Say why nobody can answer here."""
    if thread.is_locked:
        return _("This conversation is closed. You can still read it.")
    return _("You cannot answer here.")
