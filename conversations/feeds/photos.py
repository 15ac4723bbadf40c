"""One photo among those of the same contribution."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from conversations.models import Attachment, Comment, Thread
from people.models import StoredFile


@dataclass(frozen=True)
class PhotoShown:
    """A photo, and what stands before and after it."""

    shown: Attachment
    number: int
    all: int
    earlier: Attachment | None
    later: Attachment | None


def photo_shown(viewer: Any, file_id: UUID) -> PhotoShown | None:
    """Return a photo that the reader may see, where she may read what it hangs under."""
    photos = (
        Attachment.objects.filter(
            Q(comment=None) | Q(comment__in=Comment.objects.visible_to(viewer)),
            thread__in=Thread.objects.visible_to(viewer),
            file__in=StoredFile.objects.visible_to(viewer).filter(kind="picture"),
        )
        .select_related("file", "thread__author", "comment__author")
        .order_by("version", "position", "pk")
    )
    shown = photos.filter(file=file_id).last()
    if shown is None:
        return None
    place = {"thread": shown.thread_id, "comment": shown.comment_id, "version": shown.version_id}
    beside: list[Attachment | None] = [None, *photos.filter(**place), None]
    number = beside.index(shown)
    return PhotoShown(shown, number, len(beside) - 2, beside[number - 1], beside[number + 1])
