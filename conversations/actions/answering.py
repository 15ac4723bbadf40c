"""Saying which comment answers a question."""

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.events import AnswerAccepted
from conversations.models import Comment, Thread
from conversations.policies import can_accept_answer
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from people.models import User


@transaction.atomic
def accept_answer(*, asker: User, comment: Comment) -> Thread:
    """Accept a comment as the answer to one's question; an earlier choice gives way."""
    thread = locked_thread(comment.thread_id)
    require(can_accept_answer(asker, thread), _("Only the one who asked can accept an answer."))
    require(comment.is_published, _("This comment is no longer there."))
    if thread.accepted_comment_id == comment.pk:
        return thread
    thread.accepted_comment = comment
    thread.save(update_fields=["accepted_comment"])
    record("conversations.answer.accepted", actor=asker, subject=comment)
    publish(AnswerAccepted(thread.pk, comment.pk, asker.pk))
    return thread


@transaction.atomic
def take_back_acceptance(*, asker: User, thread: Thread) -> Thread:
    """Say that the question is open again."""
    thread = locked_thread(thread.pk)
    require(can_accept_answer(asker, thread), _("Only the one who asked can accept an answer."))
    thread.accepted_comment = None
    thread.save(update_fields=["accepted_comment"])
    record("conversations.answer.taken_back", actor=asker, subject=thread)
    return thread


def locked_thread(thread_id: int) -> Thread:
    """Hold the thread, so that two choices at once come one after the other."""
    threads = Thread.objects.select_for_update(of=("self",)).select_related("audience")
    return threads.get(pk=thread_id)
