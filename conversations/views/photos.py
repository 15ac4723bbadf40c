"""One photo, large, beside the others of the same contribution."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from conversations.models import Attachment, Comment, Thread
from intranet.platform.htmx import render_fragment_or_page
from people.models import StoredFile


@require_GET
def photo(request, file_id):
    """Show a photo in the page with script, on a page of its own without."""
    photos = photos_in_sight(request.user)
    shown = get_object_or_404(photos.filter(file_id=file_id)[:1])
    beside = list(photos.filter(**place_of(shown)))
    place = beside.index(shown)
    context = {
        "shown": shown,
        "number": place + 1,
        "beside": beside,
        "earlier": beside[place - 1] if place else None,
        "later": beside[place + 1] if place + 1 < len(beside) else None,
        "back": (shown.comment or shown.thread).get_absolute_url(),
    }
    return render_fragment_or_page(
        request, "conversations/_photo.html", "conversations/photo.html", context
    )


def photos_in_sight(viewer):
    """Attachments that are photos which the reader may see, where she may read what they show."""
    comments = Comment.objects.visible_to(viewer)
    return (
        Attachment.objects.filter(
            Q(comment=None) | Q(comment__in=comments),
            thread__in=Thread.objects.visible_to(viewer),
            file__in=StoredFile.objects.visible_to(viewer).filter(kind="picture"),
        )
        .select_related("file", "thread", "thread__author", "comment", "comment__author")
        .order_by("version", "position", "pk")
    )


def place_of(attachment):
    """Return what the photos beside this one have in common with it."""
    return {
        "thread": attachment.thread_id,
        "comment": attachment.comment_id,
        "version": attachment.version_id,
    }
