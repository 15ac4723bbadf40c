"""Saying which comment answers a question."""

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from conversations.actions import accept_answer, take_back_acceptance
from conversations.views.scope import readable_comment, readable_thread
from intranet.platform.htmx import leave_to


@require_POST
def accept(request, comment_id):
    """Accept a comment as the answer."""
    comment = readable_comment(request, comment_id)
    accept_answer(asker=request.user, comment=comment)
    return leave_to(request, comment.get_absolute_url())


@require_POST
def take_back(request, thread_id):
    """Say that the question is open again."""
    thread = readable_thread(request, thread_id)
    take_back_acceptance(asker=request.user, thread=thread)
    return redirect(thread.get_absolute_url())
