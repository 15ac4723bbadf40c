"""What somebody was writing when the bus arrived."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """Unsent words, kept by themselves; only their author ever sees them."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    # Where it would be posted: "home", "community:12", "thread:34", "comment:56", "edit-post:34",
    # "edit-comment:56".
    place = models.CharField(max_length=60)
    title = models.CharField(max_length=200, blank=True)
    html = models.TextField()
    # What else was filled in: the kind of post, its answers, its moments; name -> values.
    choices = models.JSONField(default=dict)
    # What is shown of each file that will go along, as conversations.feeds.uploads writes it.
    files = models.JSONField(null=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "place"], name="one_draft_per_person_and_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.place}"
