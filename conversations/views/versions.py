"""How a text was before it was changed."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from conversations.actions.enclosing import hung_under
from conversations.models import Version
from conversations.views.scope import readable_comment, readable_thread


@require_GET
def of_thread(request, thread_id):
    """Earlier wordings of opening words."""
    thread = readable_thread(request, thread_id)
    versions = Version.objects.filter(thread=thread, comment=None)
    return show(request, thread, versions)


@require_GET
def of_comment(request, comment_id):
    """Earlier wordings of a comment."""
    comment = readable_comment(request, comment_id)
    versions = Version.objects.filter(comment=comment)
    return show(request, comment, versions)


def show(request, contribution, versions):
    """Show them, the newest first, below how it is now."""
    newest_first = versions.order_by("-replaced_at").prefetch_related("attachments__file")
    return render(
        request,
        "conversations/versions.html",
        {
            "contribution": contribution,
            "attachments_now": hung_under(contribution),
            "versions": newest_first[:50],
            "back": contribution.get_absolute_url(),
        },
    )
