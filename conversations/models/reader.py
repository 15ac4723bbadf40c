"""What a reader does with what others say: react, follow, keep."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conversations.models.comment import Comment
from conversations.models.thread import Thread
from conversations.querysets import FollowQuerySet


class Reaction(models.Model):
    """One word of one person to a thread or a comment."""

    class Kind(models.TextChoices):
        RECOGNISE = "recognise", _("I recognise this")
        THANKS = "thanks", _("Thanks")
        WELL_DONE = "well_done", _("Well done")

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="reactions")
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="reactions"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "comment", "person", "kind"],
                nulls_distinct=False,
                name="one_reaction_of_a_kind_per_person",
            )
        ]
        indexes = [
            models.Index(
                fields=["comment", "person"],
                condition=Q(comment__isnull=False),
                name="reactions_to_a_comment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"


class Reading(models.Model):
    """That somebody read a thread, kept for a while so that she is counted once.

    Nobody is ever shown who read what; only the number stays (docs/adr/0014).
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "person"], name="somebody_counts_once_as_reader"
            )
        ]
        indexes = [models.Index(fields=["read_at"], name="readings_by_time")]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.thread_id}"


class Follow(models.Model):
    """Whether a person hears of new comments. A follow that is off is a choice, and stays off."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=True)
    since = models.DateTimeField()

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "person"], name="one_follow_per_person_and_thread"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.thread_id}: {self.is_on}"


class Bookmark(models.Model):
    """A thread that a person keeps for later; only she knows."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="bookmarks")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks"
    )
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "thread"], name="one_bookmark_per_person_and_thread"
            )
        ]
        indexes = [models.Index(fields=["person", "-kept_at"], name="bookmarks_newest_first")]

    def __str__(self) -> str:
        return f"{self.person_id} keeps {self.thread_id}"
