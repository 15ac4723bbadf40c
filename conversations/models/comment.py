"""A comment: an answer to a thread, or to another comment, and no deeper."""

from django.db import models
from django.db.models import Q

from conversations.models.thread import Reactable, Thread
from conversations.querysets import CommentQuerySet
from intranet.platform.content import Contribution


class Comment(Contribution, Reactable):
    """What somebody said under a thread."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )

    # What becomes of its thread by it: a word of the app that owns the thread, or none.
    settles = models.CharField(max_length=10, blank=True, default="", db_default="")

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "submission"],
                condition=Q(submission__isnull=False),
                name="a_comment_is_sent_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["thread", "published_at", "id"],
                condition=Q(parent=None),
                name="comments_of_a_thread",
            ),
            models.Index(fields=["parent", "published_at", "id"], name="replies_of_a_comment"),
            models.Index(fields=["author", "-published_at"], name="comments_by_author"),
        ]

    def __str__(self) -> str:
        return self.plain[:60]

    def get_absolute_url(self) -> str:
        """The address of the place in the thread where it stands."""
        return self.thread.comment_url(self.pk)
