"""What a post adds when it announces something, and who says she read it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from communities.models.post import Post
from communities.querysets import AnnouncementQuerySet


class Announcement(models.Model):
    """Whether it must be read, by whom of those who may see it, until when, and in which version.

    Without teams, locations and function profiles it is for all members of the community; with
    them for the members who are in one of the teams, at one of the places and of one of the jobs.
    """

    post = models.OneToOneField(
        Post, on_delete=models.CASCADE, primary_key=True, related_name="announcement"
    )
    is_must_read = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    # When this version was put before people.
    asked_at = models.DateTimeField()
    team_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    location_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    profile_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["-asked_at"], condition=Q(is_must_read=True), name="must_reads_newest_first"
            )
        ]

    def __str__(self) -> str:
        return f"announcement {self.pk}, version {self.version}"


class Acknowledgement(models.Model):
    """That somebody says she read a version; only she and the sender ever see it."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="acknowledgements"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "person", "version"],
                name="one_acknowledgement_per_person_and_version",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.announcement_id}, version {self.version}"


class Reminder(models.Model):
    """That the sender asked once more, and how many people that told."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="reminders"
    )
    version = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()
    people = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.people} reminded of {self.announcement_id}"
