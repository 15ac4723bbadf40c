"""What still has to follow a write: one row per event and reaction."""

from django.db import models


class OutboxEntry(models.Model):
    """A reaction that is owed; written in the transaction of what happened, gone when done."""

    event_id = models.UUIDField()
    event = models.CharField(max_length=100)
    reaction = models.CharField(max_length=150)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "outbox entries"
        constraints = [
            models.UniqueConstraint(
                fields=["event_id", "reaction"], name="one_entry_per_event_and_reaction"
            )
        ]
        indexes = [models.Index(fields=["due_at", "id"], name="outbox_by_due_time")]

    def __str__(self) -> str:
        return f"{self.event} -> {self.reaction}"
