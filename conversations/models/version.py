"""What was written before an edit; those who may see the text may see how it was."""

from django.db import models

from conversations.models.comment import Comment
from conversations.models.thread import Thread


class Version(models.Model):
    """An earlier wording of a thread's opening words or of a comment."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="versions")
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="versions"
    )
    title = models.CharField(max_length=200, blank=True)
    html = models.TextField()
    plain = models.TextField()
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["thread", "comment", "-replaced_at"], name="versions_newest_first")
        ]

    def __str__(self) -> str:
        return f"{self.thread_id} until {self.replaced_at:%Y-%m-%d %H:%M}"
