"""Fetching in the reader's sight what a view is about."""

from django.shortcuts import get_object_or_404

from conversations.feeds import cursor_to, threads_in_sight
from conversations.models import Comment
from intranet.platform.htmx import first_or_404


def readable_thread(request, thread_id):
    """Fetch a thread that the reader may see; 404 for everything else."""
    return first_or_404(threads_in_sight(request.user, thread_id))


def readable_comment(request, comment_id):
    """Fetch a comment that the reader may see, in a thread that she may see."""
    comments = Comment.objects.visible_to(request.user)
    related = (
        "audience",
        "author",
        "author__photo",
        "author__location",
        "thread",
        "thread__audience",
        "parent",
    )
    return get_object_or_404(comments.select_related(*related), pk=comment_id)


def cursor_of_comment(request, thread):
    """Return where a page must begin so that the comment of its link stands on it."""
    number = request.GET.get("comment", "")
    if not number.isdecimal():
        return ""
    comments = Comment.objects.visible_to(request.user).filter(thread=thread)
    comment = comments.filter(pk=number).select_related("parent").first()
    return cursor_to(comment) if comment else ""
