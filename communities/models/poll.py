"""What a post adds when it asks people to choose."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models.post import Post


class Poll(models.Model):
    """How people choose, until when, and when they see what was chosen."""

    class Results(models.TextChoices):
        AFTER_VOTING = "after_voting", _("who voted sees it at once")
        AT_THE_CLOSE = "at_the_close", _("everybody sees it when the poll closes")

    post = models.OneToOneField(
        Post, on_delete=models.CASCADE, primary_key=True, related_name="poll"
    )
    is_multiple = models.BooleanField(default=False)
    results = models.CharField(max_length=12, choices=Results.choices, default=Results.AFTER_VOTING)
    closes_at = models.DateTimeField(null=True, blank=True)
    # Set once, when what each person chose was forgotten and only the numbers were kept.
    closed_at = models.DateTimeField(null=True, blank=True)
    voters = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["closes_at"],
                condition=Q(closed_at=None, closes_at__isnull=False),
                name="polls_that_will_close",
            )
        ]

    def __str__(self) -> str:
        return f"poll {self.pk}"

    def is_closed(self, now: datetime) -> bool:
        """Tell whether nobody can vote any more, also in the minute before that is written down."""
        return self.closed_at is not None or (self.closes_at is not None and self.closes_at <= now)


class PollOption(models.Model):
    """One of the answers, and how often it was chosen; kept with the ballots, in one statement."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=120)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "position"], name="one_option_per_place_in_a_poll"
            )
        ]

    def __str__(self) -> str:
        return self.words


class Ballot(models.Model):
    """That somebody voted; what she chose is kept only while she may still change it."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    choices = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "person"], name="one_ballot_per_person_in_a_poll"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.poll_id}"
