"""A file that hangs under a thread or a comment."""

from typing import NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import Q

from conversations.models.comment import Comment
from conversations.models.thread import Thread
from conversations.models.version import Version


class Enclosure(NamedTuple):
    """A file that is sent along, and what its author says is on it."""

    file_id: UUID
    alt: str = ""


class Attachment(models.Model):
    """A file, or the honest name of one that an old network did not hand over."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="attachments")
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    file = models.ForeignKey(
        "people.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # How it was before an edit; without it: how it is now.
    version = models.ForeignKey(
        Version, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    # What is on a photo, for who does not see it.
    alt = models.CharField(max_length=300, blank=True, default="", db_default="")
    missing_name = models.CharField(max_length=255, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(missing_name=""),
                name="an_attachment_is_a_file_or_names_one",
            )
        ]

    def photo_url(self) -> str:
        """The address of the page that shows it large."""
        return f"/photos/{self.file_id}/"

    def __str__(self) -> str:
        return self.missing_name or str(self.file_id)
