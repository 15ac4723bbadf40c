"""Saying which comment answers a question or solves a problem."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.actions.talking import add_comment
from conversations.events import AnswerAccepted
from conversations.models import Comment, Thread
from conversations.policies import can_accept_answer
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from intranet.platform.submissions import sent_once
from people.models import User


@transaction.atomic
def accept_answer(*, asker: User, comment: Comment) -> Thread:
    """Accept a comment as what answers or solves it; an earlier choice gives way."""
    thread = locked_thread(comment.thread_id)
    require(can_accept_answer(asker, thread), why_not(thread))
    require(comment.is_published, _("This comment is no longer there."))
    if thread.accepted_comment_id == comment.pk:
        return thread
    thread.accepted_comment, thread.accepted_by = comment, asker
    thread.save(update_fields=["accepted_comment", "accepted_by"])
    record("conversations.answer.accepted", actor=asker, subject=comment)
    publish(AnswerAccepted(thread.pk, comment.pk, asker.pk))
    return thread


@transaction.atomic
def take_back_acceptance(*, asker: User, thread: Thread) -> Thread:
    """Say that the question or the problem is open again."""
    thread = locked_thread(thread.pk)
    require(can_accept_answer(asker, thread), why_not(thread))
    thread.accepted_comment = thread.accepted_by = None
    thread.save(update_fields=["accepted_comment", "accepted_by"])
    record("conversations.answer.taken_back", actor=asker, subject=thread)
    return thread


@sent_once
@transaction.atomic
def solve_with_comment(*, author: User, thread: Thread, **words: Any) -> Comment:
    """Say in a comment what answers or solves it; both are done, or neither."""
    require(can_accept_answer(author, thread), why_not(thread))
    comment = add_comment(author=author, thread=thread, settles="accepted", **words)
    # What waits until somebody has read it settles nothing before.
    if comment.is_published:
        comment.thread = accept_answer(asker=author, comment=comment)
    return comment


@transaction.atomic
def accept_by_author(comment: Comment) -> None:
    """Let a comment solve what its author said it does, once somebody has read it."""
    thread = locked_thread(comment.thread_id)
    if thread.accepted_comment_id is None and can_accept_answer(comment.author, thread):
        accept_answer(asker=comment.author, comment=comment)


def why_not(thread: Thread) -> str:
    """Say who can choose."""
    if thread.stewards_accept:
        return _("Only who reported it, or who takes care of this place, can say what solved it.")
    return _("Only the one who asked can accept an answer.")


def locked_thread(thread_id: int) -> Thread:
    """Hold the thread, so that two choices at once come one after the other."""
    threads = Thread.objects.select_for_update(of=("self",)).select_related("audience")
    return threads.get(pk=thread_id)
