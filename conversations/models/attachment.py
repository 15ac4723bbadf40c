"""A file that hangs under a thread or a comment."""

from django.db import models
from django.db.models import Q

from conversations.models.comment import Comment
from conversations.models.thread import Thread


class Attachment(models.Model):
    """A file, or the honest name of one that an old network did not hand over."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="attachments")
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    file = models.ForeignKey(
        "people.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
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

    def __str__(self) -> str:
        return self.missing_name or str(self.file_id)
